"""Finding every sentence that the pages and the code say, as the translators must."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
Message = tuple[str | None, str, str | None]


def messages(app: Path) -> set[Message]:
    """(context, message, plural) of everything marked for translation below an app."""
    return {found for path in sorted(app.rglob("*")) for found in _in(path)}


def _in(path: Path) -> Iterator[Message]:
    if path.suffix == ".py" and "migrations" not in path.parts:
        yield from _extracted(path.read_text(encoding="utf-8"))
    elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
        marked = templatize(path.read_text(encoding="utf-8"))
        # What is left is not Python: only its calls are, so the layout must not confuse its reader.
        yield from _extracted("\n".join(line.strip() for line in marked.splitlines()))


def _extracted(source: str) -> Iterator[Message]:
    for _line, said, _comments, context in extract(
        "python", BytesIO(source.encode()), keywords=KEYWORDS
    ):
        words = said if isinstance(said, tuple) else (said,)
        plain = [word for word in words if word]
        if plain:
            yield context, plain[0], plain[1] if len(plain) > 1 else None
