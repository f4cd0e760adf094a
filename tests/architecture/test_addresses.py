"""Names of addresses: whoever says one means one that exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from tests.docs.reading import SOURCE, modules

_TAG = re.compile(r"""{%-?\s*url\s+["']([\w:-]+)["']""")
_ASKED = {"reverse", "reverse_lazy", "redirect", "resolve_url"}
_NAME = re.compile(r"[a-z][\w-]*(?::[\w-]+)*")


@cache
def _known() -> frozenset[str]:
    return frozenset(_names(get_resolver().url_patterns, ""))


def _names(patterns: list, space: str) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _names(one.url_patterns, inner)
        elif isinstance(one, URLPattern) and one.name:
            yield f"{space}{one.name}"


def _said_in_templates() -> dict[str, str]:
    pages = sorted(SOURCE.rglob("*.html"))
    return {
        name: str(page.relative_to(SOURCE))
        for page in pages
        for name in _TAG.findall(page.read_text())
    }


def _said_in_code() -> dict[str, str]:
    return {
        name: str(path.relative_to(SOURCE))
        for path, tree in modules().items()
        for node in ast.walk(tree)
        for name in _said(node)
    }


def _said(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, ast.Call):
        return
    called = getattr(node.func, "attr", getattr(node.func, "id", ""))
    first = node.args[0] if node.args and called in _ASKED else None
    words = [word.value for word in node.keywords if word.arg == "pattern_name"]
    for said in (first, *words):
        if isinstance(said, ast.Constant) and _NAME.fullmatch(str(said.value)):
            yield str(said.value)


def test_templates_name_addresses_that_exist():
    assert {name: page for name, page in _said_in_templates().items() if name not in _known()} == {}


def test_code_names_addresses_that_exist():
    assert {name: path for name, path in _said_in_code().items() if name not in _known()} == {}


def test_the_addresses_that_settings_name_exist(settings):
    named = (settings.LOGIN_URL, settings.LOGIN_REDIRECT_URL, settings.LOGOUT_REDIRECT_URL)
    assert [name for name in named if name not in _known()] == []
