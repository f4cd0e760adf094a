"""Changes of rights: licences, their windows, and holdbacks."""

from lanterne.rights.services.holdbacks import hold_back, lift_holdback
from lanterne.rights.services.intake import judge_grants, take_in_grants
from lanterne.rights.services.licences import (
    LicenceFacts,
    change_licence,
    hold_licence,
    hold_licences,
    register_licence,
)
from lanterne.rights.services.refusals import (
    ChangedLater,
    ConditionNotAwaited,
    HoldbackEmpty,
    LicenceUnknown,
    LicenceWrong,
    NoSuchChange,
    NoSuchHoldback,
    NoSuchWindow,
    SecretTooLong,
    TermsWrong,
    TerritoryUnknown,
    WindowEmpty,
    WindowOverlaps,
    WindowTwice,
    YearUnlikely,
)
from lanterne.rights.services.undoing import undo_licence_change, undo_window_change
from lanterne.rights.services.windows import (
    change_window,
    condition_met,
    grant_window,
    withdraw_window,
)

__all__ = [
    "ChangedLater",
    "ConditionNotAwaited",
    "HoldbackEmpty",
    "LicenceFacts",
    "LicenceUnknown",
    "LicenceWrong",
    "NoSuchChange",
    "NoSuchHoldback",
    "NoSuchWindow",
    "SecretTooLong",
    "TermsWrong",
    "TerritoryUnknown",
    "WindowEmpty",
    "WindowOverlaps",
    "WindowTwice",
    "YearUnlikely",
    "change_licence",
    "change_window",
    "condition_met",
    "grant_window",
    "hold_back",
    "hold_licence",
    "hold_licences",
    "judge_grants",
    "lift_holdback",
    "register_licence",
    "take_in_grants",
    "undo_licence_change",
    "undo_window_change",
    "withdraw_window",
]
