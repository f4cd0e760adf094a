"""What the pages of the subscribers' face show and do."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client

from lanterne.accounts import queries as accounts
from lanterne.catalogue import services as catalogue
from lanterne.core import clock
from lanterne.discovery import queries as discovery
from lanterne.playback.models import ResumePoint
from lanterne.rights import queries as rights
from lanterne.rights import services as granting
from tests.titles import a_part, a_series, a_window, published
from tests.web.conftest import ACTOR, a_film


def text(answer):
    return answer.content.decode()


def test_strangers_read_the_price_with_vat_and_see_a_film(plans, rabbit):
    page = text(Client(headers={"accept-language": "fr-FR"}).get("/welcome/"))
    assert "8,99\N{NO-BREAK SPACE}€" in page
    assert "Rabbit" in page


def test_the_price_follows_the_country_asked_for(plans):
    page = text(Client(headers={"accept-language": "en"}).get("/welcome/?territory=GB"))
    assert "£7.99" in page


def test_a_film_for_adults_stays_out_of_the_shop_window(plans):
    a_film("Late", age=16)
    assert "Late" not in text(Client(headers={"accept-language": "fr-FR"}).get("/"))


def test_where_nothing_is_sold_the_front_page_says_so(db):
    page = text(Client(headers={"accept-language": "en"}).get("/"))
    assert "We do not sell memberships in your country yet." in page


def test_home_shows_the_programme(camille, film, rabbit):
    page = text(camille.get("/"))
    assert "Le Voyage" in page
    assert "/watch/rabbit/" in page


@pytest.mark.parametrize("path", ["/", "/title/rabbit/", "/search/?q=rabbit"])
def test_a_page_of_films_travels_small(camille, rabbit, path):
    packed = camille.get(path, headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) * 2 < len(camille.get(path).content)


def test_home_asks_the_same_number_of_questions_for_one_film_or_many(
    camille, film, django_assert_num_queries
):
    camille.get("/")
    with django_assert_num_queries(count_of(camille, "/")):
        camille.get("/")
    before = count_of(camille, "/")
    for number in range(5):
        a_film(f"Film {number}", age=0)
    assert count_of(camille, "/") == before


@pytest.mark.parametrize(
    ("path", "questions"), [("/", 11), ("/title/le-voyage/", 17), ("/watch/le-voyage/", 8)]
)
def test_a_page_asks_few_questions_in_any_catalogue(
    camille, film, django_assert_num_queries, path, questions
):
    catalogue.set_genres(title_id=film, codes=["drama"], actor=ACTOR)
    for number in range(5):
        other = a_film(f"Film {number}", age=0)
        catalogue.set_genres(title_id=other, codes=["drama", "comedy"], actor=ACTOR)
    camille.get(path)  # what is worded once for a process
    with django_assert_num_queries(questions):
        assert camille.get(path).status_code == 200


def test_the_page_of_a_series_asks_no_more_for_more_episodes(camille, django_assert_num_queries):
    def episodes(count):
        for _ in range(count):
            number = next(numbers)
            one = a_part("episode", season, number, runtime_seconds=60)
            published(one)

    numbers = itertools.count(1)
    series, [season], _ = a_series("Les Marées", seasons=(0,))
    a_window(series)
    for count in (2, 8):
        episodes(count)
        camille.get("/title/les-marees/")
        with django_assert_num_queries(13):
            assert camille.get("/title/les-marees/").status_code == 200


def test_a_series_goes_on_at_its_episode_whatever_else_was_begun_since(camille, subscriber):
    series, _, [[first, second]] = a_series("Les Marées", seasons=(2,))
    a_window(series)
    published(first, second)
    # More than the row of the home page holds.
    for title_id in (second, *(a_film(f"Film {number}", age=0) for number in range(20))):
        ResumePoint.objects.create(
            profile_id=subscriber.profile_id,
            title_id=title_id,
            seconds=25.0,
            duration=100.0,
            updated_at=clock.now(),
        )
    page = text(camille.get("/title/les-marees/"))
    assert '"/watch/les-marees-s1-e2/"' in re.search(r'<a class="button[^>]*>', page)[0]
    assert page.count('value="25"') == 2


def count_of(client, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(path)
    return len(asked)


def test_an_empty_house_says_what_happens_next(camille):
    assert "Les premiers films arrivent" in text(camille.get("/"))


def test_a_title_shows_its_facts_and_plays(camille, film):
    page = text(camille.get("/title/le-voyage/"))
    assert "1\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}52\N{NO-BREAK SPACE}min" in page
    assert 'href="/watch/le-voyage/"' in page


def test_a_title_carries_its_copyright_line(camille, film):
    catalogue.set_facts(title_id=film, copyright_line="© Studio, CC BY 3.0", actor="system:test")
    assert "© Studio, CC BY 3.0" in text(camille.get("/title/le-voyage/"))


def test_a_title_tells_the_languages_of_its_sound_and_subtitles(camille, film):
    streams = apps.get_model("assets", "Publication").objects.filter(title_id=film)
    page = text(camille.get("/title/le-voyage/"))
    assert "Sous-titres" not in page
    assert "Son\u202f:" not in page
    streams.update(sound_languages=["fr", "en-GB"], caption_languages=["ar"])
    page = text(camille.get("/title/le-voyage/"))
    assert "Son\u202f: Français, Anglais (Royaume-Uni)" in page
    assert "Sous-titres\u202f: Arabe" in page


def test_a_title_offers_more_like_it_with_the_reason(camille, film, rabbit):
    assert "Dans le même esprit" not in text(camille.get("/title/le-voyage/"))
    for title_id in (film, rabbit):
        catalogue.credit(
            title_id=title_id, person="Agnès Varda", role="director", actor="system:test"
        )
    page = text(camille.get("/title/le-voyage/"))
    assert "Dans le même esprit" in page
    assert "Même mise en scène\u202f: Agnès Varda" in page


def test_a_child_is_not_offered_what_is_above_its_ceiling(lou, film, rabbit):
    for title_id in (film, rabbit):
        catalogue.set_genres(title_id=title_id, codes=["drama"], actor="system:test")
    assert "Le Voyage" not in text(lou.get("/title/rabbit/"))


def test_a_title_not_sold_here_says_why_and_does_not_play(camille, abroad):
    page = text(camille.get("/title/abroad/"))
    assert "France" in page
    assert "/watch/abroad/" not in page


def test_a_child_does_not_find_a_film_above_the_ceiling(lou, film, rabbit):
    assert "Le Voyage" not in text(lou.get("/"))
    assert "Le Voyage" not in text(lou.get("/search/?q=voyage"))
    assert lou.get("/title/le-voyage/").status_code == 404
    assert lou.get("/title/rabbit/").status_code == 200


def test_a_child_has_its_own_pages(lou, rabbit):
    page = text(lou.get("/"))
    assert 'data-audience="child"' in page
    assert "Une histoire." not in page


def test_a_title_nobody_knows_is_not_found(camille):
    answer = camille.get("/title/nothing/")
    assert answer.status_code == 404
    assert "Rien n’est projeté ici" in text(answer)


def test_a_title_is_kept_and_let_go(camille, subscriber, film):
    camille.post("/my-list/le-voyage/", {"wanted": "yes"})
    assert discovery.is_listed(profile_id=subscriber.profile_id, title_id=film)
    assert "Dans ma liste" in text(camille.get("/title/le-voyage/"))
    camille.post("/my-list/le-voyage/", {"wanted": "no"})
    assert not discovery.is_listed(profile_id=subscriber.profile_id, title_id=film)


def test_the_film_on_top_of_home_says_that_it_is_kept(camille, film):
    assert "Dans ma liste" not in text(camille.get("/"))
    camille.post("/my-list/le-voyage/", {"wanted": "yes"})
    assert "Dans ma liste" in text(camille.get("/"))


def test_keeping_a_title_leads_back_to_where_it_was_kept(camille, film):
    kept = {"wanted": "yes"}
    came_from = "http://testserver/search/?q=voyage"
    assert (
        camille.post("/my-list/le-voyage/", kept, headers={"referer": came_from}).url == came_from
    )
    elsewhere = camille.post("/my-list/le-voyage/", kept, headers={"referer": "https://x.example/"})
    assert elsewhere.url == "/"


def test_a_child_cannot_keep_what_it_cannot_see(lou, film):
    assert lou.post("/my-list/le-voyage/", {"wanted": "yes"}).status_code == 404


def test_search_finds_by_name_without_a_script(camille, film):
    page = text(camille.get("/search/?q=voyage"))
    assert "Le Voyage" in page
    assert "<!doctype html>" in page


def test_search_gives_a_script_the_results_alone(camille, film):
    page = text(camille.get("/search/?q=voyage&part"))
    assert "Le Voyage" in page
    assert "<!doctype html>" not in page


def test_search_says_when_nothing_is_found(camille):
    assert "Rien pour «\u202f<bdi>xyzzy</bdi>\u202f»" in text(camille.get("/search/?q=xyzzy"))


def test_what_was_typed_is_escaped(camille):
    assert "<script>x" not in text(camille.get("/search/?q=<script>x"))


def test_artwork_is_served_for_good(camille, film):
    address = text(camille.get("/title/le-voyage/")).split('<img src="')[1].split('"')[0]
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/webp"
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "name", ["../lanterne.sqlite3", "nothing.webp", "../secret-key", "x.svg", "%2e%2e/secret.png"]
)
def test_only_pictures_leave_the_store(name):
    assert Client().get(f"/art/{name}").status_code in {400, 404}


def test_choosing_a_profile_speaks_its_language_and_remembers_the_device(subscriber, camille):
    assert camille.cookies["django_language"].value == "fr"
    devices = accounts.devices(household_id=subscriber.household_id)
    assert len(devices) == 1
    assert str(devices[0].id) in camille.cookies["device"].value
    camille.post(f"/profiles/{subscriber.profile_id}/choose/")
    assert accounts.devices(household_id=subscriber.household_id)[0].id == devices[0].id


def test_a_forged_device_is_not_believed(subscriber, camille):
    camille.cookies["device"] = f"{accounts.devices(household_id=subscriber.household_id)[0].id}:x"
    camille.post(f"/profiles/{subscriber.profile_id}/choose/")
    assert len(accounts.devices(household_id=subscriber.household_id)) == 2


def test_choosing_leads_on_but_never_away(subscriber, camille):
    chosen = f"/profiles/{subscriber.profile_id}/choose/"
    assert camille.post(chosen, {"next": "/search/"}).url == "/search/"
    assert camille.post(chosen, {"next": "https://elsewhere.example/"}).url == "/"


PROFILE = {"name": "Alex", "language": "en", "lantern": "jade", "ceiling": ""}


def test_a_profile_is_added_and_edited(camille, subscriber):
    camille.post("/profiles/add/", PROFILE)
    alex = accounts.profiles(household_id=subscriber.household_id)[-1]
    assert (alex.name, alex.lantern, alex.is_child) == ("Alex", "jade", False)
    camille.post(f"/profiles/{alex.id}/", {**PROFILE, "name": "Alexis"})
    assert accounts.profiles(household_id=subscriber.household_id)[-1].name == "Alexis"


def test_a_child_without_a_ceiling_is_refused(camille, subscriber):
    answer = camille.post("/profiles/add/", {**PROFILE, "is_child": "on"})
    assert 'role="alert"' in text(answer)
    assert len(accounts.profiles(household_id=subscriber.household_id)) == 1


def test_the_last_adult_profile_stays(camille, subscriber):
    answer = camille.post(f"/profiles/{subscriber.profile_id}/remove/")
    assert answer.status_code == 409
    assert len(accounts.profiles(household_id=subscriber.household_id)) == 1


def test_a_profile_of_others_is_not_found(camille, stranger):
    assert camille.get(f"/profiles/{stranger.profile_id}/").status_code == 404
    assert camille.post(f"/profiles/{stranger.profile_id}/remove/").status_code == 404


def test_membership_is_ended_and_taken_back(camille):
    camille.post("/account/cancel/")
    assert "Garder mon abonnement" in text(camille.get("/account/"))
    camille.post("/account/resume/")
    assert "Se renouvelle le" in text(camille.get("/account/"))


def test_resuming_what_was_not_ended_is_refused(camille):
    answer = camille.post("/account/resume/")
    assert answer.status_code == 409
    assert 'role="alert"' in text(answer)


def test_theme_and_language_are_kept(db):
    client = Client()
    client.post("/settings/", {"theme": "light"})
    client.post("/settings/", {"language": "fr"})
    page = text(client.get("/account/login/"))
    assert 'data-theme="light"' in page
    assert "Se connecter" in page


def test_settings_that_nobody_offers_are_ignored(db):
    answer = Client().post("/settings/", {"theme": "neon", "language": "xx"})
    assert answer.url == "/"
    assert not answer.cookies


def test_the_day_a_film_leaves_is_told_by_the_clocks_of_the_country(camille, film):
    """Half past midnight in Paris is still the day before in Greenwich."""
    (held,) = rights.windows(title_id=film)
    ends = (clock.now() + timedelta(days=5)).replace(hour=23, minute=30)
    granting.change_window(
        window_id=held.id,
        window=replace(held.window, closes_at=ends),
        licence_id=None,
        actor="system:test",
    )
    day = str((ends + timedelta(hours=1)).day)
    for path in ("/title/le-voyage/", "/"):
        page = text(camille.get(path))
        (told,) = set(re.findall(r"(?:[Uu]ntil|[Jj]usqu.au) (\d+)", page))
        assert told == day


def test_a_trailer_plays_before_its_film_opens_and_is_in_no_row(camille):
    film = a_film("Demain", age=0, territory="BE")
    trailer = a_part("trailer", film, 1, runtime_seconds=60)
    published(trailer)
    assert "/watch/demain-trailer-1/" not in text(camille.get("/title/demain/"))
    a_window(trailer)
    page = text(camille.get("/title/demain/"))
    assert 'href="/watch/demain-trailer-1/"' in page
    assert 'href="/watch/demain/"' not in page
    assert camille.get("/watch/demain-trailer-1/").status_code == 200
    assert "demain-trailer-1" not in text(camille.get("/"))
    assert "demain-trailer-1" not in text(camille.get("/search/?q=trailer"))


def test_a_child_sees_no_trailer_of_a_film_above_its_ceiling(lou):
    film = a_film("Demain", age=16)
    trailer = a_part("trailer", film, 1, minimum_age=0)
    published(trailer)
    a_window(trailer)
    assert lou.get("/title/demain-trailer-1/").status_code == 404
    assert lou.get("/watch/demain-trailer-1/").status_code == 404


def test_a_collection_shows_what_may_be_watched_here_in_its_order(camille, lou):
    late, here, abroad = (
        a_film("Tard", age=16),
        a_film("Ici", age=0),
        a_film("Loin", age=0, territory="BE"),
    )
    gathered = catalogue.create_collection(name="Trois films", language="fr", actor=ACTOR)
    catalogue.arrange(collection_id=gathered, title_ids=[late, abroad, here], actor=ACTOR)
    page = text(camille.get("/collection/trois-films/"))
    assert page.index("/title/tard/") < page.index("/title/ici/")
    assert "Loin" not in page
    assert "Tard" not in text(lou.get("/collection/trois-films/"))
    assert 'href="/collection/trois-films/"' in text(camille.get("/title/ici/"))


def test_a_collection_without_anything_for_the_viewer_is_not_there(camille, lou):
    late = a_film("Tard", age=16)
    gathered = catalogue.create_collection(name="Un film", language="fr", actor=ACTOR)
    catalogue.put_in(collection_id=gathered, title_id=late, actor=ACTOR)
    assert camille.get("/collection/un-film/").status_code == 200
    assert lou.get("/collection/un-film/").status_code == 404
    assert camille.get("/collection/nothing/").status_code == 404


def test_the_newsroom_is_linked_below_pages_but_for_children(plans, lou):
    link = '<a href="/newsroom/">News and press</a>'
    assert link in text(Client(headers={"accept-language": "en"}).get("/welcome/"))
    assert link not in text(lou.get("/"))
