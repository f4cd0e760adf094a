"""What lists offer, named in the reader's language and in its alphabetical order."""

from __future__ import annotations

from collections.abc import Iterable

from babel.core import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lanterne.catalogue import boards, genres
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.queries import editing
from lanterne.catalogue.rules import fold
from lanterne.catalogue.vocabulary import VOCABULARIES, Vocabulary
from lanterne.rights import queries as rights
from lanterne.studio import words
from lanterne.territories import queries as territories
from lanterne.ui.words import language_name

Choices = list[tuple[str, str]]
# Between a system and its label; neither has it.
PARTED = "|"
# BCP 47; what is not offered here can still be held and edited.
TAGS = (
    "ar bg bn ca cs cy da de el en en-GB en-US es es-419 et eu fa fi fr fr-CA ga gl gsw he hi hr hu id is it "
    "ja ka ko lt lv mk mt nb nl pl pt pt-BR ro ru sk sl sq sr sv sw ta te th tr uk ur vi wo zh-Hans zh-Hant"
)


def reader() -> str:
    return get_language() or "en"


def locale() -> Locale:
    """For days and figures. British order: days before months."""
    language = {"en": "en_GB"}.get(reader(), reader())
    return Locale.parse(language, sep="-" if "-" in language else "_")


def languages(held: Iterable[str] = ()) -> Choices:
    """Those that we offer, and those that are held already."""
    codes = dict.fromkeys((*TAGS.split(), *held))
    named = [(code, language_name(code, language=reader())) for code in codes]
    return sorted(named, key=lambda one: fold(one[1]))


def letterings() -> Choices:
    """The languages that a picture may be lettered in, if it is."""
    return either(_("No lettering"), languages())


def countries() -> Choices:
    """Every country; the markets come first, since that is where windows are wanted."""
    open_ones = [market.territory for market in territories.markets()]
    every = [(one.code, one.name) for one in territories.countries(reader())]
    ours = [one for one in every if one[0] in open_ones]
    return [*ours, *(one for one in every if one[0] not in open_ones)]


def countries_with_clocks() -> Choices:
    """The same, each with the zone by whose clocks its windows open and close."""
    return [(code, f"{name} ({territories.clock(territory=code)})") for code, name in countries()]


def countries_by_market() -> list[tuple[str, Choices]]:
    """The same in two groups: our markets, and everywhere else."""
    open_ones = {market.territory for market in territories.markets()}
    every = countries_with_clocks()
    return [
        (_("Markets"), [one for one in every if one[0] in open_ones]),
        (_("Other countries"), [one for one in every if one[0] not in open_ones]),
    ]


def labels(territory: str) -> list[tuple[str, str | Choices]]:
    """What the country's boards may say, system by system, then any other label."""
    held = boards.labels(territory=territory)
    groups = [
        (system, [_label(one) for one in held if one.system == system])
        for system in boards.systems(territory=territory)
    ]
    return [*groups, ("", _("Another label, with its age"))]


def _label(one: boards.Label) -> tuple[str, str]:
    name = f"{one.label} ({one.name})" if one.name else one.label
    kind = words.AGE_KINDS[one.kind] % {"age": one.minimum_age}
    return f"{one.system}{PARTED}{one.label}", f"{name}: {kind}"


def everywhere() -> Choices:
    """One country, or none in particular."""
    return either(_("Every country (UTC)"), countries_with_clocks())


def every_offer() -> Choices:
    return either(
        _("Every offer"), [(code.value, str(name)) for code, name in words.OFFERS.items()]
    )


def licences() -> Choices:
    """The contracts on record, by licensor."""
    held = [
        (str(one.id), f"{one.licensor} · {one.reference}") for one in rights.licences(limit=2000)
    ]
    return either(_("No licence"), held)


def genre_choices() -> Choices:
    return sorted(
        ((code, genres.name(code)) for code in genres.NAMES), key=lambda one: fold(one[1])
    )


def moods() -> Choices:
    return list(editing.terms(vocabulary=Vocabulary.MOOD, language=reader()))


def keywords() -> Choices:
    return list(editing.terms(vocabulary=Vocabulary.KEYWORD, language=reader()))


def collections() -> Choices:
    held = catalogue.collections(language=reader())
    return [(str(one.id), one.name) for one in held]


def vocabularies() -> Choices:
    return [(code, str(name)) for code, name in VOCABULARIES.items()]


def either(first: str, choices: Choices) -> Choices:
    """A list that may be left alone."""
    return [("", first), *choices]


def anything() -> str:
    return _("All")
