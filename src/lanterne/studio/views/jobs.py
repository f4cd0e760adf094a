"""Publish jobs: all of them, one of them live, the question before it is cancelled, and the two buttons."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanterne.assets import services as assets
from lanterne.core import clock
from lanterne.studio import filters
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor, user_id
from lanterne.studio.job_page import job_page, job_shown
from lanterne.studio.jobs_page import jobs_page
from lanterne.studio.saved import views


def jobs(request: HttpRequest) -> HttpResponse:
    asked = filters.jobs(request)
    found = jobs_page(state=asked.chosen, place=asked.place)
    kept = views(user_id=user_id(request), listing="jobs")
    page = {"shown": found, "asked": asked, "views": kept, "listing": "jobs"}
    return render(request, "studio/jobs.html", page)


def job(request: HttpRequest, job_id: int) -> HttpResponse:
    page = job_page(job_id=job_id, at=clock.now())
    return render(request, "studio/job.html", {"head": page.head, "shown": page.shown})


@require_safe
def live(request: HttpRequest, job_id: int) -> HttpResponse:
    """The part of a job's page that changes, for its script to put in place."""
    shown = job_shown(job_id=job_id, at=clock.now())
    return render(request, "studio/job_live.html", {"shown": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    """Ask first; the answer is posted."""
    if request.method == "POST":
        return _cancelled(request, job_id)
    page = job_page(job_id=job_id, at=clock.now())
    if page.shown.is_over:
        return redirect("studio:job", job_id)
    return render(request, "studio/job_cancel.html", {"head": page.head, "shown": page.shown})


def _cancelled(request: HttpRequest, job_id: int) -> HttpResponse:
    def stop() -> None:
        assets.cancel(job_id=job_id, actor=actor(request))

    done = _("The job is cancelled. What it has finished is kept for another try.")
    return answered(request, stop, done, "studio:job", job_id)


@require_POST
def retry(request: HttpRequest, job_id: int) -> HttpResponse:
    def again() -> None:
        assets.retry(job_id=job_id, actor=actor(request))

    done = _("The job is queued again; finished pieces are not made twice.")
    return answered(request, again, done, "studio:job", job_id)
