"""Asking for assets: one, or all that a title needs for its markets."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.rules import ArtKind
from lanterne.core import audit, clock
from lanterne.deliveries import queries
from lanterne.deliveries.models import DeliveryRequest, PostHouse
from lanterne.deliveries.rules import Asset, Role, State, Wanted
from lanterne.deliveries.services.refusals import (
    AskedAlready,
    DueInThePast,
    NoSuchPostHouse,
    WrongWish,
)
from lanterne.deliveries.services.steps import held, note_move
from lanterne.territories import queries as territories
from lanterne.territories.rules import is_language_tag

ROLES: dict[Asset, set[str]] = {
    Asset.SOUND: {Role.ORIGINAL, Role.DUB},
    Asset.SUBTITLE: {Role.FULL, Role.DEAF, Role.FORCED},
    Asset.ARTWORK: set(ArtKind),
}
IN_A_LANGUAGE = {Asset.MASTER, Asset.SOUND, Asset.SUBTITLE, Asset.METADATA}


@transaction.atomic
def ask(
    *, title_id: int, wanted: Wanted, due_on: date, post_house_id: int | None, actor: str
) -> int:
    """Ask for one asset; returns the request's id."""
    check_wish(wanted)
    _check_due(due_on)
    _check_house(post_house_id)
    catalogue.hold_title(title_id=title_id)  # so that two editors do not ask twice
    if _is_asked(title_id, wanted):
        raise AskedAlready(_("This was asked for already, and is not cancelled."))
    return _asked(title_id, wanted, due_on, post_house_id, actor)


@transaction.atomic
def ask_all(  # noqa: PLR0913 - the template is filled in with these words, all of them named
    *,
    title_id: int,
    markets: Collection[str],
    way: Role,
    due_on: date,
    post_house_id: int | None,
    actor: str,
) -> int:
    """Ask for all that a title still lacks for its markets; how many requests that made, none when run again."""
    _check_due(due_on)
    _check_house(post_house_id)
    catalogue.hold_title(title_id=title_id)
    lines = queries.proposals(title_id=title_id, markets=markets, way=way)
    fresh = [line.wanted for line in lines if line.is_new]
    for wanted in fresh:
        _asked(title_id, wanted, due_on, post_house_id, actor)
    return len(fresh)


@transaction.atomic
def change_request(*, request_id: int, due_on: date, post_house_id: int | None, actor: str) -> None:
    """Give it another day or another post house; where it stands does not change."""
    row = held(request_id)
    if due_on != row.due_on:
        _check_due(due_on)
    _check_house(post_house_id)
    put_off(row, due_on=due_on, post_house_id=post_house_id, actor=actor)


def put_off(row: DeliveryRequest, *, due_on: date, post_house_id: int | None, actor: str) -> None:
    """The same of a held row, whatever day it is."""
    row.due_on, row.post_house_id = due_on, post_house_id
    row.save(update_fields=["due_on", "post_house"])
    audit.record(
        actor=actor,
        action="deliveries.change_request",
        subject=f"title:{row.title_id}",
        detail={"request": row.pk, "due_on": due_on.isoformat(), "post_house": post_house_id},
    )


def _asked(
    title_id: int, wanted: Wanted, due_on: date, post_house_id: int | None, actor: str
) -> int:
    row = DeliveryRequest.objects.create(
        title_id=title_id,
        asset=wanted.asset,
        language=wanted.language,
        role=wanted.role,
        territory=wanted.territory,
        post_house_id=post_house_id,
        due_on=due_on,
        asked_at=clock.now(),
    )
    note_move(row, actor=actor)
    return row.pk


def _is_asked(title_id: int, wanted: Wanted) -> bool:
    rows = DeliveryRequest.objects.filter(
        title_id=title_id,
        asset=wanted.asset,
        language=wanted.language,
        role=wanted.role,
        territory=wanted.territory,
    )
    return rows.exclude(state=State.CANCELLED).exists()


def check_wish(wanted: Wanted) -> None:
    roles = ROLES.get(wanted.asset, {""})
    if wanted.role not in roles:
        raise WrongWish(_("Say which kind of this is asked for."))
    if wanted.asset in IN_A_LANGUAGE and not wanted.language:
        raise WrongWish(_("Say in which language it is asked for."))
    if wanted.language and not is_language_tag(wanted.language):
        raise WrongWish(_("A language is a tag such as fr, pt-BR or zh-Hant."))
    is_of_a_place = wanted.asset is Asset.RATING
    if is_of_a_place != bool(wanted.territory) or (
        is_of_a_place and not territories.exists(wanted.territory)
    ):
        raise WrongWish(_("An age rating is asked for in one country, and nothing else is."))


def _check_due(due_on: date) -> None:
    if due_on < clock.now().date():
        raise DueInThePast(_("Nothing can be due on a day that is over."))


def _check_house(post_house_id: int | None) -> None:
    if post_house_id is not None and not PostHouse.objects.filter(pk=post_house_id).exists():
        raise NoSuchPostHouse(_("There is no such post house."))
