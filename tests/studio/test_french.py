"""Every sentence of the console is said in French, with French spaces."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.pofile import read_po

import lanterne.studio
from tests.messages import messages

STUDIO = Path(lanterne.studio.__file__).parent
PO = STUDIO / "locale/fr/LC_MESSAGES/django.po"


def french():
    with PO.open("rb") as file:
        return [one for one in read_po(file, locale="fr") if one.id]


def texts(words) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, tuple | list) else (words,)


def test_every_sentence_is_said_in_french():
    said = {(one.context, texts(one.id)[0]): one.string for one in french()}
    wanted = {(context, sentence) for context, sentence, _plural in messages(STUDIO)}
    assert not [key for key in wanted if not said.get(key)]
    assert not [key for key in said if key not in wanted], "said by nobody any more"


def test_placeholders_survive_translation():
    for one in french():
        for text in texts(one.string):
            assert sorted(re.findall(r"%\(\w+\)s|%s", text)) == sorted(
                re.findall(r"%\(\w+\)s|%s", texts(one.id)[0])
            )


def test_french_punctuation_has_its_spaces():
    said = [text for one in french() for text in texts(one.string)]
    loose = re.compile(r"(?<!\u202f)[;:!?»](?=\s|$)|«(?!\u202f)")
    assert not [text for text in said if loose.search(text) or "'" in text]
