"""Who made a title, where, and what it is filed under: what the tables below its page say, in one statement.

Written by hand for the same reason as ``surroundings``: the ORM would ask six times.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection

from lanterne.catalogue import vocabulary
from lanterne.catalogue.languages import choose
from lanterne.catalogue.rules import (
    CollectionLine,
    CompanyLine,
    CreditLine,
    IdentifierLine,
    Production,
)

# Each row begins with the table it is from and its place there; what a table has no column for is an empty string.
_STATEMENT = """
SELECT 'credit', credits.billing, people.name, credits.role, credits."character"
FROM catalogue_credit AS credits JOIN catalogue_person AS people ON people.id = credits.person_id
WHERE credits.title_id = %(id)s
UNION ALL
SELECT 'company', credits.billing, companies.name, credits.role, ''
FROM catalogue_companycredit AS credits JOIN catalogue_company AS companies ON companies.id = credits.company_id
WHERE credits.title_id = %(id)s
UNION ALL
SELECT 'country', id, territory, COALESCE(CAST(share AS text), ''), CASE WHEN is_lead THEN 'lead' ELSE '' END
FROM catalogue_productioncountry WHERE title_id = %(id)s
UNION ALL
SELECT 'term', links.id, terms.vocabulary, terms.code, ''
FROM catalogue_titleterm AS links JOIN catalogue_term AS terms ON terms.id = links.term_id
WHERE links.title_id = %(id)s
UNION ALL
SELECT 'name', names.id, terms.vocabulary || ' ' || terms.code, names.language, names.name
FROM catalogue_titleterm AS links JOIN catalogue_term AS terms ON terms.id = links.term_id
JOIN catalogue_termname AS names ON names.term_id = terms.id
WHERE links.title_id = %(id)s
UNION ALL
SELECT 'collection', names.id, gathered.slug || ' ' || gathered.original_language, names.language, names.name
FROM catalogue_collectiontitle AS places JOIN catalogue_collection AS gathered ON gathered.id = places.collection_id
JOIN catalogue_collectionname AS names ON names.collection_id = gathered.id
WHERE places.title_id = %(id)s
UNION ALL
SELECT 'identifier', id, scheme, value, '' FROM catalogue_identifier WHERE title_id = %(id)s
"""
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Colophon:
    credits: list[CreditLine] = field(default_factory=list)
    companies: list[CompanyLine] = field(default_factory=list)
    production: list[Production] = field(default_factory=list)
    terms: list[tuple[str, str]] = field(default_factory=list)
    names: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    identifiers: list[IdentifierLine] = field(default_factory=list)
    gathered: dict[str, dict[str, str]] = field(default_factory=dict)

    def filed(self, under: str, language: str) -> tuple[str, ...]:
        """The words for its moods or its keywords, in their order."""
        return tuple(
            vocabulary.name(kind, code, self.names.get((kind, code), {}), language)
            for kind, code in self.terms
            if kind == under
        )

    def collections(self, language: str) -> tuple[CollectionLine, ...]:
        """Those that the title is in, each by its nearest name."""
        lines = []
        for place, names in self.gathered.items():
            slug, _, original = place.partition(" ")
            shown = choose(names, wanted=language, original=original) or original
            lines.append(CollectionLine(slug, names[shown]))
        return tuple(lines)


def colophon(title_id: int) -> Colophon:
    found = Colophon()
    for table, _, *columns in sorted(_rows(title_id)):
        _keep(found, table, *columns)
    # The lead before the others, which stay as they were entered.
    found.production.sort(key=lambda one: not one.is_lead)
    return found


def _keep(found: Colophon, table: str, first: str, second: str, third: str) -> None:
    match table:
        case "credit":
            found.credits.append(CreditLine(first, second, third))
        case "company":
            found.companies.append(CompanyLine(first, second))
        case "country":
            found.production.append(Production(first, share(second), third == "lead"))
        case "term":
            found.terms.append((first, second))
        case "name":
            kind, _, code = first.partition(" ")
            found.names.setdefault((kind, code), {})[second] = third
        case "collection":
            found.gathered.setdefault(first, {})[second] = third
        case "identifier":
            found.identifiers.append(IdentifierLine(first, second))


def share(text: str) -> Decimal | None:
    """SQLite tells 50 where PostgreSQL tells 50.00."""
    return Decimal(text).quantize(_CENT) if text else None


def _rows(title_id: int) -> list[tuple[str, int, str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"id": title_id})
        return list(cursor.fetchall())
