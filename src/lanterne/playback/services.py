"""Starting, keeping and ending a viewing, and what it may open.

Whoever changes a session holds its household's row first: that row is the turnstile at which the
plan's streams are counted.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lanterne.accounts import queries as accounts
from lanterne.accounts.rules import HouseholdCard, ProfileCard
from lanterne.accounts.services import ProfileUnknown, hold_household
from lanterne.assets import queries as assets
from lanterne.billing import queries as billing
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.queries import editing
from lanterne.playback import addresses, queries, refusals, rules, tracks
from lanterne.playback.models import PlaySession, ResumePoint
from lanterne.playback.rules import Reason
from lanterne.rights import queries as rights
from lanterne.rights.rules import Market
from lanterne.territories.rules import catalogue_territory

AddressExpired = refusals.AddressExpired
BadAddress = refusals.BadAddress
NoSuchFile = refusals.NoSuchFile
NotAllowed = refusals.NotAllowed
UnknownSession = refusals.UnknownSession


class Key(TypedDict):
    kty: str
    kid: str
    k: str


@dataclass(frozen=True, slots=True)
class Started:
    """What a player needs; every file of the title opens until ``expires_at``.

    The keys are those that ``licence`` gives, so that a player of ours need not ask a second time.
    """

    session_id: UUID
    dash_url: str
    hls_url: str
    licence_url: str | None
    keys: tuple[Key, ...]
    expires_at: datetime
    resume_at: float
    duration: float
    tallest: int
    title_id: int
    next_title_id: int | None


@dataclass(frozen=True, slots=True)
class Seat:
    """Who watches, on what, and in which country as far as it is known."""

    household_id: int
    profile_id: int
    device_id: UUID
    stay: str | None = None


@dataclass(frozen=True, slots=True)
class Beat:
    """A session kept alive, with the addresses to go on with, and what it is about."""

    session_id: UUID
    dash_url: str
    hls_url: str
    expires_at: datetime
    lease_ends_at: datetime
    profile_id: int
    title_id: int
    territory: str
    duration: float
    started_at: datetime


class KeySet(TypedDict):
    """A W3C Clear Key licence."""

    keys: list[Key]
    type: str


@dataclass(frozen=True, slots=True)
class Admission:
    """What the yes rests on."""

    publication: assets.PublicationCard
    territory: str
    closes_at: datetime | None
    tallest: int
    without: tuple[str, ...]


@transaction.atomic
def start_session(*, seat: Seat, title_id: int, at: datetime) -> Started:
    """Begin a viewing, in place of this profile's last one on this device; or NotAllowed."""
    hold_household(household_id=seat.household_id)
    household, profile = _screen(seat.household_id, seat.profile_id)
    territory = catalogue_territory(residence=household.territory, stay=seat.stay)
    before = PlaySession.objects.filter(
        device=seat.device_id, profile_id=seat.profile_id, ended_at=None
    )
    before.update(ended_at=at)
    others = _live(seat.household_id, at).count()
    household = replace(household, territory=territory)
    admission = _admit(household, profile, title_id=title_id, at=at, others=others)
    session = PlaySession.objects.create(
        household_id=seat.household_id,
        profile_id=seat.profile_id,
        title_id=title_id,
        device=seat.device_id,
        publication_id=admission.publication.id,
        folder=admission.publication.folder,
        mpd=admission.publication.mpd,
        hls=admission.publication.hls,
        duration=admission.publication.duration,
        territory=admission.territory,
        started_at=at,
        seen_at=at,
        ends_at=at + rules.LEASE,
        closes_at=admission.closes_at,
        without=" ".join(admission.without),
    )
    return _started(session, admission, profile)


@transaction.atomic
def beat(*, session_id: UUID, household_id: int, position: float | None, at: datetime) -> Beat:
    """Keep the session alive and remember the position; None keeps the one that is known.

    What a player says while it stops is still heard: it moves the position and holds no place. One
    whose place this device has given to another viewing is refused at once.
    A session whose lease ran out comes back if its place is still free. Every new address is a
    new decision, so a membership or a window that ends is noticed within the life of an address.
    """
    hold_household(household_id=household_id)
    session = _session(session_id, household_id)
    if not _is_just_stopped(session, at):
        _keep_alive(session, at)
    if position is not None:
        _remember(session, position)
    return _beat(session)


@transaction.atomic
def stop(
    *, session_id: UUID, household_id: int, at: datetime, position: float | None = None
) -> Beat | None:
    """End the session, remember where, and free its place; None, and no change, when it was over already.

    Nothing is decided anew: who may watch no more may still have their place kept.
    """
    hold_household(household_id=household_id)
    session = _session(session_id, household_id)
    if session.ended_at is not None:
        return None
    session.ended_at = at
    session.seen_at = max(session.seen_at, at)
    session.save(update_fields=["ended_at", "seen_at"])
    if position is not None:
        _remember(session, position)
    return _beat(session)


