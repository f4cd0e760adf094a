"""Greenlights and refusals, kept for ever with the figures that were on the table."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.catalogue import rules as catalogue_rules
from lanterne.catalogue import services as catalogue
from lanterne.commissioning import queries
from lanterne.commissioning.drafts import DecisionDraft
from lanterne.commissioning.models import Decision, Project
from lanterne.commissioning.rules.stages import Kind, Stage
from lanterne.commissioning.services import checks
from lanterne.commissioning.services.becoming import TITLES
from lanterne.commissioning.services.moving import go
from lanterne.commissioning.services.refusals import (
    PlanMissing,
    ReasonMissing,
    WrongMove,
    WrongPlace,
)
from lanterne.commissioning.services.slate import note
from lanterne.core import clock
from lanterne.deliveries import services as deliveries
from lanterne.deliveries.rules import Role as Way


@transaction.atomic
def greenlight(
    *, project_id: int, draft: DecisionDraft, markets: Collection[str], way: Way, actor: str
) -> int:
    """Decide that a packaged project is made: its gate must be open. Returns the id of its title in the catalogue.

    The title is asked of nobody in particular all that it needs for the markets, due on the planned day of delivery.
    """
    row = checks.held(project_id, draft.turn)
    if row.stage != Stage.PACKAGED:
        raise WrongMove(_("Only a packaged project is greenlit."))
    due_on = row.milestones.filter(stage=Stage.DELIVERED).values_list("on", flat=True).first()
    if due_on is None:
        raise PlanMissing(_("Plan first on which day it is to be delivered."))
    table = queries.paper(project_id=project_id, on=clock.now().date(), brought=draft.brought)
    go(row, Stage.GREENLIT, actor=actor, reason=draft.reason)
    _decide(row, "greenlight", draft.reason, table, actor)
    title_id = _title(row, actor)
    _ask(title_id, markets, way, due_on, actor)
    return title_id


@transaction.atomic
def decline(*, project_id: int, draft: DecisionDraft, actor: str) -> None:
    """Decide that a project is not made as it lies on the table; where it goes from there is another step."""
    row = checks.held(project_id, draft.turn)
    if row.stage != Stage.PACKAGED:
        raise WrongMove(_("Only a packaged project is decided about."))
    table = queries.paper(project_id=project_id, on=clock.now().date(), brought=draft.brought)
    _decide(row, "decline", draft.reason, table, actor)


def _decide(row: Project, word: str, reason: str, table: queries.Paper, actor: str) -> None:
    why = checks.line(reason, most=1000)
    if not why:
        raise ReasonMissing(_("A decision says why."))
    Decision.objects.create(
        project=row,
        word=word,
        on=clock.now().date(),
        at=clock.now(),
        actor=actor,
        reason=why,
        figures=[one.written() for one in table.figures],
    )
    note(actor, "decide", row, word=word, reason=why)


def _title(row: Project, actor: str) -> int:
    """A title with the project's name, people, companies and country; nothing of what stood in the catalogue before."""
    kind = TITLES.get(Kind(row.kind), catalogue_rules.Kind.FILM)
    above: int | None = None
    if row.kind == Kind.SEASON:
        if row.parent is None or row.parent.title_id is None:
            raise WrongPlace(_("The series of this season has no title yet: greenlight it first."))
        above = row.parent.title_id
    title_id = catalogue.create_title(
        kind=kind,
        original_name=row.name,
        original_language=row.original_language,
        actor=actor,
        countries=[row.territory],
        parent_id=above,
        number=row.number,
    )
    _credit(row, title_id, actor)
    row.title_id = title_id
    row.save(update_fields=["title"])
    return title_id


def _credit(row: Project, title_id: int, actor: str) -> None:
    if row.genre:
        catalogue.set_genres(title_id=title_id, codes=[row.genre], actor=actor)
    for one in row.participants.select_related("person").order_by("number"):
        catalogue.credit(
            title_id=title_id,
            person=one.person.name,
            role=one.role,
            character=one.character,
            actor=actor,
        )
    for partner in row.partners.select_related("company").order_by("pk"):
        catalogue.credit_company(
            title_id=title_id, company=partner.company.name, role=partner.role, actor=actor
        )


def _ask(title_id: int, markets: Collection[str], way: Way, due_on: date, actor: str) -> None:
    deliveries.ask_all(
        title_id=title_id,
        markets=markets,
        way=way,
        due_on=due_on,
        post_house_id=None,
        actor=actor,
    )
