"""What the engine tells is on record, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import time_machine
from django.core.files.storage import default_storage

from lanterne.assets import queries, services
from lanterne.assets.models import Publication
from lanterne.assets.rules import LEASE
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.queries import editing
from lanterne.core import audit, clock
from lanterne_media.model import (
    FilmJudged,
    Finding,
    Ground,
    LadderChosen,
    Outcome,
    Poster,
    Severity,
    Stage,
    StageBegan,
    StillsReady,
    UnitDone,
    Verdict,
)
from lanterne_media.progress import Progress
from tests.assets.conftest import LATER, NOW, Claimed, a_stream, queued
from tests.titles import a_film, a_picture

DARK = Finding("black", Severity.WARNING, "The picture is black.", 1.0, 2.5, {"seconds": 1.5})


def steps(job_id):
    return [
        (step.stage, step.units, step.done, step.reused, step.label, step.cpu_seconds)
        for step in queries.job(job_id=job_id).steps
    ]


def revisions(title_id):
    rows = Publication.objects.filter(title_id=title_id).order_by("revision")
    return [(row.revision, row.key, row.is_final, row.superseded_at is None) for row in rows]


def test_each_finished_unit_moves_its_step(claimed):
    claimed.record(StageBegan(Stage.ENCODE, 3))
    claimed.record(UnitDone(Stage.ENCODE, "shot 1", is_reused=True))
    claimed.record(UnitDone(Stage.ENCODE, "shot 2", is_reused=False, cpu_seconds=1.5))
    assert steps(claimed.id) == [("encode", 3, 2, 1, "shot 2", 1.5)]


def test_a_stage_that_comes_in_helpings_grows(claimed):
    claimed.record(StageBegan(Stage.TRIALS, 2))
    claimed.record(UnitDone(Stage.TRIALS, "sample", is_reused=False))
    claimed.record(StageBegan(Stage.TRIALS, 4))
    assert steps(claimed.id) == [("trials", 6, 1, 0, "sample", 0.0)]


def test_how_far_the_job_is_goes_with_the_event_that_changed_it(claimed):
    assert queries.job(job_id=claimed.id).progress is None
    far = Progress(4, 1, 8, 2, 100, 25.0, 60.0, False, 8000, 400)
    event = LadderChosen((), 4)
    with time_machine.travel(NOW, tick=False):
        services.record(job_id=claimed.id, owner=claimed.owner, event=event, progress=far)
    card = queries.job(job_id=claimed.id)
    assert (card.progress, card.progress_at) == (far, NOW)


def test_a_job_that_is_claimed_again_begins_its_count_again(claimed):
    event = LadderChosen((), 4)
    services.record(job_id=claimed.id, owner=claimed.owner, event=event, progress=Progress(4))
    services.claim(at=clock.now() + LEASE + timedelta(seconds=1))
    assert queries.job(job_id=claimed.id).progress is None


def test_stages_are_shown_in_the_order_in_which_they_began(claimed):
    for stage in (Stage.SOUND, Stage.FIRST_LIGHT, Stage.JOIN, Stage.QC):
        claimed.record(StageBegan(stage, 1))
    assert [step[0] for step in steps(claimed.id)] == ["sound", "first_light", "join", "qc"]


def test_what_quality_control_found_is_kept_as_it_was_said(claimed):
    claimed.record(FilmJudged((DARK,)))
    assert queries.job(job_id=claimed.id).findings == [
        {
            "code": "black",
            "severity": "warning",
            "sentence": "The picture is black.",
            "start": 1.0,
            "end": 2.5,
            "values": {"seconds": 1.5},
            "picture": "",
        }
    ]


def test_pictures_of_findings_are_kept_for_staff_and_verdicts_with_them(claimed, tmp_path):
    (tmp_path / "01-black.jpg").write_bytes(b"a picture")
    shown = replace(DARK, picture="01-black.jpg")
    ground = Ground(Outcome.NOTED, "House rule", {"en": "Is it meant?"}, finding=0, value=1.5)
    verdict = Verdict("streaming", {"en": "Streaming"}, Outcome.NOTED, (ground,))
    claimed.record(FilmJudged((shown,), (verdict,), str(tmp_path)))
    card = queries.job(job_id=claimed.id)
    assert [one["picture"] for one in card.findings] == [f"{claimed.id}/01-black.jpg"]
    assert msgspec.convert(card.verdicts, tuple[Verdict, ...]) == (verdict,)
    path = queries.finding_picture(job_id=claimed.id, name="01-black.jpg")
    assert path is not None
    assert path.read_bytes() == b"a picture"


@pytest.mark.parametrize("name", ["02-black.jpg", "../01-black.jpg", "01-black.svg", ".."])
def test_no_other_name_is_a_picture(claimed, name):
    assert queries.finding_picture(job_id=claimed.id, name=name) is None


def test_the_best_still_becomes_the_pictures_that_nobody_delivered(claimed, tmp_path):
    (tmp_path / "best.jpg").write_bytes(a_picture(640, 360, form="JPEG"))
    posters = (Poster("best.jpg", 1.0, 640, 360, 0.9), Poster("none.jpg", 2.0, 640, 360, 0.1))
    claimed.record(StillsReady(str(tmp_path), posters))
    [card] = catalogue.cards(title_ids=[claimed.title_id], language="fr", territory="FR")
    assert card.poster is not None
    assert card.still is not None
    assert default_storage.exists(card.still.url.removeprefix("/art/"))


def test_the_stills_of_a_film_are_kept_to_choose_from(claimed, tmp_path):
    for name, colour in (("poster-01.jpg", "#ff0000"), ("poster-02.jpg", "#204060")):
        (tmp_path / name).write_bytes(a_picture(640, 360, colour, form="JPEG"))
    posters = (
        Poster("poster-01.jpg", 1.0, 640, 360, 80.0, across=20, down=30),
        Poster("poster-02.jpg", 2.5, 640, 360, 40.0, 0.02, 90, 60),
    )
    claimed.record(StillsReady(str(tmp_path), posters))
    held = queries.film_stills(title_id=claimed.title_id)
    assert tuple(one.poster for one in held) == posters
    assert {one.focus for one in editing.artwork(title_id=claimed.title_id)} == {(20, 30)}
    services.hang_still(
        title_id=claimed.title_id, job_id=claimed.id, number=2, kind="poster", actor="user:7"
    )
    (poster,) = (one for one in editing.artwork(title_id=claimed.title_id) if one.kind == "poster")
    assert (poster.source, poster.focus) == ("frame at 2.5 s", (90, 60))
    line = audit.lines(subject=f"title:{claimed.title_id}", limit=1)[0]
    assert (line.actor, line.action) == ("user:7", "catalogue.add_artwork")


def test_a_still_that_is_gone_or_of_another_title_hangs_nowhere(claimed, tmp_path):
    (tmp_path / "poster-01.jpg").write_bytes(a_picture(640, 360, form="JPEG"))
    claimed.record(StillsReady(str(tmp_path), (Poster("poster-01.jpg", 1.0, 640, 360, 80.0),)))
    before = editing.artwork(title_id=claimed.title_id)
    for title_id, number in ((claimed.title_id, 2), (a_film("Autre"), 1)):
        with pytest.raises(services.StillGone, match="not there any more"):
            services.hang_still(
                title_id=title_id, job_id=claimed.id, number=number, kind="still", actor="user:7"
            )
    (still,) = queries.film_stills(title_id=claimed.title_id)
    still.path.unlink()
    assert queries.film_stills(title_id=claimed.title_id) == ()
    assert editing.artwork(title_id=claimed.title_id) == before


def test_a_film_without_stills_goes_on_without_pictures(claimed, tmp_path):
    claimed.record(StillsReady(str(tmp_path), ()))
    [card] = catalogue.cards(title_ids=[claimed.title_id], language="fr", territory="FR")
    assert (card.poster, card.still) == (None, None)


def test_a_verified_stream_is_what_people_watch_from_then_on(claimed, tmp_path, settings):
    assert queries.publication(title_id=claimed.title_id) is None
    claimed.record(a_stream(tmp_path, "first", is_final=False))
    card = queries.publication(title_id=claimed.title_id)
    assert (card.revision, card.is_final, card.is_encrypted) == (1, False, True)
    assert (card.folder, card.duration) == (f"{claimed.title_id}/first", 2.0)
    delivered = Path(settings.STREAMS) / card.folder
    assert [path.name for path in delivered.iterdir()] == ["manifest.mpd"]
    assert queries.job(job_id=claimed.id).is_watchable
    assert list(queries.published_title_ids()) == [claimed.title_id]


def test_a_better_stream_takes_the_place_of_the_first(claimed, tmp_path):
    claimed.record(a_stream(tmp_path, "first", is_final=False))
    claimed.record(a_stream(tmp_path, "whole", is_final=True))
    assert revisions(claimed.title_id) == [(1, "first", False, False), (2, "whole", True, True)]
    assert queries.publication(title_id=claimed.title_id).folder.endswith("/whole")
    published = [line for line in audit.lines() if line.action == "assets.publish_streams"]
    assert [line.detail["revision"] for line in reversed(published)] == [1, 2]


def test_a_stream_that_is_told_twice_is_published_once(claimed, tmp_path, settings):
    claimed.record(a_stream(tmp_path / "before", "first", is_final=False))
    _, heir = services.claim(at=LATER)
    again = Claimed(claimed.id, heir, claimed.title_id)
    again.record(a_stream(tmp_path / "after", "first", is_final=False))
    assert revisions(claimed.title_id) == [(1, "first", False, True)]


def test_files_that_were_delivered_before_the_worker_died_are_taken_over(
    claimed, tmp_path, settings
):
    delivered = Path(settings.STREAMS) / str(claimed.title_id) / "first"
    delivered.mkdir(parents=True)
    (delivered / "manifest.mpd").write_text("<MPD>first</MPD>")
    claimed.record(a_stream(tmp_path, "first", is_final=False))
    assert revisions(claimed.title_id) == [(1, "first", False, True)]
    assert (delivered / "manifest.mpd").read_text() == "<MPD>first</MPD>"
    assert not (tmp_path / "workshop" / "package-first").exists()


def test_a_second_film_for_the_title_continues_its_revisions(claimed, tmp_path):
    claimed.record(a_stream(tmp_path, "one", is_final=True))
    services.finish(job_id=claimed.id, owner=claimed.owner)
    queued(claimed.title_id)
    job_id, owner = services.claim(at=LATER)
    Claimed(job_id, owner, claimed.title_id).record(a_stream(tmp_path, "two", is_final=True))
    assert revisions(claimed.title_id) == [(1, "one", True, False), (2, "two", True, True)]


def test_nobody_is_given_a_worse_picture_than_they_have(claimed, tmp_path):
    claimed.record(a_stream(tmp_path, "whole", is_final=True))
    services.finish(job_id=claimed.id, owner=claimed.owner)
    queued(claimed.title_id)
    job_id, owner = services.claim(at=LATER)
    newer = Claimed(job_id, owner, claimed.title_id)
    newer.record(a_stream(tmp_path, "newer first light", is_final=False))
    assert revisions(claimed.title_id) == [(1, "whole", True, True)]
    newer.record(a_stream(tmp_path, "newer whole", is_final=True))
    assert [row[1:] for row in revisions(claimed.title_id)] == [
        ("whole", True, False),
        ("newer whole", True, True),
    ]


def test_a_worker_that_lost_its_job_publishes_nothing(claimed, tmp_path, settings):
    stream = a_stream(tmp_path, "first", is_final=False)
    services.cancel(job_id=claimed.id, actor="user:9")
    with pytest.raises(services.LeaseLost):
        claimed.record(stream)
    assert revisions(claimed.title_id) == []
    assert not Path(settings.STREAMS).exists()


def test_nothing_unknown_is_kept_quiet(claimed):
    with pytest.raises(TypeError, match="no record is kept of str"):
        claimed.record("a rumour")
