"""Every address under /studio/, ours and Wagtail's, as each kind of person is answered."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLPattern, get_resolver

from lanterne.newsroom.services import open_newsroom
from lanterne.studio.urls import EDITOR, WAGTAILS, ours

# An editor's, when nothing of what an address names exists: a page, a thing that is missing, a form's own address.
PAGES = [
    "",
    "titles/",
    "titles/new/",
    "jobs/",
    "renewals/",
    "deliveries/",
    "deliveries/post-houses/",
    "files/",
    "audit/",
    "users/",
    "tokens/",
    "vocabulary/",
    "collections/",
    "duplicates/",
    "rights/",
    "licences/",
    "licences/new/",
    "slate/",
    "slate/table.csv",
    "slate/new/",
    "forecasts/",
    "forecasts/table.csv",
    "results/",
    "results/table.csv",
    "facilities/",
    "facilities/places/",
    "markets/",
    "markets/table.csv",
    "markets/FR/",
    "markets/FR/table.csv",
    "markets/FR/figures/new/",
    "markets/FR/brief/",
    "offices/",
    "offices/new/",
    "competitors/",
    "competitors/table.csv",
    "competitors/services/",
    "competitors/orders/",
    "competitors/orders/new/",
    "law/",
    "law/rules/",
    "law/rules/new/",
    "law/what-if/",
    "law/operator/",
    "law/expenses/",
    "figures/",
    "figures/compare/",
    "figures/table/",
    "figures/new/",
    "figures/import/",
    "comments/",
    "comments/words/",
    "articles/",
    "articles/newsrooms/",
    "articles/corrections/",
    "mailing/",
    "press/",
    "statements/",
    "account/",
]
MISSING = [
    "articles/1/also/",
    "offices/1/",
    "offices/1/change/",
    "markets/FR/chart.1",
    "offices/chart.1",
    "competitors/chart.1",
    "law/chart.1",
    "slate/chart.1",
    "facilities/chart.1",
    "offices/1/posts/1/",
    "competitors/orders/1/",
    "competitors/orders/1/correct/",
    "collections/1/",
    "edits/1/",
    "edits/1/undo/windows/",
    "titles/1/",
    "titles/1/words/",
    "titles/1/words/fr/",
    "titles/1/facts/",
    "titles/1/people/",
    "titles/1/people/1/fr/",
    "titles/1/pictures/",
    "titles/1/pictures/1/original/",
    "titles/1/pictures/1/captions/fr/",
    "titles/1/stills/1/1/",
    "titles/1/ratings/FR/",
    "titles/1/identifiers/",
    "titles/1/making/",
    "titles/1/windows/",
    "titles/1/windows/1/",
    "titles/1/windows/1/withdraw/",
    "titles/1/windows/1/approve/",
    "titles/1/windows/1/met/",
    "titles/1/holdbacks/1/lift/",
    "titles/1/history/",
    "titles/1/draft/",
    "duplicates/1/1/",
    "titles/1/holdbacks/",
    "licences/1/",
    "comments/1/",
    "statements/1/",
    "statements/1/print/",
    "statements/1/table/",
    "licences/1/change/",
    "slate/1/",
    "slate/1/change/",
    "slate/1/rights/",
    "slate/1/people/",
    "slate/1/money/",
    "slate/1/costs/",
    "slate/1/results/",
    "results/1/",
    "slate/1/costs/table.csv",
    "slate/1/decision/",
    "slate/1/move/",
    "slate/1/approve/",
    "facilities/bookings/1/confirm/",
    "facilities/bookings/1/release/",
    "law/rules/of/1/",
    "law/rules/of/1/change/",
    "law/filing/FR/1/",
    "law/filing/FR/1/table/",
    "titles/1/releases/",
    "figures/of/1/",
    "figures/of/1/correct/",
    "titles/1/history/1/undo/",
    "titles/1/history/windows/1/undo/",
    "titles/1/film/",
    "titles/1/report/",
    "titles/1/report/drawn/",
    "jobs/1/findings/1",
    "jobs/1/",
    "jobs/1/cancel/",
    "titles/1/readiness/",
    "titles/1/requests/",
    "titles/1/requests/one/",
    "deliveries/1/",
    "deliveries/1/picture/",
    "deliveries/post-houses/1/",
    "files/00000000-0000-0000-0000-000000000001/",
]
POSTED = [
    "articles/1/corrections/1/show/",
    "articles/1/corrections/1/leave/",
    "licences/1/history/1/undo/",
    "collections/1/titles/1/up/",
    "collections/1/titles/1/out/",
    "titles/1/collections/",
    "duplicates/1/1/apart/",
    "titles/1/draft/publish/",
    "titles/1/draft/schedule/",
    "titles/1/draft/unschedule/",
    "titles/1/draft/keep/",
    "titles/1/draft/discard/",
    "duplicates/1/1/merge/",
    "titles/1/making/countries/",
    "titles/1/making/companies/1/remove/",
    "titles/1/identifiers/remove/",
    "titles/change/",
    "titles/windows/",
    "edits/1/undo/",
    "views/",
    "views/1/remove/",
    "comments/decide/",
    "tokens/1/revoke/",
    "titles/1/words/fr/remove/",
    "titles/1/ratings/",
    "titles/1/ratings/FR/remove/",
    "titles/1/people/1/remove/",
    "titles/1/pictures/1/remove/",
    "titles/1/pictures/1/focus/",
    "titles/1/stills/1/1/hang/",
    "titles/1/film/accept/",
    "titles/1/film/abandon/",
    "titles/1/film/again/",
    "titles/1/subtitles/add/",
    "titles/1/subtitles/1/remove/",
    "jobs/1/retry/",
    "markets/FR/drop/",
    "law/operator/1/withdraw/",
    "law/expenses/1/withdraw/",
    "titles/1/releases/FR/withdraw/",
    "figures/of/1/show/",
    "figures/citations/1/",
    "renewals/confirm/",
    "renewals/queue/",
    "renewals/estimate/",
    "renewals/1/back/",
    "deliveries/1/accept/",
    "deliveries/1/again/",
    "deliveries/1/cancel/",
    "deliveries/1/look/",
    "deliveries/1/say/",
    "deliveries/1/change/",
    "deliveries/post-houses/1/link/",
    "deliveries/post-houses/1/send/",
    "deliveries/post-houses/1/links/1/revoke/",
    "files/00000000-0000-0000-0000-000000000001/take/",
]
MACHINES = {
    "titles/counts/": 200,
    "titles/1/uploads/": 412,
    "uploads/00000000-0000-0000-0000-000000000001/": 412,
    "jobs/1/live/": 404,
}
SETTLED = [
    "statements/licences/1/",
    *(
        f"statements/1/{act}/"
        for act in ("reckon", "issue", "discard", "correct", "adjustments", "rates")
    ),
    "statements/1/adjustments/1/drop/",
]
# What the editor, staff without rights, a member and a stranger are told.
TOLD = {
    **dict.fromkeys(PAGES, (200, 302, 302, 302)),
    **dict.fromkeys(MISSING, (404, 302, 302, 302)),
    **dict.fromkeys(POSTED, (405, 302, 302, 302)),
    **{address: (status, 403, 403, 403) for address, status in MACHINES.items()},
    # What rights holders are due is settled by finance, which the editor is not.
    **dict.fromkeys(SETTLED, (403, 302, 302, 302)),
    # Who works here, and as what, only owners say.
    "users/new/": (403, 302, 302, 302),
    "users/1/": (403, 302, 302, 302),
    "tokens/1/end/": (403, 302, 302, 302),
    "logout/": (405, 405, 405, 405),
    # Everybody's door is another one.
    "login/": (302, 302, 302, 302),
    "password_reset/": (302, 302, 302, 302),
    "sprite/": (200, 200, 200, 200),
    "jsi18n/": (200, 200, 200, 200),
    "dismissibles/": (200, 302, 302, 302),
}
NOWHERE = (404, 302, 302, 302)


def routes(patterns, before=""):
    for one in patterns:
        whole = before + str(one.pattern).replace("^", "")
        if isinstance(one, URLPattern):
            yield whole
        else:
            yield from routes(one.url_patterns, whole)


def example(route):
    """An address that the route answers to."""
    for found, put in (
        (r"<uuid:\w+>", "00000000-0000-0000-0000-000000000001"),
        (r"<str:language>", "fr"),
        (r"<str:territory>", "FR"),
        (r"<[^>]+>", "1"),
    ):
        route = re.sub(found, put, re.sub(r"\(\?P<\w+>[^)]*\)", "1", route))
    return route.replace("\\", "").rstrip("$")


def addresses():
    below = (one for one in routes(get_resolver().url_patterns) if one.startswith("studio/"))
    ours_alone = (one for one in below if "(?!" not in one and "(?P<room>" not in one)
    plain = {example(one).removeprefix("studio/") for one in ours_alone}
    return sorted(plain - {".*/"})


def is_editors(address):
    """Wagtail's editor of pages, which answers those who write, each address in its own way, and nobody else."""
    return address.partition("/")[0] in EDITOR.split("|")


