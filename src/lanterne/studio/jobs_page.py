"""The list of publish jobs, the newest first."""

from __future__ import annotations

from dataclasses import dataclass

from lanterne.assets import queries as assets
from lanterne.assets.queries import JobCard
from lanterne.assets.rules import JobState
from lanterne.core.cursor import Cursor
from lanterne.studio.decisions import JobLine, job_lines
from lanterne.studio.slices import Slice, cut

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class JobsPage:
    lines: tuple[JobLine, ...]
    page: Slice[JobCard]


def jobs_page(*, state: JobState | None, place: Cursor) -> JobsPage:
    def fetch(where: Cursor, limit: int) -> tuple[JobCard, ...]:
        return assets.jobs_beside(state=state, place=where, limit=limit)

    page = cut(fetch, place, A_PAGE, id_of=lambda job: job.id)
    return JobsPage(job_lines(page.rows), page)
