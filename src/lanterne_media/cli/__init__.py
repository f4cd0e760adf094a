"""The engine's face for the shell: ``lanterne-media probe | qc | shots | ladder | encode | package | verify | report | publish``.

Every command prints for people, or with ``--json`` for programs. What cannot be taken ends with one sentence and
exit code 2; a broken tool, with the command to paste, a limit of ours that was reached in long work, or a broken disk
with 3; a package that is not sound with 4. Ctrl-C ends with 130.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from lanterne_media import drm, pipeline
from lanterne_media import ladder as choosing
from lanterne_media import package as packaging
from lanterne_media import probe as probing
from lanterne_media import report as reporting
from lanterne_media import shots as cutting
from lanterne_media.cli import (
    checking,
    delivering,
    farming,
    given,
    machine,
    packages,
    paint,
    watching,
)
from lanterne_media.farm import elsewhere, named
from lanterne_media.model import (
    Codec,
    Event,
    MediaRefused,
    Outcome,
    Plan,
    Policy,
    Rendition,
    Rung,
)
from lanterne_media.pipeline import NotSound, Site, picture, renditions
from lanterne_media.pipeline.desk import Desk
from lanterne_media.reference import smaller
from lanterne_media.store import room
from lanterne_media.tools import ToolFailed, Tools

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Measure, encode, protect and verify a film.",
)

Film = Annotated[
    Path, typer.Argument(metavar="IN", help="The film file, or an IMF package or its CPL.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Clear = Annotated[bool, typer.Option("--clear", help="Do not encrypt.")]
PolicyOption = Annotated[
    str, typer.Option("--policy", help="A name (standard, swift, hardware) or a JSON file.")
]
CodecsOption = Annotated[str, typer.Option("--codecs", help="For instance h264,av1.")]
KeyOption = Annotated[
    list[str] | None,
    typer.Option("--key", help="KID:KEY in hexadecimal; a second one for the sound."),
]
SubtitleOption = Annotated[
    list[str] | None,
    typer.Option("--subtitle", help="LANGUAGE:FILE, or LANGUAGE:forced:FILE, or :sdh:."),
]
WorkersOption = Annotated[
    int, typer.Option("--workers", min=0, help="Units at a time; 0: one a core.")
]


app.command()(farming.scheduler)
app.command()(farming.worker)
app.command()(machine.check)


@app.command()
def probe(film: Film, *, as_json: Json = False) -> None:
    """Say what a film file is."""
    with packages.film(film) as path:
        found = replace(probing.probe(path, run=Tools()), path=str(film.resolve()))
    (paint.as_json if as_json else paint.mezzanine)(found)


@app.command()
def qc(
    film: Film,
    *,
    rules: Annotated[
        list[str] | None,
        typer.Option("--rules", help="A delivery rule set: a name (streaming) or a TOML file."),
    ] = None,
    subtitle: SubtitleOption = None,
    pictures: Annotated[
        Path | None, typer.Option("--pictures", help="A folder to make, for pictures of findings.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Say what is wrong with a film file, with timecodes, and whether rule sets take it."""
    if pictures is not None:
        given.refuse_occupied(pictures, by="")
    texts = given.sidecars_of(subtitle)
    with packages.film(film) as path:
        wanted = checking.Wanted(path, tuple(rules or ()), texts)
        mezzanine, judged = checking.judge(wanted, pictures, run=Tools())
    if as_json:
        paint.as_json(judged)
    else:
        paint.judged(judged, mezzanine)
    if any(one.outcome is Outcome.REDELIVERY for one in judged.verdicts):
        raise typer.Exit(4)


@app.command()
def shots(film: Film, *, policy: PolicyOption = "standard", as_json: Json = False) -> None:
    """Say where shots begin."""
    tools = Tools()
    with packages.film(film) as path:
        mezzanine = probing.probe(path, run=tools)
        found = cutting.detect(mezzanine, run=tools, policy=given.policy_of(policy))
    if as_json:
        paint.as_json(found)
    else:
        paint.shots(found, mezzanine.video.rate)


