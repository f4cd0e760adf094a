"""Pictures of a bundle made into values, and written down: by their originals, where these are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from django.utils.translation import gettext as _

from lanterne.catalogue.records import OriginalRecord, PictureRecord, TitleRecord
from lanterne.catalogue.rules import ArtKind
from lanterne.exchange.fields import Fields, Unreadable, number, one_of, text

SAID = ("kind", "language", "width", "height", "source", "captions")
STORED = frozenset([*SAID, "path", "widths", "colour"])
KEPT = frozenset([*SAID, "original", "focus"])


def read(
    parts: list[object],
) -> tuple[tuple[PictureRecord, ...], tuple[OriginalRecord, ...]]:
    """Those told by their stored widths, and those told by their originals."""
    by_original = [one for one in parts if isinstance(one, dict) and "original" in one]
    others = [one for one in parts if not (isinstance(one, dict) and "original" in one)]
    return tuple(map(_stored, others)), tuple(map(_original, by_original))


def captions(parts: list[object]) -> dict[tuple[str, str], dict[str, str]]:
    """What is seen on each, by its kind and its lettering."""
    told = [Fields(one, STORED | KEPT) for one in parts]
    return {
        (one.text("kind"), one.text("language")): {
            tag: text("captions", said) for tag, said in one.named("captions").items()
        }
        for one in told
        if "captions" in one
    }


def written(record: TitleRecord) -> list[dict[str, object]]:
    kept = {(one.kind, one.language): one for one in record.originals}
    return [
        _told(
            kept.get((one.kind, one.language), one),
            record.captions.get((one.kind, one.language), {}),
        )
        for one in record.pictures
    ]


def _told(one: PictureRecord | OriginalRecord, captions: Mapping[str, str]) -> dict[str, object]:
    told = asdict(one) | {"kind": one.kind.value}
    told |= {name: list(told[name]) for name in ("widths", "focus") if name in told}
    told["captions"] = dict(captions)
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
