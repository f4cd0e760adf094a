"""Pictures taken from a film: sheets for the scrub bar, and stills that could stand for it."""

import dataclasses
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest

from lanterne_media import captions, stills
from lanterne_media.model import (
    Dynamics,
    FieldOrder,
    MediaRefused,
    Mezzanine,
    Rate,
    Shot,
    VideoFacts,
)
from lanterne_media.stills import Grid, candidates, grid, look, merits, sheets
from lanterne_media.tools import Finished, ToolFailed, Tools, binary

VIDEO = VideoFacts(0, "h264", 1920, 1080, Rate(25), 30.0)
FILM = Mezzanine("film.mov", "0" * 64, 1, "mov", 30.0, VIDEO)


def film_of(
    tmp_path: Path, source: str, *, duration: float, filters: str = "null", **facts
) -> Mezzanine:
    """A real film of 160 by 90, ten frames a second."""
    path, joint = tmp_path / "film.mkv", ":" if "=" in source else "="
    source = ["-f", "lavfi", "-i", f"{source}{joint}s=160x90:r=10:d={duration}"]
    coded = [
        "-vf",
        filters,
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-g",
        "10",
        "-pix_fmt",
        "yuv420p",
    ]
    subprocess.run(
        [binary("ffmpeg"), "-v", "error", *source, *coded, path],
        check=True,
        stdin=subprocess.DEVNULL,
    )
    video = VideoFacts(0, "h264", 160, 90, Rate(10), duration)
    return dataclasses.replace(
        FILM, path=str(path), duration=duration, video=dataclasses.replace(video, **facts)
    )


def tiles(path: str, made) -> list[np.ndarray]:
    sheet = cv2.imread(path)
    rows = np.split(sheet, made.rows, axis=0)
    return [tile for row in rows for tile in np.split(row, made.columns, axis=1)]


@pytest.mark.parametrize(
    ("duration", "size", "expected"),
    [
        (30.0, (1920, 1080), Grid(240, 136, 10, 3, 1.0, 30)),
        (0.04, (1920, 1080), Grid(240, 136, 1, 1, 1.0, 1)),
        (4.0, (640, 480), Grid(180, 136, 4, 1, 1.0, 4)),
        (4.2, (1080, 1920), Grid(160, 284, 5, 1, 1.0, 5)),
        (300.0, (1920, 800), Grid(240, 100, 10, 10, 1.0, 300)),
        (596.458, (1280, 720), Grid(240, 136, 10, 10, 2.0, 299)),
        (7200.0, (3840, 2160), Grid(240, 136, 10, 10, 10.0, 720)),
        (10.0, (4, 4000), Grid(2, 480, 10, 1, 1.0, 10)),
    ],
)  # fmt: skip
def test_a_film_is_laid_on_sheets_by_its_length_and_shape(duration, size, expected):
    assert grid(duration, size) == expected


def test_sheets_are_counted_with_the_last_one_begun():
    assert [grid(seconds, (16, 9)).sheets for seconds in (1.0, 100.0, 101.0, 7200.0)] == [
        1,
        1,
        2,
        8,
    ]


def test_thumbnails_point_into_the_sheets_until_the_end_of_the_film():
    text = sheets.thumbnails(Grid(240, 136, 2, 1, 1.0, 3), 2.5)
    assert text == (
        "WEBVTT\n\n"
        "00:00:00.000 --> 00:00:01.000\nsheet-00001.jpg#xywh=0,0,240,136\n\n"
        "00:00:01.000 --> 00:00:02.000\nsheet-00001.jpg#xywh=240,0,240,136\n\n"
        "00:00:02.000 --> 00:00:02.500\nsheet-00002.jpg#xywh=0,0,240,136\n"
    )


def test_a_short_film_is_decoded_whole_and_a_long_one_by_its_key_frames():
    long = dataclasses.replace(FILM, video=dataclasses.replace(VIDEO, duration=600.0))
    wanted = grid(600.0, (1920, 1080))
    assert sheets.sparing(FILM, sheets.step_of(FILM, wanted)) == []
    assert sheets.sparing(long, sheets.step_of(long, wanted)) == ["-skip_frame", "nokey"]


@pytest.mark.parametrize(("duration", "step"), [(30.0, 12), (7200.0, 125)])
def test_a_film_of_key_frames_only_is_decoded_at_every_so_many(duration, step):
    video = dataclasses.replace(VIDEO, codec="prores", duration=duration)
    film, wanted = dataclasses.replace(FILM, video=video), grid(duration, (1920, 1080))
    assert sheets.sparing(film, sheets.step_of(film, wanted)) == [
        *("-bsf:v", f"noise=amount=0:drop=mod(n\\,{step})")
    ]


