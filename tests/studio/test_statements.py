"""Rights holders' statements in the console: drafted, read, adjusted, issued, corrected, printed."""

from __future__ import annotations

import csv
from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import translation

from lanterne.accounts.roles import Role
from lanterne.audience import queries as audience
from lanterne.rights.queries import grants
from lanterne.statements import queries
from lanterne.studio.templatetags.studio import figure
from tests.cast import a_colleague, a_household, subscribe
from tests.statements.conftest import (
    LATER,
    a_draft,
    a_licence,
    film,
    grant,
    issued,
    paid,
    watched,
)

__all__ = ["film", "paid"]


@pytest.fixture(autouse=True)
def later():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def licence(film, paid) -> int:
    made = a_licence()
    grant(film, made)
    watched(film, 4444.321)
    return made


@pytest.fixture
def desk(licence, sign_in):
    """A browser of somebody from finance."""
    return sign_in(a_colleague("finance@example.com", Role.FINANCE))


def text(answer) -> str:
    return answer.content.decode()


def only() -> int:
    (card,) = queries.statements()
    return card.id


def test_an_empty_desk_says_what_a_statement_is(db, sign_in):
    page = text(
        sign_in(a_colleague("finance@example.com", Role.FINANCE)).get("/studio/statements/")
    )
    assert "No statement was drafted." in page
    assert "Draft a statement" not in page


def test_finance_drafts_reads_and_issues_one(desk):
    said = {"licensor": grants.licensor_id(name="Gaumont"), "period": "2026-10"}
    answer = desk.post("/studio/statements/", said)
    assert answer.url == f"/studio/statements/{only()}/"
    page = text(desk.get(answer.url))
    for told in ("Le Voyage", "€10.82", "€5.41", "50%", "1 Oct 2026 – 31 Oct 2026"):
        assert told in page
    assert "Issue this statement?" in text(desk.get(f"{answer.url}issue/"))
    desk.post(f"{answer.url}issue/")
    page = text(desk.get(answer.url))
    assert "2027-0001" in page
    assert "finance@example.com" in page
    assert queries.statement(statement_id=only()).fingerprint in page
    assert "Adjust it" not in page


def test_its_hours_are_those_of_the_page_that_ranks_films(desk, film):
    """Both pages read one count: the figure of the one is the figure of the other."""
    watched(film, 0.0015)
    shown = audience.hours_watched(since=datetime(2026, 10, 1, tzinfo=UTC))[film]
    page = text(desk.get(f"/studio/statements/{a_draft()}/"))
    with translation.override("en"):
        assert page.count(f">{figure(shown, 4)}<") == 2
    assert f"× {figure(shown, 4)}" in page


def test_a_period_that_is_none_is_refused_beside_the_form(desk):
    said = {"licensor": grants.licensor_id(name="Gaumont"), "period": "autumn"}
    page = text(desk.post("/studio/statements/", said))
    assert "“autumn” is no period" in page
    assert queries.statements() == ()


def test_an_adjustment_is_added_and_taken_away(desk):
    address = f"/studio/statements/{a_draft()}/"
    said = {"amount": "-1.50", "currency": "eur", "reason": "Subtitles paid by us"}
    desk.post(f"{address}adjustments/", said)
    page = text(desk.get(address))
    assert "Subtitles paid by us" in page
    assert "€3.91" in page
    desk.post(f"{address}adjustments/0/drop/")
    assert "Subtitles paid by us" not in text(desk.get(address))


@pytest.mark.parametrize(
    ("amount", "currency", "sentence"),
    [
        ("1.505", "EUR", "finer than its currency’s smallest coin"),
        ("1", "XXL", "needs a currency"),
        ("0", "EUR", "adjusts nothing"),
    ],
)
def test_an_amount_that_is_none_is_refused(desk, amount, currency, sentence):
    address = f"/studio/statements/{a_draft()}/"
    said = {"amount": amount, "currency": currency, "reason": "Why"}
    assert sentence in text(desk.post(f"{address}adjustments/", said))
    assert queries.statement(statement_id=only()).document.adjusted == ()


def test_a_draft_says_what_it_lacks_and_where_that_is_mended(film, desk):
    licence = a_licence("CH-1", licensor="Pathé", fee=1000)
    grant(film, licence, "CH")
    swiss = a_household("swiss@example.com", "Reto", territory="CH", language="fr")
    subscribe(swiss.household_id, at=datetime(2026, 10, 5, tzinfo=UTC))
    watched(film, 60, territory="CH")
    address = f"/studio/statements/{a_draft(licensor='Pathé')}/"
    page = text(desk.get(address))
    assert "is the fee an advance on the share?" in page
    assert f"/studio/statements/licences/{licence}/" in page
    assert "CHF → EUR" in page
    desk.post(f"/studio/statements/licences/{licence}/", {"fee_kind": "guarantee"})
    said = {"currency": "chf", "into": "eur", "rate": "1.07", "source": "ECB, 30 October 2026"}
    desk.post(f"{address}rates/", said)
    page = text(desk.get(address))
    assert "Before it can be issued" not in page
    assert "× 1.07" in page
    assert "minimum guarantee" in page


def test_a_correction_is_drafted_from_the_old_one(desk):
    old = issued()
    answer = desk.post(f"/studio/statements/{old}/correct/", {"reason": "A late report"})
    page = text(desk.get(answer.url))
    assert "2027-0001: A late report" in page
    desk.post(f"{answer.url}issue/")
    assert "2027-0002 is in its place." in text(desk.get(f"/studio/statements/{old}/"))


def test_a_draft_is_thrown_away(desk):
    answer = desk.post(f"/studio/statements/{a_draft()}/discard/")
    assert answer.url == "/studio/statements/"
    assert queries.statements() == ()


def test_the_paper_stands_alone_and_the_table_has_its_figures(desk):
    made = issued()
    paper = text(desk.get(f"/studio/statements/{made}/print/"))
    assert "Statement 2027-0001" in paper
    assert "wagtail" not in paper
    answer = desk.get(f"/studio/statements/{made}/table/")
    assert answer["Content-Disposition"] == 'attachment; filename="statement-2027-0001.csv"'
    rows = csv.DictReader(text(answer).splitlines())
    assert [row["amount"] for row in rows if row["kind"] == "to pay"] == ["5.41"]


def test_a_paper_that_was_changed_in_the_database_says_so(desk):
    from lanterne.statements.models import Statement

    made = issued()
    row = Statement.objects.get(pk=made)
    Statement.objects.update(document=row.document.replace("4444321", "9999999"))
    assert "is not the one that was issued" in text(desk.get(f"/studio/statements/{made}/"))


def test_rights_read_it_and_change_nothing(licence, sign_in):
    made = a_draft()
    reader = sign_in(a_colleague("rights@example.com", Role.RIGHTS))
    page = text(reader.get(f"/studio/statements/{made}/"))
    assert "Le Voyage" in page
    assert "Issue…" not in page
    assert reader.post(f"/studio/statements/{made}/issue/").status_code == 403
    assert queries.statement(statement_id=made).is_draft


def test_finance_of_one_country_settles_no_other(film, licence, sign_in):
    grant(film, licence, "DE")
    made = a_draft()
    theirs = sign_in(a_colleague("paris@example.com", Role.FINANCE, markets=("FR",)))
    page = text(theirs.post(f"/studio/statements/{made}/issue/"))
    assert "This is about Germany" in page
    assert queries.statement(statement_id=made).is_draft
