"""Avails XML made into offers: by local names, so that any prefix will do, one Avail at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from lanterne.exchange.avails.deals import Deal, Work
from lanterne.exchange.fields import FORBIDDEN

NAMESPACE = re.compile(r"\{http://www\.movielabs\.com/schema/avails/v2\.[67](\.\d)?/avails\}\w+")
METADATA = ("Metadata", "EpisodeMetadata", "SeasonMetadata", "SeriesMetadata")
NOTHING = Work("", "")


def deals(path: Path) -> Iterator[Deal]:
    """Every transaction with every asset beside it; what cannot be read comes as a refusal."""
    numbers = count(1)
    try:
        for _event, element in iterparse(path, events=("end",), forbid_dtd=True):
            if _local(element) == "Avail":
                yield from _avail(element, next(numbers))
                element.clear()
    except DefusedXmlException:
        yield _refused(_("A file with a DTD or entities is not taken."), next(numbers))
    except (ParseError, UnicodeError, ValueError, LookupError):
        yield _refused(_("This is not XML from here on."), next(numbers))


def _refused(sentence: str, number: int) -> Deal:
    return Deal(f"Avail {number}", NOTHING, "", refusal=sentence)


def _avail(avail: Element, number: int) -> Iterator[Deal]:
    if not NAMESPACE.fullmatch(avail.tag):
        yield _refused(_("This is no Avail of version 2.6 or 2.7."), number)
        return
    told = " ".join(avail.itertext())
    if FORBIDDEN.search(told):
        yield _refused(_("It holds a character that no text may hold."), number)
        return
    assets = _all(avail, "Asset")
    works = [(work(one), _text(_first(one, *METADATA), "LocalizationOffering")) for one in assets]
    for place, transaction in enumerate(_all(avail, "Transaction"), 1):
        for made, localized in works or [(NOTHING, "")]:
            yield _deal(avail, transaction, made, localized, f"Avail {number}, Transaction {place}")


def _deal(avail: Element, told: Element, made: Work, localized: str, place: str) -> Deal:
    return Deal(
        place=place,
        work=made,
        license_type=_text(told, "LicenseType"),
        territories=_regions(told, "Territory"),
        excluded=_regions(told, "TerritoryExcluded"),
        start=_text(told, "Start"),
        start_condition=_text(told, "StartCondition") or _term(told, "StartCondition"),
        end=_text(told, "End"),
        end_condition=_text(told, "EndCondition"),
        allowed=_languages(told, "AllowedLanguage", localized),
        assets=_languages(told, "AssetLanguage", localized),
        held_back=tuple(language for language, _use in _languages(told, "HoldbackLanguage", "")),
        announced=_term(told, "AnnounceDate"),
        lifted=_term(told, "SuppressionLiftDate"),
        status=_term(told, "TitleStatus"),
        entry=_text(avail, "Disposition", "EntryType"),
        premiere=_term(told, "Premiere"),
        description=_text(told, "LicenseRightsDescription"),
        licensor=_text(avail, "Licensor", "DisplayName"),
        contract=_text(told, "ContractID"),
    )


def work(asset: Element) -> Work:
    """What an asset is, from whichever kind of metadata it has."""
    said = next((one for one in asset if _local(one) in METADATA), asset)
    season = _first(said, "SeasonMetadata") if _local(said) != "SeasonMetadata" else said
    series = _first(season if season is not None else said, "SeriesMetadata")
    prefix = _local(said).removesuffix("Metadata")
    own = prefix if prefix in {"Season", "Series"} else ""
    named = _first(said, f"{own}TitleDisplayUnlimited")
    return Work(
        work_type=_text(asset, "WorkType"),
        name=_text(said, f"{own}TitleDisplayUnlimited") or _text(said, f"{own}TitleInternalAlias"),
        language=named.get("language", "") if named is not None else "",
        content_id=asset.get("contentID", ""),
        year=_text(said, "ReleaseDate")[:4],
        run_length=_text(said, "RunLength"),
        series=_series_name(series),
        season=_text(season, "SeasonNumber", "Number"),
        episode=_text(said, "EpisodeNumber", "Number"),
    )


def _series_name(series: Element | None) -> str:
    return _text(series, "SeriesTitleDisplayUnlimited") or _text(series, "SeriesTitleInternalAlias")


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _all(element: Element, name: str) -> list[Element]:
    return [one for one in element if _local(one) == name]


def _first(element: Element | None, *names: str) -> Element | None:
    inside = element if element is not None else ()
    return next((one for one in inside if _local(one) in names), None)


def _text(element: Element | None, *path: str) -> str:
    """The words at the end of a path of local names, in one line; nothing where it leads nowhere."""
    for name in path:
        element = _first(element, name)
    return " ".join((element.text or "").split()) if element is not None else ""


def _regions(told: Element, name: str) -> tuple[str, ...]:
    return tuple(_text(one, "country") or _text(one, "countryRegion") for one in _all(told, name))


def _languages(told: Element, name: str, localized: str) -> tuple[tuple[str, str], ...]:
    found = _all(told, name)
    return tuple(((one.text or "").strip(), one.get("asset", "") or localized) for one in found)


def _term(told: Element, name: str) -> str:
    for one in _all(told, "Term"):
        if one.get("termName") == name:
            return " ".join(" ".join(one.itertext()).split())
    return ""
