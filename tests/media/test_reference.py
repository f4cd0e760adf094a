"""What encoders read: the film itself where its times name its frames, otherwise a conformed copy."""

from dataclasses import replace
from pathlib import Path

import pytest

from lanterne_media.model import (
    Dynamics,
    FieldOrder,
    MediaRefused,
    Mezzanine,
    Rate,
    Shot,
    VideoFacts,
)
from lanterne_media.probe import probe
from lanterne_media.reference import (
    Reference,
    as_is,
    conform,
    conform_command,
    conformed_rate,
    count_frames,
    plate_command,
    restamp,
    scale,
    seek,
    smaller,
    with_duration,
)
from lanterne_media.tools import Finished, ToolFailed, described, untrusted

VIDEO = VideoFacts(0, "h264", 640, 360, Rate(25), 4.0)
FILM = Mezzanine("/films/film.mov", "identity", 1, "mov,mp4,m4a", 4.0, VIDEO)
REFERENCE = Reference("/films/film.mov", "identity", VIDEO, 100)
LOSSLESS = ("-c:v", "libx264", "-preset", "ultrafast", "-qp", "0")
TO_SDR = (
    "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,"
    "tonemap=hable:desat=0:peak=10,zscale=t=bt709:m=bt709:r=tv"
)


class Counter:
    """Stands in for ffprobe: counts so many packets."""

    def __init__(self, packets):
        self.packets, self.asked = packets, []

    def run(self, words, **_):
        self.asked.append(words)
        return Finished(
            f'{{"streams": [{{"nb_read_packets": "{self.packets}"}}]}}'.encode(), "", 0.0
        )


def filmed(**changes):
    return replace(FILM, video=replace(VIDEO, **changes))


def test_a_plain_film_is_its_own_reference():
    assert as_is(FILM, run=Counter(100)) == REFERENCE


@pytest.mark.parametrize(
    "film",
    [
        filmed(is_constant_rate=False),
        filmed(field_order=FieldOrder.TOP_FIRST),
        filmed(dynamics=Dynamics.PQ),
        filmed(start=0.02),
        filmed(rate=Rate(120)),
        replace(FILM, container="mpegts"),
        replace(FILM, container="mxf"),
        replace(FILM, container="avi"),
    ],
)
def test_a_film_whose_times_do_not_name_its_frames_is_copied(film):
    run = Counter(100)
    assert as_is(film, run=run) is None
    assert run.asked == []


@pytest.mark.parametrize("packets", [0, 99, 101])
def test_a_film_with_more_or_fewer_frames_than_its_length_is_copied(packets):
    assert as_is(FILM, run=Counter(packets)) is None


def test_frames_are_counted_in_the_track_that_was_chosen():
    run = Counter(100)
    as_is(filmed(index=3), run=run)
    assert run.asked == [
        [
            *("ffprobe", "-v", "error", "-count_packets", "-select_streams", "3"),
            *("-show_entries", "stream=nb_read_packets", "-of", "json"),
            *described("/films/film.mov"),
        ]
    ]


def test_a_run_of_frames_is_sought_half_a_frame_early():
    assert seek(REFERENCE, 50, 25) == [
        "-ss", "1.980000", "-t", "1.000000", *untrusted("/films/film.mov"),
    ]  # fmt: skip
    assert seek(REFERENCE, 0, 1)[:4] == ["-ss", "0.000000", "-t", "0.040000"]


def test_times_are_written_anew_from_zero():
    assert restamp(Rate(30000, 1001)) == "settb=1001/30000,setpts=N"


@pytest.mark.parametrize(
    ("changes", "matrix", "range_in"),
    [
        ({}, "bt601", "tv"),
        ({"width": 1280, "height": 720}, "bt709", "tv"),
        ({"matrix": "bt709"}, "bt709", "tv"),
        ({"matrix": "smpte170m"}, "bt601", "tv"),
        ({"matrix": "bt470bg", "width": 1920, "height": 1080}, "bt601", "tv"),
        ({"matrix": "bt2020nc"}, "bt2020", "tv"),
        ({"colour_range": "pc"}, "bt601", "pc"),
    ],
)
def test_colours_come_from_what_the_file_says_and_otherwise_from_its_size(
    changes, matrix, range_in
):
    assert scale(replace(VIDEO, **changes), 320, 180) == (
        f"scale=320:180:flags=lanczos:in_color_matrix={matrix}:out_color_matrix=bt709"
        f":in_range={range_in}:out_range=tv,setsar=1,setparams=color_primaries=bt709:color_trc=bt709"
    )


def test_a_plate_holds_exactly_these_frames_as_plain_samples():
    assert plate_command(REFERENCE, Shot(4, 50, 25), Path("/desk/plate.mp4")) == [
        *("ffmpeg", "-nostdin", "-v", "error", "-y"),
        *("-ss", "1.980000", "-t", "1.000000", *untrusted("/films/film.mov")),
        *("-map", "0:0", "-frames:v", "25"),
        *("-vf", f"{scale(VIDEO, 640, 360)},format=yuv420p,settb=1/25,setpts=N"),
        *("-r", "25/1", "-fps_mode", "cfr"),
        *("-f", "yuv4mpegpipe", "-strict", "-1", "/desk/plate.mp4"),
    ]


