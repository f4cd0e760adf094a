"""Two hundred services whose truth is known: do the estimates find it, and what does first play say instead?"""

from __future__ import annotations

import pytest

from lanterne.results.rules import joining, staying
from lanterne.results.rules.runs import Run
from tests.results.world import DAY, RELEASED, TITLE, world

RUN = Run(TITLE, "FR", RELEASED, RELEASED + 91 * DAY)

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("coming", "keeps", "times"), [(40.0, 0.4, 200), (0.0, 0.0, 60)])
def test_nine_intervals_in_ten_hold_what_was_gained_and_kept(coming, keeps, times):
    gained = kept = overstated = 0
    for seed in range(times):
        made = world(seed, coming=coming, keeps=keeps)
        new, old = (count(made.members, made.starts, RUN) for count in (joining.after, joining.before))  # fmt: skip
        estimate = joining.gained(new, old)
        gained += estimate.low <= made.gained <= estimate.high
        overstated += joining.first_plays(new) > made.gained
        found = staying.kept(staying.months(made.members, made.starts, RUN))
        kept += found.households.low <= made.kept <= found.households.high

    assert gained >= 0.9 * times
    assert kept >= 0.9 * times
    assert overstated >= 0.95 * times


def test_whoever_ever_watched_against_whoever_never_did_finds_what_is_not_there():
    """The comparison that the estimate is there to avoid, on services where the title keeps nobody."""
    believed = 0
    for seed in range(10):
        made = world(seed, coming=0.0)
        ever = [one for one in made.members if any(title == TITLE for _, title in made.starts[one.household])]  # fmt: skip
        never = [one for one in made.members if one not in ever]
        stays = [sum((one.until - one.since) / DAY for one in group) / len(group) for group in (ever, never)]  # fmt: skip
        believed += stays[0] > 1.2 * stays[1]

    assert believed == 10
