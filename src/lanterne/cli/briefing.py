"""``lanterne brief``: a country on a day, on the terminal or as a page to print."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from rich.text import Text

from lanterne.cli.service import screen
from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.growth.brief import Brief, Line, Origin, brief
from lanterne.growth.brief import page as pages
from lanterne.territories import queries as territories


class WrongQuestion(Refused):
    pass


def assembled(territory: str, *, at: str, language: str) -> Brief:
    """Refuses WrongQuestion for a country, a day or a language that is none."""
    if not territories.exists(territory):
        raise WrongQuestion(f"“{territory}” is not a country code such as FR.")
    on = clock.day(at) if at else clock.now().date()
    if on is None:
        raise WrongQuestion(f"“{at}” is not a day such as 2018-09-28.")
    known = [code for code, _name in settings.STAFF_LANGUAGES]
    if language not in known:
        raise WrongQuestion(f"“{language}” is not one of: {', '.join(known)}.")
    return brief(territory=territory, on=on, language=language)


def write(held: Brief, path: Path) -> None:
    path.write_text(pages.written(held), encoding="utf-8")


def paint(held: Brief) -> None:
    _say(held.title, style="bold")
    if held.service:
        _say(held.service)
    for section in held.sections:
        _say("")
        _say(section.title, style="bold underline")
        for line in section.lines:
            _paint(line)
        if section.note:
            _say(section.note, style="italic")


def _paint(line: Line) -> None:
    told = Text.assemble((line.name, "bold"), "  ", line.said)
    screen.print(told, soft_wrap=True)
    for detail in line.details:
        _say(detail, indent=2)
    for origin in line.origins:
        _say(_origin(origin), indent=2, style="dim")


def _origin(origin: Origin) -> str:
    key = f" [{origin.claim}]" if origin.claim else ""
    return f"{origin.as_of} · {origin.name} · {origin.confidence}{key}"


def _say(text: str, *, indent: int = 0, style: str = "") -> None:
    """Whole, however long: a terminal folds lines, a file keeps them, and brackets are only brackets."""
    screen.print(Text(" " * indent + text, style=style), soft_wrap=True)
