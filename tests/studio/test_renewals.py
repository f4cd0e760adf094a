"""The page on which staff choose what is encoded anew."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages

from lanterne.assets import queries, services
from lanterne.assets.models import PublishJob
from lanterne.assets.rules import Purpose
from tests.audience.test_renewals import foretold, watched
from tests.renewing import ACTOR, TODAY, encoded_anew, on_record
from tests.titles import a_film, published

LIST = "/studio/renewals/"
DEARER = tuple((codec, kilobits * 2, vmaf) for codec, kilobits, vmaf in TODAY)


@pytest.fixture
def sun(moon, tmp_path) -> int:
    """Two published films: the moon was watched for ten hours, the sun for two."""
    other = a_film("Le Soleil")
    published(moon, other)
    for title_id, hours in ((moon, 10.0), (other, 2.0)):
        on_record(title_id, tmp_path)
        (tmp_path / "streams" / str(title_id) / "1").mkdir(parents=True)
        watched(title_id, hours)
    return other


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def said(answer) -> list[str]:
    return [str(one) for one in get_messages(answer.wsgi_request)]


def listed(answer) -> list[int]:
    return [line.candidate.title_id for line in answer.context["shown"].lines]


def jobs() -> list[tuple[int, Purpose]]:
    return [(job.title_id, job.purpose) for job in queries.jobs() if job.state == "queued"]


def test_without_a_published_film_the_page_says_what_will_be_here(console, moon):
    assert "No film has its whole ladder yet." in text(console.get(LIST))


def test_titles_stand_in_rank_with_their_figures(console, moon, sun):
    foretold(sun, 0.5)
    answer = console.get(LIST)
    assert listed(answer) == [sun, moon]
    page = text(answer)
    for figure in ("50.0%", "2.0", "10.0", "956.2", "not estimated", "foretold", "ffmpeg 7.0"):
        assert figure in page
    assert "in the last 30 days" in page


def test_the_list_is_narrowed_by_where_titles_stand(console, moon, sun, tmp_path):
    foretold(sun, 0.5)
    assert listed(console.get(f"{LIST}?standing=promising")) == [sun]
    assert listed(console.get(f"{LIST}?standing=unknown")) == [moon]
    encoded_anew(moon, tmp_path, *DEARER)
    left_out = console.get(f"{LIST}?standing=left_out")
    assert listed(left_out) == [moon]
    assert "Left out: no fewer bits" in text(left_out)
    assert "No title is like that." in text(console.get(f"{LIST}?standing=busy"))
    assert listed(console.get(f"{LIST}?standing=nonsense")) == [sun, moon]


def test_nothing_is_queued_before_it_is_confirmed(console, moon, sun):
    foretold(sun, 0.5)
    answer = console.post(f"{LIST}confirm/", {"title": [moon, sun, "x"]})
    assert jobs() == []
    page = text(answer)
    assert "Encode 2 films anew?" in page
    # Two hours of 956.25 MB, of which half.
    assert "Together they would have saved 956.2" in page
    assert "Of 1 nobody knows what it saves." in page


def test_what_is_confirmed_is_queued_under_the_name_of_who_did_it(console, editor, moon, sun):
    answer = console.post(f"{LIST}queue/", {"title": [moon, sun]})
    assert answer.url == LIST
    assert said(answer) == ["2 films are queued, behind all new films."]
    assert sorted(jobs()) == [(moon, Purpose.RENEWAL), (sun, Purpose.RENEWAL)]
    assert set(PublishJob.objects.filter(purpose="renewal").values_list("actor", flat=True)) == {
        editor.actor
    }


def test_what_cannot_be_queued_is_said_by_name_and_keeps_no_other(console, moon, sun):
    console.post(f"{LIST}estimate/", {"title": [sun]})
    answer = console.post(f"{LIST}queue/", {"title": [sun, moon]})
    assert said(answer)[-2:] == [
        "Le Soleil · This job is waiting already.",
        "1 film is queued, behind all new films.",
    ]
    assert sorted(jobs()) == [(moon, Purpose.RENEWAL), (sun, Purpose.ESTIMATE)]


@pytest.mark.parametrize("step", ["confirm", "queue", "estimate"])
def test_whoever_chooses_nothing_is_asked_to(console, moon, sun, step):
    answer = console.post(f"{LIST}{step}/", {"title": ["", "x", "99999999999999"]})
    assert answer.url == LIST
    assert said(answer) == ["Choose at least one title."]
    assert jobs() == []


def test_the_way_back_is_one_button(console, moon, sun, tmp_path):
    encoded_anew(moon, tmp_path)
    assert "Back to revision 1" in text(console.get(f"{LIST}?standing=earlier"))
    console.post(f"{LIST}{moon}/back/")
    assert queries.publication(title_id=moon).revision == 1
    answer = console.post(f"{LIST}{sun}/back/")
    assert "There is no earlier revision of this film any more." in said(answer)


def test_the_page_of_a_renewal_says_what_it_came_to(console, moon, sun, tmp_path):
    better = encoded_anew(moon, tmp_path)
    page = text(console.get(f"/studio/jobs/{better}/"))
    assert "The new encode is in place. Bits saved at the quality of 4 rungs: 25.0%." in page
    assert "VMAF of the best rung: 95.0 before, 95.0 now." in page
    worse = encoded_anew(sun, tmp_path, *DEARER)
    page = text(console.get(f"/studio/jobs/{worse}/"))
    assert "The new encode was left out: it needs no fewer bits." in page
    assert "Bits saved at the quality of 4 rungs: \N{MINUS SIGN}100.0%." in page
    assert console.get(f"/studio/jobs/{worse}/").context["shown"].state == "Over"
    assert console.get(f"/studio/jobs/{better}/").context["shown"].state == "Published"


def test_the_page_of_an_estimate_shows_its_few_steps_and_its_figure(console, moon, sun):
    job_id = services.estimate(title_id=moon, actor=ACTOR)
    shown = console.get(f"/studio/jobs/{job_id}/").context["shown"]
    assert [str(step.name) for step in shown.steps] == [
        "Read the file",
        "Conform the picture",
        "Find the shots",
        "Trial encodes",
        "Cut the film into its shots",
    ]
    services.cancel(job_id=job_id, actor=ACTOR)
    foretold(moon, 0.9)
    job_id = PublishJob.objects.filter(state="done", purpose="estimate").get().pk
    page = text(console.get(f"/studio/jobs/{job_id}/"))
    assert "Foretold by trials: bits saved at the quality of 4 rungs: 10.0%." in page


def test_the_page_speaks_french(console, moon, sun):
    foretold(sun, 0.5)
    page = text(console.get(LIST, HTTP_ACCEPT_LANGUAGE="fr"))
    assert "Réencoder le catalogue" in page
    assert "50,0" in page
