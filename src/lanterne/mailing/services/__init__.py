"""Who is on the list, and what goes out to them."""

from lanterne.mailing.returns import Unreadable
from lanterne.mailing.services.announcing import announce, stop
from lanterne.mailing.services.giving_up import Took, take_report
from lanterne.mailing.services.joining import ask, change, clear, confirm, erase, leave
from lanterne.mailing.services.noting import post_notes
from lanterne.mailing.services.refusals import (
    LinkOver,
    NoSuchLetter,
    NoSuchReader,
    NotAnAddress,
    NotOffered,
    OverAlready,
    WrongLetter,
)
from lanterne.mailing.services.sending import next_due, send_due

__all__ = [
    "LinkOver",
    "NoSuchLetter",
    "NoSuchReader",
    "NotAnAddress",
    "NotOffered",
    "OverAlready",
    "Took",
    "Unreadable",
    "WrongLetter",
    "announce",
    "ask",
    "change",
    "clear",
    "confirm",
    "erase",
    "leave",
    "next_due",
    "post_notes",
    "send_due",
    "stop",
    "take_report",
]
