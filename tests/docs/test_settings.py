"""What an operator can set is in docs/settings.md, and what is in there can be set."""

from __future__ import annotations

import re

import pytest

from tests.docs import lookups
from tests.docs.reading import code_words, rows, text

_MAKE = re.compile(r"^([A-Z]+) \?=", re.MULTILINE)


def _settings() -> list[str]:
    names = (re.fullmatch(r"`([A-Z_]+)`", row[0]) for row in rows(text("docs/settings.md")))
    return [name.group(1) for name in names if name]


@pytest.mark.parametrize("looked_up", sorted(lookups.environment()))
def test_a_name_that_is_looked_up_in_the_environment_is_documented(looked_up):
    assert any(re.fullmatch(looked_up, word) for word in code_words(text("docs/settings.md")))


@pytest.mark.parametrize("name", _MAKE.findall(text("Makefile")))
def test_a_variable_of_make_is_documented(name):
    assert name in _settings()


@pytest.mark.parametrize("name", _settings())
def test_a_documented_setting_is_looked_up_somewhere(name):
    patterns = {*lookups.environment(), *_MAKE.findall(text("Makefile"))}
    assert any(re.fullmatch(pattern, name) for pattern in patterns)


def test_each_setting_is_documented_once():
    assert len(_settings()) == len(set(_settings()))
