"""What every change asks of what it is given."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lanterne.catalogue.models import Spelling
from lanterne.catalogue.rules import fold, trimmed
from lanterne.catalogue.services.refusals import (
    LanguageUnknown,
    NameMissing,
    TerritoryUnknown,
    UnreadableText,
    WrongFacts,
)
from lanterne.core.texts import intruder, one_line
from lanterne.territories import queries as territories
from lanterne.territories.rules import is_language_tag

LONGEST_NAME = 200
OLDEST_AGE = 21
LONGEST_WORD = 60


def checked_name(name: str) -> str:
    """The name in one line, without surrounding spaces; nothing else of it is changed."""
    name = one_line(name)
    if not name:
        raise NameMissing(_("A title needs a name."))
    if len(name) > LONGEST_NAME:
        raise NameMissing(
            _("This name is longer than %(most)d characters.") % {"most": LONGEST_NAME}
        )
    check_characters(name)
    return name


def checked_line(text: str, *, most: int) -> str:
    """The text in one line, which may be empty."""
    return checked_text(one_line(text), most=most)


def checked_text(text: str, *, most: int) -> str:
    """The text as it was written, its lines ended in one way."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > most:
        raise UnreadableText(
            _("This text has %(count)d characters; there is room for %(most)d.")
            % {"count": len(text), "most": most}
        )
    check_characters(text)
    return text


def check_characters(text: str) -> None:
    if (character := intruder(text)) is not None:
        raise UnreadableText(
            _("The invisible character U+%(code)s does not belong in a text.")
            % {"code": f"{ord(character):04X}"}
        )


def check_language(language: str) -> None:
    if not is_language_tag(language):
        raise LanguageUnknown(
            _("“%(tag)s” is not a language tag such as fr or fr-CA.") % {"tag": language}
        )


def check_territory(territory: str) -> None:
    if not territories.exists(territory):
        raise TerritoryUnknown(
            _("“%(code)s” is not a country code such as FR.") % {"code": territory}
        )


def check_age(minimum_age: int) -> None:
    if not 0 <= minimum_age <= OLDEST_AGE:
        raise WrongFacts(_("An age rating is between 0 and %(oldest)d.") % {"oldest": OLDEST_AGE})


def learn(name: str) -> str:
    """Keep the name's words for the search to suggest, and give the name as the search compares it."""
    folded = fold(name)
    Spelling.objects.bulk_create(
        (
            Spelling(trimmed=short, word=word)
            for word in set(folded.split())
            if len(word) <= LONGEST_WORD
            for short in trimmed(word)
        ),
        ignore_conflicts=True,
    )
    return folded
