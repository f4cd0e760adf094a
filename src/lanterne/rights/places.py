"""A country after the word that its name takes: in the Netherlands, en Belgique, au Canada."""

from __future__ import annotations

from lanterne.territories import queries as territories

# fmt: off
# English: the names that go with an article.
WITH_ARTICLE = frozenset(
    {
        "AE", "BS", "CD", "CF", "DO", "GB", "GM", "KM", "KY", "MH", "MP", "MV", "NL", "PH", "SB",
        "SC", "TC", "US", "VA", "VG", "VI",
    }
)
# French: plurals, islands and cities without an article, and masculine names whose first word ends in e.
PLURAL = frozenset(
    {
        "AE", "AS", "BM", "BQ", "BS", "FJ", "KM", "MV", "NL", "PH", "PS", "PW", "SC", "US", "WS",
    }
)
BARE = frozenset(
    {
        "AG", "AI", "AW", "BH", "BL", "CU", "CW", "CY", "DJ", "GG", "GI", "GU", "HT", "JE", "KI",
        "KN", "LC", "MC", "MF", "MG", "MS", "MT", "MU", "NR", "NU", "OM", "PM", "PR", "RE", "SG",
        "SH", "SM", "ST", "SX", "TK", "TO", "TT", "TV", "TW", "VC", "VU", "WF", "YT",
    }
)
MASCULINE = frozenset(
    {
        "BZ", "GB", "IO", "KH", "MX", "MZ", "SR", "ZW",
    }
)
FEMININE = frozenset(
    {
        "HK", "MO",
    }
)
# fmt: on
VOWELS = "AEIOUÉÈÊÎÔ"


def in_territory(code: str, language: str) -> str:
    """In French, in Arabic or, for readers of anything else, in English."""
    name = territories.name(code=code, language=language)
    spoken = language.partition("-")[0]
    if spoken == "fr":
        return _french(code, name)
    if spoken == "ar":
        return f"في {name}"
    return f"in the {name}" if code in WITH_ARTICLE else f"in {name}"


def _french(code: str, name: str) -> str:
    if code in PLURAL or name.startswith(("Îles ", "Terres ")):
        return f"aux {name}"
    if code in BARE:
        return f"à {name}"
    return f"en {name}" if _is_feminine(code, name) or name[0] in VOWELS else f"au {name}"


def _is_feminine(code: str, name: str) -> bool:
    """Most that end in e are, by the whole name or by its first word: la Sierra Leone, la Corée du Sud."""
    if code in MASCULINE:
        return False
    first = name.replace("-", " ").partition(" ")[0]
    return code in FEMININE or name.endswith("e") or first.endswith("e")
