"""Sessions as Django keeps them in the database; what each request asks of them is put into words once."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField

from lanterne.core import clock
from lanterne.core.worded import Blank, Worded

_HELD = Worded(
    lambda: Session.objects.filter(
        session_key=Blank("key", CharField()), expire_date__gt=Blank("at", DateTimeField())
    ).values_list("session_key", "session_data")
)


class SessionStore(db.SessionStore):
    """Django asks a setting for a module with a class of this name."""

    def load(self) -> dict[str, Any]:
        held = _HELD.first(key=self.session_key, at=clock.now())
        if held is None:
            # A key that we did not give is never taken: the next session gets one of ours.
            self._session_key = None
            return {}
        _key, data = held
        return self.decode(data)
