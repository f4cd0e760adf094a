"""What is made in the country, which papers are missing, what came of earlier works, and where there is room to shoot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lanterne.commissioning import queries as slate
from lanterne.commissioning import words
from lanterne.commissioning.queries import ComplexCard, ProjectCard
from lanterne.commissioning.rules.facilities import RoomKind
from lanterne.commissioning.rules.rights import Paper
from lanterne.facts import queries as facts
from lanterne.facts import written
from lanterne.growth.brief.lines import Asked, Line, Origin, Section

Cited = Mapping[int, tuple[facts.Card, ...]]


def sections(asked: Asked) -> tuple[Section, ...]:
    """Everything that was begun by the day, apart from places to shoot."""
    wanted = slate.Wanted(territory=asked.territory, at=asked.on)
    every = slate.projects(wanted)
    running = [one for one in every if one.is_under_way]
    cited = _cited_by(asked, every)
    return (
        _under_way(asked, running, cited),
        _rights(asked, running, cited),
        _outcomes(asked, [one for one in every if one.outcome], cited),
    )


def facilities(asked: Asked) -> Section:
    """Those that are ours, wherever they stand."""
    owned = slate.owned(on=asked.on)
    note = "" if owned else _("No complex is ours on that day.")
    lines = tuple(_complex(asked, one) for one in owned)
    return Section("facilities", _("Facilities"), lines, note)


def _cited_by(asked: Asked, every: Iterable[ProjectCard]) -> Cited:
    """Of each project the claims on its page that were known by the day."""
    keys = slate.claim_keys(project_ids=[one.id for one in every])
    known = facts.by_key({key for some in keys.values() for key in some})
    return {
        project_id: tuple(filter(asked.knows, map(known.__getitem__, some)))
        for project_id, some in keys.items()
    }


def _under_way(asked: Asked, running: Iterable[ProjectCard], cited: Cited) -> Section:
    lines = tuple(_project(asked, one, cited) for one in running)
    note = "" if lines else _("Nothing is under way there.")
    return Section("under_way", _("Under way"), lines, note)


def _project(asked: Asked, one: ProjectCard, cited: Cited) -> Line:
    said = _("%(kind)s, %(stage)s since %(day)s") % {
        "kind": words.KINDS[one.kind],
        "stage": words.STAGES[one.stage],
        "day": asked.day(one.since),
    }
    return Line(one.name, said, _origins(asked, one, cited), tuple(_made_of(one)))


def _made_of(one: ProjectCard) -> list[str]:
    told = []
    if one.writers:
        told.append(_("written by %(names)s") % {"names": ", ".join(one.writers)})
    if one.work:
        said = {"work": one.work.name, "kind": words.WORKS[one.work.kind]}
        authors = ", ".join(one.work.authors)
        told.append(
            _("from “%(work)s” by %(authors)s (%(kind)s)") % {**said, "authors": authors}
            if authors
            else _("from “%(work)s” (%(kind)s)") % said
        )
    return told


def _rights(asked: Asked, running: list[ProjectCard], cited: Cited) -> Section:
    """Of those that adapt what others own."""
    adapting = [one for one in running if one.work and one.work.needs_rights(asked.on)]
    missing = slate.missing(adapting, on=asked.on)
    lines = tuple(
        Line(one.name, _papers(missing[one.id]), _origins(asked, one, cited)) for one in adapting
    )
    note = "" if lines else _("No project there adapts what others own.")
    return Section("rights", _("Adaptation rights"), lines, note)


def _papers(missing: Iterable[Paper]) -> str:
    names = ", ".join(str(words.PAPERS[paper]) for paper in missing)
    return _("missing: %(papers)s") % {"papers": names} if names else _("complete")


def _outcomes(asked: Asked, told: Iterable[ProjectCard], cited: Cited) -> Section:
    lines = tuple(
        Line(
            one.name,
            str(words.OUTCOMES[one.outcome]),
            _origins(asked, one, cited),
            _why(asked, one, cited),
        )
        for one in told
    )
    note = "" if lines else _("Nobody has judged an earlier work yet.")
    return Section("outcomes", _("What came of earlier works"), lines, note)


def _why(asked: Asked, one: ProjectCard, cited: Cited) -> tuple[str, ...]:
    """Why it is judged so, and what the claims say that stand on its page."""
    figures = (written.value(card.claim.value, language=asked.language) for card in cited[one.id])
    return tuple(filter(None, (one.outcome_reason, *figures)))


def _origins(asked: Asked, one: ProjectCard, cited: Cited) -> tuple[Origin, ...]:
    return asked.origins(cited[one.id]) or (asked.our_own(one.since),)


def _complex(asked: Asked, one: ComplexCard) -> Line:
    count = one.count(RoomKind.STAGE)
    stages = ngettext("%(count)d stage", "%(count)d stages", count) % {"count": count}
    known = facts.by_key(key for _about, key in one.figures)
    cards = [card for _about, key in one.figures if asked.knows(card := known[key])]
    told = tuple(map(asked.named, cards))
    return Line(
        one.name,
        _("%(place)s: %(stages)s") % {"place": one.city or one.territory, "stages": stages},
        asked.origins(cards) or (asked.our_own(asked.on),),
        told,
    )
