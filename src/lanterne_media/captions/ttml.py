"""TTML and its profiles IMSC and EBU-TT-D: the words, their times and the few styles that WebVTT can carry."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from xml.etree.ElementTree import Element, ParseError

import defusedxml
from defusedxml import ElementTree

from lanterne_media.captions.cues import BadLine, Cue
from lanterne_media.model import MediaRefused

_CLOCK = re.compile(
    r"([0-9]{2,3}):([0-9]{2}):([0-9]{2})(?:(\.[0-9]{1,9})|:([0-9]{1,3})(?:\.[0-9]{1,3})?)?"
)
_OFFSET = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,9})?)(h|ms|m|s|f|t)")
_DEEPEST = 40
_MOST_STYLES = 32
# Only these travel through styles: whatever else a document piles up is not carried from element to element.
_CARRIED = {
    "id",
    "style",
    "fontStyle",
    "fontWeight",
    "textDecoration",
    "ruby",
    "displayAlign",
    "textAlign",
}
_LONGEST_VALUE = 1000
_RUBY = {"container": "ruby", "text": "rt"}


def read(text: str) -> list[Cue]:
    """The cues of a document; raise ``MediaRefused`` for one that is not TTML or declares entities."""
    try:
        root = ElementTree.fromstring(text, forbid_dtd=True)
    except ParseError as error:
        raise BadLine(error.position[0], "This is XML that cannot be read.") from error
    except (defusedxml.DefusedXmlException, ValueError) as error:
        raise MediaRefused(
            "This subtitle file is XML that cannot be read, or that is not safe to read."
        ) from error
    if _local(root.tag) != "tt":
        raise MediaRefused("This file is XML, but not a TTML subtitle file.")
    document = _Document(
        _Clock.of(_attributes(root)), _named(root, "style"), _named(root, "region")
    )
    whole = _Stretch(0.0, math.inf)
    return [
        cue for body in root if _local(body.tag) == "body" for cue in document.cues(body, whole, 0)
    ]


def _local(name: object) -> str:
    # Comments and processing instructions have a function for a tag.
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def _attributes(element: Element) -> dict[str, str]:
    return {_local(name): value[:_LONGEST_VALUE] for name, value in element.attrib.items()}


def _named(root: Element, kind: str) -> dict[str, dict[str, str]]:
    """Styles or regions by identity; a style inside a region speaks for the region."""
    found: dict[str, dict[str, str]] = {}
    for element in root.iter():
        if _local(element.tag) == kind:
            inner = [child for child in element if _local(child.tag) == "style"]
            carried = [_attributes(part).items() for part in (*inner, element)]
            own = {name: value for part in carried for name, value in part if name in _CARRIED}
            found[own.get("id", "")] = own
    return found


def _number(text: str, default: float) -> float:
    return (
        float(text)
        if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", text) and float(text) > 0
        else default
    )


@dataclass(frozen=True, slots=True)
class _Clock:
    frame_rate: float
    tick_rate: float

    @classmethod
    def of(cls, parameters: dict[str, str]) -> _Clock:
        rate = _number(parameters.get("frameRate", ""), 30.0)
        scale = re.fullmatch(
            r"([1-9][0-9]{0,8})[ :]([1-9][0-9]{0,8})", parameters.get("frameRateMultiplier", "")
        )
        effective = rate * float(Fraction(int(scale[1]), int(scale[2]))) if scale else rate
        ticks = _number(
            parameters.get("tickRate", ""), effective if "frameRate" in parameters else 1.0
        )
        return cls(effective, ticks)

    def seconds(self, expression: str | None) -> float | None:
        """A time expression in seconds; ``None`` when there is none that can be read."""
        said = (expression or "").strip()
        if found := _CLOCK.fullmatch(said):
            whole = int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3])
            return whole + float(found[4] or 0) + int(found[5] or 0) / self.frame_rate
        if found := _OFFSET.fullmatch(said):
            unit = {
                "h": 3600.0,
                "m": 60.0,
                "s": 1.0,
                "ms": 0.001,
                "f": 1 / self.frame_rate,
                "t": 1 / self.tick_rate,
            }
            return float(found[1]) * unit[found[2]]
        return None


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class _Document:
    clock: _Clock
    styles: dict[str, dict[str, str]]
    regions: dict[str, dict[str, str]]

    def cues(
        self, element: Element, around: _Stretch, depth: int, region: str = ""
    ) -> Iterator[Cue]:
        """The cues inside an element whose own times count from the beginning of ``around``."""
        if depth > _DEEPEST:
            raise MediaRefused("This subtitle file is nested too deeply to be read.")
        own, stretch = _attributes(element), self._stretch(element, around)
        region = own.get("region", region)
        if self._is_leaf(element):
            yield Cue(
                stretch.start,
                stretch.end,
                self._marked(element, depth),
                self._settings(element, region),
            )
            return
        cursor = stretch
        for child in element:
            if _local(child.tag) in {"div", "p", "span"}:
                yield from self.cues(child, cursor, depth + 1, region)
                if own.get("timeContainer") == "seq":
                    cursor = _Stretch(self._stretch(child, cursor).end, stretch.end)
        if _local(element.tag) in {"p", "span"}:  # the words between the timed spans
            words = _words(element.text) + "".join(_words(child.tail) for child in element)
            yield Cue(stretch.start, stretch.end, words, self._settings(element, region))

    def _stretch(self, element: Element, around: _Stretch) -> _Stretch:
        own = _attributes(element)
        begin, end, lasts = (self.clock.seconds(own.get(name)) for name in ("begin", "end", "dur"))
        start = around.start + (begin or 0.0)
        ends = [around.end]
        ends += [around.start + end] if end is not None else []
        ends += [start + lasts] if lasts is not None else []
        return _Stretch(start, min(ends))

    def _is_leaf(self, element: Element) -> bool:
        """Whether an element is one cue: a paragraph or span with no timed span inside."""
        if _local(element.tag) not in {"p", "span"}:
            return False
        inner = (part.attrib for part in element.iter() if part is not element)
        return not any({"begin", "end", "dur"} & attributes.keys() for attributes in inner)

    def _style(self, element: Element) -> dict[str, str]:
        own = _attributes(element)
        waiting, seen, found = own.get("style", "").split()[:_MOST_STYLES], set[str](), own
        while waiting and len(seen) < _MOST_STYLES:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                referred = self.styles.get(name, {})
                found = referred | found
                waiting = [*referred.get("style", "").split()[:_MOST_STYLES], *waiting]
        return found

    def _settings(self, element: Element, region: str) -> str:
        place = self.regions.get(region, {}) | self._style(element)
        line = "line:5%" if place.get("displayAlign") == "before" else ""
        align = f"align:{place['textAlign']}" if "textAlign" in place else ""
        return f"{line} {align}"

    def _marked(self, element: Element, depth: int) -> str:
        """The words of an element as cue text with tags, which the mending makes safe."""
        if depth > _DEEPEST:
            raise MediaRefused("This subtitle file is nested too deeply to be read.")
        words = [_words(element.text)]
        for child in element:
            name = _local(child.tag)
            words.append(
                "\n" if name == "br" else self._marked(child, depth + 1) if name == "span" else ""
            )
            words.append(_words(child.tail))
        return self._dressed(element, "".join(words))

    def _dressed(self, element: Element, text: str) -> str:
        style = self._style(element)
        ruby = style.get("ruby", "")
        tags = [_RUBY[ruby]] if ruby in _RUBY else []
        tags += ["i"] if style.get("fontStyle") in {"italic", "oblique"} else []
        tags += ["b"] if style.get("fontWeight") == "bold" else []
        tags += ["u"] if "underline" in style.get("textDecoration", "").split() else []
        if ruby == "delimiter" or not text.strip():
            return "" if ruby == "delimiter" else text
        opening, closing = (
            "".join(f"<{tag}>" for tag in tags),
            "".join(f"</{tag}>" for tag in tags[::-1]),
        )
        return f"{opening}{text}{closing}"


def _words(text: str | None) -> str:
    return html.escape(re.sub(r"\s+", " ", text or ""), quote=False)
