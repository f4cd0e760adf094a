"""Sound as subscribers hear it: stereo, at the house's loudness, on the picture's clock."""

import dataclasses
import shlex
import subprocess
from pathlib import Path

import numpy as np
import pytest

from lanterne_media import sound
from lanterne_media.model import Loudness, Mezzanine, Policy, Rate, SoundFacts, VideoFacts
from lanterne_media.sound import forms
from lanterne_media.sound.chain import Route, filters
from lanterne_media.sound.listening import gain_for, measure_command
from lanterne_media.tools import ToolFailed, Tools, binary, untrusted

POLICY = Policy()
VIDEO = VideoFacts(0, "mpeg4", 64, 36, Rate(25), 4.0)
FILM = Mezzanine("film.mov", "0" * 64, 1, "mov", 4.0, VIDEO)
STEREO = SoundFacts(
    1, 0, "pcm_s16le", 2, 48_000, "stereo", "fr", "Version française", is_default=True
)
IN_STEREO = forms.stereo(POLICY)


def film_of(
    tmp_path: Path, tone: str, *, duration=4.0, sound_late=0.0, picture_late=0.0
) -> Mezzanine:
    """A real film with one track of sound; each of its two tracks may start late."""
    path = tmp_path / "film.mov"
    inputs = [
        "-itsoffset",
        f"{picture_late}",
        "-f",
        "lavfi",
        "-i",
        f"color=s=64x36:r=25:d={duration}",
    ]
    inputs += ["-itsoffset", f"{sound_late}", "-f", "lavfi", "-i", tone]
    command = [binary("ffmpeg"), "-v", "error", *inputs, "-c:v", "mpeg4", "-c:a", "pcm_s16le", path]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    video = dataclasses.replace(VIDEO, duration=duration, start=picture_late)
    return dataclasses.replace(FILM, path=str(path), duration=duration, video=video)


def decoded(path: str) -> np.ndarray:
    """The samples of a published track, one row each, as a player hears them."""
    command = [
        "ffmpeg",
        "-nostdin",
        "-v",
        "error",
        *untrusted(path),
        "-map",
        "0:a:0",
        "-f",
        "f32le",
        "-",
    ]
    content = b"".join(Tools().stream(command, reads=[Path(path)], chunk=65_536))
    return np.frombuffer(content, np.float32).reshape(-1, 2)


def onset(path: str) -> float:
    """When the first loud sample is heard, in seconds."""
    heard = np.abs(decoded(path)).max(axis=1)
    return float(np.argmax(heard > heard.max() / 4)) / 48_000


def tone(expression: str, *, seconds=4.0, layout="stereo") -> str:
    return f"aevalsrc='{expression}':s=48000:c={layout}:d={seconds}"


BEEP_AT_ONE = tone("0.2*sin(6000*t)*gte(t\\,1)|0.2*sin(6000*t)*gte(t\\,1)")


def test_the_gain_is_the_way_to_the_house_loudness():
    assert gain_for(Loudness(-16.2, -2.6, 14.5, -26.8), POLICY) == -6.8
    assert gain_for(Loudness(-30.0, -12.0, 5.0, -40.0), POLICY) == 7.0


def test_the_true_peak_holds_the_gain_back():
    assert gain_for(Loudness(-40.0, -5.5, 20.0, -50.0), POLICY) == 4.5
    assert gain_for(Loudness(-23.0, 1.0, 20.0, -33.0), POLICY) == -2.0


def test_silence_is_not_raised():
    assert gain_for(None, POLICY) == 0.0


def test_a_track_is_put_on_the_clock_of_the_picture():
    late = dataclasses.replace(FILM, video=dataclasses.replace(VIDEO, start=0.08, duration=2.002))
    assert filters(Route(late, STEREO, IN_STEREO), gain=-3.25) == (
        "asetpts=PTS-0.080000/TB,anull,"
        "aresample=48000:async=96:min_comp=0.02:first_pts=0:clev=0.707107:slev=0.707107:lfe_mix_level=0:rematrix_maxval=16,"
        "aformat=sample_fmts=fltp:sample_rates=48000:channel_layouts=stereo,"
        "volume=-3.25dB:precision=float,apad=whole_len=96096,atrim=end_sample=96096"
    )


