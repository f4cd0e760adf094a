"""The start page names what waits for a decision, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from lanterne.accounts.roles import Role
from lanterne.catalogue import services as catalogue
from lanterne.core import audit
from lanterne.rights import services as rights
from lanterne.rights.rules import Status, Terms, Window
from lanterne.studio.decisions import decisions
from tests.cast import a_colleague
from tests.studio.conftest import NOW, a_job
from tests.titles import ACTOR, a_film, a_series, a_window, published

LONG = NOW - timedelta(days=400)


@pytest.fixture(autouse=True)
def _markets(markets):
    """Six of them: FR, BE and CH read French, GB and US English, DE German."""


def names(cards) -> list[str]:
    return [card.name for card in cards]


def said(title_id: int, *languages: str) -> None:
    for language in languages:
        catalogue.localise(
            title_id=title_id, language=language, name="X", synopsis="…", actor="system:cast"
        )


def test_an_empty_catalogue_invites(console):
    page = console.get("/studio/").content.decode()
    assert "The catalogue is empty." in page


def test_nothing_waits_when_everything_is_done(console):
    film = a_film("Sintel")
    published(film)
    a_window(film, "FR")
    said(film, "fr", "en-GB", "de")
    waiting = decisions(at=NOW)
    assert waiting.are_none
    assert "Nothing waits for you." in console.get("/studio/").content.decode()


def test_what_is_published_and_open_nowhere_waits_for_a_window():
    film = a_film("Sintel")
    published(film)
    a_window(film, "FR", opens_at=LONG, closes_at=LONG + timedelta(days=9))
    assert names(decisions(at=NOW).unopened) == ["Sintel"]
    a_window(film, "BE", opens_at=NOW + timedelta(days=9))
    assert names(decisions(at=NOW).unopened) == []


def test_a_window_on_the_series_opens_its_episodes():
    series, _, ((episode, _),) = a_series()
    published(episode)
    a_window(series, "FR")
    assert names(decisions(at=NOW).unopened) == []


def test_what_has_a_window_and_no_film_waits_for_one():
    film = a_film("Sintel")
    a_window(film, "FR", opens_at=NOW + timedelta(days=3))
    assert names(decisions(at=NOW).unstreamed) == ["Sintel"]
    published(film)
    assert names(decisions(at=NOW).unstreamed) == []


def test_what_a_market_cannot_read_about_waits_for_words():
    film = a_film("Sintel")
    published(film)
    said(film, "fr-CA", "en")
    assert [(one.language, names(one.titles)) for one in decisions(at=NOW).silent] == [
        ("de", ["X"])
    ]


def test_windows_that_close_soon_are_named_with_their_day():
    film = a_film("Sintel")
    a_window(film, "FR", closes_at=NOW + timedelta(days=29))
    a_window(film, "BE", closes_at=NOW + timedelta(days=31))
    assert [(one.card.name, one.territory, one.closes_at) for one in decisions(at=NOW).closing] == [
        ("Sintel", "FR", NOW + timedelta(days=29))
    ]


def test_a_failure_waits_until_a_newer_job_answers_it():
    film = a_film("Sintel")
    failed = a_job(film)
    assert [line.job.id for line in decisions(at=NOW).failed] == [failed]
    a_job(film, "queued", created_at=NOW + timedelta(minutes=1))
    waiting = decisions(at=NOW)
    assert waiting.failed == ()
    assert [line.job.state for line in waiting.running] == ["queued"]


def test_a_big_catalogue_costs_no_more_questions(django_assert_max_num_queries):
    for number in range(12):
        film = a_film(f"Film {number}")
        published(film)
    with django_assert_max_num_queries(90):
        waiting = decisions(at=NOW)
    assert len(waiting.unopened) == 6


def desks(client) -> tuple[list[str], list[str]]:
    shown = client.get("/studio/").context["shown"]
    return [one.desk for one in shown.mine], [one.desk for one in shown.others]


@pytest.fixture
def waiting() -> int:
    """A published film that is open nowhere and said in no language; another that failed."""
    film = a_film("Sintel")
    published(film)
    a_job(a_film("Playtime"))
    return film


@pytest.mark.parametrize(
    ("roles", "mine", "others"),
    [
        ([Role.OWNER], ["publish", "rights", "deliveries"], []),
        ([Role.RIGHTS], ["rights"], ["publish", "deliveries"]),
        ([Role.POST, Role.EDITORIAL], ["publish", "deliveries"], ["rights"]),
        ([Role.FINANCE], [], ["publish", "rights"]),
        ([Role.READER], [], ["publish", "rights", "deliveries"]),
    ],
)
def test_what_waits_is_shown_by_desk_where_one_decides_first(sign_in, waiting, roles, mine, others):
    client = sign_in(a_colleague("ines@example.com", *roles))
    assert desks(client) == (mine, others)


def test_who_decides_nothing_is_told_so_and_finds_no_button(sign_in, waiting):
    page = sign_in(a_colleague("ines@example.com", Role.READER)).get("/studio/").content.decode()
    assert "Nothing waits for you." in page
    assert "What waits at other desks is told beneath." in page
    assert "Sintel" in page
    assert "Open a window" not in page


def test_windows_that_close_are_those_of_ones_own_markets(sign_in):
    film = a_film("Sintel")
    for market in ("FR", "DE"):
        a_window(film, market, closes_at=NOW + timedelta(days=9))
    client = sign_in(a_colleague("ines@example.com", Role.RIGHTS, markets=("DE",)))
    with time_machine.travel(NOW, tick=False):
        closing = client.get("/studio/").context["waiting"].closing
    assert [one.territory for one in closing] == ["DE"]


def test_the_trail_is_searched_by_person_subject_and_action(console, moon, editor):
    console.post(f"/studio/titles/{moon}/words/fr/", {"name": "Lune"})
    shown = console.get("/studio/audit/?actor=editor@example.com").context["shown"]
    assert [(one.who, one.what, one.line.action) for one in shown.lines] == [
        ("editor@example.com", "Lune", "catalogue.localise")
    ]
    shown = console.get(
        f"/studio/audit/?subject=title:{moon}&action=catalogue.create_title"
    ).context["shown"]
    assert [(one.who, one.title_id) for one in shown.lines] == [("system:cast", moon)]
    assert "No line is like that." in console.get("/studio/audit/?subject=none").content.decode()


def test_the_trail_has_pages(console):
    for number in range(60):
        audit.record(actor="system:cast", action="tick", subject=f"clock:{number}")
    first = console.get("/studio/audit/?action=tick").context["shown"]
    older = console.get(f"/studio/audit/?action=tick&before={first.page.older}").context["shown"]
    assert (len(first.lines), first.page.newer) == (50, None)
    assert (len(older.lines), older.page.older) == (10, None)
    back = console.get(f"/studio/audit/?action=tick&after={older.page.newer}").context["shown"]
    assert back.lines == first.lines


def proposed(title_id: int, territory: str, **terms) -> int:
    window = Window(
        territory, NOW + timedelta(days=20), None, Terms(status=Status.PENDING, **terms)
    )
    return rights.grant_window(title_id=title_id, window=window, actor=ACTOR)


def test_windows_that_nobody_approved_wait_for_those_who_act_there(sign_in, markets):
    film = a_film("Sintel")
    ours, _theirs = proposed(film, "FR"), proposed(film, "DE")
    client = sign_in(a_colleague("ines@example.com", Role.RIGHTS, markets=("FR", "BE")))
    with time_machine.travel(NOW, tick=False):
        page = client.get("/studio/")
        (one,) = page.context["waiting"].undecided
        assert (one.card.name, one.entry.territory, one.entry.window_id) == ("Sintel", "FR", ours)
        place = f"/studio/titles/{film}/windows/{ours}/approve/"
        assert place in page.content.decode()
        answer = client.post(place, {"back": "start"}, follow=True)
        assert answer.redirect_chain == [("/studio/", 302)]
        assert answer.context["waiting"].undecided == ()


def test_a_condition_is_met_from_the_start_page(console, moon):
    window = Window("FR", NOW + timedelta(days=20), None, Terms(awaits="The premiere"))
    held = rights.grant_window(title_id=moon, window=window, actor=ACTOR)
    with time_machine.travel(NOW, tick=False):
        page = console.get("/studio/").content.decode()
    assert "Waits for: The premiere" in page
    assert f"/studio/titles/{moon}/windows/{held}/met/" in page
    assert "/approve/" not in page


def test_a_licence_that_lapses_within_the_month_is_told(console, moon):
    facts = rights.LicenceFacts(
        licensor="Gaumont", reference="G-12", ends_on=(NOW + timedelta(days=29)).date()
    )
    licence_id = rights.register_licence(facts=facts, actor=ACTOR)
    later = replace(facts, reference="G-13", ends_on=(NOW + timedelta(days=40)).date())
    rights.register_licence(facts=later, actor=ACTOR)
    (one,) = decisions(at=NOW).lapsing
    assert (one.licence_id, one.name) == (licence_id, "Gaumont · G-12")
    with time_machine.travel(NOW, tick=False):
        assert "Licences that lapse within 30 days" in console.get("/studio/").content.decode()
