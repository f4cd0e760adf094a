"""YAML one document at a time, as nothing but texts, lists and mappings.

Driven by the parser's events: whatever is nested, referred to or tagged is refused before anything is built
of it, no word is taken for a number or a truth (NO is Norway), and only one document is in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

import yaml
from django.utils.translation import gettext as _

from lanterne.exchange.fields import Broken

try:
    Loader: Any = yaml.CBaseLoader
except AttributeError:  # a wheel built without libyaml
    Loader = yaml.BaseLoader

DEEPEST = 8
MOST_NODES = 200_000
NOTHING = {"", "null", "~"}


def documents(file: IO[bytes]) -> Iterator[tuple[int, object]]:
    """Each document with the line on which it begins; raises Broken."""
    loader = Loader(file)
    try:
        yield from _documents(loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise Broken(_("This is not YAML from here on."), line) from error
    except (yaml.YAMLError, UnicodeError) as error:
        raise Broken(_("This file is not YAML in UTF-8."), 1) from error
    finally:
        loader.dispose()


def _documents(loader: Any) -> Iterator[tuple[int, object]]:
    while loader.check_event():
        event = loader.get_event()
        if isinstance(event, yaml.DocumentStartEvent):
            # The line of what is said, not of the dashes before it.
            first = loader.get_event()
            yield first.start_mark.line + 1, _Builder(loader).built(first, 0)


class Lined(dict[str, object]):
    """A mapping that knows the line on which it begins."""

    line = 0


class _Builder:
    """One document out of its events."""

    def __init__(self, loader: Any) -> None:
        self.loader = loader
        self.nodes = 0

    def built(self, event: Any, depth: int) -> object:
        self._check(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            is_plain = event.implicit[0]
            return None if is_plain and event.value in NOTHING else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return list(self._sequence(depth))
        return self._mapping(event, depth)

    def _sequence(self, depth: int) -> Iterator[object]:
        while not isinstance(event := self.loader.get_event(), yaml.SequenceEndEvent):
            yield self.built(event, depth + 1)

    def _mapping(self, begins: Any, depth: int) -> Lined:
        found = Lined()
        found.line = begins.start_mark.line + 1
        while not isinstance(event := self.loader.get_event(), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            name = self.built(event, depth + 1)
            if not isinstance(name, str):
                raise Broken(_("A name of a field is a text."), line)
            if name in found:
                raise Broken(_("“%(name)s” is told twice.") % {"name": name}, line)
            found[name] = self.built(self.loader.get_event(), depth + 1)
        return found

    def _check(self, event: Any, depth: int) -> None:
        self.nodes += 1
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise Broken(_("References (& and *) are not taken: write it out."), line)
        if event.tag not in {None, "!"}:
            raise Broken(_("Tags (!) are not taken."), line)
        if depth > DEEPEST or self.nodes > MOST_NODES:
            raise Broken(_("This is too deep or too long for one title."), line)