def licence(*, session_id: UUID, household_id: int, kids: Iterable[str], at: datetime) -> KeySet:
    """The asked keys (base64url without padding) of the title being played, and no others."""
    session = _session(session_id, household_id)
    _refuse_when_over(session, at)
    if at >= session.ends_at:
        raise _refusal(session, Reason.SESSION_OVER)
    _admit_again(session, at)
    held = _keys(session.publication_id)
    asked = list(kids)
    if not asked or not held.keys() >= set(asked):
        raise _refusal(session, Reason.OTHER_KEY)
    return {"keys": [_key(kid, held[kid]) for kid in asked], "type": "temporary"}


def open_segment(*, address: addresses.MediaAddress, at: datetime) -> Path:
    """The file behind a signed address; asks no database, so that it can be asked often."""
    verdict, folder, file = address.file(at)
    if verdict is rules.Verdict.FORGED:
        raise BadAddress(_("This address is not valid."))
    if verdict is rules.Verdict.EXPIRED:
        raise AddressExpired(_("This address has expired. Press play to start again."))
    found = assets.open_file(folder=folder, path=file)
    if found is None or (address.without and tracks.is_left_out(file, address.without)):
        raise NoSuchFile(_("There is no such file."))
    return found


def _admit(
    household: HouseholdCard, profile: ProfileCard, *, title_id: int, at: datetime, others: int
) -> Admission:
    """Gather the facts and let the one rule decide; the household is said to be where it watches."""
    territory = household.territory
    publication = assets.publication(title_id=title_id)
    window = rights.availability(title_id=title_id, market=Market(territory), at=at)
    entitlement = billing.entitlement(household_id=household.id, at=at)
    facts = rules.WatchFacts(
        is_published=publication is not None,
        is_suited=catalogue.is_suited(
            title_id=title_id, ceiling=profile.ceiling, territory=territory
        ),
        window=window.reason,
        standing=entitlement.standing,
        other_streams=others,
        most_streams=entitlement.most_streams,
    )
    reason = rules.may_watch(facts)
    if reason or publication is None:
        raise refusals.refusal(
            reason or Reason.NOT_PUBLISHED,
            language=profile.language,
            territory=territory,
            most_streams=entitlement.most_streams,
            opens_at=window.opens_at,
        )
    without = _without(publication, territory, at)
    if without is None:
        raise refusals.refusal(Reason.NOT_HERE, language=profile.language, territory=territory)
    return Admission(publication, territory, window.closes_at, entitlement.tallest, without)


def _without(
    publication: assets.PublicationCard, territory: str, at: datetime
) -> tuple[str, ...] | None:
    """The tracks that the open windows do not license; None when no sound would be left to a film that has one."""
    title_id = publication.title_id
    terms = queries.licensed(title_ids=[title_id], territory=territory, at=at)[title_id]
    if not any(one.tongues or one.held_back for one in terms):
        # Every language is licensed, as nearly always: no description has to be read.
        return ()
    mpd = assets.open_file(folder=publication.folder, path=publication.mpd)
    found = tracks.tracks(mpd.read_text(encoding="utf-8")) if mpd else ()
    original = editing.originals(title_ids=[title_id]).get(title_id, "")
    without = tracks.left_out(found, terms, original=original)
    return None if tracks.is_mute(found, without) else without


def _admit_again(session: PlaySession, at: datetime) -> None:
    """Decide anew for a session that had its yes."""
    others = _live(session.household_id, at).exclude(id=session.id).count()
    household, profile = _screen(session.household_id, session.profile_id)
    # Where it began: who crosses a border in the middle of a film sees its end.
    household = replace(household, territory=session.territory)
    admission = _admit(household, profile, title_id=session.title_id, at=at, others=others)
    if not assets.is_kept(publication_id=session.publication_id):
        # It was silent for so long that its streams, replaced meanwhile, are gone: pressing play opens the new ones.
        raise _refusal(session, Reason.SESSION_OVER)
    # An older revision may have other tracks: who watches it goes on with what was decided.
    is_same = admission.publication.id == session.publication_id
    without = " ".join(admission.without) if is_same else session.without
    if (admission.closes_at, without) != (session.closes_at, session.without):
        session.closes_at, session.without = admission.closes_at, without
        session.save(update_fields=["closes_at", "without"])


def _keep_alive(session: PlaySession, at: datetime) -> None:
    _refuse_when_over(session, at)
    if _needs_a_new_decision(session, at):
        _admit_again(session, at)
    session.seen_at = max(session.seen_at, at)
    session.ends_at = session.seen_at + rules.LEASE
    session.save(update_fields=["seen_at", "ends_at"])


