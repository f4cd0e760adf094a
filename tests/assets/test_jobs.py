"""A job has one worker at a time, and an end."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from lanterne.assets import queries, services
from lanterne.assets.models import PublishJob
from lanterne.assets.rules import LEASE, MOST_ATTEMPTS, JobState
from lanterne.core import audit
from lanterne_media.model import Stage, StageBegan, UnitDone
from tests.assets.conftest import ACTOR, LATER, NOW, queued
from tests.titles import a_film


def state(job_id) -> JobState:
    return queries.job(job_id=job_id).state


def test_an_accepted_film_waits_for_a_worker(job, title):
    card = queries.job(job_id=job)
    assert (card.title_id, card.file_name, card.policy) == (title, "voyage.mov", "standard")
    assert (card.state, card.attempts, card.steps) == (JobState.QUEUED, 0, ())
    assert not card.is_watchable
    [line] = [line for line in audit.lines() if line.action == "assets.queue_job"]
    assert (line.actor, line.subject) == (ACTOR, f"title:{title}")


def test_a_claimed_job_belongs_to_its_worker_for_a_lease(job):
    job_id, owner = services.claim(at=NOW)
    row = PublishJob.objects.get(pk=job)
    assert (job_id, row.owner, row.lease_until) == (job, owner, NOW + LEASE)
    assert (row.state, row.attempts, row.began_at) == (JobState.RUNNING, 1, NOW)


def test_nobody_else_gets_a_claimed_job_before_its_lease_is_over(claimed):
    assert services.claim(at=NOW) is None
    assert services.claim(at=NOW + LEASE) is None
    job_id, owner = services.claim(at=LATER)
    assert job_id == claimed.id
    assert owner != claimed.owner
    assert queries.job(job_id=job_id).attempts == 2


def test_a_job_at_which_worker_after_worker_dies_is_given_up_and_that_is_on_record(claimed):
    PublishJob.objects.update(attempts=MOST_ATTEMPTS)
    assert services.claim(at=LATER) is None
    card = queries.job(job_id=claimed.id)
    sentence = "The worker died 200 times at this film."
    assert (card.state, card.sentence) == (JobState.FAILED, sentence)
    [line] = audit.lines(subject=f"job:{claimed.id}")
    assert (line.actor, line.action) == ("system:worker", "assets.job_failed")
    assert line.detail == {"sentence": sentence}


def test_the_oldest_job_comes_first(title):
    first, second = queued(title), queued(title)
    assert [services.claim(at=NOW)[0], services.claim(at=NOW)[0]] == [first, second]
    assert services.claim(at=NOW) is None


def test_a_beating_worker_keeps_its_job(claimed):
    beat = NOW + timedelta(seconds=8)
    assert services.keep_lease(job_id=claimed.id, owner=claimed.owner, at=beat)
    assert services.claim(at=LATER) is None
    assert services.claim(at=beat + LEASE + timedelta(seconds=1)) is not None


def test_a_worker_whose_lease_was_taken_can_record_nothing(claimed):
    claimed.record(StageBegan(Stage.SOUND, 2))
    _, heir = services.claim(at=LATER)
    for event in (StageBegan(Stage.ENCODE, 5), UnitDone(Stage.SOUND, "sound 1", is_reused=False)):
        with pytest.raises(services.LeaseLost):
            claimed.record(event)
    assert not services.keep_lease(job_id=claimed.id, owner=claimed.owner, at=LATER)
    services.finish(job_id=claimed.id, owner=claimed.owner)
    services.fail(job_id=claimed.id, owner=claimed.owner, sentence="Too late.")
    card = queries.job(job_id=claimed.id)
    assert (card.state, card.sentence, card.steps) == (JobState.RUNNING, "", ())
    assert PublishJob.objects.get(pk=claimed.id).owner == heir


def test_the_next_worker_tells_the_steps_anew(claimed):
    claimed.record(StageBegan(Stage.SOUND, 2))
    services.claim(at=LATER)
    assert queries.job(job_id=claimed.id).steps == ()


def test_a_finished_job_has_no_worker_and_stays_finished(claimed):
    services.finish(job_id=claimed.id, owner=claimed.owner)
    row = PublishJob.objects.get(pk=claimed.id)
    assert (row.state, row.owner, row.lease_until) == (JobState.DONE, None, None)
    assert row.ended_at is not None
    assert services.claim(at=LATER) is None
    for move in (services.cancel, services.retry):
        with pytest.raises(services.JobBusy, match="This job is done"):
            move(job_id=claimed.id, actor=ACTOR)
    assert state(claimed.id) is JobState.DONE


def test_a_failed_job_says_why_and_can_be_tried_again(claimed):
    services.fail(job_id=claimed.id, owner=claimed.owner, sentence="This file has no picture.")
    assert [card.id for card in queries.failed_jobs()] == [claimed.id]
    assert queries.job(job_id=claimed.id).sentence == "This file has no picture."
    services.retry(job_id=claimed.id, actor=ACTOR)
    card = queries.job(job_id=claimed.id)
    assert (card.state, card.sentence, card.ended_at) == (JobState.QUEUED, "", None)
    assert services.claim(at=NOW)[0] == claimed.id


def test_a_failure_that_a_newer_film_answered_is_no_longer_listed(claimed):
    services.fail(job_id=claimed.id, owner=claimed.owner, sentence="This file has no picture.")
    queued(a_film("Another"))
    assert [card.id for card in queries.failed_jobs()] == [claimed.id]
    newer = queued(claimed.title_id)
    assert queries.failed_jobs() == ()
    assert queries.latest_job(title_id=claimed.title_id).id == newer


def test_a_cancelled_job_is_taken_from_its_worker(claimed):
    services.cancel(job_id=claimed.id, actor=ACTOR)
    assert state(claimed.id) is JobState.CANCELLED
    assert not services.keep_lease(job_id=claimed.id, owner=claimed.owner, at=NOW)
    with pytest.raises(services.LeaseLost):
        claimed.record(StageBegan(Stage.SOUND, 1))
    assert services.claim(at=LATER) is None
    services.retry(job_id=claimed.id, actor=ACTOR)
    assert services.claim(at=LATER)[0] == claimed.id


def test_a_waiting_job_can_be_cancelled_before_anyone_began(job):
    services.cancel(job_id=job, actor=ACTOR)
    assert services.claim(at=NOW) is None
    with pytest.raises(services.JobBusy, match="This job is cancelled"):
        services.cancel(job_id=job, actor=ACTOR)


def test_a_running_job_cannot_be_queued_again(claimed):
    with pytest.raises(services.JobBusy, match="This job is at work"):
        services.retry(job_id=claimed.id, actor=ACTOR)
    assert PublishJob.objects.get(pk=claimed.id).owner == claimed.owner


def test_a_job_that_nobody_queued_cannot_be_moved(db):
    for move in (services.cancel, services.retry):
        with pytest.raises(services.NoSuchJob, match="no such job"):
            move(job_id=404, actor=ACTOR)
    assert queries.job(job_id=404) is None


def test_what_staff_and_workers_do_to_a_job_is_on_the_audit_trail(claimed):
    services.fail(job_id=claimed.id, owner=claimed.owner, sentence="No sound.")
    services.retry(job_id=claimed.id, actor="user:9")
    services.cancel(job_id=claimed.id, actor="user:9")
    lines = reversed(audit.lines(subject=f"job:{claimed.id}"))
    assert [(line.actor, line.action) for line in lines] == [
        ("system:worker", "assets.job_failed"),
        ("user:9", "assets.retry_job"),
        ("user:9", "assets.cancel_job"),
    ]


def test_jobs_are_listed_newest_first_by_title_and_by_state(title):
    other = a_film("Another")
    first, second, third = queued(title), queued(title), queued(other)
    services.claim(at=NOW)
    assert [card.id for card in queries.jobs()] == [third, second, first]
    assert [card.id for card in queries.jobs(limit=1)] == [third]
    assert [card.id for card in queries.jobs(title_id=title)] == [second, first]
    assert [card.id for card in queries.jobs(state=JobState.RUNNING)] == [first]
    assert queries.latest_job(title_id=a_film("Third")) is None


def test_a_list_of_jobs_costs_the_same_however_long_it_is(title, django_assert_num_queries):
    for _ in range(5):
        queued(title)
    with django_assert_num_queries(3):
        assert len(queries.jobs()) == 5


def test_a_running_job_without_a_worker_cannot_be_stored(job):
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishJob.objects.filter(pk=job).update(state=JobState.RUNNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishJob.objects.filter(pk=job).update(state="asleep", owner=uuid4())
    assert state(job) is JobState.QUEUED
