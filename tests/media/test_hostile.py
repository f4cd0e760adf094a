"""Three hundred damaged films: each gives facts and findings, or one sentence; nothing else, and nothing stays behind."""

from __future__ import annotations

import os
import random
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from lanterne_media import qc
from lanterne_media.model import Limits, MediaRefused
from lanterne_media.probe import probe

FILMS = 300
TINY = {"picture": "testsrc2=s=64x48:r=10", "seconds": 0.6}
SEEDS = {
    "h264.mp4": ("-c:a", "aac"),
    "h265.mkv": ("-c:v", "libx265", "-x265-params", "log-level=none", "-c:a", "flac"),
    "vp9.webm": ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-c:a", "libopus"),
    "prores.mov": ("-c:v", "prores_ks", "-c:a", "pcm_s24le"),
    "mpeg2.mxf": ("-c:v", "mpeg2video", "-c:a", "pcm_s16le", "-r", "25", "-b:v", "300k"),
    "h264.ts": ("-c:a", "mp2"),
    "mpeg4.avi": ("-c:v", "mpeg4", "-c:a", "mp3"),
    "mpeg2.mpg": ("-c:v", "mpeg2video", "-c:a", "mp2", "-r", "25"),
}


def flip_bits(content, chance):
    for _ in range(chance.randint(1, 40)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return content


def flip_in_the_head(content, chance):
    for _ in range(chance.randint(1, 12)):
        content[chance.randrange(min(700, len(content)))] = chance.randrange(256)
    return content


def cut(content, chance):
    return content[: chance.randrange(1, len(content))]


def splice(content, chance):
    first, last = sorted(chance.randrange(len(content)) for _ in range(2))
    at = chance.randrange(len(content))
    return content[:at] + content[first:last] + content[at:]


def forget(content, chance):
    first = chance.randrange(len(content))
    del content[first : first + chance.randint(1, 3000)]
    return content


def blank(content, chance):
    first = chance.randrange(len(content))
    length = min(chance.randint(1, 4000), len(content) - first)
    content[first : first + length] = bytes(length)
    return content


MUTATIONS = (flip_bits, flip_in_the_head, cut, splice, forget, blank)


def damaged(seed, number):
    """The same damage for the same number, whatever the order of tests."""
    chance = random.Random(number)
    content = bytearray(seed)
    for mutation in chance.sample(MUTATIONS, chance.randint(1, 2)):
        content = mutation(content, chance)
    return bytes(content)


def children():
    found = set()
    for task in Path("/proc/self/task").iterdir():
        # A thread may end while it is looked at: it has no children then.
        with suppress(FileNotFoundError):
            found.update((task / "children").read_text().split())
    return found


def handles():
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.slow
def test_damaged_films_give_facts_or_a_sentence_and_leave_nothing_behind(tools, clip, tmp_path):
    seeds = [(name, clip(name, words=words, **TINY).read_bytes()) for name, words in SEEDS.items()]
    limits = Limits(memory_bytes=2**30, wall_seconds=20)

    def judge(number):
        name, seed = seeds[number % len(seeds)]
        film = tmp_path / f"{number}-{name}"
        film.write_bytes(damaged(seed, number))
        try:
            qc.inspect(probe(film, run=tools, limits=limits), run=tools)
        except MediaRefused as refused:
            return str(refused)
        finally:
            film.unlink()
        return ""

    before = children(), handles(), threading.active_count()
    with ThreadPoolExecutor(2) as two:
        fates = list(two.map(judge, range(FILMS)))
    assert (children(), handles(), threading.active_count()) == before
    sentences = [fate for fate in fates if fate]
    assert all(re.fullmatch(r"[A-Z][^\n]+\.", sentence) for sentence in sentences)
    # Both fates are common, so that the damage is neither too gentle nor too rough to find anything.
    assert (len(fates), 50 < len(sentences) < 250) == (FILMS, True)


def test_damage_depends_on_its_number_alone():
    seed = os.urandom(5000)
    assert [damaged(seed, n) for n in range(20)] == [damaged(seed, n) for n in range(20)]
    assert len({damaged(seed, n) for n in range(20)}) == 20
