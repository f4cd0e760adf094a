"""The demo's press: three invented agents of invented outlets, who ask to read before others."""

from __future__ import annotations

from lanterne.accreditation import queries, services
from lanterne.accreditation.rules import Draft
from lanterne.core import clock

# Nobody is accredited: that would be mailed, and the demo's mail is printed among what it says.
ASKING = (
    Draft("Cléo Marchetti", "cleo@littoral.example", "Radio Littoral", "FR", language="fr"),
    Draft("Idris Bell", "idris@evening.example", "The Evening Sheet", "GB"),
    Draft("Salma Haddad", "salma@minbar.example", "Al-Minbar", "FR", language="ar"),
)


def stage_press() -> None:
    """Asked once; what staff decided since stays."""
    if queries.outlets():
        return
    for draft in ASKING:
        services.ask(draft=draft, at=clock.now())
