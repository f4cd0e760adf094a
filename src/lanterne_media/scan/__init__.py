"""How the lines of a film were scanned: measured on the picture, because flags are often wrong.

The first question is asked of a few stretches (``seen_in``), the last of every frame while the conformed copy is made
(``as_it_turned_out``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lanterne_media.model import FieldOrder, Finding, Mezzanine, Severity, VideoFacts
from lanterne_media.scan import measures
from lanterne_media.scan.cadence import Beat
from lanterne_media.scan.frames import (
    FASTEST_RATE,
    as_it_turned_out,
    conformed_rate,
    filters,
)
from lanterne_media.scan.measures import Seen
from lanterne_media.tools import Runner, ToolFailed

# A film of nothing but fields shows combs in each stretch that moves; a title or a fade, here and there.
COMBED, FEW = 0.8, 0.02
# So much of a film flagged progressive must be fields, before that is believed.
WORTH_IT = 0.2


def measured(film: Mezzanine, folder: Path, *, run: Runner) -> VideoFacts:
    """The film's picture with the field order that its lines show, and whether it is film that was pulled down.

    What is noted on the way is written into ``folder``, and not kept.
    """
    video = film.video
    if not measures.is_worth_a_look(video):
        return video
    seen = [_look(film, stretch, folder, run=run) for stretch in measures.stretches(video)]
    order = order_of(seen, video.field_order)
    is_film = order is not FieldOrder.PROGRESSIVE and is_pulled_down(seen)
    return replace(video, field_order=order, is_pulled_down=is_film)


def _look(film: Mezzanine, stretch: tuple[float, int], folder: Path, *, run: Runner) -> Seen:
    words = measures.command(film, *stretch, folder)
    try:
        said = run.run(words, reads=[Path(film.path)], writes=[folder]).stderr
    except ToolFailed as broken:
        if broken.says_nothing_of_the_file:
            raise
        # A damaged place tells little, and others are looked at; what was seen before it counts.
        said = broken.words
    return measures.read(said, folder)


def order_of(seen: list[Seen], flag: FieldOrder) -> FieldOrder:
    """The order that the stretches show together; the flag where they show too little."""
    told = [one for one in seen if one.is_telling]
    if not told:
        return flag
    top, bottom = sum(one.top for one in told), sum(one.bottom for one in told)
    combed = [one for one in told if one.combed >= COMBED * one.told]
    if flag is FieldOrder.PROGRESSIVE:
        sure = [one for one in combed if one.is_sure]
        is_fields = len(sure) >= WORTH_IT * len(told) and _agree(combed)
    else:
        is_fields = any(one.combed > FEW * one.told for one in told)
    if not is_fields:
        return FieldOrder.PROGRESSIVE
    return FieldOrder.TOP_FIRST if top >= bottom else FieldOrder.BOTTOM_FIRST


def _agree(seen: list[Seen]) -> bool:
    """Whether they are of one order: patterns that look like combs show now one and now the other."""
    top, bottom = sum(one.top for one in seen), sum(one.bottom for one in seen)
    return max(top, bottom) >= COMBED * (top + bottom) > 0


def is_pulled_down(seen: list[Seen]) -> bool:
    """Whether some stretch has the beat and the combs of film, and none that moves another beat."""
    return any(one.is_film for one in seen) and all(one.beat is not Beat.OTHER for one in seen)


def findings(flag: FieldOrder, video: VideoFacts) -> Iterator[Finding]:
    """What is told of a film that is not read as its flag says, or that was film before."""
    if video.field_order is not flag:
        names = {order: order.replace("_", " field ") for order in FieldOrder}
        told = f"The file is flagged {names[flag]}, but read as {names[video.field_order]}, as its lines show."
        values: dict[str, str | float] = {"flag": flag.value, "seen": video.field_order.value}
        yield Finding("field_order", Severity.WARNING, told, values=values)
    if video.is_pulled_down:
        rate = round(conformed_rate(video).value, 3)
        told = f"Film was spread over fields (telecine): its {rate:g} frames a second are put together again."
        yield Finding("telecine", Severity.NOTE, told, values={"rate": rate})


__all__ = [
    "FASTEST_RATE", "Seen", "as_it_turned_out", "conformed_rate", "filters", "findings", "is_pulled_down", "measured", "order_of",
]  # fmt: skip
