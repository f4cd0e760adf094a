"""Offers as Avails XML v2.7, the same bytes for the same rights."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from lanterne.exchange.avails.deals import Deal, Work
from lanterne.exchange.avails.outgoing import offered

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<avails:AvailList xmlns:avails="http://www.movielabs.com/schema/avails/v2.7/avails"
                  xmlns:md="http://www.movielabs.com/schema/md/v2.12/md">
"""
TYPES = {"Movie": "single", "Episode": "episode", "Season": "season", "Series": "series"}
# Who offers what hangs on no contract.
NOBODY = "-"


def write(path: Path) -> int:
    """Write every window as a transaction and give the number of titles."""
    counted = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEAD)
        for record, work, deals in offered():
            counted += 1
            for licensor, some in groupby(sorted(deals, key=_licensor), key=_licensor):
                file.write(_avail(record.slug, work, licensor, list(some)))
        file.write("</avails:AvailList>\n")
    return counted


def _licensor(deal: Deal) -> str:
    return deal.licensor


def _avail(slug: str, work: Work, licensor: str, deals: list[Deal]) -> str:
    return "".join(
        (
            "<avails:Avail>\n",
            _tag("ALID", f"md:alid:org:lanterne:{slug}"),
            "<avails:Disposition>", _tag("EntryType", "Full Extract"), "</avails:Disposition>\n",
            f"<avails:Licensor><md:DisplayName>{escape(licensor or NOBODY)}</md:DisplayName></avails:Licensor>\n",
            _tag("AvailType", TYPES[work.work_type]),
            _tag("ShortDescription", work.name),
            _asset(work),
            *map(_transaction, deals),
            "</avails:Avail>\n",
        )
    )  # fmt: skip


def _asset(work: Work) -> str:
    metadata = {
        "Movie": ("Metadata", _own(work)),
        "Episode": ("EpisodeMetadata", _own(work) + _number("EpisodeNumber", work.episode) + _season(work)),
        "Season": ("SeasonMetadata", _season_inside(work, work.name)),
        "Series": ("SeriesMetadata", _series_inside(work.content_id, work.name, work.language)),
    }  # fmt: skip
    name, inside = metadata[work.work_type]
    return (
        f"<avails:Asset contentID={quoteattr(work.content_id)}>\n{_tag('WorkType', work.work_type)}"
        f"<avails:{name}>\n{inside}</avails:{name}>\n</avails:Asset>\n"
    )


def _own(work: Work) -> str:
    return (
        _named("TitleDisplayUnlimited", work.name, work.language)
        + _tag("TitleInternalAlias", work.name)
        + _tag("ReleaseDate", work.year)
        + _tag("RunLength", work.run_length)
    )


def _season(work: Work) -> str:
    inside = _season_inside(work, f"{work.series} {work.season}")
    return f"<avails:SeasonMetadata>\n{inside}</avails:SeasonMetadata>\n"


def _season_inside(work: Work, name: str) -> str:
    series = _series_inside(work.content_id, work.series, work.language)
    return (
        _tag("SeasonContentID", work.content_id)
        + _named("SeasonTitleDisplayUnlimited", name, work.language)
        + _tag("SeasonTitleInternalAlias", name)
        + _number("SeasonNumber", work.season)
        + f"<avails:SeriesMetadata>\n{series}</avails:SeriesMetadata>\n"
    )


def _series_inside(content_id: str, name: str, language: str) -> str:
    return (
        _tag("SeriesContentID", content_id)
        + _named("SeriesTitleDisplayUnlimited", name, language)
        + _tag("SeriesTitleInternalAlias", name)
    )


def _transaction(deal: Deal) -> str:
    start = _tag("Start", deal.start) or _tag("StartCondition", deal.start_condition)
    awaited = deal.start_condition if deal.start else ""
    return "".join(
        (
            "<avails:Transaction>\n",
            _tag("LicenseType", deal.license_type),
            *(f"<avails:Territory><md:country>{escape(one)}</md:country></avails:Territory>\n"
              for one in deal.territories),
            start,
            _tag("End", deal.end) or _tag("EndCondition", deal.end_condition),
            *(f"<avails:AllowedLanguage asset={quoteattr(use)}>{escape(tag)}</avails:AllowedLanguage>\n"
              for tag, use in deal.allowed),
            *(_tag("HoldbackLanguage", tag) for tag in deal.held_back),
            _tag("FormatProfile", "HD"),
            _tag("ContractID", deal.contract),
            _term("SuppressionLiftDate", "Event", deal.lifted),
            _term("TitleStatus", "Text", deal.status),
            _term("StartCondition", "Text", awaited),
            _term("Premiere", "Boolean", deal.premiere),
            "</avails:Transaction>\n",
        )
    )  # fmt: skip


def _tag(name: str, told: str) -> str:
    return f"<avails:{name}>{escape(told)}</avails:{name}>\n" if told else ""


def _named(name: str, told: str, language: str) -> str:
    return f"<avails:{name} language={quoteattr(language)}>{escape(told)}</avails:{name}>\n"


def _number(name: str, told: str) -> str:
    return f"<avails:{name}><md:Number>{escape(told)}</md:Number></avails:{name}>\n"


def _term(name: str, kind: str, told: str) -> str:
    if not told:
        return ""
    return f'<avails:Term termName="{name}"><avails:{kind}>{escape(told)}</avails:{kind}></avails:Term>\n'
