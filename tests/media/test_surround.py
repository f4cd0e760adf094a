"""Sound of more channels than two: every channel in its place, at the same loudness as its stereo."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from lanterne_media import sound
from lanterne_media.model import Policy, SoundCodec, SoundFacts, Surround
from lanterne_media.sound import forms
from lanterne_media.sound.chain import Route, filters
from lanterne_media.tools import Tools, untrusted
from tests.media.test_sound import FILM, STEREO, VIDEO, film_of, tone

POLICY = Policy()
SURROUND = dataclasses.replace(STEREO, channels=6, layout="5.1")
# Where a channel of the film is to be heard: L R C LFE Ls Rs.
PITCHES = (440, 550, 660, 60, 770, 880)


def channels(path: str, count: int = 6) -> np.ndarray:
    """The samples of a published track, a column each channel, in SMPTE's order."""
    command = ["ffmpeg", "-nostdin", "-v", "error", *untrusted(path), "-map", "0:a:0"]
    content = b"".join(
        Tools().stream([*command, "-f", "f32le", "-"], reads=[Path(path)], chunk=65_536)
    )
    return np.frombuffer(content, np.float32).reshape(-1, count)


def pitch(samples: np.ndarray) -> float:
    """The loudest frequency."""
    middle = samples[48_000:96_000]
    return float(np.argmax(np.abs(np.fft.rfft(middle))))


def tones(layout: str = "5.1") -> str:
    """A tone of its own on each channel."""
    return tone("|".join(f"0.1*sin({hertz}*2*PI*t)" for hertz in PITCHES), layout=layout)


@pytest.mark.slow
@pytest.mark.parametrize("codec", [Surround.EAC3, Surround.OPUS, Surround.AAC])
@pytest.mark.parametrize("layout", ["5.1", "5.1(side)"])
def test_every_channel_is_heard_in_its_place(codec, layout, tmp_path):
    track = dataclasses.replace(SURROUND, layout=layout)
    policy = Policy(surround=codec)
    film = film_of(tmp_path, tones(layout))
    made = sound.publish_wide(film, track, policy, tmp_path / "s.mp4", run=Tools())
    assert (made.channels, made.codec) == (6, SoundCodec(codec))
    heard = channels(made.path)
    assert [pitch(column) for column in heard.T] == list(PITCHES)
    loud = np.abs(heard[48_000:96_000]).max(axis=0)
    # None is louder or softer than its neighbours: the bass channel neither.
    assert loud == pytest.approx([loud[0]] * 6, rel=0.1)


@pytest.mark.slow
def test_six_tracks_of_one_channel_are_surround_in_the_order_in_which_they_lie(clip, tmp_path):
    from lanterne_media.probe import probe

    one = [f"sine=f={hertz}:r=48000,volume=-10dB" for hertz in PITCHES]
    split = ";".join(f"{words}[a{at}]" for at, words in enumerate(one))
    words = [word for at in range(6) for word in ("-map", f"[a{at}]")]
    film = probe(
        clip(
            "parts.mov",
            sound=None,
            seconds=4.0,
            words=("-filter_complex", split, "-map", "0:v", *words, "-c:a", "pcm_s16le"),
        ),
        run=Tools(),
    )
    [track] = film.sounds
    made = sound.publish_wide(film, track, POLICY, tmp_path / "s.mp4", run=Tools())
    assert [pitch(column) for column in channels(made.path).T] == list(PITCHES)
    assert made.tracks == (1, 2, 3, 4, 5, 6)


@pytest.mark.slow
def test_seven_channels_and_a_bass_become_five_and_a_bass(tmp_path):
    # L R C LFE, then what is behind (Lb Rb), then what is beside (Ls Rs).
    pitches = (*PITCHES, 990, 1100)
    seven = tone("|".join(f"0.1*sin({hertz}*2*PI*t)" for hertz in pitches), layout="7.1")
    track = dataclasses.replace(STEREO, channels=8, layout="7.1")
    made = sound.publish_wide(
        film_of(tmp_path, seven), track, POLICY, tmp_path / "s.mp4", run=Tools()
    )
    heard = channels(made.path)
    assert [pitch(column) for column in heard.T[:4]] == list(PITCHES[:4])
    assert [pitch(column) for column in heard.T[4:]] == [990, 1100]
    behind = np.abs(np.fft.rfft(heard[48_000:96_000, 4]))
    assert behind[770] / behind[990] == pytest.approx(0.707, abs=0.03)


@pytest.mark.slow
def test_stereo_and_surround_of_a_sound_are_equally_loud(tmp_path):
    film = film_of(tmp_path, tones())
    around = sound.publish_wide(film, SURROUND, POLICY, tmp_path / "s.mp4", run=Tools())
    stereo = sound.publish(film, SURROUND, POLICY, tmp_path / "t.mp4", run=Tools())
    assert around.after.integrated == pytest.approx(-23.0, abs=0.2)
    assert stereo.after.integrated == pytest.approx(-23.0, abs=0.2)
    assert around.before.integrated != stereo.before.integrated


@pytest.mark.slow
def test_the_peaks_of_surround_stay_below_the_bound(tmp_path):
    clicks = "0.003*sin(3000*t)+0.8*lt(mod(t\\,1)\\,0.0005)"
    film = film_of(tmp_path, tone("|".join([clicks] * 6), layout="5.1"))
    made = sound.publish_wide(film, SURROUND, POLICY, tmp_path / "s.mp4", run=Tools())
    assert made.after.true_peak <= POLICY.true_peak_dbtp


