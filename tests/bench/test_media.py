"""Comparisons of the engine: what they compute, and that those that need no network work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench import engine, growth, media, memory, workers
from bench.engine import Cost, Wish
from bench.rivals import av1an, guest, streamer
from bench.rivals.av1an import Outcome
from bench.run import ROOT, PartFailed, Run
from lanterne_media import encode
from lanterne_media.model import Codec
from lanterne_media.tools import Tools, binary


def test_bits_at_a_quality_between_two_encodes():
    one, other = Outcome(1_000_000, 92.0, Cost()), Outcome(4_000_000, 94.0, Cost())
    assert av1an.bits_at(93.0, one, other) == pytest.approx(2_000_000)


def test_bits_at_a_quality_beyond_both_encodes():
    one, other = Outcome(1_000_000, 92.0, Cost()), Outcome(2_000_000, 93.0, Cost())
    assert av1an.bits_at(94.0, one, other) == pytest.approx(4_000_000)


def test_a_rung_that_took_twice_the_bits_is_aimed_six_steps_lower():
    aimed = streamer.nearer({720: 23.0, 360: 23.0}, {720: 2000, 360: 500}, {720: 1000, 360: 1000})
    assert aimed == {720: 29.0, 360: 17.0}


def test_a_rate_factor_stays_one_that_the_encoder_knows():
    assert streamer.nearer({360: 23.0}, {360: 1}, {360: 1000}) == {360: 1.0}


def test_cores_at_work_are_processor_time_to_time():
    assert Cost(wall=4.0, cpu=6.0).cores == 1.5


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("ffmpeg -i a -c:v libx264 a.mp4", "H.264 encode"),
        ("ffmpeg -i a -c:v libsvtav1 a.mp4 -c:v libsvtav1 b.mp4", "2 × AV1 encode"),
        ("ffmpeg -i a -c:v libx265 a.mp4", "HEVC encode"),
        ("ffmpeg -filter_complex [a][b]libvmaf=n_threads=1", "measuring"),
        ("ffprobe a.mp4", "ffprobe"),
    ],
)
def test_the_hungriest_tool_has_a_name(command, words):
    assert memory.kind(command.split()) == words


def test_a_cost_is_told_for_each_minute():
    minute, five = (1.0, Cost(wall=10.0, cpu=20.0)), (5.0, Cost(wall=100.0, cpu=95.0))
    assert growth.row(five, minute) == ("5 min", "19.0 s", "0.95 ×", "20.0 s", "2.00 ×")


def test_every_codec_has_its_grid():
    assert set(media.GRID) == set(Codec)


def test_words_are_sections_or_films():
    assert media.sorted_words(["growth", "a.mov", "ladder"]) == (["growth", "ladder"], [Path("a.mov")])  # fmt: skip


def test_options_may_stand_between_sections_and_films():
    wish = media.wished(["growth", "--codecs", "av1", "a.mov"])
    assert (wish.word, wish.codecs) == (["growth", "a.mov"], "av1")


def test_without_a_section_all_are_measured():
    assert media.sorted_words([])[0] == ["ladder", "rivals", "workers", "memory", "growth"]


def test_a_rival_that_fails_is_quoted(tmp_path):
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    rival = tmp_path / "venv" / "bin" / "rival"
    rival.write_text("#!/bin/sh\necho no room for $1\nexit 3\n")
    rival.chmod(0o755)
    with pytest.raises(PartFailed, match="rival --big ended with 3:\nno room for --big"):
        guest.Guest(tmp_path).run(["rival", "--big"], tmp_path / "place")


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "film.mp4"
    sources = "-f lavfi -i testsrc2=s=320x180:r=25 -f lavfi -i sine=sample_rate=48000 -t 2"
    words = ["ffmpeg", "-v", "error", *sources.split(), "-preset", "ultrafast", str(path)]
    Tools().run(words, writes=[tmp_path])
    return path


@pytest.fixture
def wish(tmp_path, film):
    return Wish(Run(tmp_path, is_brief=True), (film,), (Codec.H264,), "swift")


def _as_av1an_would(words: list[str], film: Path) -> None:
    """Plain frames piped into the script that stands in for its encoder."""
    surroundings = os.environ | {"BENCH_FFMPEG": binary("ffmpeg")}
    plain = [binary("ffmpeg"), "-v", "error", "-i", str(film), "-pix_fmt", "yuv420p10le"]
    pipe = subprocess.run(
        [*plain, "-strict", "-1", "-f", "yuv4mpegpipe", "-"], capture_output=True, check=True
    )
    script = guest.ROOM / "bin" / "SvtAv1EncApp"
    subprocess.run([script, *words], input=pipe.stdout, env=surroundings, check=True)


@pytest.mark.slow
def test_av1an_drives_our_own_encoder(film, tmp_path):
    tools, output = Tools(), tmp_path / "out.ivf"
    words = "-i stdin --progress 2 --rc 0 --preset 12 -q 40 --lp 1 --keyint 10 --irefresh-type 2 -b"
    _as_av1an_would([*words.split(), str(output)], film)
    found = encode.packets(output, run=tools)
    assert [n for n, is_key in enumerate(found.keys) if is_key] == [0, 10, 20, 30, 40]
    rougher = tmp_path / "rougher.ivf"
    _as_av1an_would([*words.replace("40", "60").split(), str(rougher)], film)
    assert sum(encode.packets(rougher, run=tools).sizes) < sum(found.sizes)


@pytest.mark.slow
def test_a_worker_is_weighed_with_its_hungriest_tool(wish):
    film = engine.made(wish.run, "small.mp4", wish.films[0], "-t 1 -vf scale=160:90 -c:a copy")
    done = subprocess.run(
        # By a small process between: the kernel counts what started a program as the program's own most.
        ["sh", "-c", '"$@"; exit $?', "sh", sys.executable, "-m", "bench.memory", str(film)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    tools_took, engine_took, name = done.stdout.strip().split(maxsplit=2)
    assert 10**7 < int(tools_took) < 10**9
    assert 10**7 < int(engine_took) < 10**9
    assert name


@pytest.mark.slow
def test_a_film_is_published_by_one_worker_and_by_two_here_and_on_a_farm(wish):
    here_table, far_table = workers.tables(wish)
    (here, alone), [far] = here_table.rows, far_table.rows
    assert here[:3] == ("film-brief", "2.0 s", "slots here")
    assert far[:3] == ("film-brief", "–", "of a farm")
    assert alone[:3] == ("film-brief", "2.0 s", "the encoder alone")
    assert all(figure.endswith(" ×") for figure in (here[5], here[8], far[5], alone[5]))


@pytest.mark.slow
def test_the_rungs_of_a_rival_are_packaged_by_us_with_the_sound(film):
    made = streamer._ours(film, {180: 30.0, 90: 40.0})
    assert list(made.bits) == [180, 90]
    assert made.bits[180] > made.bits[90] > 0