def test_the_command_for_sheets_names_one_stream_and_keeps_the_percent_of_a_folder():
    command = sheets.command(FILM, grid(30.0, (1920, 1080)), Path("out/100%"))
    assert command[:5] == ["ffmpeg", "-nostdin", "-v", "error", "-y"]
    assert command[command.index("-i") + 1 : command.index("-vf")] == [
        *("file:film.mov", "-map", "0:0", "-map_metadata", "-1", "-map_chapters", "-1")
    ]
    assert command[-1] == "file:out/100%%/sheet-%05d.jpg"
    assert command[command.index("-vf") + 1] == (
        "setpts=PTS-0.000000/TB,fps=fps=1/1:start_time=0:round=near,"
        "scale=240:136:flags=area:in_color_matrix=bt709:in_range=tv:out_color_matrix=bt601:out_range=pc,"
        "setsar=1,format=yuv420p,tpad=stop=-1:stop_mode=clone,trim=end_frame=30,tile=10x3"
    )


def test_fields_become_frames_where_neighbours_help_and_one_field_where_they_do_not():
    interlaced = dataclasses.replace(VIDEO, field_order=FieldOrder.BOTTOM_FIRST)
    assert look.whole_frame(interlaced) == ["bwdif=mode=send_frame:parity=bff"]
    assert look.one_field(interlaced) == ["field=type=top"]
    assert look.whole_frame(VIDEO) == look.one_field(VIDEO) == []


@pytest.mark.parametrize(
    ("dynamics", "transfer"), [(Dynamics.PQ, "smpte2084"), (Dynamics.HLG, "arib-std-b67")]
)
def test_what_is_brighter_than_a_page_is_tone_mapped(dynamics, transfer):
    bright = dataclasses.replace(VIDEO, dynamics=dynamics)
    assert ",".join(look.jpeg_colours(bright, 240, 136)) == (
        f"scale=240:136:flags=area,zscale=tin={transfer}:pin=bt2020:min=bt2020nc:t=linear:npl=100,format=gbrpf32le,"
        "zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p,"
        "scale=240:136:flags=area:in_color_matrix=bt709:in_range=tv:out_color_matrix=bt601:out_range=pc,"
        "setsar=1,format=yuv420p"
    )


@pytest.mark.slow
def test_sheets_show_the_middle_of_each_second(tmp_path):
    # The picture is as grey as the film is old: 40 levels a second.
    film = film_of(tmp_path, "color=c=black", duration=4.5, filters="geq=lum=20+40*T:cb=128:cr=128")
    out = tmp_path / "out"
    out.mkdir()
    made = stills.trick_play(film, out, run=Tools())
    assert [Path(path).name for path in made.paths] == ["sheet-00001.jpg"]
    assert sorted(path.name for path in out.iterdir()) == ["sheet-00001.jpg", "thumbnails.vtt"]
    assert (made.width, made.height, made.columns, made.rows, made.pictures) == (240, 136, 5, 1, 5)
    seen = [(float(tile.mean()) * 219 / 255 + 16 - 20) / 40 for tile in tiles(made.paths[0], made)]
    assert seen == pytest.approx([0.4, 1.4, 2.4, 3.4, 4.4], abs=0.12)
    assert len(captions.read(out / stills.THUMBNAILS)) == 5


@pytest.mark.slow
def test_sheets_of_a_film_whose_picture_starts_late_start_with_it(tmp_path):
    film = film_of(
        tmp_path,
        "color=c=black",
        duration=3.0,
        filters="geq=lum=20+60*T:cb=128:cr=128,setpts=PTS+2/TB",
    )
    late = dataclasses.replace(film, video=dataclasses.replace(film.video, start=0.0))
    made = stills.trick_play(late, tmp_path, run=Tools())
    first = tiles(made.paths[0], made)[0]
    assert (float(first.mean()) * 219 / 255 + 16 - 20) / 60 == pytest.approx(0.4, abs=0.1)


@pytest.mark.slow
def test_colours_come_through(tmp_path):
    film = film_of(tmp_path, "color=c=0xC03020", duration=0.5)
    made = stills.trick_play(film, tmp_path, run=Tools())
    assert cv2.imread(made.paths[0]).mean(axis=(0, 1)) == pytest.approx([0x20, 0x30, 0xC0], abs=6)


@pytest.mark.slow
def test_a_picture_with_wide_pixels_is_made_square(tmp_path):
    film = film_of(tmp_path, "testsrc2", duration=0.5, filters="setsar=2", pixel_aspect=Rate(2))
    made = stills.trick_play(film, tmp_path, run=Tools())
    assert (made.width, made.height) == (240, 68)
    (poster,) = stills.posters(film, (Shot(0, 0, 5),), tmp_path, run=Tools())
    assert (poster.width, poster.height) == (320, 90)
    assert cv2.imread(poster.path).shape == (90, 320, 3)


