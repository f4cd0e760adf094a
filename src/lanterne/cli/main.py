"""``lanterne up | comments | demo | ingest | import | export | example | history | bounces | rules | renew | results | staff | statement | token | worker``: what an operator types."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from lanterne.cli import commenting, figures, growing, resulting, slating, statements, tokens

# Everything below needs Django awake before it is imported.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanterne.config.settings")

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Run your own subscription video service.",
)
staff = typer.Typer(no_args_is_help=True, help="Who works here, and in which roles.")
app.add_typer(staff, name="staff")
app.add_typer(tokens.app, name="token")
app.add_typer(figures.app, name="facts")
app.add_typer(slating.app, name="slate")
app.add_typer(growing.app, name="growth")
app.add_typer(resulting.app, name="results")
app.add_typer(statements.app, name="statement")
app.add_typer(commenting.app, name="comments")
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="Where to serve.")]
Host = Annotated[str, typer.Option("--host", help="Which address to listen on.")]


@app.command()
def up(*, port: Port = 8000, host: Host = "127.0.0.1") -> None:
    """Serve the pages, with a worker beside them."""
    from lanterne.cli import service

    service.prepare()
    with service.running(host=host, port=port, worker=work_beside) as running:
        service.say(
            f"Lanterne is at http://{host}:{port}/ and the studio at http://{host}:{port}/studio/"
        )
        running.wait()


@app.command()
def demo(
    *,
    port: Port = 8000,
    film: Annotated[Path | None, typer.Option("--film", help="Your own film instead.")] = None,
) -> None:
    """Make a small service with one real film in it, and serve it."""
    from lanterne.cli import service

    service.prepare()
    from lanterne.cli import press_rehearsal, programme, rehearsal, slate_rehearsal

    rehearsal.stage()
    slate_rehearsal.stage_slate()
    programme.stage()
    programme.report_of_2018()
    programme.remember()
    press_rehearsal.stage_press()
    job = rehearsal.deliver(film)
    with service.running(host="127.0.0.1", port=port, worker=work_beside) as running:
        rehearsal.watch_over(job, running, port)
        service.say(rehearsal.programme(port))
        programme.show(running.is_up)
        running.wait()


@app.command()
def ingest(
    film: Annotated[Path, typer.Argument(help="The film file.")],
    *,
    title: Annotated[str, typer.Option("--title", help="Its original name.")],
    language: Annotated[
        str, typer.Option("--language", help="Its original language, BCP 47.")
    ] = "en",
    territory: Annotated[
        list[str] | None, typer.Option("--open", help="Open it there from now on.")
    ] = None,
    subtitles: Annotated[
        list[str] | None,
        typer.Option("--subtitles", help="A file beside it: LANGUAGE:FILE (SRT, WebVTT, TTML)."),
    ] = None,
    policy: Annotated[str, typer.Option("--policy")] = "standard",
) -> None:
    """Publish a film file as a new title, working here until it is done."""
    from lanterne.cli import service

    service.prepare()
    from lanterne.cli import intake

    job = intake.take(
        film,
        name=title,
        language=language,
        territories=territory or [],
        subtitles=subtitles or [],
        policy=policy,
    )
    stopped = threading.Event()
    worker = threading.Thread(target=_work, args=(stopped,))
    worker.start()
    try:
        done = intake.watch(job, lambda: None, worker.is_alive)
    finally:
        stopped.set()
        worker.join()
    if not done:
        raise typer.Exit(2)


@app.command()
def availability(
    title: Annotated[str, typer.Argument(help="Its number or its address: le-voyage.")],
    *,
    territory: Annotated[str, typer.Option("--in", help="The country, such as FR.")],
    at: Annotated[
        str, typer.Option("--at", help="A day or an instant there; now if left out.")
    ] = "",
    offer: Annotated[str, typer.Option("--offer")] = "subscription",
    language: Annotated[str, typer.Option("--language", help="In this language, BCP 47.")] = "",
    is_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Say whether a title may be watched somewhere, with every reason when it may not."""
    from lanterne.cli import service

    service.awake()
    from lanterne.cli import asking

    asked = asking.asked(title, territory=territory, at=at, offer=offer, language=language)
    if not asking.paint(asked, is_json=is_json):
        raise typer.Exit(1)


