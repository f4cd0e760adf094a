"""Why a job failed, in the language of whoever reads it: every sentence of the engine that can end one has its French."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from lanterne.studio import failures
from lanterne_media.tools import LimitReached, ToolFailed
from tests.docs.reading import SOURCE, modules
from tests.studio.conftest import a_job

# What a publish goes through. Packages (IMF) and sounds beside a film are for lanterne-media alone.
ROOMS = (
    *("captions", "losses", "pipeline", "probe", "qc", "reference", "shapes", "shots", "stills", "store", "tools"),
)  # fmt: skip
ELSEWHERE = {
    "lanterne_media.probe.beside",
    "lanterne_media.qc.rulesets",
    "lanterne_media.captions.ttml",
}
# Refused where the file is added, before there is a job: tests/assets/test_subtitles.py.
AT_THE_DOOR = {
    "The language of subtitles is a tag such as fr, pt-BR or zh-Hant.",
    "This subtitle file has no cue with words and a duration.",
    "This subtitle file is not text.",
    "This is not a subtitle file that can be read: SubRip, WebVTT or TTML is expected.",
    "7 is no sound file that we take: WAV, FLAC, AIFF, M4A, AC-3, E-AC-3, or a film's.",
}


def _said() -> Iterator[str]:
    for path, tree in modules().items():
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        root, _dot, rest = module.partition(".")
        if root != "lanterne_media" or rest.partition(".")[0] not in ROOMS or module in ELSEWHERE:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "MediaRefused":
                yield from _sentences(node.args[0], module)


def _sentences(said: ast.expr, module: str) -> Iterator[str]:
    """With a 7 for all that is put in while running."""
    if isinstance(said, ast.IfExp):
        yield from (*_sentences(said.body, module), *_sentences(said.orelse, module))
    elif isinstance(said, ast.Call):
        template = getattr(importlib.import_module(module), said.func.value.id)
        yield template.format(*"7" * len(said.args))
    else:
        yield "".join(_words(said, module))


def _words(said: ast.expr, module: str) -> Iterator[str]:
    if isinstance(said, ast.Constant):
        yield str(said.value)
    elif isinstance(said, ast.JoinedStr):
        for part in said.values:
            yield from _words(part, module)
    elif isinstance(said, ast.FormattedValue):
        name = getattr(said.value, "id", "")
        # A size comes in as words.
        sample = "7 by 7 pixels" if name == "size" else "7"
        yield from _words(said.value, module) if name.isupper() else [sample]
    elif isinstance(said, ast.Name):
        yield getattr(importlib.import_module(module), said.id)
    elif isinstance(said, ast.Attribute):
        yield getattr(importlib.import_module(module), said.value.id).__dict__[said.attr]


SAID = sorted(set(_said()) - AT_THE_DOOR)


def test_the_sentences_of_the_engine_are_found():
    assert len(SAID) > 35
    assert "This file is empty." in SAID
    assert "No frame of this film can be read." in SAID


@pytest.mark.parametrize("sentence", SAID)
def test_each_sentence_of_the_engine_has_its_french(sentence):
    with override("fr"):
        french = failures.told(sentence)
    assert french != sentence
    assert french.count("7") >= sentence.count("7")
    with override("en"):
        assert failures.told(sentence) == sentence


@pytest.mark.parametrize(
    "failure", [ToolFailed(["ffmpeg", "-i"], 1, "Bad pixels"), LimitReached(["ffmpeg"], "2 hours")]
)
def test_a_tool_that_broke_is_told_in_french_with_its_own_words(failure):
    sentence = str(failure).partition("\n")[0]
    with override("fr"):
        french = failures.told(sentence)
    assert french != sentence
    assert ("Bad pixels" in french) or ("2 hours" in french)


def test_the_studio_tells_it_wherever_it_stands(console, moon):
    console.cookies["django_language"] = "fr"
    sentence = (
        "Only 3.0 of 9.0 seconds of the picture can be decoded: the file is cut short or damaged."
    )
    job = a_job(moon, "failed", sentence)
    for address in (f"/studio/titles/{moon}/", f"/studio/jobs/{job}/"):
        page = console.get(address, headers={"accept-language": "fr"}).content.decode()
        assert "3.0 des 9.0 secondes" in page
        assert "can be decoded" not in page
