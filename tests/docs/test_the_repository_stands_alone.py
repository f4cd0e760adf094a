"""Nothing in the repository depends on the place where somebody works on it."""

from __future__ import annotations

import re

from tests.docs.reading import ROOT, kept_files

# Spelled apart, so that this file does not find itself.
PLACES = re.compile(
    r"\.\.[/]shared|[/]work[/](?:main|shared)|[/]tmp[/]house|[/]home[/]\w+|[/]Users[/]\w+"
)


def _said(path) -> list[str]:
    return PLACES.findall(path.read_bytes().decode("utf-8", errors="replace"))


def test_no_file_speaks_of_a_folder_of_somebodys_machine():
    found = {str(path.relative_to(ROOT)): _said(path) for path in kept_files()}
    assert {name: places for name, places in found.items() if places} == {}


def test_no_compiled_translation_is_kept():
    assert [path.name for path in kept_files() if path.suffix == ".mo"] == []
