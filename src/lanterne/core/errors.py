"""The expected no: a refusal that speaks a sentence to a person."""

from __future__ import annotations

import re

WORD = re.compile(r"(?<!^)(?=[A-Z])")


class Refused(Exception):
    """Base of every refusal: its text is for people, its `code` is for programs.

    The code is the class's name in lower case with underscores, unless the class states its own.
    """

    code: str = "refused"

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "code" not in cls.__dict__:
            cls.code = WORD.sub("_", cls.__name__).lower()
