"""Every command and option of our three command lines is in docs/commands.md, and no other."""

from __future__ import annotations

import re
from functools import cache

import pytest
from typer.main import get_command

from lanterne.cli.main import app as product
from lanterne_media.cli import app as engine
from tests.docs.reading import headings, sections, text

_TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)
APPS = {"lanterne": product, "lanterne-media": engine}


@cache
def commands() -> dict[str, tuple[str, ...]]:
    """Each command with its options."""
    found = {}
    for program, app in APPS.items():
        for name, command in get_command(app).commands.items():
            # A group of commands is documented under its own name, with the options of all of them.
            each = [command, *getattr(command, "commands", {}).values()]
            params = [param for one in each for param in one.params]
            options = [word for one in params for word in one.opts if word.startswith("--")]
            found[f"{program} {name}"] = tuple(options)
    return found


def targets() -> list[str]:
    return [f"make {name}" for name in _TARGET.findall(text("Makefile"))]


@pytest.mark.parametrize("command", [*targets(), *commands()])
def test_a_command_is_documented(command):
    assert command in headings(text("docs/commands.md"))


@pytest.mark.parametrize("command", commands())
def test_the_options_of_a_command_are_documented(command):
    said = sections(text("docs/commands.md"))[command]
    assert [option for option in commands()[command] if option not in said] == []


def test_only_commands_that_exist_are_documented():
    told = [
        name for name in headings(text("docs/commands.md")) if name.startswith(("make ", *APPS))
    ]
    assert set(told) - set(APPS) == {*targets(), *commands()}
