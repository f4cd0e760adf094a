"""Changes to markets, offices and competitors, and tables of all of it."""

from lanterne.core.sheets import UnreadableTable
from lanterne.growth.services.adding import add_office, add_post, add_service
from lanterne.growth.services.commissions import Reported, report_commission
from lanterne.growth.services.correcting import (
    correct_commission,
    correct_step,
    merge_commissions,
)
from lanterne.growth.services.importing import import_tables
from lanterne.growth.services.markets import (
    drop_scenario,
    place_service,
    put_service,
    set_scenario,
)
from lanterne.growth.services.offices import (
    MOST_HEADS,
    count_heads,
    put_office,
    put_post,
    tell_event,
)
from lanterne.growth.services.refusals import (
    KeyTaken,
    NoSuchCommission,
    NoSuchOffice,
    NoSuchScenario,
    NoSuchService,
    OursAlready,
    ReasonMissing,
    SameOrder,
    WrongFacts,
)

__all__ = [
    "MOST_HEADS",
    "KeyTaken",
    "NoSuchCommission",
    "NoSuchOffice",
    "NoSuchScenario",
    "NoSuchService",
    "OursAlready",
    "ReasonMissing",
    "Reported",
    "SameOrder",
    "UnreadableTable",
    "WrongFacts",
    "add_office",
    "add_post",
    "add_service",
    "correct_commission",
    "correct_step",
    "count_heads",
    "drop_scenario",
    "import_tables",
    "merge_commissions",
    "place_service",
    "put_office",
    "put_post",
    "put_service",
    "report_commission",
    "set_scenario",
    "tell_event",
]
