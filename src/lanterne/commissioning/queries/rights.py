"""Where a project's rights stand: its work, options, chain of title, and what there is to warn of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from lanterne.commissioning.models import ChainLink, Project, RightsOption
from lanterne.commissioning.queries.slate import ProjectCard, WorkCard, work_card
from lanterne.commissioning.rules import rights as rules
from lanterne.commissioning.rules.rights import Link, Option, OptionState, Paper, Standing
from lanterne.commissioning.rules.stages import BEFORE_GREENLIGHT, Stage
from lanterne.core.money import Money


@dataclass(frozen=True, slots=True)
class OptionCard:
    id: int
    grantor: str
    term: Option
    state: OptionState
    fee: Money | None
    price: Money | None
    extensions: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class LinkCard:
    id: int
    number: int
    link: Link
    signed_on: date | None
    place: str
    is_torn: bool


@dataclass(frozen=True, slots=True)
class RightsCard:
    """``expected`` are the papers that such a work needs; ``missing`` those that nobody holds."""

    work: WorkCard | None
    needs_rights: bool
    options: tuple[OptionCard, ...]
    chain: tuple[LinkCard, ...]
    expected: tuple[Paper, ...]
    missing: tuple[Paper, ...]
    greenlight_on: date | None
    # The options that are gone when the planned greenlight comes, where none other is left and nothing is bought.
    lapsing: tuple[OptionCard, ...]

    @property
    def is_torn(self) -> bool:
        return any(link.is_torn for link in self.chain)

    @property
    def is_bought(self) -> bool:
        """Whether the adaptation is ours already, so that no option has to hold."""
        bought = {Paper.AUTHOR_GRANT, Paper.LIFE_RELEASE, Paper.FORMAT_LICENCE}
        held = {one.link.paper for one in self.chain if one.link.standing is Standing.HELD}
        return bool(bought & held) or any(
            one.state is OptionState.EXERCISED for one in self.options
        )


def rights(*, project_id: int, on: date) -> RightsCard:
    row = Project.objects.select_related("work").get(pk=project_id)
    work = work_card(row.work) if row.work else None
    links = _links(row)
    torn = rules.breaks(links.values(), work.authors if work else ())
    planned = row.milestones.filter(stage=Stage.GREENLIT).values_list("on", flat=True).first()
    expected = rules.expected(work.kind, is_free=work.is_free(on)) if work else ()
    held = RightsCard(
        work=work,
        needs_rights=work.needs_rights(on) if work else False,
        options=_options(row, on),
        chain=tuple(_link_card(one, link, is_torn=link in torn) for one, link in links.items()),
        expected=expected,
        missing=rules.missing(expected, list(links.values())),
        greenlight_on=planned,
        lapsing=(),
    )
    return _warned(held, Stage(row.stage), on)


def missing(projects: Collection[ProjectCard], *, on: date) -> Mapping[int, tuple[Paper, ...]]:
    """Of each project the papers that nobody holds, by its id, in one statement."""
    links: dict[int, list[Link]] = {one.id: [] for one in projects}
    for row in ChainLink.objects.filter(project_id__in=links):
        links[row.project_id].append(_link(row))
    return {
        one.id: rules.missing(rules.expected(one.work.kind, is_free=one.work.is_free(on)), held)
        for one, held in ((one, links[one.id]) for one in projects)
        if one.work
    }


def lapsing(*, on: date) -> tuple[tuple[int, RightsCard], ...]:
    """The projects whose option lapses before their greenlight, with what is known of their rights."""
    ids = RightsOption.objects.filter(
        exercised_on=None, project__stage__in=[*BEFORE_GREENLIGHT, Stage.ON_HOLD]
    )
    found = (
        (project_id, rights(project_id=project_id, on=on))
        for project_id in ids.order_by("project_id").values_list("project_id", flat=True).distinct()
    )
    return tuple((project_id, card) for project_id, card in found if card.lapsing)


def _warned(card: RightsCard, stage: Stage, on: date) -> RightsCard:
    waits = stage in BEFORE_GREENLIGHT or stage is Stage.ON_HOLD
    if not waits or card.is_bought or not card.options:
        return card
    day = max(card.greenlight_on or on, on)
    gone = tuple(one for one in card.options if one.term.lapses_before(day))
    return replace(card, lapsing=gone if len(gone) == len(card.options) else ())


def _links(row: Project) -> dict[ChainLink, Link]:
    held = row.chain.order_by("number")
    return {one: _link(one) for one in held}


def _link(row: ChainLink) -> Link:
    return Link(Paper(row.paper), Standing(row.standing), row.giver, row.taker)


def _link_card(row: ChainLink, link: Link, *, is_torn: bool) -> LinkCard:
    return LinkCard(row.pk, row.number, link, row.signed_on, row.place, is_torn)


def _options(row: Project, on: date) -> tuple[OptionCard, ...]:
    held = row.options.prefetch_related("extensions").order_by("begins_on", "pk")
    return tuple(_option(one, on) for one in held)


def _option(row: RightsOption, on: date) -> OptionCard:
    term = Option(row.begins_on, row.ends_on, row.exercised_on)
    longer = sorted(row.extensions.all(), key=lambda one: one.until)
    return OptionCard(
        id=row.pk,
        grantor=row.grantor,
        term=term,
        state=term.state(on),
        fee=Money(row.fee_minor, row.currency) if row.currency else None,
        price=Money(row.price_minor, row.currency) if row.price_minor is not None else None,
        extensions=tuple((one.was_until, one.until) for one in longer),
    )
