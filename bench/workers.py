"""Two workers against one: the same film published twice from nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench import engine
from bench.engine import Cost, Wish
from bench.tables import Table, seconds
from lanterne_media import pipeline
from lanterne_media.model import POLICIES, Codec, Policy

# A whole film of ten minutes by the standard policy takes a day on two cores.
POLICY: Policy = replace(POLICIES["swift"], codecs=(Codec.H264,), has_first_light=False)


def tables(wish: Wish) -> Iterator[Table]:
    yield Table(
        heading="Two workers against one",
        columns=(
            "film", "length", "one worker", "two workers", "faster",
            "cores, one worker", "cores, two workers", "CPU, two to one",
        ),
        rows=tuple(_compared(film) for film in _films(wish)),
        note=(
            f"`lanterne-media publish FILM OUT --clear --policy {POLICY.name} --codecs h264 --workers N` without the first "
            "light, from probe to verified package, into an empty workshop. Cores: processor time to time on the wall; a worker's "
            "ffmpeg decodes beside its encoder, so that one worker may take more than one core where nothing else wants it."
        ),
    )  # fmt: skip


def _films(wish: Wish) -> list[Path]:
    """The whole of each film that was named, else the whole demo film."""
    if not wish.is_brief:
        return list(wish.films or (engine.demo_film(),))
    words = f"-t {engine.BRIEF_SECONDS} -vf {engine.SMALL} -c:a copy"
    return [engine.made(wish.run, f"{one.stem}-brief.mp4", one, words) for one in wish.clips()]


def _compared(film: Path) -> tuple[str, ...]:
    (length, one), (_, two) = published(film, POLICY, 1), published(film, POLICY, 2)
    return (
        film.stem,
        seconds(length),
        seconds(one.wall),
        seconds(two.wall),
        f"{one.wall / two.wall:.2f} ×",
        f"{one.cores:.2f}",
        f"{two.cores:.2f}",
        f"{two.cpu / one.cpu:.2f} ×",
    )


def published(film: Path, policy: Policy, slots: int) -> tuple[float, Cost]:
    """How long the film is, and what it costs to publish it from nothing with so many workers."""
    with engine.site(slots) as site, engine.costing() as cost:
        plan = pipeline.plan(film.resolve(), policy, run=site.run)
        deque(pipeline.execute(plan, site, None), maxlen=0)
    return plan.mezzanine.duration, cost
