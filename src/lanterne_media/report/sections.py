"""The parts of the page: each a heading, what it shows, and the same in figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from lanterne_media.model import Rendition, Report
from lanterne_media.report import curves_chart, inks, time_charts
from lanterne_media.report.canvas import NARROW, WIDE
from lanterne_media.report.figures import bandwidth, score, signed, size, timecode
from lanterne_media.report.inks import Ink, side, version
from lanterne_media.report.markup import Markup, jpeg, table, tag, together
from lanterne_media.report.worst import Pair, Worst

# What issue and engine promise of a shot: foretold within so many points.
NEAR = 0.7


@dataclass(frozen=True, slots=True)
class Set:
    """The renditions of one codec and one range of brightness, best first, with their colours."""

    name: str
    renditions: tuple[Rendition, ...]
    inks: tuple[Ink, ...]


def sets_of(report: Report) -> list[Set]:
    found, sizes = [], inks.of_sizes(report.ladder, report.renditions)
    for name in dict.fromkeys(version(made.rung) for made in report.renditions):
        own = [made for made in report.renditions if version(made.rung) == name]
        own.sort(key=lambda made: -made.average_bandwidth)
        found.append(Set(name, tuple(own), tuple(inks.of_rungs(own, sizes))))
    return found


def ladder(report: Report, sets: Sequence[Set]) -> Markup:
    sizes = inks.of_sizes(report.ladder, report.renditions)
    charts = [
        _chart(
            one.name,
            partial(
                curves_chart.draw,
                points=[point for point in report.ladder.points if version(point) == one.name],
                renditions=one.renditions,
                sizes=sizes,
            ),
        )
        for one in sets
    ]
    rows = [_rung_row(one, made) for one in sets for made in one.renditions]
    heads = (
        "Rung",
        "Average",
        "Peak",
        "VMAF mean",
        "harmonic",
        "1st percentile",
        "on a phone",
        "Rate factor",
        "Size",
    )
    points = [
        (f"{version(one)} {one.width}×{one.height}", bandwidth(one.bits_per_second), score(one.vmaf), f"{one.crf:g}")
        for one in report.ladder.points
    ]  # fmt: skip
    tried = table(
        "What the trials foretell", ("Size", "Bits a second", "VMAF", "Rate factor, mean"), points
    )
    return _section(
        "The ladder",
        "Thin lines: what the trials foretell of each size. Grey: their hull, which no mixture of sizes beats."
        " Large dots: the rungs that were chosen, where they came out; rings: where they had been foretold."
        f" Judged by VMAF {report.policy.vmaf}, and once more as on a phone's screen. {_drawn(report)}",
        *charts,
        table("Rungs", heads, rows),
        _folded("The points in figures", tried),
    )


def _drawn(report: Report) -> str:
    """Of rungs without their grain, what their scores do not know."""
    if not any(made.rung.grain for made in report.renditions):
        return ""
    return "AV1's grain is drawn by the player; its scores are those of the picture under it, held against the film without grain."


def _rung_row(own: Set, made: Rendition) -> tuple[object, ...]:
    quality = made.quality
    scores = (
        (quality.mean, quality.harmonic_mean, quality.first_percentile, quality.phone)
        if quality
        else (None,) * 4
    )
    return (
        _swatch(own, made, f"{own.name} {made.rung.width}×{made.rung.height}"),
        bandwidth(made.average_bandwidth),
        bandwidth(made.peak_bandwidth),
        *map(score, scores),
        f"{made.rung.crf:g}",
        size(made.bits / 8),
    )


def _swatch(own: Set, made: Rendition, name: str) -> Markup:
    ink = own.inks[own.renditions.index(made)]
    line = tag("line", x1=1, x2=25, y1=5, y2=5, stroke_dasharray=ink.dash)
    return together(
        (
            tag(
                "svg", line, class_=f"swatch {ink.class_}", width=26, height=10, aria_hidden="true"
            ),
            name,
        )
    )


def quality(report: Report, sets: Sequence[Set]) -> Markup:
    charts = [
        _chart(one.name, partial(time_charts.quality, shots=report.shots, renditions=one.renditions, inks=one.inks))
        for one in sets
        if all(made.course for made in one.renditions)
    ]  # fmt: skip
    names, rows = _by_shot(report, sets, lambda made, place: score(_vmaf(made, place)))
    return _section(
        "Quality over time",
        "VMAF of the judged frames (one of every "
        f"{report.policy.quality_every}): the mean of each stretch, shaded down to its lowest frame. Dots: the worst"
        " moments of each rung. Bands and numbers are shots.",
        *(
            charts
            or [tag("p", "This report was written before its frames were kept.", class_="quiet")]
        ),
        _folded("Every shot in figures", table("VMAF of each shot, mean", names, rows)),
    )


def bits(report: Report, sets: Sequence[Set]) -> Markup:
    charts = [
        _chart(one.name, partial(time_charts.bits, shots=report.shots, renditions=one.renditions, inks=one.inks))
        for one in sets
        if all(len(made.shots) == len(report.shots) for made in one.renditions)
    ]  # fmt: skip
    names, rows = _by_shot(report, sets, _rate)
    return _section(
        "Bits of each shot",
        f"What each shot takes at each rung. Dotted: what one rate factor for all shots would have given it at the same"
        f" mean quality, as the trials foretell. {saved(report)}",
        *charts,
        _folded("Every shot in figures", table("Bits a second of each shot", names, rows)),
    )


def saved(report: Report) -> str:
    """What sharing bits saved, in a sentence; empty where nothing was tried."""
    shots = [shot for made in report.renditions for shot in made.shots]
    if not shots or any(shot.bits_at_one_factor is None for shot in shots):
        return ""
    took = sum(shot.bits for shot in shots)
    flat = sum(shot.bits_at_one_factor or 0.0 for shot in shots)
    word = "saved" if flat >= took else "cost"
    share = signed(100 * (took - flat) / flat)
    return (
        f"Sharing bits among shots {word} {size(abs(flat - took) / 8)} of {size(flat / 8)} ({share} %), as the trials"
        " foretell it."
    )


def _by_shot(
    report: Report, sets: Sequence[Set], figure: Callable[[Rendition, int], str]
) -> tuple[list[str], Iterator[list[str]]]:
    made = [(one, rendition) for one in sets for rendition in one.renditions]
    names = [f"{one.name} {side(of.rung)}, {bandwidth(of.average_bandwidth)}" for one, of in made]
    rate = report.renditions[0].rate
    rows = (
        [f"{shot.index + 1} · {timecode(shot.first, rate)}", *(figure(of, n) for _, of in made)]
        for n, shot in enumerate(report.shots)
    )
    return ["Shot, from", *names], rows


def _vmaf(made: Rendition, place: int) -> float | None:
    found = made.shots[place : place + 1]
    return found[0].quality.mean if found and found[0].quality else None


def _rate(made: Rendition, place: int) -> str:
    found = made.shots[place : place + 1]
    return bandwidth(found[0].bits / made.rate.seconds(found[0].frames)) if found else "–"


def foretold(sets: Sequence[Set]) -> Markup:
    """How near the prediction of each shot came to what was reached."""
    rows = [_foretold_row(one, made) for one in sets for made in one.renditions]
    heads = ("Rung", "Foretold", "Reached", "Difference", f"Shots within ±{NEAR}", "Furthest shot")
    return _section(
        "Foretold and reached",
        "VMAF as it was foretold when each shot's rate factor was chosen, and as it was measured afterwards.",
        table("Mean VMAF of each rung, foretold and reached", heads, [row for row in rows if row]),
    )


def _foretold_row(own: Set, made: Rendition) -> tuple[object, ...] | None:
    known = [(one.frames, one.foretold, one.quality.mean, one.shot) for one in made.shots
             if one.foretold is not None and one.quality]  # fmt: skip
    if not known:
        return None
    frames = sum(one[0] for one in known)
    told, came = (sum(one[0] * one[n] for one in known) / frames for n in (1, 2))
    near = sum(abs(one[2] - one[1]) <= NEAR for one in known)
    far = max(known, key=lambda one: abs(one[2] - one[1]))
    return (
        _swatch(own, made, f"{own.name} {side(made.rung)}, {bandwidth(made.average_bandwidth)}"),
        score(told),
        score(came),
        signed(came - told),
        f"{near} of {len(known)}",
        f"{signed(far[2] - far[1])} (shot {far[3] + 1})",
    )


def worst(found: Worst, report: Report) -> Markup:
    of = found.of
    named = f"{version(of.rung)} {side(of.rung)} at {bandwidth(of.average_bandwidth)}" if of else ""
    if not found.pairs:
        return _section("The worst moments", found.why)
    return _section(
        "The worst moments",
        f"The lowest of the judged frames of the best rung, {named}. Left the film, right what viewers get.",
        *(_pair(one, report) for one in found.pairs),
    )


def _pair(pair: Pair, report: Report) -> Markup:
    rate, frame = report.renditions[0].rate, pair.moment.frame
    shot = next((one.index + 1 for one in report.shots if one.first <= frame < one.end), 0)
    when = f"{timecode(frame, rate)}, shot {shot}"
    return tag(
        "figure",
        tag("div",
            tag("img", src=jpeg(pair.source), alt=f"The film at {when}"),
            tag("img", src=jpeg(pair.rendition), alt=f"The rendition at {when}"),
            class_="pair"),
        tag("figcaption", tag("strong", f"VMAF {score(pair.moment.vmaf)}"), f" · {when} · frame {frame}"),
    )  # fmt: skip


def _chart(name: str, draw: Callable[[tuple[int, int]], Markup]) -> Markup:
    return tag("figure", tag("figcaption", name), draw(WIDE), draw(NARROW), class_="chart")


def _section(name: str, said: str, *parts: Markup) -> Markup:
    return tag("section", tag("h2", name), tag("p", said, class_="said"), *parts)


def _folded(name: str, *parts: Markup) -> Markup:
    return tag("details", tag("summary", name), *parts)


__all__ = ["Set", "bits", "foretold", "ladder", "quality", "saved", "sets_of", "worst"]
