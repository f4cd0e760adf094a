"""The desk of duplicates: pairs, side by side, and what is decided about them."""

from __future__ import annotations

import json

import pytest

from lanterne.accounts.roles import Role
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.core import audit
from lanterne.rights import queries as rights
from tests.cast import a_colleague
from tests.titles import ACTOR, a_film, a_window, published


@pytest.fixture
def trip(db) -> int:
    return a_film("Le voyage dans la lune", year=1903, runtime_seconds=860)


def test_pairs_are_listed_with_why_and_told_apart_by_a_button(console, moon, trip):
    page = console.get("/studio/duplicates/").content.decode()
    assert "a name, the length" in page
    answer = console.post(f"/studio/duplicates/{moon}/{trip}/apart/", follow=True)
    assert "nobody is asked about these two again" in answer.content.decode()
    assert "No two titles look alike." in answer.content.decode()


def test_two_are_shown_side_by_side_with_what_is_to_be_chosen(console, moon, trip):
    catalogue.identify(title_id=trip, scheme="imdb", value="tt0000417", actor=ACTOR)
    for film in (moon, trip):
        a_window(film, "FR")
    shown = console.get(f"/studio/duplicates/{moon}/{trip}/").context["shown"]
    assert [(one.label, one.own, one.theirs, one.is_asked) for one in shown.fields] == [
        ("Original language", "French", "French", False),
        ("Original name", "Le Voyage dans la Lune", "Le voyage dans la lune", True),
        ("Length", "840 s", "860 s", True),
        ("Year", "1902", "1903", True),
        ("IMDb", "–", "tt0000417", False),
    ]
    assert (shown.windows, shown.clashing) == ((("FR", 1, 1),), ("FR",))
    assert console.get(f"/studio/duplicates/{moon}/{moon}/").status_code == 404


def test_the_form_merges_with_what_was_chosen(console, moon, trip):
    for film in (moon, trip):
        a_window(film, "FR")
    [stays] = rights.windows(title_id=trip)
    said = {
        "theirs": [json.dumps(["fact", "year"]), "nonsense", '["fact"', "[]"],
        "windows": ["FR"],
    }
    answer = console.post(f"/studio/duplicates/{moon}/{trip}/merge/", said, follow=True)
    assert "They are one title now. Both addresses lead here." in answer.content.decode()
    found = editing.edited(title_id=moon)
    assert (found.year, found.runtime_seconds) == (1903, 840)
    assert [one.id for one in rights.windows(title_id=moon)] == [stays.id]
    page = console.get("/studio/duplicates/").content.decode()
    assert "le-voyage-dans-la-lune-2" in page
    history = console.get(f"/studio/titles/{moon}/history/").content.decode()
    assert "made one of two titles" in history


def test_two_published_ones_are_refused_unless_one_is_chosen_as_the_edition(console, moon, trip):
    published(moon, trip)
    address = f"/studio/duplicates/{moon}/{trip}/"
    assert 'name="edition" required' in console.get(address).content.decode()
    answer = console.post(f"{address}merge/", follow=True)
    assert "make one of them an edition of the other" in answer.content.decode()
    console.post(f"{address}merge/", {"edition": "restored"})
    assert [one[0] for one in editing.beside(title_id=moon)] == [trip]


def test_whose_windows_give_way_the_rights_desk_decides(moon, trip, markets, sign_in):
    for film in (moon, trip):
        a_window(film, "FR")
    console = sign_in(a_colleague("words@example.com", Role.EDITORIAL))
    said = {"windows": ["FR"]}
    answer = console.post(f"/studio/duplicates/{moon}/{trip}/merge/", said, follow=True)
    assert "You may look at the desk “Rights” and change nothing there." in answer.content.decode()
    assert editing.edited(title_id=trip) is not None
    assert audit.search(action="editorial.merge") == ()


def test_who_acts_in_some_markets_merges_no_title_of_another(moon, trip, markets, sign_in):
    a_window(trip, "DE")
    console = sign_in(a_colleague("fr@example.com", Role.PROGRAMMER, markets=("FR",)))
    assert console.post(f"/studio/duplicates/{moon}/{trip}/merge/").status_code == 403
    assert console.post(f"/studio/duplicates/{trip}/{moon}/merge/").status_code == 302
