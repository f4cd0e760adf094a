"""Catalogue and rights in and out of files: the report first, and what it says only when agreed to."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from pathlib import Path

from lanterne.catalogue.records import Verdict
from lanterne.cli.service import say
from lanterne.core.errors import Refused
from lanterne.exchange import formats, runs, tables
from lanterne.exchange.formats import Format, FormatUnknown
from lanterne.exchange.values import Finding, Report

ACTOR = "system:shell"
WORDS = {
    Verdict.CREATED: "to be made",
    Verdict.CHANGED: "to be changed",
    Verdict.SAME: "left alone",
    Verdict.REFUSED: "refused",
}


class FolderTaken(Refused):
    pass


def wanted(named: str) -> Format | None:
    if not named:
        return None
    try:
        return Format(named)
    except ValueError as error:
        raise FormatUnknown(f"{named} is none of {', '.join(Format)}.") from error


def mapped(told: Sequence[str]) -> dict[str, str]:
    """``Titre=original_name``; nothing after the sign leaves a column out."""
    for one in told:
        if "=" not in one:
            raise FormatUnknown(f"Write COLUMN=FIELD, not {one}.")
    return {name: field for name, _sign, field in (one.rpartition("=") for one in told)}


def report(
    path: Path, kind: Format | None, columns: Mapping[str, str], override: str = ""
) -> Report:
    """Judge the file and print what would become of it, after how its columns are understood."""
    collect_seldom()
    items = formats.read(path, kind, columns)
    if (kind or formats.guessed(path)) is Format.CSV:
        shown = tables.preview(path, columns)
        print(f"{shown.dialect.encoding}, parted by {shown.dialect.delimiter!r}")
        for column in shown.columns:
            print(f"{column.name} -> {column.field or '(left out)'}")
    found = runs.judge(items, override=override)
    _paint(found)
    return found


def collect_seldom() -> None:
    """Let this process, which ends with its import, look seldom for cycles: that was a third of an import's time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def apply(path: Path, kind: Format | None, columns: Mapping[str, str], override: str = "") -> bool:
    """Import the file; False when it was refused after all."""
    items = formats.read(path, kind, columns)
    found = runs.take_in(items, name=path.name, actor=ACTOR, override=override)
    if found.is_refused:
        _paint(found)
        return False
    say("Imported.")
    return True


def export(path: Path, kind: Format | None = None) -> None:
    """Write a file or a folder that is not there yet, so that nothing old stays among it."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise FolderTaken(f"{path} is there already and not empty.")
    say(f"{formats.write(path, kind)} titles are in {path}.")


def _paint(found: Report) -> None:
    for place, sentence in found.notes:
        print(place, sentence)
    for finding in (*found.findings, *found.refusals):
        print(_line(finding))
    print(", ".join(f"{found.counts[verdict]} {word}" for verdict, word in WORDS.items()))
    if found.is_refused:
        print("Nothing is imported while something is refused.")
    if found.can_be_overridden:
        print("Complete what is lacking, or say why it opens all the same: --override REASON.")


def _line(finding: Finding) -> str:
    told = finding.sentence or " ".join(finding.differences)
    return " ".join(filter(None, (finding.place, finding.verdict, finding.subject, told)))
