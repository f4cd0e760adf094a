"""How ready a title is to open in a market, and how publish jobs stand."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, cursors, etags
from lanterne.api.partners.doors import Bearer, check_filters, check_sees
from lanterne.api.partners.forms import deliveries as forms
from lanterne.api.partners.forms import jobs
from lanterne.api.partners.forms.common import RowId
from lanterne.api.partners.refusals import NothingThere
from lanterne.assets import queries as assets
from lanterne.assets.rules import JobState
from lanterne.core import clock
from lanterne.core.cursor import Cursor
from lanterne.deliveries import queries, words

of_titles = Router(tags=["deliveries"])
of_jobs = Router(tags=["publishing"])
JOBS = Bearer(Scope.JOBS_READ)


@of_titles.get(
    "/titles/{title_id}/readiness",
    auth=Bearer(Scope.DELIVERIES_READ),
    response=answers.reads(forms.Readiness),
    url_name="partner_readiness",
)
def readiness(
    request: HttpRequest, title_id: RowId, asked: Query[forms.ReadinessAsked]
) -> HttpResponse:
    """What a title still lacks before it can open in a market. Scope `deliveries:read`."""
    check_filters(request, forms.ReadinessAsked)
    check_sees(request, [asked.territory])
    return etags.answer(request, _ready(title_id, asked.territory))


@of_jobs.get("/jobs", auth=JOBS, response=answers.lists(jobs.Jobs), url_name="partner_jobs")
def publish_jobs(request: HttpRequest, asked: Query[jobs.JobsAsked]) -> HttpResponse:
    """Publish jobs in the order in which they were made. Scope `jobs:read`."""
    check_filters(request, jobs.JobsAsked)
    state = JobState(asked.state) if asked.state else None

    def fetch(after: int, limit: int) -> Sequence[assets.JobCard]:
        place = Cursor(after=after)
        return assets.jobs_beside(state=state, place=place, limit=limit, title_id=asked.title_id)

    shown, following = cursors.piece(asked, fetch)
    items = [jobs.JobFacts.model_validate(one) for one in shown]
    return etags.answer(request, jobs.Jobs(items=items, next=following))


@of_jobs.get(
    "/jobs/{job_id}", auth=JOBS, response=answers.reads(jobs.JobDocument), url_name="partner_job"
)
def publish_job(request: HttpRequest, job_id: RowId) -> HttpResponse:
    """A publish job with its steps and what quality control found. Scope `jobs:read`."""
    found = assets.job(job_id=job_id)
    if found is None:
        raise NothingThere(_("There is no such thing."))
    return etags.answer(request, jobs.JobDocument.model_validate(found))


def _ready(title_id: int, territory: str) -> forms.Readiness:
    """Refuses NothingThere."""
    found = queries.readiness(title_id=title_id, territory=territory, at=clock.now())
    if found is None:
        raise NothingThere(_("There is no such thing."))
    needs = [
        forms.Need(
            code=one.code,
            standing=one.standing,
            language=one.language,
            request_id=one.request_id,
            sentence=words.of_need(one),
        )
        for one in found.needs
    ]
    kept = [one for one in queries.overrides(title_id=title_id) if one.territory == territory]
    return forms.Readiness(
        title_id=title_id,
        territory=territory,
        is_complete=found.is_complete,
        percent=found.percent,
        needs=needs,
        overrides=[forms.Overridden.model_validate(one) for one in kept],
    )
