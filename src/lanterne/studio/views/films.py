"""A title's film: on its way in, accepted, or given up."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.assets import queries
from lanterne.assets import services as assets
from lanterne.assets.gains import Verdict
from lanterne.assets.queries import JobCard, SubtitleCard, UploadCard
from lanterne.assets.rules import JobState
from lanterne.core.errors import Refused
from lanterne.deliveries import services as deliveries
from lanterne.studio import words
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.forms import SubtitleForm
from lanterne.studio.title_page import Head, head


class UploadForm(forms.Form):
    upload = forms.UUIDField()
    policy = forms.CharField(required=False)


@dataclass(frozen=True, slots=True)
class FilmPage:
    """``jobs`` are the newest first."""

    head: Head
    uploads: tuple[UploadCard, ...]
    subtitles: tuple[SubtitleCard, ...]
    jobs: tuple[JobCard, ...]
    why_closed: str | None

    @property
    def is_published(self) -> bool:
        """Whether the newest job ended well, so that the film may be published again."""
        return bool(self.jobs) and self.jobs[0].state == JobState.DONE

    @property
    def is_behind(self) -> bool:
        """Whether the published film has other subtitle files than those that lie ready."""
        ready = tuple(card.sidecar for card in self.subtitles)
        # A new encode that was left out took them along for nothing.
        watched = next((job for job in self.jobs if _is_watched(job)), None)
        return self.is_published and watched is not None and watched.sidecars != ready


def film(request: HttpRequest, title_id: int) -> HttpResponse:
    """Where the film and what lies beside it come in, and what became of those that did."""
    return shown(request, film_page(title_id), SubtitleForm())


def shown(request: HttpRequest, page: FilmPage, form: SubtitleForm) -> HttpResponse:
    """The page with the subtitle form as it was sent, or empty."""
    context = {"shown": page, "head": page.head, "form": form, "policies": words.POLICIES}
    return render(request, "studio/film.html", context)


@require_POST
def accept(request: HttpRequest, title_id: int) -> HttpResponse:
    """Take a whole upload and publish it; a script is told the job's address, a form is led there."""
    form = UploadForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        job_id = assets.accept_mezzanine(
            title_id=title_id,
            upload_id=_of(title_id, form.cleaned_data["upload"]),
            policy_name=form.cleaned_data["policy"] or "standard",
            actor=actor(request),
        )
        deliveries.follow(title_id=title_id, actor=actor(request))
    except Refused as refusal:
        return _refused(request, refusal, title_id)
    if request.accepts("text/html"):
        return redirect("studio:job", job_id)
    return JsonResponse({"job": reverse("studio:job", args=[job_id])}, status=201)


@require_POST
def abandon(request: HttpRequest, title_id: int) -> HttpResponse:
    form = UploadForm(request.POST)
    if not form.is_valid():
        raise Http404

    def forget() -> None:
        upload_id = _of(title_id, form.cleaned_data["upload"])
        assets.abandon_upload(upload_id=upload_id, actor=actor(request))

    return answered(request, forget, _("The upload is cancelled."), "studio:film", title_id)


def film_page(title_id: int) -> FilmPage:
    """What the page shows; raises the console's "not found" for what has no film of its own."""
    above = head(title_id)
    if not above.title.is_playable:
        raise Http404
    closed = queries.why_uncaged()
    return FilmPage(
        head=above,
        uploads=queries.uploads(title_id=title_id),
        subtitles=queries.subtitles(title_id=title_id),
        jobs=queries.jobs(title_id=title_id),
        why_closed=_(closed) if closed else None,
    )


def _is_watched(job: JobCard) -> bool:
    return job.outcome is None or job.outcome.verdict is Verdict.IN_PLACE


def _of(title_id: int, upload_id: UUID) -> UUID:
    """The upload, if it is this title's: one film must not be published under another's name."""
    found = queries.upload(upload_id=upload_id)
    if found is None or found.title_id != title_id:
        raise assets.NoSuchUpload(_("There is no such upload."))
    return upload_id


def _refused(request: HttpRequest, refusal: Refused, title_id: int) -> HttpResponse:
    if not request.accepts("text/html"):
        return JsonResponse({"reason": refusal.code, "sentence": str(refusal)}, status=409)
    messages.error(request, str(refusal))
    return redirect("studio:film", title_id)
