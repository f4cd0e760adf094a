"""The whole of a title as one document, and changes of it that hold only for the version that was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from lanterne.api.partners import cursors, etags, forms
from lanterne.api.partners.doors import actor
from lanterne.api.partners.refusals import NothingThere
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing, listing
from lanterne.catalogue.services import corrections
from lanterne.core import audit, clock
from lanterne.rights import queries as rights
from lanterne.rights.rules import Market

_NAMING = {"original_name", "original_language"}


def listed(asked: forms.TitlesAsked) -> forms.Titles:
    """One more than is shown is read, so that the last piece knows that it is the last."""
    wanted = listing.Wanted(
        asked.kind, asked.genre, asked.language, asked.country or "", asked.year
    )
    found = listing.piece(
        wanted=wanted,
        after=cursors.after(asked.cursor, asked),
        limit=asked.limit + 1,
        conditions=tuple(_changed_since(asked.changed_since)),
        within=tuple(_open_in(asked)),
    )
    shown = found[: asked.limit]
    is_more = len(found) > asked.limit
    return forms.Titles(
        items=[forms.TitleFacts.model_validate(one) for one in shown],
        next=cursors.cursor(shown[-1].id, asked) if is_more else None,
    )


def document(title_id: int) -> forms.TitleDocument:
    """Refuses NothingThere."""
    title = editing.edited(title_id=title_id)
    if title is None:
        raise NothingThere(_("There is no such thing."))
    return forms.TitleDocument(
        **forms.TitleFacts.model_validate(title).model_dump(),
        words=[*map(forms.TitleWords.model_validate, editing.words(title_id=title_id))],
        credits=[*map(forms.TitleCredit.model_validate, editing.credited(title_id=title_id))],
        ratings=[*map(forms.TitleRating.model_validate, editing.ratings(title_id=title_id))],
    )


@transaction.atomic
def changed(
    request: HttpRequest, title_id: int, act: Callable[[], object], *, status: int = 200
) -> HttpResponse:
    """Do something to a title that still is as the program has read it, and answer what it is then."""
    catalogue.hold_title(title_id=title_id)
    etags.must_match(request, document(title_id))
    act()
    return etags.answer(request, document(title_id), status=status)


@transaction.atomic
def made(request: HttpRequest, body: forms.TitleMade) -> HttpResponse:
    facts = body.model_dump(exclude={"genres"}, exclude_none=True)
    title_id = catalogue.create_title(actor=actor(request), **facts)
    if body.genres:
        catalogue.set_genres(title_id=title_id, codes=body.genres, actor=actor(request))
    location = reverse("api-1:partner_title", args=[title_id])
    return etags.answer(request, document(title_id), status=201, location=location)


def restate(title_id: int, body: forms.TitleChange, who: str) -> None:
    """Say anew what the body says, by as many services as that takes."""
    said = body.model_dump(exclude_unset=True)
    if _NAMING & said.keys():
        own = document(title_id)
        name = said.get("original_name", own.original_name)
        language = said.get("original_language", own.original_language)
        corrections.rename(
            title_id=title_id, original_name=name, original_language=language, actor=who
        )
    if "genres" in said:
        catalogue.set_genres(title_id=title_id, codes=said["genres"], actor=who)
    facts = {name: told for name, told in said.items() if name not in {*_NAMING, "genres"}}
    if facts:
        catalogue.set_facts(title_id=title_id, actor=who, **facts)


def _changed_since(since: datetime | None) -> Iterable[Q]:
    if since is not None:
        yield audit.is_touched(kind="title", since=since)


def _open_in(asked: forms.TitlesAsked) -> Iterable[QuerySet[Any, Any]]:
    if asked.open_in is not None:
        market = Market(asked.open_in, is_staff=True)
        yield rights.open_title_ids(market=market, at=asked.open_at or clock.now())