@app.command("import")
def take_in(
    path: Annotated[Path, typer.Argument(help="A folder or a file; docs/exchange.md.")],
    *,
    kind: Annotated[
        str, typer.Option("--format", help="Its format, where its name does not tell.")
    ] = "",
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", help="COLUMN=FIELD of a CSV file; COLUMN= leaves it out."),
    ] = None,
    override: Annotated[
        str, typer.Option("--override", help="Why titles open in markets before they are ready.")
    ] = "",
    is_agreed: Annotated[
        bool, typer.Option("--yes", help="Import without asking, if nothing is refused.")
    ] = False,
) -> None:
    """Say what would become of a file of titles and rights, then import it whole or not at all."""
    from lanterne.cli import service

    service.awake()
    from lanterne.cli import exchanging

    wanted, mapped = exchanging.wanted(kind), exchanging.mapped(columns or [])
    found = exchanging.report(path, wanted, mapped, override)
    if found.is_refused:
        raise typer.Exit(2)
    if not found.is_change:
        return
    if not is_agreed and not (sys.stdin.isatty() and typer.confirm("Import this?")):
        return
    if not exchanging.apply(path, wanted, mapped, override):
        raise typer.Exit(2)


@app.command()
def export(
    path: Annotated[
        Path, typer.Argument(help="A folder, or a file that ends in .xml, .xlsx or .mec.xml.")
    ],
    *,
    kind: Annotated[
        str, typer.Option("--as", help="Its format: nfo for a folder that Kodi and Jellyfin read.")
    ] = "",
) -> None:
    """Write all titles, rights and pictures as a folder that ``import`` takes, the rights as Avails, or the titles as MEC."""
    from lanterne.cli import service

    service.awake()
    from lanterne.cli import exchanging

    exchanging.export(path, exchanging.wanted(kind))


@app.command()
def example(
    folder: Annotated[Path, typer.Argument(help="Such as examples/france-2018.")],
    *,
    is_rehearsal: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and keep nothing.")
    ] = False,
) -> None:
    """Fill the rooms of figures, slate, rules and markets from a folder; again, it changes nothing."""
    from lanterne.cli import service

    service.prepare()
    from lanterne.cli import examples

    # What is not wholly right is not begun.
    told = examples.rehearse(folder)
    is_refused = any(one.is_refused for one in told)
    if not is_refused and not is_rehearsal:
        told = examples.take(folder)
    for line in (line for one in told for line in examples.said(one)):
        typer.echo(line)
    if is_refused:
        typer.echo("Nothing was taken in.")
        raise typer.Exit(1)


@app.command()
def history(
    folder: Annotated[Path, typer.Argument(help="With members.csv and others; docs/history.md.")],
    *,
    is_rehearsal: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and keep nothing.")
    ] = False,
) -> None:
    """Take in the past of another system: households, payments, releases and sessions; all of it, or nothing."""
    from lanterne.cli import service

    service.prepare()
    from lanterne.cli import remembering

    if not remembering.remember(folder, is_rehearsal=is_rehearsal):
        raise typer.Exit(1)


