"""The addresses of streams: /m/<key id>.<mac>/<expires>/<session>/<folder...>/<file>."""

from django.urls import path

from lanterne.playback import media

urlpatterns = [
    path("m/<str:token>/<str:expires>/<str:session>/<path:path>", media.serve, name="media"),
]
