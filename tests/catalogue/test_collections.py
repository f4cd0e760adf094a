"""Films and series in an order, under a name in languages."""

from __future__ import annotations

import pytest

from lanterne.catalogue import queries, services
from lanterne.core import audit
from tests.titles import ACTOR, a_film, a_part, a_series

pytestmark = pytest.mark.django_db


@pytest.fixture
def saga():
    return services.create_collection(name="Méliès", language="fr", actor=ACTOR)


def held(collection_id, language="fr"):
    return queries.collection_by_id(collection_id=collection_id, language=language)


def test_titles_stand_in_their_order_each_once(saga, editor):
    one, two, (series, _, _) = a_film("Un"), a_film("Deux"), a_series()
    for title in (one, two, series, two):
        services.put_in(collection_id=saga, title_id=title, actor=editor.actor)
    assert held(saga).title_ids == (one, two, series)
    services.move_up(collection_id=saga, title_id=series, actor=editor.actor)
    services.move_up(collection_id=saga, title_id=one, actor=editor.actor)
    assert held(saga).title_ids == (one, series, two)
    services.take_out(collection_id=saga, title_id=one, actor=editor.actor)
    assert held(saga).title_ids == (series, two)
    services.arrange(collection_id=saga, title_ids=[two, one, two], actor=editor.actor)
    assert held(saga).title_ids == (two, one)
    line = audit.lines(subject=f"collection:{saga}")[0]
    assert (line.actor, line.action, line.detail) == (
        editor.actor,
        "catalogue.arrange",
        {"titles": [two, one]},
    )


def test_a_collection_is_named_in_the_readers_language(saga, editor):
    film = a_film("Un")
    services.put_in(collection_id=saga, title_id=film, actor=editor.actor)
    services.name_collection(
        collection_id=saga, language="ar", name="ميلييس", synopsis="أفلام.", actor=editor.actor
    )
    found = queries.collection(slug="melies", language="ar-EG")
    assert (found.name, found.synopsis, found.language_shown) == ("ميلييس", "أفلام.", "ar")
    assert queries.collection(slug="melies", language="de").name == "Méliès"
    page = queries.page(slug="un", language="ar", territory="FR", known=())
    assert [(one.slug, one.name) for one in page.collections] == [("melies", "ميلييس")]
    assert [one.name for one in queries.collections(language="de")] == ["Méliès"]
    assert queries.collection(slug="nothing", language="fr") is None


def test_two_collections_of_one_name_have_two_addresses(saga):
    again = services.create_collection(name="Méliès", language="fr", actor=ACTOR)
    assert (held(saga).slug, held(again).slug) == ("melies", "melies-2")


def test_only_films_and_series_that_there_are_are_gathered(saga, editor):
    film = a_film("Un")
    services.put_in(collection_id=saga, title_id=film, actor=editor.actor)
    trailer = a_part("trailer", film, 1)
    for title in (trailer, 999_999):
        with pytest.raises(services.NoSuchTitle, match="holds films and series"):
            services.put_in(collection_id=saga, title_id=title, actor=editor.actor)
    assert held(saga).title_ids == (film,)


def test_words_that_cannot_be_are_refused(saga, editor):
    refused = [
        ({"language": "french", "name": "X"}, services.LanguageUnknown),
        ({"language": "fr", "name": " "}, services.NameMissing),
        ({"language": "fr", "name": "A\u202eB"}, services.UnreadableText),
        ({"language": "fr", "name": "A", "synopsis": "x" * 10_001}, services.UnreadableText),
    ]
    for said, refusal in refused:
        with pytest.raises(refusal):
            services.name_collection(collection_id=saga, actor=editor.actor, **said)
    assert held(saga).name == "Méliès"
    for change in (services.put_in, services.take_out, services.move_up):
        with pytest.raises(services.NoSuchCollection, match="no such collection"):
            change(collection_id=999_999, title_id=1, actor=editor.actor)
