"""``lanterne results list | show | forecast | forecasts | renewal | close``: what titles bring, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lanterne.commissioning.queries import ProjectCard, RenewalPaper, Verdict
    from lanterne.results.queries import ResultCard
    from lanterne.results.rules.estimates import Estimate

app = typer.Typer(no_args_is_help=True, help="What titles bring: forecasts before, results after.")
OPERATOR = "system:operator"
Country = Annotated[str, typer.Option("--in", help="A country, such as FR.")]
Title = Annotated[str, typer.Argument(help="A title, by the last part of its address.")]
Project = Annotated[str, typer.Argument(help="A project of the slate, by its key.")]


@app.command("list")
def listed(
    *,
    territory: Country,
    days: Annotated[int, typer.Option("--days", help="7, 28 or 91.")] = 91,
) -> None:
    """Every release of a country for which so many days are over."""
    _awake()
    from lanterne.catalogue import queries as catalogue
    from lanterne.results import queries

    found = queries.results(territory=territory, days=days)
    names = catalogue.original_names(title_ids=[card.title_id for card in found])
    for card in found:
        typer.echo(f"{names[card.title_id]}, released {card.day}")
        _paint(card)


@app.command()
def show(title: Title, *, territory: Country) -> None:
    """A title after 7, 28 and 91 days, and as far as the run that lasts has come."""
    _awake()
    from lanterne.catalogue import queries as catalogue
    from lanterne.core import clock
    from lanterne.core.errors import Refused
    from lanterne.results import queries

    title_id = catalogue.title_id(slug=title)
    if title_id is None:
        raise Refused(f"There is no title “{title}”.")
    course = queries.course(title_id=title_id, territory=territory, at=clock.now())
    if not course:
        typer.echo("Nobody has watched it there yet.")
    for card in course:
        typer.echo(f"{card.days} days{'' if card.is_closed else ' (so far)'}:")
        _paint(card)


@app.command()
def forecast(project: Project) -> None:
    """Foretell what a project will bring in its first 91 days; it is kept for ever."""
    _awake()
    from lanterne.commissioning import queries, services

    card = _project(project)
    services.forecast(project_id=card.id, actor=OPERATOR)
    for one in queries.verdicts(project_id=card.id):
        _foretold(one)


@app.command()
def forecasts(*, territory: Country = "") -> None:
    """Every forecast that was made, beside what came."""
    _awake()
    from lanterne.commissioning import queries
    from lanterne.results import sentences

    found = queries.record(territory=territory)
    for one in found:
        typer.echo(f"{one.forecast.project_name} ({one.forecast.territory})")
        _foretold(one)
    coverage = queries.coverage(found)
    if coverage.share is not None:
        typer.echo(
            f"{sentences.share(coverage.share)} of what came lies in the range that was foretold"
            f" ({coverage.within} of {coverage.judged}); 80 % were to."
        )


@app.command()
def renewal(project: Project) -> None:
    """What a project brought for its cost, and what speaks against another season."""
    _awake()
    from lanterne.commissioning import queries
    from lanterne.core import clock

    card = _project(project)
    paper = queries.renewal(project_id=card.id, at=clock.now())
    if paper is None or paper.brought is None:
        typer.echo("None of its first 7 days there are over and counted.")
        return
    _advise(paper)
    for one in paper.verdicts:
        _foretold(one)


@app.command()
def close() -> None:
    """Count what is over and not counted, as the worker does every hour."""
    _awake()
    from lanterne.core import clock
    from lanterne.results import services

    typer.echo(f"{services.close_due(at=clock.now())} results were closed.")


def _awake() -> None:
    from lanterne.cli import service

    service.prepare()


def _project(key: str) -> ProjectCard:
    from lanterne.commissioning import queries
    from lanterne.core.errors import Refused

    card = queries.project_by_key(key=key)
    if card is None:
        raise Refused(f"There is no project “{key}”.")
    return card


def _paint(card: ResultCard) -> None:
    from lanterne.results import sentences

    count = sentences.count
    typer.echo(f"  {count(card.hours)} hours, {count(card.views)} views")
    if card.reach is None:
        typer.echo("  too few households to tell of them")
        return
    reach = card.reach
    share = f" ({sentences.share(reach.completion)})" if reach.completion is not None else ""
    typer.echo(f"  {reach.starters} started, {reach.watchers} watched, {reach.completers} finished it{share}")  # fmt: skip
    if card.effect:
        typer.echo(f"  households gained: {_estimate(card.effect.gained)}")
        first = card.effect.first_plays
        told = (
            "too few to tell" if first is None else f"{first} of {card.effect.newcomers} who joined"
        )
        typer.echo(f"  first plays: {told} (not the same)")
        typer.echo(f"  households kept: {_estimate(card.effect.kept)}")


def _estimate(one: Estimate | None) -> str:
    from lanterne.results import sentences

    return sentences.estimate(one) if one else "too few to tell"


def _foretold(one: Verdict) -> None:
    from lanterne.commissioning import words

    told = one.forecast
    value, low, high = (words.measured(told.measure, end) for end in (told.value, told.low, told.high))  # fmt: skip
    came = "" if one.came is None else f"; {words.measured(told.measure, one.came)} came, {'within' if one.is_within else 'outside'}"  # fmt: skip
    typer.echo(f"  {words.MEASURES[told.measure]}, foretold {told.on}: {value}, in four of five cases from {low} to {high}{came}")  # fmt: skip
    if ceiling := told.ceiling():
        typer.echo(f"  Ceiling price: {ceiling.formatted('en')}, earned back in four of five cases")


def _advise(paper: RenewalPaper) -> None:
    from lanterne.commissioning import words
    from lanterne.facts import sentences as facts
    from lanterne.results import sentences

    if paper.advice:
        typer.echo(str(words.ADVICE[paper.advice]))
    for flag in paper.flags:
        typer.echo(f"  {words.FLAGS[flag]}")
    if paper.cost:
        typer.echo(f"  estimated final cost: {paper.cost.formatted('en')}")
    for line in (*(facts.rate(one, language="en") for one in paper.rates), paper.no_rate):
        if line:
            typer.echo(f"  {line}")
    if paper.cost and paper.for_gained:
        each = sentences.money_for_each(paper.for_gained, paper.cost.currency)
        typer.echo(f"  for each household gained: {each}")
    if paper.brought and paper.brought.efficiency:
        ends = paper.brought.efficiency
        times = [sentences.times(end) for end in (ends.value, ends.low, ends.high)]
        typer.echo(f"  efficiency: {sentences.between(*times)}")
    _paint(next(card for card in reversed(paper.course) if card.is_closed))