def test_a_conformed_copy_has_a_key_frame_every_half_second():
    assert conform_command(FILM, Path("/desk/copy.mp4")) == [
        *("ffmpeg", "-nostdin", "-v", "error", "-y", *untrusted("/films/film.mov")),
        *("-map", "0:0", "-vf", f"fps=25/1,{scale(VIDEO, 640, 360)},format=yuv420p"),
        *("-fps_mode", "cfr", *LOSSLESS, "-g", "12", "-an", "-sn", "-dn", "/desk/copy.mp4"),
        # Beside it, the time of every frame that decoded.
        *(
            "-map",
            "0:0",
            "-fps_mode",
            "passthrough",
            "-c:v",
            "wrapped_avframe",
            "-f",
            "framecrc",
            "-",
        ),
    ]


def picture(film):
    words = conform_command(film, Path("/desk/copy.mp4"))
    return words[words.index("-vf") + 1].split(",scale=")[0]


def test_fields_become_frames_at_twice_the_rate():
    film = filmed(field_order=FieldOrder.TOP_FIRST)
    assert picture(film) == "bwdif=mode=send_field:parity=tff,fps=50/1"
    bottom = filmed(field_order=FieldOrder.BOTTOM_FIRST, rate=Rate(30000, 1001))
    assert picture(bottom) == "bwdif=mode=send_field:parity=bff,fps=60000/1001"


@pytest.mark.parametrize("dynamics", [Dynamics.PQ, Dynamics.HLG])
def test_high_dynamic_range_is_mapped_to_the_standard_one(dynamics):
    film = filmed(dynamics=dynamics, primaries="bt2020", matrix="bt2020nc", colour_range="pc")
    words = " ".join(conform_command(film, Path("/desk/copy.mp4")))
    assert picture(film) == f"{TO_SDR},fps=25/1"
    assert "in_color_matrix=bt709:out_color_matrix=bt709:in_range=tv" in words


@pytest.mark.parametrize(
    ("rate", "order", "expected"),
    [
        (Rate(25), FieldOrder.PROGRESSIVE, Rate(25)),
        (Rate(25), FieldOrder.BOTTOM_FIRST, Rate(50)),
        (Rate(30000, 1001), FieldOrder.TOP_FIRST, Rate(60000, 1001)),
        (Rate(60), FieldOrder.PROGRESSIVE, Rate(60)),
        (Rate(120), FieldOrder.PROGRESSIVE, Rate(60)),
    ],
)
def test_nothing_is_published_faster_than_60(rate, order, expected):
    assert conformed_rate(replace(VIDEO, rate=rate, field_order=order)) == expected


@pytest.mark.parametrize(
    ("changes", "side", "expected"),
    [
        ({}, 180, (320, 180)),
        ({}, 1080, (640, 360)),
        ({"rotation": 90}, 180, (180, 320)),
        ({"pixel_aspect": Rate(2)}, 180, (640, 180)),
        ({"width": 641, "height": 361}, 1080, (640, 360)),
        ({"width": 4000, "height": 16}, 8, (2000, 8)),
    ],
)
def test_smaller_keeps_the_shape_and_never_enlarges(changes, side, expected):
    assert smaller(replace(VIDEO, **changes), side) == expected


def test_a_film_lasts_as_long_as_its_reference():
    longer = with_duration(FILM, replace(REFERENCE, frames=101))
    assert (longer.video.duration, longer.duration) == (4.04, 4.0)


class Broken:
    def run(self, words, **_):
        raise ToolFailed(words, 1, "nothing could be decoded")


def test_a_picture_that_cannot_be_decoded_is_refused(tmp_path):
    with pytest.raises(MediaRefused, match=r"^The picture of this file cannot be decoded\.$"):
        conform(FILM, tmp_path, run=Broken())


def test_a_copy_without_frames_is_refused(tmp_path):
    with pytest.raises(MediaRefused, match=r"^No frame of the picture can be decoded\.$"):
        conform(FILM, tmp_path, run=Counter(0))


def test_a_real_film_is_counted(clip, tools):
    film = clip("counted.mp4", picture="testsrc2=s=160x90:r=25", sound=None, seconds=0.6)
    assert count_frames(film, run=tools) == 15


def test_a_film_that_was_cut_short_is_refused_with_its_length(tools, clip, tmp_path):
    whole = clip("short.mp4", seconds=4.0, words=("-movflags", "+faststart", "-g", "25"))
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    mezzanine = probe(cut, run=tools)
    with pytest.raises(
        MediaRefused, match=r"Only \d\.\d of 4\.0 seconds of the picture can be decoded"
    ):
        conform(mezzanine, tmp_path, run=tools)
