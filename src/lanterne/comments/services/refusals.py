"""What this room refuses, each by its name."""

from __future__ import annotations

from lanterne.core.errors import Refused


class NoSuchThread(Refused):
    pass


class NoSuchComment(Refused):
    pass


class ThreadInvalid(Refused):
    """A thread without a name, with an address that leads away, or that closes in a year that nobody lives in."""


class ThreadClosed(Refused):
    pass


class TextRefused(Refused):
    """What is to be said is empty, too long, full of links, or would break the page around it."""


class NameRefused(Refused):
    pass


class EmailRefused(Refused):
    pass


class FormStale(Refused):
    """The form is not ours, too old, or came back faster than anybody reads."""


class TooOften(Refused):
    pass


class SaidAlready(Refused):
    pass


class EditOver(Refused):
    pass


class NotCounted(Refused):
    """From this network the comment came, or a vote for it did; it does not say which."""


class LinkOver(Refused):
    """A link of a letter that confirms nothing any more, or never did."""


class Overtaken(Refused):
    """Somebody else decided since the page was shown."""


class WrongMove(Refused):
    pass


class GroundMissing(Refused):
    pass


class WordRefused(Refused):
    pass


class NotLearned(Refused):
    """There is not enough to learn from, or it is no comment."""
