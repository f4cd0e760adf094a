from datetime import UTC, datetime

import time_machine

from lanterne.core import clock


def test_the_clock_tells_utc():
    with time_machine.travel(datetime(2026, 3, 29, 1, 30, tzinfo=UTC), tick=False):
        assert clock.now() == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
        assert clock.now().tzinfo is UTC
