"""Changes that editors prepare, and titles that they make one."""

from lanterne.editorial.services.drafts import (
    Trial,
    discard_draft,
    keep_draft,
    publish_draft,
    save_draft,
    trial,
)
from lanterne.editorial.services.merging import Chosen, make_edition, merge, tell_apart
from lanterne.editorial.services.refusals import (
    DraftContested,
    DraftOpen,
    DraftSaved,
    NoSuchDraft,
    WrongTime,
)
from lanterne.editorial.services.timing import (
    next_due,
    publish_due,
    schedule_draft,
    unschedule_draft,
)

__all__ = [
    "Chosen",
    "DraftContested",
    "DraftOpen",
    "DraftSaved",
    "NoSuchDraft",
    "Trial",
    "WrongTime",
    "discard_draft",
    "keep_draft",
    "make_edition",
    "merge",
    "next_due",
    "publish_draft",
    "publish_due",
    "save_draft",
    "schedule_draft",
    "tell_apart",
    "trial",
    "unschedule_draft",
]
