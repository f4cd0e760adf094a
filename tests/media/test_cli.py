"""The engine's commands as people and programs use them: what they print, what they refuse, how they end."""

import json
import os
import struct
import zlib
from pathlib import Path

import pytest
import typer

from lanterne_media.cli import given
from lanterne_media.model import FilmJudged, Mezzanine, Outcome, Report, from_json
from tests.media.shell import lanterne_media, quick_policy

KEY = "00112233445566778899aabbccddeeff:0123456789abcdef0123456789abcdef"
OTHER_KEY = "00112233445566778899aabbccddeeff:ffffffffffffffffffffffffffffffff"
TWO_SCENES = (
    "testsrc2=s=320x180:r=25:d=1.6[a];mandelbrot=s=320x180:r=25,trim=duration=1.4[b];[a][b]concat"
)


@pytest.fixture(scope="module")
def film(clip):
    return clip("two scenes.mp4", picture=TWO_SCENES, seconds=3.0, words=("-c:a", "aac"))


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def policy(bench):
    return quick_policy(bench)


@pytest.fixture(scope="module")
def published(film, bench, policy):
    """The command's answer, and the folder it made."""
    words = bench / "sub.srt"
    words.write_text("1\n00:00:00,500 --> 00:00:01,500\nLumière\n")
    out = bench / "clear"
    said = lanterne_media(
        "publish", film, out, "--policy", policy, "--clear", "--json", "--subtitle", f"fr:{words}"
    )
    assert said.code == 0, said.err
    return said, out


@pytest.fixture(scope="module")
def encrypted(film, bench, policy):
    out = bench / "encrypted"
    said = lanterne_media("publish", film, out, "--policy", policy, "--key", KEY)
    assert said.code == 0, said.err
    return said, out


def names(folder):
    return sorted(path.name for path in folder.iterdir())


# Publishing


@pytest.mark.slow
def test_publishing_leaves_both_descriptions_the_tracks_the_report_and_nothing_else(published):
    _, out = published
    assert names(out) == [
        *("audio", "images", "manifest.mpd", "master.m3u8", "posters", "report.json"),
        *("text", "video"),
    ]
    assert [name for name in names(out.parent) if name.startswith(".")] == []


@pytest.mark.slow
def test_the_report_is_what_was_printed(published):
    said, out = published
    assert json.loads((out / "report.json").read_text()) == said.json
    assert from_json(Report, said.out).package.folder == "."


@pytest.mark.slow
def test_the_report_tells_the_mezzanine_and_its_shots(published, film):
    report = published[0].json
    mezzanine = report["mezzanine"]
    assert (mezzanine["path"], mezzanine["size_bytes"]) == (str(film), film.stat().st_size)
    assert len(mezzanine["identity"]) == 64
    video = mezzanine["video"]
    assert (video["codec"], video["width"], video["height"]) == ("h264", 320, 180)
    assert (video["rate"], video["duration"]) == ({"num": 25, "den": 1}, 3.0)
    [sound] = mezzanine["sounds"]
    assert (sound["codec"], sound["channels"], sound["sample_rate"]) == ("aac", 1, 48_000)
    assert report["shots"] == [
        {"index": 0, "first": 0, "frames": 40, "typical": 6},
        {"index": 1, "first": 40, "frames": 35, "typical": 52},
    ]


@pytest.mark.slow
def test_the_report_tells_what_every_rendition_cost_and_gave(published):
    report = published[0].json
    assert report["renditions"]
    for made in report["renditions"]:
        rung = made["rung"]
        assert (rung["codec"], rung["preset"], made["encoder"]) == ("h264", "ultrafast", "libx264")
        assert (made["rate"], made["frames"]) == ({"num": 25, "den": 1}, 75)
        # As the file says of itself: the quickest preset uses nothing that High has beyond Baseline.
        assert made["codec_string"].startswith("avc1.42c0")
        assert 0 < made["average_bandwidth"] <= made["peak_bandwidth"]
        assert made["bits"] == sum(shot["bits"] for shot in made["shots"])
        assert [(shot["shot"], shot["frames"]) for shot in made["shots"]] == [(0, 40), (1, 35)]
        for quality in [made["quality"], *(shot["quality"] for shot in made["shots"])]:
            figures = {"mean", "harmonic_mean", "first_percentile", "phone"}
            assert set(quality) == {*figures, "model"}
            assert quality["model"] == "v0.6.1"
            assert quality["phone"] >= quality["mean"]
            assert 0 < quality["first_percentile"] <= quality["mean"] <= 100
            assert quality["harmonic_mean"] <= quality["mean"]
        assert len(made["commands"]) == 2
        assert all("-c:v libx264 -preset ultrafast" in command for command in made["commands"])
        assert made["cpu_seconds"] > 0


