"""VMAF: the arithmetic of pooling, the one pass that judges many encodes, and real scores."""

from pathlib import Path

import pytest

from lanterne_media.model import Codec, Quality, Rate, Rung, Shot, VideoFacts, Vmaf
from lanterne_media.quality import Comparison, command, measure, pool
from lanterne_media.reference import Reference
from lanterne_media.tools import Finished, ToolFailed, untrusted

VIDEO = VideoFacts(0, "h264", 640, 360, Rate(25), 4.0)
REFERENCE = Reference("/films/film.mov", "identity", VIDEO, 100)
SHOT = Shot(2, 50, 40)


def test_scores_are_pooled_as_the_field_pools_them():
    # Harmonic over score + 1: 3 / (1/101 + 1/51 + 1/26) - 1.
    assert pool([100.0, 50.0, 25.0]) == Quality(58.333, 43.137, 25.5)


def test_of_one_frame_every_figure_is_its_own():
    assert pool([87.5]) == Quality(87.5, 87.5, 87.5)


def test_a_frame_of_nothing_does_not_divide_by_nothing():
    assert pool([0.0, 99.0]) == Quality(49.5, 0.98, 0.99)


def test_the_first_percentile_is_interpolated():
    assert pool([float(score) for score in range(1, 102)]).first_percentile == 2.0


def test_scores_carry_their_model_and_what_a_phone_shows():
    found = pool([60.0, 40.0], [80.0, 61.0], Vmaf.NEG)
    assert found == Quality(50.0, 48.039, 40.2, 70.5, Vmaf.NEG)
    assert Quality(50.0, 48.039, 40.2) == Quality(50.0, 48.039, 40.2, None, Vmaf.STANDARD)


def graph(words):
    return words[words.index("-filter_complex") + 1].split(";")


def test_a_folder_with_a_speaking_name_keeps_its_place_in_the_graph():
    words = command(
        Comparison(REFERENCE, SHOT, (Path("/desk/a.mp4"),), 1), Path("/films/L'avventura, [1960]")
    )
    assert graph(words)[-1].endswith(r"log_path=/films/L\\\'avventura\, \[1960\]/0.json[o0]")


def test_one_encode_is_compared_frame_by_frame_with_exact_times():
    words = command(Comparison(REFERENCE, SHOT, (Path("/desk/a.mp4"),), 1), Path("/out"))
    assert words == [
        *("ffmpeg", "-nostdin", "-v", "error"),
        *("-ss", "1.980000", "-t", "1.600000", *untrusted("/films/film.mov")),
        *untrusted("/desk/a.mp4"),
        *("-filter_complex_threads", "1", "-filter_complex", ";".join(graph(words))),
        *("-map", "[o0]", "-f", "null", "-"),
    ]
    assert [part for part in graph(words) if "libvmaf" in part] == [
        (
            "[d0][r0]libvmaf=model='version=vmaf_v0.6.1\\:name=vmaf"
            "|version=vmaf_v0.6.1\\:enable_transform=true\\:name=phone'"
            ":n_threads=1:n_subsample=1:shortest=1:log_fmt=json:log_path=/out/0.json[o0]"
        )
    ]
    assert all("settb=1/25,setpts=N" in part for part in graph(words) if "libvmaf" not in part)


def test_many_encodes_share_one_decoding_of_the_reference():
    paths = tuple(Path(f"/desk/{n}.mp4") for n in range(3))
    words = command(Comparison(REFERENCE, SHOT, paths, 1), Path("/out"))
    assert words.count("-i") == 4
    assert [word for word in words if word.startswith("file:")] == [
        "file:/films/film.mov",
        *(f"file:{path}" for path in paths),
    ]
    assert graph(words)[0].endswith("split=3[r0][r1][r2]")
    assert [words[at + 1] for at, word in enumerate(words) if word == "-map"] == [
        "[o0]", "[o1]", "[o2]",
    ]  # fmt: skip


def test_of_every_few_frames_one_is_judged_beside_its_neighbour():
    words = command(Comparison(REFERENCE, SHOT, (Path("/desk/a.mp4"),), 8), Path("/out"))
    picked = [part for part in graph(words) if r"select=lt(mod(n+4\,8)\,2)" in part]
    assert len(picked) == 2
    assert "n_subsample=2" in graph(words)[-1]


def test_nothing_is_compared_larger_than_it_is_shown():
    small = command(Comparison(REFERENCE, SHOT, (Path("/desk/a.mp4"),), 1), Path("/out"))
    assert "scale=640:360:flags=bicubic" in " ".join(small)
    large = Reference("/films/film.mov", "", VideoFacts(0, "h264", 3840, 2160, Rate(25), 4.0), 100)
    huge = command(Comparison(large, SHOT, (Path("/desk/a.mp4"),), 1), Path("/out"))
    assert "scale=1920:1080:flags=bicubic" in " ".join(huge)


