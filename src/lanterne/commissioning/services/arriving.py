"""A line of each table of a bundle, taken in: what it says is added, changed, or there already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Manager

from lanterne.commissioning import models, queries
from lanterne.commissioning.columns import PLANNED
from lanterne.commissioning.drafts import (
    BudgetDraft,
    ComplexDraft,
    CostDraft,
    LinkDraft,
    MoveDraft,
    OptionDraft,
    PartnerDraft,
    ProjectDraft,
    RateDraft,
    SourceDraft,
    WorkDraft,
)
from lanterne.commissioning.rules.stages import WAY, Stage
from lanterne.commissioning.services import (
    becoming,
    checks,
    figures,
    money,
    moving,
    people,
    places,
    rights,
    slate,
)
from lanterne.core.sheets import Cells
from lanterne.core.taking import Outcome

Reader = Callable[[Sequence[Cells], str], Outcome]


def _work(part: Sequence[Cells], actor: str) -> Outcome:
    [one] = part
    held = models.SourceWork.objects.filter(key=one.text("key")).first()
    if held is not None:
        return Outcome.UNCHANGED
    draft = WorkDraft(
        key=one.text("key"),
        kind=one.text("kind"),
        name=one.text("name"),
        authors=one.names("authors"),
        language=one.text("language"),
        year=one.number_of("year"),
        publisher=one.text("publisher"),
        free_from=one.day("free_from"),
    )
    rights.add_work(draft=draft, actor=actor)
    return Outcome.ADDED


def _project(part: Sequence[Cells], actor: str) -> Outcome:
    """Where a project stands counts only when it is new: from then on it is moved."""
    [one] = part
    draft = ProjectDraft(
        kind=one.text("kind"),
        name=one.text("name"),
        original_language=one.text("language"),
        territory=one.text("territory"),
        key=one.text("key"),
        logline=one.text("logline"),
        genre=one.text("genre"),
        parent=one.text("parent"),
        number=one.number_of("number"),
        episodes=one.number_of("episodes"),
        minutes=one.number_of("minutes"),
        work=one.text("work"),
    )
    held = queries.project_by_key(key=draft.key)
    if held is None:
        stage = Stage(one.text("stage") or Stage.PITCH)
        project_id = slate.add_project(
            draft=draft, actor=actor, stage=stage, on=one.day("since"), claim=one.text("claim")
        )
        told = Outcome.ADDED
    else:
        project_id, told = held.id, Outcome.UNCHANGED
        if queries.drafted(held) != draft:
            slate.change_project(project_id=held.id, draft=draft, actor=actor)
            told = Outcome.CHANGED
    has_more = [said(one, project_id, actor) for said in (_plans, _outcome, _title)]
    return Outcome.CHANGED if told == Outcome.UNCHANGED and any(has_more) else told


def _plans(one: Cells, project_id: int, actor: str) -> bool:
    held = {row.stage: row.on for row in models.Milestone.objects.filter(project_id=project_id)}
    fresh = [
        (stage, one.day(column))
        for stage, column in zip(WAY, PLANNED, strict=True)
        if column in one.said and one.day(column) != held.get(stage)
    ]
    for stage, on in fresh:
        slate.plan(project_id=project_id, stage=stage, on=on, actor=actor)
    return bool(fresh)


def _outcome(one: Cells, project_id: int, actor: str) -> bool:
    told = (one.text("outcome"), one.text("outcome_reason"))
    row = models.Project.objects.get(pk=project_id)
    if "outcome" not in one.said or told == (row.outcome, row.outcome_reason):
        return False
    figures.judge(project_id=project_id, outcome=told[0], reason=told[1], actor=actor)
    return True


def _title(one: Cells, project_id: int, actor: str) -> bool:
    slug = one.text("title")
    return bool(slug) and becoming.name_title(project_id=project_id, slug=slug, actor=actor)


def _move(part: Sequence[Cells], actor: str) -> Outcome:
    [one] = part
    row = checks.project_of(one.text("project"))
    on, stage = one.needed_day("on"), Stage(one.text("stage"))
    if _is_there(models.StageMove.objects, project=row, stage=stage, on=on):
        return Outcome.UNCHANGED
    moving.tell_move(
        project_id=row.pk,
        draft=MoveDraft(stage, on, one.text("reason"), one.text("claim")),
        actor=actor,
    )
    return Outcome.ADDED


def _person(part: Sequence[Cells], actor: str) -> Outcome:
    [one] = part
    row = checks.project_of(one.text("project"))
    said = {name: one.text(name) for name in ("person", "role", "character")}
    before = row.participants.count()
    people.name_participant(project_id=row.pk, actor=actor, **said)
    return Outcome.ADDED if row.participants.count() > before else Outcome.UNCHANGED


def _partner(part: Sequence[Cells], actor: str) -> Outcome:
    [one] = part
    row = checks.project_of(one.text("project"))
    share, territory = one.decimal("share"), one.text("territory")
    named = {"company__name": one.text("company"), "role": one.text("role")}
    if _is_there(models.Partner.objects, project=row, share=share, territory=territory, **named):
        return Outcome.UNCHANGED
    people.join_partner(
        project_id=row.pk,
        draft=PartnerDraft(one.text("company"), one.text("role"), share, territory),
        actor=actor,
    )
    return Outcome.ADDED


def _option(part: Sequence[Cells], actor: str) -> Outcome:
    [one] = part
    row = checks.project_of(one.text("project"))
    begins_on = one.needed_day("begins_on")
    if _is_there(
        models.RightsOption.objects, project=row, grantor=one.text("grantor"), begins_on=begins_on
    ):
        return Outcome.UNCHANGED
    fee, price = one.money("fee", "currency"), one.money("price", "currency")
    draft = OptionDraft(
        grantor=one.text("grantor"),
        begins_on=begins_on,
        ends_on=one.needed_day("ends_on"),
        fee_minor=fee.minor if fee else 0,
        price_minor=price.minor if price else None,
        currency=one.text("currency"),
    )
    option_id = rights.take_option(project_id=row.pk, draft=draft, actor=actor)
    exercised_on = one.day("exercised_on")
    if exercised_on is not None:
        rights.exercise_option(project_id=row.pk, option_id=option_id, on=exercised_on, actor=actor)
    return Outcome.ADDED


def _link(part: Sequence[Cells], actor: str) -> Outcome:
    [one] = part
    row = checks.project_of(one.text("project"))
    named = {name: one.text(name) for name in ("paper", "giver", "taker")}
    held = row.chain.filter(**named).first()
    if held is None:
        draft = LinkDraft(
            standing=one.text("standing"),
            signed_on=one.day("signed_on"),
            place=one.text("place"),
            **named,
        )
        rights.add_link(project_id=row.pk, draft=draft, actor=actor)
        return Outcome.ADDED
    signed_on = one.day("signed_on")
    if held.standing == one.text("standing") or signed_on is None:
        return Outcome.UNCHANGED
    rights.receive_link(project_id=row.pk, link_id=held.pk, on=signed_on, actor=actor)
    return Outcome.CHANGED


def _rate(part: Sequence[Cells], actor: str) -> Outcome:
    [one] = part
    base, quote, on = one.text("base"), one.text("quote"), one.needed_day("on")
    rate, source = one.decimal("rate"), one.text("source")
    named = {"base": base, "quote": quote, "on": on}
    if _is_there(models.ExchangeRate.objects, rate=rate, source=source, **named):
        return Outcome.UNCHANGED
    draft = RateDraft(base, quote, on, rate or Decimal(0), source)
    money.set_rate(draft=draft, actor=actor)
    return Outcome.ADDED


def _chart(part: Sequence[Cells], actor: str) -> Outcome:
    chart = part[0].text("chart")
    codes = {one.text("code"): one.text("account") for one in part}
    if queries.mapped(chart) == codes:
        return Outcome.UNCHANGED
    money.map_chart(chart=chart, codes=codes, actor=actor)
    return Outcome.ADDED


def _budget(part: Sequence[Cells], actor: str) -> Outcome:
    """A version as a whole; one that is there already is left alone."""
    first = part[0]
    row = checks.project_of(first.text("project"))
    number = first.number_of("version")
    if _is_there(models.BudgetVersion.objects, project=row, number=number):
        return Outcome.UNCHANGED
    money.draw_budget(
        project_id=row.pk,
        draft=BudgetDraft(
            first.text("currency"), first.needed_day("on"), [_cost(one) for one in part]
        ),
        actor=actor,
    )
    locked_on = first.day("locked_on")
    if locked_on is not None:
        made = row.budgets.order_by("-number").values_list("number", flat=True)[0]
        money.lock_budget(project_id=row.pk, number=made, on=locked_on, actor=actor)
    return Outcome.ADDED


def _cost(one: Cells) -> CostDraft:
    said = one.money("amount", "currency")
    minor = said.minor if said else 0
    return CostDraft(one.text("account"), minor, one.text("currency"), one.text("note"))


def _financing(part: Sequence[Cells], actor: str) -> Outcome:
    [one] = part
    row = checks.project_of(one.text("project"))
    said = one.money("amount", "currency")
    named = {"kind": one.text("kind"), "name": one.text("name")}
    told = {"minor": said.minor if said else 0, "currency": one.text("currency")}
    if _is_there(
        models.FinancingSource.objects, project=row, is_signed=one.is_so("signed"), **named, **told
    ):
        return Outcome.UNCHANGED
    if said is not None:
        draft = SourceDraft(amount=said, is_signed=one.is_so("signed"), **named)
        money.finance(project_id=row.pk, draft=draft, actor=actor)
    return Outcome.ADDED


def _comparable(part: Sequence[Cells], actor: str) -> Outcome:
    [one] = part
    row = checks.project_of(one.text("project"))
    said = {"name": one.text("name"), "why": one.text("why")}
    if _is_there(models.Comparable.objects, project=row, **said):
        return Outcome.UNCHANGED
    figures.hold_against(project_id=row.pk, name=said["name"], why=said["why"], actor=actor)
    return Outcome.ADDED


def _complex(part: Sequence[Cells], actor: str) -> Outcome:
    [one] = part
    if _is_there(models.Complex.objects, key=one.text("key")):
        return Outcome.UNCHANGED
    draft = ComplexDraft(
        key=one.text("key"),
        name=one.text("name"),
        territory=one.text("territory"),
        city=one.text("city"),
        owned_since=one.day("owned_since"),
        owned_until=one.day("owned_until"),
    )
    places.add_complex(draft=draft, actor=actor)
    return Outcome.ADDED


def _room(part: Sequence[Cells], actor: str) -> Outcome:
    [one] = part
    if _is_there(models.Room.objects, complex__key=one.text("complex"), name=one.text("name")):
        return Outcome.UNCHANGED
    place = models.Complex.objects.filter(key=one.text("complex")).first()
    places.add_room(
        complex_id=place.pk if place else 0,
        name=one.text("name"),
        kind=one.text("kind"),
        square_metres=one.number_of("square_metres"),
        actor=actor,
    )
    return Outcome.ADDED


def _figure(part: Sequence[Cells], actor: str) -> Outcome:
    [one] = part
    said = {"claim": one.text("claim"), "about": one.text("about")}
    before = models.Figure.objects.count()
    if one.text("complex"):
        figures.cite_figure_of_complex(key=one.text("complex"), actor=actor, **said)
    else:
        row = checks.project_of(one.text("project"))
        figures.cite_figure(project_id=row.pk, actor=actor, **said)
    return Outcome.ADDED if models.Figure.objects.count() > before else Outcome.UNCHANGED


def _is_there(rows: Manager[Any], **columns: Any) -> bool:
    return rows.filter(**columns).exists()


READERS: Mapping[str, Reader] = {
    "works": _work,
    "slate": _project,
    "moves": _move,
    "people": _person,
    "partners": _partner,
    "options": _option,
    "chain": _link,
    "rates": _rate,
    "charts": _chart,
    "budgets": _budget,
    "financing": _financing,
    "comparables": _comparable,
    "complexes": _complex,
    "rooms": _room,
    "figures": _figure,
}
