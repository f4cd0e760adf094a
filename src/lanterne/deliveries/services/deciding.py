"""What staff decide about a request: taken, to come again, no longer wanted, or here already."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lanterne.assets import queries as assets
from lanterne.catalogue import services as catalogue
from lanterne.deliveries import letters, needs, queries, reasons
from lanterne.deliveries.models import DeliveryRequest
from lanterne.deliveries.queries.requests import wanted
from lanterne.deliveries.rules import Asset, State
from lanterne.deliveries.services.arriving import arrived
from lanterne.deliveries.services.links import make_link
from lanterne.deliveries.services.refusals import LanguageMismatch, NothingThere, ReasonUnknown
from lanterne.deliveries.services.steps import held_at, step
from lanterne.ui.words import language_name


@transaction.atomic
def accept(*, request_id: int, turn: int, actor: str) -> None:
    """Take what was delivered; a picture takes its place only now. ``turn`` is the standing that was seen."""
    row = held_at(request_id, turn)
    check_language(row)
    hang_picture(row, actor=actor)
    drop_picture(row)
    step(row, State.ACCEPTED, actor=actor)


@transaction.atomic
def ask_again(*, request_id: int, turn: int, reason: str, note: str, actor: str) -> None:
    """Send it back with a reason of the list; its post house gets a message with a link of its own."""
    row = held_at(request_id, turn)
    if reason not in {one.code for one in reasons.of(row.asset)}:
        raise ReasonUnknown(_("Choose a reason from the list."))
    drop_picture(row)
    step(row, State.REDELIVERY, actor=actor, reason=reason, note=note.strip()[:1000])
    if row.post_house:
        link = make_link(post_house_id=row.post_house.pk, actor=actor)
        letters.redelivery(row, row.post_house, note.strip()[:1000], link)


@transaction.atomic
def cancel(*, request_id: int, turn: int, actor: str) -> None:
    """It is no longer wanted; it may be asked for anew."""
    row = held_at(request_id, turn)
    drop_picture(row)
    step(row, State.CANCELLED, actor=actor)


@transaction.atomic
def note_delivery(*, request_id: int, turn: int, actor: str) -> None:
    """It has come another way than by a link: refused unless it is really there."""
    row = held_at(request_id, turn)
    if arrived(row, actor=actor):
        return
    is_typed = Asset(row.asset) in {Asset.ARTWORK, Asset.METADATA, Asset.RATING}
    if not is_typed or not queries.is_there(title_id=row.title_id, wanted=wanted(row)):
        raise NothingThere(_("It is not here: nothing has come since it was asked for."))
    step(row, State.DELIVERED, actor=actor)
    step(row, State.PROCESSED, actor=actor)


def hang_picture(row: DeliveryRequest, *, actor: str) -> None:
    """Put the picture that waited aside in its place."""
    if row.held:
        catalogue.add_artwork(
            title_id=row.title_id,
            kind=row.role,
            language=row.language,
            content=(Path(settings.DELIVERIES) / row.held).read_bytes(),
            source=row.post_house.name if row.post_house else row.file_name,
            actor=actor,
        )


def drop_picture(row: DeliveryRequest) -> None:
    """Forget the picture that waited aside; its file goes once that is on record."""
    if row.held:
        path = Path(settings.DELIVERIES) / row.held
        transaction.on_commit(partial(path.unlink, missing_ok=True))
    row.held = ""


def check_language(row: DeliveryRequest) -> None:
    """A master whose sound says another language is not the one that was asked for."""
    published = assets.publication(title_id=row.title_id) if row.asset == Asset.MASTER else None
    if published is None or needs.is_heard(published.sound_languages, row.language):
        return
    reader = get_language() or "en"
    seen = [language_name(one, language=reader) for one in published.sound_languages]
    told = {"seen": ", ".join(seen), "asked": language_name(row.language, language=reader)}
    raise LanguageMismatch(
        _("The language does not match: %(asked)s was asked for, the sound is in %(seen)s.") % told
    )
