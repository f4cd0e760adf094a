"""What registries call a title, checked without asking them."""

from __future__ import annotations

import pytest
from eidr import EIDRID
from eidr.errors import EIDRIDFormatError
from hypothesis import given
from hypothesis import strategies as st

from lanterne.catalogue import queries, services
from lanterne.catalogue.identifiers import ALPHABET, Scheme, WrongCheck, check_character, read
from lanterne.catalogue.queries import editing
from lanterne.catalogue.rules import Kind
from lanterne.catalogue.services import corrections
from lanterne.core import audit
from tests.titles import a_film, a_series

EIDR = "10.5240/7791-8534-2C23-9030-8610-5"


@pytest.mark.parametrize(
    ("scheme", "typed", "kept"),
    [
        ("eidr", EIDR, EIDR),
        ("eidr", " 10.5240/7791-8534-2c23-9030-8610-5 ", EIDR),
        ("eidr", "https://doi.org/10.5240/7791-8534-2C23-9030-8610-5", EIDR),
        ("eidr", "urn:eidr:10.5240:7791-8534-2C23-9030-8610-5", EIDR),
        ("eidr", "10.5240/EA73-79D7-1B2B-B378-3A73-M", "10.5240/EA73-79D7-1B2B-B378-3A73-M"),
        ("isan", "ISAN 0000-0001-8CFA-0000-I-0000-0000-K", "0000-0001-8CFA-0000-I-0000-0000-K"),
        ("isan", "0000-0000-D07A-0090-Q", "0000-0000-D07A-0090-Q"),
        ("isan", "000000018947000000000000", "0000-0001-8947-0000-8-0000-0000-D"),
        ("isan", "urn:isan:0000-0000-d07a-0090-q-0000-0000-x", "0000-0000-D07A-0090-Q-0000-0000-X"),
        ("imdb", "tt0000417", "tt0000417"),
        ("imdb", "https://www.imdb.com/title/tt0000417/", "tt0000417"),
        ("tmdb", "775", "movie/775"),
        ("tmdb", "https://www.themoviedb.org/movie/775-le-voyage-dans-la-lune", "movie/775"),
        ("wikidata", "Q190067", "Q190067"),
        ("wikidata", "https://www.wikidata.org/wiki/Q190067", "Q190067"),
    ],
)
def test_an_identifier_is_kept_as_its_registry_writes_it(editor, scheme, typed, kept):
    film = a_film()
    for _ in range(2):
        services.identify(title_id=film, scheme=scheme, value=typed, actor=editor.actor)
    assert editing.identifiers(title_id=film) == ((scheme, kept),)
    assert queries.title_id_identified(scheme=scheme, value=kept) == film
    lines = [line.action for line in audit.lines(subject=f"title:{film}")]
    assert lines.count("catalogue.identify") == 1


@pytest.mark.parametrize(
    ("scheme", "typed", "sentence"),
    [
        (
            "eidr",
            "10.5240/7791-8534-2C23-9030-8610-6",
            "8610-6” has a slip in it: its check character is 6 and would have to be 5.",
        ),
        # Two neighbours the wrong way round.
        (
            "eidr",
            "10.5240/7719-8534-2C23-9030-8610-5",
            "its check character is 5 and would have to be ",
        ),
        ("eidr", "10.5237/9241-DCC1", "is not an identifier of EIDR such as 10.5240/"),
        ("eidr", "", "is not an identifier of EIDR"),
        (
            "isan",
            "0000-0001-8CFA-0000-A-0000-0000-K",
            "its check character is A and would have to be I.",
        ),
        (
            "isan",
            "0000-0001-8CFA-0000-I-0000-0001-K",
            "its check character is K and would have to be",
        ),
        ("isan", "0000-0001-8CFA", "is not an identifier of ISAN"),
        ("imdb", "nm0617588", "is not an identifier of IMDb such as tt0000417"),
        ("tmdb", "person/11523", "is not an identifier of TMDB such as movie/775"),
        ("wikidata", "P31", "is not an identifier of Wikidata such as Q190067"),
        ("wikidata", "Q٣", "is not an identifier of Wikidata"),
        ("asin", "B00", "“asin” is no registry that we know: EIDR, ISAN, IMDb, TMDB, Wikidata."),
    ],
)
def test_an_identifier_that_cannot_be_is_refused_and_nothing_is_kept(
    editor, scheme, typed, sentence
):
    film = a_film()
    with pytest.raises(services.WrongIdentifier) as refused:
        services.identify(title_id=film, scheme=scheme, value=typed, actor=editor.actor)
    assert sentence in str(refused.value)
    assert editing.identifiers(title_id=film) == ()


def test_two_titles_never_share_an_identifier(editor):
    first, second = a_film("La Lune"), a_film("Le Soleil")
    services.identify(title_id=first, scheme="imdb", value="tt0000417", actor=editor.actor)
    with pytest.raises(services.IdentifierTaken, match="IMDb tt0000417 is “La Lune” already"):
        services.identify(title_id=second, scheme="imdb", value="tt0000417", actor=editor.actor)
    assert editing.identifiers(title_id=second) == ()


def test_a_number_of_tmdb_means_another_thing_for_a_series(editor):
    series, [season], _ = a_series()
    services.identify(title_id=series, scheme="tmdb", value="1399", actor=editor.actor)
    assert editing.identifiers(title_id=series) == (("tmdb", "tv/1399"),)
    with pytest.raises(services.WrongIdentifier):
        services.identify(title_id=season, scheme="tmdb", value="3624", actor=editor.actor)
    services.identify(title_id=season, scheme="tmdb", value="tv/1399/season/1", actor=editor.actor)


def test_an_identifier_is_removed_once(editor):
    film = a_film()
    services.identify(title_id=film, scheme="eidr", value=EIDR, actor=editor.actor)
    gone = {"title_id": film, "scheme": "eidr", "value": EIDR, "actor": editor.actor}
    corrections.remove_identifier(**gone)
    assert editing.identifiers(title_id=film) == ()
    with pytest.raises(corrections.AlreadyRemoved):
        corrections.remove_identifier(**gone)


@given(st.text("0123456789ABCDEF", min_size=20, max_size=20), st.sampled_from(ALPHABET))
def test_our_check_character_is_the_one_of_the_registrys_own_library(payload, given_check):
    """ISAN is checked by our arithmetic; EIDR's library does the same sum over other digits."""
    groups = "-".join(payload[at : at + 4] for at in range(0, 20, 4))
    text = f"10.5240/{groups}-{given_check}"
    expected = check_character(payload)
    if given_check == expected:
        assert read(Scheme.EIDR, text, Kind.FILM) == text == str(EIDRID.parse(text))
    else:
        assert read(Scheme.EIDR, text, Kind.FILM) == WrongCheck(given_check, expected)
        with pytest.raises(EIDRIDFormatError, match=f"should be '{expected}'"):
            EIDRID.parse(text)


@given(st.text("0123456789ABCDEF", min_size=16, max_size=16), st.integers(0, 15), st.data())
def test_one_wrong_digit_of_an_isan_always_shows(work, at, data):
    other = data.draw(st.sampled_from([one for one in "0123456789ABCDEF" if one != work[at]]))
    slipped = work[:at] + other + work[at + 1 :]
    assert isinstance(read(Scheme.ISAN, slipped + check_character(work), Kind.FILM), WrongCheck)


@given(st.sampled_from(Scheme), st.text())
def test_any_text_at_all_is_read_or_refused(scheme, text):
    said = read(scheme, text, Kind.FILM)
    assert not isinstance(said, str) or read(scheme, said, Kind.FILM) == said