@pytest.mark.slow
def test_sheets_are_made_from_key_frames_when_the_film_is_long(tmp_path):
    film = film_of(tmp_path, "testsrc2", duration=130.0)
    out = tmp_path / "out"
    out.mkdir()
    made = stills.trick_play(film, out, run=Tools())
    assert (len(made.paths), made.pictures, made.interval) == (2, 130, 1.0)
    shown = tiles(made.paths[0], made) + tiles(made.paths[1], made)
    assert shown[129].mean() > 50
    assert shown[130].mean() < 2  # the last sheet is filled up with black


@pytest.mark.slow
def test_intra_films_are_thinned_before_they_are_decoded(tmp_path):
    film = film_of(tmp_path, "color=c=black", duration=5.0, filters="geq=lum=20+40*T:cb=128:cr=128")
    path = tmp_path / "intra.mov"
    command = [binary("ffmpeg"), "-v", "error", "-i", film.path, "-c:v", "mjpeg", "-q:v", "2", path]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    video = dataclasses.replace(film.video, codec="mjpeg", colour_range="pc")
    intra = dataclasses.replace(film, path=str(path), video=video)
    made = stills.trick_play(intra, tmp_path, run=Tools())
    seen = [tile.mean() for tile in tiles(made.paths[0], made)]
    assert np.diff(seen) == pytest.approx([46.6] * 4, abs=3)
    (poster,) = stills.posters(intra, (Shot(0, 0, 50),), tmp_path, run=Tools())
    assert poster.at == 2.5


class Forgetful(Tools):
    """A machine that says all went well and writes nothing."""

    def run(self, command, **about):
        return Finished(b"", "", 0.0)


def test_success_without_sheets_is_a_failure_and_leaves_nothing(tmp_path):
    with pytest.raises(ToolFailed, match="0 sheets instead of 1"):
        stills.trick_play(FILM, tmp_path, run=Forgetful())
    assert list(tmp_path.iterdir()) == []


def test_a_film_without_pictures_gives_no_poster(tmp_path):
    with pytest.raises(MediaRefused, match="No picture"):
        stills.posters(FILM, (Shot(0, 0, 750),), tmp_path, run=Forgetful())
    assert list(tmp_path.iterdir()) == []


def test_the_only_frame_of_a_film_is_its_candidate():
    assert candidates.moments(0.04, (Shot(0, 0, 1),), 8) == (0.0,)


def test_candidates_are_the_middles_of_the_longest_shots_of_each_part():
    shots = (Shot(0, 0, 100), Shot(1, 100, 50), Shot(2, 150, 350), Shot(3, 500, 250))
    assert candidates.moments(30.0, shots, 3) == (2.0, 13.0, 25.0)
    assert candidates.moments(30.0, (Shot(0, 0, 750),), 8) == (15.0,)
    assert candidates.moments(8.0, (), 4) == (1.0, 3.0, 5.0, 7.0)


def test_shots_counted_at_another_rate_fall_on_the_same_seconds():
    assert candidates.moments(30.0, (Shot(0, 0, 1000), Shot(1, 1000, 500)), 2) == (10.0, 25.0)


def test_titles_and_credits_of_a_long_film_are_no_candidates():
    shots = (Shot(0, 0, 10), Shot(1, 10, 900), Shot(2, 910, 90))
    assert candidates.moments(1000.0, shots, 10) == (460.0,)


def frame(light: float, contrast: float, *, is_sharp: bool = True) -> np.ndarray:
    noise = (
        np.random.default_rng(7).normal(light, contrast, (90, 160, 3)).clip(0, 255).astype(np.uint8)
    )
    return noise if is_sharp else cv2.GaussianBlur(noise * 1, (0, 0), 4)


def test_black_white_and_flat_frames_score_nothing():
    assert candidates.score(np.zeros((90, 160, 3), np.uint8)) == 0.0
    assert candidates.score(np.full((90, 160, 3), 250, np.uint8)) == 0.0
    assert candidates.score(np.full((90, 160, 3), 118, np.uint8)) == 0.0


def test_sharp_well_lit_frames_score_best():
    best = candidates.score(frame(118, 50))
    assert best > candidates.score(frame(60, 50)) > 0
    assert best > candidates.score(frame(118, 50, is_sharp=False))


def test_the_best_of_each_part_comes_before_a_second_of_any():
    scored = [(1.0, 80.0), (2.0, 90.0), (6.0, 10.0), (7.0, 0.0)]
    assert candidates.best(scored, 10.0, 2) == ((2.0, 90.0), (6.0, 10.0))
    assert candidates.best(scored, 10.0, 8) == ((2.0, 90.0), (1.0, 80.0), (6.0, 10.0))
    assert candidates.best([(1.0, 0.0), (2.0, 0.0)], 10.0, 2) == ((1.0, 0.0),)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1920, 1080), (1280, 720)),
        ((320, 180), (320, 180)),
        ((2160, 3840), (1280, 2276)),
        ((1281, 5), (1280, 4)),
    ],
)
def test_posters_are_at_most_1280_wide_and_never_larger_than_the_film(size, expected):
    assert candidates.poster_size(size) == expected


