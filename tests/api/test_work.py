"""A publish job, as staff may ask for it."""

from __future__ import annotations


def test_staff_see_how_a_job_stands(sign_in, editor, film):
    told = sign_in(editor).get(f"/api/v1/jobs/{film.job_id}").json()
    assert told == {
        "id": film.job_id,
        "title_id": film.title_id,
        "file_name": "film.mov",
        "policy": "standard",
        "state": "done",
        "sentence": "",
        "findings": [],
        "steps": [],
        "attempts": 0,
        "created_at": "2026-11-13T20:30:00Z",
        "began_at": None,
        "ended_at": None,
        "is_watchable": True,
    }


def test_a_job_that_never_was_is_not_found(sign_in, editor):
    response = sign_in(editor).get("/api/v1/jobs/999999")
    assert (response.status_code, response.json()["reason"]) == (404, "not_found")


def test_a_subscriber_does_not_learn_which_jobs_there_are(sign_in, subscriber, film):
    client = sign_in(subscriber)
    real, none = (client.get(f"/api/v1/jobs/{job_id}") for job_id in (film.job_id, 999999))
    assert (real.status_code, real.json()["reason"]) == (403, "not_staff")
    assert (none.status_code, none.json()) == (real.status_code, real.json())
