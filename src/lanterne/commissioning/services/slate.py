"""Putting projects on the slate, saying what they are, and planning them."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lanterne.catalogue.genres import NAMES
from lanterne.commissioning.drafts import ProjectDraft
from lanterne.commissioning.models import Document, Milestone, Project, StageMove
from lanterne.commissioning.rules.stages import WAY, Kind, Stage
from lanterne.commissioning.services import checks
from lanterne.commissioning.services.refusals import KeyTaken, WrongFacts, WrongPlace
from lanterne.core import audit, clock
from lanterne.facts import queries as facts


@transaction.atomic
def add_project(
    *,
    draft: ProjectDraft,
    actor: str,
    stage: str = Stage.PITCH,
    on: date | None = None,
    claim: str = "",
) -> int:
    """Put a project on the slate, as a pitch of today unless it is told how far it was on which day, by which claim."""
    columns = _checked(draft)
    day = on or clock.now().date()
    checks.day(day)
    check_claim(claim)
    if stage not in set(Stage) - {Stage.ON_HOLD}:
        raise WrongFacts(
            _("A project begins at a stage of the way, not at “%(stage)s”.") % {"stage": stage[:20]}
        )
    try:
        with transaction.atomic():
            row = Project.objects.create(stage=stage, since=day, **columns)
    except IntegrityError as error:
        raise KeyTaken(
            _("There is a project “%(key)s” already, or another season of that number.")
            % {"key": columns["key"]}
        ) from error
    StageMove.objects.create(
        project=row, stage=stage, on=day, at=clock.now(), actor=actor, claim_id=claim or None
    )
    note(actor, "add_project", row, stage=str(stage), name=row.name)
    return row.pk


@transaction.atomic
def change_project(*, project_id: int, draft: ProjectDraft, actor: str) -> None:
    """Say anew what a project is; its key stays, and so does where it stands."""
    row = checks.held(project_id)
    columns = _checked(draft) | {"key": row.key}
    for column, said in columns.items():
        setattr(row, column, said)
    try:
        with transaction.atomic():
            row.save(update_fields=list(columns))
    except IntegrityError as error:
        raise WrongPlace(_("Another season of the series has that number.")) from error
    note(actor, "change_project", row, name=row.name)


@transaction.atomic
def plan(*, project_id: int, stage: str, on: date | None, actor: str) -> None:
    """Say on which day a project shall come to a stage, or that no day is known any more."""
    row = checks.held(project_id)
    if stage not in WAY:
        raise WrongFacts(_("Only the stages of the way are planned."))
    if on is None:
        Milestone.objects.filter(project=row, stage=stage).delete()
    else:
        checks.day(on)
        Milestone.objects.update_or_create(project=row, stage=stage, defaults={"on": on})
    note(actor, "plan", row, stage=str(stage), on=on.isoformat() if on else "")


@transaction.atomic
def file_document(*, project_id: int, code: str, name: str, place: str, actor: str) -> int:
    """Lay a paper to a project: by a code that gates ask for, or any other, and where it lies."""
    row = checks.held(project_id)
    paper = Document.objects.create(
        project=row,
        code=checks.key(code.replace("_", "-"), "").replace("-", "_"),
        name=checks.name(name),
        place=checks.line(place, most=500),
        actor=actor,
        at=clock.now(),
    )
    note(actor, "file_document", row, code=paper.code, name=paper.name)
    return paper.pk


def check_claim(key: str) -> None:
    """Refuses a key that no claim has."""
    if key and facts.claim(key) is None:
        raise WrongFacts(_("There is no claim “%(key)s”.") % {"key": key[:80]})


def note(actor: str, action: str, row: Project, **detail: object) -> None:
    audit.record(
        actor=actor, action=f"commissioning.{action}", subject=f"project:{row.key}", detail=detail
    )


def _checked(draft: ProjectDraft) -> dict[str, object]:
    if draft.kind not in set(Kind):
        raise WrongFacts(_("“%(kind)s” is no kind of project.") % {"kind": draft.kind[:20]})
    checks.language(draft.original_language)
    checks.territory(draft.territory)
    if draft.genre and draft.genre not in NAMES:
        raise WrongFacts(_("There is no genre “%(code)s”.") % {"code": draft.genre[:40]})
    _check_counts(draft)
    return {
        "key": checks.key(draft.key, draft.name),
        "kind": draft.kind,
        "name": checks.name(draft.name),
        "original_language": draft.original_language,
        "territory": draft.territory,
        "logline": checks.line(draft.logline, most=500),
        "genre": draft.genre,
        "parent": _series(draft),
        "number": draft.number,
        "episodes": draft.episodes,
        "minutes": draft.minutes,
        "work": checks.work_of(draft.work) if draft.work else None,
    }


def _check_counts(draft: ProjectDraft) -> None:
    for count in (draft.number, draft.episodes, draft.minutes):
        if count is not None and not 0 < count < 10_000:
            raise WrongFacts(_("Seasons, episodes and minutes are counted from one."))


def _series(draft: ProjectDraft) -> Project | None:
    is_season = draft.kind == Kind.SEASON
    if is_season != (draft.number is not None) or (draft.parent and not is_season):
        raise WrongPlace(
            _("A season has a number, and no other project has one or a series above it.")
        )
    if not draft.parent:
        return None
    above = checks.project_of(draft.parent)
    if above.kind != Kind.SERIES:
        raise WrongPlace(_("A season belongs to a series."))
    return above
