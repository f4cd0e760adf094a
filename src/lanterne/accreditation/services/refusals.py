"""What the press desk refuses, each by its name."""

from __future__ import annotations

from lanterne.core.errors import Refused


class WrongAgent(Refused):
    """Something that somebody says of themselves makes no sense."""


class AgentKnown(Refused):
    pass


class NoSuchAgent(Refused):
    pass


class WrongMove(Refused):
    pass


class ReasonMissing(Refused):
    pass


class WrongEnd(Refused):
    pass


class TooManyRequests(Refused):
    pass


class LinkOver(Refused):
    pass
