"""What stages, papers, figures and sections are called."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_decimal
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy, to_locale
from django.utils.translation import gettext_lazy as _

from lanterne.accounts.permits import ROLE_NAMES
from lanterne.accounts.roles import Role
from lanterne.commissioning.rules.facilities import BookingState, RoomKind
from lanterne.commissioning.rules.forecasting import Measure
from lanterne.commissioning.rules.gates import Check, Demand, Sort
from lanterne.commissioning.rules.renewing import Advice, Flag
from lanterne.commissioning.rules.rights import OptionState, Paper, Standing, WorkKind
from lanterne.commissioning.rules.stages import Kind, Stage
from lanterne.results import sentences

Said = str | Promise

KINDS: dict[Kind, Said] = {
    Kind.FILM: pgettext_lazy("project", "Film"),
    Kind.SERIES: pgettext_lazy("project", "Series"),
    Kind.SEASON: pgettext_lazy("project", "Season"),
    Kind.DOCUMENTARY: pgettext_lazy("project", "Documentary"),
    Kind.SPECIAL: pgettext_lazy("project", "Special"),
}
STAGES: dict[Stage, Said] = {
    Stage.PITCH: pgettext_lazy("stage of a project", "Pitch"),
    Stage.DEVELOPMENT: pgettext_lazy("stage of a project", "Development"),
    Stage.PACKAGED: pgettext_lazy("stage of a project", "Packaged"),
    Stage.GREENLIT: pgettext_lazy("stage of a project", "Greenlit"),
    Stage.PREPARATION: pgettext_lazy("stage of a project", "Preparation"),
    Stage.SHOOT: pgettext_lazy("stage of a project", "Shoot"),
    Stage.POST: pgettext_lazy("stage of a project", "Post-production"),
    Stage.DELIVERED: pgettext_lazy("stage of a project", "Delivered"),
    Stage.RELEASED: pgettext_lazy("stage of a project", "Released"),
    Stage.RENEWED: pgettext_lazy("stage of a project", "Renewed"),
    Stage.ENDED: pgettext_lazy("stage of a project", "Ended"),
    Stage.CANCELLED: pgettext_lazy("stage of a project", "Cancelled"),
    Stage.ON_HOLD: pgettext_lazy("stage of a project", "On hold"),
    Stage.TURNAROUND: pgettext_lazy("stage of a project", "In turnaround"),
}
MEASURES: dict[Measure, Said] = {
    Measure.HOURS: _("Hours"),
    Measure.COMPLETION: _("Completion"),
    Measure.GAINED: _("Households gained"),
}
ADVICE: dict[Advice, Said] = {
    Advice.RENEW: _("The figures speak for a renewal."),
    Advice.END: _("The figures speak against a renewal."),
    Advice.OPEN: _("The figures leave it open."),
}
FLAGS: dict[Flag, Said] = {
    Flag.WORTH_LESS: _("Even at the upper end of the interval it was worth less than it cost."),
    Flag.NOT_FINISHED: _("It is in the quarter of titles that the fewest finished."),
    Flag.FADED: _("It is in the quarter of titles whose hours came soonest and went."),
    Flag.BELOW_FORECAST: _("Less came than the range that was foretold."),
    Flag.MOVED_NOBODY: _("Neither gained nor kept households can be told from none."),
}
WORKS: dict[WorkKind, Said] = {
    WorkKind.NOVEL: _("Novel"),
    WorkKind.PLAY: pgettext_lazy("source work", "Play"),
    WorkKind.COMIC: _("Comic"),
    WorkKind.ARTICLE: pgettext_lazy("source work", "Article"),
    WorkKind.PODCAST: _("Podcast"),
    WorkKind.LIFE_STORY: _("Life story"),
    WorkKind.FORMAT: pgettext_lazy("source work", "Format"),
    WorkKind.REMAKE: _("Remake of a film or series"),
    WorkKind.ORIGINAL: _("Original script"),
}
PAPERS: dict[Paper, Said] = {
    Paper.OPTION: _("Option agreement"),
    Paper.AUTHOR_GRANT: _("Author’s grant of the adaptation"),
    Paper.PUBLISHER_RELEASE: _("Publisher’s release"),
    Paper.LIFE_RELEASE: _("Release of a person’s life story"),
    Paper.FORMAT_LICENCE: _("Licence of the format or of the first film"),
    Paper.ASSIGNMENT: _("Assignment"),
    Paper.PROOF_OF_PAYMENT: _("Proof of payment"),
    Paper.WRITER_AGREEMENT: _("Writers’ agreement"),
    Paper.PUBLIC_DOMAIN: _("Evidence of the public domain"),
}
STANDINGS: dict[Standing, Said] = {
    Standing.AWAITED: pgettext_lazy("paper", "Awaited"),
    Standing.HELD: pgettext_lazy("paper", "Held"),
}
OPTIONS: dict[OptionState, Said] = {
    OptionState.COMING: pgettext_lazy("option", "Coming"),
    OptionState.RUNNING: pgettext_lazy("option", "Running"),
    OptionState.LAPSED: pgettext_lazy("option", "Lapsed"),
    OptionState.EXERCISED: pgettext_lazy("option", "Exercised"),
}
FIGURES: dict[Check, Said] = {
    Check.CHAIN_MISSING: _("papers missing in the chain of title"),
    Check.OPTION_DAYS_LEFT: _("days left of the option at the planned greenlight"),
    Check.GAP_PER_CENT: _("gap in the financing, per cent of the budget"),
    Check.CONTINGENCY_PER_CENT: _("contingency, per cent of the rest of the budget"),
    Check.OVER_BUDGET_PER_CENT: _("EFC above the budget, per cent"),
    Check.DELIVERIES_OPEN: _("delivery requests that are still open"),
}
# Papers that our own gates ask for; a house that asks for others names them by their code.
DOCUMENTS: dict[str, Said] = {
    "pitch": _("pitch"),
    "script": _("script"),
    "schedule": _("schedule"),
    "budget": _("budget"),
    "production_agreement": _("production agreement"),
    "insurance": _("insurance"),
    "renewal_paper": _("renewal paper"),
}
SECTIONS: dict[str, Said] = {
    "above_the_line": _("Above the line"),
    "production": pgettext_lazy("section of a budget", "Production"),
    "post": pgettext_lazy("section of a budget", "Post-production"),
    "other": pgettext_lazy("section of a budget", "Other"),
    "below_grand_total": _("Contingency, overhead, bond"),
}
FINANCING: dict[str, Said] = {
    "licence_fee": _("Licence fee"),
    "coproduction": _("Co-production"),
    "presale": _("Presale"),
    "tax_credit": _("Tax credit"),
    "regional_fund": _("Regional fund"),
    "public_fund": _("Public fund"),
    "own": _("Own money"),
}
ROOMS: dict[RoomKind, Said] = {
    RoomKind.STAGE: pgettext_lazy("room", "Stage"),
    RoomKind.BACKLOT: _("Backlot"),
    RoomKind.VOLUME: _("LED volume"),
    RoomKind.TANK: _("Water tank"),
    RoomKind.MILL: _("Mill"),
    RoomKind.OFFICE: pgettext_lazy("room", "Office"),
}
BOOKINGS: dict[BookingState, Said] = {
    BookingState.HOLD: pgettext_lazy("booking", "Hold"),
    BookingState.CONFIRMED: pgettext_lazy("booking", "Booked"),
    BookingState.RELEASED: pgettext_lazy("booking", "Released"),
}
OUTCOMES: dict[str, Said] = {
    "success": pgettext_lazy("outcome", "Success"),
    "mixed": pgettext_lazy("outcome", "Mixed"),
    "failure": pgettext_lazy("outcome", "Failure"),
}
DECISIONS: dict[str, Said] = {
    "greenlight": pgettext_lazy("decision", "Greenlit"),
    "decline": pgettext_lazy("decision", "Declined"),
}


def demand(one: Demand) -> str:
    """What a gate asks, as a part of a sentence."""
    if one.sort is Sort.DOCUMENT:
        return gettext("the paper “%(name)s”") % {"name": DOCUMENTS.get(one.code, one.code)}
    if one.sort is Sort.APPROVAL:
        return gettext("the approval of the role “%(role)s”") % {"role": ROLE_NAMES[Role(one.code)]}
    return _figure(one)


def _figure(one: Demand) -> str:
    told: dict[str, Said] = {
        "figure": FIGURES[Check(one.code)],
        "now": gettext("not known") if one.figure is None else _number(one.figure),
    }
    bound = one.bound
    if bound is not None and bound.most is not None:
        told["most"] = _number(bound.most)
        return gettext("%(figure)s: %(now)s, at most %(most)s") % told
    least = bound.least if bound is not None and bound.least is not None else Decimal(0)
    told["least"] = _number(least)
    return gettext("%(figure)s: %(now)s, at least %(least)s") % told


def _number(told: Decimal) -> str:
    """As the reader writes numbers: 9.03, or 9,03."""
    return format_decimal(told, locale=to_locale(get_language() or "en"))


def measured(measure: Measure, value: float) -> str:
    """A figure of a forecast as its measure is written."""
    if measure is Measure.COMPLETION:
        return sentences.share(value)
    return sentences.count(value)
