"""The markets, offices and orders of the worked example that the tests of growth speak of; what is made up says so."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lanterne.facts import services as claims
from lanterne.facts.drafts import Draft, SourceCard
from lanterne.facts.rules import Confidence, Day, Moment, Qualifier, Quantity
from lanterne.growth import services
from tests.facts import figures

ACTOR = "user:1"
THE_DAY = date(2018, 9, 28)
LE_MONDE = SourceCard("le-monde-2018", "The press of the day")
CLUBIC = SourceCard("clubic-2019", "The press of another day")

SERVICES = """key,name,owner,ours
netflix,Netflix,Netflix,yes
amazon,Prime Video,Amazon,
apple,Apple,Apple,
"""
PRESENCES = """service,territory,announced_on,entered_on,left_on
netflix,FR,,2014-09-15,
amazon,FR,,2016-12-14,
apple,FR,2018-03,,
"""
OFFICES = """key,service,name,kind,territory,city
netflix/amsterdam,netflix,Amsterdam,seat,NL,Amsterdam
netflix/london,netflix,London,office,GB,London
netflix/madrid,netflix,Madrid,production,ES,Madrid
netflix/paris-2015,netflix,Paris (first),office,FR,Paris
netflix/paris,netflix,Paris,office,FR,Paris
netflix/los-gatos,netflix,Los Gatos,seat,US,Los Gatos
"""
EVENTS = """office,kind,on,to,reason,claim
netflix/paris-2015,opened,,,,opened-le-monde
netflix/paris-2015,moved,2016,netflix/amsterdam,In protest against French rules.,
netflix/paris,opened,2019,,,
"""
TABLES = {
    "services": SERVICES,
    "presences": PRESENCES,
    "offices": OFFICES,
    "events": EVENTS,
}


def headcount(office, count, measure="headcount", as_of=THE_DAY, qualifier=Qualifier.ABOUT):
    return Draft(
        subject=office,
        measure=measure,
        value=Quantity(Decimal(count), "people", qualifier),
        source=LE_MONDE,
        confidence=Confidence.REPORTED,
        moment=Moment(as_of=as_of),
    )


def opened(year, key, source):
    return Draft(
        subject="netflix/paris-2015",
        measure="opened",
        value=Day(year),
        source=source,
        confidence=Confidence.REPORTED,
        key=key,
    )


def target(percent=50):
    return Draft(
        subject="netflix",
        measure="subscribers_target",
        value=Quantity(Decimal(percent), "percent", Qualifier.MORE_THAN),
        source=LE_MONDE,
        confidence=Confidence.ANNOUNCED,
        scope="territory=FR",
        key="target-fr",
    )


def told() -> None:
    """Everything that is claimed, and the tables."""
    drafts = (
        figures.subscribers(),
        figures.households(),
        target(),
        opened("2015", "opened-le-monde", LE_MONDE),
        opened("2014", "opened-clubic", CLUBIC),
        headcount("netflix/amsterdam", 200),
        headcount("netflix/london", 60),
        headcount("netflix/paris", 20, "headcount_planned", date(2019, 1, 1)),
    )
    for draft in drafts:
        claims.state_claim(draft=draft, actor=ACTOR)
    report = services.import_tables(tables=TABLES, actor=ACTOR)
    assert [one for one in report.arrivals if one.why] == []