def told(address):
    return TOLD.get(address, NOWHERE)


@pytest.fixture
def people(db, editor, subscriber):
    """The four, each with a browser."""
    users = get_user_model().objects
    # The addresses of the walk name number 1, which an earlier test may have used up.
    users.get_or_create(pk=1, defaults={"email": "first@example.com"})
    open_newsroom(territory="FR", language="fr", name="France", actor="user:1")
    Group.objects.get_or_create(pk=1, defaults={"name": "First"})
    idle = users.create_user("idle@example.com", "lanterne-1895", is_staff=True)
    clients = []
    for user_id in (editor.user_id, idle.pk, subscriber.user_id, None):
        client = Client()
        if user_id:
            client.force_login(users.get(id=user_id))
        clients.append(client)
    return clients


@pytest.mark.slow
def test_every_address_answers_each_as_listed(people):
    wrong = {}
    for address in addresses():
        found = tuple(client.get(f"/studio/{address}").status_code for client in people)
        expected = (found[0], 302, 302, 302) if is_editors(address) else told(address)
        if found != expected:
            wrong[address] = found
    assert wrong == {}


def test_every_address_is_in_the_walk():
    walked = addresses()
    assert set(TOLD) <= set(walked)
    assert {example(str(one.pattern)) for one in ours} <= set(walked)
    assert sum(told(address) == NOWHERE for address in walked) > 100


@pytest.mark.parametrize("address", ["documents/", "sites/", "groups/"])
def test_an_owner_has_no_use_for_them_either(db, address):
    users = get_user_model().objects
    client = Client()
    client.force_login(users.create_superuser("root@example.com", "lanterne-1895"))
    assert client.get(f"/studio/{address}").status_code == 404
    assert client.post(f"/studio/{address}add/").status_code == 404
    assert client.get("/studio/users/").status_code == 200
    page = client.get("/studio/").content.decode()
    assert f'"url": "/studio/{address}"' not in page
    assert '"url": "/studio/users/"' in page


def test_following_a_link_signs_nobody_out_of_the_console(people):
    editor = people[0]
    assert editor.get("/studio/logout/").status_code == 405
    assert editor.get("/studio/titles/").status_code == 200
    assert editor.post("/studio/logout/").status_code == 302
    assert editor.get("/studio/titles/").status_code == 302


def test_the_rooms_of_wagtails_that_are_left_exist():
    for room in WAGTAILS.split("|"):
        assert any(address.startswith(f"{room.partition('/')[0]}/") for address in addresses())