@pytest.mark.slow
def test_posters_of_a_short_film_come_best_first_with_their_second(tmp_path):
    film = film_of(tmp_path, "testsrc2", duration=4.0, filters="fade=in:0:20")
    shots = tuple(Shot(place, place * 10, 10) for place in range(4))
    out = tmp_path / "posters"
    made = stills.posters(film, shots, out, run=Tools(), most=3)
    assert [Path(poster.path).name for poster in made] == [
        "poster-01.jpg",
        "poster-02.jpg",
        "poster-03.jpg",
    ]
    assert sorted(path.name for path in out.iterdir()) == [
        "poster-01.jpg",
        "poster-02.jpg",
        "poster-03.jpg",
    ]
    assert [poster.score for poster in made] == sorted(
        (poster.score for poster in made), reverse=True
    )
    assert {poster.at for poster in made} == {0.5, 2.5, 3.5}
    assert (made[0].width, made[0].height) == (160, 90)


@pytest.mark.slow
def test_posters_of_a_long_film_are_found_by_seeking(tmp_path):
    film = film_of(tmp_path, "testsrc2", duration=50.0)
    made = stills.posters(film, (Shot(0, 0, 100), Shot(1, 100, 400)), tmp_path, run=Tools(), most=2)
    assert {poster.at for poster in made} == {5.0, 30.0}
    command = candidates.seek_command(film, 30.0, Path("out"))
    assert command[:7] == ["ffmpeg", "-nostdin", "-v", "error", "-y", "-ss", "30.000"]
    assert command[-1] == "file:out/30000.jpg"


@pytest.mark.slow
def test_a_black_film_still_has_one_poster(tmp_path):
    film = film_of(tmp_path, "color=c=black", duration=1.0)
    (poster,) = stills.posters(film, (Shot(0, 0, 5), Shot(1, 5, 5)), tmp_path, run=Tools())
    assert poster.score == 0.0


@pytest.mark.slow
@pytest.mark.parametrize("duration", [0.1, 0.3, 0.5, 0.6, 0.7])
def test_a_film_of_a_moment_still_has_its_one_picture(duration, tmp_path):
    film = film_of(tmp_path, "testsrc2", duration=duration)
    made = stills.trick_play(film, tmp_path / "sheets", run=Tools())
    assert (made.pictures, len(made.paths)) == (1, 1)
    assert tiles(made.paths[0], made)[0].mean() > 20


def a_scene(seed: int = 7) -> np.ndarray:
    """Soft hills of light with grain: sharp enough to score, and nothing to read."""
    random = np.random.default_rng(seed)
    soft = cv2.resize(random.integers(20, 220, (9, 16, 3), np.uint8), (640, 360))
    return np.clip(soft + random.normal(0, 6, soft.shape), 0, 255).astype(np.uint8)


def lettered(scene: np.ndarray, words: str, at: tuple[int, int], scale: float) -> np.ndarray:
    made = scene.copy()
    for colour, width in (((0, 0, 0), 6), ((255, 255, 255), 2)):
        cv2.putText(made, words, at, cv2.FONT_HERSHEY_SIMPLEX, scale, colour, width, cv2.LINE_AA)
    return made


@pytest.mark.parametrize("seed", [7, 8, 9])
@pytest.mark.parametrize(
    ("words", "at", "scale"),
    [("Where are you going tonight?", (90, 330), 0.9), ("LE VOYAGE", (130, 190), 2.0)],
)
def test_a_frame_with_burnt_in_words_is_worth_less_than_the_same_without(words, at, scale, seed):
    bare, written = a_scene(seed), lettered(a_scene(seed), words, at, scale)
    assert merits.of(bare).lettering == 0.0
    assert merits.of(bare).score == candidates.score(bare) > 0
    assert merits.of(written).lettering > 0.015
    assert merits.of(written).score < 0.9 * candidates.score(written)


@pytest.mark.parametrize(("place", "focus"), [((120, 90), (19, 25)), ((500, 270), (78, 75))])
def test_the_focus_is_where_something_stands_out(place, focus):
    plain = np.full((360, 640, 3), 120, np.uint8)
    cv2.circle(plain, place, 28, (40, 60, 230), -1)
    cv2.circle(plain, place, 10, (250, 250, 250), -1)
    found = merits.of(plain)
    assert (found.across, found.down) == pytest.approx(focus, abs=6)


def test_a_black_frame_is_worth_nothing_and_breaks_nothing():
    assert merits.of(np.zeros((90, 160, 3), np.uint8)).score == 0.0
