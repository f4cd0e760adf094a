"""The demo's programme: every desk has something to say, and staging it again changes nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.models import Title
from lanterne.catalogue.queries import biographies, editing
from lanterne.cli import programme, rehearsal, slate_rehearsal
from lanterne.cli.programme import accounting, audience, films
from lanterne.commissioning import queries as slate
from lanterne.commissioning.rules.stages import Stage
from lanterne.core import audit, clock
from lanterne.deliveries import queries as deliveries
from lanterne.deliveries.rules import State
from lanterne.editorial import queries as editorial
from lanterne.facts import queries as facts
from lanterne.facts.rules import Status
from lanterne.growth.brief import brief
from lanterne.rights import queries as rights
from lanterne.rights.queries import Coming, grants
from lanterne.rights.rules import Concern
from lanterne.statements import queries as statements
from lanterne.studio.decisions import Decisions, decisions
from tests.titles import published

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def staged(folders, settings, tmp_path):
    settings.DELIVERIES = tmp_path / "deliveries"
    rehearsal.stage()
    slate_rehearsal.stage_slate()
    programme.stage()
    programme.report_of_2018()


def everything() -> list[int]:
    return list(editing.listed())


def test_titles_of_every_kind_one_of_them_held_twice(staged):
    cards = catalogue.cards(title_ids=everything(), language="fr", territory="FR")
    assert Counter(card.kind.value for card in cards) == {
        "film": 15, "series": 2, "season": 3, "episode": 7, "trailer": 2, "extra": 1, "edition": 2,
    }  # fmt: skip
    twice = catalogue.title_id(slug="night-ferry"), catalogue.title_id(slug="the-night-ferry")
    assert [pair.ids for pair in editorial.candidates()] == [twice]


def test_a_press_kit_tells_who_its_people_are_and_what_is_seen(staged):
    film, series = (
        catalogue.title_id(slug="la-derniere-lampe"),
        catalogue.title_id(slug="les-marees"),
    )
    told = biographies.lives(title_id=film, language="ar")
    assert [(one.person, one.language) for one in told] == [
        ("Agnès Vallier", "ar"),
        ("Idir Benaïssa", "fr"),
        ("Hortense Lamy", "fr"),
    ]
    captions = [one.captions["en"] for one in editing.artwork(title_id=series)]
    assert captions == ["The coast at low tide."] * 3


def test_every_desk_has_what_it_needs(staged):
    ids, now = everything(), clock.now()
    places = [territory for territory, *_ in rehearsal.MARKETS]
    agenda = rights.agenda(at=now, within=timedelta(days=90), places=places)
    assert {one.coming for one in agenda} == set(Coming)
    doubts = {one.concern for one in rights.warnings(title_ids=ids, at=now)}
    assert doubts == set(Concern) - {Concern.SEASON_MISSING, Concern.OTHER_OFFER}
    asked = [one for title_id in ids for one in deliveries.requests(title_id=title_id)]
    assert {one.state for one in asked} == set(State)
    waiting = decisions(at=now)
    told = {name: bool(getattr(waiting, name)) for name in Decisions.__slots__}
    # Films are painted after this; the damaged one waits for a worker, and nothing is due on a day that is over.
    assert [name for name, is_there in told.items() if not is_there] == [
        "failed",
        "unopened",
        "silent",
        "late",
    ]


def test_markets_offices_rules_and_the_slate_tell_of_the_report_of_2018(staged):
    on = date(2018, 9, 28)
    told = {one.code: one for one in brief(territory="FR", on=on, language="en").sections}
    assert {code: len(one.lines) for code, one in told.items()} == {
        "figures": 6,
        "forecast": 2,
        "offices": 4,
        "under_way": 3,
        "rights": 1,
        "outcomes": 1,
        "competitors": 4,
        "counts": 2,
        "law": 14,
        "facilities": 0,
    }
    penetration = next(line for line in told["figures"].lines if line.name == "Penetration")
    assert penetration.said.startswith("12.1%")


def test_nobody_outside_may_know_of_the_premiere_yet(staged):
    def is_known(days: int) -> bool:
        announced = rights.is_announced(at=clock.now() + timedelta(days=days))
        return Title.objects.filter(announced, slug="le-jardin-d-hiver").exists()

    assert (is_known(0), is_known(3)) == (False, True)


def test_staging_twice_changes_nothing(staged):
    before = audit.lines(limit=1), everything()
    rehearsal.stage()
    programme.stage()
    programme.report_of_2018()
    assert (audit.lines(limit=1), everything()) == before


def test_small_films_are_painted_and_queued_once(staged):
    assert len(films.project()) == 15
    assert films.project() == ()


def test_people_have_watched_and_a_month_is_stated(staged):
    published(*(catalogue.title_id(slug=slug) for slug in audience.PROGRAMME[1:]))
    assert audience.attend()
    accounting.state()
    [ours] = [one for one in statements.statements() if one.number]
    assert (ours.licensor, ours.document.few) == ("Atelier du Phare", 5)
    assert {line.plays > 0 for line in ours.document.watched} == {True}
    assert ours.document.rates_wanted == ()
    assert statements.draft_of(licensor_id=grants.licensor_id(name="Atelier du Phare"))
    before = audit.lines(limit=1)
    assert not audience.attend()
    accounting.state()
    assert audit.lines(limit=1) == before


def test_the_slate_has_every_stage_and_figures_disagree(staged):
    found = slate.projects(slate.Wanted())
    assert {one.stage for one in found} == set(Stage)
    own = facts.claim(key="lanterne-fr-own")
    assert own.claim.status is Status.DISPUTED
    assert facts.claim(key="lanterne-staff").claim.status is Status.SUPERSEDED
