"""What the law asks, as the console shows it: answers with their sentences, and how full each gauge is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.http import Http404, HttpRequest

from lanterne.core import clock
from lanterne.regulation import figures, labels, sentences
from lanterne.regulation import queries as regulation
from lanterne.regulation.queries import HeldExpense, Version
from lanterne.regulation.rules import Amount, Answer, Briefing, Change, Family, Part, Rule
from lanterne.regulation.sentences import Lines
from lanterne.studio import choices
from lanterne.studio.choices import Choices
from lanterne.territories import queries as territories

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A country and a day, as the address names them; what makes no sense is passed over."""

    territory: str
    on: date


@dataclass(frozen=True, slots=True)
class Gauge:
    """``full`` and ``mark`` are in per cent of its length; ``figure`` and ``wanted`` say the same in numbers."""

    label: str
    full: int
    mark: int
    figure: str
    wanted: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class AnswerLine:
    answer: Answer
    name: str
    place: str
    lines: Lines
    provenance: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FamilyBlock:
    family: Family
    name: str
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True, slots=True)
class LawPage:
    briefing: Briefing
    small: tuple[str, ...]
    home: str
    gauges: tuple[Gauge, ...]
    blocks: tuple[FamilyBlock, ...]
    vat: str
    vat_source: str
    notice: str


@dataclass(frozen=True, slots=True)
class RulePage:
    rule: Rule
    name: str
    place: str
    figure: str
    works: str
    provenance: str
    versions: tuple[tuple[Version, str], ...]


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A rule that a slate moves: where it stands without it, and with it."""

    name: str
    rule: Rule
    before: Lines
    after: Lines


@dataclass(frozen=True, slots=True)
class FilingPage:
    territory: str
    year: int
    law: LawPage
    months: tuple[tuple[date, str, int, int], ...]
    mean: str
    expenses: tuple[HeldExpense, ...]


def asked(request: HttpRequest) -> Asked:
    """Of the country where we are established, where nothing is asked."""
    on = clock.day(request.GET.get("at", "")) or clock.now().date()
    home = regulation.operator().established(on)
    first = [home] if home else [code for code, _name in places()]
    said = request.GET.get("territory", "")
    return Asked(said if territories.exists(said) else (first or ["FR"])[0], on)


def places() -> Choices:
    """Those that we target and those that we sell in, first; by code."""
    codes = dict.fromkeys(
        (*regulation.targeted(), *(one.territory for one in territories.markets()))
    )
    return [(code, territories.name(code=code, language=choices.reader())) for code in codes]


def law_page(wanted: Asked) -> LawPage:
    told = regulation.briefing(territory=wanted.territory, on=wanted.on)
    held, language = told.briefing, choices.reader()
    vat = told.vat
    return LawPage(
        briefing=held,
        small=tuple(sentences.small(one, language=language) for one in held.small),
        home=labels.country(held.established, language=language) if held.established else "",
        gauges=tuple(_gauges(held, language)),
        blocks=tuple(_blocks(held, language)),
        vat=figures.percent(Fraction(vat.rate), language=language) if vat else "",
        vat_source=vat.source if vat else "",
        notice=sentences.not_advice(),
    )


def rule_page(rule_id: str) -> RulePage:
    """Raises the console's "not found" when there is no such rule."""
    versions = regulation.history(rule_id=rule_id)
    if not versions:
        raise Http404
    rule, language = versions[-1].rule, choices.reader()
    return RulePage(
        rule=rule,
        name=str(labels.KINDS[rule.kind]),
        place=labels.country(rule.country, language=language),
        figure=figures.rate(rule, language=language),
        works=labels.conditions(rule.works, language=language),
        provenance=sentences.provenance(rule, language=language),
        versions=tuple((one, _version(one.rule, language)) for one in reversed(versions)),
    )


def moved(after: Briefing, changes: tuple[Change, ...]) -> tuple[MovedLine, ...]:
    language = choices.reader()
    return tuple(
        MovedLine(
            str(labels.KINDS[one.after.rule.kind]),
            one.after.rule,
            sentences.lines(one.before, of=after, language=language),
            sentences.lines(one.after, of=after, language=language),
        )
        for one in changes
    )


def filing_page(*, territory: str, year: int) -> FilingPage:
    """The year as it stands at its end, or today while it lasts. Not found for years that nobody can file."""
    now = clock.now()
    if not territories.exists(territory) or not 2000 <= year <= now.year:
        raise Http404
    on = min(date(year, 12, 31), now.date())
    months = regulation.monthly(territory=territory, year=year, conditions=("european",), until=now)
    language = choices.reader()
    mean = sentences.mean_line(regulation.mean_of(months), len(months), language=language)
    return FilingPage(
        territory=territory,
        year=year,
        law=law_page(Asked(territory, on)),
        months=tuple(
            (day, figures.percent(one.share, language=language), one.met, one.total)
            for day, one in months
        ),
        mean=mean,
        expenses=regulation.held_expenses(year=year, territory=territory),
    )


def _blocks(held: Briefing, language: str) -> Iterator[FamilyBlock]:
    for family in Family:
        lines = tuple(_line(one, held, language) for one in held.of(family))
        if lines:
            yield FamilyBlock(family, str(labels.FAMILIES[family]), lines)


def _line(answer: Answer, held: Briefing, language: str) -> AnswerLine:
    return AnswerLine(
        answer=answer,
        name=str(labels.KINDS[answer.rule.kind]),
        place=labels.country(answer.rule.country, language=language),
        lines=sentences.lines(answer, of=held, language=language),
        provenance=sentences.provenance(answer.rule, language=language),
        parts=tuple(_part(one, answer, language) for one in answer.parts),
    )


def _part(part: Part, answer: Answer, language: str) -> str:
    currency = answer.base.currency if answer.base else ""
    told = sentences.part_line(part, currency=currency, language=language)
    lacking = sentences.missing(part, currency=currency, language=language)
    return f"{told}; {lacking}" if lacking else told


def _gauges(held: Briefing, language: str) -> Iterator[Gauge]:
    """Of the shares that are asked somewhere, those that bind us first, and of the duties to invest that bind us."""
    for answer in held.answers:
        label = f"{labels.KINDS[answer.rule.kind]} ({answer.rule.id})"
        # Of no titles there is no share to be drawn.
        if answer.count is not None and answer.count.total and answer.rule.value is not None:
            yield Gauge(
                label=label,
                full=round(answer.count.share),
                mark=round(answer.rule.value),
                figure=figures.percent(answer.count.share, language=language),
                wanted=figures.value(answer.rule, language=language),
                is_met=answer.count.reaches(answer.rule.value),
            )
        elif answer.part is not None and answer.base is not None and answer.is_met is not None:
            yield _of_money(label, answer.part, answer.base.currency, language)


def _of_money(label: str, part: Part, currency: str, language: str) -> Gauge:
    done = part.spent + part.carried
    return Gauge(
        label=label,
        full=min(WHOLE, round(done * WHOLE / part.asked)) if part.asked else WHOLE,
        mark=WHOLE,
        figure=figures.money(Amount(done, currency), language=language),
        wanted=figures.money(Amount(part.asked, currency), language=language),
        is_met=not part.missing,
    )


def _version(rule: Rule, language: str) -> str:
    figure = figures.rate(rule, language=language)
    dates = sentences.dates(rule, language=language)
    return f"{figure}, {dates}" if figure else dates
