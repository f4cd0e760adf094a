"""Films as distributors send them: what is amiss is told, and what can be published is."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from lanterne_media import losses, pipeline
from lanterne_media.model import (
    Codec,
    Finding,
    MediaRefused,
    Policy,
    Rate,
    Report,
    Reported,
    Severity,
    SoundCodec,
)
from lanterne_media.pipeline import Site
from lanterne_media.probe import probe, sounds
from lanterne_media.reference import as_is, conform
from lanterne_media.store import Workshop
from lanterne_media.tools import ToolFailed, binary, described
from tests.media.test_pipeline import OneByOne
from tests.media.test_sound import STEREO

QUICK = Policy(
    name="quick",
    codecs=(Codec.H264,),
    h264_preset="ultrafast",
    trial_seconds=0.4,
    trial_points=1,
    most_rungs=1,
    quality_every=8,
    segment_seconds=2.0,
    has_first_light=False,
)
PICTURE = "testsrc2=s=128x72:r=25"
TONE, OTHER = "sine=frequency=440:sample_rate=48000", "sine=frequency=880:sample_rate=48000"
# The picture and each sound of a clip whose own sound is one tone.
TWICE = ("-map", "0:v", "-map", "1:a", "-map", "1:a", "-metadata:s:a:1", "language=fre")


@pytest.fixture
def publish(tools, tmp_path):
    """Publish a film and return its report."""

    def make(film: Path, policy: Policy = QUICK) -> Report:
        workshop = Workshop(tmp_path / f"{film.name}.work")
        try:
            site = Site(workshop, OneByOne(), tools)
            events = list(pipeline.execute(pipeline.plan(film, policy, run=tools), site, None))
        finally:
            workshop.close()
        assert isinstance(events[-1], Reported)
        return events[-1].report

    return make


def found(report: Report, *codes: str) -> tuple[Finding, ...]:
    return tuple(one for one in report.findings if one.code in codes)


def packets(film: Path, stream: str, tools) -> list[tuple[int, int]]:
    """Where the packets of a stream lie in the file, and how long they are."""
    ask = ["ffprobe", "-v", "error", "-select_streams", stream, "-show_entries", "packet=pos,size"]
    said = tools.run([*ask, "-of", "csv=p=0", *described(film)], reads=[film]).stdout.decode()
    lines = (line.split(",")[:2] for line in said.split())
    return [(int(pos), int(size)) for size, pos in lines]


def harmed(film: Path, places: Iterable[tuple[int, int]], to: Path) -> Path:
    """A copy with noise in these places, the same at every run."""
    content, noise = bytearray(film.read_bytes()), random.Random(1)
    for start, length in places:
        content[start : start + length] = noise.randbytes(length)
    to.write_bytes(content)
    return to


# Sound that cannot be taken beside sound that can


def test_a_track_in_a_codec_that_we_do_not_decode_is_left_out_and_told(publish, clip):
    words = (*TWICE, "-c:a:0", "aac", "-c:a:1", "adpcm_ima_wav")
    report = publish(clip("ima.mkv", picture=PICTURE, sound=TONE, words=words))
    assert [sound.tracks for sound in report.sounds] == [(1,)]
    told = (
        "Sound track 2 is coded as adpcm_ima_wav, which we do not decode: "
        "the film is published without it."
    )
    values = {
        "track": 2,
        "tracks": 2,
        "language": "fr",
        "codec": "adpcm_ima_wav",
        "reason": "codec",
    }
    assert found(report, "left_out", "no_sound") == (
        Finding("left_out", Severity.WARNING, told, values=values),
    )


def test_a_damaged_track_is_left_out_and_told(publish, clip, tools, tmp_path):
    whole = clip("two.mp4", picture=PICTURE, sound=TONE, words=(*TWICE, "-c:a", "aac"))
    report = publish(harmed(whole, packets(whole, "a:1", tools), tmp_path / "two.mp4"))
    assert [sound.tracks for sound in report.sounds] == [(1,)]
    [finding] = found(report, "left_out")
    assert (finding.severity, finding.sentence) == (
        Severity.WARNING,
        "Sound track 2 (aac) is damaged and cannot be decoded: the film is published without it.",
    )
    assert (finding.values["language"], finding.values["reason"]) == ("fr", "damage")


def test_a_film_none_of_whose_sounds_can_be_decoded_is_refused(publish, clip, tools, tmp_path):
    whole = clip("two.mp4", picture=PICTURE, sound=TONE, words=(*TWICE, "-c:a", "aac"))
    places = packets(whole, "a:0", tools) + packets(whole, "a:1", tools)
    with pytest.raises(MediaRefused) as refused:
        publish(harmed(whole, places, tmp_path / "mute.mp4"))
    assert str(refused.value) == "No sound track of this film can be decoded: the file is damaged."


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("dts.mkv", "dca"),
        ("truehd.mkv", "truehd"),
        ("eac3.mkv", "eac3"),
        ("ac3.mkv", "ac3"),
        ("flac.mkv", "flac"),
        ("opus.mkv", "libopus"),
        ("mp2.mkv", "mp2"),
        ("wma.avi", "wmav2"),
        ("u8.avi", "pcm_u8"),
        ("f64.mov", "pcm_f64be"),
    ],
)
def test_what_distributors_deliver_is_taken(publish, clip, name, codec):
    sound = f"{TONE},aformat=channel_layouts=stereo"
    words = ("-c:a", codec, "-strict", "-2")
    report = publish(clip(name, picture=PICTURE, sound=sound, seconds=4, words=words))
    assert found(report, "left_out", "no_sound", "silence") == ()
    [made] = report.sounds
    assert made.after.integrated == pytest.approx(-23, abs=1)


def test_of_two_mono_tracks_the_sound_one_is_published_when_the_other_is_damaged(
    publish, clip, tools, tmp_path
):
    words = ("-map", "0:v", "-map", "1:a", "-map", "1:a", "-c:a", "aac")
    whole = clip("pair.mp4", picture=PICTURE, sound=TONE, seconds=4, words=words)
    report = publish(harmed(whole, packets(whole, "a:0", tools), tmp_path / "pair.mp4"))
    [made] = report.sounds
    assert made.tracks == (2,)
    assert made.after.integrated == pytest.approx(-23, abs=1)
    assert [one.sentence for one in found(report, "silence")] == [
        "The sound of tracks 1 to 2 is silent from end to end."
    ]


# Loudness that peaks forbid

# A click of a few samples over a murmur.
CLICK = (
    "aevalsrc='0.0008*sin(3000*t)+0.99*between(t\\,2\\,2.00002)':s=48000:d=8,"
    "aformat=channel_layouts=stereo"
)


def test_a_click_in_a_quiet_film_is_published_and_what_was_reached_is_told(publish, clip):
    words = ("-c:a", "pcm_s16le")
    report = publish(clip("click.mov", picture=PICTURE, sound=CLICK, seconds=8, words=words))
    [made] = report.sounds
    assert made.after.true_peak <= QUICK.true_peak_dbtp
    assert made.after.integrated < -35
    [finding] = found(report, "loudness_missed")
    reached, peak = made.after.integrated, made.after.true_peak
    assert finding == Finding(
        "loudness_missed",
        Severity.NOTE,
        f"The sound is published at {reached:.1f} LUFS instead of -23.0: its peaks reach {peak:.1f} dBTP.",
        values={
            "track": 1,
            "tracks": 1,
            "language": "und",
            "wanted": -23,
            "reached": reached,
            "peak": peak,
        },
    )


# Channels as tracks of their own


def mono(position: int, language: str = "und", **changes):
    return replace(
        STEREO,
        **{
            "index": position + 1,
            "position": position,
            "channels": 1,
            "layout": "mono",
            "language": language,
            "title": "",
            "is_default": False,
            **changes,
        },
    )


def shapes(*tracks):
    return [(one.layout, one.tracks) for one in sounds.together(tracks)]


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, [("mono", (1,))]),
        (2, [("stereo", (1, 2))]),
        (3, [("stereo", (1, 2)), ("mono", (3,))]),
        (4, [("stereo", (1, 2)), ("stereo", (3, 4))]),
        (6, [("5.1", (1, 2, 3, 4, 5, 6))]),
        (8, [("5.1 + stereo", (1, 2, 3, 4, 5, 6, 7, 8))]),
        (16, [("5.1 + stereo", tuple(range(1, 9))), ("5.1 + stereo", tuple(range(9, 17)))]),
    ],
)
def test_tracks_of_one_channel_are_put_together_by_their_number(count, expected):
    assert shapes(*map(mono, range(count))) == expected


def test_tracks_of_other_languages_are_not_put_together():
    tracks = (mono(0, "fr"), mono(1, "fr"), mono(2, "en"), mono(3, "en"), mono(4, "de"))
    assert shapes(*tracks) == [("stereo", (1, 2)), ("stereo", (3, 4)), ("mono", (5,))]


def test_tracks_that_begin_at_other_times_or_are_not_mono_stay_alone():
    tracks = (mono(0), mono(1, start=0.5), STEREO, mono(3, sample_rate=44_100))
    assert [one.parts for one in sounds.together(tracks)] == [(), (), (), ()]


def broadcast(path: Path, levels: list[float]) -> Path:
    """A film in MXF with a tone of its own level and pitch in each of so many tracks of one channel."""
    sources = [["-f", "lavfi", "-i", "color=gray:s=320x240:r=25:d=4,noise=alls=20"]]
    sources += [
        ["-f", "lavfi", "-i", f"aevalsrc='{level}*sin({(n + 2) * 1000}*t)':s=48000:d=4:c=mono"]
        for n, level in enumerate(levels)
    ]
    maps = [word for n in range(len(sources)) for word in ("-map", str(n))]
    words = [word for source in sources for word in source]
    coding = ["-c:v", "mpeg2video", "-g", "12", "-b:v", "2M", "-c:a", "pcm_s24le"]
    command = [binary("ffmpeg"), "-v", "error", "-nostdin", *words, *maps, *coding, str(path)]
    subprocess.run(command, check=True)
    return path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("stereo", "tracks"), [(0.1, (7, 8)), (0.0, (1, 2, 3, 4, 5, 6))], ids=["heard", "silent"]
)
def test_eight_tracks_of_a_broadcaster_are_one_sound_in_one_language(
    publish, tmp_path, tools, stereo, tracks
):
    film = broadcast(tmp_path / "eight.mxf", [0.1] * 6 + [stereo] * 2)
    [seen] = probe(film, run=tools).sounds
    assert (seen.layout, seen.tracks) == ("5.1 + stereo", (1, 2, 3, 4, 5, 6, 7, 8))
    report = publish(film)
    # In stereo what is heard of the two, and beside it the six of surround.
    assert [(made.codec, made.tracks, made.language, made.channels) for made in report.sounds] == [
        (SoundCodec.AAC, tracks, "und", 2),
        (SoundCodec.EAC3, (1, 2, 3, 4, 5, 6), "und", 6),
    ]
    for made in report.sounds:
        assert made.after.integrated == pytest.approx(-23, abs=1)
    [finding] = found(report, "mono_together", "mono", "silence")
    assert (finding.severity, finding.sentence) == (
        Severity.NOTE,
        "Sound tracks 1 to 8, of one channel each, are taken together as 5.1 + stereo.",
    )
    assert finding.values == {
        "track": 1,
        "last": 8,
        "tracks": 8,
        "language": "und",
        "layout": "5.1 + stereo",
    }


@pytest.mark.slow
def test_two_mono_tracks_are_left_and_right(publish, tmp_path, tools):
    report = publish(broadcast(tmp_path / "two.mxf", [0.2, 0.0]))
    [made] = report.sounds
    assert made.tracks == (1, 2)
    # The left is heard on the left only: with the half of what a mono track has on both sides.
    command = next(words for words in made.commands if " aac " in words)
    assert "join=inputs=2:channel_layout=stereo:map=0.0-FL|1.0-FR" in command


# Pictures for bright screens


def conformed(path: Path, tools, folder: Path) -> str:
    """The pictures of the conformed copy, by their sums."""
    folder.mkdir()
    made = conform(probe(path, run=tools), folder, run=tools)
    words = ["ffmpeg", "-v", "error", "-i", made.path, "-f", "framemd5", "-"]
    said = tools.run(words, reads=[Path(made.path)]).stdout.decode()
    return said[said.index("#dimensions") :]


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
@pytest.mark.parametrize(
    "tags",
    ["unknown:colorspace=unknown", "bt709:colorspace=bt709", "bt2020:colorspace=bt709"],
    ids=["missing", "contradictory", "half right"],
)
def test_a_bright_picture_with_poor_tags_is_mapped_as_with_good_ones(
    clip, tools, tmp_path, transfer, tags
):
    def bright(named):
        picture = (
            f"{PICTURE},scale=out_color_matrix=bt2020nc,format=yuv420p10le,"
            f"setparams=range=limited:color_trc={transfer}:color_primaries={named}"
        )
        words = ("-c:v", "libx265", "-x265-params", "log-level=none:lossless=1")
        return clip("bright.mp4", picture=picture, sound=None, seconds=0.2, words=words)

    film = bright(tags)
    assert probe(film, run=tools).video.transfer == transfer
    poor = conformed(film, tools, tmp_path / "poor")
    assert poor == conformed(bright("bt2020:colorspace=bt2020nc"), tools, tmp_path / "good")


# Damage in the middle of a reel


def test_losses_are_read_from_the_times_of_the_frames_that_are_there():
    times = [0.08 + n / 25 for n in range(50) if n not in {10, 30, 31, 32}]
    assert losses.between(times, Rate(25)) == (losses.Lost(0.4, 1), losses.Lost(1.2, 3))
    assert losses.between(times[:9], Rate(25)) == ()


def test_a_film_of_uneven_pace_has_pauses_and_no_losses():
    regular = [n / 25 for n in range(100) if not 40 <= n < 50]
    assert losses.is_regular(regular, Rate(25))
    assert not losses.is_regular([n / 25 for n in range(100) if n % 10 < 7], Rate(25))
    assert not losses.is_regular([time * 1.003 + (time > 1) * 0.02 for time in regular], Rate(25))


def test_a_second_may_be_lost_and_no_more():
    losses.refuse_long([losses.Lost(3.0, 20), losses.Lost(70.0, 5)], Rate(25), 1.0)
    with pytest.raises(MediaRefused) as refused:
        losses.refuse_long([losses.Lost(3.0, 6), losses.Lost(3725.04, 20)], Rate(25), 1.0)
    assert str(refused.value) == (
        "1.0 seconds of the picture cannot be decoded, most of them from 01:02:05.040 on: "
        "the file is damaged. "
        "A policy that keeps damaged films goes on, with the picture before shown instead."
    )


def test_one_lost_frame_is_told_in_one():
    [finding] = losses.findings([losses.Lost(1.0, 1)], Rate(25))
    assert finding == Finding(
        "frames_lost",
        Severity.ERROR,
        "One frame cannot be decoded: the picture before is shown instead.",
        1.0,
        1.04,
        {"frames": 1, "seconds": 0.04},
    )


PRORES = ("-c:v", "prores_ks", "-profile:v", "0", "-c:a", "pcm_s16le")


@pytest.mark.parametrize("name", ["reel.mov", "reel.mkv"])
def test_a_short_loss_in_an_intact_index_is_made_up_for_and_told(
    publish, clip, tools, tmp_path, name
):
    whole = clip(name, picture=PICTURE, sound=TONE, seconds=4, words=PRORES)
    film = harmed(whole, packets(whole, "v:0", tools)[50:60], tmp_path / name)
    report = publish(film)
    assert [made.frames for made in report.renditions] == [100]
    told = "10 frames cannot be decoded: the picture before is shown instead."
    assert found(report, "frames_lost") == (
        Finding(
            "frames_lost",
            Severity.ERROR,
            told,
            2.0,
            2.4,
            {"frames": 10, "seconds": 0.4},
            "01-frames_lost.jpg",
        ),
    )


@pytest.mark.parametrize(
    ("place", "frames", "told"),
    [
        (0, 100, "One frame cannot be decoded: the picture after is shown instead."),
        (99, 99, "One frame cannot be decoded: the film ends before."),
    ],
    ids=["head", "tail"],
)
def test_a_loss_at_an_end_of_the_film_is_told_as_well(
    publish, clip, tools, tmp_path, place, frames, told
):
    whole = clip("reel.mov", picture=PICTURE, sound=TONE, seconds=4, words=PRORES)
    film = harmed(whole, packets(whole, "v:0", tools)[place : place + 1], tmp_path / "reel.mov")
    report = publish(film)
    assert [made.frames for made in report.renditions] == [frames]
    assert [one.sentence for one in found(report, "frames_lost")] == [told]


def test_what_the_machine_lacked_is_not_the_films_fault():
    for code, words, is_ours in (
        (-9, "", True), (137, "", True), (228, "", True), (244, "", True),
        (1, "x: No space left on device", True), (-11, "", False), (1, "Invalid data", False),
    ):  # fmt: skip
        assert ToolFailed(["ffmpeg"], code, words).says_nothing_of_the_file is is_ours, code


def test_only_what_reads_the_picture_sends_a_film_through_its_copy(clip, tools, tmp_path):
    film = clip("reel.mov", picture=PICTURE, sound=TONE, seconds=1, words=PRORES)
    plan = pipeline.plan(film, QUICK, run=tools)
    reference = as_is(plan.mezzanine, run=tools)
    words = ["ffmpeg", "-i", f"file:{film}"]
    for mapped, is_so in (("0:0", True), ("0:s:0", False), ("0:a:0", False), ("0:1", False)):
        broken = ToolFailed([*words, "-map", mapped], 1, "Invalid data")
        assert pipeline._is_the_films_fault(broken, plan, reference) is is_so, mapped


def test_a_long_loss_is_refused_with_its_time(publish, clip, tools, tmp_path):
    whole = clip("reel.mov", picture=PICTURE, sound=TONE, seconds=4, words=PRORES)
    film = harmed(whole, packets(whole, "v:0", tools)[50:80], tmp_path / "reel.mov")
    with pytest.raises(MediaRefused) as refused:
        publish(film)
    assert str(refused.value) == (
        "1.2 seconds of the picture cannot be decoded, most of them from 00:00:02.000 on: "
        "the file is damaged. "
        "A policy that keeps damaged films goes on, with the picture before shown instead."
    )


def test_a_long_loss_is_published_and_marked_where_a_policy_keeps_it(
    publish, clip, tools, tmp_path
):
    whole = clip("reel.mov", picture=PICTURE, sound=TONE, seconds=4, words=PRORES)
    film = harmed(whole, packets(whole, "v:0", tools)[50:80], tmp_path / "reel.mov")
    report = publish(film, replace(QUICK, most_lost_seconds=2.0))
    assert [made.frames for made in report.renditions] == [100]
    told = "30 frames cannot be decoded: the picture before is shown instead."
    assert found(report, "frames_lost") == (
        Finding("frames_lost", Severity.ERROR, told, 2.0, 3.2, {"frames": 30, "seconds": 1.2}),
    )


def test_what_the_decoder_conceals_is_published_with_a_warning(publish, clip, tools, tmp_path):
    whole = clip("film.mp4", picture=PICTURE, sound=TONE, seconds=4, words=("-bf", "0"))
    [(start, length)] = packets(whole, "v:0", tools)[60:61]
    film = harmed(whole, [(start + length // 2, length // 4)], tmp_path / "film.mp4")
    report = publish(film)
    assert [made.frames for made in report.renditions] == [100]
    assert found(report, "frames_lost") == ()
    assert [one.code for one in found(report, "decode_errors")] == ["decode_errors"]


def test_packets_dropped_from_a_transport_stream_are_told(publish, clip, tools, tmp_path):
    words = ("-c:v", "mpeg2video", "-g", "1", "-b:v", "2M", "-c:a", "mp2")
    whole = clip("film.ts", picture=PICTURE, sound=TONE, seconds=4, words=words)
    places = packets(whole, "v:0", tools)
    content, film = whole.read_bytes(), tmp_path / "film.ts"
    film.write_bytes(content[: places[50][0]] + content[places[60][0] :])
    report = publish(film)
    [finding] = found(report, "frames_lost")
    assert (finding.severity, finding.sentence) == (
        Severity.WARNING,
        "10 frames are missing: the picture before is shown instead.",
    )
    assert (finding.start, finding.values["frames"]) == (pytest.approx(2.0, abs=0.05), 10)
    assert [made.frames for made in report.renditions] == [100]
