"""A crawl through windows of every kind: nothing is listed that ``availability`` denies, nothing told of before its time."""

from __future__ import annotations

import importlib
from datetime import timedelta

import pytest
from django.db import connection

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.models import Title
from lanterne.core import clock
from lanterne.rights import queries as rights
from lanterne.rights import services
from lanterne.rights.rules import Holdback, Market, Offer, Period, Status, Terms, Window
from tests.web.conftest import ACTOR, browser
from tests.web.programme import a_title
from tests.web.test_crawl import LISTS, read, traces_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
pages = importlib.import_module("lanterne.discovery.queries.told")
DAY = timedelta(days=1)
# Days until it opens and until it closes, and the terms.
WINDOWS = {
    "Ouvert Partout": (-1, 9, {}),
    "Passe Depuis": (-9, -1, {}),
    "Demain Seulement": (1, 9, {}),
    "Secret Encore": (2, 9, {"public_from": 1}),
    "Attente Longue": (-1, 9, {"status": Status.PENDING}),
    "Retrait Brutal": (-1, 9, {"status": Status.REVOKED}),
    "Condition Ouverte": (-1, 9, {"awaits": "the premiere"}),
    "Achat Seul": (-1, 9, {"offer": Offer.PURCHASE}),
    "Retenue Ferme": (-1, 9, {}),
    "Ailleurs Loin": (-1, 9, {}),
}


@pytest.fixture
def titles():
    at, made = clock.now(), {}
    pages._kept = pages.Answers(pages.MOST_KEPT)
    for name, (opens, closes, terms) in WINDOWS.items():
        title = made[name] = a_title("film", name, age=0)
        if "public_from" in terms:
            terms = terms | {"public_from": at + terms["public_from"] * DAY}
        place = "GB" if name == "Ailleurs Loin" else "FR"
        window = Window(place, at + opens * DAY, at + closes * DAY, Terms(**terms))
        services.grant_window(title_id=title.id, window=window, actor=ACTOR)
        catalogue.set_genres(title_id=title.id, codes=["drama"], actor=ACTOR)
        catalogue.credit(title_id=title.id, person="Agnès Varda", role="director", actor=ACTOR)
    together = catalogue.create_collection(name="Ensemble", language="fr", actor=ACTOR)
    for title in made.values():
        catalogue.put_in(collection_id=together, title_id=title.id, actor=ACTOR)
    held = Holdback(Period(at - DAY, at + DAY))
    services.hold_back(title_id=made["Retenue Ferme"].id, holdback=held, reason="", actor=ACTOR)
    return made


def denied(titles, at):
    """What is not open, and of that what nobody may know of."""
    market = Market("FR")
    closed = {
        name
        for name, title in titles.items()
        if not rights.availability(title_id=title.id, market=market, at=at).is_open
    }
    told = set(Title.objects.filter(rights.is_announced(at=at)).values_list("id", flat=True))
    return closed, {name for name, title in titles.items() if title.id not in told}


def test_no_page_list_or_answer_shows_what_is_denied(titles, subscriber, child):
    closed, unknown = denied(titles, clock.now())
    assert closed == set(WINDOWS) - {"Ouvert Partout"}
    assert unknown == {"Secret Encore", "Attente Longue", "Retrait Brutal"}
    for profile_id in (subscriber.profile_id, child.id):
        client = browser(subscriber.email, subscriber.password, profile_id)
        for address in (*LISTS, "/collection/ensemble/", "/api/v1/collections/ensemble"):
            assert traces_of(titles, closed, read(client.get(address))) == set(), address
        assert traces_of(titles, titles, read(client.get("/"))) == {"Ouvert Partout"}
        for name, title in titles.items():
            for address in (f"/title/{title.slug}/", f"/api/v1/titles/{title.slug}"):
                # Twice: what is kept is shown to whoever comes next.
                answers = [client.get(address) for _ in range(2)]
                assert {one.status_code for one in answers} == {404 if name in unknown else 200}
                for one in answers:
                    text = read(one, address=address)
                    assert traces_of(titles, closed - {name}, text) == set(), address
                    assert f"/watch/{title.slug}/" not in text or name not in closed
            # What nobody may know of has no picture either, for those who have its address from somewhere.
            assert client.get(title.picture).status_code == (404 if name in unknown else 200)
            for search in ("/search/?q=", "/api/v1/search?q="):
                text = read(client.get(search + title.name[:-2]))
                assert traces_of(titles, closed, text) == set(), search + name
    assert not connection.in_atomic_block  # else nothing would have been kept
