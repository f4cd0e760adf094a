"""The addresses at which staff send films, by the protocol of resumable uploads."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from lanterne.assets import services as assets
from lanterne.assets import tus
from lanterne.catalogue.queries import editing
from lanterne.studio.doors import actor


@tus.protocol
def uploads(request: HttpRequest, title_id: int) -> HttpResponse:
    """Begin an upload for a film or an episode."""
    title = editing.edited(title_id=title_id)
    if request.method == "POST" and not (title and title.is_playable):
        return HttpResponse(status=404)

    def begin(name: str, length: int) -> UUID:
        who = actor(request)
        return assets.begin_upload(title_id=title_id, file_name=name, length=length, actor=who)

    return tus.began(request, begin, _address)


@tus.protocol
def upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """How far one is, more of it, or no more of it."""
    return tus.went_on(request, upload_id, actor(request))


def _address(upload_id: UUID) -> str:
    return reverse("studio:upload", kwargs={"upload_id": upload_id})
