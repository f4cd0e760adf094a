"""The addresses of post houses: /deliver/<token>/…, outside the studio and without an account."""

from django.urls import path

from lanterne.deliveries import guests

app_name = "deliveries"
urlpatterns = [
    path("deliver/<str:token>/", guests.door, name="door"),
    path("deliver/<str:token>/<int:request_id>/say/", guests.say, name="say"),
    path("deliver/<str:token>/<int:request_id>/uploads/", guests.uploads, name="uploads"),
    path("deliver/<str:token>/<int:request_id>/done/", guests.done, name="done"),
    path("deliver/<str:token>/uploads/<uuid:upload_id>/", guests.upload, name="upload"),
    path("deliver/<str:token>/uploads/<uuid:upload_id>/drop/", guests.drop, name="drop"),
]
