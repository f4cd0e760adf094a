"""Offices in the country: what became of them, who works there and on what, and their rank."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lanterne.facts.queries import Card
from lanterne.growth import queries, sentences, words
from lanterne.growth.brief.lines import Asked, Line, Origin, Section
from lanterne.growth.queries import OfficeCard, PostCard
from lanterne.growth.rules.offices import State
from lanterne.growth.rules.ranking import Heads, OfficeKind, Rule
from lanterne.regulation.rules import EUROPE

EVERY = frozenset(OfficeKind)
# A site where works are made is an office to some and none to others: both ranks are told, each with its rule.
COUNTED = (EVERY - {OfficeKind.PRODUCTION}, EVERY)

# What became of an office is told as its events.
HAPPENED = {"opened", "moved"}


def section(asked: Asked) -> Section:
    """Of our service; ranks are those of Europe, by who is to be there where a source says so."""
    service = queries.ours()
    every = queries.offices(on=asked.on, service=service.key) if service else ()
    here = [one for one in every if one.territory == asked.territory]
    lines = [line for one in here for line in (_office(asked, one), *_ranks(asked, one, every))]
    note = "" if lines else _("No office is on record there.")
    return Section("offices", _("Offices"), tuple(lines), note)


def _office(asked: Asked, one: OfficeCard) -> Line:
    kind, state = words.OFFICES[one.kind], words.STATES[one.state]
    told = [*filter(asked.knows, one.told), *(event.claim for event in one.events if event.claim)]
    return Line(
        one.name,
        _("%(kind)s, %(state)s") % {"kind": kind, "state": state},
        asked.origins(told) or (asked.our_own(asked.on),),
        tuple(_details(asked, one)),
    )


def _details(asked: Asked, one: OfficeCard) -> Iterator[str]:
    for event in one.events:
        yield sentences.happening(event, language=asked.language)
    for name, held in ((_("At work there"), one.present), (_("Planned there"), one.planned)):
        if held:
            said = sentences.heads(held, language=asked.language)
            yield _("%(name)s: %(said)s") % {"name": name, "said": said}
    for card in filter(asked.knows, one.told):
        if not card.measure.is_counted and card.measure.family not in HAPPENED:
            yield asked.named(card)
    for post in one.posts:
        yield _post(asked, post)


def _post(asked: Asked, post: PostCard) -> str:
    works = ", ".join(project.name for project in post.projects)
    said = {"name": post.name, "works": works, "day": asked.day(post.since)}
    told = post.name if post.is_held(asked.on) else _("%(name)s from %(day)s") % said
    return _("%(name)s: works on %(works)s") % {"name": told, "works": works} if works else told


def _ranks(asked: Asked, one: OfficeCard, every: tuple[OfficeCard, ...]) -> Iterator[Line]:
    """Of an office that is there or is to be."""
    if one.state not in {State.OPEN, State.PLANNED}:
        return
    for kinds in COUNTED:
        rule = Rule(kinds, EUROPE, Heads.PLANNED)
        found = queries.rank_among(every, key=one.key, rule=rule)
        heads = [held.claim for card in found.offices if (held := card.shown(rule.heads))]
        yield Line(
            _("Rank of %(name)s in Europe") % {"name": one.name},
            sentences.rank(found, language=asked.language),
            _origins(asked, heads),
            (sentences.rule(rule),),
        )


def _origins(asked: Asked, claims: list[Card | None]) -> tuple[Origin, ...]:
    """A count that is no claim is our own."""
    found = asked.origins(card for card in claims if card)
    return found if found and all(claims) else (*found, asked.our_own(asked.on))