@pytest.mark.slow
def test_the_report_ends_with_totals(published):
    said, out = published
    report, totals = said.json, said.json["totals"]
    assert totals["video_bits"] == sum(made["bits"] for made in report["renditions"])
    assert (totals["shots"], totals["renditions"]) == (2, len(report["renditions"]))
    assert totals["cpu_seconds"] > 0
    folders = ("audio", "images", "text", "video")
    files = [path for name in folders for path in (out / name).rglob("*") if path.is_file()]
    files += [out / "manifest.mpd", out / "master.m3u8"]
    assert totals["bytes"] == report["package"]["size_bytes"]
    assert totals["bytes"] == sum(path.stat().st_size for path in files)


@pytest.mark.slow
def test_the_report_tells_findings_sound_captions_and_stills(published):
    said, out = published
    report = said.json
    assert set(report["findings"][0]) == {
        "code", "severity", "sentence", "start", "end", "values", "picture",
    }  # fmt: skip
    assert [one["rules"] for one in report["verdicts"]] == ["streaming"]
    pictures = [one["picture"] for one in report["findings"] if one["picture"]]
    assert all((out / path).is_file() for path in pictures)
    [sound] = report["sounds"]
    assert (sound["channels"], round(sound["after"]["integrated"])) == (2, -23)
    assert [(text["language"], text["cues"]) for text in report["captions"]] == [("fr", 1)]
    assert report["posters"]
    assert all((out / poster["path"]).is_file() for poster in report["posters"])
    assert report["trick_play"]["pictures"] >= 1
    assert set(report["tools"]) >= {"ffmpeg", "packager"}


@pytest.mark.slow
def test_what_was_published_passes_verification(published):
    _, out = published
    assert lanterne_media("verify", out, "--json").json == []
    said = lanterne_media("verify", out)
    assert (said.code, said.out) == (0, "Sound: every check passed.\n")


@pytest.mark.slow
def test_what_was_harmed_does_not_and_the_code_says_so(published, tmp_path):
    import shutil

    out = Path(shutil.copytree(published[1], tmp_path / "out"))
    next((out / "video").rglob("*.m4s")).unlink()
    said = lanterne_media("verify", out, "--json")
    assert said.code == 4
    assert said.json


@pytest.mark.slow
def test_encrypted_streams_are_verified_with_their_key_only(encrypted):
    said, out = encrypted
    assert "verified" in said.out
    assert json.loads((out / "report.json").read_text())["package"]["is_encrypted"]
    assert KEY.partition(":")[2] not in (out / "report.json").read_text()
    assert lanterne_media("verify", out, "--key", KEY).code == 0
    without = lanterne_media("verify", out)
    assert (without.code, without.err) == (
        2,
        "These streams are encrypted: give --key KID:KEY to look inside.\n",
    )
    assert lanterne_media("verify", out, "--key", OTHER_KEY).code == 4


@pytest.mark.slow
def test_publishing_again_replaces_what_was_published(published, film, bench, policy, tmp_path):
    import shutil

    out = Path(shutil.copytree(published[1], tmp_path / "out"))
    (out / "master.m3u8").write_text("old")
    said = lanterne_media("publish", film, out, "--policy", policy, "--clear", "--json")
    assert said.code == 0, said.err
    assert "old" not in (out / "master.m3u8").read_text()
    assert names(tmp_path) == ["out"]


@pytest.mark.slow
def test_a_publication_that_a_killed_replacement_took_away_is_put_back_first(published, tmp_path):
    import shutil

    shutil.copytree(published[1], tmp_path / ".out.previous")
    (tmp_path / ".out.work").mkdir()
    # The next run refuses its film, and yet the earlier publication is back.
    said = lanterne_media("publish", tmp_path / "none.mp4", tmp_path / "out", "--clear")
    assert said.code == 2
    assert lanterne_media("verify", tmp_path / "out").code == 0
    assert names(tmp_path) == [".out.work", "out"]


