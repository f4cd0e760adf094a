"""Whether what a request asks for is there already, and what is left to be asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lanterne.assets import queries as assets
from lanterne.assets.queries import PublicationCard
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.queries import editing
from lanterne.catalogue.rules import FRAME
from lanterne.deliveries import needs
from lanterne.deliveries.models import DeliveryRequest
from lanterne.deliveries.queries.requests import wanted as wanted_of
from lanterne.deliveries.rules import Asset, Role, State, Wanted, proposed, speaks
from lanterne.territories import queries as territories
from lanterne_media.model import Sidecar


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line of the template; only what is neither there nor asked for is asked."""

    wanted: Wanted
    is_there: bool
    is_asked: bool

    @property
    def is_new(self) -> bool:
        return not (self.is_there or self.is_asked)


def proposals(*, title_id: int, markets: Collection[str], way: Role) -> tuple[Proposal, ...]:
    """What a title needs for these markets, line by line; none for a title that does not exist."""
    title = editing.edited(title_id=title_id)
    if title is None:
        return ()
    cards = (territories.market(territory=one) for one in sorted(markets))
    told = [(card.territory, card.default_language) for card in cards if card]
    rows = DeliveryRequest.objects.filter(title_id=title_id).exclude(state=State.CANCELLED)
    asked = {wanted_of(row) for row in rows}
    return tuple(
        Proposal(one, is_there(title_id=title_id, wanted=one), one in asked)
        for one in proposed(title.kind, title.original_language, told, way)
    )


def is_there(*, title_id: int, wanted: Wanted) -> bool:
    """Whether the title has it, wherever it came from."""
    match wanted.asset:
        case Asset.MASTER | Asset.SOUND:
            return _is_heard(title_id, wanted)
        case Asset.SUBTITLE:
            return subtitle(title_id=title_id, wanted=wanted) is not None
        case Asset.ARTWORK:
            return any(
                one.kind == wanted.role and one.language == wanted.language and one.source != FRAME
                for one in editing.artwork(title_id=title_id)
            )
        case Asset.METADATA:
            held = catalogue.localised(title_id=title_id, language=wanted.language)
            return held is not None and bool(held.synopsis or held.synopsis_short)
        case Asset.RATING:
            return any(
                one.territory == wanted.territory for one in editing.ratings(title_id=title_id)
            )


def subtitle(*, title_id: int, wanted: Wanted) -> assets.SubtitleCard | None:
    """The subtitle file that answers a request, which the next publish takes along."""
    cards = assets.subtitles(title_id=title_id)
    return next((card for card in cards if _answers(card.sidecar, wanted)), None)


def _answers(sidecar: Sidecar, wanted: Wanted) -> bool:
    kind = (sidecar.is_forced, sidecar.is_for_the_deaf)
    asked = (wanted.role == Role.FORCED, wanted.role == Role.DEAF)
    return sidecar.language == wanted.language and kind == asked


def _is_heard(title_id: int, wanted: Wanted) -> bool:
    published = assets.publication(title_id=title_id)
    return published is not None and published.is_final and has_sound(published, wanted)


def has_sound(published: PublicationCard, wanted: Wanted) -> bool:
    """Whether streams have the sound that was asked for; a master is asked for in its original language."""
    sound: Sequence[str] = published.sound_languages
    if wanted.asset is Asset.MASTER:
        return True
    if wanted.role == Role.ORIGINAL:
        return needs.is_heard(sound, wanted.language)
    return speaks(sound, wanted.language)
