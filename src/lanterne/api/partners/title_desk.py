"""The whole of a title as one document, and changes of it that hold only for the version that was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema

from lanterne.api.partners import changes, cursors
from lanterne.api.partners.doors import actor
from lanterne.api.partners.forms import making
from lanterne.api.partners.forms import titles as forms
from lanterne.api.partners.refusals import NothingThere
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing, listing
from lanterne.catalogue.queries.editing import EditedTitle
from lanterne.catalogue.services import corrections
from lanterne.core import audit, clock
from lanterne.rights import queries as rights
from lanterne.rights.rules import Market

Form = TypeVar("Form", bound=Schema)
_NAMING = {"original_name", "original_language"}


def listed(asked: forms.TitlesAsked) -> forms.Titles:
    wanted = listing.Wanted(
        asked.kind, asked.genre, asked.language, asked.country or "", asked.year, asked.parent_id
    )

    def fetch(after: int, limit: int) -> Sequence[EditedTitle]:
        return listing.piece(
            wanted=wanted,
            after=after,
            limit=limit,
            conditions=tuple(_changed_since(asked.changed_since)),
            within=tuple(_open_in(asked)),
        )

    shown, following = cursors.piece(asked, fetch)
    items = [forms.TitleFacts.model_validate(one) for one in shown]
    return forms.Titles(items=items, next=following)


def document(title_id: int) -> forms.TitleDocument:
    """Refuses NothingThere."""
    title = editing.edited(title_id=title_id)
    if title is None:
        raise NothingThere(_("There is no such thing."))
    return forms.TitleDocument(
        **forms.TitleFacts.model_validate(title).model_dump(),
        words=_all(forms.TitleWords, editing.words(title_id=title_id)),
        credits=_all(forms.TitleCredit, editing.credited(title_id=title_id)),
        companies=_all(making.TitleCompany, editing.companies(title_id=title_id)),
        production=_all(making.MadeIn, editing.production(title_id=title_id)),
        identifiers=_all(making.TitleIdentifier, editing.identifiers(title_id=title_id)),
        ratings=_all(forms.TitleRating, editing.ratings(title_id=title_id)),
        artwork=[*map(_picture, editing.artwork(title_id=title_id))],
    )


def changed(request: HttpRequest, title_id: int, act: Callable[[], object]) -> HttpResponse:
    """Do something to a title that still is as the program has read it."""
    return changes.changed(
        request,
        partial(document, title_id),
        act,
        hold=partial(catalogue.hold_title, title_id=title_id),
    )


def made(request: HttpRequest, body: forms.TitleMade) -> HttpResponse:
    return changes.made(request, partial(_make, body, actor(request)), document)


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


def _make(body: forms.TitleMade, who: str) -> int:
    facts = body.model_dump(exclude={"genres"}, exclude_none=True)
    title_id = catalogue.create_title(actor=who, **facts)
    if body.genres:
        catalogue.set_genres(title_id=title_id, codes=body.genres, actor=who)
    return title_id


def _all(form: type[Form], held: Iterable[object]) -> list[Form]:
    return [form.model_validate(one) for one in held]


def _picture(held: editing.HeldPicture) -> making.TitlePicture:
    told = {name: getattr(held.picture, name) for name in ("url", "srcset", "avif")}
    return making.TitlePicture(
        id=held.id,
        kind=held.kind,
        language=held.language,
        source=held.source,
        width=held.width,
        height=held.height,
        focus=held.focus,
        **told,
    )


def _changed_since(since: datetime | None) -> Iterable[Q]:
    if since is not None:
        yield audit.is_touched(kind="title", since=since)


def _open_in(asked: forms.TitlesAsked) -> Iterable[QuerySet[Any, Any]]:
    if asked.open_in is not None:
        market = Market(asked.open_in, is_staff=True)
        yield rights.open_title_ids(market=market, at=asked.open_at or clock.now())
