"""How the engine's values and events look in a terminal, and as JSON."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from lanterne_media.model import (
    Encoder,
    EncoderChosen,
    FilmJudged,
    Finding,
    Ladder,
    Mezzanine,
    Quality,
    Rate,
    Reason,
    Report,
    Shot,
    SoundFacts,
    to_json,
)

screen, words = Console(), Console(stderr=True)


def as_json(value: object) -> None:
    """Any engine value on standard output."""
    sys.stdout.buffer.write(to_json(value) + b"\n")
    sys.stdout.buffer.flush()


def sentence(text: str) -> None:
    """One sentence on standard error, whole, however long a path in it is."""
    words.print(text, markup=False, highlight=False, soft_wrap=True)


def lines(told: Sequence[str]) -> None:
    """Each on a line of its own on standard error."""
    for line in told:
        sentence(line)


def facts(found: Mapping[str, str]) -> None:
    """What is so, a line each."""
    for name, value in found.items():
        screen.print(f"{name}: {value}", markup=False, highlight=False, soft_wrap=True)


def chosen(told: EncoderChosen) -> str:
    """By what a codec is encoded."""
    by = f"{told.codec} is encoded by {told.encoder}"
    return f"{by}. {told.why}" if told.encoder is Encoder.SOFTWARE else f"{by}."


def mezzanine(film: Mezzanine) -> None:
    """A film's facts, a line a track."""
    video = film.video
    width, height = video.display_size
    table = _table("Track", "Facts")
    table.add_row("file", f"{film.container}, {film.duration:.3f} s, {film.size_bytes:,} bytes")
    look = f"{video.codec} {width}×{height}, {video.rate.value:.3f} fps"
    table.add_row("picture", f"{look}, {video.field_order}, {video.dynamics}")
    for sound in film.sounds:
        table.add_row("sound", _sound(sound))
    for out in film.left_out:
        table.add_row("left out", f"{_sound(out.sound)}: {_REASONS[out.reason]}")
    for text in film.captions:
        table.add_row("subtitles", f"{text.codec} {text.language}")
    screen.print(table)


def _sound(sound: SoundFacts) -> str:
    facts = f"{sound.codec} {sound.layout or sound.channels} {sound.language}"
    numbers = f" (tracks {sound.tracks[0]} to {sound.tracks[-1]}, one channel each)"
    return facts + numbers if sound.parts else facts


_REASONS = {
    Reason.CODEC: "we do not decode this",
    Reason.DAMAGE: "damaged",
}


def judged(found: FilmJudged, film: Mezzanine) -> None:
    """What quality control saw, and what rule sets say of it."""
    findings(found.findings, film.video.rate)
    verdicts(found)


def findings(found: Sequence[Finding], rate: Rate) -> None:
    """What quality control saw, with timecodes in hours, minutes, seconds and frames."""
    table = _table("Severity", "From", "To", "Finding")
    for one in found:
        start, end = (rate.timecode(at) if at is not None else "" for at in (one.start, one.end))
        # A sentence may hold a title that the film's maker wrote.
        table.add_row(one.severity, start, end, escape(one.sentence))
    screen.print(table if found else "Nothing found.")


def verdicts(found: FilmJudged | Report) -> None:
    """Each rule set's verdict with its grounds."""
    for verdict in found.verdicts:
        screen.print(f"\n[bold]{escape(verdict.title['en'])}[/]: {verdict.outcome.told}")
        if not verdict.grounds:
            continue
        table = _table("Verdict", "Reason", "What is so", "Source")
        for ground in verdict.grounds:
            words = (
                escape(ground.reason["en"]),
                escape(ground.told(found.findings)),
                escape(ground.source),
            )
            table.add_row(ground.outcome, *words)
        screen.print(table)


def shots(found: Sequence[Shot], rate: Rate) -> None:
    """Where shots begin."""
    table = _table("Shot", "First frame", "Frames", "From")
    for shot in found:
        first = _time(rate.seconds(shot.first))
        table.add_row(str(shot.index + 1), str(shot.first), str(shot.frames), first)
    screen.print(table)


def ladder(found: Ladder) -> None:
    """The rungs that trials led to."""
    table = _table("Codec", "Size", "Rate factor", "Preset")
    for rung in found.rungs:
        table.add_row(rung.codec, f"{rung.width}×{rung.height}", f"{rung.crf:g}", rung.preset)
    screen.print(table)


def report(found: Report) -> None:
    """The renditions of a publish in figures, and what quality control saw."""
    table = _table("Rendition", "Size", "kb/s", "peak", "VMAF", "harmonic", "1 %", "phone", "CPU s")
    for made in found.renditions:
        table.add_row(
            made.rung.codec,
            f"{made.rung.width}×{made.rung.height}",
            f"{made.average_bandwidth / 1000:.0f}",
            f"{made.peak_bandwidth / 1000:.0f}",
            *_scores(made.quality),
            f"{made.cpu_seconds:.1f}",
        )
    screen.print(table)
    findings(found.findings, found.mezzanine.video.rate)
    verdicts(found)


def vmaf(quality: Quality | None) -> str:
    """The mean, for a sentence."""
    return f"{quality.mean:.1f}" if quality else "not measured"


def _scores(quality: Quality | None) -> list[str]:
    if quality is None:
        return ["", "", "", ""]
    known = quality.mean, quality.harmonic_mean, quality.first_percentile, quality.phone
    return ["" if score is None else f"{score:.1f}" for score in known]


def _table(*heads: str) -> Table:
    table = Table(box=None, header_style="bold")
    for head in heads:
        table.add_column(head)
    return table


def _time(seconds: float | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes:02d}:{rest / 1000:06.3f}"
