"""When which version of a title may be shown where, to whom: arithmetic on licence windows and holdbacks."""

from lanterne.rights.rules.answers import (
    Availability,
    Because,
    Reason,
    availability,
    best,
    nearest,
)
from lanterne.rights.rules.fits import Taken
from lanterne.rights.rules.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    Period,
    is_in_years,
    joined,
    without,
)
from lanterne.rights.rules.terms import Offer, Status, Terms, Tongue, Use
from lanterne.rights.rules.tongues import may_hear, may_read, open_terms
from lanterne.rights.rules.warnings import (
    Concern,
    Contract,
    Granted,
    Season,
    Warned,
    doubts,
    gaps,
    is_worth_a_look,
)
from lanterne.rights.rules.windows import Holdback, Identity, Market, Opening, Version, Window

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "Availability",
    "Because",
    "Concern",
    "Contract",
    "Granted",
    "Holdback",
    "Identity",
    "Market",
    "Offer",
    "Opening",
    "Period",
    "Reason",
    "Season",
    "Status",
    "Taken",
    "Terms",
    "Tongue",
    "Use",
    "Version",
    "Warned",
    "Window",
    "availability",
    "best",
    "doubts",
    "gaps",
    "is_in_years",
    "is_worth_a_look",
    "joined",
    "may_hear",
    "may_read",
    "nearest",
    "open_terms",
    "without",
]
