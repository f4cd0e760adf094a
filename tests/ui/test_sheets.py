"""What hangs where a title has no picture."""

from __future__ import annotations

import pytest
from defusedxml import ElementTree
from django.template import Context, Template

from lanterne.ui import drawings

PICTURE = Template(
    '{% load ui %}{% picture none shape="poster" name=name seed="moon" language=language %}'
)


def drawn(name: str, language: str = "") -> str:
    return PICTURE.render(Context({"none": None, "name": name, "language": language}))


def test_a_title_has_the_same_sheet_in_every_language_and_another_than_its_neighbour():
    assert drawings.sheet("moon") in drawn("Moon")
    assert drawings.sheet("moon") in drawn("Lune", "fr")
    assert drawings.sheet("moon") != drawings.sheet("sea")


def test_every_glass_and_place_makes_a_drawing_that_is_well_formed():
    drawings_made = [drawings.sheet(f"title-{number}") for number in range(300)]
    for one in drawings_made:
        ElementTree.fromstring(one)
    for ground, _light, _shadow in drawings.GLASSES:
        assert any(ground in one for one in drawings_made)


@pytest.mark.parametrize(
    ("name", "language", "length"),
    [
        ("Moon", "en", "short"),
        ("Саламандра", "ru", "middling"),
        ("Donaudampfschiffe", "de", "long"),
        ("رحلة إلى القمر", "ar", "middling"),
        ("月世界旅行", "ja", "short"),
        ("月世界旅行と海の底", "ja", "middling"),
        ("A Trip to the Moon and What Was Found There", "en", "long"),
    ],
)
def test_a_name_is_left_to_the_browser_with_its_language_and_its_own_direction(
    name, language, length
):
    words = f'<span class="picture__words picture__words--{length}" dir="auto" lang="{language}">{name}</span>'
    assert words in drawn(name, language)


def test_a_name_cannot_write_into_the_page():
    assert "<script>" not in drawn("<script>alert(1)</script>", '"><script>')
