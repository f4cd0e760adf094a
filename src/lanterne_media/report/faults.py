"""What quality control saw, with its pictures, and what rule sets say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from lanterne_media.model import Finding, Report, Verdict
from lanterne_media.report.figures import clock
from lanterne_media.report.markup import Markup, jpeg, table, tag

# A finding and the JPEG of its moment.
Shown = tuple[Finding, bytes]


def shown(found: Sequence[Finding], folder: Path) -> Iterator[Shown]:
    """The findings whose pictures lie in a folder, as far as they are still there; nothing outside of it."""
    for one in found:
        path = (folder / one.picture).resolve()
        if one.picture and path.is_relative_to(folder.resolve()) and path.is_file():
            yield one, path.read_bytes()


def findings(found: Sequence[Finding], pictures: Sequence[Shown]) -> Markup:
    rows = [(one.severity, _when(one.start), _when(one.end), one.sentence) for one in found]
    body = table("What quality control saw", ("Severity", "From", "To", "Finding"), rows, texts=4)
    said = "" if found else "Nothing: the film is clean."
    return tag(
        "section",
        tag("h2", "Quality control"),
        tag("p", said, class_="said"),
        *([body] if found else []),
        *([tag("div", *map(_picture, pictures), class_="seen")] if pictures else []),
    )


def _picture(one: Shown) -> Markup:
    finding, picture = one
    when = _when(finding.start)
    return tag(
        "figure",
        tag("img", src=jpeg(picture), alt=f"The film at {when}"),
        tag("figcaption", tag("strong", when), f" · {finding.sentence}"),
    )


def _when(seconds: float | None) -> str:
    return "–" if seconds is None else f"{clock(int(seconds))}.{int(seconds * 10) % 10}"


def verdicts(report: Report) -> list[Markup]:
    """A section, where the film was held to any rule set."""
    if not report.verdicts:
        return []
    said = [part for one in report.verdicts for part in _verdict(one, report.findings)]
    return [tag("section", tag("h2", "Verdicts"), *said)]


def _verdict(one: Verdict, found: Sequence[Finding]) -> Iterator[Markup]:
    title = one.title["en"]
    yield tag("p", tag("strong", title), f": {one.outcome.told}.")
    rows = [(of.outcome, of.reason["en"], of.told(found), of.source) for of in one.grounds]
    if rows:
        heads = ("Verdict", "Reason", "What is so", "Source")
        yield table(f"The grounds of {title}", heads, rows, texts=4)