def test_ctrl_c_tells_of_finished_work_only_when_there_is_some(tmp_path, capsys):
    from lanterne_media.cli import packages
    from lanterne_media.store import Workshop

    def told():
        with pytest.raises(typer.Exit) as ended, packages.going_on(tmp_path / "work"):
            raise KeyboardInterrupt
        assert ended.value.exit_code == 130
        return capsys.readouterr().err

    nothing = "Stopped. Nothing is finished yet.\n"
    assert told() == nothing  # while the film is looked at there is no folder
    workshop = Workshop(tmp_path / "work")
    (tmp_path / "work" / ".tmp-0" / "value.json").mkdir(parents=True)
    assert told() == nothing
    workshop.keep("sound", "key", str, lambda _folder: "made")
    workshop.close()
    kept = f"What is finished is kept in {tmp_path / 'work'}: the same command goes on from there."
    assert told().replace("\n", " ") == f"Stopped. {kept} "


@pytest.mark.slow
def test_a_limit_reached_in_long_work_is_not_the_films_fault_and_its_pieces_are_kept(
    film, policy, tmp_path, ended, monkeypatch
):
    from lanterne_media.cli import packages
    from lanterne_media.tools import LimitReached, Tools

    class Hurried(Tools):
        """A machine that has no time for encoding pictures."""

        def run(self, command, **about):
            if "libx264" in command:
                raise LimitReached(command, "60 seconds")
            return super().run(command, **about)

    words = ("publish", film, tmp_path / "out", "--policy", policy, "--clear", "--json")
    with monkeypatch.context() as hurried:
        hurried.setattr(packages, "Tools", Hurried)
        code, out, err = ended(*words)
    assert (code, out) == (3, "")
    assert err.startswith(
        "ffmpeg reached our limit of 60 seconds for one piece of work. "
        "What was finished is kept, and running again goes on from there.\nffmpeg "
    )
    assert names(tmp_path) == [".out.work"]
    assert any(name.startswith("sound-") for name in names(tmp_path / ".out.work"))
    assert lanterne_media(*words).code == 0
    assert names(tmp_path) == ["out"]


# The other commands


@pytest.mark.slow
def test_probe_says_what_the_film_is(film):
    found = lanterne_media("probe", film, "--json")
    assert from_json(Mezzanine, found.out).video.display_size == (320, 180)
    said = lanterne_media("probe", film)
    assert said.code == 0
    assert "h264 320×180, 25.000 fps, progressive, sdr" in said.out
    assert "aac mono" in said.out


@pytest.mark.slow
def test_qc_says_what_is_wrong(film):
    found = from_json(FilmJudged, lanterne_media("qc", film, "--json").out)
    assert "mono" in {one.code for one in found.findings}
    assert (found.verdicts, found.folder) == ((), "")
    assert "The sound has one channel." in lanterne_media("qc", film).out


@pytest.mark.slow
def test_qc_says_what_rule_sets_say_of_it(film, tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text(
        'name = "mine"\ntitle = { en = "Of my own" }\n'
        '[[rule]]\nfindings = ["mono"]\nverdict = "redelivery"\n'
        'reason = { en = "Stereo only." }\nsource = "The contract"\n'
    )
    said = lanterne_media("qc", film, "--rules", "cinematheque", "--rules", mine)
    assert said.code == 4
    assert "Film archive: accepted" in said.out
    assert "Of my own: redelivery" in said.out
    assert "Stereo only." in said.out
    told = lanterne_media("qc", film, "--rules", mine, "--json")
    [verdict] = from_json(FilmJudged, told.out).verdicts
    assert (told.code, verdict.outcome) == (4, Outcome.REDELIVERY)
    refused = lanterne_media("qc", film, "--rules", "nobody")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        "There is no rule set 'nobody': give broadcast-ebu, cinematheque, streaming, or a TOML file.\n"
    )


@pytest.mark.slow
def test_qc_reads_subtitles_and_takes_pictures(clip, tmp_path):
    still = clip("still.mp4", picture="smptebars=s=320x180:r=25", seconds=6.0)
    words = tmp_path / "words.srt"
    words.write_text("1\n00:00:01,000 --> 00:00:01,400\nOui.\n", encoding="utf-8")
    pictures = tmp_path / "pictures"
    said = lanterne_media(
        "qc", still, "--subtitle", f"fr:{words}", "--pictures", pictures, "--json"
    )
    found = {one.code: one for one in from_json(FilmJudged, said.out).findings}
    assert found["subtitle_brief"].values["language"] == "fr"
    assert found["freeze"].picture == "01-freeze.jpg"
    assert names(pictures) == ["01-freeze.jpg"]
    again = lanterne_media("qc", still, "--pictures", pictures)
    assert (again.code, again.err) == (
        2, f"{pictures} already holds other files; name a new folder.\n",
    )  # fmt: skip


