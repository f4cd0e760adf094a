"""Markup in small pieces: elements with everything escaped that is not markup already."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(name: str, *children: object, **attributes: object) -> Markup:
    """One element; ``class_`` and ``stroke_width`` lose their underscores, ``None`` is left out."""
    words = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{words}>{together(children)}</{name}>")


def jpeg(picture: bytes) -> str:
    """The address of a picture that lies in the page itself."""
    return f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}"


def view_box(width: float, height: float) -> dict[str, str]:
    """The one attribute of ours that is written in two cases."""
    return {"viewBox": f"0 0 {_plain(width)} {_plain(height)}"}


def together(parts: Iterable[object]) -> Markup:
    return Markup(
        "".join(part if isinstance(part, Markup) else escape(str(part)) for part in parts)
    )


def table(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]], texts: int = 1
) -> Markup:
    """A table whose first ``texts`` columns are words and the others figures; it scrolls where it is too wide."""
    head = tag(
        "tr", *(tag("th", one, scope="col", class_=_kind(n, texts)) for n, one in enumerate(heads))
    )
    body = [tag("tr", *(_cell(n, one, texts) for n, one in enumerate(row))) for row in rows]
    inner = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *body))
    return tag("div", inner, class_="scroll", tabindex=0, role="region", aria_label=caption)


def _cell(place: int, said: object, texts: int) -> Markup:
    if place == 0:
        return tag("th", said, scope="row", class_=_kind(place, texts))
    return tag("td", said, class_=_kind(place, texts))


def _kind(place: int, texts: int) -> str | None:
    return "figure" if place >= texts else None


def _plain(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
