"""What each profile may know of, and where it has come to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import F, IntegerField, QuerySet

from lanterne.accounts.rules import ProfileCard
from lanterne.assets.queries import PublicationCard
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.queries import editing
from lanterne.core.worded import Blank, Worded
from lanterne.playback import rules
from lanterne.playback.models import PlaySession, ResumePoint
from lanterne.playback.tracks import is_original
from lanterne.rights import queries as rights
from lanterne.rights.rules import Market, Terms, may_hear, may_read

_ROW = 20


def known(*, profile: ProfileCard, territory: str, at: datetime) -> list[Any]:
    """The conditions under which a profile may know that a title exists: it is announced, and it suits the profile.

    Every page, list and answer about a title that somebody names is asked under these. Whether it may be watched
    here and now is another question, so that who may not is told why.
    """
    return known_below(ceiling=profile.ceiling, territory=territory, at=at)


def known_below(*, ceiling: int | None, territory: str, at: datetime) -> list[Any]:
    """The same for everybody with this ceiling."""
    suited = catalogue.below_ceiling(ceiling=ceiling, territory=territory)
    return [rights.is_announced(at=at), *suited]


def licensed(
    *, title_ids: Collection[int], territory: str, at: datetime
) -> dict[int, tuple[Terms, ...]]:
    """What the windows that are open say of languages, by title."""
    chains = [catalogue.lineage(title_id=one) or (one,) for one in title_ids]
    return rights.open_terms(chains=chains, market=Market(territory), at=at)


def offered(
    *, streams: Mapping[int, PublicationCard], terms: Mapping[int, Sequence[Terms]]
) -> dict[int, PublicationCard]:
    """Streams with those languages alone that a viewer is given under the terms of the open windows."""
    narrow = [one for one in streams if any(map(_is_narrow, terms.get(one, ())))]
    if not narrow:
        return dict(streams)
    originals = editing.originals(title_ids=narrow)
    trimmed = {one: _trimmed(streams[one], terms[one], originals.get(one, "")) for one in narrow}
    return {**streams, **trimmed}


def _is_narrow(terms: Terms) -> bool:
    return bool(terms.tongues or terms.held_back)


def _trimmed(card: PublicationCard, terms: Sequence[Terms], original: str) -> PublicationCard:
    sounds = (
        one
        for one in card.sound_languages
        if may_hear(terms, one, is_original=is_original(one, original))
    )
    captions = (one for one in card.caption_languages if may_read(terms, one))
    return replace(card, sound_languages=tuple(sounds), caption_languages=tuple(captions))


def resume_point(*, profile_id: int, title_id: int) -> float:
    """Seconds to start from; 0 when never begun, or watched to the end."""
    found = _POINT.first(profile=profile_id, title=title_id)
    return rules.resume_at(seconds=found[0], duration=found[1]) if found else 0.0


def continue_watching(*, profile_id: int) -> tuple[tuple[int, float, float], ...]:
    """(title id, seconds, duration) of what is begun and not finished, the latest first, no more than a row holds."""
    return tuple(_LATEST.ask(profile=profile_id))


def progress(*, profile_id: int, title_ids: Collection[int]) -> dict[int, float]:
    """How far the profile is in each of these that it began and has not finished, between 0 and 1."""
    wanted = {f"title_{number}": one for number, one in enumerate(title_ids)}
    found = _among(len(wanted)).ask(profile=profile_id, **wanted)
    return {title_id: seconds / duration for title_id, seconds, duration in found}


def publications_in_use(at: datetime) -> frozenset[int]:
    """The publications whose files a viewing may still ask for: one that has not ended, and holds a good address."""
    since = at - rules.LONGEST_ADDRESS
    sessions = PlaySession.objects.filter(ended_at=None, seen_at__gt=since)
    return frozenset(sessions.values_list("publication_id", flat=True).distinct())


def _begun() -> QuerySet[ResumePoint]:
    return ResumePoint.objects.filter(
        profile_id=_PROFILE, seconds__gt=0, seconds__lt=F("duration") * rules.FINISHED
    )


_PROFILE, _TITLE = Blank("profile", IntegerField()), Blank("title", IntegerField())
_POINT = Worded(
    lambda: ResumePoint.objects.filter(profile_id=_PROFILE, title_id=_TITLE).values_list(
        "seconds", "duration"
    )
)
_LATEST = Worded(
    lambda: (
        _begun()
        .order_by("-updated_at", "-id")
        .values_list("title_id", "seconds", "duration")[:_ROW]
    )
)


@lru_cache(maxsize=128)
def _among(count: int) -> Worded:
    """What is begun of so many titles: a page has one, or the episodes of a series."""
    titles: list[Any] = [Blank(f"title_{number}", IntegerField()) for number in range(count)]
    return Worded(
        lambda: _begun().filter(title__id__in=titles).values_list("title_id", "seconds", "duration")
    )
