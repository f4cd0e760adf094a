"""What goes through a film with its time: quality of every rung, and the bits of every shot; shots are marked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lanterne_media.model import Rendition, Shot, ShotResult
from lanterne_media.report.canvas import Plane, apart, path, plane, stairs
from lanterne_media.report.figures import bandwidth, clock, score, tick
from lanterne_media.report.inks import Ink, side
from lanterne_media.report.markup import Markup, tag

# Shots narrower than this are marked, but have no room for their numbers.
NUMBERED = 22.0
# In a longer film nobody could tell one from the next.
MOST_MARKED = 400


def quality(
    size: tuple[int, int],
    shots: Sequence[Shot],
    renditions: Sequence[Rendition],
    inks: Sequence[Ink],
) -> Markup:
    """VMAF of every rung of one version; below each line, down to the lowest frame of its stretch, a shade."""
    seconds = _seconds(renditions[0])
    lowest = min(min(made.course.lowest) for made in renditions if made.course)
    area = plane(size, (0.0, seconds), (max(0.0, 10 * (lowest // 10)), 100.0), room=150)
    lines = [_course(area, made, ink) for made, ink in zip(renditions, inks, strict=True)]
    ends = [area.y.at(made.course.mean[-1]) for made in renditions if made.course]
    words = [f"{side(made.rung)} · {bandwidth(made.average_bandwidth)}" for made in renditions]
    return area.drawn(
        "VMAF over time, one line a rung; shots are marked",
        _marks(area, shots, renditions[0]),
        area.grid(clock, lambda one: f"{one:.0f}", "VMAF"),
        *lines,
        *_labels(area, ends, words, inks),
    )


def bits(
    size: tuple[int, int],
    shots: Sequence[Shot],
    renditions: Sequence[Rendition],
    inks: Sequence[Ink],
) -> Markup:
    """Bits a second of every shot at every rung of one version; dotted, what one rate factor for all would have taken."""
    rate = renditions[0].rate
    of_all = [_rates(made, flat=flat) for made in renditions for flat in (False, True)]
    known = [value for values in of_all for value in values if value > 0]
    area = plane(
        size,
        (0.0, _seconds(renditions[0])),
        (min(known) * 0.8, max(known) * 1.25),
        room=150,
        logs="y",
    )
    edges = [area.x.at(rate.seconds(shot.first)) for shot in shots] + [area.x.end]
    parts = []
    for made, ink in zip(renditions, inks, strict=True):
        flat = _rates(made, flat=True)
        if all(flat):
            parts.append(
                path(stairs(edges, [area.y.at(one) for one in flat]), class_=f"flat {ink.class_}")
            )
        parts.append(_steps(area, edges, made, ink))
    ends = [area.y.at(_rates(made)[-1]) for made in renditions]
    words = [f"{side(made.rung)} · {bandwidth(made.average_bandwidth)}" for made in renditions]
    return area.drawn(
        "Bits a second of each shot, one line a rung",
        _marks(area, shots, renditions[0]),
        area.grid(clock, tick if area.is_wide else _short, "bits a second"),
        *parts,
        *_labels(area, ends, words, inks),
    )


def _short(bits_per_second: float) -> str:
    if bits_per_second >= 1e6:
        return f"{bits_per_second / 1e6:g}M"
    return f"{bits_per_second / 1e3:g}k"


def _seconds(made: Rendition) -> float:
    return made.rate.seconds(made.frames)


def _rates(made: Rendition, *, flat: bool = False) -> list[float]:
    return [_took(one, flat=flat) / made.rate.seconds(one.frames) for one in made.shots]


def _took(shot: ShotResult, *, flat: bool) -> float:
    return (shot.bits_at_one_factor or 0.0) if flat else shot.bits


def _steps(area: Plane, edges: Sequence[float], made: Rendition, ink: Ink) -> Markup:
    rates = _rates(made)
    line = path(stairs(edges, [area.y.at(one) for one in rates]), stroke_dasharray=ink.dash)
    sights = [
        tag("rect", tag("title", _said(made, shot, rate)), x=left, width=max(0.5, right - left),
            y=area.y.at(rate) - 6, height=12, class_="sight")
        for (left, right), shot, rate in zip(pairwise(edges), made.shots, rates, strict=True)
        if len(rates) <= MOST_MARKED
    ]  # fmt: skip
    return tag("g", line, *sights, class_=f"line {ink.class_}")


def _said(made: Rendition, shot: ShotResult, rate: float) -> str:
    reached = f", VMAF {score(shot.quality.mean)}" if shot.quality else ""
    factor = f", rate factor {shot.crf:g}" if shot.crf is not None else ""
    return f"Shot {shot.shot + 1} at {side(made.rung)}: {bandwidth(rate)}{reached}{factor}"


def _course(area: Plane, made: Rendition, ink: Ink) -> Markup:
    course = made.course
    if course is None:
        return Markup("")
    across = [area.x.at(made.rate.seconds(frame)) for frame in course.frames]
    mean = list(zip(across, map(area.y.at, course.mean), strict=True))
    low = list(zip(across, map(area.y.at, course.lowest), strict=True))
    shade = " ".join(f"{x:.1f},{y:.1f}" for x, y in [*mean, *reversed(low)])
    named = f"{made.rung.width}×{made.rung.height}, {bandwidth(made.average_bandwidth)}"
    worst = [
        tag("circle", tag("title", f"{named}: VMAF {score(one.vmaf)} at {clock(made.rate.seconds(one.frame))}"),
            cx=area.x.at(made.rate.seconds(one.frame)), cy=area.y.at(one.vmaf), r=3, class_="low")
        for one in course.worst
    ]  # fmt: skip
    return tag(
        "g",
        tag("title", named),
        tag("polygon", points=shade, class_="shade"),
        path(mean, stroke_dasharray=ink.dash),
        *worst,
        class_=f"line {ink.class_}",
    )


def _marks(area: Plane, shots: Sequence[Shot], made: Rendition) -> Markup:
    """Every other shot a little darker, and its number where there is room."""
    if len(shots) > MOST_MARKED:
        return Markup("")
    top, bottom = area.y.end, area.y.begin
    parts = []
    for shot in shots:
        left, right = (area.x.at(made.rate.seconds(frame)) for frame in (shot.first, shot.end))
        said = tag(
            "title",
            f"Shot {shot.index + 1}, {shot.frames} frames from {clock(made.rate.seconds(shot.first))}",
        )
        kind = "odd" if shot.index % 2 else "even"
        parts.append(
            tag("rect", said, x=left, y=top, width=max(0.0, right - left), height=bottom - top, class_=kind)
        )  # fmt: skip
        if right - left >= NUMBERED:
            middle = (left + right) / 2
            parts.append(tag("text", shot.index + 1, x=middle, y=top - 6, text_anchor="middle"))
    return tag("g", *parts, class_="shots")


def _labels(
    area: Plane, ends: Sequence[float], words: Sequence[str], inks: Sequence[Ink]
) -> list[Markup]:
    if not area.is_wide:
        return []
    places = apart(ends, 15, area.y.end, area.y.begin)
    return [
        tag("text", word, x=area.x.end + 8, y=place + 4, class_=f"label {ink.class_}")
        for word, place, ink in zip(words, places, inks, strict=True)
    ]
