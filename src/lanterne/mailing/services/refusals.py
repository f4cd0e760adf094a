"""What the list refuses, each by its name."""

from __future__ import annotations

from lanterne.core.errors import Refused


class NotAnAddress(Refused):
    pass


class NotOffered(Refused):
    """No letters are written in this language, or for this market."""


class LinkOver(Refused):
    pass


class NoSuchLetter(Refused):
    pass


class OverAlready(Refused):
    """The letter went out, or was stopped."""


class NoSuchReader(Refused):
    pass


class WrongLetter(Refused):
    """Announced under no key, for no market, or at no moment."""
