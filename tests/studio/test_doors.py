"""Nobody but staff comes in, by any address."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import URLPattern, reverse

from lanterne.core import audit
from lanterne.studio import urls

EXAMPLES = {
    "title_id": 1,
    "language": "fr",
    "territory": "FR",
    "credit_id": 1,
    "person_id": 1,
    "collection_id": 1,
    "picture_id": 1,
    "subtitle_id": 1,
    "window_id": 1,
    "holdback_id": 1,
    "licence_id": 1,
    "statement_id": 1,
    "project_id": 1,
    "booking_id": 1,
    "job_id": 1,
    "request_id": 1,
    "post_house_id": 1,
    "link_id": 1,
    "name": "01-black.jpg",
    "upload_id": UUID(int=1),
    "number": 7,
    "user_id": 1,
    "edit_id": 1,
    "change_id": 1,
    "other_id": 2,
    "view_id": 1,
    "key": UUID(int=1),
    "citation_id": 1,
    "claim": "netflix-subscribers-fr",
    "token_id": 1,
    "rule": "FR-TSV-2020",
    "year": 2026,
    "fact_id": 1,
    "office_id": 1,
    "post": "netflix-paris-press",
    "commission_id": 1,
    "kind": "svg",
    "expense_id": 1,
    "comment_id": 1,
    "article_id": 1,
}
METHODS = ("get", "post", "put", "patch", "delete", "head", "options")


def address(pattern: URLPattern) -> str:
    names = pattern.pattern.converters
    return reverse(f"studio:{pattern.name}", kwargs={name: EXAMPLES[name] for name in names})


ADDRESSES = [pytest.param(pattern, id=pattern.name) for pattern in urls.ours]


@pytest.mark.parametrize("pattern", ADDRESSES)
def test_strangers_are_led_to_the_door_or_told_no(client, db, pattern):
    for method in METHODS:
        answer = getattr(client, method)(address(pattern))
        assert answer.status_code in {302, 403}, method
        if answer.status_code == 302:
            assert answer.url.startswith("/studio/login/?next=")


@pytest.mark.parametrize("pattern", ADDRESSES)
def test_subscribers_are_led_away_or_told_no(sign_in, subscriber, pattern):
    client = sign_in(subscriber)
    before = len(audit.lines(limit=1000))
    for method in METHODS:
        answer = getattr(client, method)(address(pattern))
        assert answer.status_code in {302, 403}, method
        if answer.status_code == 302:
            assert answer.url.startswith("/studio/login/?next=")
    assert len(audit.lines(limit=1000)) == before


def test_the_consoles_door_is_everybodys_door(client, db):
    answer = client.get("/studio/login/?next=/studio/titles/")
    assert (answer.status_code, answer.url) == (302, "/account/login/?next=/studio/titles/")


def test_wagtails_own_pages_are_closed_as_well(client, db):
    assert client.get("/studio/pages/").status_code == 302
    assert client.get("/studio/account/").status_code == 302


@pytest.mark.parametrize("pattern", ADDRESSES)
def test_every_address_answers_staff_without_breaking(console, pattern):
    """Nothing of what the examples name exists, except the pages that need nothing; some are an owner's alone."""
    answer = console.get(address(pattern))
    assert answer.status_code in {200, 403, 404, 405, 412}


def test_pages_are_kept_by_no_cache(console, moon):
    answer = console.get(f"/studio/titles/{moon}/")
    assert answer["Cache-Control"] == ("max-age=0, no-cache, no-store, must-revalidate, private")
