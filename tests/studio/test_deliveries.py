"""The deliveries desk, a request, a title's readiness, and post houses, as staff use them."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.core import audit
from lanterne.deliveries import queries, services
from lanterne.deliveries.rules import Asset, Wanted
from lanterne.exchange import bundle
from lanterne.exchange.runs import take_in
from lanterne.rights import queries as rights
from tests.deliveries.conftest import (
    GERMAN,
    MASTER,
    POSTER,
    Visitor,
    a_house,
    a_link,
    a_request,
    state,
    turn,
)
from tests.deliveries.test_readiness import complete
from tests.studio.conftest import NOW, a_job
from tests.titles import a_film, a_picture, a_window


@pytest.fixture(autouse=True)
def at_the_time(settings, tmp_path):
    settings.DELIVERIES = tmp_path / "deliveries"
    with time_machine.travel(NOW, tick=False) as time:
        yield time


@pytest.fixture
def lab(db) -> int:
    return a_house("Éclair", "lab@example.com")


@pytest.fixture
def poster(moon, lab) -> int:
    """A poster that the post house has delivered."""
    asked = a_request(moon, POSTER, lab)
    assert Visitor(a_link(lab)).send(asked, "lune.png", a_picture()).status_code == 201
    return asked


def text(answer) -> str:
    return answer.content.decode()


def shown(answer) -> list[str]:
    return [line.what for line in answer.context["desk"].lines]


def test_an_empty_desk_teaches(console):
    page = text(console.get("/studio/deliveries/"))
    assert "Nothing is asked of anybody." in page
    assert "ask for all that it lacks in one step" in page


def test_the_desk_lists_what_is_open_and_what_is_late_first(console, moon, lab, at_the_time):
    a_request(moon, POSTER, lab, due=9)
    a_request(moon, GERMAN, lab, due=2)
    services.cancel(request_id=a_request(moon, MASTER, due=1), turn=0, actor="user:1")
    at_the_time.move_to(NOW + timedelta(days=3))
    answer = console.get("/studio/deliveries/")
    assert shown(answer) == ["Subtitles – German", "Poster"]
    assert text(answer).count('<strong class="st-why">late</strong>') == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("state=", ["Subtitles – German", "Poster", "Age rating – Belgium", "Master – French"]),
        ("state=cancelled", ["Master – French"]),
        ("due=late", ["Subtitles – German"]),
        ("due=week", ["Poster"]),
        ("due=later", ["Age rating – Belgium"]),
        ("market=DE", ["Subtitles – German", "Poster"]),
        ("market=BE", ["Poster", "Age rating – Belgium"]),
        ("house=1x", ["Subtitles – German", "Poster", "Age rating – Belgium"]),
        (
            "state=nonsense&due=nonsense",
            ["Subtitles – German", "Poster", "Age rating – Belgium", "Master – French"],
        ),
    ],
)
def test_the_desk_is_narrowed_by_its_address(console, moon, lab, at_the_time, asked, found):
    a_request(moon, GERMAN, lab, due=2)
    a_request(moon, POSTER, lab, due=9)
    a_request(moon, Wanted(Asset.RATING, territory="BE"), due=20)
    services.cancel(request_id=a_request(moon, MASTER, due=1), turn=0, actor="user:1")
    at_the_time.move_to(NOW + timedelta(days=3))
    assert shown(console.get(f"/studio/deliveries/?{asked}")) == found


def test_each_facet_says_how_many(console, moon, lab):
    a_request(moon, GERMAN, lab)
    a_request(moon, POSTER)
    page = text(console.get("/studio/deliveries/"))
    assert ">Open (2)</option>" in page
    assert ">Accepted (0)</option>" in page
    assert ">Later (2)</option>" in page


def test_a_delivered_picture_is_seen_and_accepted(console, moon, poster, editor):
    page = console.get(f"/studio/deliveries/{poster}/")
    assert f'src="/studio/deliveries/{poster}/picture/"' in text(page)
    picture = console.get(f"/studio/deliveries/{poster}/picture/")
    assert picture["Content-Type"] == "image/png"
    assert "sandbox" in picture["Content-Security-Policy"]
    answer = console.post(
        f"/studio/deliveries/{poster}/accept/", {"turn": turn(poster)}, follow=True
    )
    assert "It is accepted." in text(answer)
    assert [one.kind for one in editing.artwork(title_id=moon)] == ["poster"]
    assert queries.moves(request_id=poster)[-1].actor == editor.actor
    assert console.get(f"/studio/deliveries/{poster}/picture/").status_code == 404


def test_who_accepts_what_another_has_decided_is_told(console, poster):
    seen = turn(poster)
    services.accept(request_id=poster, turn=seen, actor="user:1")
    answer = console.post(f"/studio/deliveries/{poster}/accept/", {"turn": seen}, follow=True)
    assert "Somebody was faster. It now stands at: Accepted." in text(answer)


def test_a_decision_names_what_it_saw(console, poster):
    assert console.post(f"/studio/deliveries/{poster}/accept/").status_code == 404
    assert state(poster) == "processed"


def test_a_redelivery_is_asked_with_a_reason(
    console, poster, mailoutbox, django_capture_on_commit_callbacks
):
    said = {"turn": turn(poster), "reason": "burnt_in", "note": "Bottom left."}
    with django_capture_on_commit_callbacks(execute=True):
        console.post(f"/studio/deliveries/{poster}/again/", said)
    assert state(poster) == "redelivery"
    page = text(console.get(f"/studio/deliveries/{poster}/"))
    assert "Words, a logo or a time code are burnt into the picture." in page
    assert "Bottom left." in page
    assert [letter.to for letter in mailoutbox] == [["lab@example.com"]]
    assert queries.held_picture(request_id=poster) is None


def test_a_reason_that_is_no_pictures_is_refused_on_the_form(console, poster):
    said = {"turn": turn(poster), "reason": "out_of_sync"}
    answer = console.post(f"/studio/deliveries/{poster}/again/", said)
    assert answer.status_code == 200
    assert "reason" in answer.context["again"].errors
    assert state(poster) == "processed"


def test_staff_and_post_house_talk(console, poster, lab):
    visitor = Visitor(a_link(lab))
    visitor.client.post(f"{visitor.link}{poster}/say/", {"text": "<b>Is it right?</b>"})
    console.post(f"/studio/deliveries/{poster}/say/", {"text": "It is."})
    page = text(console.get(f"/studio/deliveries/{poster}/"))
    assert "&lt;b&gt;Is it right?&lt;/b&gt;" in page
    assert page.index("Éclair ·") < page.index("editor@example.com ·")


def test_the_verdict_and_its_findings_stand_on_the_request(console, moon, lab):
    asked = a_request(moon, MASTER, lab)
    finding = {
        "code": "black",
        "severity": "warning",
        "sentence": "Black.",
        "start": 61.5,
        "end": 64.5,
        "values": {"seconds": 3.0},
        "picture": "7/01-black.jpg",
    }
    verdict = {
        "rules": "streaming",
        "title": {"en": "Streaming", "fr": "Streaming"},
        "outcome": "noted",
        "grounds": [],
    }
    a_job(moon, "done", findings=[finding], verdicts=[verdict])
    services.follow(title_id=moon)
    page = text(console.get(f"/studio/deliveries/{asked}/"))
    assert "Accepted with notes" in page
    assert "00:01:01.5 – 00:01:04.5" in page
    assert 'src="/studio/jobs/7/findings/01-black.jpg"' in page


def test_what_came_with_a_bundle_names_who_did_it_elsewhere_and_the_verdict(
    console, moon, tmp_path
):
    (tmp_path / "titles.yaml").touch()
    (tmp_path / "deliveries.yaml").write_text(
        "title: le-voyage-dans-la-lune\nasset: master\nlanguage: fr\ndue_on: 2026-12-01\n"
        "state: processed\nverdicts: [{rules: streaming, outcome: noted}]\n"
        "messages:\n- {at: 2026-11-01, by: 'user:ada@elsewhere.example', text: Bonjour}\n"
    )
    report = take_in(bundle.read(tmp_path), name="b", actor="system:shell")
    assert report.refusals == []
    [asked] = queries.requests(title_id=moon)
    page = text(console.get(f"/studio/deliveries/{asked.id}/"))
    assert "<dt>Verdict of “streaming”</dt><dd>Accepted with notes</dd>" in page
    assert '<p class="st-quiet">ada@elsewhere.example ·' in page


def test_staff_who_upload_the_film_answer_its_request(console, moon, editor):
    asked = a_request(moon, MASTER)
    begun = console.post(
        f"/studio/titles/{moon}/uploads/",
        b"film",
        content_type="application/offset+octet-stream",
        HTTP_TUS_RESUMABLE="1.0.0",
        HTTP_UPLOAD_LENGTH="4",
    )
    upload = begun["Location"].rstrip("/").rpartition("/")[2]
    console.post(f"/studio/titles/{moon}/film/accept/", {"upload": upload})
    assert state(asked) == "delivered"
    assert queries.moves(request_id=asked)[-1].actor == editor.actor


def test_words_are_accepted_once_somebody_has_looked(console, moon):
    asked = a_request(moon, Wanted(Asset.METADATA, "de"))
    address = f"/studio/deliveries/{asked}/"
    answer = console.post(f"{address}look/", {"turn": 0}, follow=True)
    assert "It is not here: nothing has come since it was asked for." in text(answer)
    catalogue.localise(title_id=moon, language="de", name="Mond", synopsis="…", actor="user:1")
    console.post(f"{address}look/", {"turn": 0})
    console.post(f"{address}accept/", {"turn": 2})
    assert state(asked) == "accepted"


def test_another_day_is_given_on_the_page(console, moon, lab):
    asked = a_request(moon, MASTER)
    said = {"due_on": "2027-01-05", "post_house": lab}
    assert console.post(f"/studio/deliveries/{asked}/change/", said).status_code == 302
    found = queries.request(request_id=asked)
    assert (found.due_on.isoformat(), found.post_house) == ("2027-01-05", "Éclair")
    again = console.post(f"/studio/deliveries/{asked}/change/", {"due_on": "2020-01-05"})
    assert "Nothing can be due on a day that is over." in text(again)


TEMPLATE = {"markets": ["FR", "DE"], "way": "full", "due_on": "2026-12-24", "post_house": ""}


def test_the_template_is_looked_at_before_anything_is_asked(console, moon):
    answer = console.get(f"/studio/titles/{moon}/requests/", TEMPLATE)
    assert [line.what for line in answer.context["proposed"]][:3] == [
        "Master – French",
        "Original sound – French",
        "Subtitles – German",
    ]
    assert text(answer).count("Will be asked for") == 10
    assert queries.requests(title_id=moon) == ()


def test_the_template_run_twice_adds_nothing(console, moon):
    address = f"/studio/titles/{moon}/requests/"
    answer = console.post(address, TEMPLATE, follow=True)
    assert "10 things are asked for." in text(answer)
    assert "0 things are asked for." in text(console.post(address, TEMPLATE, follow=True))
    assert len(queries.requests(title_id=moon)) == 10
    assert text(console.get(address, TEMPLATE)).count("Asked for already") == 10


def test_a_template_without_a_market_asks_nothing(console, moon):
    answer = console.post(f"/studio/titles/{moon}/requests/", {**TEMPLATE, "markets": []})
    assert "markets" in answer.context["form"].errors
    assert queries.requests(title_id=moon) == ()


def test_one_thing_more_is_asked(console, moon, lab):
    said = {"asset": "subtitle", "role": "deaf", "language": "fr", "due_on": "2026-12-24"}
    answer = console.post(f"/studio/titles/{moon}/requests/one/", {**said, "post_house": lab})
    (found,) = queries.requests(title_id=moon)
    assert answer.url == f"/studio/deliveries/{found.id}/"
    again = console.post(f"/studio/titles/{moon}/requests/one/", said)
    assert "This was asked for already" in text(again)


def test_readiness_is_a_list_with_the_links_that_mend_it(console, moon, lab):
    complete(moon)
    asked = a_request(moon, POSTER, lab)
    page = console.get(f"/studio/titles/{moon}/readiness/")
    france = next(one for one in page.context["page"].markets if one.territory == "FR")
    assert france.readiness.percent == 71
    assert [(line.said, line.standing, line.mends) for line in france.lines][:2] == [
        ("A poster", "Asked for", f"/studio/deliveries/{asked}/"),
        ("A licence window", "Missing", f"/studio/titles/{moon}/windows/?territory=FR"),
    ]
    assert "71 % ready" in text(page)


def test_every_need_leads_to_a_page_that_opens(console, moon):
    page = console.get(f"/studio/titles/{moon}/readiness/").context["page"]
    for market in page.markets:
        for line in market.lines:
            assert console.get(line.mends).status_code == 200, line.said


def window(console, title_id, **said):
    fields = {"territory": "FR", "opens": "2026-11-24T00:00", "closes": "", **said}
    return console.post(f"/studio/titles/{title_id}/windows/", fields)


def test_the_windows_page_refuses_to_open_what_is_not_ready(console, moon):
    answer = window(console, moon)
    assert "It is not ready to open in France. It still lacks: the film" in text(answer)
    assert rights.windows(title_id=moon) == ()


def test_it_opens_with_a_reason_that_stands_on_the_title(console, moon, editor):
    assert window(console, moon, override="Festival night.").status_code == 302
    page = text(console.get(f"/studio/titles/{moon}/readiness/"))
    assert "Festival night." in page
    line = audit.lines(subject=f"title:{moon}", limit=1)[0]
    assert (line.actor, line.action) == (editor.actor, "deliveries.override_opening")


def test_a_plan_is_granted_from_the_page(console, moon):
    assert window(console, moon, opens="2027-06-01T00:00").status_code == 302
    assert len(rights.windows(title_id=moon)) == 1


def test_the_start_page_names_what_waits(console, moon, poster, at_the_time):
    a_request(moon, GERMAN, due=1)
    a_window(moon, "FR", NOW + timedelta(days=5))
    at_the_time.move_to(NOW + timedelta(days=2))
    page = text(console.get("/studio/"))
    for said in (
        "Late deliveries",
        "Delivered, and waiting for you",
        "Opening soon, and not ready",
    ):
        assert said in page
    assert "Subtitles – German · Le Voyage dans la Lune" in page
    console.post(f"/studio/deliveries/{poster}/accept/", {"turn": turn(poster)})
    assert "Delivered, and waiting for you" not in text(console.get("/studio/"))


def test_the_list_of_titles_says_where_each_is_ready(console, moon):
    complete(moon)
    catalogue.rate(title_id=moon, territory="BE", label="KT", minimum_age=0, actor="user:1")
    assert "2 of 6 markets" in text(console.get("/studio/titles/"))


def test_the_list_of_titles_asks_no_more_for_more(console, moon, django_assert_max_num_queries):
    console.get("/studio/titles/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        console.get("/studio/titles/")
    for number in range(12):
        a_film(f"Film {number}")
    with django_assert_max_num_queries(len(one)):
        console.get("/studio/titles/")


def test_a_post_house_gets_a_link_that_is_shown_once(console, moon):
    said = {"name": "Éclair", "email": "lab@example.com", "language": "en"}
    house = console.post("/studio/deliveries/post-houses/", said).url
    a_request(moon, MASTER, queries.post_houses()[0].id)
    page = console.post(f"{house}link/")
    link = page.context["link"]
    assert link in text(page)
    assert link not in text(console.get(house))
    assert "Master – French" in text(Visitor("/" + link.split("/", 3)[3]).see())


def test_a_link_is_revoked_from_the_page(console, lab):
    visitor = Visitor(a_link(lab))
    (link,) = queries.links(post_house_id=lab)
    console.post(f"/studio/deliveries/post-houses/{lab}/links/{link.id}/revoke/")
    assert visitor.see().status_code == 404
    assert "revoked" in text(console.get(f"/studio/deliveries/post-houses/{lab}/"))


def test_a_link_is_mailed(console, lab, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = console.post(f"/studio/deliveries/post-houses/{lab}/send/", follow=True)
    assert "A message with a new link is on its way to lab@example.com." in text(answer)
    assert "/deliver/" in mailoutbox[0].body


def test_a_post_house_without_a_name_is_refused_on_the_form(console):
    console.post("/studio/deliveries/post-houses/", {"name": "", "email": "x", "language": "en"})
    assert queries.post_houses() == ()


def test_the_audit_trail_names_post_houses(console, poster):
    page = text(console.get("/studio/audit/?action=deliveries.request_delivered"))
    assert "Éclair" in page
    assert "posthouse:" not in page


def test_the_desk_is_read_in_french(console, moon, lab):
    a_request(moon, GERMAN, lab)
    page = text(console.get("/studio/deliveries/", HTTP_ACCEPT_LANGUAGE="fr"))
    assert "Sous-titres – Allemand" in page
    assert "Demandé" in page


@pytest.mark.parametrize(
    ("language", "deed", "field"),
    [("en", "asked for something", "Request"), ("fr", "a demandé quelque chose", "Demande")],
)
def test_the_audit_trail_says_what_was_done_in_the_readers_language(
    console, moon, language, deed, field
):
    a_request(moon, GERMAN)
    page = text(console.get("/studio/audit/", HTTP_ACCEPT_LANGUAGE=language))
    assert f'<td class="st-wrap" title="deliveries.request_requested">{deed}</td>' in page
    assert f'<option value="deliveries.request_requested">{deed}</option>' in page
    assert f'<span class="st-quiet">{field}</span>' in page
