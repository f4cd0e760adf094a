"""What a person reads when a title is open, not yet, no longer, or not here."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lanterne.rights.places import in_territory
from lanterne.rights.queries import sentence
from lanterne.rights.rules import Market, Window, availability

# Midnight of the third of March in Brussels is still the second in Greenwich.
OPENS = datetime(2027, 3, 2, 23, 0, tzinfo=UTC)
CLOSES = datetime(2027, 6, 30, 22, 0, tzinfo=UTC)
BEFORE, DURING = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 4, 1, tzinfo=UTC)
AFTER = datetime(2028, 1, 1, tzinfo=UTC)


def said(at, language, *, territory="BE", closes_at=CLOSES, asked="BE"):
    windows = [Window(territory, OPENS, closes_at)]
    return sentence(
        availability=availability(windows, market=Market(asked), at=at), language=language
    )


def test_english():
    assert said(BEFORE, "en") == "Opens on 3 March 2027 in Belgium"
    assert said(DURING, "en") == "Available in Belgium until 1 July 2027"
    assert said(DURING, "en", closes_at=None) == "Available in Belgium"
    assert said(AFTER, "en") == "No longer available in Belgium since 1 July 2027"
    assert said(AFTER, "en", asked="NL") == "Not available in the Netherlands"


def test_french():
    assert said(BEFORE, "fr") == "Disponible à partir du 3 mars 2027 en Belgique"
    assert said(DURING, "fr") == "Disponible en Belgique jusqu’au 1er juillet 2027"
    assert said(DURING, "fr", closes_at=None) == "Disponible en Belgique"
    assert said(AFTER, "fr") == "N’est plus disponible en Belgique depuis le 1er juillet 2027"
    assert said(AFTER, "fr", asked="NL") == "N’est pas disponible aux Pays-Bas"


def test_arabic():
    assert said(BEFORE, "ar") == "يُتاح في 3 مارس 2027 في بلجيكا"
    assert said(DURING, "ar") == "متاح في بلجيكا حتى 1 يوليو 2027"
    assert said(AFTER, "ar") == "لم يعد متاحًا في بلجيكا منذ 1 يوليو 2027"
    assert said(AFTER, "ar", asked="NL") == "غير متاح في هولندا"


def test_readers_of_other_languages_read_one_language_throughout():
    assert said(BEFORE, "de", territory="DE", asked="DE") == "Opens on 3 March 2027 in Germany"
    assert said(AFTER, "nl", asked="NL") == "Not available in the Netherlands"
    assert said(BEFORE, "fr-CA") == said(BEFORE, "fr")


@pytest.mark.parametrize(
    ("code", "english", "french"),
    [
        ("FR", "in France", "en France"),
        ("CA", "in Canada", "au Canada"),
        ("US", "in the United States", "aux États-Unis"),
        ("GB", "in the United Kingdom", "au Royaume-Uni"),
        ("IR", "in Iran", "en Iran"),
        ("MX", "in Mexico", "au Mexique"),
        ("MT", "in Malta", "à Malte"),
        ("IT", "in Italy", "en Italie"),
        ("MA", "in Morocco", "au Maroc"),
    ],
)
def test_a_country_takes_its_own_word(code, english, french):
    assert in_territory(code, "en") == english
    assert in_territory(code, "fr") == french
