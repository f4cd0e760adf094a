"""What is read off a report of Lighthouse, and when its bench complains."""

from __future__ import annotations

import pytest

from bench.lighthouse import scores
from bench.lighthouse.scores import Judged, Marks


def report(seo: float | None) -> dict:
    lost = {"id": "meta-description", "weight": 1}
    held = {"id": "viewport", "weight": 3}
    quiet = {"id": "structured-data", "weight": 0}
    categories = {one: {"score": 1, "auditRefs": []} for one in scores.CATEGORIES}
    categories["seo"] = {"score": seo, "auditRefs": [lost, held, quiet]}
    audits = {
        "meta-description": {"score": 0},
        "viewport": {"score": 1},
        "structured-data": {"score": 0},
    }
    return {"categories": categories, "audits": audits, "finalDisplayedUrl": "http://x/"}


def judged(mark: int, *, language: str = "en", is_held: bool = True) -> Judged:
    marks = Marks(
        {**dict.fromkeys(scores.CATEGORIES, 100), "seo": mark},
        {**dict.fromkeys(scores.CATEGORIES, ()), "seo": ("meta-description",)},
    )
    return Judged("front", language, "desk", is_held, marks)


def test_a_report_is_read_in_hundredths_with_what_was_lost():
    marks = scores.read(report(0.9))
    assert marks.by_category["seo"] == 90
    assert marks.lost["seo"] == ("meta-description",)


def test_a_page_that_was_given_no_mark_is_no_hundred():
    with pytest.raises(ValueError, match="no mark for seo"):
        scores.read(report(None))


def test_the_median_of_three_looks_counts():
    turns = [scores.read(report(one)) for one in (0.5, 1.0, 0.9)]
    assert scores.middle(turns).by_category["seo"] == 90


def test_the_table_has_the_least_of_all_languages():
    made = scores.table([judged(100), judged(91, language="fr"), judged(40, is_held=False)])
    assert made.rows[-1] == ("least of the newsroom", "100", "100", "100", "91")


def test_below_95_it_complains_of_pages_that_are_held():
    told = scores.short([judged(95), judged(94, language="fr"), judged(40, is_held=False)])
    assert told == ["front, fr, desk: search engines 94 (meta-description)"]
