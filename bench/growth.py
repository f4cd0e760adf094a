"""What a minute of film costs as films get longer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench import engine
from bench.engine import Cost, Wish
from bench.tables import Table
from bench.workers import published
from lanterne_media.model import POLICIES, Codec, Policy

MINUTES = (1.0, 5.0, 20.0)
BRIEF_MINUTES = (0.1, 0.2)
# Every shot is tried and learned from, as by the standard policy; only the encoder hurries.
POLICY: Policy = replace(
    POLICIES["standard"], codecs=(Codec.H264,), h264_preset="ultrafast",
    most_trial_sizes=2, trial_points=2, most_rungs=2, quality_every=17, has_first_light=False,
)  # fmt: skip
CODING = "-vf scale=320:180 -c:v libx264 -preset veryfast -crf 12 -g 48 -c:a aac -ac 2 -b:a 96k"


def tables(wish: Wish) -> Iterator[Table]:
    lengths = BRIEF_MINUTES if wish.is_brief else MINUTES
    # The shortest again at the end: between its two turns stands what the machine itself has changed.
    turns = [(minutes, _cost(wish, minutes)) for minutes in (*lengths, lengths[0])]
    yield Table(
        heading="What a minute of film costs as films get longer",
        columns=("length", "CPU a minute", "to the shortest", "wall a minute", "to the shortest "),
        rows=tuple(row(turn, turns[0]) for turn in turns),
        note=(
            "The demo film at 320x180, again and again, published clear from an empty workshop, one slot a core; policy standard in its "
            "steps, with H.264 ultrafast, two rungs and every seventeenth frame judged, so that it is the engine that "
            "is measured and not the encoder. The last row is the shortest film once more."
        ),
    )


def row(turn: tuple[float, Cost], shortest: tuple[float, Cost]) -> tuple[str, ...]:
    (minutes, cost), (least, first) = turn, shortest
    cpu, wall = cost.cpu / minutes, cost.wall / minutes
    return (
        f"{minutes:g} min",
        f"{cpu:.1f} s",
        f"{cpu / (first.cpu / least):.2f} ×",
        f"{wall:.1f} s",
        f"{wall / (first.wall / least):.2f} ×",
    )


def _cost(wish: Wish, minutes: float) -> Cost:
    _, cost = published(_film(wish, minutes), POLICY, 0)
    return cost


def _film(wish: Wish, minutes: float) -> Path:
    once = engine.made(wish.run, "small.mkv", engine.demo_film(), CODING)
    words = f"-t {60 * minutes:g} -c copy"
    return engine.made(wish.run, f"{minutes:g}.mkv", once, words, before="-stream_loop -1")
