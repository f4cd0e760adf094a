"""What comes in: through a post house's link, or as the outcome of staff's own uploads and of publish jobs."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lanterne.assets import queries as assets
from lanterne.assets import services as intake
from lanterne.assets.queries import JobCard, UploadCard
from lanterne.assets.rules import JobState, Purpose
from lanterne.catalogue import pictures
from lanterne.catalogue import services as catalogue
from lanterne.deliveries.models import DeliveryRequest
from lanterne.deliveries.queries import evidence
from lanterne.deliveries.queries.houses import PostHouseCard
from lanterne.deliveries.queries.requests import wanted
from lanterne.deliveries.rules import AWAITED, OPEN, Asset, Role, State, Wanted
from lanterne.deliveries.services.refusals import (
    LanguageMismatch,
    NoSuchRequest,
    NotAwaited,
    NotByFile,
    TooManyUploads,
)
from lanterne.deliveries.services.steps import SYSTEM, held, step
from lanterne.ui.words import language_name
from lanterne_media import captions
from lanterne_media.model import Outcome
from lanterne_media.qc import tongues

POLICY = "standard"
# Of one post house for one title: a disk must not fill with beginnings.
MOST_UPLOADS = 3
MOST_BYTES = {Asset.SUBTITLE: captions.LARGEST_BYTES, Asset.ARTWORK: pictures.MOST_BYTES}
_TAG = re.compile(r"<[^<>]*>")


def begin_delivery(*, request_id: int, house: PostHouseCard, file_name: str, length: int) -> UUID:
    """Make room for a post house's file, as large as what was asked for can be."""
    row = _awaited(request_id, house)
    if length > MOST_BYTES.get(Asset(row.asset), length):
        raise intake.UploadTooLarge(_("This file is larger than what was asked for can be."))
    under_way = assets.uploads(title_id=row.title_id)
    if sum(one.actor == house.actor for one in under_way) >= MOST_UPLOADS:
        raise TooManyUploads(_("Finish or cancel the uploads that have begun first."))
    return intake.begin_upload(
        title_id=row.title_id, file_name=file_name, length=length, actor=house.actor
    )


def deliver(*, request_id: int, upload_id: UUID, house: PostHouseCard) -> None:
    """Take a whole upload as the answer to a request, by the same doors as staff's own files."""
    row = _awaited(request_id, house)
    if check_upload(upload_id=upload_id, house=house).title_id != row.title_id:
        raise intake.NoSuchUpload(_("There is no such upload."))
    if row.asset == Asset.MASTER:
        _take_film(request_id, upload_id, house)
        return
    name, content = intake.take_content(
        upload_id=upload_id, most_bytes=MOST_BYTES[Asset(row.asset)]
    )
    if row.asset == Asset.SUBTITLE:
        _take_subtitle(request_id, name, content, house)
    else:
        _take_picture(request_id, name, content, house)


def check_upload(*, upload_id: UUID, house: PostHouseCard) -> UploadCard:
    """The upload, if this very house sends it: another sender's does not exist for it."""
    upload = assets.upload(upload_id=upload_id)
    if upload is None or upload.actor != house.actor:
        raise intake.NoSuchUpload(_("There is no such upload."))
    return upload


def drop_upload(*, upload_id: UUID, house: PostHouseCard) -> None:
    """Give up what a house has begun to send."""
    check_upload(upload_id=upload_id, house=house)
    intake.abandon_upload(upload_id=upload_id, actor=house.actor)


def follow(*, title_id: int, actor: str = SYSTEM) -> None:
    """Look at what has come for a title, and move the requests that it answers; safe to repeat."""
    rows = DeliveryRequest.objects.filter(
        title_id=title_id, state__in=[str(state) for state in OPEN]
    )
    for request_id in rows.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            arrived(held(request_id), actor=actor)


def follow_job(job_id: int) -> None:
    """The same for the title of a job that is over, however it ended."""
    job = assets.job(job_id=job_id)
    if job is not None:
        follow(title_id=job.title_id)


def arrived(row: DeliveryRequest, *, actor: str) -> bool:
    """Move a held request by what has come since it was asked for; whether that moved it."""
    before = row.turn
    match Asset(row.asset):
        case Asset.MASTER:
            _follow_film(row, actor)
        case Asset.SOUND:
            _follow_sound(row, actor)
        case Asset.SUBTITLE:
            found = evidence.subtitle(title_id=row.title_id, wanted=wanted(row))
            if found and found.added_at >= row.asked_at:
                row.file_name = found.file_name
                _came_and_was_processed(row, actor)
    return row.turn != before


