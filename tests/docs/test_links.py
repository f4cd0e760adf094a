"""Links between our documents lead somewhere, and the files they speak of exist."""

from __future__ import annotations

import re

import pytest

from tests.docs.reading import ROOT, code_words, documents, headings, prose

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_PATH = re.compile(r"(?:src|tests|docs|scripts|bench)/[\w./-]+")


def _name(document):
    return str(document.relative_to(ROOT))


def _slug(heading: str) -> str:
    plain = re.sub(r"[^\w\s-]", "", heading.replace("`", "").lower())
    return re.sub(r"\s", "-", plain)


def _is_dead(document, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (document.parent / path) if path else document
    if not target.exists():
        return True
    return bool(anchor) and anchor not in map(_slug, headings(target.read_text(encoding="utf-8")))


@pytest.mark.parametrize("document", documents(), ids=_name)
def test_the_links_of_a_document_lead_somewhere(document):
    links = _LINK.findall(prose(document.read_text(encoding="utf-8")))
    ours = [link for link in links if not link.startswith(("https://", "http://", "mailto:"))]
    assert [link for link in ours if _is_dead(document, link)] == []


@pytest.mark.parametrize("document", documents(), ids=_name)
def test_the_files_that_a_document_speaks_of_exist(document):
    words = code_words(document.read_text(encoding="utf-8"))
    paths = {path.rstrip(".") for word in words if "<" not in word for path in _PATH.findall(word)}
    assert sorted(path for path in paths if not (ROOT / path).exists()) == []


@pytest.mark.parametrize("document", documents(), ids=_name)
def test_a_link_to_somebody_else_is_encrypted(document):
    assert "](http:" not in document.read_text(encoding="utf-8")
