"""Where each address leads."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from lanterne.api.urls import api


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("healthz", healthz),
    path("api/v1/", api.urls),
    path("", include("lanterne.playback.urls")),
    path("", include("lanterne.deliveries.urls")),
    path("newsroom/", include("lanterne.press.urls")),
    path("studio/", include("lanterne.studio.urls")),
    path("account/", include("lanterne.web.sign_in_urls")),
    path("", include("lanterne.web.urls")),
]