@pytest.mark.parametrize(
    ("channels", "mix"),
    [(1, "pan=stereo|c0=c0|c1=c0"), (2, "anull"), (6, "anull"), (16, "pan=stereo|c0=c0|c1=c1")],
)
def test_every_count_of_channels_has_its_way_to_stereo(channels, mix):
    track = dataclasses.replace(STEREO, channels=channels)
    assert filters(Route(FILM, track, IN_STEREO)).split(",")[1] == mix


def test_the_encoding_names_one_track_and_nothing_that_the_film_says():
    hostile = dataclasses.replace(
        STEREO, position=3, title="-y /etc/passwd", language="$(id)", layout="pan=|"
    )
    route = Route(FILM, hostile, IN_STEREO)
    command = sound.encode_command(route, Path("out/fr.mp4"), gain=1.5)
    assert command[:5] == ["ffmpeg", "-nostdin", "-v", "error", "-y"]
    assert shlex.join(command[command.index("-i") :]).replace(
        filters(route, gain=1.5), "FILTERS"
    ) == (
        "-i file:film.mov -map 0:a:3 -af FILTERS -map_metadata -1 -map_chapters -1 -c:a aac -profile:a aac_low "
        "-b:a 128000 -fflags +bitexact -flags:a +bitexact -movie_timescale 48000 -movflags +faststart -f mp4 "
        "file:out/fr.mp4"
    )


def test_listening_writes_nothing():
    command = measure_command(Route(FILM, STEREO, IN_STEREO))
    assert command[:6] == ["ffmpeg", "-nostdin", "-hide_banner", "-nostats", "-v", "info"]
    assert command[-3:] == ["-f", "null", "-"]


@pytest.mark.slow
def test_a_track_is_published_at_the_house_loudness_with_its_language(tmp_path):
    film = film_of(tmp_path, tone("0.5*sin(6000*t)|0.5*sin(6000*t)"))
    made = sound.publish(film, STEREO, POLICY, tmp_path / "fr.mp4", run=Tools())
    assert made.before.integrated == pytest.approx(-6.0, abs=0.3)
    assert made.after.integrated == pytest.approx(-23.0, abs=0.2)
    assert (made.language, made.title, made.channels, made.is_default) == (
        "fr",
        "Version française",
        2,
        True,
    )
    assert made.path == str(tmp_path / "fr.mp4")
    assert made.commands[1].startswith("ffmpeg -nostdin -v error -y ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["film.mov", "fr.mp4"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sound_late", "picture_late", "heard_at"), [(0.0, 0.0, 1.0), (0.5, 0.0, 1.5), (0.0, 0.4, 0.6)]
)
def test_sound_and_picture_keep_together(tmp_path, sound_late, picture_late, heard_at):
    film = film_of(tmp_path, BEEP_AT_ONE, sound_late=sound_late, picture_late=picture_late)
    made = sound.publish(film, STEREO, POLICY, tmp_path / "out.mp4", run=Tools())
    assert onset(made.path) == pytest.approx(heard_at, abs=0.002)


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [2.3, 4.0, 5.7])
def test_sound_lasts_exactly_as_long_as_the_picture(tmp_path, seconds):
    film = film_of(tmp_path, tone("0.2*sin(6000*t)|0", seconds=seconds))
    made = sound.publish(film, STEREO, POLICY, tmp_path / "out.mp4", run=Tools())
    ask = [
        "ffprobe",
        "-v",
        "error",
        *untrusted(made.path),
        "-show_entries",
        "stream=duration,start_time",
        "-of",
        "csv=p=0",
    ]
    assert Tools().run(ask, reads=[Path(made.path)]).stdout.decode().strip() == "0.000000,4.000000"
    # The last frame of AAC is whole: a player that does not cut it by the edit list hears at most 21 ms more.
    assert 192_000 <= len(decoded(made.path)) < 192_000 + 1024


@pytest.mark.slow
def test_mono_is_heard_on_both_sides(tmp_path):
    film = film_of(tmp_path, tone("0.2*sin(6000*t)", layout="mono"))
    mono = dataclasses.replace(STEREO, channels=1, layout="mono")
    heard = decoded(sound.publish(film, mono, POLICY, tmp_path / "out.mp4", run=Tools()).path)
    left, right = np.sqrt((heard**2).mean(axis=0))
    assert left == pytest.approx(right, rel=0.01)
    assert left > 0.03


