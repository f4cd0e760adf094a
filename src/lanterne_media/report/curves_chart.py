"""The points that the trials foretell, by size, with their hull; and the rungs that were chosen, as they came out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from lanterne_media.model import Point, Rendition
from lanterne_media.report.canvas import Plane, apart, path, plane
from lanterne_media.report.figures import bandwidth, score, tick
from lanterne_media.report.inks import Ink, side
from lanterne_media.report.markup import Markup, tag


def draw(
    size: tuple[int, int],
    points: Sequence[Point],
    renditions: Sequence[Rendition],
    sizes: dict[int, Ink],
) -> Markup:
    """Of one version."""
    rates = [point.bits_per_second for point in points]
    rates += [made.average_bandwidth for made in renditions]
    scores = [point.vmaf for point in points] + [_mean(made) for made in renditions]
    across, up = (min(rates) * 0.85, max(rates) * 1.15), (max(0.0, min(scores) - 4), 100.0)
    area = plane(size, across, up, logs="x", room=64)
    best = hull(points)
    parts = [
        area.grid(tick, lambda one: f"{one:.0f}", "VMAF, mean"),
        path(_places(area, best), class_="hull"),
        *(_curve(area, group, sizes) for group in _by_size(points)),
        *_rungs(area, renditions, sizes),
    ]
    return area.drawn(
        "Quality over bits: one line a size, their hull, and the rungs chosen", *parts
    )


def hull(points: Sequence[Point]) -> list[Point]:
    """The points that no mixture of others beats: no slope to the right is steeper than one to its left."""
    found: list[Point] = []
    for point in sorted(points, key=lambda one: (one.bits_per_second, -one.vmaf)):
        if found and point.vmaf <= found[-1].vmaf:
            continue
        while len(found) > 1 and _slope(found[-2], found[-1]) <= _slope(found[-1], point):
            found.pop()
        found.append(point)
    return found


def _slope(left: Point, right: Point) -> float:
    return (right.vmaf - left.vmaf) / max(1e-9, right.bits_per_second - left.bits_per_second)


def _by_size(points: Sequence[Point]) -> list[list[Point]]:
    ordered = sorted(points, key=lambda one: (-_pixels(one), one.bits_per_second))
    return [list(group) for _, group in groupby(ordered, _pixels)]


def _pixels(point: Point) -> int:
    return point.width * point.height


def _curve(area: Plane, points: Sequence[Point], sizes: dict[int, Ink]) -> Markup:
    ink = sizes[points[0].width * points[0].height]
    dots = [
        tag(
            "circle",
            tag("title", f"{one.width}×{one.height}, {bandwidth(one.bits_per_second)}, VMAF {score(one.vmaf)}"
                f" foretold, rate factor {one.crf:g} on average"),
            cx=x, cy=y, r=2.5,
        )
        for one, (x, y) in zip(points, _places(area, points), strict=True)
    ]  # fmt: skip
    x, y = _places(area, points)[-1]
    named = f"{min(points[0].width, points[0].height)}p"
    beside = (
        {"x": x + 8, "y": y + 4} if area.is_wide else {"x": x, "y": y + 16, "text_anchor": "end"}
    )
    label = tag("text", named, class_="label", **beside)
    line = path(_places(area, points))
    return tag("g", line, *dots, label, class_=f"curve {ink.class_}")


def _places(area: Plane, points: Sequence[Point]) -> list[tuple[float, float]]:
    return [(area.x.at(one.bits_per_second), area.y.at(one.vmaf)) for one in points]


def _rungs(area: Plane, renditions: Sequence[Rendition], sizes: dict[int, Ink]) -> list[Markup]:
    heights = [area.y.at(_mean(made)) for made in renditions]
    words = apart([height - 12 for height in heights], 15, area.y.end, area.y.begin)
    return [
        _rung(area, made, sizes[made.rung.width * made.rung.height], y, word)
        for made, y, word in zip(renditions, heights, words, strict=True)
    ]


def _rung(area: Plane, made: Rendition, ink: Ink, y: float, word: float) -> Markup:
    x = area.x.at(made.average_bandwidth)
    named = f"{side(made.rung)} · {bandwidth(made.average_bandwidth)} · {score(_mean(made))}"
    said = (
        f"Rung {made.rung.width}×{made.rung.height}: {bandwidth(made.average_bandwidth)},"
        f" VMAF {score(_mean(made))} reached, {score(foretold(made))} foretold"
    )
    label = named if area.is_wide else side(made.rung)
    at_left = x > area.x.begin + (200 if area.is_wide else 60)
    told = foretold(made)
    meant = [] if told is None else [
        tag("line", x1=x, x2=x, y1=area.y.at(told), y2=y),
        tag("circle", cx=x, cy=area.y.at(told), r=4, class_="meant"),
    ]  # fmt: skip
    return tag(
        "g",
        tag("title", said),
        *meant,
        tag("circle", cx=x, cy=y, r=7),
        tag("text", label, x=x - 13 if at_left else x + 13, y=word + 4,
            text_anchor="end" if at_left else "start"),
        class_=f"rung {ink.class_}", tabindex=0, role="img", aria_label=said,
    )  # fmt: skip


def foretold(made: Rendition) -> float | None:
    """The mean VMAF that its shots' aims promised; ``None`` where one of them promised nothing."""
    told = [shot.foretold for shot in made.shots if shot.foretold is not None]
    if not told or len(told) < len(made.shots):
        return None
    frames = [shot.frames for shot in made.shots]
    return sum(one * count for one, count in zip(told, frames, strict=True)) / sum(frames)


def _mean(made: Rendition) -> float:
    return made.quality.mean if made.quality else 0.0