class Scribe:
    """Stands in for ffmpeg: writes a log of so many frames for each encode."""

    def __init__(self, frames, scores=90.0):
        self.frames, self.scores, self.words = frames, scores, []

    def run(self, words, *, reads, writes, **_):
        self.words, self.reads = words, reads
        count = words.count("-f")
        frame = f'{{"metrics": {{"vmaf": {self.scores}, "phone": 97.0}}}}'
        for n in range(count):
            log = writes[0] / f"{n}.json"
            log.write_text(f'{{"frames": [{", ".join([frame] * self.frames)}]}}')
        return Finished(b"", "", 6.0)


def test_the_cost_is_shared_among_the_encodes_and_no_log_is_left(tmp_path):
    wanted = Comparison(REFERENCE, SHOT, (tmp_path / "a.mp4", tmp_path / "b.mp4"), 1)
    found = measure(wanted, tmp_path, run=Scribe(40))
    told = [(one.frames, one.phone, one.cpu_seconds) for one in found]
    assert told == [((90.0,) * 40, (97.0,) * 40, 3.0)] * 2
    assert list(tmp_path.iterdir()) == []


def test_a_score_that_is_missing_is_a_failure(tmp_path):
    wanted = Comparison(REFERENCE, SHOT, (tmp_path / "a.mp4",), 1)
    with pytest.raises(ToolFailed, match="frames were left unjudged"):
        measure(wanted, tmp_path, run=Scribe(39))


@pytest.mark.parametrize(
    ("frames", "every", "first"), [(40, 8, 4), (12, 3, 1), (11, 1, 0), (1, 1, 0)]
)
def test_a_short_shot_is_judged_more_closely(tmp_path, frames, every, first):
    judged = len(range(first, frames, every))
    scribe = Scribe(judged)
    shot = Shot(0, 0, frames)
    [scores] = measure(Comparison(REFERENCE, shot, (tmp_path / "a.mp4",), 8), tmp_path, run=scribe)
    assert len(scores.frames) == judged
    assert (rf"mod(n+{every - first}\,{every})" in " ".join(scribe.words)) is (every > 1)


def test_of_a_sample_fewer_frames_will_do(tmp_path):
    wanted = Comparison(REFERENCE, Shot(0, 0, 18), (tmp_path / "a.mp4",), 11, fewest=3)
    # Every sixth would walk in step with the frames that encoders favour: every fifth.
    assert len(measure(wanted, tmp_path, run=Scribe(4))[0].frames) == 4


@pytest.mark.slow
def test_real_scores_tell_a_good_encode_from_a_bad_one(clip, tools, tmp_path):
    from lanterne_media.encode import Take, encode_shot
    from lanterne_media.probe import probe
    from lanterne_media.reference import as_is

    film = clip("small.mp4", picture="testsrc2=s=160x90:r=25", sound=None, seconds=0.6)
    reference = as_is(probe(film, run=tools), run=tools)
    shot = Shot(0, 5, 8)
    made = []
    for crf in (10.0, 50.0):
        folder = tmp_path / f"{crf:g}"
        folder.mkdir()
        rung = Rung(Codec.H264, 160, 90, crf, "ultrafast")
        made.append(folder / encode_shot(Take(reference, shot, rung, 50), folder, run=tools).file)
    good, bad = measure(Comparison(reference, shot, tuple(made), 1), tmp_path, run=tools)
    assert len(good.frames) == len(bad.frames) == 8
    assert min(good.frames) > 90
    assert max(bad.frames) < 60


@pytest.mark.slow
def test_a_phone_forgives_and_sharpening_gains_nothing_by_neg(clip, tools, tmp_path):
    from lanterne_media.probe import probe
    from lanterne_media.reference import as_is

    picture = "testsrc2=s=320x180:r=25"
    film = clip("sharp.mp4", picture=picture, sound=None, seconds=0.6)
    reference = as_is(probe(film, run=tools), run=tools)
    sharp, soft = (
        clip("seen.mp4", picture=f"{picture},{how}", sound=None, seconds=0.6)
        for how in ("gblur=0.6,unsharp=5:5:1.5", "gblur=0.6")
    )
    shot = Shot(0, 0, 15)
    by = {
        model: measure(
            Comparison(reference, shot, (sharp, soft), 1, model=model), tmp_path, run=tools
        )
        for model in Vmaf
    }
    mean = {
        (model, how): pool(scores.frames).mean
        for model, both in by.items()
        for how, scores in zip(("sharp", "soft"), both, strict=True)
    }
    gains = [mean[model, "sharp"] - mean[model, "soft"] for model in Vmaf]
    assert gains[0] > gains[1] + 1
    _, scores = by[Vmaf.STANDARD]
    pairs = list(zip(scores.frames, scores.phone, strict=True))
    assert all(tv <= phone for tv, phone in pairs)
    assert any(tv < phone for tv, phone in pairs)
