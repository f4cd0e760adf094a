"""The console is written in English and French; who asks for another language gets English."""

from __future__ import annotations

import pytest
from wagtail.admin.localization import get_available_admin_languages


@pytest.mark.parametrize(
    ("asked", "spoken", "word"),
    [
        ("en", "en", "Titles"),
        ("fr", "fr", "Titres"),
        ("ar", "en", "Titles"),
        ("ar,fr", "en", "Titles"),
    ],
)
def test_staff_read_english_or_french_from_left_to_right(console, moon, asked, spoken, word):
    answer = console.get("/studio/titles/", headers={"accept-language": asked})
    page = answer.content.decode()
    assert f'lang="{spoken}"' in page
    assert 'dir="ltr"' in page
    assert f"<h1>{word}</h1>" in page
    assert answer.headers["Content-Language"] == spoken


def test_staff_may_choose_english_or_french():
    assert [code for code, _ in get_available_admin_languages()] == ["en", "fr"]
