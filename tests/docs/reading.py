"""Reading our own documents and our own source, as the tests beside this need them."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
_CODE = re.compile(r"`([^`\n]+)`")
_HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def documents() -> list[Path]:
    """Every document that people read, from the root down."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def prose(document: str) -> str:
    """A document without its fenced blocks."""
    return _FENCE.sub("", document)


def code_words(document: str) -> set[str]:
    """What stands between single backticks."""
    return set(_CODE.findall(prose(document)))


def headings(document: str) -> list[str]:
    return _HEADING.findall(prose(document))


def sections(document: str) -> dict[str, str]:
    """The text below each heading, as far as the next one."""
    parts = _HEADING.split(prose(document))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(document: str) -> Iterator[list[str]]:
    """The cells of every table row; an escaped bar is a bar."""
    for line in prose(document).splitlines():
        if line.startswith("|"):
            cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
            yield [cell.strip().replace("\\|", "|") for cell in cells]


@cache
def modules() -> dict[Path, ast.Module]:
    """Every module below src, migrations left out, parsed."""
    paths = (path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts)
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


@cache
def kept_files() -> tuple[Path, ...]:
    """Every file that the repository keeps or would keep: known to git, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    found = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return tuple(path for path in found if path.is_file())
