"""The tables of a bundle and their columns, in the order in which they are taken in."""

from __future__ import annotations

from lanterne.commissioning.rules.stages import WAY

PLANNED = tuple(f"plan_{stage.value}" for stage in WAY)
TABLES: dict[str, tuple[str, ...]] = {
    "works": ("key", "kind", "name", "authors", "language", "year", "publisher", "free_from"),
    "slate": (
        "key", "kind", "name", "language", "territory", "stage", "since", "claim", "logline", "genre", "parent",
        "number", "episodes", "minutes", "work", "title", "outcome", "outcome_reason", *PLANNED,
    ),
    "moves": ("project", "stage", "on", "reason", "claim"),
    "people": ("project", "person", "role", "character"),
    "partners": ("project", "company", "role", "share", "territory"),
    "options": ("project", "grantor", "begins_on", "ends_on", "fee", "price", "currency", "exercised_on"),
    "chain": ("project", "paper", "standing", "giver", "taker", "signed_on", "place"),
    "rates": ("base", "quote", "on", "rate", "source"),
    "charts": ("chart", "code", "account"),
    "budgets": ("project", "version", "on", "locked_on", "account", "amount", "currency", "note"),
    "financing": ("project", "kind", "name", "amount", "currency", "signed"),
    "comparables": ("project", "name", "why"),
    "complexes": ("key", "name", "territory", "city", "owned_since", "owned_until"),
    "rooms": ("complex", "name", "kind", "square_metres"),
    "figures": ("project", "complex", "claim", "about"),
}  # fmt: skip
# Without these a line says nothing.
NEEDED: dict[str, tuple[str, ...]] = {
    "works": ("key", "kind", "name"),
    "slate": ("key", "kind", "name", "language", "territory"),
    "moves": ("project", "stage", "on"),
    "people": ("project", "person", "role"),
    "partners": ("project", "company", "role"),
    "options": ("project", "grantor", "begins_on", "ends_on"),
    "chain": ("project", "paper", "standing"),
    "rates": ("base", "quote", "on", "rate", "source"),
    "charts": ("chart", "code", "account"),
    "budgets": ("project", "version", "on", "account", "amount", "currency"),
    "financing": ("project", "kind", "name", "amount", "currency"),
    "comparables": ("project", "name"),
    "complexes": ("key", "name", "territory"),
    "rooms": ("complex", "name", "kind"),
    "figures": ("claim", "about"),
}
