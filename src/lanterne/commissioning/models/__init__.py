"""Projects and their moves, what they are made from, who makes them, what they cost, where, and what was decided."""

from lanterne.commissioning.models.forecasts import Forecast
from lanterne.commissioning.models.kept import AppendOnly, KeptForEver
from lanterne.commissioning.models.money import (
    AccountMapping,
    Actual,
    BudgetLine,
    BudgetVersion,
    Commitment,
    Estimate,
    ExchangeRate,
    FinancingSource,
)
from lanterne.commissioning.models.people import Deal, Participant, Partner
from lanterne.commissioning.models.places import Booking, Complex, Room, RoomDay
from lanterne.commissioning.models.rights import (
    ChainLink,
    Extension,
    RightsOption,
    SourceWork,
    WorkAuthor,
)
from lanterne.commissioning.models.slate import (
    Approval,
    Comparable,
    Decision,
    Document,
    Figure,
    Milestone,
    Project,
    StageMove,
)

__all__ = [
    "AccountMapping",
    "Actual",
    "AppendOnly",
    "Approval",
    "Booking",
    "BudgetLine",
    "BudgetVersion",
    "ChainLink",
    "Commitment",
    "Comparable",
    "Complex",
    "Deal",
    "Decision",
    "Document",
    "Estimate",
    "ExchangeRate",
    "Extension",
    "Figure",
    "FinancingSource",
    "Forecast",
    "KeptForEver",
    "Milestone",
    "Participant",
    "Partner",
    "Project",
    "RightsOption",
    "Room",
    "RoomDay",
    "SourceWork",
    "StageMove",
    "WorkAuthor",
]
