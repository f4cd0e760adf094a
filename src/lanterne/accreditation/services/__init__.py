"""Accrediting agents of the press, letting them in, and remembering what they opened."""

from lanterne.accreditation.services.deciding import accredit, add, ask, decline, end, erase
from lanterne.accreditation.services.entering import (
    ask_link,
    clear,
    enter,
    leave,
    note_reading,
)
from lanterne.accreditation.services.posting import post_errands
from lanterne.accreditation.services.refusals import (
    AgentKnown,
    LinkOver,
    NoSuchAgent,
    ReasonMissing,
    TooManyRequests,
    WrongAgent,
    WrongEnd,
    WrongMove,
)

__all__ = [
    "AgentKnown",
    "LinkOver",
    "NoSuchAgent",
    "ReasonMissing",
    "TooManyRequests",
    "WrongAgent",
    "WrongEnd",
    "WrongMove",
    "accredit",
    "add",
    "ask",
    "ask_link",
    "clear",
    "decline",
    "end",
    "enter",
    "erase",
    "leave",
    "note_reading",
    "post_errands",
]
