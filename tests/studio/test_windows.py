"""Windows are granted, changed and withdrawn by the clocks of their territory."""

from __future__ import annotations

from datetime import UTC, datetime

import time_machine

from lanterne.core import audit
from lanterne.rights import queries as rights
from lanterne.studio import windows_page
from tests.studio.conftest import NOW
from tests.titles import a_film, a_window


def text(answer) -> str:
    return answer.content.decode()


def grant(console, title_id, **said):
    fields = {"territory": "US", "opens": "2026-12-01T00:00", "closes": "2027-03-01T00:00"}
    fields |= {"override": "These tests are about clocks."}
    return console.post(f"/studio/titles/{title_id}/windows/", {**fields, **said})


def test_midnight_is_midnight_in_the_territory(console, moon, editor):
    assert grant(console, moon).status_code == 302
    (held,) = rights.windows(title_id=moon)
    assert held.window.opens_at == datetime(2026, 12, 1, 5, tzinfo=UTC)
    assert held.window.closes_at == datetime(2027, 3, 1, 5, tzinfo=UTC)
    line = next(
        one for one in audit.lines(subject=f"title:{moon}") if one.action == "rights.grant_window"
    )
    assert line.actor == editor.actor


def test_the_zone_stands_beside_the_fields(console, moon):
    assert ">United States (America/New_York)</option>" in text(
        console.get(f"/studio/titles/{moon}/windows/")
    )
    grant(console, moon)
    (held,) = rights.windows(title_id=moon)
    page = console.get(f"/studio/titles/{moon}/windows/{held.id}/")
    told = [page.context["form"][name].help_text for name in ("opens", "closes")]
    assert told == ["America/New_York", "America/New_York"]


def test_an_empty_end_is_no_end(console, moon):
    grant(console, moon, closes="")
    assert rights.windows(title_id=moon)[0].window.closes_at is None


def test_an_overlap_is_refused_on_the_form(console, moon):
    grant(console, moon)
    answer = grant(console, moon, opens="2027-01-01T00:00")
    assert list(answer.context["form"].non_field_errors()) == [
        "A window already covers part of this period in the United States."
    ]
    assert len(rights.windows(title_id=moon)) == 1


def test_a_window_that_closes_before_it_opens_is_refused(console, moon):
    answer = grant(console, moon, closes="2026-11-01T00:00")
    assert "A window must close after it opens." in text(answer)
    assert rights.windows(title_id=moon) == ()


def test_a_window_is_moved(console, moon, editor):
    grant(console, moon)
    (held,) = rights.windows(title_id=moon)
    address = f"/studio/titles/{moon}/windows/{held.id}/"
    assert 'value="2026-12-01T00:00"' in text(console.get(address))
    console.post(address, {"opens": "2026-12-05T00:00", "closes": "", "override": "Clocks."})
    (moved,) = rights.windows(title_id=moon)
    assert moved.window.opens_at == datetime(2026, 12, 5, 5, tzinfo=UTC)
    assert moved.window.closes_at is None
    actions = [line.action for line in audit.lines(subject=f"title:{moon}", limit=2)]
    assert actions == ["deliveries.override_opening", "rights.change_window"]


def test_a_window_is_withdrawn(console, moon):
    window_id = a_window(moon)
    answer = console.post(f"/studio/titles/{moon}/windows/{window_id}/withdraw/", follow=True)
    assert "The window is withdrawn" in text(answer)
    assert rights.windows(title_id=moon) == ()
    assert audit.lines(subject=f"title:{moon}", limit=1)[0].action == "rights.withdraw_window"


def test_a_window_of_another_title_is_not_touched_from_here(console, moon):
    window_id = a_window(a_film("Sintel"))
    for address in (f"{window_id}/", f"{window_id}/withdraw/"):
        answer = console.post(
            f"/studio/titles/{moon}/windows/{address}", {"opens": "2026-12-05T00:00"}
        )
        assert answer.status_code == 404
    assert audit.lines(subject=f"title:{moon}", limit=1)[0].action == "catalogue.create_title"


def test_a_get_withdraws_nothing(console, moon):
    window_id = a_window(moon)
    address = f"/studio/titles/{moon}/windows/{window_id}/withdraw/"
    assert console.get(address).status_code == 405
    assert len(rights.windows(title_id=moon)) == 1


def test_the_overview_says_how_it_stands_in_each_market(console, moon):
    with time_machine.travel(NOW, tick=False):
        a_window(moon, "FR", closes_at=datetime(2027, 3, 2, 23, tzinfo=UTC))
        page = text(console.get(f"/studio/titles/{moon}/"))
    assert "Available in France until 3 March 2027" in page
    assert "Not available in Belgium" in page
    assert 'href="/title/le-voyage-dans-la-lune/"' in page


def test_the_calendar_places_each_window(moon):
    a_window(moon, "FR", opens_at=NOW, closes_at=None)
    drawn = windows_page.windows_page(title_id=moon, at=NOW).calendar
    ((band,),) = (line.bands for line in drawn.lines)
    # Sixty days before now, 365 after: now lies at 60/425 of the width.
    assert drawn.now == 14.12
    assert (band.left, band.width, band.mark) == (14.12, 85.88, "open")
    assert drawn.lines[0].clock == "Europe/Paris"
