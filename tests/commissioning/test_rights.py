"""Source works, options that lapse, chains of title that are torn."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from lanterne.commissioning import queries, services
from lanterne.commissioning.drafts import ExtensionDraft, LinkDraft, OptionDraft
from lanterne.commissioning.rules.rights import (
    Link,
    Option,
    OptionState,
    Paper,
    Standing,
    WorkKind,
    breaks,
    expected,
    missing,
)
from tests.commissioning.slating import ACTOR, a_project, a_work, an_option, hold_paper

TODAY = date(2026, 3, 2)
JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)


@pytest.fixture(autouse=True)
def the_day():
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False):
        yield


def rights(project_id: int, on: date = TODAY) -> queries.RightsCard:
    return queries.rights(project_id=project_id, on=on)


def test_each_kind_of_work_has_its_papers_in_their_order():
    assert expected(WorkKind.NOVEL, is_free=False) == (
        Paper.AUTHOR_GRANT,
        Paper.PUBLISHER_RELEASE,
        Paper.PROOF_OF_PAYMENT,
        Paper.WRITER_AGREEMENT,
    )
    assert expected(WorkKind.NOVEL, is_free=True) == (Paper.PUBLIC_DOMAIN, Paper.WRITER_AGREEMENT)
    assert expected(WorkKind.ORIGINAL, is_free=True) == (Paper.WRITER_AGREEMENT,)


def test_what_is_awaited_is_missing():
    links = [
        Link(Paper.AUTHOR_GRANT, Standing.HELD),
        Link(Paper.PUBLISHER_RELEASE, Standing.AWAITED),
    ]
    assert missing(expected(WorkKind.PLAY, is_free=False), links) == (
        Paper.PUBLISHER_RELEASE,
        Paper.PROOF_OF_PAYMENT,
        Paper.WRITER_AGREEMENT,
    )


def test_a_chain_is_torn_where_somebody_gives_what_nobody_gave_them():
    first = Link(Paper.AUTHOR_GRANT, Standing.HELD, "Jules Verne", "Hetzel")
    second = Link(Paper.ASSIGNMENT, Standing.HELD, "Hachette", "Us")
    paid = Link(Paper.PROOF_OF_PAYMENT, Standing.HELD, "Us", "Hetzel")

    assert breaks([first, paid, second], ["Jules Verne"]) == (second,)
    assert (
        breaks([first, Link(Paper.ASSIGNMENT, Standing.HELD, "Hetzel", "Us")], ["Jules Verne"])
        == ()
    )


def test_an_option_runs_from_its_first_day_until_before_its_end():
    option = Option(JANUARY, JULY)

    assert option.state(date(2025, 12, 31)) is OptionState.COMING
    assert option.state(date(2026, 6, 30)) is OptionState.RUNNING
    assert option.state(JULY) is OptionState.LAPSED
    assert Option(JANUARY, JULY, TODAY).state(JULY) is OptionState.EXERCISED


@pytest.mark.django_db
def test_adaptation_rights_are_needed_of_a_book_until_it_is_free():
    one = a_project(work=a_work(free_from=date(1976, 1, 1)))
    other = a_project("Vampires", work=a_work("vampires", authors=["Thierry Jonquet"]))

    assert not rights(one).needs_rights
    assert rights(one, date(1975, 12, 31)).needs_rights
    assert rights(other).missing == expected(WorkKind.NOVEL, is_free=False)


@pytest.mark.django_db
def test_an_option_that_lapses_before_the_planned_greenlight_is_warned_of():
    one = a_project(work=a_work())
    option = an_option(one, JANUARY, JULY)
    assert rights(one).lapsing == ()

    services.plan(project_id=one, stage="greenlit", on=JULY, actor=ACTOR)
    assert [card.id for card in rights(one).lapsing] == [option]
    assert [project_id for project_id, _card in queries.lapsing(on=TODAY)] == [one]

    longer = ExtensionDraft(until=date(2026, 12, 1), agreed_on=TODAY, fee_minor=500_000)
    services.extend_option(project_id=one, option_id=option, draft=longer, actor=ACTOR)
    [card] = rights(one).options
    assert card.term.ends_on == date(2026, 12, 1)
    assert card.extensions == ((JULY, date(2026, 12, 1)),)
    assert queries.lapsing(on=TODAY) == ()


@pytest.mark.django_db
def test_nothing_lapses_that_is_bought():
    one = a_project(work=a_work())
    option = an_option(one, JANUARY, JULY)
    services.plan(project_id=one, stage="greenlit", on=date(2026, 9, 1), actor=ACTOR)
    services.exercise_option(project_id=one, option_id=option, on=TODAY, actor=ACTOR)

    assert rights(one).lapsing == ()
    with pytest.raises(services.WrongTerm):
        services.exercise_option(project_id=one, option_id=option, on=TODAY, actor=ACTOR)


@pytest.mark.django_db
def test_what_has_lapsed_is_neither_extended_nor_exercised():
    one = a_project(work=a_work())
    option = an_option(one, JANUARY, date(2026, 2, 1))
    late = ExtensionDraft(until=JULY, agreed_on=TODAY)

    with pytest.raises(services.WrongTerm):
        services.extend_option(project_id=one, option_id=option, draft=late, actor=ACTOR)
    with pytest.raises(services.WrongTerm):
        services.exercise_option(project_id=one, option_id=option, on=TODAY, actor=ACTOR)
    with pytest.raises(services.NoSuchOption):
        services.exercise_option(
            project_id=a_project("Un autre"), option_id=option, on=JANUARY, actor=ACTOR
        )
    with pytest.raises(services.WrongTerm):
        an_option(one, JULY, JULY)
    with pytest.raises(services.CurrencyUnknown):
        services.take_option(
            project_id=one, draft=OptionDraft("Hetzel", JANUARY, JULY, 100), actor=ACTOR
        )


@pytest.mark.django_db
def test_a_paper_that_was_awaited_comes_and_is_missing_no_more():
    one = a_project(work=a_work())
    hold_paper(one, "author_grant", "Jules Verne", "Us")
    awaited = LinkDraft("publisher_release", "awaited", "Hetzel", "Us")
    link = services.add_link(project_id=one, draft=awaited, actor=ACTOR)
    assert rights(one).missing[0] is Paper.PUBLISHER_RELEASE

    services.receive_link(project_id=one, link_id=link, on=TODAY, actor=ACTOR)
    assert rights(one).missing == (Paper.PROOF_OF_PAYMENT, Paper.WRITER_AGREEMENT)
    assert not rights(one).is_torn
    with pytest.raises(services.NotThere):
        services.receive_link(project_id=one, link_id=link + 1, on=TODAY, actor=ACTOR)
