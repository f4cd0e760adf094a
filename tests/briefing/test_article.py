"""The report of 2018 as an article of ours: twelve facts as cited figures, in three languages, with its correction."""

from __future__ import annotations

import re

import pytest

PAGES = {
    "fr": "/newsroom/fr/fr/un-bureau-a-paris/",
    "en": "/newsroom/fr/en/an-office-in-paris/",
    "ar": "/newsroom/fr/ar/maktab-fi-baris/",
}


@pytest.fixture
def pages(france, client):
    return {language: client.get(page).content.decode() for language, page in PAGES.items()}


def test_the_article_stands_in_three_languages_that_lead_to_one_another(pages):
    for language, page in pages.items():
        assert f'<html lang="{language}"' in page
        for other, address in PAGES.items():
            assert (f'hreflang="{other}" href="http://127.0.0.1:8000{address}"' in page) == (
                other != language
            )


def test_each_figure_is_numbered_and_has_its_source_below(pages):
    for page in pages.values():
        sources = re.findall(r'<li id="source-(\d+)">', page)
        assert sources == [str(number) for number in range(1, 27)]
        assert set(re.findall(r'href="#source-(\d+)"', page)) == set(sources)


@pytest.mark.parametrize(
    "said",
    [
        "about 20 people",
        "moved to Amsterdam",
        "number 4",
        "number 3",
        "Kery James",
        "Thierry Jonquet",
        "first series in Arabic",
        "France is to be a place where those who create know",
        "more than 50%",
        "about 3.5 million households",
        "28,996,752 households",
        "more than 250 titles",
        "9 stages",
        "Facebook",
    ],
)
def test_the_twelve_facts_are_told(pages, said):
    assert said in pages["en"].replace("\xa0", " ")


def test_the_corrected_figure_is_shown_with_its_correction(pages):
    assert "This article said: 105 titles. It is: about 100 titles." in pages["en"]
    assert "Cet article disait\u202f: 105 titres. C’est\u202f: environ 100 titres." in pages["fr"]


def test_unlike_figures_stand_side_by_side_only_with_the_sentence_that_says_so(pages):
    page = pages["en"]
    assert (
        "more than 250 titles and 105 titles may not be compared: they measure different things."
        in page
    )
    assert "Netflix: 229 titles · Prime Video: 105 titles" in page
    assert "Netflix: more than 250 titles · Prime Video: about 100 titles" in page


def test_the_related_article_is_read_next(pages):
    assert 'href="/newsroom/fr/en/abq-studios/"' in pages["en"]
    assert "abq-studios" in pages["ar"]


def test_each_article_has_its_picture_with_its_credit(pages, client):
    assert (
        'alt="The roofs of Paris at dusk; far away a tower of iron, and some windows lit."'
        in pages["en"]
    )
    assert "Dessin de la rédaction" in pages["fr"]
    assert "رسم قسم التحرير" in pages["ar"]
    shown = re.search(r'<img src="(/newsroom/pictures/[^"]+)"', pages["en"])[1]
    picture = client.get(shown)
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/webp")
