"""ARCHITECTURE.md leads through the real code: each line that it quotes stands in the file that it names."""

from __future__ import annotations

import pytest

from tests.docs.reading import ROOT, rows, sections, text

MOST = {"Play": 5, "Publish": 6}


def _steps(flow: str) -> list[tuple[str, str]]:
    table = list(rows(sections(text("ARCHITECTURE.md"))[flow]))[2:]
    return [(file.strip("`"), line.strip("`")) for file, line in table]


@pytest.mark.parametrize(("file", "line"), [step for flow in MOST for step in _steps(flow)])
def test_a_step_of_a_flow_stands_where_the_document_says(file, line):
    assert line in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("flow", MOST)
def test_a_flow_is_short(flow):
    assert len(_steps(flow)) <= MOST[flow]
