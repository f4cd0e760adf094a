"""One connection to the mail server, and what its answers mean for a letter."""

from __future__ import annotations

from datetime import datetime
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)
from types import TracebackType

import structlog
from django.core.mail import get_connection

from lanterne.core import posting
from lanterne.mailing import letters, rules
from lanterne.mailing.models import Dispatch
from lanterne.mailing.ports import Words
from lanterne.mailing.rules import Outcome
from lanterne.mailing.services import giving_up

log = structlog.get_logger()
FIVE_HUNDRED = 500


class NoServer(Exception):
    """Nobody takes letters now; nothing was handed over."""


class Post:
    """Opened when the first letter leaves, and closed at the end."""

    def __init__(self) -> None:
        self._connection = get_connection()
        self._is_open = False

    def __enter__(self) -> Post:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def open(self) -> None:
        """Before anything is claimed: a server that is away costs nobody a letter."""
        if self._is_open:
            return
        try:
            self._connection.open()
        except (OSError, SMTPException) as failure:
            raise NoServer(str(failure)) from failure
        self._is_open = True

    def hand_over(self, words: Words, to: letters.To, dispatch: Dispatch, *, at: datetime) -> bool:
        """Whether the server took it; what else it said is on record."""
        try:
            posting.hand_over(
                letters.letter(words, to, dispatch_id=dispatch.pk), by=self._connection
            )
        except SMTPRecipientsRefused as refusal:
            code = min((told[0] for told in refusal.recipients.values()), default=FIVE_HUNDRED)
            self._not_taken(dispatch, code, at)
            if code >= FIVE_HUNDRED:
                giving_up.refused_at_once(dispatch_id=dispatch.pk, status=str(code), at=at)
            return False
        except SMTPDataError as refusal:
            self._not_taken(dispatch, refusal.smtp_code, at)
            return False
        except ValueError as failure:
            # It could not even be drawn: an address or words that no message can hold.
            log.warning("a letter could not be drawn", failure=str(failure))
            _put(dispatch, Outcome.REFUSED)
            return False
        except SMTPSenderRefused as refusal:
            # It is our own address that the server does not like: no reader's letter is spent on that.
            dispatch.delete()
            self._close()
            raise NoServer(str(refusal)) from refusal
        except (OSError, SMTPException) as failure:
            log.warning("a letter may or may not have left", failure=str(failure))
            _put(dispatch, Outcome.UNCERTAIN)
            self._close()
            return False
        _put(dispatch, Outcome.SENT)
        return True

    def _not_taken(self, dispatch: Dispatch, code: int, at: datetime) -> None:
        if code < FIVE_HUNDRED and dispatch.tries < rules.MOST_TRIES:
            _put(dispatch, Outcome.DEFERRED, again_at=at + rules.BETWEEN_TRIES)
        else:
            _put(dispatch, Outcome.REFUSED)

    def _close(self) -> None:
        self._is_open = False
        try:
            self._connection.close()
        except (OSError, SMTPException):
            log.info("the mail server was gone before we said goodbye")


def _put(dispatch: Dispatch, outcome: Outcome, again_at: datetime | None = None) -> None:
    dispatch.state, dispatch.again_at = outcome, again_at
    dispatch.save(update_fields=["state", "again_at"])
