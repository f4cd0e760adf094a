"""What a film file is, and why a file is refused."""

import hashlib
import os
import shutil
import struct
from fractions import Fraction

import pytest

from lanterne_media.model import (
    CaptionFacts,
    Chapter,
    Dynamics,
    FieldOrder,
    Limits,
    MediaRefused,
    Mezzanine,
    Rate,
    Reason,
    SoundFacts,
    VideoFacts,
)
from lanterne_media.probe import brightness, probe, streams, timing
from lanterne_media.probe.streams import Answer, Stream
from lanterne_media.tools import LimitReached, ToolFailed, Tools

NO_FILM = "This is not a film file: we take MP4, MOV, MKV, WebM, MXF, MPEG-TS, MPEG and AVI."
PLAYLIST = "This is a playlist that points to other files: send the film itself."


@pytest.fixture
def refusal(tools):
    """The sentence with which a file is refused."""

    def sentence(path, **limits):
        with pytest.raises(MediaRefused) as refused:
            probe(path, run=tools, limits=Limits(**limits))
        return str(refused.value)

    return sentence


def test_a_plain_film_is_described_to_the_last_fact(tools, clip):
    film = clip()
    assert probe(film, run=tools) == Mezzanine(
        path=str(film),
        identity=hashlib.sha256(film.read_bytes()).hexdigest(),
        size_bytes=film.stat().st_size,
        container="mov,mp4,m4a,3gp,3g2,mj2",
        duration=2.0,
        video=VideoFacts(
            index=0,
            codec="h264",
            width=320,
            height=180,
            rate=Rate(25),
            duration=2.0,
            profile="Constrained Baseline",
        ),
        sounds=(
            SoundFacts(
                index=1,
                position=0,
                codec="aac",
                channels=1,
                sample_rate=48000,
                layout="mono",
                duration=2.0,
                is_default=True,
            ),
        ),
    )


def test_a_film_keeps_its_identity_under_another_name(tools, clip, tmp_path):
    film = clip()
    copy = shutil.copy(film, tmp_path / "-v film;.mov")
    assert probe(copy, run=tools).identity == probe(film, run=tools).identity


@pytest.mark.parametrize(
    ("said", "rate"),
    [
        ("24000/1001", Rate(24000, 1001)),
        ("24", Rate(24)),
        ("25", Rate(25)),
        ("30000/1001", Rate(30000, 1001)),
        ("50", Rate(50)),
        ("60000/1001", Rate(60000, 1001)),
        ("60", Rate(60)),
        ("8", Rate(8)),
    ],
)
@pytest.mark.parametrize("name", ["film.mp4", "film.mkv", "film.ts"])
def test_every_usual_rate_is_exact_in_every_container(tools, clip, said, rate, name):
    video = probe(clip(name, picture=f"color=s=64x64:r={said}", sound=None), run=tools).video
    assert (video.rate, video.is_constant_rate) == (rate, True)


def test_a_rate_above_sixty_is_halved(tools, clip):
    video = probe(clip(picture="color=s=64x64:r=120", sound=None), run=tools).video
    assert (video.rate, video.is_constant_rate) == (Rate(60), True)


def test_a_variable_rate_is_seen_and_given_a_constant_one(tools, clip):
    uneven = ("-vf", r"select='not(between(mod(n\,10)\,4\,6))'", "-fps_mode", "vfr")
    video = probe(clip(picture="color=s=64x64:r=30", sound=None, words=uneven), run=tools).video
    assert (video.rate, video.is_constant_rate) == (Rate(30), False)