@pytest.mark.slow
@pytest.mark.parametrize(
    ("speaking", "left", "right"),
    [
        (0, 1.0, 0.0),
        (1, 0.0, 1.0),
        (2, 0.707, 0.707),
        (3, 0.0, 0.0),
        (4, 0.707, 0.0),
        (5, 0.0, 0.707),
    ],
)
def test_surround_is_mixed_with_dialogue_in_the_middle_and_no_bass_channel(
    tmp_path, speaking, left, right
):
    parts = ["0.25*sin(6000*t)" if place == speaking else "0" for place in range(6)]
    film = film_of(tmp_path, tone("|".join(parts), seconds=1, layout="5.1"), duration=1.0)
    surround = dataclasses.replace(STEREO, channels=6, layout="5.1")
    command = ["ffmpeg", "-nostdin", "-v", "error", *untrusted(film.path), "-map", "0:a:0"]
    command += ["-af", filters(Route(film, surround, IN_STEREO)), "-f", "f32le", "-"]
    content = b"".join(Tools().stream(command, reads=[Path(film.path)], chunk=65_536))
    heard = np.abs(np.frombuffer(content, np.float32).reshape(-1, 2)).max(axis=0) / 0.25
    assert heard == pytest.approx([left, right], abs=0.01)


@pytest.mark.slow
def test_a_film_with_loud_peaks_stays_quieter_and_below_the_bound(tmp_path):
    # A click a second over a murmur: the murmur asks for more gain than the clicks can bear.
    murmur = "0.003*sin(3000*t)+0.8*lt(mod(t\\,1)\\,0.0005)"
    made = sound.publish(
        film_of(tmp_path, tone(f"{murmur}|{murmur}")),
        STEREO,
        POLICY,
        tmp_path / "o.mp4",
        run=Tools(),
    )
    assert made.after.true_peak <= POLICY.true_peak_dbtp
    assert made.after.integrated < -25.0


@pytest.mark.slow
def test_silence_is_published_as_silence(tmp_path):
    made = sound.publish(
        film_of(tmp_path, tone("0|0")), STEREO, POLICY, tmp_path / "o.mp4", run=Tools()
    )
    assert (made.before, made.after) == (None, None)
    assert np.abs(decoded(made.path)).max() == 0.0


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.04, 0.3, 0.5])
def test_a_very_short_film_is_published(tmp_path, seconds):
    film = film_of(tmp_path, tone("0.2*sin(6000*t)|0", seconds=seconds), duration=seconds)
    made = sound.publish(film, STEREO, POLICY, tmp_path / "o.mp4", run=Tools())
    assert len(decoded(made.path)) >= round(seconds * 48_000)


@pytest.mark.slow
def test_a_track_that_is_not_there_leaves_nothing_behind(tmp_path):
    film = film_of(tmp_path, tone("0|0", seconds=0.5), duration=0.5)
    track = dataclasses.replace(STEREO, position=1)
    assert sound.publish(film, track, POLICY, tmp_path / "o.mp4", run=Tools()) is None
    assert [path.name for path in tmp_path.iterdir()] == ["film.mov"]


class Deaf(Tools):
    """A machine whose encoder writes half of what was asked, and says all went well."""

    def run(self, command, **about):
        halved = [word.replace("end_sample=192000", "end_sample=96000") for word in command]
        return super().run(halved, **about)


@pytest.mark.slow
def test_success_without_the_whole_sound_is_a_failure(tmp_path):
    film = film_of(tmp_path, tone("0.2*sin(6000*t)|0"))
    with pytest.raises(ToolFailed, match="lacks 96000 samples"):
        sound.publish(film, STEREO, POLICY, tmp_path / "o.mp4", run=Deaf())
    assert [path.name for path in tmp_path.iterdir()] == ["film.mov"]


class Mute(Tools):
    """A machine whose encoder turns the sound down as far as nobody hears it."""

    def run(self, command, **about):
        is_encoding = command[0] == "ffmpeg" and "aac" in command
        turned = [
            word.replace("precision=float", "precision=float,volume=-40dB") for word in command
        ]
        return super().run(turned if is_encoding else command, **about)


@pytest.mark.slow
def test_success_with_another_loudness_is_a_failure(tmp_path):
    film = film_of(tmp_path, tone("0.2*sin(6000*t)|0"))
    with pytest.raises(ToolFailed, match="LUFS instead of"):
        sound.publish(film, STEREO, POLICY, tmp_path / "o.mp4", run=Mute())


