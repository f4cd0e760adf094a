"""Storage: what one published title takes on the disk."""

from __future__ import annotations

from typing import Any

from bench import published
from bench.run import Run
from bench.tables import Table, ratio, size


def tables(run: Run) -> list[Table]:
    published.whole(run)
    figures = run.inside("storage", published.PLACE)
    mezzanine = figures["mezzanine"]
    rows = tuple((name, size(octets), ratio(octets, mezzanine)) for name, octets in _parts(figures))
    note = (
        f"{published.SECONDS} s of 1080p. The first light is kept for six hours after the ladder has replaced it, for "
        "those who began with it; the workshop is empty once a film is published."
    )
    return [
        Table("Storage: one title", ("", "stored", "to the mezzanine"), rows, note),
        _ladder(figures),
    ]


def _parts(figures: Any) -> list[tuple[str, int]]:
    return [
        ("mezzanine, as uploaded", figures["mezzanine"]),
        ("package: ladder, sound, sheets, descriptions", figures["package"]),
        ("– of it the ladder", sum(_of("video", figures).values())),
        ("– of it sound", sum(_of("audio", figures).values())),
        ("– of it sheets of small pictures", figures["sheets"]),
        ("– of it descriptions (MPD, playlists)", figures["descriptions"]),
        ("artwork in all widths", figures["artwork"]),
        ("first light, until it is swept", figures["first_light"]),
        ("left in the workshop", figures["workshop"]),
    ]


def _of(kind: str, figures: Any) -> dict[str, int]:
    return {
        name.partition("/")[2]: octets
        for name, octets in figures["tracks"].items()
        if name.startswith(f"{kind}/")
    }


def _ladder(figures: Any) -> Table:
    rows = tuple(
        (name, size(octets), f"{octets * 8 / published.SECONDS / 1000:,.0f} kbit/s")
        for name, octets in sorted(_of("video", figures).items(), key=lambda one: -one[1])
    )
    return Table("Storage: rung by rung", ("rung", "stored", "on average"), rows)
