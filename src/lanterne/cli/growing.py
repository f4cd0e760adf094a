"""``lanterne growth market | offices | rank | commissions | correct | merge | …``: markets, offices, competitors."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lanterne.facts.queries import Card
    from lanterne.growth.queries import CommissionCard, MarketCard, OfficeCard

app = typer.Typer(no_args_is_help=True, help="Markets, offices and competitors.")
OPERATOR = "system:operator"
Folder = Annotated[Path, typer.Argument(help="A folder of CSV tables.")]
At = Annotated[str, typer.Option("--at", help="A day, such as 2018-09-28; now if left out.")]
Country = Annotated[str, typer.Argument(help="A country, such as FR.")]


@app.command()
def market(
    territory: Country,
    *,
    at: At = "",
    ceiling: Annotated[
        float, typer.Option(min=0, max=100, help="Per cent of the households; open if left out.")
    ] = 0,
) -> None:
    """A country: households, subscribers, penetration, target, gap, and when the target could be reached."""
    on = _prepared(at)
    from lanterne.growth import queries, sentences

    for line in _market(queries.market(territory=territory, on=on)):
        typer.echo(line)
    kept = queries.forecasts(territory=territory, on=on)
    if ceiling:
        fixed = queries.ScenarioCard(territory, "as typed", Decimal(str(ceiling)))
        kept = (*kept, queries.forecast(scenario=fixed, on=on))
    for found in kept:
        typer.echo(f"forecast{f' “{found.scenario.name}”' if found.scenario.name else ''}:")
        told = sentences.forecast(found, language="en")
        for line in (*told, *sentences.assumed(found, language="en")):
            typer.echo(f"  {line}")


@app.command()
def offices(*, at: At = "") -> None:
    """Every office: its state, heads, what became of it and who works on what."""
    on = _prepared(at)
    from lanterne.growth import queries

    for one in queries.offices(on=on):
        for line in _office(one, on):
            typer.echo(line)


@app.command()
def rank(
    office: Annotated[str, typer.Argument(help="Its key, such as netflix/paris.")],
    *,
    at: At = "",
    in_europe: Annotated[
        bool, typer.Option("--in-europe", help="Among offices in Europe alone.")
    ] = False,
    with_production: Annotated[
        bool, typer.Option("--with-production", help="Sites of production are offices as well.")
    ] = False,
    planned: Annotated[
        bool, typer.Option("--planned", help="By those who are to be there, where it is said.")
    ] = False,
) -> None:
    """The rank of an office by its heads, under the rule that the options make."""
    on = _prepared(at)
    from lanterne.growth import queries, sentences
    from lanterne.growth.rules.ranking import Heads, OfficeKind, Rule
    from lanterne.regulation.rules import EUROPE

    kinds = set(OfficeKind) - (set() if with_production else {OfficeKind.PRODUCTION})
    heads = Heads.PLANNED if planned else Heads.PRESENT
    rule = Rule(frozenset(kinds), EUROPE if in_europe else frozenset(), heads)
    found = queries.ranked(key=office, rule=rule, on=on)
    typer.echo(sentences.rank(found, language="en"))
    typer.echo(sentences.rule(rule))
    for one in found.offices:
        typer.echo(f"  {one.name}: {_heads(one) or 'not known'}")
    if found.rank is None:
        raise typer.Exit(1)


@app.command()
def entering(*, at: At = "", territory: Annotated[str, typer.Option("--in")] = "") -> None:
    """Which competitors were announced and have not come yet."""
    on = _prepared(at)
    from lanterne.growth import queries

    for one in queries.entering(on=on, territory=territory):
        owner = f" ({one.service.owner})" if one.service.owner else ""
        typer.echo(f"{one.service.name}{owner}, {one.territory}: announced {one.announced_on}")


@app.command()
def commissions(
    *,
    at: At = "",
    country: Annotated[str, typer.Option("--country", help="Of production.")] = "",
    genre: Annotated[str, typer.Option("--genre")] = "",
    status: Annotated[str, typer.Option("--status")] = "",
    by_series: Annotated[
        bool, typer.Option("--by-series", help="All seasons of a series are one.")
    ] = False,
    is_listed: Annotated[bool, typer.Option("--list", help="Name each with its number.")] = False,
) -> None:
    """Count what services ordered, by each measure; claimed figures stand beside ours, each in its measure."""
    on = _prepared(at)
    from lanterne.growth import queries, words
    from lanterne.growth.rules.commissions import Filter, Measure, Unit

    for measure in Measure:
        typer.echo(f"{words.MEASURES[measure]}:")
        wanted = queries.Wanted(
            measure,
            on,
            measure.since(on),
            Unit.SERIES if by_series else Unit.SEASON,
            Filter(country, genre, status),
        )
        found = queries.count(wanted)
        for key, count in found.tally.by_service.items():
            typer.echo(f"  {found.names[key]}: {count}")
            for order in found.made_of if is_listed else ():
                if order.event.service == key:
                    typer.echo(f"    {_order(order, on)}")
        typer.echo(f"  all: {found.tally.total}")
        keys = tuple(one.key for one in queries.services())
        for card in queries.claimed_originals(keys, on=on):
            if card.claim.measure == measure.value:
                typer.echo(f"  claimed: {card.subject_name} {_claim(card)}")


@app.command()
def correct(
    number: Annotated[int, typer.Argument(help="Of a commission, as `commissions --list` has it.")],
    status: Annotated[str, typer.Argument(help="Such as released.")],
    *,
    because: Annotated[str, typer.Option("--because", help="Why what is on record is wrong.")],
    since: Annotated[
        str, typer.Option("--on", help="The right day; never had that status, if left out.")
    ] = "",
) -> None:
    """Say otherwise since when a commission has a status, or that it never had it."""
    _prepared("")
    from lanterne.growth import services

    services.correct_step(
        commission_id=number,
        status=status,
        on=_asked_day(since) if since else None,
        reason=because,
        actor=OPERATOR,
    )


@app.command()
def merge(
    keep: Annotated[int, typer.Argument(help="The number of the commission that stays.")],
    gone: Annotated[int, typer.Argument(help="The number of the one that it takes over.")],
) -> None:
    """Make one commission of two that are the same order."""
    _prepared("")
    from lanterne.growth import services

    services.merge_commissions(keep_id=keep, gone_id=gone, actor=OPERATOR)


@app.command("import")
def bring_in(
    folder: Folder,
    *,
    is_rehearsal: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and keep nothing.")
    ] = False,
) -> None:
    """Take in the tables of a folder: all of them, or nothing."""
    _prepared("")
    from lanterne.growth import services

    tables = {
        path.stem: path.read_text(encoding="utf-8-sig") for path in sorted(folder.glob("*.csv"))
    }
    report = services.import_tables(tables=tables, actor=OPERATOR, is_rehearsal=is_rehearsal)
    for one in report.arrivals:
        typer.echo(f"{one.table} line {one.line}: {one.outcome.value} {one.why}".rstrip())
    if report.is_refused:
        typer.echo("Nothing was taken in.")
        raise typer.Exit(1)


@app.command("export")
def send_out(folder: Folder) -> None:
    """Write every table into a folder that `lanterne growth import` takes in again."""
    _prepared("")
    from lanterne.growth import queries

    folder.mkdir(parents=True, exist_ok=True)
    for name, text in queries.bundle().items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def _prepared(at: str) -> date:
    """The day that is asked for."""
    from lanterne.cli import service
    from lanterne.core import clock

    service.prepare()
    return _asked_day(at) if at else clock.now().date()


def _asked_day(at: str) -> date:
    from lanterne.core import clock

    found = clock.day(at)
    if found is None:
        raise typer.BadParameter(f"“{at}” is not a day such as 2018-09-28.")
    return found


def _order(card: CommissionCard, on: date) -> str:
    from lanterne.growth import words

    season = f", season {card.event.season}" if card.event.season else ""
    status = card.event.status(on)
    stands = f": {words.STATUSES[status]} since {card.event.steps[status]}" if status else ""
    return f"{card.id}  {card.title}{season}{stands}"


def _market(card: MarketCard) -> list[str]:
    from lanterne.growth import sentences

    told = {
        "households": card.households,
        "subscribers, claimed": card.claimed,
        "target": card.target,
        "price, claimed": card.price,
        "revenue, claimed": card.revenue,
    }
    worked = {
        "penetration": card.worked.penetration,
        "target in households": card.worked.wanted,
        "missing": card.worked.gap,
    }
    lines = [f"{name}: {_claim(one)}" for name, one in told.items() if one]
    lines += [
        f"{name}: {sentences.derived(one, language='en')}" for name, one in worked.items() if one
    ]
    return lines + _own(card)


def _own(card: MarketCard) -> list[str]:
    own = card.own
    if own is None:
        return ["subscribers, own count: nobody ever paid here"]
    year = own.year
    lost = ", ".join(f"{count} {cause}" for cause, count in sorted(year.lost.items())) or "none"
    churn = "" if year.churn is None else f"; churn {year.churn:.1f} %"
    came = f"in a year {year.gained} gained, lost: {lost}{churn}"
    lines = [f"subscribers, own count: {own.subscribers}; {came}"]
    if own.price:
        lines.append(f"price, own: {own.price.amount} {own.price.currency}")
    return lines + [f"revenue in a year, own: {one.amount} {one.currency}" for one in own.revenue]


def _office(one: OfficeCard, on: date) -> list[str]:
    from lanterne.growth import words

    stands = ", ".join(filter(None, (str(words.STATES[one.state]), _heads(one))))
    lines = [f"{one.name} ({words.OFFICES[one.kind]}, {one.territory}): {stands} [{one.key}]"]
    for event in one.events:
        to = f" to {event.to_name}" if event.to_name else ""
        others = ", ".join(_claim(rival) for rival in event.rivals)
        lines.append(
            f"  {words.HAPPENINGS[event.kind]} {event.on}{to}{f': {event.reason}' if event.reason else ''}"
            f"{f' (others say {others})' if others else ''}"
        )
    lines += [f"  {card.measure.name}: {_claim(card)}" for card in one.told]
    for post in one.posts:
        held = "" if post.is_held(on) else f" from {post.since}"
        works = ", ".join(project.name for project in post.projects)
        lines.append(
            f"  {post.name}, {post.function}{held}{f': works on {works}' if works else ''}"
        )
    return lines


def _heads(one: OfficeCard) -> str:
    parts = ((one.present, "there"), (one.planned, "planned"))
    return ", ".join(
        f"{card.quantity.amount:f} {word} ({card.as_of})" for card, word in parts if card
    )


def _claim(card: Card) -> str:
    from lanterne.growth import sentences

    source = card.source.publisher or card.source.name
    return f"{sentences.claimed(card, language='en')} ({source}) [{card.key}]"
