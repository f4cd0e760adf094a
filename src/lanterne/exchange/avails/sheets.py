"""The spreadsheet form of Avails: a row for each work and offer, on any number of sheets."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from lanterne.exchange.avails.deals import Deal, Work
from lanterne.exchange.avails.outgoing import offered
from lanterne.exchange.avails.weighing import weigh
from lanterne.exchange.fields import FORBIDDEN, Unreadable

COLUMNS = (
    "DisplayName", "Territory", "TerritoryExcluded", "WorkType", "EntryType", "TitleInternalAlias",
    "TitleDisplayUnlimited", "OriginalLanguage", "SeriesTitleDisplayUnlimited", "SeasonNumber",
    "EpisodeNumber", "ReleaseYear", "TotalRunTime", "ContentID", "LicenseType", "Start",
    "StartCondition", "End", "EndCondition", "LocalizationType", "AllowedLanguages", "HoldbackLanguage",
    "AnnounceDate", "SuppressionLiftDate", "TitleStatus", "Premiere", "ContractID",
)  # fmt: skip
# Other columns are not looked at.
KNOWN = {*COLUMNS, "StoreLanguage", "SeriesTitleInternalAlias", "LicenseRightsDescription"}
NEEDED = {"Territory", "LicenseType", "WorkType"}
# The names stand in one of the first rows, below those of groups of columns.
MOST_HEAD_ROWS = 5
# As many as a spreadsheet program has.
MOST_ROWS = 1_048_576
# What the library raises over the inside of a damaged file: both of its XML parsers' errors are SyntaxErrors.
# What is encrypted or packed in a way that nobody knows is a RuntimeError, an index into nothing a LookupError.
_BROKEN = (LookupError, TypeError, ValueError, OSError, SyntaxError, RuntimeError)


def deals(path: Path) -> Iterator[Deal]:
    try:
        weigh(path)
        # Formulas are wanted as such, to be refused: what they last gave need not be what they say.
        book = load_workbook(path, read_only=True, data_only=False)
        for sheet in book.worksheets:
            # What a sheet says of its own size would be believed, and filled up with empty rows.
            sheet.reset_dimensions()
            rows = enumerate(sheet.iter_rows(), 1)
            yield from _sheet(sheet.title, rows)
        book.close()
    except Unreadable as refusal:
        yield _refused(path.name, str(refusal))
    except (InvalidFileException, zipfile.BadZipFile, zlib.error, *_BROKEN):
        yield _refused(path.name, _("This is no spreadsheet that can be read here (.xlsx)."))


def write(path: Path) -> int:
    """Write every window as a row of one sheet and give the number of titles."""
    book, counted = Workbook(write_only=True), 0
    sheet = book.create_sheet("Avails")
    sheet.append(COLUMNS)
    for _record, _work, told in offered():
        counted += 1
        for deal in told:
            row = _row(deal)
            sheet.append([_cell(sheet, row.get(name, "")) for name in COLUMNS])
    book.save(path)
    return counted


def _cell(sheet: Any, told: str) -> Cell:
    """A text, even where its first letter would make a formula of it."""
    cell = WriteOnlyCell(sheet, told)
    cell.data_type = "s"
    return cell


def _refused(place: str, sentence: str) -> Deal:
    return Deal(place, Work("", ""), "", refusal=sentence)


def _sheet(title: str, rows: Iterator[tuple[int, Sequence[Any]]]) -> Iterator[Deal]:
    names: dict[int, str] = {}
    for _number, row in islice(rows, MOST_HEAD_ROWS):
        told = {at: str(one.value).strip() for at, one in enumerate(row) if one.value is not None}
        if set(told.values()) >= NEEDED:
            names = {at: name for at, name in told.items() if name in KNOWN}
            break
    for number, row in rows if names else ():
        if number > MOST_ROWS:
            raise Unreadable(_("This sheet has more than %(most)d rows.") % {"most": MOST_ROWS})
        # Rows that are not there come as empty ones: a million of them must cost nothing.
        cells = {name: row[at] for at, name in names.items() if at < len(row)}
        if any(one.value is not None for one in cells.values()):
            place = f"{title}!{number}"
            try:
                yield _deal(place, {name: _told(one) for name, one in cells.items()})
            except Unreadable as refusal:
                yield _refused(place, str(refusal))


def _told(cell: Any) -> str:
    told = cell.value
    if told is None:
        return ""
    if cell.data_type == "f":
        raise Unreadable(_("A formula is not taken: give its value."))
    if isinstance(told, datetime):
        # A cell that shows a day is midnight to the program.
        return told.date().isoformat() if told.time() == time.min else told.isoformat()
    if isinstance(told, float) and told.is_integer():
        return str(int(told))
    text = str(told).strip()
    if FORBIDDEN.search(text):
        raise Unreadable(_("It holds a character that no text may hold."))
    return text


def _deal(place: str, row: dict[str, str]) -> Deal:
    def said(name: str) -> str:
        return row.get(name, "")

    work = Work(
        work_type=said("WorkType"),
        name=said("TitleDisplayUnlimited") or said("TitleInternalAlias"),
        language=said("OriginalLanguage") or said("StoreLanguage"),
        content_id=said("ContentID"),
        year=said("ReleaseYear"),
        run_length=said("TotalRunTime"),
        series=said("SeriesTitleDisplayUnlimited") or said("SeriesTitleInternalAlias"),
        season=said("SeasonNumber"),
        episode=said("EpisodeNumber"),
    )
    return Deal(
        place=place,
        work=work,
        license_type=said("LicenseType"),
        territories=_list(said("Territory")),
        excluded=_list(said("TerritoryExcluded")),
        start=said("Start"),
        start_condition=said("StartCondition"),
        end=said("End"),
        end_condition=said("EndCondition"),
        allowed=_tongues(said("AllowedLanguages"), said("LocalizationType")),
        held_back=_list(said("HoldbackLanguage")),
        announced=said("AnnounceDate"),
        lifted=said("SuppressionLiftDate"),
        status=said("TitleStatus"),
        entry=said("EntryType"),
        premiere=said("Premiere").casefold(),
        description=said("LicenseRightsDescription"),
        licensor=said("DisplayName"),
        contract=said("ContractID"),
    )


def _list(told: str) -> tuple[str, ...]:
    return tuple(one for one in told.replace(";", ",").replace(" ", ",").split(",") if one)


def _tongues(told: str, localized: str) -> tuple[tuple[str, str], ...]:
    """``fr, es-419:dub``: what has no use of its own takes that of the row."""
    words = (one.partition(":") for one in _list(told))
    return tuple((tag, use or localized) for tag, _colon, use in words)


def _row(deal: Deal) -> dict[str, str]:
    work = deal.work
    return {
        "DisplayName": deal.licensor,
        "Territory": ",".join(deal.territories),
        "WorkType": work.work_type,
        "EntryType": "Full Extract",
        "TitleInternalAlias": work.name,
        "TitleDisplayUnlimited": work.name,
        "OriginalLanguage": work.language,
        "SeriesTitleDisplayUnlimited": work.series,
        "SeasonNumber": work.season,
        "EpisodeNumber": work.episode,
        "ReleaseYear": work.year,
        "TotalRunTime": work.run_length,
        "ContentID": work.content_id,
        "LicenseType": deal.license_type,
        "Start": deal.start,
        "StartCondition": deal.start_condition,
        "End": deal.end,
        "EndCondition": deal.end_condition,
        "AllowedLanguages": ",".join(f"{tag}:{use}" for tag, use in deal.allowed),
        "HoldbackLanguage": ",".join(deal.held_back),
        "SuppressionLiftDate": deal.lifted,
        "TitleStatus": deal.status,
        "Premiere": deal.premiere,
        "ContractID": deal.contract,
    }
