"""Projects as they stand, now or on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet

from lanterne.commissioning.models import Project, SourceWork
from lanterne.commissioning.rules.rights import WorkKind, needs_rights
from lanterne.commissioning.rules.stages import UNDER_WAY, Kind, Stage, Step, stage_at


@dataclass(frozen=True, slots=True)
class WorkCard:
    id: int
    key: str
    kind: WorkKind
    name: str
    authors: tuple[str, ...]
    language: str
    year: int | None
    publisher: str
    free_from: date | None

    def is_free(self, on: date) -> bool:
        return self.free_from is not None and self.free_from <= on

    def needs_rights(self, on: date) -> bool:
        return needs_rights(self.kind, is_free=self.is_free(on))


@dataclass(frozen=True, slots=True)
class PersonCard:
    id: int
    name: str
    role: str
    character: str


@dataclass(frozen=True, slots=True)
class PartnerCard:
    id: int
    name: str
    role: str
    share: Decimal | None
    territory: str


@dataclass(frozen=True, slots=True)
class MoveCard:
    stage: Stage
    came_from: Stage | None
    on: date
    at: datetime
    actor: str
    reason: str
    claim: str


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """A project; ``stage`` and ``since`` are those of the day that was asked for."""

    id: int
    key: str
    kind: Kind
    name: str
    original_language: str
    territory: str
    logline: str
    genre: str
    parent_key: str
    parent_name: str
    number: int | None
    episodes: int | None
    minutes: int | None
    stage: Stage
    since: date
    held_at: Stage | None
    turn: int
    title_id: int | None
    outcome: str
    outcome_reason: str
    work: WorkCard | None
    people: tuple[PersonCard, ...]
    partners: tuple[PartnerCard, ...]
    moves: tuple[MoveCard, ...]
    plans: Mapping[Stage, date]

    @property
    def writers(self) -> tuple[str, ...]:
        return self.named("writer")

    @property
    def is_under_way(self) -> bool:
        return self.stage in UNDER_WAY

    def named(self, role: str) -> tuple[str, ...]:
        return tuple(one.name for one in self.people if one.role == role)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is left empty is every one; ``at`` is a day, none meaning now."""

    territory: str = ""
    stage: str = ""
    kind: str = ""
    language: str = ""
    text: str = ""
    is_under_way: bool = False
    at: date | None = None


def projects(wanted: Wanted) -> tuple[ProjectCard, ...]:
    """In the order of the way, then by name; those that were not there yet on the day are left out."""
    found = [card for card in _cards(_rows(wanted), wanted.at) if _fits(card, wanted)]
    order = list(Stage)
    return tuple(sorted(found, key=lambda one: (order.index(one.stage), one.name)))


def project_piece(
    after: int, limit: int, *, wanted: Wanted, territories: Collection[str] = ()
) -> tuple[ProjectCard, ...]:
    """So many of them after an id, in the order in which they were put on record; no territories named means all.

    How far a project was on a day is not a column: pieces are read until enough of them fit.
    """
    rows = _rows(wanted).order_by("pk")
    if territories:
        rows = rows.filter(territory__in=territories)
    found: list[ProjectCard] = []
    while True:
        read = list(rows.filter(pk__gt=after)[:limit])
        found += [card for card in _cards(read, wanted.at) if _fits(card, wanted)]
        if len(read) < limit or len(found) >= limit:
            return tuple(found[:limit])
        after = read[-1].pk


def project(*, project_id: int, at: date | None = None) -> ProjectCard | None:
    return next(_cards(_all().filter(pk=project_id), at), None)


def project_by_key(*, key: str, at: date | None = None) -> ProjectCard | None:
    return next(_cards(_all().filter(key=key), at), None)


def first_in(*, language: str) -> ProjectCard | None:
    """The project of a language that was greenlit before all others of it."""
    found = [
        (move.on, card)
        for card in _cards(_all().filter(original_language=language), None)
        for move in card.moves
        if move.stage is Stage.GREENLIT
    ]
    return min(found, key=lambda one: (one[0], one[1].id))[1] if found else None


