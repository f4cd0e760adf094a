from __future__ import annotations

import re

from tests.docs.reading import headings, text

CHANGES = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]
_RELEASE = re.compile(r"Unreleased|\d+\.\d+\.\d+ \(\d{4}-\d{2}-\d{2}\)|Changelog")


def test_the_changelog_begins_with_what_is_unreleased():
    assert headings(text("CHANGELOG.md"))[:2] == ["Changelog", "Unreleased"]


def test_the_changelog_knows_no_other_kinds_of_change():
    others = [name for name in headings(text("CHANGELOG.md")) if not _RELEASE.fullmatch(name)]
    assert [name for name in others if name not in CHANGES] == []
