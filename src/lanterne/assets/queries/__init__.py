"""What there is to watch, and how the work on it stands."""

from lanterne.assets.queries.cage import why_uncaged
from lanterne.assets.queries.findings import finding_picture
from lanterne.assets.queries.jobs import (
    JobCard,
    failed_jobs,
    job,
    jobs,
    jobs_beside,
    latest_job,
)
from lanterne.assets.queries.renewals import Candidate, earlier, figures, figures_of, renewable
from lanterne.assets.queries.stills import FilmStill, film_still, film_stills
from lanterne.assets.queries.streams import (
    PublicationCard,
    content_keys,
    drawn_report,
    first_published,
    is_kept,
    open_file,
    publication,
    publications,
    published_folder,
    published_title_ids,
    report,
)
from lanterne.assets.queries.subtitles import SubtitleCard, subtitles
from lanterne.assets.queries.uploads import UploadCard, upload, uploads

__all__ = [
    "Candidate",
    "FilmStill",
    "JobCard",
    "PublicationCard",
    "SubtitleCard",
    "UploadCard",
    "content_keys",
    "drawn_report",
    "earlier",
    "failed_jobs",
    "figures",
    "figures_of",
    "film_still",
    "film_stills",
    "finding_picture",
    "first_published",
    "is_kept",
    "job",
    "jobs",
    "jobs_beside",
    "latest_job",
    "open_file",
    "publication",
    "publications",
    "published_folder",
    "published_title_ids",
    "renewable",
    "report",
    "subtitles",
    "upload",
    "uploads",
    "why_uncaged",
]
