"""Lists of titles: narrowed by what they are and lack, counted beside each choice, kept under a name."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from lanterne.accounts.roles import Role
from lanterne.catalogue import services as catalogue
from lanterne.core import audit
from lanterne.core.cursor import Cursor
from lanterne.studio import saved
from lanterne.studio.facets import counts
from lanterne.studio.masks import mask
from lanterne.studio.titles_page import Wanted, titles_page
from tests.cast import a_colleague
from tests.studio.conftest import NOW
from tests.titles import ACTOR, a_film, a_series, a_window, published

DAY = timedelta(days=1)


@pytest.fixture
def shelf(markets) -> dict[str, int]:
    """Four films and how they stand in France: open, coming, over, and no window at all."""
    held = {
        "open": a_film("Playtime", year=1967),
        "coming": a_film("Sintel", year=2010, language="en"),
        "over": a_film("Nosferatu", year=1922, language="de"),
        "none": a_film("Trafic", year=1971),
    }
    a_window(held["open"], "FR")
    a_window(held["coming"], "FR", opens_at=NOW + DAY)
    a_window(held["over"], "FR", closes_at=NOW - DAY)
    published(held["open"])
    catalogue.set_genres(title_id=held["open"], codes=["comedy"], actor=ACTOR)
    catalogue.set_genres(title_id=held["none"], codes=["comedy", "family"], actor=ACTOR)
    catalogue.localise(title_id=held["open"], language="fr-CA", name="X", synopsis="…", actor=ACTOR)
    return held


def ids(**wanted) -> list[int]:
    page = titles_page(wanted=Wanted(**wanted), place=Cursor(), at=NOW)
    assert page.count == len(page.page.rows)
    return list(page.page.rows)


@pytest.mark.parametrize("standing", ["open", "coming", "over"])
def test_titles_are_found_by_how_they_stand_in_a_market(shelf, standing):
    assert ids(market="FR", window=standing) == [shelf[standing]]
    assert ids(market="BE", window=standing) == []


def test_what_no_market_has_or_will_have_is_found(shelf):
    assert ids(window="nowhere") == [shelf["none"], shelf["over"]]


def test_an_episode_stands_as_its_series_does(markets):
    series, _seasons, ((episode, _),) = a_series()
    a_window(series, "FR", closes_at=NOW - DAY)
    assert episode in ids(market="FR", window="over")
    a_window(episode, "FR")
    assert episode in ids(market="FR", window="open")
    assert episode not in ids(market="FR", window="over")


def test_titles_are_found_by_genre_decade_and_missing_words(shelf):
    assert ids(genre="family") == [shelf["none"]]
    assert ids(decade="1960") == [shelf["open"]]
    assert ids(missing="fr") == [shelf["none"], shelf["over"], shelf["coming"]]
    assert ids(genre="comedy", decade="1970", streams="no") == [shelf["none"]]


def test_each_choice_says_how_many_it_would_show(shelf):
    told = counts(wanted=Wanted(market="FR"), at=NOW)
    assert told["kind"] == {"film": 4}
    assert told["genre"] == {"comedy": 2, "family": 1}
    assert told["decade"] == {"2010": 1, "1970": 1, "1960": 1, "1920": 1}
    assert told["streams"] == {"yes": 1, "no": 3}
    assert told["window"] == {"open": 1, "coming": 1, "over": 1, "nowhere": 2}
    assert told["missing"] == {"de": 4, "en": 4, "fr": 3}


def test_counts_go_by_the_other_filters_and_not_by_their_own(shelf):
    told = counts(wanted=Wanted(market="FR", genre="comedy", window="open"), at=NOW)
    assert told["genre"] == {"comedy": 1, "family": 0}
    assert told["window"] == {"open": 1, "coming": 0, "over": 0, "nowhere": 1}


def test_a_count_is_what_the_choice_then_shows(shelf):
    """Whatever is counted beside a filter, choosing it lists as many."""
    wanted = Wanted(market="FR", kind="film")
    for name, choices in counts(wanted=wanted, at=NOW).items():
        for value, count in choices.items():
            asked = {"market": "FR", "kind": "film", name: value}
            assert len(ids(**asked)) == count, (name, value)


def test_counting_costs_the_same_for_any_catalogue_and_any_filter(shelf, django_assert_num_queries):
    """Kinds, genres, streams, three languages, three of a market and one of each, and the markets themselves."""
    for wanted in (Wanted(market="FR"), Wanted(market="FR", genre="comedy", window="open")):
        with django_assert_num_queries(17):
            counts(wanted=wanted, at=NOW)


def test_counts_follow_the_page_by_the_same_address(console, shelf):
    with time_machine.travel(NOW, tick=False):
        told = console.get("/studio/titles/counts/?market=FR&genre=comedy").json()
    assert told["window"] == {"open": 1, "coming": 0, "over": 0, "nowhere": 1}
    assert told["kind"] == {"film": 2}
    page = console.get("/studio/titles/?market=FR&genre=comedy").content.decode()
    assert 'data-counts="/studio/titles/counts/"' in page


@pytest.mark.parametrize("places", [[], [0], [1, 7, 8, 9, 64], range(1, 300, 7)])
def test_a_set_of_titles_is_the_bits_of_a_number(places):
    held = mask(places)
    assert [place for place in range(400) if held >> place & 1] == list(places)


def test_a_reader_of_one_market_looks_at_it_first(sign_in, markets):
    client = sign_in(a_colleague("ines@example.com", Role.RIGHTS, markets=("GB",)))
    assert client.get("/studio/titles/").context["asked"].wanted.market == "GB"


def test_a_long_list_goes_on_where_it_stopped(console):
    made = [a_film(f"Film {number}") for number in range(60)]
    first = console.get("/studio/titles/").context["shown"]
    assert list(first.page.rows) == made[:9:-1]
    page = console.get(f"/studio/titles/?kind=film&before={first.page.older}")
    assert list(page.context["shown"].page.rows) == made[9::-1]
    assert f"?kind=film&amp;after={made[9]}" in page.content.decode()


def keep(client, **said):
    fields = {"listing": "titles", "name": "Comedies", "query": "genre=comedy"}
    return client.post("/studio/views/", {**fields, **said}, follow=True)


def names(client) -> list[str]:
    return [one.name for one in client.get("/studio/titles/").context["views"]]


def test_a_view_is_kept_and_removed_by_its_owner(console):
    answer = keep(console)
    assert answer.redirect_chain == [("/studio/titles/?genre=comedy", 302)]
    assert names(console) == ["Comedies"]
    (view,) = saved.views(user_id=answer.context["request"].user.pk, listing="titles")
    console.post(f"/studio/views/{view.id}/remove/")
    assert names(console) == []
    assert audit.search(action="studio.share_view") == ()


def test_what_is_shared_everybody_sees_and_only_its_owner_removes(client, console, editor):
    keep(console, is_shared="on")
    (line,) = audit.search(action="studio.share_view")
    assert (line.actor, line.detail["query"]) == (editor.actor, "genre=comedy")
    reader = a_colleague("reader@example.com", Role.READER)
    (view,) = saved.views(user_id=reader.user_id, listing="titles")
    assert (view.name, view.is_mine) == ("Comedies", False)
    with pytest.raises(saved.NoSuchView):
        saved.remove_view(user_id=reader.user_id, view_id=view.id)
    assert names(console) == ["Comedies"]


def test_a_view_of_ones_own_stays_ones_own(console):
    keep(console)
    reader = a_colleague("reader@example.com", Role.READER)
    assert saved.views(user_id=reader.user_id, listing="titles") == ()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": " "}, "A view has a name of at most 60 characters."),
        ({"listing": "nonsense"}, "This list cannot be kept."),
        ({"query": "q=" + "x" * 500}, "This list cannot be kept."),
    ],
)
def test_a_view_without_sense_is_refused(console, said, sentence):
    assert sentence in keep(console, **said).content.decode()
    assert names(console) == []


def test_a_name_is_given_once(console):
    keep(console)
    assert "You have a view of this name already." in keep(console).content.decode()
    assert names(console) == ["Comedies"]


def test_jobs_and_the_trail_have_views_of_their_own(console):
    keep(console, listing="audit", query="action=rights.grant_window")
    assert names(console) == []
    (view,) = console.get("/studio/audit/").context["views"]
    assert view.query == "action=rights.grant_window"
    assert console.get("/studio/jobs/").context["views"] == ()
