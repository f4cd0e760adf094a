"""Every kind of viewer goes to every address that takes a title: what each is told, and what nobody may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client

from lanterne.api.urls import api
from lanterne.catalogue import services as catalogue
from lanterne.core import clock
from lanterne.discovery.models import ListEntry
from lanterne.playback.models import ResumePoint
from lanterne.web import urls as web
from tests.cast import a_household, subscribe
from tests.web.conftest import browser
from tests.web.programme import Shown, a_title, a_window, the_series

# Each test makes a programme of its own: together they take too long for the fast part.
pytestmark = pytest.mark.slow

# The doors, in the order of the table's columns: pages first, then the API. The last one presses play.
DOORS = (
    ("get", "/title/{slug}/"),
    ("get", "/watch/{slug}/"),
    ("post", "/my-list/{slug}/"),
    ("get", "/api/v1/titles/{slug}"),
    ("post", "/api/v1/sessions"),
)
SEEN = (200, 200, 302, 200)
NONE = (404, 404, 404, 404)
TO_RENEW = (403, 403, 403, "lapsed")
TO_JOIN = ("/join/plan/", "/join/plan/", "/join/plan/", "not_a_member")
TO_SIGN_IN = ("/account/login/", "/account/login/", "/account/login/", "signed_out")

# A status, or where one is led, or the reason of a refusal. "above" is for those of twelve years; "series" has no
# streams of its own; "strong" is its episode for those of sixteen; "abroad" is open in Great Britain alone.
TABLE = {
    "adult": {
        "open": (*SEEN, 200),
        "above": (*SEEN, 200),
        "series": (*SEEN, "not_published"),
        "mild": (*SEEN, 200),
        "strong": (*SEEN, 200),
        "draft": (*NONE, "not_here"),
        "abroad": (*SEEN, "not_here"),
    },
    "child": {
        "open": (*SEEN, 200),
        "above": (*NONE, "above_ceiling"),
        "series": (*SEEN, "not_published"),
        "mild": (*SEEN, 200),
        "strong": (*NONE, "above_ceiling"),
        "draft": (*NONE, "not_here"),
        "abroad": (*SEEN, "not_here"),
    },
    "american": {
        "open": (*SEEN, "not_here"),
        "above": (*SEEN, "not_here"),
        "series": (*SEEN, "not_published"),
        "mild": (*SEEN, "not_here"),
        "strong": (*SEEN, "not_here"),
        "draft": (*NONE, "not_here"),
        "abroad": (*SEEN, "not_here"),
    },
    "lapsed": {
        "open": (*TO_RENEW, "lapsed"),
        "above": (*TO_RENEW, "lapsed"),
        "series": (*TO_RENEW, "not_published"),
        "mild": (*TO_RENEW, "lapsed"),
        "strong": (*TO_RENEW, "lapsed"),
        "draft": (*TO_RENEW, "not_here"),
        "abroad": (*TO_RENEW, "not_here"),
    },
    "no member": {
        "open": (*TO_JOIN, "not_a_member"),
        "above": (*TO_JOIN, "not_a_member"),
        "series": (*TO_JOIN, "not_published"),
        "mild": (*TO_JOIN, "not_a_member"),
        "strong": (*TO_JOIN, "not_a_member"),
        "draft": (*TO_JOIN, "not_here"),
        "abroad": (*TO_JOIN, "not_here"),
    },
    "passer-by": dict.fromkeys(
        ("open", "above", "series", "mild", "strong", "draft", "abroad"),
        (*TO_SIGN_IN, "signed_out"),
    ),
}
# What a viewer may read of nowhere, and what is in no list of theirs although its own pages open.
HIDDEN = {
    "adult": {"draft"},
    "child": {"above", "strong", "draft"},
    "american": {"draft"},
    "lapsed": {"open", "above", "series", "mild", "strong", "draft", "abroad"},
    "no member": {"open", "above", "series", "mild", "strong", "draft", "abroad"},
    # Through the shop window a stranger sees what is open, a film and for those of twelve years.
    "passer-by": {"series", "mild", "strong", "draft", "abroad"},
}
UNLISTED = {
    "adult": {"abroad"},
    "child": {"abroad"},
    "american": {"open", "above", "series", "mild", "strong", "abroad"},
}
LISTS = (
    "/", "/welcome/", "/showing/FR/fr.atom", "/search/", "/profiles/", "/account/",
    "/api/v1/home", "/api/v1/me",
)  # fmt: skip


@dataclass(frozen=True)
class Viewer:
    client: Client
    profile_id: int | None = None


@pytest.fixture
def titles(db) -> dict[str, Shown]:
    """The programme; all by one director and of one genre, so that each could be offered beside another."""
    series = the_series()
    found = {
        "open": a_title("film", "Lapin Clair", age=0),
        "above": a_title("film", "Grand Frisson", age=12),
        "series": series["series"],
        "mild": series["mild"],
        "strong": series["above"],
        "draft": a_title("film", "Brouillon Secret", age=0),
        "abroad": a_title("film", "Pluie Lointaine", age=0),
    }
    a_window(found["open"].id)
    a_window(found["above"].id)
    a_window(found["abroad"].id, "GB")
    for title in found.values():
        about = {"title_id": title.id, "actor": "system:test"}
        catalogue.set_genres(codes=["drama"], **about)
        catalogue.credit(person="Agnès Varda", role="director", **about)
    return found


@pytest.fixture
def arrive(subscriber, child, stranger):
    """The viewer of that name, with a profile where there is one to choose."""

    def household(territory, *, since):
        who = a_household("sam@example.com", "Sam", territory=territory, language="en")
        subscribe(who.household_id, at=clock.now() - since)
        return who

    def person(name):
        if name == "american":
            return household("US", since=timedelta(days=1))
        if name == "lapsed":
            return household("FR", since=timedelta(days=60))
        return stranger if name == "no member" else subscriber

    def arrived(name):
        if name == "passer-by":
            return Viewer(Client(headers={"accept-language": "fr-FR"}))
        who = person(name)
        profile_id = child.id if name == "child" else who.profile_id
        return Viewer(browser(who.email, who.password, profile_id), profile_id)

    return arrived


def remembered(profile_id, titles):
    """Everything was begun and kept by the profile, at some time when it could."""
    for title in titles.values():
        ListEntry.objects.create(profile_id=profile_id, title_id=title.id, added_at=clock.now())
        ResumePoint.objects.create(
            profile_id=profile_id,
            title_id=title.id,
            seconds=600,
            duration=6_720,
            updated_at=clock.now(),
        )


def ask(client, door, title):
    method, address = door
    if address == "/api/v1/sessions":
        return client.post(address, {"title": title.id}, content_type="application/json")
    if method == "post":
        # Let go first and kept again: whoever may not know of it can do neither.
        client.post(address.format(slug=title.slug), {"wanted": "no"})
        return client.post(address.format(slug=title.slug), {"wanted": "yes"})
    return client.get(address.format(slug=title.slug))


def told(answer):
    """The status, or better: where it leads, or the reason in it."""
    if answer.status_code == 302:
        place = answer.url.partition("?")[0]
        return 302 if place == "/" else place
    if answer.status_code in {401, 403} and answer.headers["Content-Type"].startswith(
        "application/json"
    ):
        return answer.json()["reason"]
    return answer.status_code


def read(answer, *, address=""):
    """What came, without the address that was asked for: a page may link to itself."""
    return answer.content.decode().replace(address, "")


def traces_of(titles, names, text):
    return {name for name in names for trace in titles[name].traces if trace in text}


def test_every_address_that_takes_a_title_is_in_the_table():
    # A collection's is another name; what it lists of titles is asked in test_pages.
    takes_a_name = {f"/{one.pattern}" for one in web.urlpatterns if "slug" in str(one.pattern)}
    pages = takes_a_name - {"/collection/<slug:slug>/"}
    assert pages == {
        address.replace("{slug}", "<slug:slug>") for _, address in DOORS if "/api/" not in address
    }
    paths = api.get_openapi_schema(path_prefix="")["paths"]
    takes_a_title = {path for path in paths if "{slug}" in path or path == "/sessions"}
    takes_a_title -= {"/collections/{slug}"}
    assert {f"/api/v1{path}" for path in takes_a_title} == {
        address for _, address in DOORS if "/api/" in address
    }


@pytest.mark.parametrize("viewer", TABLE)
def test_each_viewer_is_told_what_the_table_says_and_reads_of_nothing_hidden(
    viewer, titles, arrive
):
    client = arrive(viewer).client
    found = {}
    for name, title in titles.items():
        answers = [ask(client, door, title) for door in DOORS]
        found[name] = tuple(map(told, answers))
        for (_, address), answer in zip(DOORS, answers, strict=True):
            text = read(answer, address=address.format(slug=title.slug))
            assert traces_of(titles, HIDDEN[viewer], text) == set(), (name, address)
    assert found == TABLE[viewer]


@pytest.mark.parametrize("viewer", TABLE)
def test_no_list_gives_away_what_is_hidden_or_not_open_here(viewer, titles, arrive):
    came = arrive(viewer)
    if came.profile_id:
        remembered(came.profile_id, titles)
    away = HIDDEN[viewer] | UNLISTED.get(viewer, set())
    for address in LISTS:
        text = read(came.client.get(address))
        assert traces_of(titles, away, text) == set(), address


@pytest.mark.parametrize("viewer", TABLE)
def test_no_search_finds_what_is_hidden_or_not_open_here(viewer, titles, arrive):
    client = arrive(viewer).client
    away = HIDDEN[viewer] | UNLISTED.get(viewer, set())
    for title in titles.values():
        # A page repeats what was typed: less than a name, and with a slip of the hand.
        for typed in (title.name[:-2], f"{title.name[1]}{title.name[0]}{title.name[2:-2]}"):
            for search in ("/search/?q=", "/search/?part&q=", "/api/v1/search?q="):
                text = read(client.get(search + typed))
                assert traces_of(titles, away, text) == set(), search + typed


def test_the_crawl_reads_what_may_be_read(titles, arrive):
    """So that an empty page does not pass for a discreet one."""
    came = arrive("adult")
    remembered(came.profile_id, titles)
    shown = {"open", "above", "series", "mild", "strong"}
    for address in ("/", "/api/v1/home"):
        assert traces_of(titles, titles, read(came.client.get(address))) == shown
    page = read(came.client.get("/title/lapin-clair/"))
    assert traces_of(titles, titles, page) == {"open", "above", "series"}
