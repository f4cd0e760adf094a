"""From a plan to verified streams: what is told, in what order, what is kept, and what is never published."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lanterne_media import pipeline
from lanterne_media.encode import Encoded
from lanterne_media.farm import LocalFarm
from lanterne_media.model import (
    Codec,
    FilmJudged,
    LadderChosen,
    MediaRefused,
    Plan,
    Policy,
    Quality,
    Rate,
    Rendition,
    Reported,
    Rung,
    Shot,
    Sidecar,
    Stage,
    StageBegan,
    StillsReady,
    StreamReady,
    UnitDone,
    VideoFacts,
    from_json,
    to_json,
)
from lanterne_media.pipeline import NotSound, Site, picture, renditions, trials, units
from lanterne_media.pipeline.desk import Desk
from lanterne_media.pipeline.renditions import Made
from lanterne_media.pipeline.units import Unit, carry_out
from lanterne_media.reference import Reference
from lanterne_media.store import Kept, Workshop
from lanterne_media.tools import Tools
from tests.media.test_curves import HARD, grid

QUICK = Policy(
    name="quick",
    codecs=(Codec.H264,),
    h264_preset="ultrafast",
    trial_seconds=0.4,
    trial_points=2,
    most_rungs=2,
    quality_every=8,
    segment_seconds=2.0,
)
TWO_SCENES = (
    "testsrc2=s=320x180:r=25:d=1.6[a];mandelbrot=s=320x180:r=25,trim=duration=1.4[b];[a][b]concat"
)


@pytest.fixture(scope="module")
def film(clip):
    return clip("two scenes.mp4", picture=TWO_SCENES, seconds=3.0, words=("-c:a", "aac"))


class OneByOne:
    """A farm of one slot in this thread."""

    slots = 1

    def each(self, doing):
        for unit in doing:
            yield unit()


def site_in(folder, run):
    return Site(Workshop(folder), OneByOne(), run)


@pytest.fixture
def site(tmp_path, tools):
    made = site_in(tmp_path / "work", tools)
    yield made
    made.workshop.close()


def told(events):
    return list(events)


# Plans


@pytest.mark.slow
def test_a_plan_says_what_will_be_done_and_travels_as_json(film, tools):
    plan = pipeline.plan(film, QUICK, run=tools)
    assert (plan.mezzanine.path, plan.policy, plan.stages) == (str(film), QUICK, tuple(Stage))
    assert from_json(Plan, to_json(plan)) == plan


@pytest.mark.slow
def test_without_a_first_stream_there_is_no_stage_for_it(film, tools):
    plan = pipeline.plan(film, replace(QUICK, has_first_light=False), run=tools)
    assert Stage.FIRST_LIGHT not in plan.stages
    assert len(plan.stages) == len(Stage) - 1


@pytest.mark.slow
def test_subtitles_that_cannot_be_read_are_refused_before_anything_is_made(film, tools, tmp_path):
    bad = tmp_path / "bad.srt"
    bad.write_bytes(b"\x00nothing")
    with pytest.raises(MediaRefused):
        pipeline.plan(film, QUICK, sidecars=[Sidecar(str(bad), "fr")], run=tools)


def test_a_film_that_is_not_there_has_no_plan(tmp_path, tools):
    with pytest.raises(MediaRefused, match="There is no file at"):
        pipeline.plan(tmp_path / "none.mov", QUICK, run=tools)


# Units


def unit(label, make, key="key"):
    return Unit(Stage.ENCODE, label, key, int, make)


def test_units_are_told_as_they_are_done_and_returned_in_their_order(site):
    class Backwards:
        slots = 1

        def each(self, doing):
            for one in reversed(doing):
                yield one()

    site = replace(site, farm=Backwards())
    events, returned = drain(
        carry_out(site, [unit("one", lambda _: 1, "a"), unit("two", lambda _: 2, "b")])
    )
    assert events[0] == StageBegan(Stage.ENCODE, 2, weight=2.0)
    assert [event.label for event in events[1:]] == ["two", "one"]
    assert [kept.value for kept in returned] == [1, 2]


def test_a_unit_that_was_done_is_told_as_reused(site):
    drain(carry_out(site, [unit("one", lambda _: 1)]))
    events, _ = drain(carry_out(site, [unit("one", lambda _: 1 / 0)]))
    assert events[1] == UnitDone(Stage.ENCODE, "one", is_reused=True, weight=1.0)


def test_a_unit_that_fails_ends_the_stage_and_is_made_the_next_time(site):
    with pytest.raises(ZeroDivisionError):
        drain(carry_out(site, [unit("one", lambda _: 1 // 0)]))
    events, _ = drain(carry_out(site, [unit("one", lambda _: 1)]))
    assert events[1].is_reused is False


def test_units_that_would_make_the_same_piece_are_made_once(site):
    made = []
    units_of_one = [unit("one", lambda _: made.append(1) or 1), unit("two", lambda _: 2 / 0)]
    events, returned = drain(carry_out(site, units_of_one))
    assert made == [1]
    assert [kept.value for kept in returned] == [1, 1]
    assert [(event.label, event.is_reused) for event in events[1:]] == [
        ("one", False),
        ("two", True),
    ]


def drain(events):
    found = []
    while True:
        try:
            found.append(next(events))
        except StopIteration as done:
            return found, done.value


def test_the_tools_are_part_of_every_key():
    versions = units.tool_versions()
    assert versions["ffmpeg"].startswith("ffmpeg version")
    assert "packager" in versions["packager"]
    assert Path(versions["path"]).is_file()


# The picture's arithmetic

VIDEO = VideoFacts(0, "h264", 1920, 1080, Rate(25), 60.0)


def desk(frames=1500, policy=QUICK, video=VIDEO):
    return Desk(Reference("film", "identity", video, frames), policy, None)


def test_the_first_stream_is_small_and_quick():
    assert picture.first_rung(desk()) == Rung(Codec.H264, 854, 480, 25.0, "veryfast")
    small = replace(VIDEO, width=320, height=180)
    assert picture.first_rung(desk(video=small)) == Rung(Codec.H264, 320, 180, 25.0, "veryfast")


def test_a_piece_from_the_middle_of_every_shot_is_tried():
    shots = [Shot(0, 0, 100), Shot(1, 100, 12)]
    assert trials.samples_of(QUICK, shots, 25) == (
        trials.Sample(Shot(0, 37, 25), (shots[0],)),
        trials.Sample(Shot(1, 100, 12), (shots[1],)),
    )


def test_where_few_are_tried_each_stands_for_its_neighbours():
    shots = [Shot(n, 100 * n, 100) for n in range(15)]
    found = trials.samples_of(replace(QUICK, most_trial_shots=3), shots, 25)
    assert [sample.piece for sample in found] == [
        Shot(2, 237, 25),
        Shot(7, 737, 25),
        Shot(12, 1237, 25),
    ]
    assert [sample.frames for sample in found] == [500, 500, 500]
    assert [shot for sample in found for shot in sample.stands_for] == shots


def test_a_detector_that_counted_otherwise_at_the_end_is_put_right():
    shots = [Shot(0, 0, 40), Shot(1, 40, 36)]
    assert picture._fitted(shots, 75) == (Shot(0, 0, 40), Shot(1, 40, 35))
    assert picture._fitted(shots, 78) == (Shot(0, 0, 40), Shot(1, 40, 38))
    assert picture._fitted(shots, 40) == (Shot(0, 0, 40),)
    assert picture._fitted([], 40) == (Shot(0, 0, 40),)


# A whole publish


@pytest.fixture(scope="module")
def published(film, tools, tmp_path_factory):
    """Everything that was told while a film was published, with a first stream."""
    work = tmp_path_factory.mktemp("work")
    site = site_in(work, tools)
    events = told(pipeline.execute(pipeline.plan(film, QUICK, run=tools), site, None))
    site.workshop.close()
    return events, work


@pytest.mark.slow
def test_a_first_stream_comes_before_the_film_is_understood(published):
    events, _ = published
    streams = [event for event in events if isinstance(event, StreamReady)]
    assert [stream.is_final for stream in streams] == [False, True]
    judged = next(n for n, event in enumerate(events) if isinstance(event, FilmJudged))
    assert events.index(streams[0]) < judged < events.index(streams[1])
    assert streams[0].key != streams[1].key
    pictures = [one for one in streams[0].package.tracks if one.folder.startswith("video")]
    assert len(pictures) == 1


@pytest.mark.slow
def test_the_report_comes_last_after_stills(published):
    events, _ = published
    assert isinstance(events[-1], Reported)
    stills = next(event for event in events if isinstance(event, StillsReady))
    assert stills.posters
    assert all((Path(stills.folder) / poster.path).is_file() for poster in stills.posters)


@pytest.mark.slow
def test_every_stage_that_begins_is_brought_to_its_end(published):
    events, _ = published
    for stage in {event.stage for event in events if isinstance(event, StageBegan)}:
        begun = [e.units for e in events if isinstance(e, StageBegan) and e.stage is stage]
        done = [e for e in events if isinstance(e, UnitDone) and e.stage is stage]
        assert sum(begun) == len(done), stage
        heavy = [e.weight for e in events if isinstance(e, StageBegan) and e.stage is stage]
        assert sum(heavy) == pytest.approx(sum(e.weight for e in done)), stage
    assert not any(e.is_reused for e in events if isinstance(e, UnitDone))


@pytest.mark.slow
def test_every_shot_at_every_rung_is_told_with_what_one_factor_would_have_taken(published):
    events, _ = published
    [chosen] = [e for e in events if isinstance(e, LadderChosen)]
    cells = [e.cell for e in events if isinstance(e, UnitDone) and e.cell]
    assert {(cell.shot, cell.rung) for cell in cells} == {
        (shot, rung.name) for shot in range(chosen.shots) for rung in chosen.rungs
    }
    assert all(cell.bits > 0 and cell.bits_at_one_factor > 0 for cell in cells)


@pytest.mark.slow
def test_the_course_of_quality_names_frames_of_the_film_and_its_worst(published):
    events, _ = published
    [report] = [e.report for e in events if isinstance(e, Reported)]
    for made in report.renditions:
        course = made.course
        assert len(course.frames) == len(course.mean) == len(course.lowest)
        assert list(course.frames) == sorted(set(course.frames))
        assert course.frames[-1] < made.frames
        assert course.worst[0].vmaf == min(course.lowest)


@pytest.mark.slow
def test_every_event_travels_as_json(published):
    events, _ = published
    for event in events:
        assert from_json(type(event), to_json(event)) == event


@pytest.mark.slow
def test_carried_out_again_everything_is_reused_and_the_outcome_is_the_same(published, film, tools):
    events, work = published
    site = site_in(work, tools)
    again = told(pipeline.execute(pipeline.plan(film, QUICK, run=tools), site, None))
    site.workshop.close()
    assert all(event.is_reused for event in again if isinstance(event, UnitDone))
    assert again[-1] == events[-1]


@pytest.mark.slow
def test_carried_out_by_many_hands_the_outcome_is_the_same(published, film, tools, tmp_path):
    events, _ = published
    plan = pipeline.plan(film, replace(QUICK, has_first_light=False), run=tools)
    workshop = Workshop(tmp_path / "work")
    with LocalFarm(4) as farm:
        report = told(pipeline.execute(plan, Site(workshop, farm, tools), None))[-1].report
    workshop.close()
    first = events[-1].report
    assert report.ladder == first.ladder
    assert [(made.rung, made.bits, made.quality) for made in report.renditions] == [
        (made.rung, made.bits, made.quality) for made in first.renditions
    ]


@pytest.mark.slow
def test_the_report_says_of_every_shot_what_was_aimed_at_and_what_came(published):
    events, _ = published
    report = events[-1].report
    assert {trial.sample for trial in report.ladder.trials} == {0, 1}
    for made in report.renditions:
        assert [one.shot for one in made.shots] == [0, 1]
        assert all(one.quality and one.bits and one.crf and one.foretold for one in made.shots)


@pytest.mark.slow
def test_another_policy_takes_what_it_can_from_the_earlier_work(published, film, tools):
    _, work = published
    site = site_in(work, tools)
    other = replace(QUICK, loudness_lufs=-16.0)
    events = told(pipeline.execute(pipeline.plan(film, other, run=tools), site, None))
    site.workshop.close()
    reused = {e.stage for e in events if isinstance(e, UnitDone) and e.is_reused}
    made = {e.stage for e in events if isinstance(e, UnitDone) and not e.is_reused}
    assert {Stage.ENCODE, Stage.TRIALS, Stage.STILLS} <= reused
    assert {Stage.SOUND, Stage.PACKAGE} <= made
    assert round(events[-1].report.sounds[0].after.integrated) == -16


@pytest.mark.slow
def test_what_is_not_sound_is_not_told_as_a_stream_and_not_kept(
    published, film, tools, monkeypatch
):
    from lanterne_media.pipeline import finish

    _, work = published
    monkeypatch.setattr(finish.verify, "verify", lambda *_, **__: ("A frame is missing.",))
    site = site_in(work, tools)
    plan = pipeline.plan(film, replace(QUICK, segment_seconds=1.0), run=tools)
    events = []
    with pytest.raises(NotSound, match=r"^The package is not sound .* A frame is missing\.$"):
        events.extend(pipeline.execute(plan, site, None))
    before = {path.name for path in work.glob("package-*")}
    with pytest.raises(NotSound):
        told(pipeline.execute(plan, site, None))
    site.workshop.close()
    assert not any(isinstance(event, StreamReady) for event in events)
    assert {path.name for path in work.glob("package-*")} == before
    assert list(work.glob(".tmp-*")) == []


@pytest.mark.slow
def test_no_work_is_begun_once_the_tools_were_stopped(film, tmp_path):
    from lanterne_media.tools import Stopped

    tools = Tools()
    plan = pipeline.plan(film, QUICK, run=tools)
    tools.stop()
    site = site_in(tmp_path / "work", tools)
    with pytest.raises(Stopped):
        told(pipeline.execute(plan, site, None))
    site.workshop.close()
    assert [path.name for path in (tmp_path / "work").iterdir()] == [".lock"]


# Renditions that came out alike


def rendition(bits, vmaf, codec=Codec.H264):
    return Rendition(
        rung=Rung(codec, 320, 180, 20.0, "fast"),
        path="",
        codec_string="",
        rate=Rate(25),
        frames=1,
        bits=bits,
        average_bandwidth=bits,
        peak_bandwidth=bits,
        # However a few broken frames pull the harmonic mean down.
        quality=Quality(vmaf, vmaf / 9, 0.0),
    )


def test_of_renditions_that_came_out_alike_one_is_published():
    films = [rendition(100, 60.0), rendition(900, 95.0), rendition(700, 93.0)]
    films.append(rendition(10, 95.0, Codec.AV1))
    kept = renditions._distinct(films, Codec.H264, QUICK)
    assert [film.bits for film in kept] == [900, 100]


def test_what_costs_as_much_as_a_better_one_is_not_published():
    films = [rendition(900, 90.0), rendition(800, 60.0), rendition(950, 85.0), rendition(300, 40.0)]
    kept = renditions._distinct(films, Codec.H264, QUICK)
    assert [film.bits for film in kept] == [900, 300]


# What a shot's first encode teaches

TOP, LOW = Rung(Codec.H264, 640, 360, 18.0, "fast"), Rung(Codec.H264, 640, 360, 30.0, "fast")


def way_of(price=3e-3):
    row = grid(HARD).row(0, 100)
    first = row.aim(price, 0.0)
    return renditions._Way(
        shot=Shot(0, 0, 100),
        rungs=(TOP, LOW),
        aims=(row.aim(price / 4, 0.0), first),
        prices=(price / 4, price),
        floors=(0.0, 0.0),
        rows={(Codec.H264, 640, 360): row},
        budget=0.0,
        excess=(None, None),
    )


def came(way, *, bits=1.0, vmaf=None):
    """The first encode of a shot, with so many times the bits that were foretold, and this quality."""
    [anchor] = way.anchors
    return made(way, anchor, way.aims[anchor], bits=bits, vmaf=vmaf)


def made(way, place, aim, *, bits=1.0, vmaf=None):
    row = way.row(way.rungs[place])
    foretold = int(row.bits[row.factors == aim.crf][0])
    encoded = Encoded("shot.mp4", round(bits * foretold), 100, "", 1.0)
    scores = (aim.vmaf if vmaf is None else vmaf,)
    return Kept(Made(encoded, aim.crf, scores, aim.vmaf), Path(f"{place}-{aim.crf}"), False)


def test_the_middle_rung_is_made_first():
    assert way_of().anchors == [1]
    assert replace(way_of(), rows={}).anchors == [0, 1]


def test_a_first_encode_that_came_as_foretold_changes_nothing():
    way = way_of()
    [_, then, *_] = way.rounds([came(way)])
    assert then == {0: way.aims[0]}


def test_a_first_encode_that_came_far_better_than_foretold_is_made_again_rougher():
    way = way_of()
    first = came(way, bits=1.0, vmaf=97.0)
    [_, then] = way.rounds([first])
    assert list(then) == [0, 1]
    assert then[1].crf >= way.aims[1].crf + renditions.FAR_OFF
    others = [made(way, place, aim) for place, aim in then.items()]
    assert way.rounds([first, *others])[2:] == [{}, {}]
    assert way.sorted_out([first, *others]) == {TOP: others[0], LOW: others[1]}


def test_what_missed_its_mark_is_made_again_as_far_as_the_budget_goes():
    way = replace(way_of(), budget=0.5)
    first = came(way)
    [_, then] = way.rounds([first])
    poor = made(way, 0, then[0], vmaf=then[0].vmaf - 3)
    [*_, again] = way.rounds([first, poor])
    assert list(again) == [0]
    assert again[0].crf < then[0].crf
    better = made(way, 0, again[0])
    assert way.sorted_out([first, poor, better]) == {TOP: better, LOW: first}
    [*_, nothing] = replace(way, budget=0.4).rounds([first, poor])
    assert nothing == {}


def test_a_near_miss_is_left():
    way = replace(way_of(), budget=1.0)
    first = came(way)
    [_, then] = way.rounds([first])
    near = made(way, 0, then[0], vmaf=then[0].vmaf + 0.01 - renditions.MISSED)
    assert way.rounds([first, near])[2] == {}


def test_a_sample_counts_a_key_frame_for_every_shot_it_stands_for():
    piece = Encoded("shot.mp4", 2900, 20, "", 1.0, key_bits=1000, key_frames=1)
    shots = tuple(Shot(n, 30 * n, 30) for n in range(4))
    sample = trials.Sample(shots[1], shots)
    assert sample.bits_as(piece, 48) == 4 * (1000 + 29 * 100)
    only_keys = Encoded("shot.mp4", 1000, 1, "", 1.0, key_bits=1000, key_frames=1)
    assert sample.bits_as(only_keys, 48) == 4 * 30 * 1000


def test_where_nothing_was_tried_every_rung_has_its_own_factor():
    way = replace(way_of(), rows={})
    assert way.rounds([]) == [dict(enumerate(way.aims))]
    made = [came(way_of()), came(way_of())]
    assert way.sorted_out(made) == {TOP: made[0], LOW: made[1]}
