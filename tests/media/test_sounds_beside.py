"""Sound files delivered beside the film: taken on the picture's clock, refused when they belong to another cut."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from lanterne_media import pipeline
from lanterne_media.farm import LocalFarm
from lanterne_media.model import (
    Codec,
    FilmJudged,
    MediaRefused,
    Plan,
    Policy,
    Reported,
    SoundCodec,
    SoundFacts,
    SoundRole,
    SoundSidecar,
    StageBegan,
    StreamReady,
    VideoFacts,
    from_json,
    to_json,
)
from lanterne_media.model.film import Rate
from lanterne_media.pipeline import Site
from lanterne_media.probe.beside import judged
from lanterne_media.store import Workshop
from tests.media.test_sound import decoded
from tests.media.test_surround import tones

VIDEO = VideoFacts(0, "h264", 320, 180, Rate(25), 100.0)
SOUND = SoundFacts(0, 0, "pcm_s24le", 2, 48_000, "stereo", "en", "Mix 7", is_default=True)
QUICK = Policy(
    name="quick",
    codecs=(Codec.H264,),
    h264_preset="ultrafast",
    trial_seconds=0.4,
    trial_points=2,
    most_rungs=1,
    quality_every=8,
    segment_seconds=2.0,
)


@pytest.fixture
def dub(tmp_path):
    path = tmp_path / "dub.wav"
    path.write_bytes(b"not looked at here")
    return SoundSidecar(str(path), "fre", SoundRole.DUB, "Version française")


def test_whoever_delivers_a_sound_says_what_it_is(dub):
    beside = judged(dub, [SOUND], 100.0, VIDEO)
    assert beside.sound == dataclasses.replace(
        SOUND, language="fr", title="Version française", role=SoundRole.DUB, is_default=False
    )
    assert len(beside.identity) == 64


@pytest.mark.parametrize(
    ("lasts", "picture"), [(104.9, 100.0), (95.1, 100.0), (10.9, 10.0), (1.4, 1.0)]
)
def test_a_little_more_or_less_at_the_end_is_taken(dub, lasts, picture):
    assert judged(dub, [SOUND], lasts, dataclasses.replace(VIDEO, duration=picture))


@pytest.mark.parametrize(
    ("lasts", "picture", "told"),
    [
        # A film speeded up to 25 frames a second.
        (5400.0, 5629.5, "229.5 seconds shorter"),
        (106.0, 100.0, "6.0 seconds longer"),
        (12.0, 10.0, "2.0 seconds longer"),
    ],
)
def test_a_sound_of_another_cut_is_refused(dub, lasts, picture, told):
    with pytest.raises(MediaRefused) as refused:
        judged(dub, [SOUND], lasts, dataclasses.replace(VIDEO, duration=picture))
    assert str(refused.value) == (
        f"dub.wav is {told} than the picture: it belongs to another cut or another speed."
    )


@pytest.mark.parametrize(("found", "told"), [([], "no sound"), ([SOUND, SOUND], "2 sounds")])
def test_a_file_holds_one_sound(dub, found, told):
    with pytest.raises(MediaRefused, match=f"dub.wav holds {told}: one file holds one sound"):
        judged(dub, found, 100.0, VIDEO)


def test_a_language_that_nobody_knows_is_refused(dub):
    unknown = dataclasses.replace(dub, language="not a language")
    with pytest.raises(MediaRefused, match="The language of a sound is a tag such as fr"):
        judged(unknown, [SOUND], 100.0, VIDEO)


@pytest.fixture(scope="module")
def told(clip, tools, tmp_path_factory):
    """A film whose picture starts late, with a dub in 5.1 beside it, published."""
    late = ("-filter_complex", "[0:v]setpts=PTS+0.4/TB[v]", "-map", "[v]", "-map", "1:a")
    film = clip("late.mkv", seconds=4.0, words=(*late, "-c:a", "aac", "-copyts"))
    dub = clip("dub.flac", picture=None, sound=tones(), seconds=4.0, words=("-c:a", "flac"))
    sidecar = SoundSidecar(str(dub), "fr", SoundRole.DUB)
    plan = pipeline.plan(film, QUICK, sidecars=[sidecar], run=tools)
    assert from_json(Plan, to_json(plan)) == plan
    workshop = Workshop(tmp_path_factory.mktemp("work") / "job")
    with LocalFarm(1) as farm:
        yield list(pipeline.execute(plan, Site(workshop, farm, tools), None))
    workshop.close()


@pytest.mark.slow
def test_a_dub_is_published_in_stereo_and_surround_beside_the_films_own(told):
    [report] = [event.report for event in told if isinstance(event, Reported)]
    assert [(one.language, one.role, one.codec, one.mix) for one in report.sounds] == [
        ("und", SoundRole.MAIN, SoundCodec.AAC, "1"),
        ("und", SoundRole.MAIN, SoundCodec.EAC3, "1"),
        ("fr", SoundRole.DUB, SoundCodec.AAC, "beside-1"),
        ("fr", SoundRole.DUB, SoundCodec.EAC3, "beside-1"),
    ]
    assert [event for event in told if isinstance(event, FilmJudged)]


@pytest.mark.slow
def test_the_first_stream_does_not_wait_for_surround(told):
    kinds = [
        (event.stage if isinstance(event, StageBegan) else "stream", getattr(event, "units", 1))
        for event in told
        if isinstance(event, StageBegan | StreamReady)
    ]
    first = kinds.index(("stream", 1))
    assert ("sound", 2) in kinds[:first]
    assert ("sound", 2) in kinds[first:]


@pytest.mark.slow
def test_a_dub_begins_with_the_picture(told, tools, tmp_path):
    streams = [event.package.folder for event in told if isinstance(event, StreamReady)]
    one = tmp_path / "heard.mp4"
    parts = [Path(streams[-1], "audio/fr", name) for name in ("init.mp4", "00001.m4s")]
    one.write_bytes(b"".join(part.read_bytes() for part in parts))
    heard = np.abs(decoded(str(one))[1024 : 1024 + 4800]).max()
    assert heard > 0.01
