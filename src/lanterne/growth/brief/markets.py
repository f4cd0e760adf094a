"""The country's figures, what is missing to the target, and when it could be reached."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from lanterne.growth import sentences
from lanterne.growth.brief.lines import Asked, Line, Section
from lanterne.growth.queries import Forecast, MarketCard, OwnCount


def figures(asked: Asked, card: MarketCard) -> Section:
    """As sources claim them, as we counted them, and what comes out of both."""
    return Section(
        "figures",
        _("Figures"),
        (*_claimed(asked, card), *(_own(asked, card, card.own) if card.own else ())),
    )


def forecast(asked: Asked, found: Iterable[Forecast]) -> Section:
    """Without an assumption first, then each scenario."""
    title = _("When the target could be reached")
    return Section("forecast", title, tuple(_future(asked, one) for one in found))


def _future(asked: Asked, one: Forecast) -> Line:
    """What a forecast rests on are the counts, the households and the target of the day."""
    told, language = one.market, asked.language
    rests_on = [*one.made_of, *(card for card in (told.households, told.target) if card)]
    return Line(
        one.scenario.name or _("As the counts leave it"),
        " ".join(sentences.forecast(one, language=language)),
        asked.origins(rests_on) or (asked.our_own(told.on),),
        sentences.assumed(one, language=language),
    )


def _claimed(asked: Asked, card: MarketCard) -> tuple[Line, ...]:
    made_of = {one.key: asked.origin(one) for one in card.sources}
    worked = card.worked
    return (
        *asked.claimed(_("Households"), card.households),
        *asked.claimed(_("Subscribers, claimed"), card.claimed),
        *asked.claimed(_("Target"), card.target),
        *asked.worked(_("Penetration"), worked.penetration, made_of),
        *asked.worked(_("Target in households"), worked.wanted, made_of),
        *asked.worked(_("Missing to the target"), worked.gap, made_of),
        *asked.claimed(_("Price, claimed"), card.price),
        *asked.claimed(_("Revenue, claimed"), card.revenue),
    )


def _own(asked: Asked, card: MarketCard, own: OwnCount) -> tuple[Line, ...]:
    ours = asked.our_own(card.on)
    made_of = {own.claim.key: ours}
    made_of |= {one.key: asked.origin(one) for one in card.sources}
    year = own.year
    lost = sum(year.lost.values())
    flow = _("%(gained)d gained and %(lost)d lost in 365 days") % {
        "gained": year.gained,
        "lost": lost,
    }
    counted = Line(
        _("Subscribers, counted"),
        str(own.subscribers),
        (ours,),
        (flow,),
        str(own.subscribers),
        "households",
    )
    earned = tuple(
        Line(_("Revenue in 365 days, net of tax"), one.formatted(asked.language), (ours,))
        for one in own.revenue
    )
    return (
        counted,
        *asked.worked(_("Penetration, counted"), own.worked.penetration, made_of),
        *asked.worked(_("Missing to the target, counted"), own.worked.gap, made_of),
        *earned,
    )
