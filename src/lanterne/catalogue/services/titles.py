"""Making titles and stating facts about them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from itertools import count as count_from
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from lanterne.catalogue.fields import Family
from lanterne.catalogue.models import FormerTitle, ProductionCountry, Title
from lanterne.catalogue.rules import BESIDE, Edition, Kind, Production, belongs_to, fold
from lanterne.catalogue.services.changes import before, note
from lanterne.catalogue.services.checks import (
    check_age,
    check_language,
    check_territory,
    checked_line,
    checked_name,
    learn,
)
from lanterne.catalogue.services.refusals import NoSuchTitle, NumberTaken, WrongFacts, WrongParent
from lanterne.core import audit, clock

# The longest film lasts 857 hours; what is beyond is a slip, and at last more than a database keeps.
MOST_HOURS = 1000
MOST_NUMBER = 100_000


class Facts(TypedDict, total=False):
    """What can be said of any title; what is left out stays as it is."""

    year: int | None
    runtime_seconds: int | None
    countries: Sequence[str]
    spoken_languages: Sequence[str]
    minimum_age: int | None
    copyright_line: str


class FirstFacts(Facts, total=False):
    """What belongs to another title also says where, once and for all, and an edition which one it is."""

    parent_id: int | None
    number: int | None
    edition: str


@transaction.atomic
def create_title(
    *,
    kind: str,
    original_name: str,
    original_language: str,
    actor: str,
    **facts: Unpack[FirstFacts],
) -> int:
    """Make a film, a series, or what belongs to one: seasons, episodes, trailers, extras, other editions."""
    name = checked_name(original_name)
    check_language(original_language)
    check_facts(facts)
    kind = Kind(kind)
    check_edition(kind, facts.get("edition", ""))
    parent = _parent(kind, facts.get("parent_id"), facts.get("number"))
    title = Title.objects.create(
        kind=kind,
        series_id=_series_id(parent),
        slug=_slug(kind, name, parent, facts.get("number")),
        original_name=name,
        original_language=original_language,
        folded_name=learn(name),
        created_at=clock.now(),
        **_columns(facts),
    )
    _write_countries(title.pk, facts)
    audit.record(
        actor=actor,
        action="catalogue.create_title",
        subject=f"title:{title.pk}",
        detail={"kind": kind.value, "name": name},
    )
    return title.pk


@transaction.atomic
def set_facts(*, title_id: int, actor: str, **facts: Unpack[Facts]) -> None:
    """State the facts given and leave the others."""
    hold_title(title_id=title_id)
    check_facts(facts)
    was = before(title_id, Family.FACT, Family.COUNTRIES)
    columns = _columns(facts)
    Title.objects.filter(pk=title_id).update(**columns)
    detail = _write_countries(title_id, facts) | columns
    note(was, actor, "set_facts", **detail)


def hold_title(*, title_id: int) -> None:
    """Keep other editors from this title until the transaction ends."""
    held = Title.objects.select_for_update().filter(pk=title_id).values_list("id", flat=True)
    if held.first() is None:
        raise NoSuchTitle(_("There is no such title."))


def _columns(facts: FirstFacts | Facts) -> dict[str, object]:
    columns: dict[str, object] = dict(facts)
    columns.pop("countries", None)
    if "copyright_line" in facts:
        columns["copyright_line"] = checked_line(facts["copyright_line"], most=200)
    if "spoken_languages" in facts:
        columns["spoken_languages"] = list(dict.fromkeys(facts["spoken_languages"]))
    return columns


def _write_countries(title_id: int, facts: FirstFacts | Facts) -> dict[str, object]:
    """A plain list keeps the shares and the lead of the countries that stay in it."""
    if "countries" not in facts:
        return {}
    held = ProductionCountry.objects.filter(title_id=title_id)
    known = {row.territory: Production(row.territory, row.share, row.is_lead) for row in held}
    codes = list(dict.fromkeys(facts["countries"]))
    write_production(title_id, [known.get(code, Production(code)) for code in codes])
    return {"countries": codes}


def write_production(title_id: int, countries: Sequence[Production]) -> None:
    """The countries of production, in place of those before."""
    ProductionCountry.objects.filter(title_id=title_id).delete()
    ProductionCountry.objects.bulk_create(
        ProductionCountry(
            title_id=title_id, territory=one.territory, share=one.share, is_lead=one.is_lead
        )
        for one in countries
    )


def check_facts(facts: FirstFacts | Facts) -> None:
    """Refuse what cannot be true of any title."""
    for territory in facts.get("countries", ()):
        check_territory(territory)
    for language in facts.get("spoken_languages", ()):
        check_language(language)
    if (age := facts.get("minimum_age")) is not None:
        check_age(age)
    year, runtime = facts.get("year"), facts.get("runtime_seconds")
    if year is not None and not 1888 <= year <= clock.now().year + 20:
        raise WrongFacts(_("No film was made in %(year)d.") % {"year": year})
    if runtime is not None and not 0 < runtime <= MOST_HOURS * 3600:
        raise WrongFacts(
            _("A title lasts at least one second and at most %(most)d hours.")
            % {"most": MOST_HOURS}
        )


def check_number(number: int | None) -> None:
    if number is not None and number > MOST_NUMBER:
        raise WrongFacts(_("A number is at most %(most)d.") % {"most": MOST_NUMBER})


def _parent(kind: Kind, parent_id: int | None, number: int | None) -> Title | None:
    """The title above, held so that two editors cannot both take a number."""
    expected = belongs_to(kind)
    if not expected:
        if parent_id is not None or number is not None:
            raise WrongParent(_("A film or a series stands alone."))
        return None
    above = Title.objects.select_for_update().filter(kind__in=expected)
    parent = above.filter(pk=parent_id).first() if parent_id is not None else None
    if parent is None or number is None:
        raise WrongParent(place(kind))
    check_number(number)
    if parent.children.filter(kind=kind, number=number).exists():
        raise NumberTaken(_("Number %(number)d is taken already.") % {"number": number})
    return parent


def place(kind: Kind) -> str:
    """The sentence about where one of this kind belongs."""
    if kind is Kind.EDITION:
        return _("Another edition belongs to a film, and has a number.")
    if kind in BESIDE:
        return _("A trailer or an extra belongs to a film or a series, and has a number.")
    return _("A season belongs to a series, an episode to a season, and each has a number.")


def check_edition(kind: Kind, edition: str) -> None:
    """Refuse an edition without its word, and the word on anything else."""
    if kind is Kind.EDITION and edition not in set(Edition):
        raise WrongFacts(_("“%(edition)s” is no edition of a film.") % {"edition": edition})
    if kind is not Kind.EDITION and edition:
        raise WrongFacts(_("Only another edition of a film says which one it is."))


def _series_id(parent: Title | None) -> int | None:
    """The series itself is the parent of its seasons, and its seasons know it."""
    return (parent.series_id or parent.pk) if parent else None


def _slug(kind: Kind, name: str, parent: Title | None, number: int | None) -> str:
    """An address that nobody has yet: words for films and series, s1-e2 below a series, trailer-1."""
    if parent is not None:
        mark = f"{kind}-" if kind in BESIDE else kind[0]
        wanted = f"{parent.slug}-{mark}{number}"
    else:
        wanted = slugify(fold(name))[:80] or kind.value
    taken = {
        slug
        # The address of a title that was merged into another leads there, whoever comes.
        for rows in (Title.objects, FormerTitle.objects)
        for slug in rows.filter(slug__startswith=wanted).values_list("slug", flat=True)
    }
    candidates = chain([wanted], (f"{wanted}-{count}" for count in count_from(2)))
    return next(slug for slug in candidates if slug not in taken)
