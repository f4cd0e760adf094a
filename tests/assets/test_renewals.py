"""Encoding a published film anew: behind new films, in place only when better, and back again."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from pathlib import Path

import msgspec
import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from lanterne.assets import queries, services
from lanterne.assets.gains import Figures, Verdict
from lanterne.assets.models import Mezzanine, Publication, PublishJob
from lanterne.assets.rules import KEEP_SUPERSEDED, JobState, Purpose
from lanterne.core import audit, clock
from lanterne_media.model import Codec, Ladder, LadderForetold, Point, Reported, Rung, Vmaf
from tests.assets.conftest import ACTOR, NOW, queued
from tests.renewing import LEANER, TODAY, a_report, encoded_anew, made, on_record
from tests.titles import a_film, published

DEARER = tuple((codec, kilobits * 2, vmaf) for codec, kilobits, vmaf in TODAY)
AFTERWARDS = KEEP_SUPERSEDED + timedelta(minutes=1)


@pytest.fixture
def shown(title, tmp_path) -> int:
    """A title that people watch, with its figures on record."""
    published(title)
    on_record(title, tmp_path)
    (tmp_path / "streams" / str(title) / "1").mkdir(parents=True)
    return title


def revision(title_id: int) -> int:
    return queries.publication(title_id=title_id).revision


def actions(title_id: int) -> list[str]:
    return [line.action for line in reversed(audit.lines(subject=f"title:{title_id}"))]


def test_a_better_encode_takes_the_place_of_what_people_watch(shown, tmp_path):
    job_id = encoded_anew(shown, tmp_path)
    job = queries.job(job_id=job_id)
    assert (job.state, job.purpose, job.policy) == (JobState.DONE, Purpose.RENEWAL, "standard")
    assert (job.outcome.verdict, job.outcome.gain.share) == (Verdict.IN_PLACE, 0.25)
    assert (job.outcome.gain.rungs, job.outcome.before, job.outcome.after) == (4, 95.0, 95.0)
    assert revision(shown) == 2
    assert queries.report(title_id=shown)["renditions"][0]["average_bandwidth"] == 3_000_000
    assert actions(shown)[-3:] == [
        "assets.queue_job",
        "assets.publish_streams",
        "assets.judge_renewal",
    ]


@pytest.mark.parametrize(
    ("rungs", "verdict"),
    [
        (DEARER, Verdict.MORE_BITS),
        (LEANER[:2], Verdict.FEWER_CODECS),
        ((("h264", 100, 70.0), ("av1", 100, 70.0)), Verdict.LOWER_QUALITY),
    ],
)
def test_one_that_is_no_better_is_left_out_and_says_so(shown, tmp_path, rungs, verdict):
    job_id = encoded_anew(shown, tmp_path, *rungs)
    assert queries.job(job_id=job_id).outcome.verdict is verdict
    assert not queries.job(job_id=job_id).is_watchable
    assert revision(shown) == 1
    assert queries.report(title_id=shown)["renditions"][0]["average_bandwidth"] == 4_000_000
    assert actions(shown)[-2:] == ["assets.queue_job", "assets.judge_renewal"]
    assert queries.earlier(title_id=shown) is None
    services.sweep(at=clock.now() + AFTERWARDS)
    assert not (tmp_path / "streams" / str(shown) / f"again-{job_id}").exists()


def test_the_drawn_report_is_of_what_people_watch(shown, tmp_path):
    def drawn() -> str | None:
        return queries.drawn_report(title_id=shown)

    streams = tmp_path / "streams" / str(shown)
    (streams / "1" / "report.html").write_text("of today")
    left_out = encoded_anew(shown, tmp_path / "dearer", *DEARER)
    (streams / f"again-{left_out}" / "report.html").write_text("of what was left out")
    assert drawn() == "of today"
    better = encoded_anew(shown, tmp_path)
    (streams / f"again-{better}" / "report.html").write_text("of the new encode")
    assert drawn() == "of the new encode"
    services.bring_back(title_id=shown, actor=ACTOR)
    assert drawn() == "of today"


def test_until_it_is_judged_people_watch_what_they_watched(shown, tmp_path):
    services.renew(title_id=shown, actor=ACTOR)
    job_id, owner = services.claim(at=NOW)
    services.record(job_id=job_id, owner=owner, event=made(tmp_path, "again"))
    assert revision(shown) == 1
    services.record(job_id=job_id, owner=owner, event=Reported(a_report(*LEANER)))
    assert revision(shown) == 2


def test_a_worker_that_tells_it_twice_does_not_take_a_way_back_away(shown, tmp_path):
    services.renew(title_id=shown, actor=ACTOR)
    job_id, owner = services.claim(at=NOW)
    told = made(tmp_path, "again"), Reported(a_report(*LEANER))
    for event in told:
        services.record(job_id=job_id, owner=owner, event=event)
    services.bring_back(title_id=shown, actor=ACTOR)
    for event in told:
        services.record(job_id=job_id, owner=owner, event=event)
    assert revision(shown) == 1


def test_a_renewal_whose_files_were_cleared_before_it_was_judged_brings_them_again(shown, tmp_path):
    services.renew(title_id=shown, actor=ACTOR)
    job_id, owner = services.claim(at=NOW)
    services.record(job_id=job_id, owner=owner, event=made(tmp_path, "again"))
    services.cancel(job_id=job_id, actor=ACTOR)
    services.sweep(at=clock.now() + AFTERWARDS)
    services.retry(job_id=job_id, actor=ACTOR)
    _, owner = services.claim(at=NOW)
    anew = made(tmp_path / "second", "again")
    for event in (anew, Reported(a_report(*LEANER))):
        services.record(job_id=job_id, owner=owner, event=event)
    card = queries.publication(title_id=shown)
    assert queries.open_file(folder=card.folder, path="video/00001.m4s") is not None


def test_a_film_that_came_meanwhile_is_not_replaced_by_the_old_one(shown, tmp_path):
    renewal = services.renew(title_id=shown, actor=ACTOR)
    newer = queued(shown)
    assert services.claim(at=NOW)[0] == newer
    services.cancel(job_id=newer, actor=ACTOR)
    Publication.objects.filter(title_id=shown).update(job=newer)
    _, owner = services.claim(at=NOW)
    for event in (made(tmp_path, "again"), Reported(a_report(*LEANER))):
        services.record(job_id=renewal, owner=owner, event=event)
    assert queries.job(job_id=renewal).outcome.verdict is Verdict.OVERTAKEN
    assert revision(shown) == 1


def test_new_films_go_first_then_estimates_then_renewals(shown, tmp_path):
    other = a_film("Une autre")
    published(other)
    on_record(other, tmp_path)
    renewal = services.renew(title_id=shown, actor=ACTOR)
    trials = services.estimate(title_id=other, actor=ACTOR)
    film = queued(a_film("Nouveau"))
    assert [services.claim(at=NOW)[0] for _ in range(3)] == [film, trials, renewal]


def refused(no, sentence, act, title_id):
    before = PublishJob.objects.count(), actions(title_id)
    with pytest.raises(no, match=sentence):
        act(title_id=title_id, actor=ACTOR)
    assert (PublishJob.objects.count(), actions(title_id)) == before


@pytest.mark.parametrize("act", [services.renew, services.estimate])
def test_what_cannot_be_encoded_anew_is_refused_in_a_sentence(act, shown, title, tmp_path):
    fresh = a_film("Inédit")
    refused(services.NothingPublished, "No film of this title has been published", act, fresh)
    film = Path(Mezzanine.objects.get(title_id=shown).path)
    film.rename(film.with_suffix(".away"))
    refused(services.FilmGone, "not on this machine any more", act, shown)
    film.with_suffix(".away").rename(film)
    PublishJob.objects.update(policy="bygone")
    refused(services.NothingToCompare, "no policy named bygone", act, shown)
    PublishJob.objects.update(policy="standard")
    Publication.objects.update(figures=None)
    refused(services.NothingToCompare, "not on record", act, shown)


def test_a_film_is_not_queued_twice(shown):
    services.renew(title_id=shown, actor=ACTOR)
    refused(services.JobBusy, "waiting already", services.renew, shown)
    refused(services.JobBusy, "waiting already", services.estimate, shown)


def test_of_many_each_stands_on_its_own(shown):
    fresh = a_film("Inédit")
    found = services.renew_all(title_ids=[fresh, shown, shown], actor=ACTOR)
    assert len(found.jobs) == 1
    assert found.refused == {fresh: "No film of this title has been published yet."}


def test_the_way_back_and_forth(shown, tmp_path):
    encoded_anew(shown, tmp_path)
    assert services.bring_back(title_id=shown, actor=ACTOR) == 1
    assert revision(shown) == 1
    assert queries.report(title_id=shown)["renditions"][0]["average_bandwidth"] == 4_000_000
    assert actions(shown)[-1] == "assets.bring_back"
    assert services.bring_back(title_id=shown, actor=ACTOR) == 2
    assert revision(shown) == 2


def test_what_was_brought_back_is_not_swept(shown, tmp_path):
    encoded_anew(shown, tmp_path)
    services.bring_back(title_id=shown, actor=ACTOR)
    services.sweep(at=clock.now() + AFTERWARDS)
    assert (tmp_path / "streams" / str(shown) / "1").is_dir()
    refused(services.NothingToGoBackTo, "no earlier revision", services.bring_back, shown)


@pytest.mark.parametrize("way", ["swept", "lost", "never"])
def test_there_is_no_way_back_to_what_is_gone(shown, tmp_path, way):
    if way != "never":
        encoded_anew(shown, tmp_path)
    if way == "swept":
        services.sweep(at=clock.now() + AFTERWARDS)
    if way == "lost":
        (tmp_path / "streams" / str(shown) / "1").rmdir()
    before = revision(shown)
    refused(services.NothingToGoBackTo, "no earlier revision", services.bring_back, shown)
    assert revision(shown) == before


def test_a_cleared_stream_leaves_a_line_with_its_bytes(shown, tmp_path):
    (tmp_path / "streams" / str(shown) / "1" / "manifest.mpd").write_bytes(b"12345")
    encoded_anew(shown, tmp_path)
    services.sweep(at=clock.now() + AFTERWARDS)
    services.sweep(at=clock.now() + AFTERWARDS)
    lines = audit.lines(subject=f"title:{shown}")
    told = [line.detail for line in lines if line.action == "assets.clear_streams"]
    assert told == [{"bytes": 5, "revision": 1}]


def test_what_somebody_is_watching_stays_however_old(shown, tmp_path):
    [watched] = Publication.objects.filter(title_id=shown).values_list("pk", flat=True)
    encoded_anew(shown, tmp_path)
    services.sweep(at=clock.now() + AFTERWARDS, in_use={watched})
    assert (tmp_path / "streams" / str(shown) / "1").is_dir()
    services.sweep(at=clock.now() + AFTERWARDS)
    assert not (tmp_path / "streams" / str(shown) / "1").exists()


def test_what_was_never_approved_cannot_be_what_people_watch(shown):
    for change in ({"is_approved": False}, {"cleared_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Publication.objects.filter(title_id=shown).update(**change)


def test_reports_of_before_bring_their_figures_along(shown):
    [before] = Publication.objects.values_list("figures", flat=True)
    Publication.objects.update(figures=None)
    import_module("lanterne.assets.migrations.0005_renewals").from_reports(apps, None)
    [row] = Publication.objects.all()
    assert queries.figures(row) == msgspec.convert(before, Figures)
    assert len(before["rungs"]) == 4


def test_figures_of_before_tell_the_bright_version_apart(shown):
    [row] = Publication.objects.all()
    row.report["renditions"][0]["rung"]["dynamics"] = "pq"
    codec = row.figures["rungs"][0]["codec"]
    row.save(update_fields=["report"])
    import_module("lanterne.assets.migrations.0006_bright_rungs_by_themselves").tell_apart(
        apps, None
    )
    row.refresh_from_db()
    told = [rung["codec"] for rung in row.figures["rungs"]]
    assert told[0] == f"{codec} pq"
    assert not any(one.endswith("pq") for one in told[1:])
    assert queries.figures(row) == queries.figures_of(row.report)


def by_neg(title_id: int) -> None:
    """What people watch was judged by the other model."""
    [row] = Publication.objects.filter(title_id=title_id)
    for one in row.report["renditions"]:
        one["quality"]["model"] = "v0.6.1neg"
    row.figures = msgspec.to_builtins(queries.figures_of(row.report))
    row.save(update_fields=["figures", "report"])


def test_streams_that_another_model_judged_are_not_encoded_for_nothing(shown):
    by_neg(shown)
    before = PublishJob.objects.count()
    with pytest.raises(services.NothingToCompare, match=r"VMAF v0\.6\.1neg.* asks for v0\.6\.1:"):
        services.renew(title_id=shown, actor=ACTOR)
    assert PublishJob.objects.count() == before


def test_an_estimate_of_streams_without_their_grain_tells_no_gain_against_those_with_it(shown):
    points = tuple(Point(Codec.AV1, 1920, 1080, 30.0, 1e5, vmaf) for vmaf in (95.0, 80.0))
    drawn = Rung(Codec.AV1, 1920, 1080, 30.0, "7", grain=24)
    assert queries.job(job_id=foretold(shown, *points)).estimate.gain.rungs == 2
    assert queries.job(job_id=foretold(shown, *points, rungs=(drawn,))).estimate.gain is None


def test_an_estimate_by_another_model_tells_no_gain(shown):
    points = [Point(Codec.AV1, 1920, 1080, 30.0, 100_000.0, vmaf) for vmaf in (95.0, 80.0)]
    services.estimate(title_id=shown, actor=ACTOR)
    job_id, owner = services.claim(at=NOW)
    told = LadderForetold(Ladder((), points=tuple(points)), {}, Vmaf.NEG)
    services.record(job_id=job_id, owner=owner, event=told)
    services.finish(job_id=job_id, owner=owner)
    assert queries.job(job_id=job_id).estimate.gain is None


def foretold(title_id: int, *points: Point, rungs: tuple[Rung, ...] = ()) -> int:
    services.estimate(title_id=title_id, actor=ACTOR)
    job_id, owner = services.claim(at=NOW)
    told = LadderForetold(Ladder(rungs, points=points), {"ffmpeg": "ffmpeg version 8.0"})
    services.record(job_id=job_id, owner=owner, event=told)
    services.finish(job_id=job_id, owner=owner)
    return job_id


def test_an_estimate_tells_the_share_and_publishes_nothing(shown):
    points = [
        Point(Codec(codec), 1920, 1080, 30.0, kilobits * 800, vmaf)
        for codec, kilobits, vmaf in TODAY
    ]
    told = queries.job(job_id=foretold(shown, *points)).estimate
    assert (told.gain.share, told.gain.rungs) == (0.2, 4)
    assert told.tools == {"ffmpeg": "ffmpeg version 8.0"}
    assert told.publication == queries.publication(title_id=shown).id
    assert revision(shown) == 1


def test_an_estimate_is_no_publish_of_its_title(shown):
    before = queries.jobs(title_id=shown), queries.latest_job(title_id=shown)
    services.estimate(title_id=shown, actor=ACTOR)
    job_id, owner = services.claim(at=NOW)
    services.fail(job_id=job_id, owner=owner, sentence="No.")
    assert (queries.jobs(title_id=shown), queries.latest_job(title_id=shown)) == before
    assert services.publish_again(title_id=shown, actor=ACTOR)