def _follow_film(row: DeliveryRequest, actor: str) -> None:
    job = _job_since(row.title_id, row.asked_at)
    if job is None:
        return
    if row.job_id != job.id and State(row.state) in OPEN:
        row.job_id, row.file_name = job.id, job.file_name
        if row.state == State.DELIVERED:
            # A newer film in the place of one that failed, or that nobody waits for any more.
            row.save(update_fields=["job", "file_name"])
        else:
            step(row, State.DELIVERED, actor=actor)
    if row.state == State.DELIVERED and job.state is JobState.DONE:
        step(row, State.PROCESSED, actor=SYSTEM)
        if settings.ACCEPT_CLEAN and _is_clean(job) and _is_in_language(row):
            step(row, State.ACCEPTED, actor=SYSTEM)


def _follow_sound(row: DeliveryRequest, actor: str) -> None:
    job = _job_since(row.title_id, row.asked_at)
    published = assets.publication(title_id=row.title_id)
    if job is None or job.state is not JobState.DONE or published is None:
        return
    if evidence.has_sound(published, wanted(row)):
        row.job_id, row.file_name = job.id, job.file_name
        _came_and_was_processed(row, actor)


def _came_and_was_processed(row: DeliveryRequest, actor: str) -> None:
    if State(row.state) in AWAITED:
        step(row, State.DELIVERED, actor=actor)
    if row.state == State.DELIVERED:
        step(row, State.PROCESSED, actor=SYSTEM)


def _job_since(title_id: int, asked_at: datetime) -> JobCard | None:
    """The newest film that came since; one that was encoded anew for fewer bits is no delivery."""
    for job in assets.jobs(title_id=title_id):
        if job.purpose is Purpose.PUBLISH:
            return job if job.created_at >= asked_at else None
    return None


def _is_clean(job: JobCard) -> bool:
    return bool(job.verdicts) and all(
        one.get("outcome") == Outcome.ACCEPTED for one in job.verdicts
    )


def _is_in_language(row: DeliveryRequest) -> bool:
    published = assets.publication(title_id=row.title_id)
    original = Wanted(Asset.SOUND, row.language, Role.ORIGINAL)
    return published is not None and evidence.has_sound(published, original)


@transaction.atomic
def _take_film(request_id: int, upload_id: UUID, house: PostHouseCard) -> None:
    row = held(request_id)
    row.job_id = intake.accept_mezzanine(
        title_id=row.title_id, upload_id=upload_id, policy_name=POLICY, actor=house.actor
    )
    job = assets.job(job_id=row.job_id)
    row.file_name = job.file_name if job else ""
    step(row, State.DELIVERED, actor=house.actor)


@transaction.atomic
def _take_subtitle(request_id: int, name: str, content: bytes, house: PostHouseCard) -> None:
    row = held(request_id)
    intake.add_subtitle(
        title_id=row.title_id,
        content=content,
        file_name=name,
        language=row.language,
        actor=house.actor,
        is_forced=row.role == Role.FORCED,
        is_for_the_deaf=row.role == Role.DEAF,
    )
    _check_tongue(content, row.language)
    row.file_name = name
    _came_and_was_processed(row, house.actor)


def _check_tongue(content: bytes, language: str) -> None:
    """Refuse words that surely are in another language; short ones may be in any."""
    text = " ".join(_TAG.sub(" ", cue.text) for cue in captions.parse(content).cues)
    found = tongues.contradicted(text, language)
    if found is None:
        return
    reader = get_language() or "en"
    told = {
        "seen": language_name(found[0], language=reader),
        "asked": language_name(language, language=reader),
    }
    raise LanguageMismatch(
        _("The language does not match: %(asked)s was asked for, these words are in %(seen)s.")
        % told
    )


@transaction.atomic
def _take_picture(request_id: int, name: str, content: bytes, house: PostHouseCard) -> None:
    """Keep a picture aside until somebody accepts it: people see what hangs there now."""
    row = held(request_id)
    catalogue.check_artwork(kind=row.role, content=content)
    kept = str(uuid4())
    path = Path(settings.DELIVERIES) / kept
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    row.file_name, row.held = name, kept
    _came_and_was_processed(row, house.actor)


def _awaited(request_id: int, house: PostHouseCard) -> DeliveryRequest:
    """A request of this very post house that waits for a file; that of another does not exist for it."""
    row = DeliveryRequest.objects.filter(pk=request_id, post_house_id=house.id).first()
    if row is None:
        raise NoSuchRequest(_("There is no such request."))
    if row.asset not in {Asset.MASTER, *MOST_BYTES}:
        raise NotByFile(_("This is not delivered as a file: write what there is to say instead."))
    if State(row.state) not in AWAITED:
        raise NotAwaited(_("This has been delivered already, or is not wanted any more."))
    return row
