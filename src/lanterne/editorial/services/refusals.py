"""What is refused of drafts; the sentences are said where they are raised."""

from __future__ import annotations

from lanterne.core.errors import Refused


class NoSuchDraft(Refused):
    pass


class DraftSaved(Refused):
    """Somebody else has saved it since: the second is told, and nothing of the first is lost."""


class DraftContested(Refused):
    """The title itself has been changed where the draft changes it."""


class WrongTime(Refused):
    pass


class DraftOpen(Refused):
    """What is prepared for a title would go with it."""