@pytest.mark.slow
def test_shots_says_where_they_begin(film):
    assert lanterne_media("shots", film, "--json").json == [
        {"index": 0, "first": 0, "frames": 40, "typical": 1},
        {"index": 1, "first": 40, "frames": 35, "typical": 43},
    ]
    assert "00:01.600" in lanterne_media("shots", film).out


@pytest.mark.slow
def test_ladder_says_which_rungs_the_trials_led_to(film, policy):
    found = lanterne_media("ladder", film, "--policy", policy, "--json").json
    assert found["rungs"][0]["codec"] == "h264"
    assert {(one["width"], one["height"]) for one in found["points"]} == {(320, 180), (256, 144)}
    assert "ultrafast" in lanterne_media("ladder", film, "--policy", policy).out


@pytest.mark.slow
def test_a_film_is_encoded_in_a_codec_that_the_policy_does_not_name(film, policy, tmp_path):
    out = tmp_path / "out.mp4"
    words = ("--policy", policy, "--codec", "hevc", "--height", 90, "--json")
    said = lanterne_media("encode", film, out, *words)
    assert said.code == 0, said.err
    assert (said.json["rung"]["codec"], said.json["frames"]) == ("hevc", 75)


@pytest.mark.slow
def test_encoded_files_can_be_packaged_with_sound(film, policy, tmp_path, tools):
    made = []
    for height, form in ((180, ()), (90, ("--json",))):
        out = tmp_path / f"{height}.mp4"
        words = ("--policy", policy, "--height", height, "--crf", 30)
        said = lanterne_media("encode", film, out, *words, *form)
        assert said.code == 0, said.err
        made.append(out)
    assert said.json["frames"] == 75
    assert said.json["rung"]["height"] == 90
    sound = tmp_path / "sound.mp4"
    tools.run(
        ["ffmpeg", "-v", "error", "-i", f"file:{film}", "-vn", "-c", "copy", f"file:{sound}"],
        reads=[film],
        writes=[tmp_path],
    )
    out = tmp_path / "package"
    words = ("package", *made, "--sound", f"en:{sound}", "--out", out, "--clear")
    said = lanterne_media(*words)
    assert (said.code, said.out) == (0, f"{out}: 3 tracks, verified.\n")
    assert {"manifest.mpd", "master.m3u8"} <= set(names(out))
    again = lanterne_media(*words)
    assert (again.code, again.err) == (2, f"{out} already holds other files; name a new folder.\n")
    other = tmp_path / "deeper" / "package"
    said = lanterne_media("package", *made, "--out", other, "--key", KEY, "--json")
    assert said.json["is_encrypted"]
    assert names(tmp_path) == ["180.mp4", "90.mp4", "deeper", "package", "sound.mp4"]


# Refusals


