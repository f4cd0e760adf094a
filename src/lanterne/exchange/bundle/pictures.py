"""Pictures of a bundle made into values, and written down: by their originals, where these are kept."""

from __future__ import annotations

from dataclasses import asdict

from django.utils.translation import gettext as _

from lanterne.catalogue.records import OriginalRecord, PictureRecord, TitleRecord
from lanterne.catalogue.rules import ArtKind
from lanterne.exchange.fields import Fields, Unreadable, number, one_of

SAID = ("kind", "language", "width", "height", "source")
STORED = frozenset([*SAID, "path", "widths", "colour"])
KEPT = frozenset([*SAID, "original", "focus"])


def read(
    parts: list[object],
) -> tuple[tuple[PictureRecord, ...], tuple[OriginalRecord, ...]]:
    """Those told by their stored widths, and those told by their originals."""
    by_original = [one for one in parts if isinstance(one, dict) and "original" in one]
    others = [one for one in parts if not (isinstance(one, dict) and "original" in one)]
    return tuple(map(_stored, others)), tuple(map(_original, by_original))


def written(record: TitleRecord) -> list[dict[str, object]]:
    kept = {(one.kind, one.language): one for one in record.originals}
    return [_told(kept.get((one.kind, one.language), one)) for one in record.pictures]


def _told(one: PictureRecord | OriginalRecord) -> dict[str, object]:
    told = asdict(one) | {"kind": one.kind.value}
    told |= {name: list(told[name]) for name in ("widths", "focus") if name in told}
    return {name: said for name, said in told.items() if said}


def _stored(told: object) -> PictureRecord:
    fields = Fields(told, STORED)
    widths = fields.texts("widths")
    return PictureRecord(
        one_of(ArtKind, fields.text("kind")),
        fields.text("language", most=35),
        fields.text("path", most=120),
        tuple(width for one in widths if (width := number("widths", one)) is not None),
        fields.number("width") or 0,
        fields.number("height") or 0,
        fields.text("colour", most=7),
        fields.text("source", most=300),
    )


def _original(told: object) -> OriginalRecord:
    fields = Fields(told, KEPT)
    focus = tuple(number("focus", one) for one in fields.texts("focus"))
    if len(focus) != 2 or None in focus:
        raise Unreadable(_("A focus is two numbers, such as [50, 50]."))
    return OriginalRecord(
        one_of(ArtKind, fields.text("kind")),
        fields.text("language", most=35),
        fields.text("original", most=120),
        (focus[0] or 0, focus[1] or 0),
        fields.number("width") or 0,
        fields.number("height") or 0,
        fields.text("source", most=300),
    )
