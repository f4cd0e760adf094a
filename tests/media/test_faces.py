"""Faces in stills: where they are seen, what they are worth, and where a picture is cut for them."""

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from lanterne_media import stills
from lanterne_media.model import Mezzanine, Rate, Shot, VideoFacts
from lanterne_media.stills import candidates, faces, merits
from lanterne_media.stills.faces import Face
from lanterne_media.tools import Tools, binary
from tests.media.test_stills import a_scene, lettered

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "models.py"
# Blue, green, red, from the darkest of skins to the lightest; the green one is nobody's.
SKINS = [(30, 40, 60), (55, 80, 120), (110, 145, 190), (180, 200, 235), (110, 190, 120)]


def with_face(
    scene: np.ndarray, at: tuple[int, int], half: int, skin: tuple[int, int, int] = SKINS[2]
) -> np.ndarray:
    """A drawn face, ``half`` as wide as it is; it looks out of the picture."""
    made, (x, y) = scene.copy(), at
    hair, dark = tuple(part // 4 for part in skin), tuple(part // 2 for part in skin)

    def blot(middle: tuple[int, int], wide: float, high: float, colour) -> None:
        size = round(half * wide), round(half * high)
        cv2.ellipse(made, middle, size, 0, 0, 360, colour, -1)

    blot((x, y - half // 5), 0.95, 1.15, hair)
    blot((x, y), 0.8, 1.05, skin)
    for side in (-1, 1):
        eye = x + side * round(0.36 * half), y - round(0.15 * half)
        blot(eye, 0.17, 0.09, (245, 245, 245))
        blot(eye, 0.085, 0.085, (30, 30, 30))
        brow = eye[0], eye[1] - half // 5
        cv2.ellipse(made, brow, (half // 5, half // 12), 0, 180, 360, hair, max(2, half // 20))
    nose = x, y + round(0.28 * half)
    cv2.line(made, (x, y - half // 10), (x - half // 12, nose[1]), dark, max(2, half // 25))
    cv2.ellipse(made, nose, (half // 7, half // 16), 0, 0, 180, dark, max(2, half // 25))
    blot((x, y + round(0.58 * half)), 0.28, 0.09, (80, 80, 150))
    return made


@pytest.fixture(scope="module")
def finder():
    made = faces.finder()
    assert made is not None, "run make setup"
    return made


@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize(("at", "half"), [((320, 170), 70), ((110, 140), 40), ((520, 210), 100)])
def test_a_face_is_seen_where_it_is_whatever_its_colour(finder, at, half, skin):
    plain = np.full((360, 640, 3), (150, 140, 120), np.uint8)
    (seen,) = finder.faces(with_face(plain, at, half, skin))
    assert (seen.across * 640, seen.down * 360) == pytest.approx(at, abs=half / 4)
    assert seen.width * 640 == pytest.approx(1.7 * half, rel=0.15)


def test_the_largest_of_two_faces_comes_first_and_a_tall_picture_has_faces_too(finder):
    plain = np.full((640, 360, 3), (150, 140, 120), np.uint8)
    both = with_face(with_face(plain, (90, 500), 50), (220, 180), 90)
    large, small = finder.faces(both)
    assert large.down < 0.4 < small.down
    assert large.height > small.height


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_neither_hills_nor_letters_nor_wheels_are_faces(finder, seed):
    scene = a_scene(seed)
    wheels = scene.copy()
    for at in (200, 420):
        cv2.circle(wheels, (at, 180), 60, (20, 20, 20), 12)
    for other in (scene, lettered(scene, "BUCK 8", (60, 230), 5.0), wheels):
        assert finder.faces(other) == ()


def test_where_the_models_were_not_set_up_nobody_looks(tmp_path):
    assert faces.finder(tmp_path) is None
    unseen, empty = merits.of(a_scene()), merits.of(a_scene(), ())
    assert (unseen.faces, empty.faces) == (None, 0)
    assert dataclasses.replace(unseen, faces=0) == empty


def a_face(across: float, height: float = 0.3, down: float = 0.5) -> Face:
    """As in a picture of 16 by 9."""
    return Face(across, down, height * 9 / 16, height)


@pytest.mark.parametrize(
    ("heights", "factor"),
    [([], 1.0), ([0.06], 1.0), ([0.155], 1.25), ([0.25], 1.5), ([0.9], 1.5), ([0.05, 0.25], 1.5)],
)
def test_a_face_is_worth_the_more_the_larger_it_is(heights, factor):
    assert merits.worth([a_face(0.5, height) for height in heights]) == pytest.approx(factor)


def test_a_frame_with_a_face_is_worth_more_unless_it_is_black_or_written_on():
    face, bare, black = [a_face(0.3)], a_scene(), np.zeros((90, 160, 3), np.uint8)
    written = lettered(bare, "Where are you going tonight?", (90, 330), 0.9)
    assert merits.of(bare, face).score == round(min(100.0, 1.5 * candidates.score(bare)), 2)
    assert merits.of(written, face).score < merits.of(bare).score
    assert merits.of(black, face).score == 0.0


@pytest.mark.parametrize(
    ("seen", "point"),
    [
        ([a_face(0.2, down=0.4)], (20, 40)),
        # Both find room in a poster; the third is far behind them.
        ([a_face(0.4), a_face(0.56), a_face(0.9, 0.1)], (48, 50)),
        # No poster holds both: it is the larger one's.
        ([a_face(0.2, 0.3), a_face(0.8, 0.35)], (80, 50)),
        # Half outside.
        ([a_face(-0.02, 0.5)], (0, 50)),
    ],
)
def test_a_picture_is_cut_around_faces_that_a_poster_can_hold(seen, point):
    found = merits.of(a_scene(), seen)
    assert (found.across, found.down, found.faces) == (*point, len(seen))


@pytest.mark.slow
def test_of_three_shots_the_one_with_a_face_stands_for_the_film(tmp_path):
    path, shots = (
        tmp_path / "film.mkv",
        [a_scene(7), with_face(a_scene(8), (450, 160), 80), a_scene(9)],
    )
    told = ["-f", "rawvideo", "-pix_fmt", "bgr24", "-s", "640x360", "-r", "10", "-i", "-"]
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", path]
    frames = b"".join(shot.tobytes() * 10 for shot in shots)
    subprocess.run([binary("ffmpeg"), "-v", "error", *told, *coded], check=True, input=frames)
    video = VideoFacts(0, "h264", 640, 360, Rate(10), 3.0)
    film = Mezzanine(str(path), "0" * 64, 1, "mkv", 3.0, video)
    cuts = tuple(Shot(number, 10 * number, 10) for number in range(3))
    first, *others = stills.posters(film, cuts, tmp_path, run=Tools())
    assert (first.at, first.faces) == (1.5, 1)
    assert (first.across, first.down) == pytest.approx((70, 46), abs=4)
    assert [other.faces for other in others] == [0, 0]


def put(modules: Path, start: int, *, model: bytes = b"0000TFL3") -> Path:
    """The two packages, as small as they can be."""
    mesh, detection = modules / "@mediapipe/face_mesh", modules / "@mediapipe/face_detection"
    for package, version in ((mesh, "1"), (detection, "2")):
        package.mkdir(parents=True)
        (package / "package.json").write_text(
            f'{{"name": "{package.name}", "version": "{version}", "license": "Apache-2.0", "homepage": "here"}}'
        )
    entry = (
        f'{{"filename": "/m/face_landmark.tflite", "start": {start}, "end": {start + len(model)}}}'
    )
    (mesh / "face_mesh_solution_packed_assets_loader.js").write_text(
        f'load({{"files": [{entry}]}});'
    )
    (mesh / "face_mesh_solution_packed_assets.data").write_bytes(b"other" + model + b"more")
    (detection / "face_detection_full_range.tflite").write_bytes(b"1111TFL3")
    return modules


def run(modules: Path, to: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), "--modules", str(modules), "--to", str(to)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_models_are_taken_out_of_their_packages_with_their_origin(tmp_path):
    out = tmp_path / "out"
    assert run(put(tmp_path / "modules", 5), out).returncode == 0
    assert (out / "finds.tflite").read_bytes() == b"1111TFL3"
    assert (out / "doubts.tflite").read_bytes() == b"0000TFL3"
    assert (out / "NOTICE").read_text() == (
        "From face_detection 2, Apache-2.0, here\nFrom face_mesh 1, Apache-2.0, here\n"
    )
    assert faces.can_be_found(out)


def test_what_is_no_model_or_not_there_is_refused_and_nothing_is_written(tmp_path):
    wrong, missing = (
        run(put(tmp_path / "modules", 4), tmp_path / "out"),
        run(tmp_path, tmp_path / "out"),
    )
    assert (wrong.returncode, missing.returncode) == (1, 1)
    assert wrong.stderr.startswith("No models for faces: no TFLite models: doubts.tflite.")
    assert re.match("No models for faces: .*No such file", missing.stderr)
    assert not (tmp_path / "out").exists()
