"""The demo's past: generated, taken in by the door for it, and held against what only its maker knows."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta

import pytest

from lanterne.billing import queries as billing
from lanterne.billing.tenure import Cause
from lanterne.catalogue import queries as catalogue
from lanterne.cli import programme, rehearsal
from lanterne.cli.programme import catalogue as titles
from lanterne.cli.programme import crew, figures, past, slate
from lanterne.cli.programme.past.world import Launch, invent
from lanterne.commissioning import queries as projects
from lanterne.commissioning.rules.renewing import Advice, Flag
from lanterne.core import audit
from lanterne.results import queries as results

NOW = datetime(2026, 11, 26, 18, 30, tzinfo=UTC)
TODAY = NOW.replace(hour=0, minute=0)
WEAK, STRONG = "das-salzmeer", "les-marees-1"


def test_the_same_seed_makes_the_same_past():
    launches = [
        Launch("one", (("one", 5000),), ("FR", "BE"), TODAY - timedelta(days=days), 20, 0.2, 0.2, 0.6)
        for days in (700, 90)
    ]  # fmt: skip
    first, again, other = (invent(launches, until=TODAY, seed=seed) for seed in (1, 1, 2))

    assert first.lives == again.lives
    assert first.lives != other.lives
    assert all(one.at < TODAY for life in first.lives for one in (*life.payments, *life.sessions))


def test_no_household_begins_the_same_twice_in_a_second():
    """As it did with this seed; a past that says something twice is refused as a whole."""
    at = TODAY - timedelta(days=700)
    late = TODAY - timedelta(days=90)
    launches = [Launch("one", (("one", 5000),), ("FR", "BE"), when, 20, 0.2, 0.2, 0.6) for when in (at, late)]  # fmt: skip

    for life in invent(launches, until=TODAY, seed=8).lives:
        assert len({(one.part, one.at) for one in life.sessions}) == len(life.sessions)


@pytest.fixture
def remembered(folders, time_machine):
    """The markets and titles of the demo, with its past; and what is known of that past."""
    time_machine.move_to(NOW, tick=False)
    rehearsal.stage()
    people = crew.hire()
    titles.fill(people)
    programme.remember()
    slate.extend(people)
    return past.past(NOW)


@pytest.mark.slow
@pytest.mark.django_db
def test_estimates_hold_what_only_the_maker_of_the_past_knows(remembered):
    made, launches = remembered
    told = {}
    for launch in launches:
        card = results.result(
            title_id=catalogue.title_id(slug=launch.title), territory="FR", days=91
        )
        told[launch.title] = card.effect
    gained = {title: one.gained for title, one in told.items() if one.gained}

    assert len(gained) == 9
    assert sum(one.low <= made.came[title] <= one.high for title, one in gained.items()) >= 8
    assert sum(told[title].first_plays for title in gained) > sum(made.came.values())
    # The series was worth it, the other film was not.
    assert gained[STRONG].low > 30
    assert gained[WEAK].low < 0 < gained[WEAK].high < gained[STRONG].low
    kept = [
        one.kept.low <= made.kept[title] <= one.kept.high
        for title, one in told.items()
        if one.kept and title in gained
    ]
    assert sum(kept) >= 6

    # What the papers of renewal make of it.
    papers = {
        key: projects.renewal(project_id=projects.project_by_key(key=key).id, at=NOW)
        for key in (STRONG, WEAK)
    }
    assert papers[STRONG].advice is Advice.RENEW
    assert papers[WEAK].advice is Advice.END
    assert set(papers[WEAK].flags) >= {Flag.WORTH_LESS, Flag.NOT_FINISHED, Flag.MOVED_NOBODY}

    # What the pages of the market count.
    tenures = billing.tenures(territory="FR")
    assert 1100 < len(made.lives) < 2000
    assert sum(one.holds(NOW) for one in tenures) > 350
    over = [one for one in tenures if one.until <= NOW]
    unpaid = sum(one.cause is Cause.UNPAID for one in over)
    assert 0 < unpaid < len(over) / 4

    # What the invented paper to the board says of it.
    rows = csv.DictReader(figures.TABLE.read_text(encoding="utf-8").splitlines())
    own = {one["scope"][-2:]: one for one in rows if one["key"].endswith("-own")}
    assert set(own) == {"FR", "BE"}
    for territory, one in own.items():
        day = datetime.fromisoformat(one["as_of"]).replace(tzinfo=UTC)
        counted = sum(held.holds(day) for held in billing.tenures(territory=territory))
        assert int(one["amount"]) == pytest.approx(counted, rel=0.05)

    # And once is enough.
    lines = len(audit.lines(limit=100_000))
    programme.remember()
    assert len(audit.lines(limit=100_000)) == lines
