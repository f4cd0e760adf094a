"""Tables of services, offices, commissions and scenarios."""

from lanterne.growth.models.commissions import (
    Commission,
    CommissionCountry,
    CommissionGenre,
    CommissionIdentifier,
    CommissionName,
    CommissionStep,
)
from lanterne.growth.models.markets import Scenario
from lanterne.growth.models.offices import HeadCount, Office, OfficeEvent, Post, PostProject
from lanterne.growth.models.services import Presence, Service

__all__ = [
    "Commission",
    "CommissionCountry",
    "CommissionGenre",
    "CommissionIdentifier",
    "CommissionName",
    "CommissionStep",
    "HeadCount",
    "Office",
    "OfficeEvent",
    "Post",
    "PostProject",
    "Presence",
    "Scenario",
    "Service",
]
