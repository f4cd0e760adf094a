"""A publish job, as staff may ask for it."""

from __future__ import annotations

import json

from lanterne.assets.models import PublishJob
from lanterne_media.model import Ground, Outcome, Verdict, to_json

HARM = Ground(Outcome.REDELIVERY, "ITU-R BT.1702", {"en": "It can harm."}, finding=0)
LOUD = Ground(Outcome.NOTED, "EBU R 128", {"en": "Loud."}, fact="sound.loudness", value=-19.4, track=1)  # fmt: skip
REFUSED = Verdict("broadcast-ebu", {"en": "Broadcast", "fr": "Télé"}, Outcome.REDELIVERY, (HARM, LOUD))  # fmt: skip
TAKEN = Verdict("cinematheque", {"en": "Film archive"}, Outcome.ACCEPTED)


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
        "verdicts": [],
        "steps": [],
        "attempts": 0,
        "created_at": "2026-11-13T20:30:00Z",
        "began_at": None,
        "ended_at": None,
        "is_watchable": True,
    }


def test_what_rule_sets_say_of_the_film_is_told_with_its_grounds(sign_in, editor, film):
    kept = json.loads(to_json((REFUSED, TAKEN)))
    PublishJob.objects.filter(pk=film.job_id).update(verdicts=kept)
    told = sign_in(editor).get(f"/api/v1/jobs/{film.job_id}").json()["verdicts"]
    assert told == kept
    assert told[0]["grounds"][1] == {
        "outcome": "noted", "source": "EBU R 128", "reason": {"en": "Loud."},
        "finding": None, "fact": "sound.loudness", "value": -19.4, "track": 1,
    }  # fmt: skip


def test_nobody_but_staff_learns_of_verdicts(client, sign_in, subscriber, film):
    PublishJob.objects.filter(pk=film.job_id).update(verdicts=json.loads(to_json((REFUSED,))))
    address = f"/api/v1/jobs/{film.job_id}"
    signed_out, member = client.get(address), sign_in(subscriber).get(address)
    assert (signed_out.status_code, signed_out.json()["reason"]) == (401, "signed_out")
    assert (member.status_code, member.json()["reason"]) == (403, "not_staff")
    assert "broadcast-ebu" not in signed_out.content.decode() + member.content.decode()


def test_a_job_that_never_was_is_not_found(sign_in, editor):
    response = sign_in(editor).get("/api/v1/jobs/999999")
    assert (response.status_code, response.json()["reason"]) == (404, "not_found")


def test_a_subscriber_does_not_learn_which_jobs_there_are(sign_in, subscriber, film):
    client = sign_in(subscriber)
    real, none = (client.get(f"/api/v1/jobs/{job_id}") for job_id in (film.job_id, 999999))
    assert (real.status_code, real.json()["reason"]) == (403, "not_staff")
    assert (none.status_code, none.json()) == (real.status_code, real.json())
