"""Two workers against one, here and on a farm, beside what the machine itself makes of a second encoder."""

from __future__ import annotations

import tempfile
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from bench import engine, farm
from bench.engine import Cost, Wish
from bench.run import PartFailed
from bench.tables import Table, seconds
from lanterne_media import pipeline
from lanterne_media.model import POLICIES, Codec, Policy
from lanterne_media.tools import Tools

# Seconds of film that show what a second encoder brings.
ALONE = 30
# A whole film of ten minutes by the standard policy takes a day on two cores.
POLICY: Policy = replace(POLICIES["swift"], codecs=(Codec.H264,), has_first_light=False)


COLUMNS = (
    "film", "length", "workers", "one", "two", "faster", "cores, one", "cores, two", "CPU, two to one",
)  # fmt: skip


def tables(wish: Wish) -> Iterator[Table]:
    films = _films(wish)
    yield Table(
        heading="Two workers against one",
        columns=COLUMNS,
        rows=tuple(row for film in films for row in _here(film)),
        note=(
            f"`lanterne-media publish FILM OUT --clear --policy {POLICY.name} --codecs h264 --workers N` without the first "
            "light, from probe to verified package, into an empty workshop. Cores: processor time to time on the wall; a worker's "
            "ffmpeg decodes beside its encoder, so that one worker may take more than one core where nothing else wants it. "
            f"The encoder alone: x264 on the film's first {ALONE} s with one thread, twice one after the other and two at "
            "once, without anything of ours: more than that no way of sharing work can bring here."
        ),
    )
    yield Table(
        heading="Two workers of a farm against one",
        columns=COLUMNS,
        rows=tuple(_far(film) for film in films),
        note=(
            "Workers of one slot, with S3 between them and the driver; on one machine all share its cores, so it can be no "
            "faster than slots, and shows what the way costs."
        ),
    )


def _films(wish: Wish) -> list[Path]:
    """The whole of each film that was named, else the whole demo film."""
    if not wish.is_brief:
        return list(wish.films or (engine.demo_film(),))
    words = f"-t {engine.BRIEF_SECONDS} -vf {engine.SMALL} -c:a copy"
    return [engine.made(wish.run, f"{one.stem}-brief.mp4", one, words) for one in wish.clips()]


def _here(film: Path) -> Iterator[tuple[str, ...]]:
    """One slot of this machine beside two, and what the encoder alone makes of two cores."""
    (length, one), (_, two) = published(film, POLICY, 1), published(film, POLICY, 2)
    named = film.stem, seconds(length)
    yield (
        *named,
        "slots here",
        *_faster(one.wall, two.wall),
        f"{one.cores:.2f}",
        f"{two.cores:.2f}",
        f"{two.cpu / one.cpu:.2f} ×",
    )
    alone = _faster(2 * encoded(film, 1), encoded(film, 2))
    yield (*named, "the encoder alone", *alone, "–", "–", "–")


def _far(film: Path) -> tuple[str, ...]:
    faster = _faster(placed(film, 1), placed(film, 2))
    return film.stem, "–", "of a farm", *faster, "–", "–", "–"


def _faster(one: float, two: float) -> tuple[str, str, str]:
    return seconds(one), seconds(two), f"{one / two:.2f} ×"


def published(film: Path, policy: Policy, slots: int) -> tuple[float, Cost]:
    """How long the film is, and what it costs to publish it from nothing with so many workers."""
    with engine.site(slots) as site, engine.costing() as cost:
        plan = pipeline.plan(film.resolve(), policy, run=site.run)
        deque(pipeline.execute(plan, site, None), maxlen=0)
    return plan.mezzanine.duration, cost


def placed(film: Path, workers: int) -> float:
    """Seconds that a publish takes on a farm of so many workers, where the driver has as many slots for its own part."""
    with tempfile.TemporaryDirectory(prefix="lanterne-workers-") as name:
        folder = Path(name)
        with farm.standing(folder, workers=workers) as standing:
            standing.wait_for_workers()
            words = ["publish", str(film.resolve()), str(folder / "out"), "--clear", "--json"]
            words += ["--policy", POLICY.name, "--codecs", "h264", "--workers", str(workers)]
            words += ["--farm", standing.address, "--store", "s3://work"]
            return _timed(standing.driver(words, folder / "driver.log"))


def encoded(film: Path, times: int) -> float:
    """Seconds that so many encoders of one thread take, all begun at once."""
    words = ["ffmpeg", "-v", "error", "-nostdin", "-threads", "1", "-i", f"file:{film.resolve()}"]
    words += ["-t", str(ALONE), "-an", "-c:v", "libx264", "-threads", "1", "-f", "null", "-"]
    tools = Tools()
    began = time.monotonic()
    with ThreadPoolExecutor(times) as pool:
        deque(pool.map(lambda _: tools.run(words, reads=[film.resolve()]), range(times)), maxlen=0)
    return time.monotonic() - began


def _timed(process: farm.Process) -> float:
    """Seconds from its start to its end; raise with its last words when it fails."""
    began = time.monotonic()
    process.start()
    try:
        while process.code is None:
            time.sleep(0.02)
    finally:
        process.kill()
    if process.code:
        raise PartFailed(process.log.read_text(errors="replace")[-2000:])
    return time.monotonic() - began
