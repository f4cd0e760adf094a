"""What requests and their parts are called, to staff and to post houses."""

from __future__ import annotations

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lanterne.catalogue.rules import ArtKind
from lanterne.deliveries.needs import Code, Need, Standing
from lanterne.deliveries.rules import Asset, Due, Role, State, Wanted
from lanterne.territories import queries as territories
from lanterne.ui.words import language_name

STATES = {
    State.REQUESTED: pgettext_lazy("delivery", "Requested"),
    State.DELIVERED: pgettext_lazy("delivery", "Delivered"),
    State.PROCESSED: pgettext_lazy("delivery", "Processed"),
    State.ACCEPTED: pgettext_lazy("delivery", "Accepted"),
    State.REDELIVERY: pgettext_lazy("delivery", "To be redelivered"),
    State.CANCELLED: pgettext_lazy("delivery", "Cancelled"),
}
DUES = {Due.LATE: _("Late"), Due.WEEK: _("Within a week"), Due.LATER: _("Later")}
ASSETS = {
    Asset.MASTER: pgettext_lazy("asset", "Master"),
    Asset.SOUND: pgettext_lazy("asset", "Sound"),
    Asset.SUBTITLE: pgettext_lazy("asset", "Subtitles"),
    Asset.ARTWORK: pgettext_lazy("asset", "Artwork"),
    Asset.METADATA: pgettext_lazy("asset", "Words"),
    Asset.RATING: pgettext_lazy("asset", "Age rating"),
}
ROLES = {
    Role.ORIGINAL: _("Original sound"),
    Role.DUB: _("Dub"),
    Role.FULL: _("Subtitles"),
    Role.DEAF: _("Subtitles for the deaf and hard of hearing"),
    Role.FORCED: _("Forced subtitles"),
}
PICTURES = {
    ArtKind.POSTER: pgettext_lazy("artwork", "Poster"),
    ArtKind.STILL: pgettext_lazy("artwork", "Still"),
    ArtKind.BACKDROP: pgettext_lazy("artwork", "Backdrop"),
}
NEEDS = {
    Code.FILM: _("The film, with its whole ladder"),
    Code.EPISODES: _("An episode that can be watched"),
    Code.ORIGINAL_SOUND: _("The original sound"),
    Code.SPOKEN: _("A dub or subtitles"),
    Code.WORDS: _("A name and a synopsis"),
    Code.POSTER: _("A poster"),
    Code.STILL: _("A still"),
    Code.PICTURE: _("Another picture that was asked for"),
    Code.RATING: _("An age rating"),
    Code.WINDOW: _("A licence window"),
}
STANDINGS = {
    Standing.MET: _("There"),
    Standing.MISSING: _("Missing"),
    Standing.ASKED: _("Asked for"),
    Standing.ARRIVED: _("Waits to be accepted"),
}


def reader() -> str:
    return get_language() or "en"


def of_wanted(wanted: Wanted) -> str:
    """One asset in words: "Dub – French", "Poster", "Age rating – Belgium"."""
    what = ASSETS[wanted.asset]
    if wanted.asset in {Asset.SOUND, Asset.SUBTITLE}:
        what = ROLES[Role(wanted.role)]
    if wanted.asset is Asset.ARTWORK:
        what = PICTURES[ArtKind(wanted.role)]
    return " – ".join(filter(None, (str(what), _of(wanted))))


def of_need(need: Need) -> str:
    """One need in words, with its language where it has one."""
    named = language_name(need.language, language=reader()) if need.language else ""
    return " – ".join(filter(None, (str(NEEDS[need.code]), named)))


def _of(wanted: Wanted) -> str:
    if wanted.territory:
        return territories.name(code=wanted.territory, language=reader())
    return language_name(wanted.language, language=reader()) if wanted.language else ""