def png(width, height):
    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"cut short")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def truncated(film):
    content = film.read_bytes()
    return content[: len(content) // 2]


BAD = {
    "truncated.mp4": (
        truncated,
        "This file is cut short: its index is missing, so its export or its upload did not finish.",
    ),
    "text.mp4": (
        lambda _: b"Dear sirs, please find the film attached.\n" * 50,
        "This is not a film file: we take MP4, MOV, MKV, WebM, MXF, MPEG-TS, MPEG and AVI.",
    ),
    "empty.mp4": (lambda _: b"", "This file is empty."),
    "wall.png": (lambda _: png(16_000, 16_000), "This is a still picture, not a film."),
    "list.mp4": (
        lambda _: b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1/secret.ts\n",
        "This is a playlist that points to other files: send the film itself.",
    ),
    "script.mp4": (
        lambda _: b"ffconcat version 1.0\nfile '/etc/passwd'\n",
        "This is a playlist that points to other files: send the film itself.",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_taken_is_refused_in_one_sentence(name, film, tmp_path, ended):
    content, sentence = BAD[name]
    bad = tmp_path / name
    bad.write_bytes(content(film))
    said = ended("publish", bad, tmp_path / "out", "--clear", "--json")
    assert said == (2, "", f"{sentence}\n")
    assert names(tmp_path) == [name]


@pytest.mark.parametrize("command", ["probe", "qc", "shots", "ladder"])
def test_every_command_refuses_what_publishing_refuses(command, tmp_path, ended):
    (tmp_path / "empty.mp4").write_bytes(b"")
    assert ended(command, tmp_path / "empty.mp4") == (2, "", "This file is empty.\n")


def test_a_film_that_is_not_there_is_refused(tmp_path, ended):
    said = ended("publish", tmp_path / "none.mp4", tmp_path / "out", "--clear")
    assert said == (2, "", f"There is no file at {tmp_path / 'none.mp4'}.\n")
    assert names(tmp_path) == []


def test_sound_alone_is_refused(clip, tmp_path, ended):
    sound = clip("sound.mp4", picture=None, seconds=0.5)
    said = ended("publish", sound, tmp_path / "out", "--clear")
    assert said == (2, "", "This file has sound but no picture.\n")
    assert names(tmp_path) == []


@pytest.mark.slow
def test_a_picture_of_sixteen_thousand_pixels_is_refused_in_a_film_too(clip, tmp_path, ended):
    # One black frame, as small as a film of that size can be.
    wall = clip(
        "wall.mkv",
        picture="color=black:s=16000x16000:r=1",
        sound=None,
        seconds=1.0,
        words=("-c:v", "png", "-frames:v", "1"),
    )
    code, out, sentence = ended("publish", wall, tmp_path / "out", "--clear")
    assert (code, out) == (2, "")
    assert sentence in {
        "The picture is 16000 by 16000 pixels, more than the 35,389,440 in all that we take.\n",
        "A track is coded as png, which we do not decode.\n",
    }


def test_a_folder_that_holds_other_files_is_not_touched(film, tmp_path, ended):
    out = tmp_path / "out"
    out.mkdir()
    (out / "holiday.jpg").write_bytes(b"x")
    said = ended("publish", film, out, "--clear")
    assert said == (2, "", f"{out} already holds other files; name a new folder.\n")
    assert names(out) == ["holiday.jpg"]
    assert names(tmp_path) == ["out"]


def test_a_file_is_not_replaced_by_a_folder(film, tmp_path, ended):
    (tmp_path / "out").write_bytes(b"x")
    said = ended("publish", film, tmp_path / "out", "--clear")
    assert said == (2, "", f"{tmp_path / 'out'} is a file; name a folder.\n")


HEX = "A key id is 32 hexadecimal digits, for instance 00112233445566778899aabbccddeeff.\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--key", "abc"), "A content key is written KID:KEY, each of 32 hexadecimal digits.\n"),
        (("--key", f"xyz:{'0' * 32}"), HEX),
        (("--key", KEY, "--clear"), "Give --key or --clear, not both.\n"),
        (
            ("--clear", "--policy", "posh"),
            "There is no policy 'posh': give standard, swift, hardware, or a JSON file.\n",
        ),
        (("--clear", "--codecs", "h264,mpeg2"), "Codecs are h264, hevc, av1, not 'h264,mpeg2'.\n"),
        (
            ("--clear", "--subtitle", "fr:/nowhere.srt"),
            (
                "Write LANGUAGE:FILE or LANGUAGE:WORD:FILE, WORD one of forced, sdh, with a file that is"
                " there, not 'fr:/nowhere.srt'.\n"
            ),
        ),
        (
            ("--clear", "--sound", "fr:dubbed:/etc/hosts"),
            (
                "Write LANGUAGE:FILE or LANGUAGE:WORD:FILE, WORD one of main, dub, description,"
                " clear-dialogue, commentary, with a file that is there, not 'fr:dubbed:/etc/hosts'.\n"
            ),
        ),
        (
            ("--clear", "--sound", "fr:dub:/etc/hosts"),
            "hosts is no sound file that we take: WAV, FLAC, AIFF, M4A, AC-3, E-AC-3, or a film's.\n",
        ),
    ],
)
def test_words_that_mean_nothing_are_refused_before_anything_is_done(
    words, sentence, film, tmp_path, ended
):
    assert ended("publish", film, tmp_path / "out", *words) == (2, "", sentence)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"trial_points": "many"}',
        '{"trial_points": 0}',
        '{"segment_seconds": -1}',
        '{"codecs": []}',
        '{"codecs": ["mpeg2"]}',
        '{"h264_preset": "warp"}',
        '{"av1_preset": "14"}',
    ],
)
def test_a_policy_that_cannot_be_read_is_refused(text, film, tmp_path, ended):
    (tmp_path / "policy.json").write_text(text)
    words = ("--policy", tmp_path / "policy.json", "--clear")
    code, out, sentence = ended("publish", film, tmp_path / "out", *words)
    assert (code, out) == (2, "")
    assert sentence.startswith("This is not a policy: ")
    assert sentence.count("\n") == 1


