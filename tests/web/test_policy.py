"""What holds for every page: nothing inline, every sentence in French, light enough."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.test import Client

import lanterne.ui
import lanterne.web
from tests.messages import messages

WEB, UI = Path(lanterne.web.__file__).parent, Path(lanterne.ui.__file__).parent
PO = WEB / "locale/fr/LC_MESSAGES/django.po"
INLINE = re.compile(r"""\sstyle=|<style|\son[a-z]+=["']|javascript:""")
DATA = re.compile(r'<script(?![^>]*\bsrc=)(?![^>]*type="application/json")')

STRANGERS = ["/", "/join/", "/account/login/", "/account/password/reset/", "/account/signup/"]
MEMBERS = [
    "/",
    "/title/le-voyage/",
    "/title/nothing/",
    "/search/?q=voyage",
    "/search/?q=xyzzy",
    "/profiles/",
    "/profiles/?edit",
    "/profiles/add/",
    "/account/",
    "/account/password/change/",
    "/account/logout/",
]


def assert_nothing_inline(page):
    assert not INLINE.search(page), INLINE.search(page)
    assert not DATA.search(page)


@pytest.mark.parametrize("path", STRANGERS)
def test_strangers_pages_carry_nothing_inline(plans, rabbit_or_none, path):
    answer = Client().get(path)
    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]
    assert_nothing_inline(answer.content.decode())


@pytest.fixture
def rabbit_or_none(rabbit):
    return rabbit


@pytest.mark.parametrize("path", MEMBERS)
def test_members_pages_carry_nothing_inline(camille, film, path):
    assert_nothing_inline(camille.get(path).content.decode())


def test_the_page_of_our_own_failure_needs_nothing(camille):
    from django.views.defaults import server_error

    answer = server_error(camille.get("/").wsgi_request)
    assert answer.status_code == 500
    assert_nothing_inline(answer.content.decode())


def test_every_sentence_is_said_in_french():
    with PO.open("rb") as file:
        french = read_po(file, locale="fr")
    said = {(one.context, _first(one.id)): one.string for one in french if one.id}
    wanted = {(context, words) for context, words, _plural in messages(WEB) | messages(UI)}
    assert not [key for key in wanted if not said.get(key)]
    assert not [key for key in said if key not in wanted], "said by nobody any more"


def _first(words):
    return words[0] if isinstance(words, tuple | list) else words


def test_french_punctuation_has_its_spaces():
    with PO.open("rb") as file:
        french = read_po(file, locale="fr")
    said = [text for one in french if one.id for text in _all(one.string)]
    loose = re.compile(r"(?<![\u202f])[;:!?»]|«(?!\u202f)")
    assert not [text for text in said if loose.search(text) or "'" in text]


def _all(words):
    return words if isinstance(words, tuple | list) else (words,)


def test_no_colour_and_no_size_outside_the_tokens():
    css = (WEB / "static/web/pages.css").read_text()
    assert not re.search(r"#[0-9a-f]{3,8}\b", css)
    assert not re.search(r"\b(?:animation|transition): [^;]*\d+m?s", css)


def test_home_is_light():
    """Script, styles and the two Latin faces, before compression."""
    own = [UI / "static/ui" / name for name in ("tokens.css", "base.css", "components.css")]
    own += [UI / "static/ui/theme.js", WEB / "static/web/pages.css", WEB / "static/web/rows.js"]
    faces = 67_304 + 48_256  # of the locked packages: fraunces-latin, inter-latin
    assert sum(path.stat().st_size for path in own) + faces < 300_000
