"""XML made into small trees, one work at a time, each part with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser
from django.utils.translation import gettext as _

from lanterne.exchange.fields import LONGEST_TEXT, Broken

WORK = "CoreMetadata"
# 2.4 to 2.12, and what mends them; 2.25 was a branch of its own.
NAMESPACE = re.compile(r"http://www\.movielabs\.com/schema/mdmec/v2\.(?:[4-9]|1[0-2])(?:\.\d)?")
ROOT = re.compile(rb"<(?:[\w.-]+:)?CoreMetadata(?:List(?:Signed)?)?[\s/>]")
HEAD = CHUNK = 65_536
MOST_NODES, DEEPEST = 20_000, 20


@dataclass(slots=True)
class Node:
    """An element by its local name; the words in it in one piece."""

    name: str
    line: int
    told: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    parts: list[Node] = field(default_factory=list)

    def all(self, name: str) -> list[Node]:
        return [one for one in self.parts if one.name == name]

    def first(self, *path: str) -> Node | None:
        found: Node | None = self
        for name in path:
            found = next((one for one in found.parts if one.name == name), None) if found else None
        return found

    def words(self, *path: str) -> str:
        """The text at the end of a path, in one line; nothing where it leads nowhere."""
        found = self.first(*path)
        return " ".join(found.text.split()) if found else ""


def is_mec(path: Path) -> bool:
    """Whether the file begins as MEC does; Avails ends in .xml as well."""
    with path.open("rb") as file:
        return ROOT.search(file.read(HEAD)) is not None


def works(path: Path) -> Iterator[Node]:
    """Every CoreMetadata of the file; raises Broken."""
    builder = _Builder()
    parser: Any = XMLParser(target=builder, forbid_dtd=True)
    builder.where = parser.parser
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                parser.feed(chunk)
                yield from builder.taken()
        parser.close()
        yield from builder.taken()
    except DefusedXmlException as error:
        sentence = _("A file with a DTD or entities is not taken.")
        raise Broken(sentence, builder.line) from error
    except ParseError as error:
        raise Broken(_("This is not XML from here on."), error.position[0]) from error
    except (UnicodeError, LookupError, ValueError) as error:
        raise Broken(_("This is not XML from here on."), 1) from error


class _Builder:
    """Keeps only what is inside a work, so that memory holds one at a time."""

    where: Any

    def __init__(self) -> None:
        self.done: list[Node] = []
        self.open: list[Node] = []
        self.held = self.letters = 0

    @property
    def line(self) -> int:
        return int(self.where.CurrentLineNumber)

    def taken(self) -> list[Node]:
        done, self.done = self.done, []
        return done

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        space, local = _name(tag)
        if not self.open:
            self._begin(space, local)
            return
        self.held += 1
        if self.held > MOST_NODES or len(self.open) > DEEPEST:
            raise Broken(_("This is too deep or too long for one title."), self.line)
        told = {_name(name)[1]: value for name, value in attributes.items()}
        node = Node(local, self.line, told)
        self.open[-1].parts.append(node)
        self.open.append(node)

    def _begin(self, space: str, local: str) -> None:
        if local != WORK:
            return
        if not NAMESPACE.fullmatch(space):
            raise Broken(_("This is no MEC of version 2.4 to 2.12."), self.line)
        self.open, self.held, self.letters = [Node(local, self.line)], 0, 0

    def data(self, content: str) -> None:
        if not self.open:
            return
        self.letters += len(content)
        if self.letters > LONGEST_TEXT:
            raise Broken(_("This is too deep or too long for one title."), self.line)
        self.open[-1].text += content

    def end(self, _tag: str) -> None:
        if len(self.open) == 1:
            self.done.append(self.open[0])
        if self.open:
            self.open.pop()

    def close(self) -> None:
        """Nothing is left: each work was taken when it ended."""


def _name(tag: str) -> tuple[str, str]:
    """The namespace, empty where there is none, and the local name."""
    space, _brace, local = tag.rpartition("}")
    return space.removeprefix("{"), local
