"""The desk of commissions: the slate's three faces, a project's tabs, rooms, and who may do what where."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from lanterne.accounts.roles import Role
from lanterne.commissioning import queries, services
from lanterne.commissioning.drafts import BillDraft, ComplexDraft, RateDraft
from lanterne.commissioning.models import Booking, Project
from lanterne.core import audit
from tests.cast import a_colleague
from tests.commissioning.slating import (
    ACTOR,
    a_budget,
    a_packaged,
    a_project,
    a_work,
    an_option,
    approve,
    card,
    turn,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def the_day(markets):
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False):
        yield


@pytest.fixture
def owner(sign_in):
    return sign_in(a_colleague("owner@example.com", Role.OWNER))


@pytest.fixture
def in_france(sign_in):
    return sign_in(a_colleague("fr@example.com", Role.PROGRAMMER, markets=("FR",)))


def page(client, address: str, **asked: str) -> str:
    answer = client.get(f"/studio/{address}", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, address: str, **said: object) -> str:
    answer = client.post(f"/studio/{address}", said, follow=True)
    return answer.content.decode()


def test_an_empty_slate_says_how_it_begins(owner):
    assert "it is a pitch until its papers let it on" in page(owner, "slate/")
    assert "Put one on record under Complexes and rooms" in page(owner, "facilities/")


@pytest.mark.parametrize("view", ["board", "list", "calendar"])
def test_each_face_shows_what_is_under_way_and_not_what_is_over(owner, view):
    a_project("Osmosis", stage="shoot", on=date(2026, 1, 5))
    a_project("Marseille", stage="ended", on=date(2018, 4, 16))

    shown = page(owner, "slate/", view=view)
    assert "Osmosis" in shown
    assert "Marseille" not in shown
    assert "Marseille" in page(owner, "slate/", view=view, shown="all")
    assert "Osmosis" not in page(owner, "slate/", view=view, on="2026-01-04")


def test_the_calendar_draws_each_part_of_the_way_as_long_as_it_lasts(owner):
    """Of 1095 days from 2025-09-01 on: the shoot from day 126 to 273, and a month where post-production is planned.

    Of what is under way and has no plan the end is not known: it is drawn until today, which is day 182.
    """
    one = a_project("Osmosis", stage="shoot", on=date(2026, 1, 5))
    services.plan(project_id=one, stage="post", on=date(2026, 6, 1), actor=ACTOR)
    open_end = a_project("Vampires", stage="greenlit", on=date(2026, 1, 5))
    over = a_project("Marseille", stage="ended", on=date(2026, 2, 1))
    long_ago = a_project("Lilyhammer", stage="ended", on=date(2014, 12, 1))

    rows = owner.get("/studio/slate/", {"view": "calendar", "shown": "all"}).context["slate"].rows
    drawn = {row.card.id: [(bar.left, bar.width, bar.mark) for bar in row.bars] for row in rows}
    assert drawn[one] == [(11.51, 13.42, "shoot"), (24.93, 2.74, "planned")]
    assert drawn[open_end] == [(11.51, 5.11, "greenlit")]
    assert drawn[over] == [(13.97, 2.74, "ended")]
    assert drawn[long_ago] == []


def test_the_table_holds_what_the_page_shows(owner):
    a_project("Osmosis")
    a_project("Jinn", territory="JO", original_language="ar")
    told = page(owner, "slate/table.csv", country="JO")
    assert "\njinn,series" not in told
    assert "\njinn,film,Jinn,ar,JO,pitch,2026-03-02" in told
    assert "osmosis" not in told


def test_an_option_that_lapses_too_early_is_told_on_the_slate_and_on_the_project(owner):
    one = a_project("Vampires", work=a_work())
    an_option(one, date(2026, 1, 1), date(2026, 7, 1))
    services.plan(project_id=one, stage="greenlit", on=date(2026, 9, 1), actor=ACTOR)

    told = "gone on 1 Jul 2026, before"
    assert told in page(owner, "slate/")
    assert told in page(owner, f"slate/{one}/")
    assert told in page(owner, f"slate/{one}/rights/")


def test_a_project_is_begun_changed_and_moved_through_its_gate(owner):
    said = {"name": "Osmosis", "kind": "series", "original_language": "fr", "territory": "FR"}
    assert "The project is on the slate." in send(owner, "slate/new/", **said)
    one = Project.objects.get().pk
    assert "The project is changed." in send(
        owner, f"slate/{one}/change/", **said, logline="A test that finds the love of a life."
    )

    move = {"stage": "development", "turn": 0}
    assert "this project lacks: the paper “pitch”" in send(owner, f"slate/{one}/move/", **move)
    paper = {"do": "paper", "code": "pitch", "name": "The pitch"}
    assert "The paper is on record." in send(owner, f"slate/{one}/", **paper)
    assert "The project is moved." in send(owner, f"slate/{one}/move/", **move)
    assert card(one).stage == "development"
    approved = send(owner, f"slate/{one}/approve/", stage="packaged", role="programmer", turn=1)
    assert "It is approved." in approved
    assert [one.is_met for one in queries.demands(one, "packaged")] == [False, False, True]


def test_a_form_that_is_refused_is_shown_again_with_the_sentence(owner):
    one = a_project()
    told = send(
        owner, f"slate/{one}/people/", do="partner", company="Pathé", role="production", share="101"
    )
    assert "A share is more than 0 and at most 100 per cent." in told
    assert card(one).partners == ()


def test_rights_and_people_are_said_on_their_tabs(owner):
    one = a_project("Vampires")
    work = {"do": "new_work", "name": "Vampires", "kind": "novel", "authors": "Thierry Jonquet"}
    assert "The source work is on record." in send(owner, f"slate/{one}/rights/", **work)
    link = {"do": "link", "paper": "author_grant", "standing": "held", "giver": "Somebody else"}
    assert "The chain is torn" in send(owner, f"slate/{one}/rights/", **link)
    option = {
        "do": "option", "grantor": "The heirs", "begins_on": "2026-01-01", "ends_on": "2027-01-01",
        "fee": "15000", "currency": "EUR",
    }  # fmt: skip
    assert "€15,000.00" in send(owner, f"slate/{one}/rights/", **option)
    person = {"do": "person", "person": "Kery James", "role": "writer"}
    assert "Kery James" in send(owner, f"slate/{one}/people/", **person)


def test_an_option_is_extended_and_exercised_and_a_paper_comes_by_a_button(owner):
    one = a_project("Vampires", work=a_work())
    option = an_option(one, date(2026, 1, 1), date(2026, 7, 1))
    send(owner, f"slate/{one}/rights/", do="link", paper="author_grant", standing="awaited")
    link = queries.rights(project_id=one, on=TODAY).chain[0].id

    earlier = send(owner, f"slate/{one}/rights/", do="extend", option_id=option, until="2026-06-01")
    assert "An extension ends later than what it extends." in earlier
    longer = send(owner, f"slate/{one}/rights/", do="extend", option_id=option, until="2027-01-01")
    assert "The option is extended." in longer
    assert "The option is exercised." in send(
        owner, f"slate/{one}/rights/", do="exercise", option_id=option
    )
    assert "The paper is held." in send(owner, f"slate/{one}/rights/", do="receive", link_id=link)
    assert queries.rights(project_id=one, on=TODAY).is_bought


def test_a_budget_comes_as_a_table_and_its_costs_are_reported(owner):
    one = a_project()
    table = SimpleUploadedFile("budget.csv", b"account,amount\n3300,200000.00\n8000,20000\n")
    told = send(
        owner, f"slate/{one}/money/", do="budget", currency="EUR", on="2026-03-01", table=table
    )
    assert "The budget is drawn." in told
    assert "€220,000.00" in told
    assert "This version counts from today on." in send(
        owner, f"slate/{one}/money/", do="lock", number=1
    )
    bill = {"account": "3300", "reference": "PO-1", "on": "2026-03-02", "currency": "EUR"}
    assert "The order is on record." in send(
        owner, f"slate/{one}/costs/", do="order", amount="230000", **bill
    )
    shown = page(owner, f"slate/{one}/costs/")
    assert "3300 Camera operations" in shown
    assert "\N{MINUS SIGN}30,000" in shown
    told = page(owner, f"slate/{one}/costs/table.csv").splitlines()
    assert told[1] == (
        "3300,Camera operations,200000.00,0.00,200000.00,0.00,230000.00,230000.00,0.00,230000.00,-30000.00,"
    )


def test_a_rate_that_is_missing_is_told_and_not_guessed(owner):
    one = a_project()
    a_budget(one, TODAY, a3300=1000)
    bill = BillDraft("3300", 100, "USD", "PO-1", TODAY)
    services.commit(project_id=one, draft=bill, actor=ACTOR)

    for tab in ("costs", "money", "decision"):
        assert "No rate from USD to EUR is known" in page(owner, f"slate/{one}/{tab}/")

    rate = RateDraft("USD", "EUR", TODAY, Decimal("0.9"), "European Central Bank")
    services.set_rate(draft=rate, actor=ACTOR)
    assert "European Central Bank" in page(owner, f"slate/{one}/costs/")


def test_the_decision_paper_shows_the_gate_and_keeps_the_decision(owner):
    one = a_packaged(TODAY, date(2027, 6, 1))
    decide = {
        "do": "decide",
        "reason": "The script is strong.",
        "markets": ["FR"],
        "turn": turn(one),
    }
    assert "the approval of the role “Owner”" in send(owner, f"slate/{one}/decision/", **decide)
    assert queries.decisions(project_id=one) == ()

    approve(one, "greenlit", "owner")
    told = send(owner, f"slate/{one}/decision/", **decide)
    assert "The decision is kept." in told
    assert "The script is strong." in told
    assert card(one).stage == "greenlit"


def test_a_declined_project_is_declined(owner):
    one = a_packaged(TODAY, date(2027, 6, 1))
    said = {"do": "decide", "reason": "Too dear.", "turn": turn(one), "decline": ""}
    send(owner, f"slate/{one}/decision/", **said)
    assert [one.word for one in queries.decisions(project_id=one)] == ["decline"]


@pytest.fixture
def stage():
    place = services.add_complex(draft=ComplexDraft("abq", "ABQ Studios", "US"), actor=ACTOR)
    return services.add_room(complex_id=place, name="Stage 1", kind="stage", actor=ACTOR)


def test_rooms_are_held_booked_and_given_free(owner, stage):
    wish = {"room": stage, "begins_on": "2026-03-10", "ends_on": "2026-03-20", "kind": "hold"}
    assert "The room is taken." in send(owner, "facilities/", project=a_project("Osmosis"), **wish)
    assert "Second hold" in send(owner, "facilities/", project=a_project("Vampires"), **wish)
    third = send(owner, "facilities/", project=a_project("Banlieusards"), **wish)
    assert "“Osmosis” has this room on 2026-03-10." in third

    first = Booking.objects.order_by("pk")[0].pk
    assert "It is booked." in send(owner, f"facilities/bookings/{first}/confirm/")
    assert "The room is free." in send(owner, f"facilities/bookings/{first}/release/")
    assert "Second hold" not in page(owner, "facilities/")


def test_a_complex_and_its_rooms_are_put_on_record(owner):
    assert "No complex is on record." in page(owner, "facilities/places/")
    said = {
        "name": "ABQ Studios",
        "territory": "US",
        "city": "Albuquerque",
        "owned_since": "2018-10-08",
    }
    wrong = send(owner, "facilities/places/", do="complex", owned_until="2018-01-01", **said)
    assert "What is ours for a time begins before it ends." in wrong
    assert "The complex is on record." in send(owner, "facilities/places/", do="complex", **said)
    [(number, _name)] = queries.named_complexes()
    room = {"do": "room", "complex_id": number, "name": "Stage 1", "kind": "stage"}
    done = send(owner, "facilities/places/", square_metres="1600", **room)
    assert "The room is on record." in done
    assert "1600 m²" in done
    assert "There is a room “Stage 1” already." in send(owner, "facilities/places/", **room)
    [line] = audit.search(action="commissioning.add_room")
    assert (line.subject, line.detail["name"]) == ("complex:abq-studios", "Stage 1")


def test_who_acts_in_france_puts_no_complex_elsewhere_on_record(in_france):
    place = services.add_complex(draft=ComplexDraft("abq", "ABQ Studios", "US"), actor=ACTOR)
    forms = [
        {"do": "complex", "name": "Bry", "territory": "US"},
        {"do": "room", "complex_id": place, "kind": "stage"},
    ]
    for form in forms:
        assert in_france.post("/studio/facilities/places/", form).status_code == 403
    assert queries.rooms() == ()
    done = send(in_france, "facilities/places/", **forms[0] | {"territory": "FR"})
    assert "The complex is on record." in done


def test_who_acts_in_france_changes_no_other_countrys_projects(in_france, stage):
    theirs = a_project("Jinn", territory="JO")
    refused = [
        in_france.post("/studio/slate/new/", {"territory": "JO"}),
        in_france.post(f"/studio/slate/{theirs}/", {"do": "paper"}),
        in_france.post("/studio/facilities/", {"project": str(theirs)}),
    ]
    assert [answer.status_code for answer in refused] == [403, 403, 403]
    ours = a_project("Osmosis")
    moved = in_france.post(f"/studio/slate/{ours}/change/", {"territory": "JO", "name": "Osmosis"})
    assert moved.status_code == 403
    assert 'name="do"' not in page(in_france, f"slate/{theirs}/people/")


def test_who_only_looks_sees_no_forms(sign_in):
    one = a_project()
    reader = sign_in(a_colleague("reader@example.com", Role.READER))
    for tab in ("", "rights/", "people/", "money/", "costs/", "decision/"):
        assert '<form class="st-form"' not in page(reader, f"slate/{one}/{tab}")


def test_a_project_that_is_not_there_is_not_found(owner):
    assert owner.get("/studio/slate/1/").status_code == 404
    assert owner.post("/studio/facilities/bookings/1/release/").status_code == 404