@pytest.mark.parametrize(
    ("name", "container", "words"),
    [
        ("film.mp4", "mov,mp4,m4a,3gp,3g2,mj2", ()),
        ("film.mov", "mov,mp4,m4a,3gp,3g2,mj2", ("-c:v", "prores_ks", "-c:a", "pcm_s24le")),
        ("film.mkv", "matroska,webm", ()),
        (
            "film.webm",
            "matroska,webm",
            ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-c:a", "libopus"),
        ),
        ("film.ts", "mpegts", ()),
        ("film.mxf", "mxf", ("-c:v", "mpeg2video", "-c:a", "pcm_s16le")),
        ("film.mpg", "mpeg", ("-c:v", "mpeg2video", "-c:a", "mp2")),
        ("film.avi", "avi", ("-c:v", "mjpeg", "-c:a", "pcm_s16le")),
    ],
)
def test_each_container_gives_its_picture_and_its_sound(tools, clip, name, container, words):
    film = probe(clip(name, words=words), run=tools)
    assert (film.container, film.video.rate, film.video.is_constant_rate) == (
        container,
        Rate(25),
        True,
    )
    assert film.video.duration == pytest.approx(2, abs=0.05)
    assert (film.video.width, film.video.height) == (320, 180)
    assert [sound.channels for sound in film.sounds] == [1]


@pytest.mark.parametrize(("turned", "rotation"), [("-90", 90), ("90", 270), ("180", 180), ("0", 0)])
def test_a_phone_held_upright_is_turned_clockwise(tools, clip, tmp_path, turned, rotation):
    upright = tmp_path / "upright.mp4"
    copy = [
        "ffmpeg",
        "-v",
        "error",
        "-display_rotation",
        turned,
        "-i",
        str(clip()),
        "-c",
        "copy",
        str(upright),
    ]
    tools.run(copy, reads=[clip()], writes=[tmp_path])
    video = probe(upright, run=tools).video
    assert (video.width, video.height, video.rotation) == (320, 180, rotation)
    assert video.display_size == ((180, 320) if rotation in {90, 270} else (320, 180))


def test_pixels_that_are_not_square_are_stretched(tools, clip):
    video = probe(clip(words=("-vf", "setsar=4/3", "-pix_fmt", "yuv420p")), run=tools).video
    assert (video.pixel_aspect, video.display_size) == (Rate(4, 3), (426, 180))


def test_an_odd_size_is_stored_as_it_is_and_shown_even(tools, clip):
    video = probe(clip(picture="color=s=321x181:r=25,format=yuv444p"), run=tools).video
    assert (video.width, video.height, video.display_size) == (321, 181, (320, 180))


@pytest.mark.parametrize(
    ("flag", "order"),
    [
        ("tff", FieldOrder.TOP_FIRST),
        ("bff", FieldOrder.BOTTOM_FIRST),
        ("prog", FieldOrder.PROGRESSIVE),
    ],
)
def test_the_frames_tell_the_field_order(tools, clip, flag, order):
    fields = () if flag == "prog" else ("-flags", "+ildct+ilme")
    words = ("-vf", f"setfield={flag}", *fields, "-c:v", "mpeg2video")
    video = probe(clip("film.ts", words=words), run=tools).video
    assert (video.field_order, video.rate) == (order, Rate(25))


@pytest.mark.parametrize(
    ("transfer", "dynamics"),
    [("smpte2084", Dynamics.PQ), ("arib-std-b67", Dynamics.HLG), ("bt709", Dynamics.SDR)],
)
def test_the_transfer_tells_the_dynamics(tools, clip, transfer, dynamics):
    tags = (
        f"setparams=color_primaries=bt2020:color_trc={transfer}:colorspace=bt2020nc:range=limited"
    )
    words = (
        "-vf",
        f"format=yuv420p10le,{tags}",
        "-c:v",
        "libx265",
        "-x265-params",
        "log-level=none",
    )
    video = probe(clip("film.mkv", words=words), run=tools).video
    assert (video.primaries, video.transfer, video.matrix) == ("bt2020", transfer, "bt2020nc")
    assert (video.colour_range, video.dynamics, video.bit_depth) == ("tv", dynamics, 10)


@pytest.mark.parametrize(("layout", "channels"), [("mono", 1), ("stereo", 2), ("5.1", 6)])
def test_sound_is_counted_in_channels(tools, clip, layout, channels):
    [sound] = probe(
        clip(sound=f"anullsrc=channel_layout={layout}:sample_rate=48000"), run=tools
    ).sounds
    assert (sound.channels, sound.layout) == (channels, layout)


