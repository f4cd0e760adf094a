"""An editor lays subtitle files beside a film, and publishes it again with them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lanterne.assets import queries
from lanterne.core import audit
from tests.studio.conftest import a_job
from tests.titles import a_series

SRT = b"1\n00:00:01,000 --> 00:00:02,000\nBonsoir.\n"
BROKEN = b"1\n00:00:01,000 --> soon\nBonsoir.\n"


def text(answer) -> str:
    return answer.content.decode()


def add(console, title_id, content=SRT, **more):
    said = {"language": "fr", "content": SimpleUploadedFile("lune.srt", content), **more}
    headers = {"HTTP_ACCEPT_LANGUAGE": said.pop("reader", "en")}
    return console.post(f"/studio/titles/{title_id}/subtitles/add/", said, follow=True, **headers)


def film(console, title_id) -> str:
    return text(console.get(f"/studio/titles/{title_id}/film/"))


def test_a_subtitle_file_is_added_and_shown_with_what_was_said_of_it(console, moon, editor):
    page = text(add(console, moon, name="Chansons", is_for_the_deaf="on", is_forced="on"))
    assert "<strong>French · Chansons (SDH) (forced)</strong>" in page
    assert "lune.srt · 1 subtitle ·" in page
    line = audit.lines(subject=f"title:{moon}", limit=1)[0]
    assert (line.actor, line.action) == (editor.actor, "assets.add_subtitles")


@pytest.mark.parametrize(
    ("reader", "sentence"),
    [
        ("en", "Line 2. This is no time of a subtitle, such as 00:01:02,500 --&gt; 00:01:04,000."),
        ("fr", "Ligne 2. Ce n’est pas le temps d’un sous-titre, comme 00:01:02,500 --&gt; "),
    ],
)
def test_a_broken_file_is_refused_with_the_line_at_fault(console, moon, reader, sentence):
    answer = add(console, moon, BROKEN, reader=reader)
    assert answer.status_code == 200
    assert sentence in text(answer)
    assert queries.subtitles(title_id=moon) == ()


def test_without_a_file_the_form_says_so(console, moon):
    answer = add(console, moon, content=b"")
    assert answer.context["form"].errors["content"] == ["The submitted file is empty."]
    assert queries.subtitles(title_id=moon) == ()


def test_a_series_has_no_film_to_lay_subtitles_beside(console):
    series, _, _ = a_series()
    assert add(console, series).status_code == 404
    assert queries.subtitles(title_id=series) == ()


def test_a_subtitle_file_is_removed(console, moon):
    add(console, moon)
    [card] = queries.subtitles(title_id=moon)
    console.post(f"/studio/titles/{moon}/subtitles/{card.id}/remove/")
    assert queries.subtitles(title_id=moon) == ()


def test_a_waiting_job_shows_the_files_that_lie_ready(console, moon):
    add(console, moon)
    page = text(console.get(f"/studio/jobs/{a_job(moon, 'queued')}/"))
    assert "Subtitles beside the film · French" in page


def test_a_published_film_says_that_later_subtitles_take_a_new_publish(console, moon):
    a_job(moon, "done")
    assert "It takes a new publish" not in film(console, moon)
    add(console, moon)
    assert "It takes a new publish: the film is encoded again" in film(console, moon)
    answer = console.post(f"/studio/titles/{moon}/film/again/", follow=True)
    assert "The film is queued again." in text(answer)
    newest = queries.latest_job(title_id=moon)
    assert newest.state == "queued"
    assert "It takes a new publish" not in text(answer)


def test_a_film_under_way_is_not_published_twice(console, moon):
    job_id = a_job(moon, "running")
    answer = console.post(f"/studio/titles/{moon}/film/again/", follow=True)
    assert "This job is at work already." in text(answer)
    assert queries.latest_job(title_id=moon).id == job_id
