"""Whatever a distributor delivers: the right size, the right rate, every frame, in step with its sound."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from lanterne_media import pipeline, sound, verify
from lanterne_media.farm import LocalFarm
from lanterne_media.model import Codec, FieldOrder, Keys, Policy, Rate, Rung, Shot
from lanterne_media.package import package
from lanterne_media.pipeline import Site, picture, renditions
from lanterne_media.pipeline.desk import Desk
from lanterne_media.reference import smaller, with_duration
from lanterne_media.store import Workshop

pytestmark = pytest.mark.slow

POLICY = Policy(codecs=(Codec.H264,), h264_preset="ultrafast", segment_seconds=1.0)
PICTURE, TONE = "testsrc2=s=320x180:r=25", "sine=frequency=440:sample_rate=48000"
PAL, NTSC, FILM = Rate(25), Rate(30000, 1001), Rate(24000, 1001)


@dataclass(frozen=True)
class Case:
    """A film, and what of it must come out."""

    name: str
    words: tuple[str, ...] = ()
    picture: str = PICTURE
    sound: str | None = TONE
    seconds: float = 2.0
    size: tuple[int, int] = (320, 180)
    rate: Rate = PAL
    is_copied: bool = False


HDR = ("-pix_fmt", "yuv420p10le", "-c:v", "libx265", "-x265-params", "log-level=none")
BT2020 = "setparams=color_primaries=bt2020:colorspace=bt2020nc:range=tv:color_trc"
FIELDS = ("-c:v", "mpeg2video", "-b:v", "4M", "-flags", "+ildct+ilme", "-g", "12")
FULL = "testsrc2=s=320x180:r=50"
DNXHR = ("-c:v", "dnxhd", "-profile:v", "dnxhr_hqx", "-pix_fmt")
XDCAM = (
    *("-vf", "tinterlace=interleave_top,setfield=tff", "-r", "25", "-pix_fmt", "yuv422p"),
    *(*FIELDS, "-c:a", "pcm_s24le"),
)

CASES = {
    "24": Case("f.mp4", picture="testsrc2=s=320x180:r=24", rate=Rate(24)),
    "23.976": Case("f.mov", picture="testsrc2=s=320x180:r=24000/1001", rate=FILM),
    "25": Case("f.mp4"),
    "29.97": Case("f.mp4", picture="testsrc2=s=320x180:r=30000/1001", rate=NTSC),
    "30": Case("f.mp4", picture="testsrc2=s=320x180:r=30", rate=Rate(30)),
    "50": Case("f.mp4", picture=FULL, rate=Rate(50)),
    "59.94": Case("f.mp4", picture="testsrc2=s=320x180:r=60000/1001", rate=Rate(60000, 1001)),
    "60": Case("f.mp4", picture="testsrc2=s=320x180:r=60", rate=Rate(60)),
    "120": Case(
        "f.mp4", picture="testsrc2=s=320x180:r=120", rate=Rate(60), seconds=1.0, is_copied=True
    ),
    "portrait": Case("f.mp4", picture="testsrc2=s=180x320:r=25", size=(180, 320)),
    "wide pixels": Case("f.mp4", ("-vf", "setsar=2"), size=(640, 180)),
    "tall pixels": Case("f.mp4", ("-vf", "setsar=1/2"), size=(320, 360)),
    "anamorphic": Case(
        "f.mp4", ("-vf", "setsar=64/45"), picture="testsrc2=s=360x288:r=25", size=(512, 288)
    ),
    "odd size": Case(
        "f.mkv",
        ("-pix_fmt", "yuv444p"),
        picture="testsrc2=s=321x181:r=25",
        size=(320, 180),
    ),
    "interlaced top first": Case(
        "f.mxf",
        ("-vf", "tinterlace=interleave_top,setfield=tff", "-r", "25", *FIELDS),
        picture=FULL,
        rate=Rate(50),
        is_copied=True,
    ),
    "interlaced bottom first": Case(
        "f.mov",
        (
            *("-vf", "tinterlace=interleave_bottom,setfield=bff", "-r", "25", *FIELDS),
            *("-field_order", "bb", "-c:a", "pcm_s16le"),
        ),
        picture=FULL,
        rate=Rate(50),
        is_copied=True,
    ),
    "variable rate": Case(
        "f.mp4",
        ("-vf", "select='not(mod(n\\,3))+gt(n\\,30)'", "-fps_mode", "vfr"),
        is_copied=True,
    ),
    "mono": Case("f.mp4", ("-ac", "1")),
    "5.1": Case("f.mp4", ("-ac", "6")),
    "no sound": Case("f.mp4", sound=None),
    "mkv": Case("f.mkv", ("-c:a", "flac")),
    "mov": Case("f.mov", ("-c:v", "prores_ks", "-c:a", "pcm_s24le")),
    "ProRes 4444": Case(
        "f.mov", ("-c:v", "prores_ks", "-profile:v", "4444", "-pix_fmt", "yuva444p10le")
    ),
    "DNxHR": Case("f.mxf", (*DNXHR, "yuv422p10le", "-c:a", "pcm_s24le"), is_copied=True),
    "DNxHR 4:4:4 in MOV": Case(
        "f.mov", ("-c:v", "dnxhd", "-profile:v", "dnxhr_444", "-pix_fmt", "yuv444p10le")
    ),
    "XDCAM": Case("f.mxf", XDCAM, picture=FULL, rate=Rate(50), is_copied=True),
    "DV PAL": Case(
        "f.mov",
        (
            "-c:v",
            "dvvideo",
            "-pix_fmt",
            "yuv420p",
            "-vf",
            "tinterlace=interleave_bottom,setfield=bff,setsar=16/15",
            "-c:a",
            "pcm_s16le",
        ),
        picture="testsrc2=s=720x576:r=50",
        size=(768, 576),
        rate=Rate(50),
        seconds=0.6,
        is_copied=True,
    ),
    "webm": Case("f.webm", ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-c:a", "libopus")),
    "ts": Case("f.ts", ("-c:a", "mp2"), is_copied=True),
    "mxf": Case("f.mxf", ("-c:v", "mpeg2video", "-b:v", "2M"), is_copied=True),
    "mpg": Case("f.mpg", ("-c:v", "mpeg2video", "-b:v", "2M", "-c:a", "mp2"), is_copied=True),
    "avi": Case("f.avi", ("-c:v", "mpeg4", "-c:a", "mp3"), is_copied=True),
    "open groups far apart": Case(
        "f.mp4",
        ("-preset", "medium", "-g", "250", "-x264-params", "open-gop=1:bframes=4:keyint=250"),
    ),
    "sound shorter than the picture": Case("f.mkv", sound=f"{TONE}:duration=1.1"),
    "sound longer than the picture": Case(
        "f.mp4", picture=f"{PICTURE}:d=1.4", sound=TONE, seconds=2.4
    ),
    "ten bits": Case("f.mp4", ("-pix_fmt", "yuv420p10le")),
    "hlg": Case("f.mp4", (*HDR, "-vf", f"{BT2020}=arib-std-b67"), is_copied=True),
    "pq": Case("f.mkv", (*HDR, "-vf", f"{BT2020}=smpte2084"), is_copied=True),
    "full range": Case("f.mp4", ("-pix_fmt", "yuvj420p", "-color_range", "pc")),
}


@dataclass(frozen=True)
class Made:
    film: object
    reference: object
    folder: Path
    sounds: tuple
    rendition: object


@pytest.fixture
def site(tmp_path, tools):
    workshop, farm = Workshop(tmp_path / "work"), LocalFarm(1)
    yield Site(workshop, farm, tools)
    farm.close()
    workshop.close()


def ended(events):
    while True:
        try:
            next(events)
        except StopIteration as done:
            return done.value


def publish(path, site, keys: Keys | None = None) -> Made:
    """Plan, reference, one cheap rendition, sound, package: as the pipeline does it."""
    plan = pipeline.plan(path, POLICY, run=site.run)
    reference = ended(picture.find_reference(plan, site))
    desk = Desk(reference, POLICY, site)
    film = with_duration(plan.mezzanine, reference)
    rung = Rung(Codec.H264, *smaller(reference.video, 180), 30.0, "ultrafast")
    half = reference.frames // 2
    cuts = [Shot(0, 0, half), Shot(1, half, reference.frames - half)]
    rendition = ended(renditions.encode_at(desk, cuts, rung))
    sounds = tuple(
        sound.publish(film, one, POLICY, site.workshop.root / f"{one.position}.mp4", run=site.run)
        for one in film.sounds
    )
    folder = site.workshop.root / "package"
    folder.mkdir()
    package([rendition], sounds, (), None, keys, POLICY, folder, run=site.run)
    return Made(film, reference, folder, sounds, rendition)


def faults(made, site, keys=None):
    return verify.verify(
        made.folder,
        duration=made.reference.duration,
        frames=made.reference.frames,
        rate=made.reference.video.rate,
        keys=keys,
        run=site.run,
    )


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_format_comes_out_whole(case, clip, site):
    path = clip(
        case.name, picture=case.picture, sound=case.sound, seconds=case.seconds, words=case.words
    )
    made = publish(path, site)
    assert made.film.video.display_size == case.size
    assert made.reference.video.display_size == case.size
    assert made.reference.video.rate == case.rate
    assert (made.reference.path != str(path)) is case.is_copied
    lasts = made.film.video.duration
    assert abs(made.reference.frames - case.rate.value * lasts) <= 1
    assert len(made.sounds) == (case.sound is not None)
    assert made.rendition.quality.mean > 30
    assert faults(made, site) == ()


# Turned by a display matrix


@pytest.mark.parametrize(
    ("degrees", "size"), [(90, (180, 320)), (180, (320, 180)), (270, (180, 320))]
)
def test_a_turned_film_stands_upright(degrees, size, clip, site, tools, tmp_path):
    plain = clip("plain.mp4", seconds=1.0, words=("-c:a", "aac"))
    turned = tmp_path / "turned.mp4"
    tools.run(
        [
            *("ffmpeg", "-v", "error", "-display_rotation", str(degrees), "-i", f"file:{plain}"),
            *("-c", "copy", f"file:{turned}"),
        ],
        reads=[plain],
        writes=[tmp_path],
    )
    made = publish(turned, site)
    assert made.film.video.rotation == (360 - degrees) % 360
    assert made.reference.video.display_size == size
    # Were the reference not turned like the rendition, nothing would match.
    assert made.rendition.quality.mean > 30
    assert faults(made, site) == ()


def test_an_edit_list_hides_what_it_should(clip, site, tools, tmp_path):
    whole = clip("long.mp4", seconds=3.0, words=("-c:a", "aac", "-bf", "2"))
    cut = tmp_path / "cut.mp4"
    tools.run(
        [
            *("ffmpeg", "-v", "error", "-ss", "0.5", "-i", f"file:{whole}"),
            *("-c", "copy", f"file:{cut}"),
        ],
        reads=[whole],
        writes=[tmp_path],
    )
    made = publish(cut, site)
    assert abs(made.reference.frames - 62.5) <= 1
    assert faults(made, site) == ()


# Sync: a flash and a beep at the same instant, found again in what was published

FLASH = 1.0
FLASHING = "color=black:s=160x90:r={rate},drawbox=c=white:t=fill:enable='between(t,1.0,1.19)'"
BEEPING = "aevalsrc='if(between(t,1.0,1.2),0.5*sin(6283*t),0)':s=48000"


def flash_and_beep(made, site):
    """When the picture turns white and when the sound begins, in seconds, as decoded from the package."""
    init = next((made.folder / "video").rglob("init*"))
    pixels = decoded(init, site, "-vf", "scale=2:2,format=gray", "-f", "rawvideo")
    bright = next(n for n in range(len(pixels) // 4) if pixels[4 * n] > 128)
    heard = decoded(next((made.folder / "audio").rglob("init*")), site, "-ac", "1", "-f", "s16le")
    samples = struct.unpack(f"<{len(heard) // 2}h", heard)
    loud = next(n for n, value in enumerate(samples) if abs(value) > 1500)
    return made.reference.video.rate.seconds(bright), loud / 48_000


def decoded(init, site, *words):
    segments = sorted(
        (path for path in init.parent.iterdir() if path.suffix == ".m4s"),
        key=lambda path: int("".join(filter(str.isdigit, path.stem)) or 0),
    )
    joined = init.parent / "joined.mp4"
    joined.write_bytes(b"".join(path.read_bytes() for path in [init, *segments]))
    command = ["ffmpeg", "-v", "error", "-i", f"file:{joined}", *words, "-"]
    try:
        return site.run.run(command, reads=[joined]).stdout
    finally:
        joined.unlink()


# The file's clock begins with the sound.
LATE = ("-fps_mode", "passthrough")
SYNC = {
    "mp4": ("f.mp4", "25", ("-c:a", "aac")),
    "29.97": ("f.mov", "30000/1001", ("-c:a", "pcm_s16le")),
    "ts": ("f.ts", "25", ("-c:a", "mp2")),
    "webm": ("f.webm", "30", ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-c:a", "libopus")),
    "mxf": ("f.mxf", "25", ("-c:v", "mpeg2video", "-b:v", "2M")),
    "fields": (
        "f.mxf",
        "50",
        ("-vf", "tinterlace=interleave_top,setfield=tff", "-r", "25", *FIELDS),
    ),
    "variable": ("f.mp4", "25", ("-vf", "select='not(mod(n\\,2))+gt(n\\,35)'", "-fps_mode", "vfr")),
    "late sound": ("f.mkv", "25", ("-af", "atrim=start=0.4", "-c:a", "flac")),
    "late picture": ("f.mp4", "25", ("-vf", "trim=start=0.6", *LATE, "-c:a", "aac")),
    "late fields": (
        "f.mkv",
        "50",
        ("-vf", "tinterlace=interleave_top,setfield=tff,trim=start=0.6", *LATE, *FIELDS),
    ),
}


@pytest.mark.parametrize(("name", "rate", "words"), SYNC.values(), ids=SYNC)
def test_the_flash_and_the_beep_stay_together(name, rate, words, clip, site):
    path = clip(name, picture=FLASHING.format(rate=rate), sound=BEEPING, seconds=2.0, words=words)
    made = publish(path, site)
    assert faults(made, site) == ()
    seen, heard = flash_and_beep(made, site)
    frame, video = made.reference.video.rate.seconds(1), made.film.video
    assert abs(seen + video.start - FLASH) <= frame + 0.001
    assert abs(made.reference.duration + video.start - 2.0) <= frame + 0.001
    assert math.isclose(heard, seen, abs_tol=frame + 0.012)


def test_half_pictures_are_told_top_from_bottom(clip, tools):
    from lanterne_media.probe import probe

    for case, order in (
        ("interlaced top first", FieldOrder.TOP_FIRST),
        ("interlaced bottom first", FieldOrder.BOTTOM_FIRST),
    ):
        one = CASES[case]
        path = clip(one.name, picture=one.picture, sound=one.sound, words=one.words)
        assert probe(path, run=tools).video.field_order is order


def test_a_film_is_published_the_same_from_a_copy_as_from_itself(clip, site):
    path = clip("f.mp4", seconds=1.0, words=("-c:a", "aac"))
    plan = pipeline.plan(path, POLICY, run=site.run)
    plain = ended(picture.find_reference(plan, site))
    uneven = replace(plan.mezzanine.video, is_constant_rate=False)
    film = replace(plan.mezzanine, video=uneven)
    copied = ended(picture.find_reference(replace(plan, mezzanine=film), site))
    assert copied.path != plain.path
    assert (copied.frames, copied.video.rate) == (plain.frames, plain.video.rate)
