"""What the body of an article says: read from what the editor keeps, and without asking anybody.

A figure stands in a sentence as ``[[key]]``, and what a source says in words as ``[[key|in these words]]``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(r"\[\[\s*([\w-]{1,120})\s*(?:\|([^\]|]{1,300}))?\]\]")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``html`` is as the editor keeps it, with its links not looked up and its figures not filled in."""

    html: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """``person`` is the name of the speaker's record, where there is one; ``source`` says where it was said."""

    words: str
    person: str
    speaker: str
    capacity: str
    source: str


@dataclass(frozen=True, slots=True)
class PictureBlock:
    picture_id: int
    caption: str


@dataclass(frozen=True, slots=True)
class Figure:
    """``claim`` is a key; ``label`` says in the article's language what is counted."""

    claim: str
    label: str


@dataclass(frozen=True, slots=True)
class Figures:
    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    left: Figure
    right: Figure
    note: str


@dataclass(frozen=True, slots=True)
class Film:
    """``title`` is the address of a film or a series in the catalogue."""

    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Box:
    """What is on record of a market, an office, a project, a studio: ``subject`` is the key of the figures' subject."""

    subject: str
    heading: str
    text: str
    figures: tuple[Figure, ...]


Block = Heading | Paragraph | Quotation | PictureBlock | Figure | Figures | Comparison | Film | Box
Raw = Mapping[str, Any]


def _figure(value: Raw) -> Figure:
    return Figure(str(value.get("claim") or ""), value.get("label") or "")


def _figures(value: Iterable[Any]) -> tuple[Figure, ...]:
    """Of a list as the editor keeps it: each item in its own wrapping."""
    return tuple(_figure(one["value"]) for one in value)


_READ: Mapping[str, Callable[[Any], Block]] = {
    "heading": lambda value: Heading(value),
    "paragraph": lambda value: Paragraph(value),
    "quotation": lambda value: Quotation(
        value["words"],
        value.get("person") or "",
        value.get("speaker") or value.get("person") or "",
        value.get("capacity") or "",
        value.get("source") or "",
    ),
    "picture": lambda value: PictureBlock(value["picture"], value.get("caption") or ""),
    "figure": _figure,
    "figures": lambda value: Figures(value.get("title") or "", _figures(value["figures"])),
    "comparison": lambda value: Comparison(
        _figure(value["left"]), _figure(value["right"]), value.get("note") or ""
    ),
    "film": lambda value: Film(value["title"], value.get("note") or ""),
    "box": lambda value: Box(
        value.get("subject") or "",
        value.get("heading") or "",
        value.get("text") or "",
        _figures(value.get("figures") or ()),
    ),
}


def read(raw: Iterable[Raw]) -> tuple[Block, ...]:
    """The blocks in their order; what lost the thing it spoke of, such as a picture that was deleted, is left out."""
    return tuple(_READ[one["type"]](one["value"]) for one in raw if _is_whole(one))


def _is_whole(one: Raw) -> bool:
    needed = {"picture": "picture", "film": "title"}.get(one["type"])
    return one["type"] in _READ and (needed is None or bool(one["value"].get(needed)))


def parts(text: str) -> Iterator[tuple[str, str, str]]:
    """A text cut at its figures: what stands before one, its key, and the words it is to be said in; the rest at the end."""
    end = 0
    for found in _TOKEN.finditer(text):
        yield text[end : found.start()], found[1], (found[2] or "").strip()
        end = found.end()
    yield text[end:], "", ""


def claims_in(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The keys of all figures, each once, in the order in which a reader meets them."""
    return tuple(dict.fromkeys(key for block in blocks for key in _claims(block) if key))


def _claims(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(html=text) | Box(text=text):
            yield from (key for _before, key, _words in parts(text))
    match block:
        case Figure(claim=key):
            yield key
        case Figures(figures=held) | Box(figures=held):
            yield from (one.claim for one in held)
        case Comparison(left=left, right=right):
            yield from (left.claim, right.claim)


def shown_claims(keys: Iterable[str], corrected: Mapping[str, str]) -> dict[str, str]:
    """Which figure stands for which, once corrections were let through: each key to the last that replaces it."""
    return {key: _last(key, corrected) for key in keys}


def _last(key: str, corrected: Mapping[str, str]) -> str:
    seen = {key}
    while key in corrected and corrected[key] not in seen:
        key = corrected[key]
        seen.add(key)
    return key


def pictures_in(blocks: Iterable[Block]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(one.picture_id for one in blocks if isinstance(one, PictureBlock)))


def words_in(blocks: Iterable[Block]) -> str:
    """What is said, as plain text, for searching and for telling which articles are alike; figures are left out."""
    return " ".join(text for block in blocks for text in _said(block) if text)


def _said(block: Block) -> tuple[str, ...]:
    match block:
        case Paragraph(html=text):
            return (html.unescape(_TAG.sub(" ", _TOKEN.sub(r"\2", text))),)
        case Quotation(words=words, speaker=speaker, capacity=capacity):
            return (words, speaker, capacity)
        case Box(heading=heading, text=text):
            return (heading, _TOKEN.sub(r"\2", text))
    # Of the others at most one of these is there.
    return tuple(getattr(block, name, "") for name in ("text", "caption", "title", "label", "note"))
