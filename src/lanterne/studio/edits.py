"""Fields of a title in words: what each is called, what it held and what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lanterne.catalogue.fields import Edit, Family, Field
from lanterne.catalogue.queries import editing
from lanterne.catalogue.vocabulary import VOCABULARIES, Vocabulary
from lanterne.studio import activity, choices, words
from lanterne.territories import queries as territories
from lanterne.ui.words import language_name

NOTHING = "–"
NAMES: dict[str, str | Promise] = {
    "original_name": _("Original name"),
    "original_language": _("Original language"),
    "spoken_languages": _("Spoken languages"),
    "name": _("Name"),
    "tagline": _("Tagline"),
    "synopsis_short": _("Short synopsis"),
    "synopsis_medium": _("Medium synopsis"),
    "synopsis": _("Synopsis"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field; ``before`` is empty where no line says what was there."""

    field: str
    before: str
    after: str


def told(edits: Iterable[Edit]) -> tuple[Change, ...]:
    """What edits made of each field; nothing that became something has no before."""
    return tuple(
        Change(
            label(edit.field),
            "" if edit.before is None else value(edit.field, edit.before),
            value(edit.field, edit.after),
        )
        for edit in edits
    )


def territories_of(fields: Iterable[Field]) -> tuple[str, ...]:
    """The markets that an act upon these fields is bound to: those of their ratings."""
    found = (field.which for field in fields if field.family is Family.RATING)
    return tuple(sorted(dict.fromkeys(found)))


def label(field: Field) -> str:
    return _LABELS[field.family](field)


def value(field: Field, said: Any) -> str:
    if said is None:
        return NOTHING
    return _VALUES[field.family](field, said)


def _language(tag: str) -> str:
    return language_name(tag, language=choices.reader())


def _country(code: str) -> str:
    return territories.name(code=code, language=choices.reader())


def _with(name: object, place: str) -> str:
    return f"{name} ({place})" if place else str(name)


def _fact(field: Field, said: Any) -> str:
    if field.which == "original_language":
        return _language(said)
    if field.which == "spoken_languages":
        return ", ".join(map(_language, said))
    return activity.value(field.which, said)


def _made_in(_field: Field, said: Any) -> str:
    return ", ".join(map(_production, said))


def _production(said: Any) -> str:
    territory, share, is_lead = said
    parts = [_country(territory), f"{share} %" if share else "", gettext("lead") if is_lead else ""]
    return " · ".join(part for part in parts if part)


def _filed(field: Field, said: Any) -> str:
    names = dict(editing.terms(vocabulary=field.which, language=choices.reader()))
    return ", ".join(names.get(code, code) for code in said)


def _rating(_field: Field, said: Any) -> str:
    system, mark, age = said
    return " · ".join(
        part for part in (mark, system, gettext("from age %(age)s") % {"age": age}) if part
    )


def _credit(field: Field, _said: Any) -> str:
    person, role, character = field.parts
    done = str(words.ROLES.get(role, role))
    return " · ".join(part for part in (person, done, character) if part)


def _company(field: Field, _said: Any) -> str:
    company, role = field.parts
    return f"{company} · {_COMPANY_ROLES.get(role, role)}"


def _picture(_field: Field, said: Any) -> str:
    across, down = said["crops"].get("focus", (50, 50))
    focus = gettext("focus %(x)s, %(y)s") % {"x": across, "y": down}
    return f"{said['width']} × {said['height']} · {activity.source(said['source'])} · {focus}"


_LABELS: dict[Family, Callable[[Field], str]] = {
    Family.FACT: lambda field: str(NAMES.get(field.which) or activity.field(field.which)),
    Family.COUNTRIES: lambda _field: activity.field("countries"),
    Family.GENRES: lambda _field: activity.field("genres"),
    Family.TERMS: lambda field: str(VOCABULARIES[Vocabulary(field.which)]),
    Family.WORDS: lambda field: _with(NAMES[field.parts[1]], _language(field.which)),
    Family.RATING: lambda field: _with(gettext("Rating"), _country(field.which)),
    Family.CREDIT: lambda _field: gettext("Credit"),
    Family.COMPANY: lambda _field: gettext("Company"),
    Family.IDENTIFIER: lambda field: _REGISTRIES[field.which],
    Family.PICTURE: lambda field: _with(
        _PICTURES[field.which], _language(field.parts[1]) if field.parts[1] else ""
    ),
    Family.CAPTION: lambda field: _with(
        gettext("Caption"), f"{_PICTURES[field.which]}, {_language(field.parts[2])}"
    ),
}
_VALUES: dict[Family, Callable[[Field, Any], str]] = {
    Family.FACT: _fact,
    Family.COUNTRIES: _made_in,
    Family.GENRES: lambda _field, said: activity.value("genres", said),
    Family.TERMS: _filed,
    Family.WORDS: lambda _field, said: str(said),
    Family.RATING: _rating,
    Family.CREDIT: _credit,
    Family.COMPANY: _company,
    Family.IDENTIFIER: lambda field, _said: field.parts[1],
    Family.PICTURE: _picture,
    Family.CAPTION: lambda _field, said: str(said),
}
_REGISTRIES: dict[str, str] = {scheme.value: name for scheme, name in words.REGISTRIES.items()}
_PICTURES: dict[str, object] = {kind.value: name for kind, name in words.PICTURES.items()}
_COMPANY_ROLES: dict[str, object] = {role.value: name for role, name in words.COMPANY_ROLES.items()}
