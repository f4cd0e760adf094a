"""What growth calls its kinds, statuses and measures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lanterne.growth.queries import Lacks
from lanterne.growth.rules.commissions import Measure, Order, Origin, Status
from lanterne.growth.rules.offices import Happening, State
from lanterne.growth.rules.presence import Standing
from lanterne.growth.rules.ranking import Heads, OfficeKind

OFFICES = {
    OfficeKind.SEAT: pgettext_lazy("kind of office", "Seat"),
    OfficeKind.OFFICE: pgettext_lazy("kind of office", "Office"),
    OfficeKind.HUB: pgettext_lazy("kind of office", "Hub"),
    OfficeKind.PRODUCTION: pgettext_lazy("kind of office", "Site of production"),
}
STATES = {
    State.PLANNED: pgettext_lazy("state of an office", "planned"),
    State.OPEN: pgettext_lazy("state of an office", "open"),
    State.MOVED: pgettext_lazy("state of an office", "moved"),
    State.CLOSED: pgettext_lazy("state of an office", "closed"),
}
HAPPENINGS = {
    Happening.OPENED: pgettext_lazy("what became of an office", "Opened"),
    Happening.MOVED: pgettext_lazy("what became of an office", "Moved"),
    Happening.CLOSED: pgettext_lazy("what became of an office", "Closed"),
}
HEADS = {
    Heads.PRESENT: _("those who are there"),
    Heads.PLANNED: _("those who are to be there, where a source names them"),
}
STANDINGS = {
    Standing.ABSENT: pgettext_lazy("service in a country", "not there"),
    Standing.ENTERING: pgettext_lazy("service in a country", "entering"),
    Standing.PRESENT: pgettext_lazy("service in a country", "there"),
    Standing.GONE: pgettext_lazy("service in a country", "gone"),
}
STATUSES = {
    Status.ANNOUNCED: pgettext_lazy("status of a commission", "announced"),
    Status.IN_PRODUCTION: pgettext_lazy("status of a commission", "in production"),
    Status.DELIVERED: pgettext_lazy("status of a commission", "delivered"),
    Status.RELEASED: pgettext_lazy("status of a commission", "released"),
    Status.CANCELLED: pgettext_lazy("status of a commission", "cancelled"),
    Status.REMOVED: pgettext_lazy("status of a commission", "removed"),
}
ORDERS = {
    Order.NEW: pgettext_lazy("what was ordered", "A series, its first season"),
    Order.RENEWAL: pgettext_lazy("what was ordered", "Another season"),
    Order.FILM: pgettext_lazy("what was ordered", "A film"),
    Order.SPECIAL: pgettext_lazy("what was ordered", "A special"),
}
ORIGINS = {
    Origin.COMMISSIONED: pgettext_lazy("why an original", "commissioned"),
    Origin.CO_PRODUCED: pgettext_lazy("why an original", "co-produced"),
    Origin.LICENSED: pgettext_lazy("why an original", "licensed, exclusive and first run"),
}
MEASURES = {
    Measure.PIPELINE: _("In the pipeline on the day"),
    Measure.CATALOGUE: _("In the catalogue on the day"),
    Measure.ORDERED: _("Ordered in the year before"),
    Measure.RELEASED: _("Released in the year before"),
}
CAUSES = {
    "left": pgettext_lazy("why a membership ended", "left"),
    "unpaid": pgettext_lazy("why a membership ended", "unpaid"),
}
LACKS = {
    Lacks.HOUSEHOLDS: _("There is no forecast: nobody has said how many households there are."),
    Lacks.ENTRY: _("There is no forecast: nobody has said when our service came to this country."),
    Lacks.COUNTS: _("There is no forecast: no subscribers were counted by this day."),
    Lacks.TARGET: _("There is no forecast: no target is stated."),
    Lacks.CEILING: _("There is no forecast: the ceiling lies below what was counted already."),
}
