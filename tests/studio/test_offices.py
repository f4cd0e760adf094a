"""Offices as staff put them on record: opened, moved, closed, with those who work there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lanterne.accounts.roles import Role
from lanterne.core import audit
from lanterne.facts import services as claims
from lanterne.facts.drafts import SourceCard
from lanterne.growth import queries
from lanterne.growth.models import Office
from lanterne.growth.rules.offices import State
from tests.cast import a_colleague
from tests.commissioning.slating import a_project
from tests.growth import world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)
ROME = {
    "service": "netflix",
    "name": "Rome",
    "kind": "office",
    "territory": "IT",
    "city": "Rome",
}


@pytest.fixture
def grown(console):
    world.told()
    return console


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, address, /, **said):
    return text(client.post(f"/studio/offices/{address}", said, follow=True))


def number(key):
    return Office.objects.get(key=key).pk


def held(key="netflix/rome"):
    return queries.office(key=key, on=TODAY)


@pytest.fixture
def rome(grown):
    send(grown, "new/", **ROME)
    return number("netflix/rome")


def test_an_office_gets_a_key_of_its_service_and_name_and_is_changed(grown, rome):
    assert (held().name, held().kind, held().city) == ("Rome", "office", "Rome")
    said = ROME | {"name": "Roma", "kind": "hub", "city": "Roma"}
    assert "The office is changed." in send(grown, f"{rome}/change/", **said)
    assert (held().name, held().kind, held().key) == ("Roma", "hub", "netflix/rome")
    assert "The office is on record." in send(grown, "new/", **ROME)
    assert held("netflix/rome-2").name == "Rome"
    assert audit.lines(limit=1)[0].action == "growth.put_office"


def test_an_office_without_a_city_is_not_kept(grown):
    assert "This field is required." in send(grown, "new/", **ROME | {"city": ""})
    assert held() is None


def test_an_office_opens_moves_and_closes_and_says_why(grown, rome):
    assert "when the office opened" in send(grown, f"{rome}/", do="opened", on="2019-05")
    paris = "netflix/paris"
    refused = send(grown, f"{rome}/", do="moved", on="2024", to=paris, reason=" ")
    assert "This field is required." in refused
    moved = send(grown, f"{rome}/", do="moved", on="2024", to=paris, reason="The lease ended.")
    assert "when and why the office moved" in moved
    assert "The lease ended." in moved
    assert held().state is State.MOVED

    closed = send(grown, f"{number(paris)}/", do="closed", on="2025-13", reason="Too dear.")
    assert "“2025-13” is not a date such as 2015, 2015-09 or 2015-09-28." in closed
    assert held(paris).state is State.OPEN
    send(grown, f"{number(paris)}/", do="closed", on="2025-12-31", reason="Too dear.")
    assert held(paris).state is State.CLOSED
    told = audit.lines(limit=1)[0]
    assert (told.action, told.detail["reason"]) == ("growth.tell_event", "Too dear.")


def test_the_day_of_an_opening_may_be_what_a_source_says(grown):
    first = number("netflix/paris-2015")
    assert "opened-clubic" in text(grown.get(f"/studio/offices/{first}/"))
    send(grown, f"{first}/", do="opened", claim="opened-clubic")
    opened = next(one for one in held("netflix/paris-2015").events if one.kind == "opened")
    assert (opened.on, opened.claim.key) == ("2015", "opened-le-monde")


def test_neither_a_day_nor_a_source_is_refused(grown, rome):
    assert "Say on which day, or name a claim that says it." in send(grown, f"{rome}/", do="opened")
    assert held().events == ()


def test_heads_are_counted_by_function_as_of_a_day(grown, rome):
    send(grown, f"{rome}/", do="heads", as_of="2026-01-01", count="70")
    page = send(grown, f"{rome}/", do="heads", as_of="2026-01-01", count="12", function="legal")
    assert "70 people on 1 January 2026" in page
    assert "12 people on 1 January 2026" in page
    assert held().present.quantity.amount == 70
    assert "greater than or equal to 0" in send(
        grown, f"{rome}/", do="heads", as_of="2026-01-01", count="-1"
    )
    assert audit.lines(limit=1)[0].detail["function"] == "legal"


def test_a_post_is_linked_to_projects_and_ends(grown, rome):
    a_project("Osmosis", key="osmosis")
    said = {"function": "press", "name": "Press officer", "since": "2026-01-01"}
    assert "The post is on record." in send(
        grown, f"{rome}/", do="post", projects=["osmosis"], **said
    )
    [post] = held().posts
    assert (post.key, [one.name for one in post.projects]) == ("netflix-rome-press", ["Osmosis"])

    address = f"{rome}/posts/netflix-rome-press/"
    assert "ends before it begins" in send(grown, address, until="2025-01-01", **said)
    assert "The post is changed." in send(grown, address, until="2026-06-01", **said)
    [post] = held().posts
    assert (post.until, post.projects) == (date(2026, 6, 1), ())
    assert grown.get(f"/studio/offices/{rome}/posts/nobody/").status_code == 404


def test_who_acts_in_france_puts_no_office_elsewhere(grown, rome, sign_in):
    bound = sign_in(a_colleague("fr@example.com", Role.PROGRAMMER, markets=("FR",)))
    refused = [
        bound.post("/studio/offices/new/", ROME),
        bound.post(f"/studio/offices/{rome}/", {"do": "opened", "on": "2019"}),
        bound.post(f"/studio/offices/{number('netflix/paris')}/change/", ROME),
    ]
    assert [answer.status_code for answer in refused] == [403, 403, 403]
    assert held().events == ()
    assert 'name="do"' not in text(bound.get(f"/studio/offices/{rome}/"))
    assert "The office is on record." in send(bound, "new/", **ROME | {"territory": "FR"})


def test_who_only_looks_sees_no_forms(grown, rome, sign_in):
    reader = sign_in(a_colleague("reader@example.com", Role.READER))
    page = text(reader.get(f"/studio/offices/{rome}/"))
    assert 'name="do"' not in page
    assert "/change/" not in page
    assert "New office" not in text(reader.get("/studio/offices/"))


def test_the_page_is_french_for_the_french(grown, rome):
    page = text(grown.get(f"/studio/offices/{rome}/", headers={"accept-language": "fr"}))
    assert "Personne n’a dit quand il a ouvert." in page
    assert "Compter les effectifs à une date" in page


def test_a_page_of_a_day_shows_no_claim_that_was_published_later(grown):
    source = SourceCard("late-2018", "The press, later", published_on=date(2018, 12, 1))
    first = world.opened("2013", "opened-later", source)
    other = replace(
        world.headcount("netflix/paris-2015", 3, as_of=date(2015, 12, 31)), key="heads-later"
    )
    claims.state_claim(draft=first, actor=world.ACTOR)
    claims.show_claim(key="opened-later", actor=world.ACTOR)
    claims.state_claim(draft=replace(other, source=source), actor=world.ACTOR)

    page = f"/studio/offices/{number('netflix/paris-2015')}/?at="
    then, later = (text(grown.get(page + day)) for day in ("2018-09-28", "2018-12-01"))
    for key in ("opened-later", "heads-later"):
        assert (key in then, key in later) == (False, True)
    assert "opened-le-monde" in then
    assert ">2013<" in later
