"""Publish: from the accepted upload to the first picture and to the whole ladder."""

from __future__ import annotations

from typing import Any

from bench import published
from bench.run import Run
from bench.tables import Table, ratio, seconds

# The same clip length and size on the same kind of machine; their product, measured by us in November 2026.
PEER = "a well-known Django peer"
PEER_FIRST, PEER_WHOLE = 66.0, 77.0
_STAGE_WORDS = {"first_light": "first light", "qc": "quality control", "package": "package, verify"}


def tables(run: Run) -> list[Table]:
    both = published.whole(run)
    alone = run.inside("publish", "h264", clip=str(published.clip(run)), policy="swift-h264")
    return [_times(both, alone), _stages(both)]


def _times(both: Any, alone: Any) -> Table:
    ways = (("H.264 and AV1", both), ("H.264 alone", alone))
    rows = [_row(name, timing) for name, timing in ways]
    peer = (PEER, seconds(PEER_FIRST), "1 ×", seconds(PEER_WHOLE), "1 ×", "–", "–", "–")
    return Table(
        heading="Publish: 10 s of 1080p",
        columns=("", "first stream", "peer takes", "whole ladder", "peer takes", "CPU", "rungs", "best VMAF"),
        rows=(*rows, peer),
        note=(
            "Seconds from the accepted upload to verified, encrypted streams, policy `swift`, worker already running. "
            "The peer's row was measured by us on two such cores, 2026-11; it is not repeated by this command."
        ),
    )  # fmt: skip


def _row(name: str, timing: Any) -> tuple[str, ...]:
    return (
        name,
        seconds(timing["first"]),
        ratio(PEER_FIRST, timing["first"]),
        seconds(timing["whole"]),
        ratio(PEER_WHOLE, timing["whole"]),
        seconds(timing["cpu"]),
        str(timing["rungs"]),
        f"{timing['best_vmaf']:.1f}" if timing["best_vmaf"] else "–",
    )


def _stages(timing: Any) -> Table:
    rows = tuple(
        (
            _STAGE_WORDS.get(stage["name"], stage["name"]),
            seconds(stage["begins"]),
            seconds(stage["ends"]),
            seconds(stage["ends"] - stage["begins"]),
            seconds(stage["cpu"]),
            str(stage["units"]),
        )
        for stage in sorted(timing["stages"], key=lambda one: one["begins"])
    )
    return Table(
        heading="Publish: where the time goes (H.264 and AV1)",
        columns=("stage", "begins", "ends", "lasts", "tools' CPU", "units"),
        rows=rows,
        note=(
            "Stages overlap where they do not need each other; ends are seen by looking ten times a second. "
            "A join says again what its pieces had cost; 0.0 s is a stage that does not say what its tools cost."
        ),
    )