@app.command()
def ladder(
    film: Film,
    *,
    policy: PolicyOption = "standard",
    codecs: CodecsOption = "",
    workers: WorkersOption = 0,
    as_json: Json = False,
) -> None:
    """Encode short trials and say which ladder they lead to."""
    with packages.bench(workers) as site, packages.film(film) as path:
        plan = pipeline.plan(path, given.policy_of(policy, codecs), run=site.run)
        found = watching.watch(pipeline.foretell(plan, site), is_quiet=as_json)
    (paint.as_json if as_json else paint.ladder)(found)


@app.command()
def encode(
    film: Film,
    output: Annotated[Path, typer.Argument(metavar="OUT", help="The MP4 to write.")],
    *,
    codec: Annotated[Codec, typer.Option()] = Codec.H264,
    height: Annotated[int, typer.Option(min=16, max=4320)] = 720,
    crf: Annotated[float, typer.Option(min=1, max=63)] = 23.0,
    policy: PolicyOption = "standard",
    workers: WorkersOption = 0,
    as_json: Json = False,
) -> None:
    """Encode a whole film at one rung, shot by shot, and measure it."""
    if output.is_dir() or not output.absolute().parent.is_dir():
        raise MediaRefused(f"{output} cannot be written: name a file in a folder that is there.")
    with packages.bench(workers) as site, packages.film(film) as path:
        plan = pipeline.plan(path, given.policy_of(policy), run=site.run)
        made = watching.watch(_encode_all(plan, site, codec, height, crf), is_quiet=as_json)
        delivering.deliver(Path(made.path), output)
    made = replace(made, path=str(output))
    if as_json:
        paint.as_json(made)
    else:
        bits = f"{made.average_bandwidth / 1000:.0f} kb/s"
        paint.screen.print(
            f"{output}: {made.frames} frames, {bits}, VMAF {paint.vmaf(made.quality)}"
        )


def _encode_all(
    plan: Plan, site: Site, codec: Codec, height: int, crf: float
) -> Generator[Event, None, Rendition]:
    desk = Desk((yield from picture.find_reference(plan, site)), plan.policy, site)
    _, cuts, _ = yield from picture.look(plan, desk)
    preset = choosing.preset(codec, plan.policy)
    rung = Rung(codec, *smaller(desk.reference.video, height), crf, preset)
    return (yield from renditions.encode_at(desk, cuts, rung))


@app.command()
def package(
    renditions: Annotated[list[Path], typer.Argument(metavar="MP4…", help="Encoded pictures.")],
    *,
    output: Annotated[Path, typer.Option("--out", help="The folder to make.")],
    sound: Annotated[
        list[str] | None, typer.Option("--sound", help="LANGUAGE:FILE, AAC, E-AC-3 or Opus in MP4.")
    ] = None,
    key: KeyOption = None,
    clear: Clear = False,
    as_json: Json = False,
) -> None:
    """Make CMAF tracks with HLS and DASH out of files with the same key frames, and verify them."""
    given.refuse_occupied(output, by="")
    tools, keys = Tools(), given.keys_of(key, is_clear=clear)
    films = [given.as_rendition(path.resolve(), tools) for path in renditions]
    sounds = [given.as_sound(text, tools) for text in sound or []]
    output.absolute().parent.mkdir(parents=True, exist_ok=True)
    with room(beside=output) as bench:
        folder = bench / "package"
        folder.mkdir()
        made = packaging.package(films, sounds, (), None, keys, Policy(), folder, run=tools)
        problems = delivering.problems(folder, films[0], keys)
        if problems:
            raise NotSound(" ".join(problems))
        folder.rename(output)
    if as_json:
        paint.as_json(replace(made, folder="."))
    else:
        paint.screen.print(f"{output}: {len(made.tracks)} tracks, verified.")


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(metavar="OUT", help="A published folder.")],
    *,
    key: KeyOption = None,
    as_json: Json = False,
) -> None:
    """Check a published folder against the film's facts in its report, trusting nothing else."""
    report = delivering.report_of(folder)
    if report.package.is_encrypted and not key:
        raise MediaRefused("These streams are encrypted: give --key KID:KEY to look inside.")
    keys = drm.keys_from(key) if key and report.package.is_encrypted else None
    problems = delivering.problems(folder, report.renditions[0], keys)
    if as_json:
        paint.as_json(problems)
    else:
        paint.screen.print("\n".join(problems) or "Sound: every check passed.")
    if problems:
        raise typer.Exit(4)