def works() -> tuple[WorkCard, ...]:
    rows = SourceWork.objects.prefetch_related("authors__person").order_by("name", "pk")
    return tuple(map(work_card, rows))


def work_card(row: SourceWork) -> WorkCard:
    authors = sorted(row.authors.all(), key=lambda one: one.number)
    return WorkCard(
        id=row.pk,
        key=row.key,
        kind=WorkKind(row.kind),
        name=row.name,
        authors=tuple(one.person.name for one in authors),
        language=row.language,
        year=row.year,
        publisher=row.publisher,
        free_from=row.free_from,
    )


def _all() -> QuerySet[Project]:
    return Project.objects.select_related("parent", "work").prefetch_related(
        "work__authors__person",
        "participants__person",
        "partners__company",
        "moves",
        "milestones",
    )


def _rows(wanted: Wanted) -> QuerySet[Project]:
    said = {
        "territory": wanted.territory,
        "kind": wanted.kind,
        "original_language": wanted.language,
        "name__icontains": wanted.text,
    }
    rows = _all().filter(**{column: word for column, word in said.items() if word})
    is_now = wanted.at is None and wanted.is_under_way
    return rows.filter(stage__in=UNDER_WAY) if is_now else rows


def _fits(card: ProjectCard, wanted: Wanted) -> bool:
    return wanted.stage in {"", card.stage} and (card.is_under_way or not wanted.is_under_way)


def _cards(rows: Iterable[Project], at: date | None) -> Iterator[ProjectCard]:
    for row in rows:
        moves = _moves(row)
        steps = [Step(move.stage, move.on) for move in moves]
        stage = Stage(row.stage) if at is None else stage_at(steps, at)
        if stage is not None:
            yield _card(row, moves, stage, at)


def _card(row: Project, moves: tuple[MoveCard, ...], stage: Stage, at: date | None) -> ProjectCard:
    reached = [move for move in moves if at is None or move.on <= at]
    last = reached[-1]
    return ProjectCard(
        id=row.pk,
        key=row.key,
        kind=Kind(row.kind),
        name=row.name,
        original_language=row.original_language,
        territory=row.territory,
        logline=row.logline,
        genre=row.genre,
        parent_key=row.parent.key if row.parent else "",
        parent_name=row.parent.name if row.parent else "",
        number=row.number,
        episodes=row.episodes,
        minutes=row.minutes,
        stage=stage,
        since=last.on,
        held_at=last.came_from if stage is Stage.ON_HOLD else None,
        turn=row.turn,
        title_id=row.title_id,
        outcome=row.outcome,
        outcome_reason=row.outcome_reason,
        work=work_card(row.work) if row.work else None,
        people=_people(row),
        partners=_partners(row),
        moves=tuple(reached),
        plans={Stage(one.stage): one.on for one in row.milestones.all()},
    )


def _moves(row: Project) -> tuple[MoveCard, ...]:
    held = sorted(row.moves.all(), key=lambda one: one.pk)
    return tuple(
        MoveCard(
            stage=Stage(one.stage),
            came_from=Stage(one.came_from) if one.came_from else None,
            on=one.on,
            at=one.at,
            actor=one.actor,
            reason=one.reason,
            claim=one.claim_id or "",
        )
        for one in held
    )


def _people(row: Project) -> tuple[PersonCard, ...]:
    held = sorted(row.participants.all(), key=lambda one: one.number)
    return tuple(PersonCard(one.pk, one.person.name, one.role, one.character) for one in held)


def _partners(row: Project) -> tuple[PartnerCard, ...]:
    held = sorted(row.partners.all(), key=lambda one: (-(one.share or 0), one.pk))
    return tuple(
        PartnerCard(one.pk, one.company.name, one.role, one.share, one.territory) for one in held
    )
