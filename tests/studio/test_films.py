"""From an upload to a job: accepting, following, cancelling, trying again, reading why."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from lanterne.assets import queries, services
from lanterne.assets.queries.cage import UNCAGED
from lanterne.core import audit
from lanterne.studio import words
from lanterne_media.model import POLICIES, Stage, to_json
from lanterne_media.progress import Progress
from lanterne_media.tools import sandbox
from tests.studio.conftest import NOW, a_job
from tests.titles import a_film, a_series

JSON = {"HTTP_ACCEPT": "application/json"}


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def uploaded(moon, editor) -> UUID:
    upload_id = services.begin_upload(
        title_id=moon, file_name="lune.mov", length=4, actor=editor.actor
    )
    services.append(upload_id=upload_id, offset=0, blocks=[b"film"])
    return upload_id


def accept(console, title_id, upload_id, policy="swift", **more):
    said = {"upload": str(upload_id), "policy": policy}
    return console.post(f"/studio/titles/{title_id}/film/accept/", said, **more)


def test_a_whole_upload_becomes_a_job_whose_address_is_told(console, moon, uploaded, editor):
    answer = accept(console, moon, uploaded, **JSON)
    job = queries.latest_job(title_id=moon)
    assert (answer.status_code, answer.json()) == (201, {"job": f"/studio/jobs/{job.id}/"})
    assert (job.state, job.policy, job.file_name) == ("queued", "swift", "lune.mov")
    line = audit.lines(subject=f"title:{moon}", limit=1)[0]
    assert (line.actor, line.action) == (editor.actor, "assets.queue_job")


def test_a_form_without_a_script_is_led_to_the_job(console, moon, uploaded):
    answer = accept(console, moon, uploaded, policy="", HTTP_ACCEPT="text/html")
    assert answer.url == f"/studio/jobs/{queries.latest_job(title_id=moon).id}/"
    assert queries.latest_job(title_id=moon).policy == "standard"


def test_half_an_upload_is_refused(console, moon, editor):
    upload_id = services.begin_upload(
        title_id=moon, file_name="lune.mov", length=4, actor=editor.actor
    )
    answer = accept(console, moon, upload_id, **JSON)
    assert (answer.status_code, answer.json()) == (
        409,
        {"reason": "upload_incomplete", "sentence": "4 bytes of the file have not arrived."},
    )
    assert queries.latest_job(title_id=moon) is None


def test_another_titles_upload_is_refused(console, uploaded):
    other = a_film("Sintel")
    answer = accept(console, other, uploaded, **JSON)
    assert answer.json()["sentence"] == "There is no such upload."
    assert queries.latest_job(title_id=other) is None


def test_an_unknown_treatment_is_refused(console, moon, uploaded):
    answer = accept(console, moon, uploaded, policy="lavish", **JSON)
    assert (answer.status_code, answer.json()["reason"]) == (409, "no_such_policy")
    assert queries.latest_job(title_id=moon) is None


def test_an_upload_on_its_way_is_shown_and_can_be_given_up(console, moon, uploaded):
    page = text(console.get(f"/studio/titles/{moon}/film/"))
    assert 'data-name="lune.mov" data-length="4"' in page
    console.post(f"/studio/titles/{moon}/film/abandon/", {"upload": str(uploaded)})
    assert queries.uploads(title_id=moon) == ()
    assert audit.lines(subject=f"title:{moon}", limit=1)[0].action == "assets.abandon_upload"


@pytest.mark.parametrize("verb", ["accept", "abandon"])
def test_an_upload_without_an_id_is_not_found(console, moon, verb):
    answer = console.post(f"/studio/titles/{moon}/film/{verb}/", {"upload": "none"})
    assert answer.status_code == 404


def test_series_have_no_film_page(console):
    series, _, _ = a_series()
    assert console.get(f"/studio/titles/{series}/film/").status_code == 404


def marks(answer) -> dict[str, str]:
    return {str(step.name): step.mark for step in answer.context["shown"].steps}


def test_a_job_is_a_line_of_steps_with_units(console, moon):
    first = [("join", 1, 1), ("package", 1, 1)]
    steps = [("qc", 1, 1), *first, ("shots", 1, 1), ("stills", 2, 2), ("encode", 40, 12)]
    job_id = a_job(moon, "running", steps=steps)
    answer = console.get(f"/studio/jobs/{job_id}/")
    found = marks(answer)
    assert found["Quality control"] == "over"
    assert found["Captions"] == "none"
    assert found["Encode and measure"] == "now"
    # First light was joined and packaged; the ladder is not.
    assert found["Join the shots"] == "ahead"
    assert found["Package and verify"] == "ahead"
    assert found["Stills"] == "over"
    assert "12 / 40" in text(answer)
    assert text(answer).count("<progress") == 4


def test_a_job_tells_its_film_its_treatment_and_its_report_and_can_be_cancelled(console, moon):
    page = text(console.get(f"/studio/jobs/{a_job(moon, 'running')}/"))
    assert "moon.mov · Standard" in page
    assert f'href="/studio/titles/{moon}/report/"' in page
    assert "Cancel the job" in page
    assert "Try again" not in page


def test_a_job_that_is_over_promises_nothing_more(console, moon):
    steps = [("probe", 1, 1), ("encode", 40, 12)]
    page = text(console.get(f"/studio/jobs/{a_job(moon, 'failed', steps=steps)}/"))
    assert "not begun" in page
    assert "ahead</span>" not in page
    assert "Try again" in page
    assert "Cancel the job" not in page


def test_the_time_left_is_told_from_the_pace_so_far(console, moon):
    job_id = a_job(moon, "running", steps=[("encode", 40, 10)])
    with time_machine.travel(NOW + timedelta(seconds=20), tick=False):
        page = text(console.get(f"/studio/jobs/{job_id}/live/"))
    assert "10 / 40 · 1:00 left" in page


def test_the_live_part_ends_when_the_job_does(console, moon):
    running = text(console.get(f"/studio/jobs/{a_job(moon, 'running')}/live/"))
    assert "data-over" not in running
    assert "<html" not in running
    assert "data-over" in text(console.get(f"/studio/jobs/{a_job(moon, 'done')}/live/"))


def test_why_a_job_failed_is_said_first_and_what_the_tool_said_below(console, moon):
    job_id = a_job(moon, sentence="The file is cut off.\nffmpeg -i moon.mov\nmoov atom not found")
    page = text(console.get(f"/studio/jobs/{job_id}/"))
    assert "<p>The file is cut off.</p>" in page
    assert '<pre dir="ltr">ffmpeg -i moon.mov\nmoov atom not found</pre>' in page


def test_a_job_is_cancelled_and_tried_again(console, moon, editor):
    job_id = a_job(moon, "running")
    console.post(f"/studio/jobs/{job_id}/cancel/")
    assert queries.job(job_id=job_id).state == "cancelled"
    console.post(f"/studio/jobs/{job_id}/retry/")
    assert queries.job(job_id=job_id).state == "queued"
    lines = audit.lines(subject=f"job:{job_id}")
    assert [(line.actor, line.action) for line in lines] == [
        (editor.actor, "assets.retry_job"),
        (editor.actor, "assets.cancel_job"),
    ]


FAR = Progress(12, 5, 60, 25, 1250, 31.44, 130.0, False, 80_000_000, 8_000_000)


def test_a_job_tells_how_far_its_encodes_are(console, moon):
    job_id = a_job(moon, "running", progress=as_row(FAR), progress_at=NOW)
    with time_machine.travel(NOW + timedelta(seconds=20), tick=False):
        page = text(console.get(f"/studio/jobs/{job_id}/live/"))
    assert figures(page) == {
        "Shots": "5 / 12",
        "Encodes, a shot at a rung": "25 / 60",
        "Frames a second, of late": "31.4",
        "Time left": "1:50",
        "Saved so far by sharing bits": "1.0\xa0MB · 9.1 %",
    }
    assert "against one rate factor for all shots of a rung" in page


def test_the_time_left_is_never_less_than_half_of_what_was_told(console, moon):
    job_id = a_job(moon, "running", progress=as_row(FAR), progress_at=NOW)
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        page = text(console.get(f"/studio/jobs/{job_id}/live/"))
    assert figures(page)["Time left"] == "1:05"


def test_a_rough_guess_is_called_so_and_a_loss_so_far_is_one(console, moon):
    far = replace(FAR, is_rough=True, bits_saved=-8_000_000)
    job_id = a_job(moon, "running", progress=as_row(far), progress_at=NOW)
    with time_machine.travel(NOW, tick=False):
        found = figures(text(console.get(f"/studio/jobs/{job_id}/live/")))
    assert found["Time left"] == "roughly 2:10"
    assert found["Saved so far by sharing bits"] == "-1.0\xa0MB · -11.1 %"


def test_a_job_that_is_over_tells_what_it_saved_and_no_time(console, moon):
    far = replace(FAR, seconds_left=0.0)
    job_id = a_job(moon, "done", progress=as_row(far), progress_at=NOW)
    found = figures(text(console.get(f"/studio/jobs/{job_id}/live/")))
    assert set(found) == {"Shots", "Encodes, a shot at a rung", "Saved by sharing bits"}


def test_before_the_ladder_there_are_no_figures(console, moon):
    job_id = a_job(moon, "running", progress=as_row(Progress()), progress_at=NOW)
    assert figures(text(console.get(f"/studio/jobs/{job_id}/live/"))) == {}


def test_before_a_job_is_cancelled_the_page_asks(console, moon):
    job_id = a_job(moon, "running", progress=as_row(FAR), progress_at=NOW)
    page = text(console.get(f"/studio/jobs/{job_id}/cancel/"))
    assert "Cancel this job?" in page
    assert "25 of 60 encodes are done" in page
    assert "Let it go on" in page
    assert queries.job(job_id=job_id).state == "running"


def test_nobody_is_asked_about_a_job_that_is_over(console, moon):
    job_id = a_job(moon, "done")
    answer = console.get(f"/studio/jobs/{job_id}/cancel/")
    assert (answer.status_code, answer.url) == (302, f"/studio/jobs/{job_id}/")


def as_row(progress) -> dict:
    return json.loads(to_json(progress))


def figures(page) -> dict[str, str]:
    pairs = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", page)
    return dict(pairs)


def test_a_job_that_is_done_cannot_be_cancelled(console, moon):
    job_id = a_job(moon, "done")
    answer = console.post(f"/studio/jobs/{job_id}/cancel/", follow=True)
    assert "This job is done." in text(answer)
    assert queries.job(job_id=job_id).state == "done"


def test_the_list_of_jobs_is_narrowed_by_its_address(console, moon):
    a_job(moon, "done")
    a_job(moon, "failed")
    lines = console.get("/studio/jobs/?state=failed").context["shown"].lines
    assert [line.job.state for line in lines] == ["failed"]
    assert "No job is like that." in text(console.get("/studio/jobs/?state=cancelled"))


def test_every_stage_and_every_treatment_has_a_name():
    assert set(words.STAGES) == set(Stage)
    assert set(words.POLICIES) == set(POLICIES)


@pytest.fixture
def uncaged(monkeypatch, settings):
    settings.ALLOW_UNCAGED = False
    monkeypatch.setattr(sandbox, "offers", lambda: sandbox.Offers(None, 0, has_seccomp=True))


def test_where_no_film_can_be_shut_in_the_upload_page_says_so_with_the_remedy(
    console, moon, uncaged
):
    page = text(console.get(f"/studio/titles/{moon}/film/"))
    assert UNCAGED in page
    assert re.search(r'<form class="st-upload" hidden', page)


def test_where_films_are_shut_in_the_upload_page_says_nothing_of_it(console, moon):
    page = text(console.get(f"/studio/titles/{moon}/film/"))
    assert UNCAGED not in page
    assert not re.search(r'<form class="st-upload" hidden', page)


def test_a_refusal_that_a_job_keeps_is_read_in_the_readers_language(console, moon):
    job_id = a_job(moon, sentence=UNCAGED)
    page = text(console.get(f"/studio/jobs/{job_id}/", HTTP_ACCEPT_LANGUAGE="fr"))
    assert "Les films venus d’ailleurs ne sont pas ouverts sur cette machine" in page
    assert UNCAGED not in page