@pytest.mark.slow
@pytest.mark.parametrize("codec", [Surround.EAC3, Surround.OPUS, Surround.AAC])
@pytest.mark.parametrize("seconds", [0.5, 4.0, 5.7])
def test_surround_lasts_as_long_as_the_picture(codec, seconds, tmp_path):
    film = film_of(tmp_path, tones(), duration=seconds)
    policy = Policy(surround=codec)
    made = sound.publish_wide(film, SURROUND, policy, tmp_path / "s.mp4", run=Tools())
    over = len(channels(made.path)) - round(seconds * 48_000)
    assert 0 <= over < forms.surround(policy).frame


@pytest.mark.slow
def test_a_surround_in_which_nothing_is_heard_is_not_published_as_surround(tmp_path):
    film = film_of(tmp_path, tone("|".join("0" * 6), layout="5.1"))
    made = sound.publish_wide(film, SURROUND, POLICY, tmp_path / "s.mp4", run=Tools())
    assert (made.channels, made.codec) == (2, SoundCodec.EAC3)


@pytest.mark.slow
@pytest.mark.parametrize("codec", [Surround.EAC3, Surround.OPUS])
def test_stereo_has_its_companion_in_the_codec_of_surround(codec, tmp_path):
    film = film_of(tmp_path, tone("0.2*sin(6000*t)|0"))
    made = sound.publish_wide(film, STEREO, Policy(surround=codec), tmp_path / "s.mp4", run=Tools())
    assert (made.channels, made.codec, made.is_wide) == (2, SoundCodec(codec), True)
    assert made.after.integrated == pytest.approx(-23.0, abs=0.2)
    left, right = np.abs(channels(made.path, 2)).max(axis=0)
    assert (left > 0.1, right < 0.001) == (True, True)


def test_where_surround_is_aac_stereo_needs_no_companion():
    policy = Policy(surround=Surround.AAC)
    assert sound.publish_wide(FILM, STEREO, policy, Path("s.mp4"), run=Tools()) is None


@pytest.mark.parametrize(
    ("channel_count", "layout", "is_surround"),
    [
        (2, "stereo", False),
        (6, "5.1", True),
        (6, "5.1(side)", True),
        (8, "7.1", True),
        # Whoever does not say where the channels belong could be meant in any way.
        (6, "", False),
        (6, "hexagonal", False),
        (16, "", False),
    ],
)
def test_only_places_that_are_told_make_surround(channel_count, layout, is_surround):
    track = SoundFacts(1, 0, "pcm_s24le", channel_count, 48_000, layout)
    assert forms.has_surround(track) is is_surround


@pytest.mark.parametrize(("parts", "is_surround"), [(2, False), (6, True), (8, True)])
def test_of_tracks_of_one_channel_six_are_surround(parts, is_surround):
    track = dataclasses.replace(STEREO, channels=parts, layout="x", parts=tuple(range(parts)))
    assert forms.has_surround(track) is is_surround


def test_a_policy_may_want_no_surround():
    policy = Policy(surround=Surround.NONE)
    assert forms.surround(policy) is None
    assert sound.publish_wide(FILM, SURROUND, policy, Path("s.mp4"), run=Tools()) is None


def test_decoders_are_told_to_leave_it_as_loud_as_it_is_and_how_to_mix_down():
    form = forms.surround(POLICY)
    command = sound.encode_command(Route(FILM, SURROUND, form), Path("s.mp4"), gain=-1.5)
    assert " ".join(command[command.index("-c:a") : command.index("-fflags")]) == (
        "-c:a eac3 -b:a 384000 -dialnorm -31 -dmix_mode loro -loro_cmixlev 0.707 -loro_surmixlev 0.707"
    )


def test_the_encoder_gets_what_it_keeps_to_itself_on_top():
    route = Route(dataclasses.replace(FILM, video=VIDEO), SURROUND, forms.surround(POLICY))
    assert filters(route).endswith("apad=whole_len=192256,atrim=end_sample=192256")


@pytest.mark.slow
def test_surround_is_measured_in_all_its_channels_and_not_in_a_mix(tmp_path):
    film = film_of(tmp_path, tones())
    around = sound.publish_wide(film, SURROUND, POLICY, tmp_path / "s.mp4", run=Tools())
    assert sound.measure(film, SURROUND, run=Tools()) == around.before
    (tmp_path / "silent").mkdir()
    silent = film_of(tmp_path / "silent", tone("|".join(["0"] * 6), layout="5.1"))
    assert sound.measure(silent, SURROUND, run=Tools()) is None


@pytest.mark.slow
def test_what_cannot_be_decoded_has_no_loudness(tmp_path):
    film = film_of(tmp_path, tones())
    assert sound.measure(film, dataclasses.replace(SURROUND, position=1), run=Tools()) is None


@pytest.mark.slow
def test_eight_tracks_are_measured_by_their_surround(clip):
    from lanterne_media.probe import probe

    split = ";".join(
        f"sine=f={220 + 110 * at}:r=48000,volume=-{10 + at}dB[a{at}]" for at in range(8)
    )
    maps = [word for at in range(8) for word in ("-map", f"[a{at}]")]
    words = ("-filter_complex", split, "-map", "0:v", *maps, "-c:a", "pcm_s16le")
    film = probe(clip("eight.mov", sound=None, seconds=4.0, words=words), run=Tools())
    [track] = film.sounds
    six = dataclasses.replace(track, parts=track.parts[:6], channels=6, layout="5.1")
    heard = sound.measure(film, track, run=Tools())
    assert heard is not None
    assert heard == sound.measure(film, six, run=Tools())
