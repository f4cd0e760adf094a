"""Which colour and dash stands for which rung: a colour a size, the same in every chart; a dash for its second rung."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lanterne_media.model import Codec, Dynamics, Ladder, Point, Rendition, Rung
from lanterne_media.report.canvas import DASHES, INKS

CODECS = {Codec.H264: "H.264", Codec.HEVC: "HEVC", Codec.AV1: "AV1"}


@dataclass(frozen=True, slots=True)
class Ink:
    """``place`` among the page's colours, which are told apart by colour-blind eyes too."""

    place: int
    dash: str | None = None

    @property
    def class_(self) -> str:
        return f"ink{self.place % INKS}"


def of_sizes(ladder: Ladder, renditions: Sequence[Rendition]) -> dict[int, Ink]:
    """By the pixels of a size, the largest first."""
    tried = {point.width * point.height for point in ladder.points}
    made = {made.rung.width * made.rung.height for made in renditions}
    return {pixels: Ink(n) for n, pixels in enumerate(sorted(tried | made, reverse=True))}


def of_rungs(renditions: Sequence[Rendition], sizes: dict[int, Ink]) -> list[Ink]:
    """Of each rendition of one version, best first."""
    found, met = [], dict[int, int]()
    for made in renditions:
        pixels = made.rung.width * made.rung.height
        turn = met.get(pixels, 0)
        met[pixels] = turn + 1
        found.append(Ink(sizes[pixels].place, DASHES[min(turn, len(DASHES) - 1)]))
    return found


def side(rung: Rung) -> str:
    """1080p, whichever way the picture is turned."""
    return f"{min(rung.width, rung.height)}p"


def version(of: Rung | Point) -> str:
    """AV1, or AV1 PQ where it is made for bright screens."""
    bright = "" if of.dynamics is Dynamics.SDR else f" {of.dynamics.upper()}"
    return f"{CODECS[of.codec]}{bright}"
