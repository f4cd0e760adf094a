"""Every window as an offer of its title, for the writers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lanterne.catalogue.queries.records import records
from lanterne.catalogue.records import TitleRecord
from lanterne.catalogue.rules import Kind
from lanterne.exchange.avails import vocabulary
from lanterne.exchange.avails.deals import OURS, Deal, Work
from lanterne.exchange.avails.windows import deal
from lanterne.rights.queries.records import window_records

AT_A_TIME = 500


def offered() -> Iterator[tuple[TitleRecord, Work, list[Deal]]]:
    """Each title that has windows, with its offers, in the order of an export."""
    rest, above = records(), dict[str, TitleRecord]()
    while part := list(islice(rest, AT_A_TIME)):
        windows = window_records([title_id for title_id, _record in part])
        for title_id, record in part:
            if record.kind in {Kind.SERIES, Kind.SEASON}:
                above[record.slug] = record
            if title_id in windows:
                work = _work(record, above)
                yield record, work, [deal(one, work) for _id, one in windows[title_id]]


def _work(record: TitleRecord, above: dict[str, TitleRecord]) -> Work:
    season = record if record.kind is Kind.SEASON else above.get(record.parent)
    series = above.get(season.parent) if season else None
    facts = record.facts
    return Work(
        work_type=vocabulary.KINDS[record.kind][0],
        name=str(facts["original_name"]),
        language=str(facts["original_language"]),
        content_id=OURS + record.slug,
        year=str(facts["year"] or ""),
        run_length=f"PT{facts['runtime_seconds']}S" if facts["runtime_seconds"] else "",
        series=str(series.facts["original_name"]) if series else "",
        season=str(season.number) if season and season.number is not None else "",
        episode=str(record.number) if record.kind is Kind.EPISODE else "",
    )
