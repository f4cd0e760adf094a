"""Contracts with licensors are put on record, found, shown with their windows, and corrected."""

from __future__ import annotations

from datetime import date

from lanterne.core import audit
from lanterne.core.money import Money
from lanterne.rights import queries as rights
from lanterne.rights.rules import Offer, Window
from lanterne.rights.services import grant_window
from tests.titles import ACTOR, LONG_AGO, a_film

FACTS = {
    "licensor": "Gaumont",
    "reference": "G-12",
    "offers": ["subscription", "rental"],
    "is_exclusive": "on",
    "begins_on": "2026-01-01",
    "ends_on": "2029-01-01",
    "fee": "12500.50",
    "currency": "eur",
    "share": "12.5",
    "note": "Reports every quarter.",
}


def text(answer) -> str:
    return answer.content.decode()


def register(console, **said):
    return console.post("/studio/licences/new/", {**FACTS, **said})


def test_a_licence_is_put_on_record_with_all_that_it_says(console, editor):
    answer = register(console)
    (held,) = rights.licences()
    assert answer.url == f"/studio/licences/{held.id}/"
    assert (held.licensor, held.reference) == ("Gaumont", "G-12")
    assert held.offers == (Offer.SUBSCRIPTION, Offer.RENTAL)
    assert (held.is_exclusive, held.fee, held.share_hundredths) == (
        True,
        Money(1250050, "EUR"),
        1250,
    )
    assert (held.begins_on, held.ends_on) == (date(2026, 1, 1), date(2029, 1, 1))
    line = audit.lines(subject=f"licence:{held.id}", limit=1)[0]
    assert (line.actor, line.action) == (editor.actor, "rights.register_licence")


def test_its_page_says_it_in_words_with_its_windows_across_titles(console):
    register(console)
    (held,) = rights.licences()
    for name, territory in (("Sintel", "FR"), ("Le Voyage", "US")):
        grant_window(
            title_id=a_film(name),
            window=Window(territory, LONG_AGO),
            licence_id=held.id,
            actor=ACTOR,
        )
    page = text(console.get(f"/studio/licences/{held.id}/"))
    for told in ("€12,500.50", "12.5%", "Reports every quarter.", "1 Jan 2029", "Sintel", "Voyage"):
        assert told in page
    assert rights.licence(licence_id=held.id).windows == 2


def test_licences_are_found_by_licensor_or_contract(console):
    register(console)
    register(console, licensor="Pathé", reference="P-7")
    assert "P-7" in text(console.get("/studio/licences/"))
    for words in ("gaum", "g-12"):
        page = text(console.get("/studio/licences/", {"q": words}))
        assert "G-12" in page
        assert "P-7" not in page
    assert "No licence is like that." in text(console.get("/studio/licences/", {"q": "nobody"}))


def test_the_list_teaches_while_it_is_empty(console):
    assert "No licence is on record." in text(console.get("/studio/licences/"))


def test_a_licence_is_corrected(console):
    register(console)
    (held,) = rights.licences()
    address = f"/studio/licences/{held.id}/change/"
    assert 'value="12500.50"' in text(console.get(address))
    console.post(address, {**FACTS, "fee": "", "currency": "", "share": "0"})
    changed = rights.licence(licence_id=held.id)
    assert (changed.fee, changed.share_hundredths) == (None, 0)


def test_what_cannot_be_so_is_refused_and_nothing_is_kept(console):
    wrong = {
        "A fee needs an amount and a currency such as EUR.": {"currency": "XYZZ"[:3]},
        "This fee is finer than its currency’s smallest coin.": {"fee": "1.5", "currency": "JPY"},
        "A licence must end after it begins.": {"ends_on": "2025-01-01"},
        "A revenue share is between 0 and 100 %.": {"share": "101"},
        "A licence allows at least one offer.": {"offers": []},
    }
    for sentence, said in wrong.items():
        answer = register(console, **said)
        assert list(answer.context["form"].non_field_errors()) == [sentence]
    assert rights.licences() == ()


def test_a_contract_is_on_record_once(console):
    register(console)
    assert "Gaumont has a contract “G-12” already." in text(register(console))


def test_a_licence_that_is_not_there_has_no_page(console):
    for address in ("/studio/licences/1/", "/studio/licences/1/change/"):
        assert console.get(address).status_code == 404
