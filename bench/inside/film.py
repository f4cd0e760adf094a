"""The published film: where its files are, and a viewing of it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from bench.inside import staging
from lanterne.accounts import services as households
from lanterne.assets import queries as assets
from lanterne.assets.queries import PublicationCard
from lanterne.core import clock
from lanterne.playback import services as playback


def publication() -> PublicationCard:
    found = assets.publication(title_id=staging.film())
    if found is None:
        raise LookupError("the film is not published in this installation")
    return found


def folder() -> Path:
    return Path(settings.STREAMS) / publication().folder


def signed(member: staging.Member, file: Path) -> str:
    """The address by which this member's player would ask for a file of the film."""
    device = households.remember_device(
        household_id=member.household_id, device_id=None, name="Bench", at=clock.now()
    )
    started = playback.start_session(
        seat=playback.Seat(member.household_id, member.profile_id, device),
        title_id=publication().title_id,
        at=clock.now(),
    )
    base, _, _ = started.dash_url.rpartition("/")
    return f"{base}/{file.relative_to(folder())}"