def test_a_silent_film_has_no_sound_track(tools, clip):
    assert probe(clip(sound=None), run=tools).sounds == ()


def test_tracks_languages_titles_captions_and_chapters_are_told(tools, clip, tmp_path):
    words = tmp_path / "words.srt"
    words.write_text("1\n00:00:00,000 --> 00:00:01,000\nBonsoir.\n")
    marks = tmp_path / "marks.txt"
    marks.write_text(
        ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=500\ntitle=Dusk\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=500\nEND=2000\ntitle=Night\x1b[31m\n"
    )
    film = tmp_path / "film.mkv"
    inputs = [word for path in (clip(), words, marks) for word in ("-i", str(path))]
    mapped = [
        "-map",
        "0:v",
        "-map",
        "0:a",
        "-map",
        "0:a",
        "-map",
        "1",
        "-map",
        "1",
        "-map_chapters",
        "2",
        "-c",
        "copy",
    ]
    tags = [
        *(
            "-metadata:s:a:0",
            "language=fre",
            "-metadata:s:a:1",
            "language=<b>",
            "-metadata:s:a:1",
            "title=Commentary",
        ),
        *(
            "-disposition:a:0",
            "default",
            "-disposition:a:1",
            "0",
            "-metadata:s:s:0",
            "language=eng",
        ),
        *("-disposition:s:0", "forced", "-disposition:s:1", "hearing_impaired"),
    ]
    reads = [clip(), words, marks]
    tools.run(
        ["ffmpeg", "-v", "error", *inputs, *mapped, *tags, str(film)],
        reads=reads,
        writes=[tmp_path],
    )
    facts = probe(film, run=tools)
    told = [
        (one.index, one.position, one.language, one.title, one.is_default) for one in facts.sounds
    ]
    assert told == [(1, 0, "fr", "", True), (2, 1, "und", "Commentary", False)]
    assert facts.captions == (
        CaptionFacts(index=3, position=0, codec="subrip", language="en", is_forced=True),
        CaptionFacts(index=4, position=1, codec="subrip", is_for_the_deaf=True),
    )
    assert facts.chapters == (Chapter(0.0, "Dusk"), Chapter(0.5, "Night[31m"))


def test_cover_art_is_not_the_picture(tools, clip, tmp_path):
    cover, film = tmp_path / "cover.png", tmp_path / "film.mp4"
    draw = [
        "ffmpeg",
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        "color=s=600x600",
        "-frames:v",
        "1",
        str(cover),
    ]
    tools.run(draw, writes=[tmp_path])
    inputs = ["-i", str(cover), "-i", str(clip())]
    words = ["-map", "0", "-map", "1", "-c", "copy", "-disposition:v:0", "attached_pic", str(film)]
    tools.run(["ffmpeg", "-v", "error", *inputs, *words], reads=[cover, clip()], writes=[tmp_path])
    assert probe(film, run=tools).video.width == 320


def test_the_first_of_two_pictures_is_the_film(tools, clip):
    words = (
        "-filter_complex",
        "[0:v]split[a][b];[b]scale=64:36[c]",
        "-map",
        "[a]",
        "-map",
        "[c]",
        "-map",
        "1:a",
    )
    film = probe(clip("two.mp4", words=words), run=tools)
    assert (film.video.index, film.video.width) == (0, 320)
    assert [(sound.index, sound.position) for sound in film.sounds] == [(2, 0)]


def test_a_track_that_starts_late_says_by_how_much_whatever_the_file_clock(tools, clip):
    late = ("-output_ts_offset", "100", "-af", "atrim=start=0.5", "-c:a", "mp2", "-muxdelay", "0")
    film = probe(clip("late.ts", words=late), run=tools)
    assert film.video.start == 0
    assert film.sounds[0].start == pytest.approx(0.5, abs=0.03)


def test_a_bare_stream_is_counted(tools, clip):
    film = probe(clip("film.h264", sound=None), run=tools)
    assert (film.container, film.duration, film.video.rate) == ("h264", 2.0, Rate(25))


# Refusals, each with its sentence


def test_an_empty_file_is_refused(refusal, tmp_path):
    empty = tmp_path / "film.mp4"
    empty.touch()
    assert refusal(empty) == "This file is empty."


def test_a_missing_file_is_refused(refusal, tmp_path):
    assert refusal(tmp_path / "film.mp4") == f"There is no file at {tmp_path}/film.mp4."


def test_a_folder_is_refused(refusal, tmp_path):
    assert refusal(tmp_path) == f"{tmp_path} is a folder, not a film file."


def test_a_pipe_is_refused_without_being_opened(refusal, tmp_path):
    os.mkfifo(tmp_path / "film.mp4")
    assert (
        refusal(tmp_path / "film.mp4")
        == f"{tmp_path}/film.mp4 is a device or a pipe, not a film file."
    )


def test_a_link_is_refused(refusal, clip, tmp_path):
    (tmp_path / "film.mp4").symlink_to(clip())
    assert (
        refusal(tmp_path / "film.mp4")
        == f"{tmp_path}/film.mp4 is a link: name the file that it points to."
    )


@pytest.mark.parametrize(
    "text", ["Dear all,\nhere is the film.\n", "\0" * 5000, "PK\x03\x04 a zip"]
)
def test_another_file_under_a_films_name_is_refused(refusal, tmp_path, text):
    (tmp_path / "film.mp4").write_text(text)
    assert refusal(tmp_path / "film.mp4") == NO_FILM


def test_a_film_without_its_index_is_refused(refusal, clip, tmp_path):
    cut = tmp_path / "film.mp4"
    cut.write_bytes(clip().read_bytes()[:20_000])
    assert (
        refusal(cut)
        == "This file is cut short: its index is missing, so its export or its upload did not finish."
    )


def test_sound_alone_is_refused(refusal, clip):
    assert refusal(clip("song.mp4", picture=None)) == "This file has sound but no picture."


def test_captions_alone_are_refused(refusal, tools, tmp_path):
    (tmp_path / "words.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nBonsoir.\n")
    film = tmp_path / "film.mkv"
    tools.run(
        ["ffmpeg", "-v", "error", "-i", str(tmp_path / "words.srt"), str(film)], writes=[tmp_path]
    )
    assert refusal(film) == "This file has no picture."


@pytest.mark.parametrize(
    "text",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile:///etc/passwd\n",
        "\ufeff \n#EXTM3U\n",
        "ffconcat version 1.0\nfile neighbour.mp4\n",
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"/>',
    ],
)
@pytest.mark.parametrize("name", ["film.mp4", "film.m3u8"])
def test_a_playlist_that_points_elsewhere_is_refused(refusal, tmp_path, text, name):
    (tmp_path / name).write_text(text)
    assert refusal(tmp_path / name) == PLAYLIST


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"<svg/>", b"\0\0\0\x1cftypavif"]
)
def test_a_still_picture_is_refused(refusal, tmp_path, content):
    (tmp_path / "film.mp4").write_bytes(content)
    assert refusal(tmp_path / "film.mp4") == "This is a still picture, not a film."


