"""Which language a reader is shown, of words and of lettering on pictures, and what is no language at all."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanterne.catalogue import queries, services
from lanterne.catalogue.languages import base, choose, lineage, script
from lanterne.catalogue.queries.pictures import Art, pick
from lanterne.territories.rules import is_language_tag
from tests.titles import ACTOR, a_film

AMERICAN = ("es-MX", "es-AR", "es-CO", "es-US", "es-419")
TAGS = [
    "ar",
    "ar-EG",
    "ca",
    "ca-valencia",
    "de",
    "de-AT",
    "de-CH",
    "en",
    "en-001",
    "en-GB",
    "en-IN",
    "en-US",
    "es",
    "es-419",
    "es-AR",
    "es-CO",
    "es-ES",
    "es-MX",
    "es-US",
    "fr",
    "fr-CA",
    "fr-CH",
    "ja",
    "nb",
    "nn",
    "no",
    "pt",
    "pt-AO",
    "pt-BR",
    "pt-PT",
    "sr",
    "sr-Cyrl",
    "sr-Latn",
    "sr-ME",
    "zh",
    "zh-Hans",
    "zh-Hant",
    "zh-Hant-HK",
    "zh-HK",
    "zh-TW",
]
TAG = st.sampled_from(TAGS)
SOME = st.lists(TAG, unique=True)


@pytest.mark.parametrize(
    ("available", "wanted", "original", "shown"),
    [
        (["en", "fr", "fr-CA", "ja"], "fr-CA", "ja", "fr-CA"),
        (["en", "fr", "ja"], "fr-CA", "ja", "fr"),
        # Swiss French reads better than English to somebody from Quebec.
        (["en", "fr-CH", "ja"], "fr-CA", "ja", "fr-CH"),
        (["en", "ja"], "fr-CA", "ja", "ja"),
        (["de", "en"], "fr-CA", "ja", "en"),
        (["it", "de"], "fr-CA", "ja", "de"),
        ([], "fr-CA", "ja", None),
        (["es", "es-419", "es-ES"], "es-MX", "en", "es-419"),
        (["en", "es", "es-ES"], "es-MX", "en", "es"),
        (["en", "es", "es-ES"], "es-419", "en", "es"),
        (["es-AR", "es-ES"], "es-MX", "en", "es-AR"),
        (["es-419", "es", "es-AR"], "es-ES", "en", "es"),
        (["pt", "pt-PT", "pt-BR"], "pt-AO", "en", "pt-PT"),
        (["en", "en-GB", "en-US"], "en-AU", "fr", "en"),
        (["en-GB", "en-US"], "en-AU", "fr", "en-GB"),
        (["no", "da"], "nb", "en", "no"),
        # Another script is another reading: the original comes first.
        (["zh-Hans", "en"], "zh-TW", "en", "en"),
        (["zh-Hans", "en"], "zh-TW", "ja", "zh-Hans"),
        (["zh-Hant", "zh"], "zh-HK", "en", "zh-Hant"),
        (["pt", "en"], "de", "pt-BR", "pt"),
    ],
)
def test_the_language_shown_is_the_nearest_there_is(available, wanted, original, shown):
    for order in itertools.permutations(available):
        assert choose(order, wanted=wanted, original=original) == shown


def test_a_tag_is_stood_for_by_wider_ones_of_its_script():
    assert lineage("es-MX") == ("es-MX", "es-419", "es")
    assert lineage("zh-TW") == ("zh-TW", "zh-Hant")
    assert lineage("zh-Hant-HK") == ("zh-Hant-HK", "zh-Hant")
    assert lineage("sr-ME") == ("sr-ME", "sr-Latn")
    assert lineage("ca-valencia") == ("ca-valencia", "ca")


@given(SOME, TAG, TAG)
def test_something_is_shown_whenever_there_is_anything(available, wanted, original):
    shown = choose(available, wanted=wanted, original=original)
    assert (shown in available) if available else shown is None
    assert shown == choose(sorted(available), wanted=wanted, original=original)


@given(SOME, TAG, TAG)
def test_nothing_goes_before_what_was_asked_for(available, wanted, original):
    assert choose([*available, wanted], wanted=wanted, original=original) == wanted


@given(SOME, st.sampled_from(AMERICAN), TAG)
def test_spain_never_speaks_for_america_while_a_neutral_spanish_is_there(
    available, wanted, original
):
    for neutral in ("es", "es-419"):
        shown = choose({*available, neutral, "es-ES"}, wanted=wanted, original=original)
        assert shown != "es-ES"
        assert base(shown) == "es"


@given(SOME, TAG, TAG)
def test_a_reader_keeps_language_and_script_while_there_is_any_of_them(available, wanted, original):
    def kin(tag):
        return base(tag) == base(wanted) and script(tag) == script(wanted)

    shown = choose(available, wanted=wanted, original=original)
    assert shown is None or not any(map(kin, available)) or kin(shown)


@given(SOME, TAG, TAG, TAG)
def test_a_language_more_takes_its_place_or_changes_nothing(available, more, wanted, original):
    before = choose(available, wanted=wanted, original=original)
    after = choose({*available, more}, wanted=wanted, original=original)
    assert after in {before, more}


@given(st.lists(TAG, unique=True, min_size=1), TAG, TAG)
def test_lettering_is_chosen_as_words_are(available, wanted, original):
    shown = pick(
        {(1, "poster"): [_art(one) for one in available]}, [(1, "poster")], wanted, original
    )
    chosen = choose(available, wanted=wanted, original=original)
    assert shown.url == f"/art/{chosen}-400.webp"


@given(SOME, TAG, TAG)
def test_no_lettering_goes_before_lettering_in_a_language_that_was_not_asked_for(
    available, wanted, original
):
    shown = pick(
        {(1, "poster"): [_art(one) for one in ["", *available]]}, [(1, "poster")], wanted, original
    )
    kin = [
        one
        for one in available
        if script(one) == script(wanted) and set(lineage(one)) & set(lineage(wanted))
    ]
    nearest = choose(kin, wanted=wanted, original=original) or ""
    assert shown.url == f"/art/{nearest}-400.webp"


def _art(language):
    return Art(1, "poster", language, language, [400], 400, 600, "#000000", "{}")


@pytest.mark.django_db
def test_a_mexican_reads_the_neutral_words_and_sees_the_neutral_poster():
    film = a_film("Rojo", language="en")
    for language, name in (("es-ES", "Ordenador"), ("es", "Computadora")):
        services.localise(title_id=film, language=language, name=name, actor=ACTOR)
    [card] = queries.cards(title_ids=[film], language="es-MX", territory="MX")
    assert (card.name, card.language_shown) == ("Computadora", "es")


@pytest.mark.parametrize(
    "tag",
    ["fr", "fr-CA", "es-419", "zh-Hant-TW", "sr-Latn", "ca-valencia", "de-1996", "gsw", "zxx"],
)
def test_a_language_tag_of_bcp_47_is_taken(tag):
    assert is_language_tag(tag)


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "french",
        "fr_CA",
        "FR",
        "fr-ca",
        "fr-",
        "qq",
        "xx-YY",
        "fr-Qqqz",
        "fr-madeup",
        "x-own",
        "fr-u-hc-h12",
        "fr\n",
    ],
)
def test_what_is_no_language_tag_is_not(tag):
    assert not is_language_tag(tag)
