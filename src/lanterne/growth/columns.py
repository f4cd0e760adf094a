"""The tables of growth and their columns, in the order in which they are taken in."""

from __future__ import annotations

from lanterne.growth.rules.commissions import Status

STEPS = tuple(status.value for status in Status)
TABLES: dict[str, tuple[str, ...]] = {
    "services": ("key", "name", "owner", "ours"),
    "presences": ("service", "territory", "announced_on", "entered_on", "left_on", "claim"),
    "offices": ("key", "service", "name", "kind", "territory", "city"),
    "events": ("office", "kind", "on", "to", "reason", "claim"),
    "heads": ("office", "as_of", "function", "count"),
    "posts": ("key", "office", "function", "name", "since", "until", "projects"),
    "commissions": (
        "service", "title", "other_titles", "season", "order", "origin", "scripted", "language", "countries", "genres",
        "identifiers", *STEPS, "source", "address",
    ),
    "scenarios": ("territory", "name", "ceiling", "innovation", "imitation", "reason"),
}  # fmt: skip
# Without these a line says nothing.
NEEDED: dict[str, tuple[str, ...]] = {
    "services": ("key", "name"),
    "presences": ("service", "territory"),
    "offices": ("key", "service", "name", "kind", "territory", "city"),
    "events": ("office", "kind"),
    "heads": ("office", "as_of", "count"),
    "posts": ("key", "office", "function", "name", "since"),
    "commissions": ("service", "title", "order", "announced", "source"),
    "scenarios": ("territory", "name"),
}
