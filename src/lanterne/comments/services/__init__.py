"""Saying, deciding, reporting, learning and forgetting."""

from lanterne.comments.services.asking import confirm_address
from lanterne.comments.services.deciding import (
    Decision,
    Done,
    answer_as_staff,
    decide,
    decide_all,
)
from lanterne.comments.services.digests import tell_moderators
from lanterne.comments.services.erasing import erase_author, purge
from lanterne.comments.services.judging import judge_pending
from lanterne.comments.services.learning import bring_lessons, teach_due, train, train_due
from lanterne.comments.services.refusals import (
    EditOver,
    EmailRefused,
    FormStale,
    GroundMissing,
    LinkOver,
    NameRefused,
    NoSuchComment,
    NoSuchThread,
    NotCounted,
    NotLearned,
    Overtaken,
    SaidAlready,
    TextRefused,
    ThreadClosed,
    ThreadInvalid,
    TooOften,
    WordRefused,
    WrongMove,
)
from lanterne.comments.services.reporting import Notice, dismiss_reports, report
from lanterne.comments.services.saying import Heard, Sender, Words, edit, say
from lanterne.comments.services.stopping import stop_letters
from lanterne.comments.services.threads import About, close_thread, open_thread, premoderate
from lanterne.comments.services.voting import take_back, vote
from lanterne.comments.services.watching import unwatch_word, watch_word

__all__ = [
    "About",
    "Decision",
    "Done",
    "EditOver",
    "EmailRefused",
    "FormStale",
    "GroundMissing",
    "Heard",
    "LinkOver",
    "NameRefused",
    "NoSuchComment",
    "NoSuchThread",
    "NotCounted",
    "NotLearned",
    "Notice",
    "Overtaken",
    "SaidAlready",
    "Sender",
    "TextRefused",
    "ThreadClosed",
    "ThreadInvalid",
    "TooOften",
    "WordRefused",
    "Words",
    "WrongMove",
    "answer_as_staff",
    "bring_lessons",
    "close_thread",
    "confirm_address",
    "decide",
    "decide_all",
    "dismiss_reports",
    "edit",
    "erase_author",
    "judge_pending",
    "open_thread",
    "premoderate",
    "purge",
    "report",
    "say",
    "stop_letters",
    "take_back",
    "teach_due",
    "tell_moderators",
    "train",
    "train_due",
    "unwatch_word",
    "vote",
    "watch_word",
]
