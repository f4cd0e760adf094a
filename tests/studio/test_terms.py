"""Windows get their terms in the form, and titles are held back, by the clocks of the territory."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lanterne.core import audit
from lanterne.rights import queries as rights
from lanterne.rights import services
from lanterne.rights.rules import Offer, Status, Tongue, Use
from lanterne.rights.services import LicenceFacts
from lanterne.studio import windows_page
from tests.studio.conftest import NOW
from tests.titles import ACTOR, a_film, a_window

TERMS = {
    "territory": "US",
    "opens": "2026-12-01T00:00",
    "closes": "2027-03-01T00:00",
    "offer": "rental",
    "status": "pending",
    "either": "fr, es-419",
    "dubbed": "de",
    "subtitled": "it pt-BR",
    "held_back": "fr-CA",
    "awaits": "The festival has shown it",
    "public_from": "2026-11-20T09:00",
    "is_premiere": "on",
}


@pytest.fixture
def contract(db) -> int:
    facts = LicenceFacts(licensor="Gaumont", reference="G-12", offers=(Offer.RENTAL,))
    return services.register_licence(facts=facts, actor=ACTOR)


def text(answer) -> str:
    return answer.content.decode()


def grant(console, title_id, **said):
    return console.post(f"/studio/titles/{title_id}/windows/", {**TERMS, **said})


def only(title_id):
    (held,) = rights.windows(title_id=title_id)
    return held


def test_a_window_is_granted_with_all_its_terms(console, moon, contract):
    assert grant(console, moon, licence=str(contract)).status_code == 302
    held = only(moon)
    terms = held.window.terms
    assert (terms.offer, terms.status, terms.is_premiere) == (Offer.RENTAL, Status.PENDING, True)
    assert terms.tongues == (
        Tongue("de", Use.DUB),
        Tongue("es-419"),
        Tongue("fr"),
        Tongue("it", Use.SUB),
        Tongue("pt-BR", Use.SUB),
    )
    assert (terms.held_back, terms.awaits) == (("fr-CA",), "The festival has shown it")
    # Nine o'clock in New York.
    assert terms.public_from == datetime(2026, 11, 20, 14, tzinfo=UTC)
    assert held.licence_id == contract


def test_the_form_of_a_window_begins_with_what_was_agreed(console, moon, contract):
    grant(console, moon, licence=str(contract))
    before = only(moon)
    address = f"/studio/titles/{moon}/windows/{before.id}/"
    form = console.get(address).context["form"]
    assert form.is_unfolded
    told = {field.name: field.value() for field in form}
    assert (told["either"], told["dubbed"], told["subtitled"]) == ("es-419 fr", "de", "it pt-BR")
    sent = {name: value for name, value in TERMS.items() if name != "territory"}
    assert console.post(address, {**sent, "licence": contract}).status_code == 302
    assert only(moon) == before


def test_the_ordinary_window_keeps_its_terms_folded(console, moon):
    assert not console.get(f"/studio/titles/{moon}/windows/").context["form"].is_unfolded


def test_a_tag_that_is_none_is_refused_on_the_form(console, moon):
    answer = grant(console, moon, either="french")
    assert list(answer.context["form"].non_field_errors()) == [
        "“french” is not a language tag such as fr or fr-CA."
    ]
    assert rights.windows(title_id=moon) == ()


def test_a_window_that_may_be_announced_only_after_it_opens_is_refused(console, moon):
    answer = grant(console, moon, public_from="2026-12-24T00:00")
    assert "A window cannot open before it may be announced." in text(answer)
    assert rights.windows(title_id=moon) == ()


def test_a_licence_that_is_not_on_record_is_no_choice(console, moon, contract):
    answer = grant(console, moon, licence=str(contract + 1))
    assert "licence" in answer.context["form"].errors
    assert rights.windows(title_id=moon) == ()


def test_a_condition_is_met_at_a_button(console, moon, editor):
    grant(console, moon, status="approved")
    held = only(moon)
    with time_machine.travel(NOW - timedelta(days=90), tick=False):
        assert "Waits for: The festival has shown it" in text(
            console.get(f"/studio/titles/{moon}/windows/")
        )
        console.post(f"/studio/titles/{moon}/windows/{held.id}/met/")
    assert only(moon).window.terms.awaits == ""
    (met,) = (one for one in audit.lines() if one.action == "rights.condition_met")
    assert (met.actor, met.subject) == (editor.actor, f"title:{moon}")


def test_a_condition_that_would_open_what_is_not_ready_leads_to_the_form(console, moon):
    grant(console, moon, status="approved")
    held = only(moon)
    form = f"/studio/titles/{moon}/windows/{held.id}/"
    with time_machine.travel(NOW, tick=False):
        answer = console.post(f"{form}met/", follow=True)
        assert answer.redirect_chain == [(form, 302)]
        assert "It is not ready to open in the United States." in text(answer)
        assert only(moon) == held
        sent = {name: told for name, told in TERMS.items() if name != "territory"}
        said = {**sent, "status": "approved", "awaits": "", "override": "The festival asks for it."}
        assert console.post(form, said).status_code == 302
    assert only(moon).window.terms.awaits == ""


def test_a_proposed_window_is_approved_at_a_button(console, moon, editor):
    grant(console, moon, awaits="", public_from="")
    held = only(moon)
    place = f"/studio/titles/{moon}/windows/{held.id}/approve/"
    with time_machine.travel(NOW - timedelta(days=90), tick=False):
        assert place in text(console.get(f"/studio/titles/{moon}/windows/"))
        answer = console.post(place, follow=True)
        assert "The window is approved." in text(answer)
        assert answer.redirect_chain == [(f"/studio/titles/{moon}/windows/", 302)]
    approved = replace(held.window.terms, status=Status.APPROVED)
    assert only(moon) == replace(held, window=replace(held.window, terms=approved))
    again = console.post(place, follow=True)
    assert "This window does not wait for anybody’s approval." in text(again)


def test_approving_a_window_is_opening_it(console, moon):
    grant(console, moon, awaits="", opens="2026-11-01T00:00", public_from="")
    held = only(moon)
    with time_machine.travel(NOW, tick=False):
        sent = {"opens": "2026-11-01T00:00", "status": "approved"}
        answer = console.post(f"/studio/titles/{moon}/windows/{held.id}/", sent)
        pressed = console.post(f"/studio/titles/{moon}/windows/{held.id}/approve/")
    assert "It is not ready to open in the United States." in text(answer)
    assert pressed.url == f"/studio/titles/{moon}/windows/{held.id}/"
    assert only(moon) == held


def test_a_condition_is_met_once(console, moon):
    window_id = a_window(moon)
    answer = console.post(f"/studio/titles/{moon}/windows/{window_id}/met/", follow=True)
    assert "This window does not wait for anything." in text(answer)


def test_the_condition_of_another_titles_window_is_not_touched_from_here(console, moon):
    window_id = a_window(a_film("Sintel"))
    assert console.post(f"/studio/titles/{moon}/windows/{window_id}/met/").status_code == 404


def test_each_offer_has_its_line_and_each_window_says_how_it_stands(console, moon):
    a_window(moon, "US", opens_at=NOW)
    grant(console, moon, public_from="2026-11-30T00:00")
    drawn = windows_page.windows_page(title_id=moon, at=NOW).calendar
    assert [(line.territory, line.offer) for line in drawn.lines] == [
        ("US", Offer.RENTAL),
        ("US", Offer.SUBSCRIPTION),
    ]
    marks = [(band.mark, band.is_secret) for line in drawn.lines for band in line.bands]
    assert marks == [("pending", True), ("open", False)]


def hold(console, title_id, **said):
    fields = {"begins": "2026-12-01T00:00", "ends": "2027-01-01T00:00", "reason": "Oscars"}
    return console.post(f"/studio/titles/{title_id}/holdbacks/", {**fields, **said})


def test_a_title_is_held_back_by_the_clocks_of_the_country(console, moon, editor):
    a_window(moon, "US")
    a_window(moon, "FR")
    assert hold(console, moon, territory="US").status_code == 302
    (held,) = rights.holdbacks(title_id=moon)
    assert held.holdback.period.opens_at == datetime(2026, 12, 1, 5, tzinfo=UTC)
    assert held.reason == "Oscars"
    france, states = windows_page.windows_page(title_id=moon, at=NOW).calendar.lines
    assert (len(france.held_back), len(states.held_back)) == (0, 1)
    assert audit.lines(subject=f"title:{moon}", limit=1)[0].action == "rights.hold_back"


def test_a_holdback_of_every_country_is_told_in_utc_and_crosses_every_line(console, moon):
    a_window(moon, "FR")
    hold(console, moon, language="de")
    page = windows_page.windows_page(title_id=moon, at=NOW)
    assert page.holdbacks[0].held.holdback.period.opens_at == datetime(2026, 12, 1, tzinfo=UTC)
    # 31 days of its 425.
    (place,) = page.calendar.lines[0].held_back
    assert place.width == 7.29


def test_a_holdback_that_ends_before_it_begins_is_refused(console, moon):
    answer = hold(console, moon, ends="2026-11-01T00:00")
    assert "A holdback must end after it begins." in text(answer)
    assert rights.holdbacks(title_id=moon) == ()


def test_a_holdback_is_lifted_once_and_only_from_its_own_title(console, moon):
    hold(console, moon)
    (held,) = rights.holdbacks(title_id=moon)
    other = a_film("Sintel")
    assert console.post(f"/studio/titles/{other}/holdbacks/{held.id}/lift/").status_code == 404
    address = f"/studio/titles/{moon}/holdbacks/{held.id}/lift/"
    assert console.get(address).status_code == 405
    assert "The holdback is lifted" in text(console.post(address, follow=True))
    assert rights.holdbacks(title_id=moon) == ()
    assert console.post(address).status_code == 404
