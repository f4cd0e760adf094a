"""What there is to watch, and how the work on it stands."""

from lanterne.assets.queries.jobs import JobCard, job, jobs, latest_job
from lanterne.assets.queries.streams import (
    PublicationCard,
    content_keys,
    open_file,
    publication,
    published_title_ids,
    report,
)

__all__ = [
    "JobCard",
    "PublicationCard",
    "content_keys",
    "job",
    "jobs",
    "latest_job",
    "open_file",
    "publication",
    "published_title_ids",
    "report",
]
