"""Writing a title's fields as they are wanted, whatever they hold: for taking back, for drafts and for merging."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from lanterne.catalogue.fields import Family, State
from lanterne.catalogue.models import (
    AgeRating,
    Artwork,
    Company,
    CompanyCredit,
    Credit,
    Genre,
    Identifier,
    Localisation,
    Person,
    Term,
    Title,
    TitleGenre,
    TitleTerm,
)
from lanterne.catalogue.queries.fields import RATING, WORDS
from lanterne.catalogue.rules import Production, fold
from lanterne.catalogue.services.artwork import PictureRefused
from lanterne.catalogue.services.captions import write_captions
from lanterne.catalogue.services.checks import learn
from lanterne.catalogue.services.refusals import IdentifierTaken, NameMissing
from lanterne.catalogue.services.titles import write_production

Wanted = Mapping[tuple[str, ...], Any]


def put(title_id: int, wanted: State) -> None:
    """None takes away what is said. Refuses an identifier that another title has, and words without a name."""
    families: dict[Family, dict[tuple[str, ...], Any]] = {}
    for field, value in wanted.items():
        families.setdefault(field.family, {})[field.parts] = value
    for family, values in families.items():
        _WRITERS[family](title_id, values)


def _facts(title_id: int, wanted: Wanted) -> None:
    empty = {"spoken_languages": [], "copyright_line": ""}
    columns = {
        name: empty.get(name) if value is None else value for (name,), value in wanted.items()
    }
    if "original_name" in columns:
        columns["folded_name"] = learn(str(columns["original_name"]))
    Title.objects.filter(pk=title_id).update(**columns)


def _countries(title_id: int, wanted: Wanted) -> None:
    told = wanted[()] or []
    countries = [
        Production(territory, None if share is None else Decimal(share), is_lead)
        for territory, share, is_lead in told
    ]
    write_production(title_id, countries)


def _genres(title_id: int, wanted: Wanted) -> None:
    genres = [Genre.objects.get_or_create(code=code)[0] for code in wanted[()] or []]
    TitleGenre.objects.filter(title_id=title_id).delete()
    TitleGenre.objects.bulk_create(TitleGenre(title_id=title_id, genre=one) for one in genres)


def _terms(title_id: int, wanted: Wanted) -> None:
    for (kind,), codes in wanted.items():
        terms = [Term.objects.get_or_create(vocabulary=kind, code=code)[0] for code in codes or []]
        TitleTerm.objects.filter(title_id=title_id, term__vocabulary=kind).delete()
        TitleTerm.objects.bulk_create(TitleTerm(title_id=title_id, term=one) for one in terms)


def _words(title_id: int, wanted: Wanted) -> None:
    for language in dict.fromkeys(tag for tag, _name in wanted):
        row = Localisation.objects.filter(title_id=title_id, language=language).first()
        said = {name: getattr(row, name) if row else "" for name in WORDS}
        said |= {name: text or "" for (tag, name), text in wanted.items() if tag == language}
        if said["name"]:
            told = {**said, "folded_name": learn(said["name"])}
            Localisation.objects.update_or_create(
                title_id=title_id, language=language, defaults=told
            )
        elif any(said.values()):
            raise NameMissing(_("A title needs a name."))
        elif row:
            row.delete()


def _ratings(title_id: int, wanted: Wanted) -> None:
    for (territory,), said in wanted.items():
        if said is None:
            AgeRating.objects.filter(title_id=title_id, territory=territory).delete()
        else:
            AgeRating.objects.update_or_create(
                title_id=title_id,
                territory=territory,
                defaults=dict(zip(RATING, said, strict=True)),
            )


def _credits(title_id: int, wanted: Wanted) -> None:
    rows = Credit.objects.filter(title_id=title_id)
    for (name, role, character), billing in wanted.items():
        held = rows.filter(person__name=name, role=role, character=character)
        if billing is None:
            held.delete()
        elif not held.exists():
            person, _made = Person.objects.get_or_create(
                name=name, defaults={"folded_name": learn(name)}
            )
            _make_room(rows, billing)
            rows.create(
                title_id=title_id, person=person, role=role, character=character, billing=billing
            )


def _companies(title_id: int, wanted: Wanted) -> None:
    rows = CompanyCredit.objects.filter(title_id=title_id)
    for (name, role), billing in wanted.items():
        held = rows.filter(company__name=name, role=role)
        if billing is None:
            held.delete()
        elif not held.exists():
            company, _made = Company.objects.get_or_create(
                name=name, defaults={"folded_name": fold(name)}
            )
            _make_room(rows, billing)
            rows.create(title_id=title_id, company=company, role=role, billing=billing)


def _make_room(rows: Any, billing: int) -> None:
    """Those named from this place on are named one later; from the last, as no two may share a place."""
    if rows.filter(billing=billing).exists():
        for row in rows.filter(billing__gte=billing).order_by("-billing"):
            rows.filter(pk=row.pk).update(billing=F("billing") + 1)


def _identifiers(title_id: int, wanted: Wanted) -> None:
    for (scheme, value), is_wanted in wanted.items():
        rows = Identifier.objects.filter(scheme=scheme, value=value)
        if not is_wanted:
            rows.filter(title_id=title_id).delete()
            continue
        held, _made = rows.get_or_create(
            scheme=scheme, value=value, defaults={"title_id": title_id}
        )
        if held.title_id != title_id:
            raise IdentifierTaken(
                _("%(scheme)s %(value)s is “%(name)s” already.")
                % {"scheme": scheme.upper(), "value": value, "name": held.title.original_name}
            )


def _pictures(title_id: int, wanted: Wanted) -> None:
    for (kind, language), said in wanted.items():
        rows = Artwork.objects.filter(title_id=title_id, kind=kind, language=language)
        if said is None:
            rows.delete()
        else:
            # What was written on another picture does not tell of this one.
            rows.exclude(master=said["master"]).update(captions={})
            rows.update_or_create(
                title_id=title_id, kind=kind, language=language, defaults=dict(said)
            )


def _captions(title_id: int, wanted: Wanted) -> None:
    for (kind, lettering, language), text in wanted.items():
        row = Artwork.objects.filter(title_id=title_id, kind=kind, language=lettering).first()
        if row is not None:
            write_captions(row, {language: text or ""})
        elif text:
            raise PictureRefused(_("This picture is not there any more."))


_WRITERS: dict[Family, Callable[[int, Wanted], None]] = {
    Family.FACT: _facts,
    Family.COUNTRIES: _countries,
    Family.GENRES: _genres,
    Family.TERMS: _terms,
    Family.WORDS: _words,
    Family.RATING: _ratings,
    Family.CREDIT: _credits,
    Family.COMPANY: _companies,
    Family.IDENTIFIER: _identifiers,
    Family.PICTURE: _pictures,
    Family.CAPTION: _captions,
}


def families_of(wanted: State) -> tuple[Family, ...]:
    """The families that putting these fields touches."""
    return tuple(dict.fromkeys(field.family for field in wanted))