def _needs_a_new_decision(session: PlaySession, at: datetime) -> bool:
    is_renewed = rules.token_expiry(at=at, closes_at=None) != rules.token_expiry(
        at=session.seen_at, closes_at=None
    )
    return at >= session.ends_at or is_renewed


def _is_just_stopped(session: PlaySession, at: datetime) -> bool:
    ended_at = session.ended_at
    return ended_at is not None and at < ended_at + rules.LAST_WORD and not _is_replaced(session)


def _is_replaced(session: PlaySession) -> bool:
    """Whether this device has begun another viewing for the profile since this one ended."""
    since = PlaySession.objects.filter(
        device=session.device, profile_id=session.profile_id, started_at__gte=session.ended_at
    )
    return since.exclude(id=session.id).exists()


def _refuse_when_over(session: PlaySession, at: datetime) -> None:
    if session.ended_at is not None:
        is_replaced = _is_replaced(session)
        raise _refusal(session, Reason.ELSEWHERE if is_replaced else Reason.SESSION_OVER)
    if session.closes_at is not None and at >= session.closes_at:
        raise _refusal(session, Reason.OVER)


def _refusal(session: PlaySession, reason: Reason) -> NotAllowed:
    _, profile = _screen(session.household_id, session.profile_id)
    return refusals.refusal(reason, language=profile.language, territory=session.territory)


def _live(household_id: int, at: datetime) -> QuerySet[PlaySession]:
    return PlaySession.objects.filter(household_id=household_id, ended_at=None, ends_at__gt=at)


def _session(session_id: UUID, household_id: int) -> PlaySession:
    found = PlaySession.objects.filter(id=session_id, household_id=household_id).first()
    if found is None:
        raise UnknownSession(_("There is no such viewing in this household."))
    return found


def _screen(household_id: int, profile_id: int) -> tuple[HouseholdCard, ProfileCard]:
    found = accounts.screen(household_id=household_id, profile_id=profile_id)
    if found is None:
        raise ProfileUnknown(_("There is no such profile in this household."))
    return found


def _remember(session: PlaySession, position: float) -> None:
    point = ResumePoint(
        profile_id=session.profile_id,
        title_id=session.title_id,
        seconds=min(max(0.0, position), session.duration),
        duration=session.duration,
        updated_at=session.seen_at,
    )
    ResumePoint.objects.bulk_create(
        [point],
        update_conflicts=True,
        unique_fields=["profile", "title"],
        update_fields=["seconds", "duration", "updated_at"],
    )


def _folder_url(session: PlaySession) -> tuple[str, datetime]:
    expires = rules.token_expiry(at=session.seen_at, closes_at=session.closes_at)
    url = addresses.prefix(
        folder=session.folder,
        session_id=session.id,
        expires=expires,
        without=session.without.split(),
    )
    return url, datetime.fromtimestamp(expires, UTC)


def _started(session: PlaySession, admission: Admission, profile: ProfileCard) -> Started:
    known = queries.known(profile=profile, territory=session.territory, at=session.seen_at)
    is_encrypted, title_id = admission.publication.is_encrypted, session.title_id
    folder_url, expires_at = _folder_url(session)
    keys = _keys(session.publication_id) if is_encrypted else {}
    return Started(
        session_id=session.id,
        dash_url=f"{folder_url}/{session.mpd}",
        hls_url=f"{folder_url}/{session.hls}",
        licence_url=reverse("api-1:licence", args=(session.id,)) if is_encrypted else None,
        keys=tuple(_key(kid, key) for kid, key in keys.items()),
        expires_at=expires_at,
        resume_at=queries.resume_point(profile_id=session.profile_id, title_id=title_id),
        duration=session.duration,
        tallest=admission.tallest,
        title_id=title_id,
        next_title_id=catalogue.next_episode(title_id=title_id, known=known),
    )


def _beat(session: PlaySession) -> Beat:
    folder_url, expires_at = _folder_url(session)
    return Beat(
        session_id=session.id,
        dash_url=f"{folder_url}/{session.mpd}",
        hls_url=f"{folder_url}/{session.hls}",
        expires_at=expires_at,
        lease_ends_at=session.ends_at,
        profile_id=session.profile_id,
        title_id=session.title_id,
        territory=session.territory,
        duration=session.duration,
        started_at=session.started_at,
    )


def _keys(publication_id: int) -> dict[str, str]:
    """The publication's keys by KID, both in the base64url that Clear Key speaks."""
    held = assets.content_keys(publication_id=publication_id)
    return {_base64url(kid): _base64url(key) for kid, key in held.items()}


def _key(kid: str, key: str) -> Key:
    return {"kty": "oct", "kid": kid, "k": key}


def _base64url(hexadecimal: str) -> str:
    octets = bytes.fromhex(hexadecimal.replace("-", ""))
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
