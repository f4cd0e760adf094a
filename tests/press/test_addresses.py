"""Public addresses: odd questions are answered, and what is known already is not sent again."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanterne.newsroom.rules import is_inside
from lanterne.newsroom.services import open_newsroom
from lanterne.press.marking import absolute
from tests.newsroom.conftest import publish

PLACE = "/newsroom/fr/en"


def test_the_door_leads_to_the_nearest_newsroom_once_there_is_one(client, db):
    empty = client.get("/newsroom/", headers={"accept-language": "fr"})
    assert empty.status_code == 200
    assert "Rien n’est encore écrit" in empty.content.decode()
    for language in ("en", "fr"):
        open_newsroom(territory="", language=language, name="Newsroom", actor="user:7")
    led = client.get("/newsroom/", headers={"accept-language": "fr"})
    assert (led.status_code, led["Location"]) == (302, "/newsroom/world/fr/")


@pytest.mark.parametrize("asked", ['"', 'office"', "\"'", "office OR", "*", "NEAR(", "\x00", "^"])
def test_a_search_takes_any_sign(client, newsroom, asked):
    publish()
    assert client.get(f"{PLACE}/search/", {"q": asked}).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "00000199999999999999", "9" * 5000, "٣", "x"])
def test_a_page_of_the_archive_that_is_no_number_is_the_first(client, newsroom, page):
    publish()
    assert "An office in Paris" in client.get(f"{PLACE}/archive/?page={page}").content.decode()


def test_what_a_browser_has_is_not_sent_again(client, newsroom):
    publish()
    for packed in ({}, {"HTTP_ACCEPT_ENCODING": "gzip"}):
        first = client.get(f"{PLACE}/an-office-in-paris/", **packed)
        again = client.get(
            f"{PLACE}/an-office-in-paris/", HTTP_IF_NONE_MATCH=first["ETag"], **packed
        )
        assert (first.status_code, again.status_code) == (200, 304)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://127.0.0.1\\@example.com/",
        "http://127.0.0.%31/",
        "http://127.0.0\u30021/",
        "http://\u2460\u2461\u2466.0.0.1/",
        "http://[64:ff9b::7f00:1]/",
        "http://[::1]/",
        "http://10.0.0.8/",
        "http://printer/",
        "http://nas.local/",
        "file:///etc/passwd",
        "javascript:alert(1)",
    ],
)
def test_no_link_leads_inside(address):
    assert is_inside(address)


@pytest.mark.parametrize("address", ["https://www.ined.fr/fr/", "http://9.9.9.9/", "https://é.fr/"])
def test_links_lead_out(address):
    assert not is_inside(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "archive/",
        "archive/2026/",
        "contacts/",
        "an-office-in-paris/",
        "an-office-in-paris/comments/",
    ],
)
def test_every_page_tells_search_engines_what_it_is(client, newsroom, address):
    with time_machine.travel(datetime(2026, 11, 26, tzinfo=UTC), tick=False):
        publish()
        page = client.get(f"{PLACE}/{address}").content.decode()
    (said,) = re.findall('<meta name="description" content="([^"]+)">', page)
    assert said


def test_comments_are_found_under_their_article(client, newsroom):
    publish()
    page = client.get(f"{PLACE}/an-office-in-paris/comments/").content.decode()
    assert f'<link rel="canonical" href="{absolute(PLACE)}/an-office-in-paris/">' in page
    assert "noindex" not in page


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_page_that_is_kept_asks_only_whether_anything_has_changed(client):
    open_newsroom(territory="FR", language="en", name="Newsroom", actor="user:7")
    publish()
    page = f"{PLACE}/an-office-in-paris/"
    first = client.get(page)
    with CaptureQueriesContext(connection) as asked:
        again = client.get(page)
    assert (again.content, again["Cache-Control"]) == (first.content, "public, max-age=60")
    assert [one["sql"] for one in asked] == ["SELECT SUM(mark) FROM core_revision"]
