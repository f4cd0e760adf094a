"""Files that are made to swell, and files that are merely large: a sentence, and memory that does not grow with them."""

from __future__ import annotations

import os
import subprocess
import sys
import tracemalloc
import zipfile

import pytest

from lanterne.catalogue.records import Verdict
from lanterne.exchange import formats
from lanterne.exchange.runs import judge
from tests.exchange.test_avails import HEAD, ROW, TOO_LARGE, a_sheet
from tests.exchange.test_tables import lay

READ = r"""
import re, sys
from pathlib import Path
import django
django.setup()
from lanterne.exchange.avails import sheets
told = list(sheets.deals(Path(sys.argv[1])))
# Of this program alone: what getrusage tells begins with that of its parent.
held = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]
print(len(told), int(held) // 1024, told[-1].refusal)
"""
BEGINS = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
CELLS = (
    b'<c r="A%d" t="inlineStr"><is><t>Territory</t></is></c>'
    b'<c r="B%d" t="inlineStr"><is><t>WorkType</t></is></c>'
    b'<c r="C%d" t="inlineStr"><is><t>LicenseType</t></is></c>'
)


def read_apart(path):
    """The last refusal, how many offers, and the most megabytes that a process of its own held for them."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "lanterne.config.settings"},
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    count, megabytes, sentence = done.stdout.rstrip("\n").split(" ", 2)
    return sentence, int(count), int(megabytes)


def swollen(tmp_path, blocks):
    """An ordinary spreadsheet whose sheet is made of these."""
    whole, path = a_sheet(tmp_path / "whole.xlsx", HEAD, ROW), tmp_path / "a.xlsx"
    with (
        zipfile.ZipFile(whole) as held,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made,
    ):
        for name in held.namelist():
            with made.open(name, "w") as part:
                is_sheet = name == "xl/worksheets/sheet1.xml"
                part.writelines(blocks if is_sheet else [held.read(name)])
    return path


def rows(numbers, dimension=b""):
    yield BEGINS + dimension + b"<sheetData>"
    for number in numbers:
        yield b'<row r="%d">' % number + CELLS % (number, number, number) + b"</row>"
    yield b"</sheetData></worksheet>"


@pytest.mark.slow
@pytest.mark.parametrize(
    "blocks",
    [
        lambda: (b"\0" * 1_000_000 for _ in range(300)),
        lambda: (BEGINS + b"<sheetData><row>", *(b"<c/>" * 100_000 for _ in range(100))),
        lambda: (BEGINS + b'<sheetData><row><c t="str"><v>', *(b"x" * 1_000_000 for _ in range(150))),
        lambda: (BEGINS, *(b"<mergeCell/>" * 100_000 for _ in range(100))),
    ],
    ids=["bytes", "cells", "letters", "beside"],
)  # fmt: skip
def test_a_spreadsheet_made_to_swell_is_refused_in_bounded_memory(tmp_path, blocks):
    path = swollen(tmp_path, blocks())
    assert path.stat().st_size < 5_000_000
    sentence, _count, megabytes = read_apart(path)
    assert sentence == TOO_LARGE
    assert megabytes < 200


@pytest.mark.slow
def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path):
    path = swollen(tmp_path, rows([1, 1_048_576], b'<dimension ref="A1:XFD1048576"/>'))
    sentence, count, megabytes = read_apart(path)
    assert (sentence, count) == ("", 1)
    assert megabytes < 200


@pytest.mark.slow
def test_a_row_with_a_number_beyond_all_rows_ends_the_sheet(tmp_path):
    sentence, _count, _megabytes = read_apart(swollen(tmp_path, rows([1, 10**12])))
    assert sentence == "This sheet has more than 1048576 rows."


@pytest.mark.django_db
@pytest.mark.parametrize("row", ["x," * 6_000_000, '"a\n",' * 2_500_000])
def test_a_row_without_end_is_refused_in_bounded_memory(tmp_path, row):
    path = lay(tmp_path, "title,language\nX,fr\n" + row)
    tracemalloc.start()
    *_titles, last = formats.read(path)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert last.refusal == "After this line the file is no CSV in utf-8."
    assert last.place == "a.csv:2"
    assert most < 500_000_000


@pytest.mark.slow
@pytest.mark.django_db
def test_two_hundred_megabytes_are_judged_in_bounded_memory(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("w") as file:
        file.write("title,language,synopsis:fr\n")
        file.writelines(f"T{number},fr,{'x' * 10_000}\n" for number in range(20_100))
    assert path.stat().st_size > 200_000_000
    tracemalloc.start()
    report = judge(formats.read(path))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert report.counts[Verdict.CREATED] == 20_100
    assert most < 60_000_000
