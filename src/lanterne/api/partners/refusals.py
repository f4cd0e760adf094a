"""What the door and the forms of a request refuse; all else is refused by the services."""

from __future__ import annotations

from lanterne.core.errors import Refused


class AskedWrong(Refused):
    """Base of the refusals that are about the request and not about what is in the house."""


class TokenRefused(AskedWrong):
    """None, or one that is unknown, revoked, or over: which of these is not said."""


class ScopeMissing(AskedWrong):
    pass


class ForeignMarket(AskedWrong):
    pass


class NothingThere(AskedWrong):
    """Not there, or not for this token: which of these is not said."""


class BodyTooLarge(AskedWrong):
    pass


class TooManyRequests(AskedWrong):
    def __init__(self, sentence: str, *, wait: int) -> None:
        super().__init__(sentence)
        self.wait = wait


class MatchMissing(AskedWrong):
    pass


class Stale(AskedWrong):
    pass


class KeyWrong(AskedWrong):
    pass


class KeyReused(AskedWrong):
    pass


class CursorWrong(AskedWrong):
    pass


class FilterUnknown(AskedWrong):
    def __init__(self, sentence: str, *, name: str) -> None:
        super().__init__(sentence)
        self.name = name


class Unlike(AskedWrong):
    """Two figures that measure different things, with what may be compared instead."""

    def __init__(self, sentence: str, **offered: object) -> None:
        super().__init__(sentence)
        self.offered = offered
