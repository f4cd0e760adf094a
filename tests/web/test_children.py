"""A child at the screen watches; money, sign-in and profiles wait for an adult."""

from __future__ import annotations

import pytest

from lanterne.accounts import queries as accounts
from lanterne.billing import queries as billing
from lanterne.core import audit
from tests.web.conftest import browser

FACE = {"name": "Lou", "language": "fr", "lantern": "rose", "ceiling": ""}
SAID = "Only adults may do this. Choose an adult’s profile first."


def text(answer):
    return answer.content.decode()


@pytest.fixture
def lou(subscriber, child):
    """The subscriber's browser in the child's hands, reading English."""
    client = browser(subscriber.email, subscriber.password, child.id)
    client.post("/settings/", {"language": "en"})
    return client


def state(household_id):
    return (
        accounts.profiles(household_id=household_id),
        billing.subscription(household_id=household_id),
        audit.lines(limit=1000),
    )


@pytest.mark.parametrize(
    "path",
    [
        "/profiles/add/",
        "/profiles/{child}/",
        "/profiles/{adult}/",
        "/profiles/{child}/remove/",
        "/profiles/{adult}/remove/",
        "/account/cancel/",
        "/account/resume/",
        "/join/plan/",
        "/join/payment/",
    ],
)
def test_a_child_changes_nothing(lou, subscriber, child, path):
    before = state(subscriber.household_id)
    answer = lou.post(path.format(child=child.id, adult=subscriber.profile_id), FACE)
    assert answer.status_code == 403
    assert SAID in text(answer)
    # The address itself may take a form and show no page: an adult who is chosen there would be told so, barely.
    assert 'href="/profiles/?next=/account/"' in text(answer)
    assert state(subscriber.household_id) == before


@pytest.mark.parametrize(
    "path", ["/account/", "/profiles/add/", "/profiles/{child}/", "/join/plan/", "/join/payment/"]
)
def test_a_child_is_not_shown_the_pages_either(lou, child, path):
    answer = lou.get(path.format(child=child.id))
    assert (answer.status_code, SAID in text(answer)) == (403, True)
    assert f'href="/profiles/?next={answer.request["PATH_INFO"]}"' in text(answer)


def test_the_childs_own_way_of_choosing_offers_no_change(lou):
    for path in ("/profiles/", "/profiles/?edit"):
        page = text(lou.get(path))
        assert "/choose/" in page
        assert "?edit" not in page
        assert "/profiles/add/" not in page


def test_an_adult_may_again_as_soon_as_one_is_chosen(lou, subscriber, child):
    lou.post(f"/profiles/{subscriber.profile_id}/choose/")
    assert lou.get("/account/").status_code == 200
    assert lou.post(f"/profiles/{child.id}/remove/").status_code == 302
    assert len(accounts.profiles(household_id=subscriber.household_id)) == 1
