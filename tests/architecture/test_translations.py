"""Every sentence that people read has its French, and what subscribers read its Arabic, whole and sure of itself."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django import conf
from django.conf import settings

from tests.docs.reading import SOURCE
from tests.messages import messages

CATALOGUES = sorted(SOURCE.glob("lanterne/*/locale/*/LC_MESSAGES/django.po"))
APPS = sorted(path for path in SOURCE.glob("lanterne/*") if (path / "__init__.py").exists())
LANGUAGES = [code for code, _ in settings.LANGUAGES if code != "en"]
STAFF_LANGUAGES = [code for code, _ in settings.STAFF_LANGUAGES if code != "en"]
# The rooms whose words only staff and those who deliver to them read; every other one is written in all the languages of the house.
STAFF_ROOMS = {
    "assets",
    "commissioning",
    "deliveries",
    "editorial",
    "exchange",
    "growth",
    "newsroom",
    "regulation",
    "results",
    "statements",
    "studio",
}
# Django brings the names of languages and the like itself.
DJANGO = Path(conf.__file__).parent / "locale"
_PLACE = re.compile(r"%\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%[sdif]|\{\w*\}")
_TAG = re.compile(r"</?\w+[^>]*>")
# A sign that stands alone after a letter, a digit or a bracket wants a narrow space before it in French.
# Arabic has its own comma, semicolon and question mark.
_FOREIGN = re.compile(r"[\u0600-\u06ff][,;?]|[\"“”]")
_CRAMPED = re.compile(r"[\w)%](?:[;!?]|:(?!//))(?=\s|$|<)|«(?!\u202f)|(?<!\u202f)»| [;:!?»]|« ")


def _name(path):
    return str(path.relative_to(SOURCE / "lanterne"))


def _in(language):
    return [path for path in CATALOGUES if path.parents[1].name == language]


@cache
def _catalogue(path) -> Catalog:
    is_ours = path.is_relative_to(SOURCE)
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name, abort_invalid=is_ours)


def _spoken(path) -> list[Message]:
    return [message for message in _catalogue(path) if message.id]


def _both(message: Message) -> tuple[list[str], list[str]]:
    """The English forms and the other language's forms."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return list(ids), list(strings)


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_no_sentence_is_left_untranslated(path):
    assert [message.id for message in _spoken(path) if not all(_both(message)[1])] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_no_sentence_is_in_doubt(path):
    assert [message.id for message in _spoken(path) if message.fuzzy] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_a_sentence_keeps_its_placeholders(path):
    lost = []
    for message in _spoken(path):
        english, other = _both(message)
        # One may say "a title" for the singular; what is put into the plural is what the sentence knows.
        known = set(_PLACE.findall(english[-1])) | set(_PLACE.findall(english[0]))
        whole = len(other) == 1 or set(_PLACE.findall(other[-1])) == set(
            _PLACE.findall(english[-1])
        )
        is_kept = whole and all(set(_PLACE.findall(form)) <= known for form in other)
        if len(english) == 1:
            is_kept = is_kept and sorted(_PLACE.findall(english[0])) == sorted(
                _PLACE.findall(other[0])
            )
        lost += [] if is_kept else [message.id]
    assert lost == []


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_a_sentence_keeps_its_tags(path):
    lost = []
    for message in _spoken(path):
        english, other = _both(message)
        wanted = sorted(_TAG.findall(english[-1]))
        lost += [message.id for form in other[-1:] if sorted(_TAG.findall(form)) != wanted]
    assert lost == []


@pytest.mark.parametrize("path", _in("fr"), ids=_name)
def test_french_signs_stand_apart(path):
    cramped = [
        form for message in _spoken(path) for form in _both(message)[1] if _CRAMPED.search(form)
    ]
    assert cramped == []


@pytest.mark.parametrize("path", _in("ar"), ids=_name)
def test_arabic_has_its_own_signs_and_a_form_for_each_kind_of_number(path):
    others = [message for message in _spoken(path) if len(_both(message)[0]) > 1]
    assert [one.id for one in others if len(_both(one)[1]) != 6] == []
    foreign = [form for one in _spoken(path) for form in _both(one)[1] if _FOREIGN.search(form)]
    assert foreign == []


def test_staff_rooms_are_written_in_the_languages_that_staff_may_choose():
    rooms = {path.parents[3].name: set() for path in CATALOGUES}
    for path in CATALOGUES:
        rooms[path.parents[3].name].add(path.parents[1].name)
    assert {room: spoken for room, spoken in rooms.items() if spoken != set(LANGUAGES)} == {
        room: set(STAFF_LANGUAGES) for room in STAFF_ROOMS
    }


@pytest.mark.parametrize(
    ("app", "language"),
    [
        pytest.param(app, language, id=f"{app.name}-{language}")
        for app in APPS
        for language in (STAFF_LANGUAGES if app.name in STAFF_ROOMS else LANGUAGES)
    ],
)
def test_every_sentence_of_an_app_is_in_its_catalogue(app, language):
    path = app / "locale" / language / "LC_MESSAGES" / "django.po"
    own = _spoken(path) if path.exists() else []
    brought = _spoken(DJANGO / language / "LC_MESSAGES" / "django.po")
    missing = messages(app) - {_key(message) for message in (*own, *brought)}
    assert sorted(single for _, single, _ in missing) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_no_catalogue_keeps_what_nobody_says(path):
    said = messages(path.parents[3])
    assert sorted(str(message.id) for message in _spoken(path) if _key(message) not in said) == []


def _key(message: Message) -> tuple[str | None, str, str | None]:
    english, _ = _both(message)
    return message.context, english[0], english[1] if len(english) > 1 else None
