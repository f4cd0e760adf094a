"""The demo's press: requests that wait for a decision, and no message."""

from __future__ import annotations

from lanterne.accreditation import queries, services
from lanterne.accreditation.models import Errand
from lanterne.accreditation.rules import State
from lanterne.cli import press_rehearsal
from lanterne.core import clock


def test_three_agents_ask_once_and_nobody_is_written_to(db):
    press_rehearsal.stage_press()
    asked = queries.agents(state=State.ASKED)
    assert {one.outlet for one in asked} == {"Radio Littoral", "The Evening Sheet", "Al-Minbar"}
    services.decline(agent_id=asked[0].id, reason="No.", at=clock.now(), actor="user:1")
    Errand.objects.all().delete()
    press_rehearsal.stage_press()
    assert len(queries.agents(state=State.ASKED)) == 2
    assert Errand.objects.count() == 0
