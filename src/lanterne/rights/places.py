"""A country after the word that its name takes: in the Netherlands, en Belgique, au Canada."""

from __future__ import annotations

from lanterne.territories import queries as territories

# English: the names that go with an article.
WITH_ARTICLE = frozenset(
    [
        "AE",
        "BS",
        "CF",
        "CD",
        "DO",
        "GB",
        "GM",
        "KM",
        "KY",
        "MH",
        "MP",
        "MV",
        "NL",
        "PH",
        "SB",
        "SC",
        "TC",
        "US",
        "VA",
        "VG",
        "VI",
    ]
)
# French: plurals, islands and cities without an article, and masculine names that end in e.
PLURAL = frozenset(
    [
        "AE",
        "BS",
        "FO",
        "KM",
        "KY",
        "MH",
        "MP",
        "MV",
        "NL",
        "PH",
        "PN",
        "SB",
        "SC",
        "TC",
        "UM",
        "US",
        "VG",
        "VI",
    ]
)
BARE = frozenset(
    [
        "AG",
        "AI",
        "AW",
        "BB",
        "BH",
        "BL",
        "BM",
        "CU",
        "CW",
        "CY",
        "DJ",
        "DM",
        "GD",
        "GI",
        "GU",
        "HK",
        "HT",
        "JE",
        "GG",
        "KI",
        "KN",
        "LC",
        "MC",
        "MF",
        "MG",
        "MO",
        "MS",
        "MT",
        "MU",
        "NU",
        "NR",
        "OM",
        "PM",
        "PR",
        "RE",
        "SG",
        "SH",
        "SM",
        "ST",
        "SX",
        "TO",
        "TT",
        "TV",
        "TW",
        "VC",
        "VU",
        "WF",
        "WS",
        "YT",
    ]
)
MASCULINE = frozenset(["BZ", "CF", "KH", "MX", "MZ", "SR", "TL", "VA", "ZW"])
VOWELS = "AEIOUÉÈÊÎÔ"


def in_territory(code: str, language: str) -> str:
    """In French or, for readers of anything else, in English."""
    if language.partition("-")[0] == "fr":
        return _french(code, territories.name(code=code, language=language))
    name = territories.name(code=code, language=language)
    return f"in the {name}" if code in WITH_ARTICLE else f"in {name}"


def _french(code: str, name: str) -> str:
    if code in PLURAL or name.startswith(("Îles", "Terres", "Territoires")):
        return f"aux {name}"
    if code in BARE:
        return f"à {name}"
    is_feminine = name.endswith("e") and code not in MASCULINE
    return f"en {name}" if is_feminine or name[0] in VOWELS else f"au {name}"