def test_a_folder_without_a_report_cannot_be_verified(tmp_path, ended):
    assert ended("verify", tmp_path) == (2, "", f"There is no report.json in {tmp_path}.\n")


def test_a_file_is_encoded_only_into_a_folder_that_is_there(film, tmp_path, ended):
    out = tmp_path / "none" / "out.mp4"
    assert ended("encode", film, out) == (
        2,
        "",
        f"{out} cannot be written: name a file in a folder that is there.\n",
    )


def test_a_refusal_without_a_key_says_both_things(film, tmp_path, ended):
    code, _, sentences = ended("publish", tmp_path / "none.mp4", tmp_path / "out")
    assert code == 2
    assert sentences == (
        f"Not encrypted: no --key was given.\nThere is no file at {tmp_path / 'none.mp4'}.\n"
    )


def test_two_may_not_publish_to_one_place_at_a_time(film, tmp_path, ended):
    from lanterne_media.store import Workshop

    other = Workshop(tmp_path / ".out.work")
    try:
        said = ended("publish", film, tmp_path / "out", "--clear")
    finally:
        other.close()
    assert said == (2, "", f"Another process is working in {tmp_path / '.out.work'}.\n")


def test_a_place_that_cannot_be_written_is_told_in_one_sentence(film, ended):
    code, out, sentence = ended("publish", film, "/proc/out", "--clear")
    assert (code, out, sentence.count("\n")) == (3, "", 1)
    assert "/proc/.out.work" in sentence


@pytest.mark.slow
def test_a_refusal_is_the_same_in_a_process_of_its_own(tmp_path):
    (tmp_path / "empty.mp4").write_bytes(b"")
    said = lanterne_media("publish", tmp_path / "empty.mp4", tmp_path / "out", "--clear")
    assert (said.code, said.out, said.err) == (2, "", "This file is empty.\n")


# Alone

BLOCKED = """
import sys

class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "lanterne", "wagtail", "ninja", "allauth"}:
            raise ImportError(f"{name} is not installed")

sys.meta_path.insert(0, Wall())
import importlib, pkgutil
import lanterne_media
found = [one.name for one in pkgutil.walk_packages(lanterne_media.__path__, "lanterne_media.")]
for name in found:
    if name != "lanterne_media.tools.launcher":
        importlib.import_module(name)
assert "lanterne_media.pipeline.picture" in found, found
from lanterne_media.cli import main
sys.argv = ["lanterne-media", "probe", sys.argv[1], "--json"]
main()
"""


@pytest.mark.slow
def test_the_engine_works_where_django_is_not_installed(film):
    import subprocess
    import sys

    words = [sys.executable, "-c", BLOCKED, str(film)]
    done = subprocess.run(words, capture_output=True, check=False, env={"PATH": os.environ["PATH"]})
    assert done.returncode == 0, done.stderr.decode()
    assert from_json(Mezzanine, done.stdout).video.codec == "h264"


@pytest.fixture
def ended(capfd, monkeypatch):
    """Run a command in this process, which is quicker: its code, what it printed, and what it said."""
    from rich.console import Console

    from lanterne_media.cli import main, paint

    def end(*words):
        monkeypatch.setattr("sys.argv", ["lanterne-media", *map(str, words)])
        monkeypatch.setattr(paint, "words", Console(stderr=True))
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        said = capfd.readouterr()
        return left.value.code, said.out, said.err

    return end


@pytest.mark.slow
def test_a_damaged_film_is_kept_where_somebody_says_so(tmp_path):
    said = lanterne_media("publish", tmp_path, tmp_path / "out", "--damaged", "perhaps")
    assert said.code == 2
    assert "'refuse', 'keep'" in said.err
    policy = given.policy_of("standard")
    assert given.as_damaged(policy, given.Damaged.KEEP).most_lost_seconds == 21_600
    assert given.as_damaged(policy, given.Damaged.REFUSE) == policy