@app.command()
def rules(
    territory: Annotated[str, typer.Argument(help="The country, such as FR.")],
    *,
    at: Annotated[str, typer.Option("--at", help="A day; today if left out.")] = "",
    is_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Say what the law asks of this service in a country on a day, with sources."""
    from lanterne.cli import duties, service

    service.prepare()
    duties.page(territory, at=at, is_json=is_json)


@app.command()
def brief(
    territory: Annotated[str, typer.Argument(help="The country, such as FR.")],
    *,
    at: Annotated[str, typer.Option("--at", help="A day; today if left out.")] = "",
    language: Annotated[str, typer.Option("--language", help="Of the briefing: en or fr.")] = "en",
    html: Annotated[
        Path | None, typer.Option("--html", help="Write it into this file instead, to print.")
    ] = None,
) -> None:
    """Say on one page how a country stands on a day: figures, offices, works, competitors, rules, each with its source."""
    from lanterne.cli import service

    service.prepare()
    from lanterne.cli import briefing

    held = briefing.assembled(territory, at=at, language=language)
    if html:
        briefing.write(held, html)
    else:
        briefing.paint(held)


@app.command()
def renew(
    titles: Annotated[
        list[int] | None, typer.Argument(metavar="TITLE…", help="The numbers of titles.")
    ] = None,
    *,
    top: Annotated[int, typer.Option("--top", min=0, help="The first so many in rank.")] = 0,
    estimate: Annotated[
        bool, typer.Option("--estimate", help="Only try what it would save.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say which, and queue nothing.")
    ] = False,
) -> None:
    """Encode published films anew, those first that save most of what is watched; a worker does it."""
    from lanterne.cli import service

    service.awake()
    from lanterne.cli import renewing

    found = renewing.chosen(titles or [], top=top, for_trials=estimate)
    renewing.paint(found)
    # Without a choice, the whole library is only shown.
    if (titles or top) and not dry_run:
        renewing.queue(found, for_trials=estimate)


@staff.command("add")
def add_staff(
    email: Annotated[str, typer.Argument(help="The address they sign in with.")],
    *,
    role: Annotated[
        list[str],
        typer.Option("--role", help="What they do, for instance rights; again for another one."),
    ],
    markets: Annotated[
        str, typer.Option("--markets", help="Where they act, as FR,BE; left out: everywhere.")
    ] = "",
) -> None:
    """Say what somebody may do; somebody new is asked for a first password."""
    from lanterne.cli import service

    service.awake()
    from lanterne.cli import colleagues

    wanted = colleagues.roles(role)
    known = colleagues.is_known(email)
    password = "" if known else typer.prompt("First password", hide_input=True)
    colleagues.appoint(email, roles=wanted, markets=markets, password=password)


@staff.command("list")
def list_staff() -> None:
    """Say who works here, in which roles and markets."""
    from lanterne.cli import service

    service.awake()
    from lanterne.cli import colleagues

    colleagues.paint()


@app.command()
def pictures() -> None:
    """Cut the pictures of titles that were taken in before there were cuts and AVIF."""
    from lanterne.cli import service

    service.awake()
    from lanterne.catalogue import services as catalogue

    service.say(f"{catalogue.renew_artwork()} pictures cut anew.")


@app.command()
def bounces(
    paths: Annotated[
        list[Path],
        typer.Argument(help="Messages (.eml), mailboxes (mbox) or folders, also Maildir."),
    ],
) -> None:
    """Read what mail servers reported about letters, and write no more where nobody can be reached."""
    from lanterne.cli import service

    service.awake()
    from lanterne.cli import bouncing

    bouncing.paint(bouncing.read(paths))


@app.command()
def worker() -> None:
    """Publish what is queued, send letters, and renew memberships, until told to stop."""
    from lanterne.cli import service

    service.awake()
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    _work(stopped)


def work_beside(parent: int) -> None:
    """The worker of ``up`` and ``demo``: it ends with the process that started it."""
    from lanterne.cli import service

    service.end_with(parent)
    worker()


def _work(stopped: threading.Event) -> None:
    from lanterne.accreditation import services as accreditation
    from lanterne.accreditation import tasks as errands
    from lanterne.assets import tasks as publishing
    from lanterne.billing import services as billing
    from lanterne.comments import tasks as comments
    from lanterne.core import turns
    from lanterne.deliveries import services as deliveries
    from lanterne.editorial import tasks as editing
    from lanterne.mailing import services as mailing
    from lanterne.mailing import tasks as posting
    from lanterne.playback import queries as playback
    from lanterne.results import services as results

    turns_to_take = (
        (timedelta(hours=1), mailing.clear, "readers who never confirmed"),
        (timedelta(hours=1), accreditation.clear, "readings that are past"),
        (timedelta(minutes=10), billing.renew_due, "renewals"),
        (timedelta(hours=1), results.close_due, "results"),
        (timedelta(minutes=1), comments.tend, "comments"),
    )
    beside = [
        _beside(work, stopped)
        for work in (editing.publish_until, posting.post_until, errands.post_until)
    ]
    beside += [
        _beside(turns.take_turns, stopped, every=every, turn=turn, what=what)
        for every, turn, what in turns_to_take
    ]
    publishing.work_until(
        stopped, in_use=playback.publications_in_use, hear_over=deliveries.follow_job
    )
    for thread in beside:
        thread.join()


def _beside(
    work: Callable[..., None], stopped: threading.Event, **ways: object
) -> threading.Thread:
    """The work in a thread of its own, begun; it ends by itself once it is told to stop."""
    thread = threading.Thread(target=work, args=(stopped,), kwargs=ways, daemon=True)
    thread.start()
    return thread


@app.command()
def check() -> None:
    """Say what is missing here, and the remedy."""
    from lanterne.cli import checkup, service

    service.awake()
    if not checkup.paint(checkup.findings()):
        raise typer.Exit(1)


def main() -> None:
    """Run a command; an expected no becomes one sentence and exit code 2."""
    from lanterne.core.errors import Refused
    from lanterne_media.model import MediaRefused

    try:
        app()
    except (Refused, MediaRefused) as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(2)
