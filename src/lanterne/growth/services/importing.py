"""Taking in the tables of markets, offices and commissions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from lanterne.core import taking
from lanterne.core.sheets import Cells
from lanterne.core.taking import Outcome, Report, Taker
from lanterne.growth.columns import NEEDED, STEPS, TABLES
from lanterne.growth.drafts import (
    CommissionDraft,
    EventDraft,
    HeadsDraft,
    OfficeDraft,
    PostDraft,
    PresenceDraft,
    ScenarioDraft,
    ServiceDraft,
)
from lanterne.growth.services import commissions, markets, offices
from lanterne.growth.services.refusals import WrongFacts

Reader = Callable[[Cells, str], Outcome]


def import_tables(*, tables: Mapping[str, str], actor: str, is_rehearsal: bool = False) -> Report:
    """Take in tables by their names, all of them or none; a rehearsal takes in none and says what would happen."""
    takers = {name: _taker(name) for name in TABLES}
    return taking.take_in(tables=tables, takers=takers, actor=actor, is_rehearsal=is_rehearsal)


def _taker(name: str) -> Taker:
    def take(part: list[Cells], actor: str) -> Outcome:
        [one] = part
        return READERS[name](one, actor)

    return Taker(NEEDED[name], take)


def _texts(one: Cells, *names: str) -> dict[str, str]:
    return {name: one.text(name) for name in names}


def _service(one: Cells, actor: str) -> Outcome:
    draft = ServiceDraft(**_texts(one, "key", "name", "owner"), is_ours=one.is_so("ours"))
    return markets.put_service(draft=draft, actor=actor)


def _presence(one: Cells, actor: str) -> Outcome:
    draft = PresenceDraft(**_texts(one, *TABLES["presences"]))
    return markets.place_service(draft=draft, actor=actor)


def _office(one: Cells, actor: str) -> Outcome:
    draft = OfficeDraft(**_texts(one, *TABLES["offices"]))
    return offices.put_office(draft=draft, actor=actor)


def _event(one: Cells, actor: str) -> Outcome:
    draft = EventDraft(**_texts(one, *TABLES["events"]))
    return offices.tell_event(draft=draft, actor=actor)


def _heads(one: Cells, actor: str) -> Outcome:
    count = one.number_of("count")
    if count is None:
        raise WrongFacts(_("This is no number of people."))
    draft = HeadsDraft(one.text("office"), one.needed_day("as_of"), count, one.text("function"))
    return offices.count_heads(draft=draft, actor=actor)


def _post(one: Cells, actor: str) -> Outcome:
    draft = PostDraft(
        **_texts(one, "key", "office", "function", "name"),
        since=one.needed_day("since"),
        until=one.day("until"),
        projects=one.names("projects"),
    )
    return offices.put_post(draft=draft, actor=actor)


def _commission(one: Cells, actor: str) -> Outcome:
    one.needed_day("announced")
    draft = CommissionDraft(
        **_texts(one, "service", "title", "order", "language", "source", "address"),
        steps={name: day for name in STEPS if (day := one.day(name)) is not None},
        season=one.number_of("season"),
        origin=one.text("origin") or "commissioned",
        is_scripted=one.text("scripted").casefold() != "no",
        countries=one.names("countries"),
        genres=one.names("genres"),
        other_titles=one.names("other_titles"),
        identifiers=_marks(one),
    )
    return commissions.report_commission(draft=draft, actor=actor).outcome


def _marks(one: Cells) -> dict[str, str]:
    """Of wikidata:Q42; imdb:tt0."""
    parts = (mark.partition(":") for mark in one.names("identifiers"))
    return {scheme.strip(): value.strip() for scheme, _colon, value in parts}


def _scenario(one: Cells, actor: str) -> Outcome:
    draft = ScenarioDraft(
        **_texts(one, "territory", "name", "reason"),
        ceiling=one.decimal("ceiling"),
        innovation=one.decimal("innovation"),
        imitation=one.decimal("imitation"),
    )
    return markets.set_scenario(draft=draft, actor=actor)


READERS: Mapping[str, Reader] = {
    "services": _service,
    "presences": _presence,
    "offices": _office,
    "events": _event,
    "heads": _heads,
    "posts": _post,
    "commissions": _commission,
    "scenarios": _scenario,
}
