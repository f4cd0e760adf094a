"""Cue text that a stranger wrote, made into cue text that can do nothing but be read."""

from __future__ import annotations

import html
import re

ALLOWED = frozenset({"b", "i", "u", "ruby", "rt", "lang", "v"})
# Dress that other formats know and WebVTT does not need: their words stay, their tags go.
_DRESS = frozenset({"c", "font", "span", "s", "p", "div"})
_SAME = {"em": "i", "strong": "b"}
_DEEPEST = 16

_PIECE = re.compile(r"<([^<>]*)>|([^<]+|<+(?=<)|<)")
_TAG = re.compile(r"(/?)([A-Za-z]+)(?:\.[^\s]*)?(?:[\s/](.*))?", re.DOTALL)
_TIMESTAMP = re.compile(r"[0-9:.]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_PERCENT = r"(?:100(?:\.0+)?|[0-9]{1,2}(?:\.[0-9]{1,6})?)%"
_SETTINGS = {
    "line": re.compile(rf"(?:-?[0-9]{{1,3}}|{_PERCENT})(?:,(?:start|center|end))?"),
    "position": re.compile(rf"{_PERCENT}(?:,(?:line-left|center|line-right))?"),
    "align": re.compile(r"start|center|end|left|right"),
}


def is_language(tag: str) -> bool:
    """Whether a tag has the shape of BCP 47."""
    return bool(_LANGUAGE.fullmatch(tag))


def has_words(text: str) -> bool:
    """Whether anything of a safe cue text would be seen."""
    return bool(html.unescape(re.sub(r"<[^<>]*>", "", text)).strip())


def safe_text(text: str) -> str:
    """Cue text with the allowed tags only, well nested, all else escaped; the same again when given its own result."""
    writer = _Writer()
    for tag, words in _PIECE.findall(text):
        writer.words(words) if words else writer.tag(tag)
    lines = (line.strip() for line in writer.finished().split("\n"))
    return "\n".join(line for line in lines if line)


def safe_settings(settings: str) -> str:
    """The settings among ``line``, ``position`` and ``align`` whose values are well formed, each once."""
    kept: dict[str, str] = {}
    for word in settings.replace("align:middle", "align:center").split():
        name, _, value = word.partition(":")
        if name in _SETTINGS and _SETTINGS[name].fullmatch(value):
            kept[name] = f"{name}:{value}"
    return " ".join(kept[name] for name in _SETTINGS if name in kept)


def _plain(text: str) -> str:
    # References are read first, so that nothing hides in them and nothing is escaped twice.
    return html.escape(_UNPRINTABLE.sub("", html.unescape(text)), quote=False)


class _Writer:
    def __init__(self) -> None:
        self._written: list[str] = []
        self._open: list[str] = []

    def words(self, text: str) -> None:
        self._written.append(_plain(text))

    def tag(self, content: str) -> None:
        found = _TAG.fullmatch(content)
        name = found.group(2).lower() if found else ""
        name = _SAME.get(name, name)
        if name == "br":
            self._written.append("\n")
        elif found and name in ALLOWED:
            self._close(name) if found.group(1) else self._begin(name, found.group(3) or "")
        elif content and name not in _DRESS and not _TIMESTAMP.fullmatch(content):
            self.words(f"<{content}>")

    def finished(self) -> str:
        while self._open:
            self._written.append(f"</{self._open.pop()}>")
        return "".join(self._written)

    def _begin(self, name: str, annotation: str) -> None:
        if len(self._open) >= _DEEPEST or (name == "rt" and "ruby" not in self._open):
            return
        said = " ".join(_plain(annotation).split())
        if (name == "v" and not said) or (name == "lang" and not is_language(said)):
            return
        self._written.append(f"<{name} {said}>" if name in {"v", "lang"} else f"<{name}>")
        self._open.append(name)

    def _close(self, name: str) -> None:
        if name not in self._open:
            return
        while (last := self._open.pop()) != name:
            self._written.append(f"</{last}>")
        self._written.append(f"</{name}>")