def test_a_picture_of_sixteen_thousand_pixels_is_refused(refusal, clip):
    wide = clip(
        "wide.mov",
        picture="color=s=16000x16000:r=1",
        sound=None,
        seconds=1,
        words=("-c:v", "mjpeg"),
    )
    told = "The picture is 16000 by 16000 pixels, more than the 35,389,440 in all that we take."
    assert refusal(wide) == told


def test_a_smaller_limit_on_pixels_is_obeyed(refusal, clip):
    told = "The picture is 320 by 180 pixels, more than the 57,599 in all that we take."
    assert refusal(clip(), most_pixels=57_599) == told


def test_too_many_tracks_are_refused(refusal, clip):
    film = clip("many.mkv", words=("-map", "0:v", *("-map", "1:a") * 5))
    assert (
        refusal(film, most_streams=5) == "This file holds 6 tracks, more than the 5 that we take."
    )


def test_too_long_a_film_is_refused(refusal, clip):
    told = "This film lasts 0:00:02, longer than the 0:00:01 that we take."
    assert refusal(clip(), longest_seconds=1) == told


@pytest.mark.parametrize(
    ("codec", "name", "told"),
    [
        ("magicyuv", "film.mkv", "magicyuv"),
        ("ffvhuff", "film.avi", "ffvhuff"),
        ("snow", "film.mov", "snow"),
    ],
)
def test_a_decoder_that_nobody_delivers_is_refused_by_its_name(refusal, clip, codec, name, told):
    words = (
        ("-c:v", codec, "-strict", "-2", "-pix_fmt", "yuv420p", "-vtag", "SNOW")
        if codec == "snow"
        else ("-c:v", codec)
    )
    film = clip(name, sound=None, seconds=0.4, words=words)
    assert refusal(film) == f"A track is coded as {told}, which we do not decode."


