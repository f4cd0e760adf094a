"""``lanterne rules``: everything that the law asks of this service in a country, on one page."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from lanterne.regulation.queries import Told
    from lanterne.regulation.rules import Answer

LANGUAGE = "en"


def page(territory: str, *, at: str, is_json: bool) -> None:
    """Print the briefing of a country on a day."""
    from lanterne.core import clock
    from lanterne.core.errors import Refused
    from lanterne.regulation import queries
    from lanterne.territories import queries as territories

    if not territories.exists(territory):
        raise Refused(f"“{territory}” is not a country code such as FR.")
    on = clock.day(at) if at else clock.now().date()
    if on is None:
        raise Refused(f"“{at}” is not a day such as 2018-09-28.")
    told = queries.briefing(territory=territory, on=on)
    if is_json:
        from lanterne.regulation import documents

        typer.echo(json.dumps(documents.briefing(told, language=LANGUAGE), ensure_ascii=False))
        return
    _paint(told)


def _paint(told: Told) -> None:
    from lanterne.core import days
    from lanterne.regulation import figures, labels, sentences
    from lanterne.regulation.rules import Family

    held = told.briefing
    place = labels.country(held.territory, language=LANGUAGE)
    typer.echo(f"{place} on {days.written(held.on, language=LANGUAGE)}")
    for one in held.small:
        typer.echo(sentences.small(one, language=LANGUAGE))
    home = labels.country(held.established, language=LANGUAGE) if held.established else "not stated"
    targets = "targets it" if held.is_targeted else "does not target it"
    typer.echo(f"This service is established in: {home}; it {targets}.")
    for family in Family:
        answers = held.of(family)
        if answers:
            typer.echo(f"\n{labels.FAMILIES[family]}")
        for answer in answers:
            _answer(answer, told)
    if told.vat:
        rate = figures.percent(Fraction(told.vat.rate), language=LANGUAGE)
        typer.echo(f"\nVAT: {rate} since {told.vat.valid_from} ({told.vat.source})")
    typer.echo(f"\n{sentences.not_advice()}")


def _answer(answer: Answer, told: Told) -> None:
    from lanterne.regulation import labels, sentences

    typer.echo(f"  {labels.KINDS[answer.rule.kind]}")
    said = sentences.lines(answer, of=told.briefing, language=LANGUAGE)
    shown = [said.applies, said.asks, said.stands, said.change, answer.rule.text]
    for line in shown:
        if line:
            typer.echo(f"    {line}")
    currency = answer.base.currency if answer.base else ""
    for part in answer.parts:
        typer.echo(f"    {sentences.part_line(part, currency=currency, language=LANGUAGE)}")
    typer.echo(
        f"    [{sentences.provenance(answer.rule, language=LANGUAGE)}: {answer.rule.source}]"
    )
