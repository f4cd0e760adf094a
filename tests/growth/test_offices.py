"""Offices with their past, those who work there, and ranks under a rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lanterne.core import audit
from lanterne.core.errors import Refused
from lanterne.core.taking import Outcome
from lanterne.facts import queries as facts
from lanterne.facts import services as claims
from lanterne.growth import queries, services
from lanterne.growth.drafts import EventDraft, HeadsDraft, OfficeDraft, PostDraft
from lanterne.growth.rules.offices import State
from lanterne.growth.rules.ranking import Heads, OfficeKind, Rule
from lanterne.regulation.rules import EUROPE
from tests.commissioning.slating import a_project
from tests.growth import world
from tests.growth.world import ACTOR, THE_DAY

pytestmark = pytest.mark.django_db
OFFICES = frozenset({OfficeKind.SEAT, OfficeKind.OFFICE, OfficeKind.HUB})


@pytest.fixture(autouse=True)
def _told(db):
    world.told()


def paris(on=THE_DAY):
    return queries.office(key="netflix/paris", on=on)


def test_the_first_office_opened_moved_and_why_and_another_source_is_kept():
    first = queries.office(key="netflix/paris-2015", on=THE_DAY)

    assert first.state is State.MOVED
    opened, moved = first.events
    assert (opened.on, [one.claim.value.text for one in opened.rivals]) == ("2015", ["2014"])
    assert (moved.to_name, moved.reason) == ("Amsterdam", "In protest against French rules.")


def test_the_day_is_the_one_that_pages_show():
    claims.show_claim(key="opened-clubic", actor=ACTOR)
    [opened, _moved] = queries.office(key="netflix/paris-2015", on=THE_DAY).events
    assert opened.on == "2014"


def test_a_corrected_day_is_followed_and_the_page_is_marked():
    right = world.opened("2013", "opened-right", world.CLUBIC)
    claims.correct_claim(key="opened-le-monde", draft=right, reason="A slip.", actor=ACTOR)

    [opened, _moved] = queries.office(key="netflix/paris-2015", on=THE_DAY).events
    assert opened.on == "2013"
    assert [one.place for one in facts.marked()] == ["office:netflix/paris-2015"]


def test_those_who_are_to_work_there_are_no_heads_yet():
    assert (paris().present, paris().planned.quantity.amount) == (None, 20)
    assert paris().state is State.PLANNED
    assert paris(date(2019, 1, 1)).state is State.OPEN


@pytest.mark.parametrize(
    ("kinds", "best", "worst", "unsure"),
    [(OFFICES, 3, 3, ()), (OFFICES | {OfficeKind.PRODUCTION}, 3, 4, ("netflix/madrid",))],
)
def test_the_rank_of_paris_in_europe_follows_from_the_rule(kinds, best, worst, unsure):
    rule = Rule(kinds, EUROPE, Heads.PLANNED)
    found = queries.ranked(key="netflix/paris", rule=rule, on=THE_DAY)

    assert (found.rank.best, found.rank.worst, found.rank.unsure) == (best, worst, unsure)
    assert found.offices[0].name == "Amsterdam"


def test_among_those_who_are_there_paris_has_no_rank_yet():
    rule = Rule(OFFICES, EUROPE)
    assert queries.ranked(key="netflix/paris", rule=rule, on=THE_DAY).rank is None


def test_heads_are_counted_by_day_and_function_and_ours_are_the_last_word():
    for count, as_of, function in (
        (40, date(2020, 1, 17), ""),
        (25, date(2020, 1, 17), "marketing"),
        (48, date(2020, 6, 1), ""),
    ):
        draft = HeadsDraft("netflix/paris", as_of, count, function)
        assert services.count_heads(draft=draft, actor=ACTOR) is Outcome.ADDED
        assert services.count_heads(draft=draft, actor=ACTOR) is Outcome.UNCHANGED

    assert paris(date(2020, 5, 31)).present.quantity.amount == 40
    assert paris(date(2020, 6, 1)).present.quantity.amount == 48
    later = paris(date(2020, 6, 1))
    assert [(str(one.quantity.amount), one.function) for one in later.history] == [
        ("40", ""),
        ("25", "marketing"),
        ("48", ""),
    ]
    assert [one.as_of for one in paris(date(2020, 5, 31)).history] == [date(2020, 1, 17)] * 2


def test_what_is_dated_after_the_day_is_not_shown_but_for_what_is_planned():
    before, after = THE_DAY - timedelta(days=1), THE_DAY
    london = {on: queries.office(key="netflix/london", on=on) for on in (before, after)}

    assert [len(london[on].history) for on in (before, after)] == [0, 1]
    assert london[before].present is None
    said = {on: {one.claim.measure for one in london[on].told} for on in (before, after)}
    assert said[after] - said[before] == {"headcount"}
    assert paris(before).planned == paris(after).planned
    services.count_heads(draft=HeadsDraft("netflix/paris", THE_DAY, 12, "marketing"), actor=ACTOR)
    assert (paris(before).functions, paris(after).functions) == ((), ("marketing",))


def test_of_one_day_our_own_count_is_shown_and_the_claim_is_kept():
    draft = HeadsDraft("netflix/london", THE_DAY, 57)
    services.count_heads(draft=draft, actor=ACTOR)

    london = queries.office(key="netflix/london", on=THE_DAY)
    assert (london.present.quantity.amount, london.present.claim) == (57, None)
    assert [one.quantity.amount for one in london.history] == [60, 57]


def test_a_post_is_linked_to_the_projects_that_it_works_on():
    a_project("Osmosis", key="osmosis")
    draft = PostDraft(
        "press-1", "netflix/paris", "press", "Press officer", date(2019, 1, 1), None, ("osmosis",)
    )
    assert services.put_post(draft=draft, actor=ACTOR) is Outcome.ADDED
    assert services.put_post(draft=draft, actor=ACTOR) is Outcome.UNCHANGED

    [post] = paris().posts
    assert [one.name for one in post.projects] == ["Osmosis"]
    assert (post.is_held(THE_DAY), post.is_held(date(2019, 1, 1))) == (False, True)


@pytest.mark.parametrize(
    ("act", "draft", "why"),
    [
        (services.put_office, OfficeDraft("paris", "netflix", "Paris", "office", "FR", "Paris"), "is no key such as"),
        (services.put_office, OfficeDraft("n/p", "netflix", "Paris", "tent", "FR", "Paris"), "“tent” is not one of"),
        (services.put_office, OfficeDraft("n/p", "nobody", "Paris", "office", "FR", "Paris"), "There is no service"),
        (services.tell_event, EventDraft("netflix/paris", "closed", "2020"), "Say why the office moved or closed."),
        (services.tell_event, EventDraft("netflix/paris", "moved", "2020", reason="x"), "A move leads to an office"),
        (services.tell_event, EventDraft("netflix/paris", "opened"), "Say on which day"),
        (services.tell_event, EventDraft("netflix/paris", "moved", "2020", "netflix/paris", "x"), "does not move to"),
        (services.tell_event, EventDraft("netflix/rome", "opened", "2020"), "There is no office “netflix/rome”."),
        (services.count_heads, HeadsDraft("netflix/paris", THE_DAY, -1), "This is no number of people."),
        (services.put_post, PostDraft("p", "netflix/paris", "press", "P", THE_DAY, THE_DAY), "ends before it begins"),
        (services.put_post, PostDraft("p", "netflix/paris", "press", "P", THE_DAY, None, ("x",)), "There is no project"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_changes(act, draft, why):
    before = len(audit.lines(limit=1000))
    with pytest.raises(Refused, match=why):
        act(draft=draft, actor=ACTOR)
    assert len(audit.lines(limit=1000)) == before
