"""Orders of services: each once, counted by measure, day, country, genre and status."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lanterne.core import audit
from lanterne.core.errors import Refused
from lanterne.facts import services as claims
from lanterne.growth import queries, services
from lanterne.growth.drafts import CommissionDraft, ServiceDraft
from lanterne.growth.queries import Wanted
from lanterne.growth.rules.commissions import Filter, Measure, Status, Unit
from tests.facts import figures

pytestmark = pytest.mark.django_db
ACTOR = "user:1"
THE_DAY = date(2018, 9, 28)
OSMOSIS = CommissionDraft(
    service="netflix",
    title="Osmosis",
    order="new",
    season=1,
    steps={"announced": date(2017, 6, 1)},
    source="The service's own announcement",
    language="fr",
    countries=("FR",),
    genres=("science-fiction",),
)
FILM = replace(OSMOSIS, title="Banlieusards", order="film", season=None, genres=("drama",))


@pytest.fixture(autouse=True)
def _services(db):
    for key, name in (("netflix", "Netflix"), ("arte", "Arte")):
        services.put_service(draft=ServiceDraft(key, name), actor=ACTOR)


def report(draft=OSMOSIS, **more):
    return services.report_commission(draft=replace(draft, **more), actor=ACTOR).outcome.value


def counted(measure=Measure.PIPELINE, on=THE_DAY, since=None, **more):
    return queries.count(Wanted(measure, on, since, **more)).tally.total


def test_a_second_report_of_an_order_adds_what_it_knows_and_counts_nothing_twice():
    assert report() == "added"
    assert report() == "unchanged"
    assert (
        report(title="OSMOSIS", steps={"announced": date(2018, 1, 9)}, genres=("drama",))
        == "changed"
    )

    [card] = queries.commissions()
    assert (card.event.steps, card.event.genres) == (
        {Status.ANNOUNCED: date(2017, 6, 1)},
        ("drama", "science-fiction"),
    )
    assert counted() == 1


def test_a_title_in_another_language_is_the_same_by_a_register():
    report(identifiers={"wikidata": "Q1"})
    assert report(title="Osmose", identifiers={"wikidata": "Q1"}) == "changed"
    assert report(title="Osmose", other_titles=("Osmosis",)) == "unchanged"
    assert [card.titles for card in queries.commissions()] == [("Osmosis", "Osmose")]


def test_another_season_or_another_time_is_another_order():
    report()
    assert report(order="renewal", season=2, steps={"announced": date(2019, 5, 1)}) == "added"
    assert report(steps={"announced": date(2020, 1, 1)}) == "added"


def test_an_order_goes_from_the_pipeline_into_the_catalogue():
    report(steps={"announced": date(2017, 6, 1), "in_production": date(2018, 7, 1)})
    report(steps={"announced": date(2017, 6, 1), "released": date(2019, 3, 29)})

    day = date(2019, 3, 29)
    assert (counted(), counted(on=day)) == (1, 0)
    assert (counted(Measure.CATALOGUE), counted(Measure.CATALOGUE, day)) == (0, 1)
    year = {"since": date(2019, 1, 1), "on": date(2020, 1, 1)}
    assert (counted(Measure.RELEASED, **year), counted(Measure.ORDERED, **year)) == (1, 0)
    held = queries.count(Wanted(Measure.PIPELINE, THE_DAY, None))
    assert held.tally.by_status == {"netflix": {Status.IN_PRODUCTION: 1}}


def test_counts_are_asked_for_by_country_genre_status_and_service():
    report()
    report(FILM, countries=("FR", "BE"))
    report(FILM, service="arte", countries=("BE",))

    assert counted() == 2
    assert queries.count(Wanted(Measure.PIPELINE, THE_DAY, None)).tally.by_service == {
        "arte": 1,
        "netflix": 2,
    }
    assert counted(filter=Filter(country="BE"), services=("netflix",)) == 1
    assert counted(filter=Filter(genre="science-fiction")) == 1
    assert counted(filter=Filter(status="released")) == 0
    held = queries.count(Wanted(Measure.PIPELINE, THE_DAY, None))
    assert [(one.service, one.of, one.count) for one in queries.by_country(held)] == [
        ("arte", "BE", 1),
        ("netflix", "BE", 1),
        ("netflix", "FR", 2),
    ]
    assert [(one.service, one.of, one.count) for one in queries.by_genre(held)] == [
        ("arte", "drama", 1),
        ("netflix", "drama", 1),
        ("netflix", "science-fiction", 1),
    ]


def test_series_are_counted_once_when_asked_so():
    report()
    report(order="renewal", season=2, steps={"announced": date(2018, 5, 1)})
    assert (counted(), counted(unit=Unit.SERIES)) == (2, 1)


def test_two_that_are_one_are_made_one_by_hand():
    report(language="")
    report(
        title="Osmose",
        steps={"announced": date(2017, 6, 1), "delivered": date(2018, 9, 1)},
        countries=("BE", "FR"),
        genres=("drama",),
        identifiers={"wikidata": "Q1"},
        address="https://example.org/osmose",
    )
    keep, gone = sorted(card.id for card in queries.commissions())

    services.merge_commissions(keep_id=keep, gone_id=gone, actor=ACTOR)

    [card] = queries.commissions()
    assert (card.id, card.titles) == (keep, ("Osmosis", "Osmose"))
    assert (card.event.countries, card.event.genres) == (("FR", "BE"), ("drama", "science-fiction"))
    assert card.identifiers == {"wikidata": "Q1"}
    assert (card.language, card.address) == ("fr", "https://example.org/osmose")
    assert card.event.status(THE_DAY) is Status.DELIVERED
    [line] = audit.lines(limit=1)
    assert (line.action, line.subject) == ("growth.merge_commissions", f"commission:{keep}")
    with pytest.raises(services.NoSuchCommission):
        services.merge_commissions(keep_id=keep, gone_id=gone, actor=ACTOR)


RELEASED = {"announced": date(2017, 6, 1), "released": date(2019, 3, 29)}


@pytest.mark.parametrize(
    ("step", "on", "why"),
    [
        ("cancelled", date(2018, 5, 1), "is not cancelled any more"),
        ("delivered", date(2019, 4, 1), "in this order"),
    ],
)
def test_a_report_that_is_sound_alone_and_not_beside_what_is_known_is_refused(step, on, why):
    report(steps=RELEASED)
    with pytest.raises(services.WrongFacts, match=why):
        report(steps={"announced": date(2017, 6, 1), step: on}, genres=("drama",))
    [card] = queries.commissions()
    assert (card.event.steps, card.event.genres) == (RELEASED, ("science-fiction",))


def test_what_the_kept_one_says_stands_against_the_one_that_goes():
    report(identifiers={"wikidata": "Q1"}, address="https://example.org/osmosis")
    report(
        title="Osmose",
        language="en",
        identifiers={"wikidata": "Q2"},
        address="https://example.org/osmose",
    )
    keep, gone = sorted(card.id for card in queries.commissions())
    services.merge_commissions(keep_id=keep, gone_id=gone, actor=ACTOR)
    [card] = queries.commissions()
    assert (card.language, card.address) == ("fr", "https://example.org/osmosis")
    assert card.identifiers == {"wikidata": "Q1"}


def test_two_that_cannot_have_been_one_stay_two():
    report(steps=RELEASED)
    report(title="Osmose", steps={"announced": date(2017, 6, 1), "cancelled": date(2018, 5, 1)})
    keep, gone = sorted(card.id for card in queries.commissions())
    with pytest.raises(services.WrongFacts, match="is not cancelled any more"):
        services.merge_commissions(keep_id=keep, gone_id=gone, actor=ACTOR)
    second, first = queries.commissions()
    assert (first.titles, first.event.steps) == (("Osmosis",), RELEASED)
    assert second.id == gone


def test_only_orders_of_one_service_are_made_one():
    report()
    report(service="arte")
    first, second = (card.id for card in queries.commissions())
    with pytest.raises(services.WrongFacts, match="Two commissions of one service"):
        services.merge_commissions(keep_id=first, gone_id=second, actor=ACTOR)


def test_a_step_is_corrected_with_a_reason():
    report(steps={"announced": date(2017, 6, 1), "released": date(2019, 3, 29)})
    [card] = queries.commissions()
    said = {"commission_id": card.id, "status": "released", "actor": ACTOR}

    with pytest.raises(services.ReasonMissing):
        services.correct_step(on=date(2019, 3, 28), reason=" ", **said)
    services.correct_step(on=date(2019, 3, 28), reason="A slip.", **said)
    assert queries.commissions()[0].event.steps[Status.RELEASED] == date(2019, 3, 28)
    services.correct_step(on=None, reason="It never was.", **said)
    assert Status.RELEASED not in queries.commissions()[0].event.steps


def test_what_was_removed_was_released_whatever_is_corrected():
    steps = {**RELEASED, "removed": date(2022, 1, 1)}
    report(steps=steps)
    [card] = queries.commissions()
    with pytest.raises(services.WrongFacts, match="Only what was released is removed"):
        services.correct_step(
            commission_id=card.id, status="released", on=None, reason="A slip.", actor=ACTOR
        )
    assert queries.commissions()[0].event.steps == steps


def test_a_report_that_says_another_day_is_refused():
    report(steps={"announced": date(2017, 6, 1), "released": date(2019, 3, 29)})
    with pytest.raises(services.WrongFacts, match="has that status since 2019-03-29"):
        report(steps={"announced": date(2017, 6, 1), "released": date(2019, 4, 1)})


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"service": "nobody"}, "There is no service “nobody”."),
        ({"title": " "}, "A name is missing."),
        ({"source": ""}, "A name is missing."),
        ({"order": "second"}, "“second” is not one of"),
        ({"steps": {"released": date(2019, 1, 1)}}, "was announced on some day"),
        ({"steps": {"announced": date(2018, 1, 1), "delivered": date(2017, 1, 1)}}, "in this order"),
        ({"steps": {"announced": date(2018, 1, 1), "removed": date(2019, 1, 1)}}, "Only what was released"),
        (
            {"steps": {"announced": date(2018, 1, 1), "released": date(2018, 2, 1), "cancelled": date(2019, 1, 1)}},
            "is not cancelled any more",
        ),
        ({"order": "film"}, "a film has none"),
        ({"order": "renewal"}, "A renewal is of the second season"),
        ({"countries": ("XX",)}, "There is no country “XX”."),
        ({"genres": ("dance",)}, "There is no genre “dance”."),
        ({"language": "french"}, "is no language tag"),
        ({"identifiers": {"isbn": "1"}}, "“isbn” is no register"),
        ({"address": "javascript:1"}, "The address of a source begins with"),
        ({"address": "https://["}, "The address of a source begins with"),
        ({"address": "https://example.org/" + "a" * 481}, "longer than 500 characters"),
    ],
)  # fmt: skip
def test_an_order_that_cannot_be_is_refused(more, why):
    with pytest.raises(Refused, match=why):
        report(**more)
    assert queries.commissions() == ()


def test_what_sources_claim_of_originals_is_known_from_the_day_it_was_published(db):
    for draft in figures.originals():
        claims.state_claim(draft=draft, actor=ACTOR)
    keys = ("netflix", "amazon")
    published = figures.THE_DAY
    assert queries.claimed_originals(keys, on=published - timedelta(days=1)) == ()
    assert [one.key for one in queries.claimed_originals(keys, on=published)] == [
        "netflix-catalogue",
        "netflix-pipeline",
        "amazon-catalogue",
        "amazon-pipeline",
    ]
