"""Who may be shown a picture: everybody, once the public may know of a title that it belongs to; until then, staff."""

from __future__ import annotations

import re
from datetime import datetime

from lanterne.catalogue import queries as catalogue
from lanterne.core.kept import Answers
from lanterne.rights import queries as rights

# A cut's name is that of its picture, with the shape where it is not the first one, and the width.
_CUT = re.compile(r"(?P<picture>.+?)(?:-tall)?-\d+\.(?:webp|avif)")
MOST_KEPT = 8192
_kept = Answers[bool](MOST_KEPT)


def is_public(name: str, *, at: datetime) -> bool:
    """Whether anybody may see the file of that name.

    A yes is kept until something changes. A no is not: time alone ends it.
    """
    cut = _CUT.fullmatch(name)
    if cut is None:
        return False
    answers: list[bool] = []

    def ask() -> bool:
        known = rights.is_announced(at=at)
        answers.append(catalogue.is_picture_of(path=cut["picture"], known=known))
        return answers[0]

    return _kept.get(cut["picture"], at=at, ask=ask, until=lambda: None if answers[0] else at)
