"""What shows in a country, for readers of feeds."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from lanterne.catalogue import services as catalogue
from lanterne.core import clock
from lanterne.rights import services as rights
from lanterne.rights.rules import Terms, Window
from tests.web.conftest import ACTOR, browser
from tests.web.programme import a_title, a_window

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(address="/showing/FR/fr.atom"):
    answer = Client().get(address)
    assert answer.headers["Content-Type"] == "application/atom+xml"
    assert answer.headers["Cache-Control"] == "public, max-age=600"
    return ElementTree.fromstring(answer.content)


def entries(found):
    return [
        (one.findtext(f"{ATOM}title"), one.find(f"{ATOM}link").get("href"))
        for one in found.iter(f"{ATOM}entry")
    ]


def test_what_is_open_to_everybody_is_told_the_newest_opening_first(subscriber):
    older, newer = a_title("film", "Aube", age=0), a_title("film", "Brume", age=12)
    a_window(newer.id, opens_in=-timedelta(hours=1))
    a_window(older.id, opens_in=-timedelta(days=3))
    strong, abroad, later, secret = (
        a_title("film", name, age=age)
        for name, age in (("Rouge", 16), ("Pluie", 0), ("Demain", 0), ("Secret", 0))
    )
    a_window(strong.id)
    a_window(abroad.id, "GB")
    a_window(later.id, opens_in=timedelta(seconds=30))
    terms = Terms(awaits="the premiere")
    window = Window("FR", clock.now() - timedelta(days=1), None, terms)
    rights.grant_window(title_id=secret.id, window=window, actor=ACTOR)
    found = feed()
    assert entries(found) == [
        ("Brume", f"http://testserver/title/{newer.slug}/"),
        ("Aube", f"http://testserver/title/{older.slug}/"),
    ]
    assert found.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert (
        found.findtext(f"{ATOM}title") == "Lanterne\N{NARROW NO-BREAK SPACE}: à l’affiche (France)"
    )
    told = [one.findtext(f"{ATOM}updated") for one in found.iter(f"{ATOM}entry")]
    assert told == sorted(told, reverse=True)
    assert entries(feed("/showing/GB/en.atom")) == [
        ("Pluie", f"http://testserver/title/{abroad.slug}/")
    ]


def test_words_that_look_like_markup_stay_words(subscriber):
    """Readers of feeds take a summary for HTML, and what licensors write comes from files."""
    title = a_title("film", "Aube", age=0)
    words = {"language": "fr", "name": "Aube", "tagline": "a <script>alert(1)</script> <3"}
    catalogue.localise(title_id=title.id, actor=ACTOR, **words)
    a_window(title.id)
    [told] = [one.text for one in feed().iter(f"{ATOM}summary")]
    assert told == "a &lt;script&gt;alert(1)&lt;/script&gt; &lt;3"


def test_a_country_with_nothing_open_has_an_empty_feed(subscriber):
    assert entries(feed()) == []


@pytest.mark.parametrize("address", ["/showing/XX/fr.atom", "/showing/FR/de.atom"])
def test_a_place_or_a_language_that_there_is_not_is_not_found(subscriber, address):
    assert Client().get(address).status_code == 404


def test_whoever_is_signed_in_is_led_home_because_the_feed_knows_no_ceiling(subscriber):
    client = browser(subscriber.email, subscriber.password, subscriber.profile_id)
    answer = client.get("/showing/FR/fr.atom")
    assert (answer.status_code, answer.url) == (302, "/")


def test_the_shop_window_names_its_feed(subscriber):
    page = Client(headers={"accept-language": "fr-FR"}).get("/").content.decode()
    assert '<link rel="alternate" type="application/atom+xml"' in page
    assert 'href="/showing/FR/fr.atom"' in page
