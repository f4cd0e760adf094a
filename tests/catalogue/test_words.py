"""Words in any writing are kept exactly, and what would break a page is refused with a sentence."""

from __future__ import annotations

import pytest

from lanterne.catalogue import queries, services
from lanterne.catalogue.queries import editing
from tests.titles import a_film


@pytest.mark.parametrize(
    "name",
    [
        "رحلة إلى القمر",
        "千と千尋の神隠し",
        "🌕👩‍🚀 Lune",
        "Phở – Tie\u0302\u0301ng",
        "Qui\u202f? Moi\u00a0!",
        "\u200fرحلة\u200e (1902)",
        "می‌خواهم",
        "<script>alert(1)</script>",
        "=HYPERLINK(1)",
    ],
)
def test_a_name_in_any_writing_is_kept_exactly(editor, name):
    film = services.create_title(
        kind="film", original_name=name, original_language="en", actor=editor.actor
    )
    services.localise(
        title_id=film, language="fr", name=name, tagline=name, synopsis=name, actor=editor.actor
    )
    services.credit(title_id=film, person=name, role="cast", character=name, actor=editor.actor)
    assert editing.edited(title_id=film).original_name == name
    (words,) = editing.words(title_id=film)
    assert (words.name, words.tagline, words.synopsis) == (name, name, name)
    (credit,) = editing.credited(title_id=film)
    assert (credit.person, credit.character) == (name, name)


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\u202e", "U+202E"),
        ("\u202a", "U+202A"),
        ("\u2067", "U+2067"),
        ("\x00", "U+0000"),
        ("\x1b", "U+001B"),
        ("\x85", "U+0085"),
        ("\ud800", "U+D800"),
        ("\uffff", "U+FFFF"),
    ],
)
@pytest.mark.parametrize(
    "where", ["name", "tagline", "synopsis_short", "synopsis_medium", "synopsis"]
)
def test_a_character_that_would_reorder_or_break_a_page_is_refused(editor, character, code, where):
    film = a_film()
    said = {"name": "Lune", where: f"gnp.{character}exe"}
    with pytest.raises(services.UnreadableText) as refused:
        services.localise(title_id=film, language="fr", actor=editor.actor, **said)
    assert str(refused.value) == (f"The invisible character {code} does not belong in a text.")
    assert editing.words(title_id=film) == ()


def test_such_a_character_names_neither_a_title_nor_a_person(editor):
    film = a_film()
    with pytest.raises(services.UnreadableText):
        services.create_title(
            kind="film", original_name="A\u202eB", original_language="en", actor=editor.actor
        )
    for said in ({"person": "A\u202eB"}, {"person": "A", "character": "\u202e"}):
        with pytest.raises(services.UnreadableText):
            services.credit(title_id=film, role="cast", actor=editor.actor, **said)
    assert editing.credited(title_id=film) == ()


def test_a_synopsis_of_a_million_characters_is_refused_and_one_that_fits_is_kept(editor):
    film = a_film()
    with pytest.raises(
        services.UnreadableText,
        match=r"This text has 1000000 characters; there is room for 10000\.",
    ):
        services.localise(
            title_id=film, language="fr", name="L", synopsis="x" * 1_000_000, actor=editor.actor
        )
    assert editing.words(title_id=film) == ()
    services.localise(
        title_id=film, language="fr", name="L", synopsis="é" * 10_000, actor=editor.actor
    )
    assert editing.words(title_id=film)[0].synopsis == "é" * 10_000


def test_a_synopsis_keeps_its_paragraphs_and_a_tagline_is_one_line(editor):
    film = a_film()
    services.localise(
        title_id=film,
        language="fr",
        name=" La\r\nLune ",
        tagline="Un\npas",
        synopsis="Un.\r\n\r\nDeux.\n",
        actor=editor.actor,
    )
    (words,) = editing.words(title_id=film)
    assert (words.name, words.tagline, words.synopsis) == ("La Lune", "Un pas", "Un.\n\nDeux.")


def test_a_page_shows_the_longest_synopsis_there_is_and_a_card_the_shortest(editor):
    film = a_film()
    lengths = {"synopsis_short": "Court.", "synopsis_medium": "Moyen.", "synopsis": "Long."}

    def shown(**said):
        services.localise(title_id=film, language="fr", name="L", actor=editor.actor, **said)
        [card] = queries.cards(title_ids=[film], language="fr", territory="FR")
        page = queries.page(slug=card.slug, language="fr", territory="FR", known=())
        return card.synopsis, page.card.synopsis, page.synopses.medium

    assert shown(**lengths) == ("Court.", "Long.", "Moyen.")
    assert shown(synopsis="") == ("Court.", "Moyen.", "Moyen.")
    assert shown(synopsis_short="") == ("Moyen.", "Moyen.", "Moyen.")
