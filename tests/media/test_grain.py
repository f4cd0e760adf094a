"""Film grain: how strong it is, what becomes of it in AV1, and what the scores of such streams are of."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import numpy as np
import pytest

from lanterne_media import grain
from lanterne_media.encode import Take, command, encode_shot
from lanterne_media.model import (
    Codec,
    FilmGrain,
    Grain,
    GrainAt,
    Policy,
    Rate,
    Rung,
    Severity,
    Shot,
    VideoFacts,
)
from lanterne_media.pipeline.desk import Desk
from lanterne_media.probe import probe
from lanterne_media.quality import Comparison, measure, pool
from lanterne_media.quality import command as compare
from lanterne_media.reference import Reference, as_is, plate_of
from lanterne_media.reference import plate as make_plate
from lanterne_media.tools import binary
from tests.media.shell import lanterne_media, quick_policy

REFERENCE = Reference("plate", "film", VideoFacts(0, "h264", 640, 360, Rate(25), 4.0), 100)
CALM = np.tile(np.linspace(60, 120, 320), (180, 1))


def noisy(strength: float, picture=CALM):
    return picture + np.random.default_rng(7).normal(0, strength, (2, 180, 320))


@pytest.mark.parametrize("strength", [2.0, 4.0, 8.0])
def test_noise_is_measured_as_strong_as_it_is(strength):
    assert grain.deviation(noisy(strength)) == pytest.approx(strength, rel=0.1)


def test_a_still_picture_has_none_and_nothing_shows_in_the_dark():
    assert grain.deviation(np.stack([CALM, CALM])) == 0.0
    assert grain.deviation(noisy(4.0, np.full((180, 320), 5.0))) is None


def test_a_texture_that_stands_still_is_no_grain_and_neither_is_a_cut():
    texture = CALM + np.random.default_rng(1).normal(0, 20, (180, 320))
    assert grain.deviation(np.stack([texture, texture])) == 0.0
    cut = np.stack([np.full((180, 320), 80.0), texture])
    assert grain.deviation(cut) == 0.0


@pytest.mark.parametrize(
    ("deviation", "told"), [(0.0, 0), (1.49, 0), (1.5, 18), (2.0, 24), (4.1, 49), (9.0, 50)]
)
def test_the_encoder_is_told_of_grain_that_is_worth_it(deviation, told):
    assert grain.setting(deviation) == told


def test_weak_grain_is_not_worth_a_word():
    assert list(grain.findings(Grain(1.4))) == []
    [found] = grain.findings(Grain(3.25))
    assert (found.code, found.severity, found.values) == (
        "grain", Severity.NOTE, {"deviation": 3.25},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "codec", "told"),
    [
        (FilmGrain.SYNTHESISE, Codec.AV1, 36),
        (FilmGrain.SYNTHESISE, Codec.H264, 0),
        (FilmGrain.KEEP, Codec.AV1, 0),
    ],
)
def test_only_av1_draws_grain_and_only_where_a_policy_says_so(policy, codec, told):
    known = Grain(4.0, (GrainAt(640, 360, 4.0), GrainAt(320, 180, 3.0)))
    desk = Desk(REFERENCE, Policy(grain=policy), None, grain=known)
    take = desk.take(REFERENCE, Shot(0, 0, 10), Rung(codec, 320, 180, 30.0, "7"))
    assert take.rung.grain == told
    assert ("film-grain=36:film-grain-denoise=1" in " ".join(command(take, Path("out")))) == bool(
        told
    )


def test_grain_is_kept_unless_a_policy_says_otherwise():
    assert Policy().grain is FilmGrain.KEEP


def test_no_grain_is_drawn_on_what_is_held_against_a_bare_picture():
    shot, made = Shot(0, 0, 10), (Path("/desk/a.mp4"), Path("/desk/b.mp4"))
    plain, bare = (
        compare(Comparison(REFERENCE, shot, made, 1, is_laid_bare=is_bare), Path("/out"))
        for is_bare in (False, True)
    )
    assert plain.count("-export_side_data") == 0
    assert bare.count("-export_side_data") == 2


@pytest.fixture(scope="module")
def grainy(clip):
    waves = "geq=lum='110+45*sin((X+2*N)/40)*cos(Y/25)':cb=120:cr=135"
    picture = f"nullsrc=s=320x180:r=25,{waves},noise=c0s=10:c0f=t:all_seed=3"
    return clip("grainy.mp4", picture=picture, sound=None, seconds=1.2, words=("-crf", "4"))


def published(film, folder, **changes):
    policy = quick_policy(folder, codecs=["h264", "av1"], vmaf_step=20, **changes)
    out = folder / "out"
    said = lanterne_media("publish", film, out, "--clear", "--policy", policy)
    assert said.code == 0, said.err
    return out, json.loads((out / "report.json").read_text())


def headers(out, rendition) -> str:
    """What the packaged bytes of a rendition say of themselves."""
    pieces = sorted(
        (out / rendition["path"]).iterdir(), key=lambda one: ("init" not in one.name, one.name)
    )
    whole = out / "whole.mp4"
    whole.write_bytes(b"".join(one.read_bytes() for one in pieces if one.suffix != ".m3u8"))
    words = [
        binary("ffmpeg"),
        "-i",
        whole,
        "-c",
        "copy",
        "-bsf:v",
        "trace_headers",
        "-f",
        "null",
        "-",
    ]
    return subprocess.run(words, capture_output=True, text=True, check=True).stderr


@pytest.mark.slow
def test_synthesised_grain_travels_in_the_stream_and_is_told(grainy, tmp_path):
    (tmp_path / "keep").mkdir()
    plain, kept = published(grainy, tmp_path / "keep")
    (tmp_path / "draw").mkdir()
    out, drawn = published(grainy, tmp_path / "draw", grain="synthesise")
    assert kept["grain"]["deviation"] == drawn["grain"]["deviation"] > grain.WEAKEST
    assert [one["code"] for one in drawn["findings"] if one["code"] == "grain"] == ["grain"]
    assert {one["rung"]["grain"] for one in rungs(drawn, "h264")} == {0}
    best, before = (
        max(rungs(report, "av1"), key=lambda one: one["average_bandwidth"])
        for report in (drawn, kept)
    )
    assert (best["rung"]["grain"] > 0, before["rung"]["grain"]) == (True, 0)
    said = headers(out, best)
    assert re.search(r"film_grain_params_present +1 = 1", said)
    assert re.search(r"apply_grain +1 = 1", said)
    assert not re.search(r"film_grain_params_present +1 = 1", headers(plain, before))


@pytest.mark.slow
def test_a_picture_without_its_grain_takes_a_fraction_of_the_bits_and_is_judged_without(
    grainy, tools, tmp_path
):
    film = as_is(probe(grainy, run=tools), run=tools)
    cut, shot = Shot(0, 5, 15), Shot(0, 0, 15)
    plate = plate_of(film, cut, str(tmp_path / make_plate(film, cut, tmp_path, run=tools)))
    found = grain.measured(film, [(320, 180), (160, 90)], run=tools)
    # Smaller, the noise has found neighbours to vanish among.
    assert found.at[1].deviation < found.at[0].deviation == found.deviation
    took, scores = [], []
    for strength in (0, grain.setting(found.deviation)):
        folder = tmp_path / str(strength)
        folder.mkdir()
        rung = Rung(Codec.AV1, 320, 180, 20.0, "12", grain=strength)
        made = encode_shot(Take(plate, shot, rung, 25), folder, run=tools)
        bare = grain.laid_bare(plate, rung, folder, run=tools)
        wanted = Comparison(bare, shot, (folder / made.file,), 1, is_laid_bare=strength > 0)
        [judged] = measure(wanted, folder, run=tools)
        took.append(made.bits)
        scores.append(pool(judged.frames).mean)
    assert took[1] < took[0] / 10
    assert scores[1] > scores[0]
    # With its grain drawn, the same stream is another picture.
    drawn = Comparison(bare, shot, (folder / made.file,), 1)
    assert abs(pool(measure(drawn, folder, run=tools)[0].frames).mean - scores[1]) > 0.5


def rungs(report, codec):
    return [one for one in report["renditions"] if one["rung"]["codec"] == codec]
