"""Windows are granted, changed and withdrawn by the clocks of their territory."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
import time_machine
from wagtail.users.models import UserProfile

from lanterne.core import audit
from lanterne.deliveries import queries as deliveries
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
    assert "United States (America/New_York)" in text(
        console.get(f"/studio/titles/{moon}/windows/")
    )
    grant(console, moon)
    (held,) = rights.windows(title_id=moon)
    page = console.get(f"/studio/titles/{moon}/windows/{held.id}/")
    told = [page.context["form"][name].help_text for name in ("opens", "closes")]
    assert told == ["America/New_York", "America/New_York"]


def test_one_form_opens_several_countries_each_by_its_own_clocks(console, moon):
    assert grant(console, moon, territory=["US", "FR", "JP"]).status_code == 302
    opened = {one.window.territory: one.window.opens_at for one in rights.windows(title_id=moon)}
    assert opened == {
        "US": datetime(2026, 12, 1, 5, tzinfo=UTC),
        "FR": datetime(2026, 11, 30, 23, tzinfo=UTC),
        "JP": datetime(2026, 11, 30, 15, tzinfo=UTC),
    }


def test_no_country_opens_when_one_of_them_is_refused(console, moon):
    a_window(moon, "FR")
    answer = grant(console, moon, territory=["BE", "FR"])
    assert list(answer.context["form"].non_field_errors()) == [
        "A window already covers part of this period in France."
    ]
    assert [one.window.territory for one in rights.windows(title_id=moon)] == ["FR"]


def test_a_window_without_a_country_is_none(console, moon):
    answer = grant(console, moon, territory=[])
    assert "territory" in answer.context["form"].errors
    assert rights.windows(title_id=moon) == ()


def test_an_empty_opening_is_this_moment(console, moon):
    with time_machine.travel(NOW, tick=False):
        grant(console, moon, opens="", closes="")
    assert rights.windows(title_id=moon)[0].window.opens_at == NOW


def test_what_is_not_ready_is_told_for_all_countries_and_opens_with_a_reason(console, moon):
    asked = {"territory": ["BE", "FR", "GB"], "opens": "", "closes": ""}
    answer = grant(console, moon, **asked, override="")
    (told,) = answer.context["form"].non_field_errors()
    assert told.startswith("It is not ready to open in Belgium and in France. It still lacks: ")
    assert " It is not ready to open in the United Kingdom. It still lacks: " in told
    assert told.count("Complete it, or say why it opens all the same.") == 1
    assert rights.windows(title_id=moon) == ()
    # What was filled in is still there, and only the reason is to be added.
    assert answer.context["form"]["territory"].value() == ["BE", "FR", "GB"]
    assert grant(console, moon, **asked, override="The festival is tonight.").status_code == 302
    assert len(rights.windows(title_id=moon)) == 3
    assert len(deliveries.overrides(title_id=moon)) == 3


def test_how_ready_it_is_stands_beside_the_form(console, moon):
    page = console.get(f"/studio/titles/{moon}/windows/").context["page"]
    assert {one.territory: one.percent for one in page.ready}["FR"] == 0
    assert len(page.ready) == 6


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


@pytest.mark.parametrize(
    "said", [{"territory": "JP", "opens": "0001-01-01T00:00"}, {"closes": "9999-12-31T23:59"}]
)
def test_years_that_nobody_means_are_refused_on_the_form(console, moon, said):
    answer = grant(console, moon, **said)
    assert answer.status_code == 200
    assert "A year lies between 1880 and 2200." in text(answer)
    assert rights.windows(title_id=moon) == ()


def test_a_second_revoked_window_is_refused_on_the_form(console, moon):
    assert grant(console, moon, status="revoked").status_code == 302
    answer = grant(console, moon, status="revoked", closes="2027-05-01T00:00")
    (sentence,) = answer.context["form"].non_field_errors()
    assert sentence.startswith("Another window opens in the United States at the same instant")
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


def test_an_edge_that_nobody_touches_stays_the_very_instant(console, moon):
    # The second half past two of the night in which France puts its clocks back, and a close to the microsecond.
    opens_at = datetime(2027, 10, 31, 1, 30, 15, 123456, tzinfo=UTC)
    closes_at = datetime(2028, 10, 29, 1, 59, 59, 999999, tzinfo=UTC)
    window_id = a_window(moon, "FR", opens_at=opens_at, closes_at=closes_at)
    address = f"/studio/titles/{moon}/windows/{window_id}/"
    drawn = re.findall(r'<input type="datetime-local" [^>]*>', text(console.get(address)))
    shown = {name: one for name in ("opens", "closes") for one in drawn if f'name="{name}"' in one}
    said = {name: re.search(r'value="([^"]+)"', one)[1] for name, one in shown.items()}
    assert said == {"opens": "2027-10-31T02:30:15", "closes": "2028-10-29T02:59:59"}
    # A browser sends no seconds back unless it is told that they count.
    assert all('step="1"' in one for one in shown.values())
    assert console.post(address, {**said, "awaits": "the festival"}).status_code == 302
    (held,) = rights.windows(title_id=moon)
    assert (held.window.opens_at, held.window.closes_at) == (opens_at, closes_at)
    assert held.window.terms.awaits == "the festival"


def test_one_edge_that_is_moved_leaves_the_other(console, moon):
    opens_at = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    window_id = a_window(moon, "FR", opens_at=opens_at)
    address = f"/studio/titles/{moon}/windows/{window_id}/"
    console.post(address, {"opens": "2027-10-31T02:30", "closes": "2028-10-31T23:59:59"})
    (held,) = rights.windows(title_id=moon)
    assert (held.window.opens_at, held.window.closes_at) == (
        opens_at, datetime(2028, 10, 31, 22, 59, 59, tzinfo=UTC),
    )  # fmt: skip


def test_a_window_is_told_by_its_countrys_clocks_whatever_the_editors_own_skip(
    console, moon, editor
):
    UserProfile.objects.create(user_id=editor.user_id, current_time_zone="Europe/Paris")
    # Half past two of that night is no time in Paris; in Japan it is one like any other.
    answer = grant(console, moon, territory="JP", opens="2027-03-28T02:30", closes="")
    assert answer.status_code == 302
    (held,) = rights.windows(title_id=moon)
    assert held.window.opens_at == datetime(2027, 3, 27, 17, 30, tzinfo=UTC)


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


def test_the_calendar_places_each_window(moon):
    a_window(moon, "FR", opens_at=NOW, closes_at=None)
    drawn = windows_page.windows_page(title_id=moon, at=NOW).calendar
    ((band,),) = (line.bands for line in drawn.lines)
    # Sixty days before now, 365 after: now lies at 60/425 of the width.
    assert drawn.now == 14.12
    assert (band.left, band.width, band.mark) == (14.12, 85.88, "open")
    assert drawn.lines[0].clock == "Europe/Paris"
