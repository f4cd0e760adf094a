"""What is said about a title: words, people and genres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Required, TypedDict, Unpack, cast

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lanterne.catalogue.fields import Family
from lanterne.catalogue.genres import NAMES
from lanterne.catalogue.models import Credit, Genre, Localisation, Person, TitleGenre
from lanterne.catalogue.services.changes import before, note
from lanterne.catalogue.services.checks import (
    check_language,
    checked_line,
    checked_name,
    checked_text,
    learn,
)
from lanterne.catalogue.services.refusals import UnknownGenre
from lanterne.catalogue.services.titles import hold_title
from lanterne.core.texts import one_line


class Words(TypedDict, total=False):
    """The words in one language; what is left out stays as it is."""

    name: Required[str]
    tagline: str
    synopsis_short: str
    synopsis_medium: str
    synopsis: str


MOST = {"tagline": 200, "synopsis_short": 300, "synopsis_medium": 1000, "synopsis": 10_000}


@transaction.atomic
def localise(*, title_id: int, language: str, actor: str, **words: Unpack[Words]) -> None:
    """Say a title in a language, for the first time or again."""
    hold_title(title_id=title_id)
    check_language(language)
    name = checked_name(words["name"])
    was = before(title_id, Family.WORDS)
    Localisation.objects.update_or_create(
        title_id=title_id,
        language=language,
        defaults={
            **checked_words(cast("dict[str, str]", words)),
            "name": name,
            "folded_name": learn(name),
        },
    )
    note(was, actor, "localise", language=language, name=name)


@transaction.atomic
def credit(*, title_id: int, person: str, role: str, actor: str, character: str = "") -> None:
    """Name a person after those already named; saying it twice changes nothing."""
    hold_title(title_id=title_id)
    name = checked_name(person)
    was = before(title_id, Family.CREDIT)
    role, character = checked_line(role, most=60), checked_line(character, most=200)
    row, _made = Person.objects.get_or_create(name=name, defaults={"folded_name": learn(name)})
    last = Credit.objects.filter(title_id=title_id).aggregate(last=Max("billing"))["last"] or 0
    _credit, is_new = Credit.objects.get_or_create(
        title_id=title_id,
        person=row,
        role=role,
        character=character,
        defaults={"billing": last + 1},
    )
    if is_new:
        note(was, actor, "credit", person=name, role=role, character=character)


@transaction.atomic
def set_genres(*, title_id: int, codes: Sequence[str], actor: str) -> None:
    """Say which genres a title is of, the most telling first."""
    hold_title(title_id=title_id)
    codes = tuple(dict.fromkeys(codes))
    for code in codes:
        if code not in NAMES:
            raise UnknownGenre(_("There is no genre “%(code)s”.") % {"code": code})
    was = before(title_id, Family.GENRES)
    genres = [Genre.objects.get_or_create(code=code)[0] for code in codes]
    TitleGenre.objects.filter(title_id=title_id).delete()
    TitleGenre.objects.bulk_create(TitleGenre(title_id=title_id, genre=one) for one in genres)
    note(was, actor, "set_genres", genres=list(codes))


def checked_words(words: Mapping[str, str]) -> dict[str, str]:
    """Taglines are one line, synopses keep their paragraphs."""
    said = {key: text for key, text in words.items() if key in MOST}
    if "tagline" in said:
        said["tagline"] = one_line(said["tagline"])
    return {key: checked_text(text, most=MOST[key]) for key, text in said.items()}
