"""What a file would bring, for a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from lanterne.accounts.permits import NotYours, check_changes
from lanterne.accounts.roles import Desk, Standing, may_change
from lanterne.catalogue.records import Verdict
from lanterne.core.errors import Refused
from lanterne.exchange import formats, runs, shelf, tables
from lanterne.exchange.formats import Format
from lanterne.exchange.tables.columns import IN_A_LANGUAGE, NAMES
from lanterne.exchange.values import Finding, Report

VERDICTS = {
    Verdict.CREATED: ngettext_lazy("%d to be made", "%d to be made"),
    Verdict.CHANGED: ngettext_lazy("%d to be changed", "%d to be changed"),
    Verdict.SAME: ngettext_lazy("%d left alone", "%d left alone"),
    Verdict.REFUSED: ngettext_lazy("%d refused", "%d refused"),
}
SHOWN = 200


@dataclass(frozen=True, slots=True)
class FilePage:
    """``preview`` only of CSV, whose columns are to be confirmed."""

    key: UUID
    name: str
    counts: tuple[str, ...]
    refusals: list[Finding]
    findings: list[Finding]
    notes: list[tuple[str, str]]
    preview: tables.Preview | None
    fields: tuple[str, ...]
    wrong_map: str
    not_yours: str
    can_be_overridden: bool
    can_be_taken: bool


class NobodysImport(Refused):
    pass


def check_sends(who: Standing) -> None:
    """Refuse a file of somebody who could take none, whatever is in it."""
    if not may_change(who, Desk.PUBLISH) and not may_change(who, Desk.RIGHTS):
        raise NobodysImport(_("You may look at titles and rights here, and import none."))


def check_yours(who: Standing, report: Report) -> None:
    """Refuses NotYours where the file touches what is not for this reader to change."""
    touched = report.touched
    if touched.titles:
        check_changes(who, Desk.PUBLISH, touched.rated)
    if touched.rights:
        check_changes(who, Desk.RIGHTS, touched.granted)


def file_page(key: UUID, columns: Mapping[str, str], who: Standing) -> FilePage:
    path = kept(key)
    preview, wrong = None, ""
    if formats.guessed(path) is Format.CSV:
        preview, wrong = _previewed(path, columns)
    report = Report() if wrong else runs.judge(formats.read(path, columns=columns))
    not_yours = _not_yours(who, report)
    return FilePage(
        key=key,
        name=path.name,
        counts=tuple(words % report.counts[verdict] for verdict, words in VERDICTS.items()),
        refusals=report.refusals[:SHOWN],
        findings=report.findings[:SHOWN],
        notes=report.notes[:SHOWN],
        preview=preview,
        fields=_fields(preview),
        wrong_map=wrong,
        not_yours=not_yours,
        can_be_overridden=report.can_be_overridden and not not_yours,
        can_be_taken=report.is_change and not report.is_refused and not not_yours,
    )


def _not_yours(who: Standing, report: Report) -> str:
    try:
        check_yours(who, report)
    except NotYours as refusal:
        return str(refusal)
    return ""


def kept(key: UUID) -> Path:
    path = shelf.find(key)
    if path is None:
        raise Http404
    return path


def _previewed(path: Path, columns: Mapping[str, str]) -> tuple[tables.Preview | None, str]:
    try:
        return tables.preview(path, columns), ""
    except (Refused, UnicodeError) as refusal:
        return None, str(refusal)


def _fields(preview: tables.Preview | None) -> tuple[str, ...]:
    """What a column may be: facts, and words in the languages that the file speaks and in those of the house."""
    found = [one.field for one in preview.columns if ":" in one.field] if preview else []
    languages = dict.fromkeys([one.partition(":")[2] for one in found] + ["fr", "en"])
    words = (f"{name}:{language}" for language in languages for name in IN_A_LANGUAGE)
    return (*NAMES, *words)
