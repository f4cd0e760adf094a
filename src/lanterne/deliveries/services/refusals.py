"""What this room refuses, each by its name."""

from __future__ import annotations

from lanterne.core.errors import Refused


class NoSuchRequest(Refused):
    pass


class NoSuchPostHouse(Refused):
    pass


class NoSuchLink(Refused):
    pass


class AskedAlready(Refused):
    pass


class WrongWish(Refused):
    """What is asked for makes no sense: a poster in no known shape, subtitles in no language."""


class DueInThePast(Refused):
    pass


class PostHouseTaken(Refused):
    pass


class Overtaken(Refused):
    """Somebody else decided since the page was shown."""


class WrongMove(Refused):
    pass


class ReasonUnknown(Refused):
    pass


class NothingThere(Refused):
    pass


class NotByFile(Refused):
    """Not delivered as a file: sound comes in the master, words and ratings are written."""


class NotAwaited(Refused):
    """A file came for a request that waits for none."""


class LanguageMismatch(Refused):
    pass


class TooManyUploads(Refused):
    pass


class MessageEmpty(Refused):
    pass


class NotProposed(Refused):
    pass


class NotReady(Refused):
    """The title may not open in this market yet; an override with a reason may open it all the same."""