@pytest.mark.parametrize(("entry", "told"), [(b"zzz1", "zzz1"), (b"\0\0\0\0", "something unknown")])
def test_an_unknown_sample_entry_is_refused_by_its_name(refusal, clip, tmp_path, entry, told):
    odd = tmp_path / "film.mp4"
    odd.write_bytes(clip().read_bytes().replace(b"avc1", entry).replace(b"avcC", b"zzzC"))
    assert refusal(odd) == f"The picture is coded as {told}, which we do not decode."


def test_sound_in_a_code_that_nobody_delivers_is_refused_by_its_name(refusal, clip):
    film = clip("film.mkv", words=("-c:a", "adpcm_ms"))
    assert refusal(film) == "The sound is coded as adpcm_ms, which we do not decode."


@pytest.mark.parametrize("late", ["ffprobe", "ffmpeg"])
def test_a_film_that_takes_too_long_to_look_at_is_refused(clip, late):
    class Hurried(Tools):
        """A machine that has no time for some tool."""

        def run(self, command, **about):
            if command[0] == late:
                raise LimitReached(command, f"{about['limits'].wall_seconds:g} seconds")
            return super().run(command, **about)

    with pytest.raises(MediaRefused) as refused:
        probe(clip(), run=Hurried())
    assert str(refused.value) == f"This file kept {late} busy for more than 120 seconds."


@pytest.fixture
def two_sounds(clip, tmp_path):
    """A film of two sound tracks, of which the first has a sample entry that nobody knows, as on some phones."""

    def make(unknown):
        film = tmp_path / "film.mp4"
        content = clip("two.mp4", words=("-map", "0:v", "-map", "1:a", "-map", "1:a")).read_bytes()
        film.write_bytes(
            content.replace(b"mp4a", b"zzz1", unknown).replace(b"esds", b"zzzz", unknown)
        )
        return film

    return make


def test_sound_in_an_unknown_code_is_passed_over_beside_another(tools, two_sounds):
    film = probe(two_sounds(1), run=tools)
    assert [(sound.index, sound.position, sound.codec) for sound in film.sounds] == [(2, 1, "aac")]


def test_sound_in_an_unknown_code_is_refused_when_there_is_no_other(refusal, two_sounds):
    assert refusal(two_sounds(-1)) == "The sound is coded as zzz1, which we do not decode."


def test_a_film_of_which_no_frame_can_be_read_is_refused(refusal, clip, tmp_path):
    content = bytearray(clip().read_bytes())
    start = content.index(b"mdat")
    length = struct.unpack(">I", content[start - 4 : start])[0]
    content[start + 4 : start - 4 + length] = bytes(length - 8)
    hollow = tmp_path / "film.mp4"
    hollow.write_bytes(content)
    assert refusal(hollow) == "No frame of this film can be read."


# The arithmetic of pace


TICK = Fraction(1, 90_000)


def test_no_times_at_all_leave_the_claim():
    assert timing.pace([], tick=TICK, nominal=Fraction(25), mean=None) == timing.Pace(
        Rate(25), is_constant=True
    )


