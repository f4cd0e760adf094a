"""Taking a change of a window or of a contract back: what was before comes again, if nothing stands in its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lanterne.core import audit
from lanterne.core.money import Money
from lanterne.rights import queries, services
from lanterne.rights.models import LicenceWindow
from lanterne.rights.queries import changes
from lanterne.rights.rules import Offer, Status, Terms, Tongue, Use, Window
from lanterne.rights.services import LicenceFacts
from tests.titles import a_film, a_window

pytestmark = pytest.mark.django_db
MARCH = datetime(2027, 3, 1, tzinfo=UTC)
APRIL = datetime(2027, 4, 1, tzinfo=UTC)
MAY = datetime(2027, 5, 1, tzinfo=UTC)
GAUMONT = LicenceFacts(
    "Gaumont", "G-1", fee=Money(120_000, "EUR"), begins_on=date(2026, 1, 1), note="1"
)


@pytest.fixture
def film() -> int:
    return a_film()


@pytest.fixture
def window(film) -> int:
    """In March, on terms that are all their own."""
    terms = Terms(
        Offer.RENTAL, (Tongue("fr"), Tongue("es-419", Use.DUB)), ("en",), Status.PENDING,
        awaits="the première", public_from=datetime(2027, 1, 1, tzinfo=UTC), is_premiere=True,
    )  # fmt: skip
    licence = services.register_licence(facts=GAUMONT, actor="system:cast")
    return services.grant_window(
        title_id=film,
        window=Window("FR", MARCH, APRIL, terms),
        licence_id=licence,
        actor="system:cast",
    )


def last(film: int, action: str) -> int:
    """The change that the last such line of the title made."""
    lines = [one.id for one in audit.lines(subject=f"title:{film}") if one.action == action]
    return changes.changes(line_ids=lines[:1])[lines[0]].id


def undo(film: int, change_id: int, actor: str = "system:cast") -> None:
    services.undo_window_change(title_id=film, change_id=change_id, actor=actor)


def later(window_id: int, opens_at: datetime = MAY) -> None:
    services.change_window(
        window_id=window_id, window=Window("FR", opens_at), licence_id=None, actor="system:cast"
    )


def test_a_change_is_taken_back_with_all_its_terms_and_leaves_a_line(film, window, editor):
    was = queries.windows(title_id=film)
    later(window)
    undo(film, last(film, "rights.change_window"), editor.actor)
    assert queries.windows(title_id=film) == was
    line = audit.lines(subject=f"title:{film}", limit=1)[0]
    assert (line.actor, line.action) == (editor.actor, "rights.undo")
    assert line.detail["undone"] == "rights.change_window"
    assert (line.detail["window"], line.detail["opens_at"]) == (window, MARCH.isoformat())


def test_taking_back_can_be_taken_back(film, window):
    later(window)
    changed = queries.windows(title_id=film)
    undo(film, last(film, "rights.change_window"))
    undo(film, last(film, "rights.undo"))
    assert queries.windows(title_id=film) == changed


def test_a_window_that_was_granted_goes_and_one_that_was_withdrawn_comes_again(film, window):
    was = queries.windows(title_id=film)
    undo(film, last(film, "rights.grant_window"))
    assert queries.windows(title_id=film) == ()
    undo(film, last(film, "rights.undo"))
    services.withdraw_window(window_id=window, actor="system:cast")
    undo(film, last(film, "rights.withdraw_window"))
    assert queries.windows(title_id=film) == was


def test_a_condition_that_was_met_is_waited_for_again(film, window):
    services.condition_met(window_id=window, actor="system:cast")
    undo(film, last(film, "rights.condition_met"))
    [held] = queries.windows(title_id=film)
    assert held.window.terms.awaits == "the première"


def test_one_of_another_title_is_none(film, window):
    with pytest.raises(services.NoSuchChange, match=r"^There is no such change\.$"):
        undo(a_film("Other"), last(film, "rights.grant_window"))
    assert len(queries.windows(title_id=film)) == 1


def test_what_was_changed_again_stays_and_says_by_whom(film, window, editor):
    later(window)
    change = last(film, "rights.change_window")
    services.withdraw_window(window_id=window, actor=editor.actor)
    with pytest.raises(services.ChangedLater, match=r"^editor@example\.com changed this again on"):
        undo(film, change)
    assert queries.windows(title_id=film) == ()


def test_what_an_import_has_changed_since_stays(film, window):
    later(window)
    LicenceWindow.objects.update(closes_at=datetime(2027, 6, 1, tzinfo=UTC))
    with pytest.raises(services.ChangedLater, match="changed again since, so it is not taken back"):
        undo(film, last(film, "rights.change_window"))


def test_what_is_as_it_was_before_is_not_taken_back(film, window):
    later(window)
    change = last(film, "rights.change_window")
    undo(film, change)
    with pytest.raises(services.ChangedLater, match="there is nothing to take back"):
        undo(film, change)


def test_another_window_that_now_covers_the_time_stands_in_the_way(film):
    march = services.grant_window(
        title_id=film, window=Window("FR", MARCH, APRIL), actor="system:cast"
    )
    later(march)
    a_window(film, "FR", MARCH, APRIL)
    lines = len(audit.lines())
    with pytest.raises(
        services.WindowOverlaps, match="A window already covers part of this period in France"
    ):
        undo(film, last(film, "rights.change_window"))
    assert [one.window.opens_at for one in queries.windows(title_id=film)] == [MARCH, MAY]
    assert len(audit.lines()) == lines


def test_what_changes_nothing_is_no_change(film, window):
    [held] = queries.windows(title_id=film)
    services.change_window(
        window_id=window, window=held.window, licence_id=held.licence_id, actor="system:cast"
    )
    line = audit.lines(subject=f"title:{film}", limit=1)[0]
    assert (line.action, changes.changes(line_ids=[line.id])) == ("rights.change_window", {})


def a_contract_change(licence_id: int) -> int:
    lines = audit.lines(subject=f"licence:{licence_id}", limit=1)
    return changes.changes(line_ids=[lines[0].id])[lines[0].id].id


def test_a_contract_is_put_back_as_it_was(editor):
    licence_id = services.register_licence(facts=GAUMONT, actor="system:cast")
    was = queries.licence(licence_id=licence_id)
    other = replace(
        GAUMONT, licensor="Pathé", fee=None, is_exclusive=True, begins_on=None, note="2"
    )
    services.change_licence(licence_id=licence_id, facts=other, actor="system:cast")
    changed = queries.licence(licence_id=licence_id)
    for held in (was, changed):
        change_id = a_contract_change(licence_id)
        services.undo_licence_change(licence_id=licence_id, change_id=change_id, actor=editor.actor)
        assert queries.licence(licence_id=licence_id) == held
    line = audit.lines(subject=f"licence:{licence_id}", limit=1)[0]
    assert (line.actor, line.action) == (editor.actor, "rights.undo_licence")


def test_a_contract_whose_reference_was_given_away_is_not_put_back():
    licence_id = services.register_licence(facts=GAUMONT, actor="system:cast")
    services.change_licence(
        licence_id=licence_id, facts=replace(GAUMONT, reference="G-2"), actor="system:cast"
    )
    services.register_licence(facts=GAUMONT, actor="system:cast")
    with pytest.raises(services.LicenceWrong, match="Gaumont has a contract “G-1” already"):
        services.undo_licence_change(
            licence_id=licence_id, change_id=a_contract_change(licence_id), actor="system:cast"
        )
    assert queries.licence(licence_id=licence_id).reference == "G-2"


def test_that_a_contract_is_on_record_is_not_taken_back():
    licence_id = services.register_licence(facts=GAUMONT, actor="system:cast")
    with pytest.raises(services.NoSuchChange):
        services.undo_licence_change(
            licence_id=licence_id, change_id=a_contract_change(licence_id), actor="system:cast"
        )