@pytest.mark.slow
def test_hiss_that_a_coder_does_not_keep_is_no_failure(tmp_path):
    film = film_of(tmp_path, "anoisesrc=a=0.1:r=48000:seed=1:d=4")
    mono = dataclasses.replace(STEREO, channels=1, layout="mono")
    made = sound.publish(film, mono, POLICY, tmp_path / "o.mp4", run=Tools())
    # It misses the house's loudness by the treble that is gone, and quality control tells that.
    assert -26 < made.after.integrated < -24


@pytest.mark.slow
@pytest.mark.parametrize("strange", ["0/0", "1/0", "1e30"])
def test_samples_that_are_no_level_become_silence(strange, tmp_path):
    film, floats = film_of(tmp_path, tone("0", layout="mono")), tmp_path / "floats.mov"
    source = tone(f"if(between(t\\,1\\,1.1)\\,{strange}\\,0.2*sin(6000*t))", layout="mono")
    command = [binary("ffmpeg"), "-v", "error", "-i", film.path, "-f", "lavfi", "-i", source]
    command += ["-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "pcm_f32le", str(floats)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    film = dataclasses.replace(film, path=str(floats))
    track = dataclasses.replace(STEREO, codec="pcm_f32le", channels=1, layout="mono")
    made = sound.publish(film, track, POLICY, tmp_path / "o.mp4", run=Tools())
    assert (made.before.integrated, made.after.integrated) == (-14.2, -23.0)
    heard = np.abs(decoded(made.path)).max(axis=1)
    assert heard[50_400:51_600].max() < 0.01 < heard[40_000:44_000].max()


@pytest.mark.slow
def test_a_channel_that_ends_early_does_not_end_the_others(tmp_path):
    path = tmp_path / "parts.mov"
    inputs = [*("-f", "lavfi", "-i", "color=s=64x36:r=25:d=4"),
              *("-f", "lavfi", "-i", "sine=f=400:r=48000:d=1"), *("-f", "lavfi", "-i", "sine=f=700:r=48000:d=4")]  # fmt: skip
    maps = ["-map", "0", "-map", "1", "-map", "2", "-c:v", "mpeg4", "-c:a", "pcm_s16le"]
    command = [binary("ffmpeg"), "-v", "error", *inputs, *maps, str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    film = dataclasses.replace(FILM, path=str(path))
    track = dataclasses.replace(STEREO, parts=(0, 1), duration=4.0)
    made = sound.publish(film, track, POLICY, tmp_path / "o.mp4", run=Tools())
    left, right = (np.abs(decoded(made.path)[120_000:180_000, side]).max() for side in (0, 1))
    assert left < 0.001 < 0.05 < right


class Full(Tools):
    """A machine without memory to spare."""

    def run(self, command, **_):
        raise ToolFailed(command, 244, "Error while opening decoder: Cannot allocate memory")


def test_a_machine_without_memory_does_not_leave_a_sound_out():
    with pytest.raises(ToolFailed, match="memory"):
        sound.publish(FILM, STEREO, POLICY, Path("/nowhere/o.mp4"), run=Full())


@pytest.mark.slow
@pytest.mark.parametrize("pace", [0.999, 1.0015])
def test_a_sound_whose_clock_runs_from_the_pictures_is_kept_with_it(pace, tmp_path):
    beeps = tone("0.5*sin(6000*t)*lt(mod(t\\,10)\\,0.1)", seconds=60.0, layout="mono")
    film, drifting = film_of(tmp_path, beeps, duration=60.0), tmp_path / "drifting.mkv"
    command = [binary("ffmpeg"), "-v", "error", "-i", film.path, "-c", "copy"]
    subprocess.run([*command, "-bsf:a", f"setts=ts=TS*{pace}", str(drifting)], check=True)
    film = dataclasses.replace(film, path=str(drifting))
    track = dataclasses.replace(STEREO, channels=1, layout="mono")
    made = sound.publish(film, track, POLICY, tmp_path / "o.mp4", run=Tools())
    heard = np.abs(decoded(made.path)).max(axis=1)
    begins = round(48_000 * (50 * pace - 0.5))
    beep = np.argmax(heard[begins:] > heard.max() / 4) / 48_000 - 0.5
    assert abs(beep) < 0.025
