"""The pictures of docs/engine.md, drawn from what the engine does with ten seconds of the demo film.

``python -m bench.pictures [FILM]``
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench import engine, published
from bench.run import ROOT, Run
from lanterne_media import encode, pipeline, quality
from lanterne_media.answers import HABITS, vmaf_of
from lanterne_media.model import POLICIES, Codec, Rendition, Rung, Shot, Trial
from lanterne_media.pipeline import picture, renditions, trials
from lanterne_media.pipeline.desk import Desk
from lanterne_media.quality import Comparison
from lanterne_media.reference import plate, plate_of, smaller
from lanterne_media.report import curves_chart, inks, time_charts
from lanterne_media.report.canvas import WIDE, path, plane
from lanterne_media.report.markup import Markup, tag

PLACE = ROOT / "docs" / "pictures"
TRIED, HEIGHTS = (22.0, 34.0), (1080, 720, 432)
FACTORS = tuple(map(float, range(16, 41, 4)))
STYLE = """
svg { background: #fff; font: 13px system-ui, sans-serif; }
text { fill: #555; } polyline { fill: none; }
.grid line { stroke: #ddd; } .grid .base { stroke: #888; } .grid .unit { font-weight: 600; }
.ink0 { --ink: #0072b2; } .ink1 { --ink: #c85a00; } .ink2 { --ink: #00805f; } .ink3 { --ink: #a0438f; }
.ink4 { --ink: #6b6b00; }
.curve polyline, polyline.line, .line polyline { stroke: var(--ink); stroke-width: 1.5; } .curve circle { fill: var(--ink); }
.hull { stroke: #ddd; stroke-width: 9; } .label { fill: var(--ink); font-weight: 600; }
.rung circle { fill: var(--ink); stroke: #fff; stroke-width: 2; } .rung line { stroke: var(--ink); stroke-dasharray: 2 2; }
.rung .meant, .seen { fill: #fff; stroke: var(--ink); stroke-width: 2; } .told { fill: var(--ink); }
.rung text { fill: #111; font-weight: 600; paint-order: stroke; stroke: #fff; stroke-width: 4px; }
.shots .even, .sight { fill: transparent; } .shots .odd { fill: #f5f2ec; }
.flat { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 1 4; }
"""


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="lanterne-pictures-") as folder, engine.site() as site:
        film = (
            Path(sys.argv[1]) if sys.argv[1:] else published.clip(Run(Path(folder), is_brief=False))
        )
        chosen = replace(POLICIES["standard"], codecs=(Codec.H264,), has_first_light=False)
        plan = pipeline.plan(film.resolve(), chosen, run=site.run)
        desk = Desk(engine.ended(picture.find_reference(plan, site))[0], chosen, site)
        (_, cuts, _), _ = engine.ended(picture.look(plan, desk))
        _keep("engine-habit", _habit(desk, cuts[len(cuts) // 2], Path(folder)))
        found, _ = engine.ended(trials.ladder_of(desk, cuts))
        made, _ = engine.ended(renditions.encode_film(desk, cuts, found))
        sizes = inks.of_sizes(found, made)
        _keep("engine-ladder", curves_chart.draw(WIDE, found.points, made, sizes))
        _keep("engine-shots", _bits(cuts, made, sizes))
    return 0


def _keep(name: str, drawn: Markup) -> None:
    head, rest = drawn[:4], drawn[4:]
    whole = f'{head} xmlns="http://www.w3.org/2000/svg"{rest}'
    (PLACE / f"{name}.svg").write_text(whole.replace(">", f"><style>{STYLE}</style>", 1) + "\n")


def _habit(desk: Desk, shot: Shot, folder: Path) -> Markup:
    """VMAF over the rate factor: what two trials tell of a line, and what was measured beside it."""
    frames = desk.rate.frames(desk.policy.trial_seconds)
    piece = Shot(shot.index, shot.first + (shot.frames - frames) // 2, frames)
    file = folder / plate(desk.reference, piece, folder, run=desk.site.run)
    reference = plate_of(desk.reference, piece, str(file))
    area = plane(WIDE, (FACTORS[0] - 1, FACTORS[-1] + 1), (0.0, 100.0), room=90)
    parts = [area.grid(lambda one: f"{one:.0f}", lambda one: f"{one:.0f}", "VMAF")]
    for place, height in enumerate(HEIGHTS):
        size = smaller(desk.reference.video, height)
        rungs = [
            Rung(Codec.H264, *size, crf, desk.policy.h264_preset)
            for crf in sorted({*FACTORS, *TRIED})
        ]
        known = _measured(desk, Desk(reference, desk.policy, desk.site), rungs, folder)
        line = vmaf_of([one for one in known if one.crf in TRIED])
        at = list(zip(HABITS[Codec.H264].all, line, strict=True))
        places = [(area.x.at(float(crf)), area.y.at(float(vmaf))) for crf, vmaf in at]
        dots = [
            tag("circle", cx=area.x.at(one.crf), cy=area.y.at(one.vmaf), r=4.5,
                class_="told" if one.crf in TRIED else "seen")
            for one in known
        ]  # fmt: skip
        end = places[-1]
        label = tag("text", f"{height}p", x=end[0] + 8, y=end[1] + 4, class_="label")
        parts.append(tag("g", path(places, class_="line"), *dots, label, class_=f"ink{place}"))
    return area.drawn("Quality over the rate factor at three sizes", *parts)


def _measured(desk: Desk, bench: Desk, rungs: Sequence[Rung], folder: Path) -> list[Trial]:
    whole = Shot(0, 0, bench.reference.frames)
    takes = [bench.take(bench.reference, whole, rung) for rung in rungs]
    made = encode.encode_trials(takes, folder, run=desk.site.run)
    files = tuple(folder / one.file for one in made)
    scores = quality.measure(
        Comparison(bench.reference, whole, files, 1), folder, run=desk.site.run
    )
    return [
        Trial(0, rung.codec, rung.width, rung.height, rung.crf, rung.preset, one.bits,
              float(np.mean(judged.frames)))
        for rung, one, judged in zip(rungs, made, scores, strict=True)
    ]  # fmt: skip


def _bits(cuts: Sequence[Shot], made: Sequence[Rendition], sizes: dict[int, inks.Ink]) -> Markup:
    return time_charts.bits(WIDE, cuts, made, inks.of_rungs(made, sizes))


if __name__ == "__main__":
    sys.exit(main())
