"""Masters that come as an IMF package: exactly what the playlist says is shown, and nothing leads out of the folder."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lanterne_media import imf, pipeline
from lanterne_media.imf import papers
from lanterne_media.model import MediaRefused, Rate
from lanterne_media.probe import probe
from tests.media.imp import CPL, OTHER_CPL, PICTURE, SOUND, Package, piece, playlist, sequence
from tests.media.shell import lanterne_media, quick_policy

FRAMES, SAMPLES = 10, 19_200
J2K = ("-c:v", "jpeg2000", "-pix_fmt", "yuv422p10le")
SHOWN = sequence("MainImageSequence", 1, piece(PICTURE, FRAMES))


@pytest.fixture
def package(tmp_path):
    """A package whose film is a few bytes, for whoever is to refuse it before it is opened."""
    made = Package(tmp_path / "imp")
    made.add(PICTURE, "picture.mxf", b"picture")
    return made


@pytest.fixture
def films(clip):
    """A picture of ten frames and a sound as long, as track files."""
    picture = clip("p.mxf", picture="testsrc2=s=128x72:r=25", sound=None, seconds=0.4, words=J2K)
    noise = "anoisesrc=seed=1:sample_rate=48000:amplitude=0.3,aformat=channel_layouts=mono"
    words = ("-c:a", "pcm_s24le", "-f", "mxf_opatom")
    sound = clip("s.mxf", picture=None, sound=noise, seconds=0.4, words=words)
    return {PICTURE: picture, SOUND: sound}


def packed(folder: Path, films: dict[str, Path], cpl: str) -> Path:
    made = Package(folder)
    for asset, path in films.items():
        made.add(asset, f"reels/{asset}.mxf", path.read_bytes())
    made.add(CPL, "CPL.xml", cpl)
    return made.seal()


def refused(path: Path) -> str:
    with pytest.raises(MediaRefused) as refusal:
        imf.read(path)
    return str(refusal.value)


def pictures(path: Path, tools) -> list[str]:
    """A digest of each decoded frame."""
    words = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:v", "-f", "framemd5", "-"]
    said = tools.run(words, reads=[path]).stdout.decode()
    return [line.rpartition(",")[2].strip() for line in said.splitlines() if line[0] != "#"]


def samples(path: Path, tools) -> bytes:
    words = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:a:0", "-f", "s24le", "-"]
    return tools.run(words, reads=[path]).stdout


def assembled(path: Path, folder: Path, tools) -> Path:
    folder.mkdir()
    return folder / imf.assemble(imf.read(path), folder, run=tools)


def test_a_whole_package_becomes_one_film(films, tmp_path, tools):
    cpl = playlist(SHOWN + sequence("MainAudioSequence", 2, piece(SOUND, SAMPLES, rate="48000 1")))
    path = assembled(packed(tmp_path / "imp", films, cpl), tmp_path / "work", tools)
    assert pictures(path, tools) == pictures(films[PICTURE], tools)
    assert samples(path, tools) == samples(films[SOUND], tools)
    assert [one.name for one in path.parent.iterdir()] == ["film.mkv"]
    found = probe(path, run=tools)
    assert (found.video.rate, found.video.pixel_format) == (Rate(25), "yuv422p10le")
    assert [one.language for one in found.sounds] == ["pt-BR"]


def test_pieces_come_frame_by_frame_and_sample_by_sample(films, tmp_path, tools):
    twice = "<RepeatCount>2</RepeatCount>"
    seen = sequence("MainImageSequence", 1, piece(PICTURE, FRAMES, 3, 4, words=twice))
    heard = sequence(
        "MainAudioSequence", 2, piece(SOUND, SAMPLES, 5_760, 7_680, rate="48000 1", words=twice)
    )
    end = SHOWN + sequence("MainAudioSequence", 2, piece(SOUND, SAMPLES, rate="48000 1"))
    cpl = playlist(seen + heard, end)
    path = assembled(packed(tmp_path / "imp", films, cpl), tmp_path / "work", tools)
    frames, tone = pictures(films[PICTURE], tools), samples(films[SOUND], tools)
    assert len(frames) == len(set(frames)) == FRAMES
    assert pictures(path, tools) == [*frames[3:7], *frames[3:7], *frames]
    assert samples(path, tools) == 2 * tone[3 * 5_760 : 3 * 13_440] + tone


def test_a_composition_of_fewer_frames_than_promised_is_refused(films, tmp_path, tools):
    cpl = playlist(sequence("MainImageSequence", 1, piece(PICTURE, 12)))
    folder = packed(tmp_path / "imp", films, cpl)
    with pytest.raises(MediaRefused) as refusal:
        assembled(folder, tmp_path / "work", tools)
    told = "The composition promises 12 frames of picture, and 10 are there."
    assert str(refusal.value) == told


def test_what_is_no_film_inside_a_sound_package_is_refused(package, tmp_path, tools):
    package.add(CPL, "CPL.xml", playlist(SHOWN))
    with pytest.raises(MediaRefused) as refusal:
        assembled(package.seal(), tmp_path / "work", tools)
    assert str(refusal.value) == (
        "The composition The Lantern cannot be put together: "
        "a track file is damaged, or of a kind that we do not read."
    )


def test_a_package_is_published_by_its_folder(films, tmp_path):
    cpl = playlist(
        SHOWN
        + sequence("MainAudioSequence", 2, piece(SOUND, SAMPLES, rate="48000 1"))
        + sequence("SubtitlesSequence", 3, piece(SOUND, FRAMES))
    )
    folder = packed(tmp_path / "imp", films, cpl)
    said = lanterne_media(
        "publish", folder, tmp_path / "out", "--policy", quick_policy(tmp_path), "--clear", "--json"
    )
    assert said.code == 0, said.err
    assert "Not taken from the package: a track of kind SubtitlesSequence." in said.err
    report = said.json
    assert report["mezzanine"]["path"] == str(folder)
    assert {one["frames"] for one in report["renditions"]} == {FRAMES}
    assert [one["language"] for one in report["sounds"]] == ["pt-BR"]
    assert json.loads((tmp_path / "out" / "report.json").read_text()) == report
    assert sorted(one.name for one in tmp_path.iterdir()) == ["imp", "out", "quick.json"]


def test_a_package_whose_plan_is_refused_leaves_no_work_behind(films, tmp_path):
    folder, words = packed(tmp_path / "imp", films, playlist(SHOWN)), tmp_path / "words.srt"
    words.write_text("1\n00:00:59,000 --> 00:01:00,000\nOf another film.\n")
    before = set(tmp_path.iterdir())
    asked = ("publish", folder, tmp_path / "out", "--clear", "--subtitle", f"fr:{words}")
    said = lanterne_media(*asked)
    assert (said.code, said.out) == (2, "")
    assert "come after the end of the film" in said.err
    assert set(tmp_path.iterdir()) == before
    # What was there before is somebody's unfinished work.
    (tmp_path / ".out.work").mkdir()
    assert lanterne_media(*asked).code == 2
    assert set(tmp_path.iterdir()) == {*before, tmp_path / ".out.work"}


def test_of_several_compositions_one_must_be_named(package):
    package.add(CPL, "CPL_a.xml", playlist(SHOWN))
    package.add(OTHER_CPL, "CPL_b.xml", playlist(SHOWN, identity=OTHER_CPL, title="Director's cut"))
    folder = package.seal()
    assert refused(folder) == (
        "This package holds 2 compositions; name one: CPL_a.xml (The Lantern), CPL_b.xml (Director's cut)."
    )
    assert imf.read(folder / "CPL_b.xml").playlist.title == "Director's cut"


def test_a_missing_asset_is_named(package):
    package.add(CPL, "CPL.xml", playlist(SHOWN))
    folder = package.seal()
    (folder / "picture.mxf").unlink()
    assert refused(folder) == (
        "picture.mxf is missing from the package: its delivery is not complete."
    )


def test_an_asset_of_another_package_is_named(package):
    package.add(CPL, "CPL.xml", playlist(sequence("MainImageSequence", 1, piece(SOUND, FRAMES))))
    assert refused(package.seal()) == (
        f"The asset {SOUND} is not in this package: send the package that holds it as well."
    )


def test_an_asset_that_changed_after_packing_is_refused(package):
    package.add(CPL, "CPL.xml", playlist(SHOWN))
    folder = package.seal()
    (folder / "picture.mxf").write_bytes(b"PICTURE")
    assert refused(folder) == (
        "picture.mxf is not as it was packed: its hash differs from the packing list's."
    )


def test_a_playlist_that_changed_after_packing_is_refused(package):
    package.add(CPL, "CPL.xml", playlist(SHOWN))
    folder = package.seal()
    (folder / "CPL.xml").write_text(playlist(SHOWN, title="Another"))
    told = "CPL.xml is not as it was packed: its hash differs from the packing list's."
    assert refused(folder) == refused(folder / "CPL.xml") == told


@pytest.mark.parametrize("name", ["../secret.mxf", "/etc/passwd", "a/../../secret.mxf", ""])
def test_a_path_that_leads_out_of_the_package_is_refused(package, name):
    package.add(CPL, "CPL.xml", playlist(SHOWN))
    folder = package.seal()
    (folder.parent / "secret.mxf").write_bytes(b"picture")
    package.map(package.names | {PICTURE: name})
    assert refused(folder) == f"The asset map leads out of the package, to {name!r}."


def test_a_link_is_not_followed(package):
    package.add(CPL, "CPL.xml", playlist(SHOWN))
    folder = package.seal()
    (folder / "picture.mxf").rename(folder.parent / "secret.mxf")
    (folder / "picture.mxf").symlink_to(folder.parent / "secret.mxf")
    assert refused(folder) == "The asset map leads out of the package, to 'picture.mxf'."


@pytest.mark.parametrize(
    ("cpl", "told"),
    [
        (
            playlist(
                sequence("MainImageSequence", 1, piece(PICTURE, 10, words="<KeyId>k</KeyId>"))
            ),
            "This package is encrypted: send it without encryption.",
        ),
        (
            playlist(sequence("MainImageSequence", 1, piece(PICTURE, 10, 4, 7))),
            f"This composition shows more of the asset {PICTURE} than there is.",
        ),
        (
            playlist(
                sequence(
                    "MainImageSequence",
                    1,
                    piece(PICTURE, 10, words="<RepeatCount>1001</RepeatCount>"),
                )
            ),
            "This composition is put together of more than the 1,000 pieces that we take.",
        ),
        (
            playlist(sequence("MainAudioSequence", 1, piece(PICTURE, 10))),
            "This composition has no picture.",
        ),
        (
            playlist(SHOWN + sequence("MainImageSequence", 2, piece(PICTURE, 10))),
            "This composition shows several pictures.",
        ),
        (
            playlist(SHOWN, SHOWN + sequence("MainAudioSequence", 2, piece(PICTURE, 10))),
            "The segments of this composition do not hold the same tracks.",
        ),
        (
            playlist(sequence("MainImageSequence", 1, piece(PICTURE, 600_000))),
            "This film lasts 6:40:00, longer than the 6:00:00 that we take.",
        ),
        (
            playlist(SHOWN, identity=OTHER_CPL),
            "CPL.xml is not the composition that the asset map says it is.",
        ),
        (
            playlist(SHOWN).replace("<SegmentList>", "<ReelList/><SegmentList>"),
            "This is a package for cinemas (DCP), which we do not read: send the IMF package or the film.",
        ),
        (
            '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
            + playlist(SHOWN).partition("?>")[2],
            "CPL.xml is XML that cannot be read, or that is not safe to read.",
        ),
    ],
    ids=[
        "locked",
        "too long",
        "repeated",
        "no picture",
        "two",
        "segments",
        "hours",
        "other",
        "dcp",
        "entity",
    ],
)
def test_a_playlist_that_cannot_be_taken_is_refused(package, cpl, told):
    package.add(CPL, "CPL.xml", cpl)
    assert refused(package.seal() / "CPL.xml") == told


def test_a_folder_without_an_asset_map_is_no_package(tmp_path):
    assert refused(tmp_path) == f"{tmp_path} is no IMF package: it has no ASSETMAP.xml."


def test_a_playlist_that_no_asset_map_knows_is_refused(package):
    package.add(CPL, "CPL.xml", playlist(SHOWN))
    folder = package.seal()
    (folder / "mine.xml").write_text(playlist(SHOWN))
    assert refused(folder / "mine.xml") == "mine.xml is not in the asset map of its folder."


def test_a_playlist_that_is_sent_alone_is_no_film(package, tools):
    path = package.add(CPL, "CPL.xml", playlist(SHOWN))
    with pytest.raises(MediaRefused):
        pipeline.plan(path, pipeline.Policy(), run=tools)


@pytest.mark.parametrize("count", ["0" * 12 + "9" * 20, "9" * 5000, "-1", "1e3", "²"])
def test_a_count_that_is_none_is_refused(count):
    with pytest.raises(MediaRefused) as refusal:
        papers.number(ElementTree.fromstring(f"<a><Size>{count}</Size></a>"), "Size", 0)
    assert str(refusal.value) == "The package has a Size that is not a count."


def test_a_count_may_begin_with_zeros():
    assert papers.number(ElementTree.fromstring("<a><Size>0024</Size></a>"), "Size", 0) == 24
    assert papers.number(ElementTree.fromstring("<a><Size>0</Size></a>"), "Size", 1) == 0