def test_milliseconds_do_not_hide_which_of_two_near_rates_it_is():
    times = [round(n * 1001 / 24) for n in range(240)]
    pace = timing.pace(times, tick=Fraction(1, 1000), nominal=Fraction(24), mean=Fraction(24))
    assert pace == timing.Pace(Rate(24000, 1001), is_constant=True)


def test_a_telephone_clock_that_runs_a_little_fast_is_still_thirty():
    times = [n * 2999 for n in range(40)]
    pace = timing.pace(times, tick=TICK, nominal=Fraction(90000, 2999), mean=Fraction(90000, 2999))
    assert pace == timing.Pace(Rate(30), is_constant=True)


def test_an_even_start_of_an_uneven_film_is_not_constant():
    times = [n * 3000 for n in range(40)]
    pace = timing.pace(times, tick=TICK, nominal=Fraction(30), mean=Fraction(20))
    assert pace == timing.Pace(Rate(30), is_constant=False)


def test_a_screen_recording_takes_the_rate_nearest_its_usual_pace():
    times = [0, 9000, 12050, 14950, 18100, 40000, 43020, 46000]
    pace = timing.pace(times, tick=TICK, nominal=Fraction(90_000), mean=Fraction(13))
    assert pace == timing.Pace(Rate(30000, 1001), is_constant=False)


def test_fields_counted_as_frames_are_paired():
    times = [n * 1800 for n in range(40)]
    pace = timing.pace(
        times, tick=TICK, nominal=Fraction(50), mean=None, field_order=FieldOrder.TOP_FIRST
    )
    assert pace == timing.Pace(Rate(25), is_constant=True)


def test_a_clock_that_ticks_by_frames_does_not_tell_fields_apart():
    """Of an AVI, whose first frame seems to last twice as long: never film spread by its player."""
    lengths = [2] + [1] * 49
    assert not timing.is_pulled_down(lengths, Fraction(1, 25))
    times = [0] + [n + 1 for n in range(1, 51)]
    pace = timing.pace(times, tick=Fraction(1, 25), nominal=Fraction(25), mean=Fraction(25))
    assert pace.rate == Rate(25)


@pytest.mark.parametrize("text", ["0/0", "N/A", "", "25/0"])
def test_a_ratio_that_is_none_is_none(text):
    assert timing.ratio(text) is None


@pytest.mark.parametrize(
    ("tags", "seconds"),
    [
        ({"DURATION": "00:00:02.000000000"}, 1.4),
        ({"DURATION-eng": "00:00:02.000000000"}, 1.4),
        # mkvmerge counts from the first frame, not from the start of the file.
        ({"DURATION": "00:00:02.000000000", "_STATISTICS_TAGS-eng": "DURATION"}, 2.0),
    ],
)
def test_a_late_track_of_matroska_lasts_from_its_first_frame(tags, seconds):
    assert streams.duration(Stream(index=0, start_time="0.600000", tags=tags), Answer()) == seconds


class Full:
    """A machine without memory to spare."""

    def run(self, command, **_):
        raise ToolFailed(command, 244, "Error while opening decoder: Cannot allocate memory")


def test_a_machine_without_memory_does_not_forget_how_bright_a_film_is(tmp_path):
    with pytest.raises(MediaRefused) as refused:
        brightness.told(tmp_path, Stream(index=0), run=Full(), limits=Limits())
    assert str(refused.value) == ("This file needs more memory or time to be opened than we allow.")


def test_a_sound_without_channels_is_left_out_and_not_forgotten():
    whole = Stream(index=1, codec_type="audio", codec_name="aac", channels=2, sample_rate="48000")
    broken = Stream(index=2, codec_type="audio", codec_name="aac", sample_rate="48000")
    foreign = Stream(index=3, codec_type="audio", codec_name="ape", channels=2, sample_rate="48000")
    answer = Answer(streams=[whole, broken, foreign])
    assert [one.index for one in streams.sounds(answer)] == [1]
    assert [(one.sound.index, one.reason) for one in streams.left_out(answer)] == [
        (2, Reason.DAMAGE),
        (3, Reason.CODEC),
    ]
