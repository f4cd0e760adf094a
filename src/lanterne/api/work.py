"""How the work on films stands, for staff."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from ninja import Router

from lanterne.accounts.roles import Desk
from lanterne.api import schemas
from lanterne.api.callers import Staff
from lanterne.assets import queries as assets

router = Router(tags=["work"])


@router.get(
    "/jobs/{job_id}",
    response={200: schemas.Job, 403: schemas.Refusal, 404: schemas.Refusal},
    url_name="job",
    auth=Staff(sees=Desk.DELIVERIES),
)
def job(request: HttpRequest, job_id: schemas.RowId) -> assets.JobCard:
    """A publish job with its steps and what quality control found."""
    found = assets.job(job_id=job_id)
    if found is None:
        raise Http404
    return found