@app.command()
def report(
    folder: Annotated[Path, typer.Argument(metavar="OUT", help="A published folder.")],
    *,
    output: Annotated[
        Path | None, typer.Option("--out", help="The page to write; else OUT/report.html.")
    ] = None,
    key: KeyOption = None,
    as_json: Json = False,
) -> None:
    """Draw everything that is known of a publish into one HTML page."""
    found = delivering.report_of(folder)
    target = output or folder / reporting.NAME
    if target.is_dir() or not target.absolute().parent.is_dir():
        raise MediaRefused(f"{target} cannot be written: name a file in a folder that is there.")
    keys = drm.keys_from(key) if key else None
    with packages.stopping("Stopped. Nothing was written."):
        worst = reporting.pictures(found, folder, keys, run=Tools())
        shown = tuple(reporting.shown(found.findings, folder))
        reporting.write(reporting.page(found, worst, shown), target)
    if as_json:
        paint.as_json({"path": str(target), "pictures": len(worst.pairs), "why": worst.why})
    else:
        paint.screen.print(f"{target}: {target.stat().st_size:,} bytes. {worst.why}".rstrip())


@app.command()
def publish(
    film: Film,
    output: Annotated[Path, typer.Argument(metavar="OUT", help="The folder to make.")],
    *,
    codecs: CodecsOption = "",
    policy: PolicyOption = "standard",
    key: KeyOption = None,
    clear: Clear = False,
    subtitle: SubtitleOption = None,
    sound: Annotated[
        list[str] | None, typer.Option("--sound", help="LANGUAGE:FILE, or LANGUAGE:dub:FILE.")
    ] = None,
    damaged: Annotated[
        given.Damaged,
        typer.Option("--damaged", help="A film of which more than a second is lost: keep it?"),
    ] = given.Damaged.REFUSE,
    workers: WorkersOption = 0,
    farm: Annotated[str, typer.Option("--farm", help="tls://host:port or dask://host:port.")] = "",
    store: Annotated[
        str, typer.Option("--store", help="Where its machines meet: s3://bucket/folder.")
    ] = "",
    priority: Annotated[
        int, typer.Option("--priority", help="On the farm: higher goes first.")
    ] = 0,
    as_json: Json = False,
) -> None:
    """Film in, verified streams out: manifest.mpd, master.m3u8, their tracks and report.json.

    Killed anywhere, the same command goes on where it stopped.
    """
    chosen = given.as_damaged(given.policy_of(policy, codecs), damaged)
    chosen = replace(chosen, has_first_light=False)
    keys = given.keys_of(key, is_clear=clear)
    delivering.bring_back(output.resolve())
    given.refuse_occupied(output, by="report.json")
    texts, sounds = given.sidecars_of(subtitle), map(given.sound_beside, sound or [])
    workshop = delivering.workshop_of(output)
    with (
        packages.going_on(workshop),
        packages.tidy(workshop),
        packages.film(film, work=workshop) as path,
    ):
        plan = pipeline.plan(path, chosen, sidecars=[*texts, *sounds], run=Tools())
    with (
        packages.going_on(workshop),
        elsewhere(farm or named()[0], store or named()[1], priority=priority) as away,
        packages.site(workshop, workers) as here,
    ):
        site = replace(here, away=away)
        try:
            made = delivering.published(plan, site, keys, output.resolve(), str(film.resolve()))
            report = watching.watch(made, is_quiet=as_json)
        except MediaRefused:
            site.workshop.remove()  # the same film will be refused again
            raise
        if site.away:
            site.away.forget()
        site.workshop.remove()
    if as_json:
        paint.as_json(report)
    else:
        paint.report(report)
        size = f"{report.package.size_bytes:,} bytes"
        paint.screen.print(f"{output}: verified, {size}, {len(report.shots)} shots.")


def main(run: Callable[[], object] = app) -> None:
    """Run a command; turn every expected failure into one sentence and a code."""
    try:
        run()
    except MediaRefused as refusal:
        paint.sentence(str(refusal))
        sys.exit(2)
    except ToolFailed as broken:
        paint.sentence(str(broken))
        sys.exit(3)
    except OSError as trouble:
        paint.sentence(
            f"{trouble.strerror}: {trouble.filename}." if trouble.filename else str(trouble)
        )
        sys.exit(3)
    except NotSound as fault:
        paint.sentence(str(fault))
        sys.exit(4)
