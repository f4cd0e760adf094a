"""The questions of the report of September 2018, asked of the folder ``examples/france-2018`` and of nothing else.

Each is asked of the rooms, of the command line and of the API; tests/briefing/test_console.py asks the pages.
The report knows no figure of any title’s viewing, so the fifteenth is asked of a title that is made up here.
docs/briefing.md says what has no answer yet.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

from lanterne.accounts.roles import Role
from lanterne.accounts.scopes import Scope
from lanterne.commissioning import queries as slate
from lanterne.commissioning.models import Project
from lanterne.core import clock
from lanterne.facts import queries as facts
from lanterne.facts import services as claims
from lanterne.facts.drafts import Draft
from lanterne.facts.rules import Confidence, Difference, Quantity
from lanterne.growth import queries as growth
from lanterne.growth.rules.offices import State
from lanterne.growth.rules.ranking import Heads, OfficeKind, Rule
from lanterne.newsroom import queries as newsroom
from lanterne.newsroom import services as speaking
from lanterne.regulation import queries as regulation
from lanterne.regulation import sentences, services
from lanterne.regulation.rules import EUROPE, Family, Matter, Stated, Verdict
from tests.api.partners import a_program
from tests.cast import a_colleague, a_household, subscribe
from tests.commissioning.slating import a_budget, a_project
from tests.commissioning.test_foretelling import a_past, brought
from tests.regulation.house import a_catalogue, spend
from tests.titles import a_film

REPORT, AFTER, NOW = date(2018, 9, 28), date(2023, 1, 1), date(2026, 11, 23)
AT = ("--at", "2018-09-28")
OFFICES = frozenset({OfficeKind.SEAT, OfficeKind.OFFICE, OfficeKind.HUB})


ON = "on=2018-09-28"


@pytest.fixture
def program(editor):
    """Asks the API, whose answers come as documents."""
    token = a_program(editor, scopes=[Scope.GROWTH_READ, Scope.FACTS_WRITE, Scope.SLATE_READ])

    def asked(path, status=200):
        answer = token.get(path)
        assert answer.status_code == status, answer.content
        return answer.json()

    return asked


def published(key):
    """The claim with who says so."""
    card = facts.claim(key)
    return card.source.publisher, card.claim.confidence.value


def under_way():
    wanted = slate.Wanted(territory="FR", at=REPORT, is_under_way=True)
    return {one.name: one for one in slate.projects(wanted)}


def test_1_how_many_are_to_work_in_paris_who_announced_it_and_in_which_functions(france, program):
    paris = growth.office(key="netflix/paris", on=REPORT)

    assert (paris.state, paris.present) == (State.PLANNED, None)
    assert (paris.planned.quantity.amount, paris.planned.as_of) == (20, date(2019, 1, 1))
    assert published(paris.planned.claim.key) == ("A French news site", "announced")
    assert [(post.function, len(post.projects)) for post in paris.posts] == [
        ("marketing", 3),
        ("press relations", 3),
    ]
    told = france("growth", "offices", *AT)
    assert "Paris (Office, FR): planned, 20 planned (2019-01-01) [netflix/paris]" in told
    assert any("The chief executive, Reed Hastings, announced the office" in line for line in told)
    assert any("Functions: Mostly marketing and press relations" in line for line in told)
    offices = program(f"/growth/offices?territory=FR&{ON}")["items"]
    [shown] = [one for one in offices if one["key"] == "netflix/paris"]
    assert (shown["state"], shown["planned"]["amount"], shown["planned"]["as_of"]) == (
        "planned",
        "20",
        "2019-01-01",
    )
    claim = program("/facts/claims/paris-planned")
    assert (claim["source"]["publisher"], claim["confidence"]) == published("paris-planned")
    assert [post["function"] for post in shown["posts"]] == ["marketing", "press relations"]


def test_2_when_the_first_office_opened_where_it_went_and_why(france, program):
    first = growth.office(key="netflix/paris-2015", on=REPORT)
    opened, moved = first.events

    assert first.state is State.MOVED
    assert (opened.on, [one.claim.value.text for one in opened.rivals]) == ("2015", ["2014"])
    assert (moved.on, moved.to_name) == ("2016", "Amsterdam")
    assert moved.reason == "In protest against the French rules for audiovisual services."
    assert published(opened.claim.key) == ("A French news site", "reported")
    told = france("growth", "offices", *AT)
    assert "  Opened 2015 (others say 2014 (clubic.com) [paris-2014-opened])" in told
    assert f"  Moved 2016 to Amsterdam: {moved.reason}" in told
    offices = program(f"/growth/offices?territory=FR&{ON}")["items"]
    [shown] = [one for one in offices if one["key"] == "netflix/paris-2015"]
    assert [(one["kind"], one["on"], one["to"], one["rivals"]) for one in shown["events"]] == [
        ("opened", "2015", None, ["paris-2014-opened"]),
        ("moved", "2016", "netflix/amsterdam", []),
    ]
    assert shown["events"][1]["reason"] == moved.reason


@pytest.mark.parametrize(
    ("kinds", "options", "band", "said"),
    [
        (OFFICES, (), (3, 3), "Number 3 of 3."),
        (
            OFFICES | {OfficeKind.PRODUCTION},
            ("--with-production",),
            (3, 4),
            "Number 3 to 4 of 4: it is open how many work in Madrid.",
        ),
    ],
)
def test_3_the_rank_of_paris_and_under_which_rule(france, kinds, options, band, said, program):
    found = growth.ranked(key="netflix/paris", rule=Rule(kinds, EUROPE, Heads.PLANNED), on=REPORT)

    assert (found.rank.best, found.rank.worst) == band
    asked = ("growth", "rank", "netflix/paris", *AT, "--in-europe", "--planned", *options)
    told = france(*asked)
    assert told[0] == said
    assert told[1].startswith("By heads: those who are to be there")
    # What the press says of the rank is kept beside it, with both answers.
    assert [one.key for one in facts.rivals("paris-rank-fourth")] == ["paris-rank-third"]
    wider = "&with_production=true" if options else ""
    rank = program(f"/growth/rank?office=netflix/paris&{ON}&in_europe=true&heads=planned{wider}")
    assert ((rank["best"], rank["worst"]), rank["text"], rank["rule"]) == (band, said, told[1])


def test_4_what_is_under_way_at_which_stage_by_whom_and_from_which_work(france, editor):
    found = {
        name: (one.stage.value, one.writers, one.work and one.work.authors)
        for name, one in under_way().items()
    }

    assert found == {
        "Osmosis": ("greenlit", (), None),
        "Banlieusards": ("greenlit", ("Kery James",), ("Kery James",)),
        "Vampires": ("development", (), ("Thierry Jonquet",)),
    }
    told = france("slate", "--in", "FR", *AT)
    assert "  from Vampires by Thierry Jonquet (Novel)" in told
    program = a_program(editor, scopes=[Scope.SLATE_READ])
    answer = program.get("/commissioning/slate?territory=FR&on=2018-09-28").json()
    assert {
        one["name"]: (one["stage"], tuple(one["writers"]), tuple(one["claims"]))
        for one in answer["items"]
    } == {
        "Osmosis": ("greenlit", (), ("osmosis-under-way",)),
        "Banlieusards": ("greenlit", ("Kery James",), ("banlieusards-under-way",)),
        "Vampires": ("development", (), ("vampires-under-way",)),
    }


def test_5_which_needs_adaptation_rights_and_what_is_missing(france, program):
    rights = {name: slate.rights(project_id=one.id, on=REPORT) for name, one in under_way().items()}

    assert [name for name, card in rights.items() if card.needs_rights] == ["Vampires"]
    missing = ("author_grant", "publisher_release", "proof_of_payment", "writer_agreement")
    assert rights["Vampires"].missing == missing
    assert (
        "  adaptation rights: missing: Author’s grant of the adaptation, Publisher’s release, "
        "Proof of payment, Writers’ agreement"
    ) in france("slate", "--in", "FR", *AT)
    items = program(f"/commissioning/slate?territory=FR&{ON}")["items"]
    assert {one["name"]: one["source"]["missing"] for one in items if one["source"]} == {
        "Vampires": list(missing),
        "Banlieusards": ["writer_agreement"],
    }
    assert [one["name"] for one in items if one["source"] and one["source"]["needs_rights"]] == [
        "Vampires"
    ]


def test_6_which_counts_as_a_failure_and_which_is_the_first_in_arabic(france, program):
    [failed] = [one for one in slate.projects(slate.Wanted(at=REPORT)) if one.outcome]

    assert (failed.name, failed.outcome, failed.stage.value) == ("Marseille", "failure", "ended")
    assert {one.card.key for one in slate.cited(project_id=failed.id)} == {
        "marseille-failed",
        "marseille-years",
        "marseille-audience",
        "marseille-cost",
    }
    assert published("marseille-cost") == ("La Presse", "reported")
    assert slate.first_in(language="ar").name == "Jinn"
    told = france("slate", "--all", *AT)
    assert "  Failure: The report calls it a failure, and names no figure." in told
    assert "  first_in_arabic: jinn-under-way" in told
    items = program(f"/commissioning/slate?everything=true&{ON}")["items"]
    assert [(one["name"], sorted(one["claims"])) for one in items if one["outcome"]] == [
        (
            "Marseille",
            ["marseille-audience", "marseille-cost", "marseille-failed", "marseille-years"],
        )
    ]
    arabic = program(f"/commissioning/slate?everything=true&language=ar&{ON}")["items"]
    assert [(one["name"], one["claims"]) for one in arabic] == [("Jinn", ["jinn-under-way"])]


def test_7_one_household_in_eight_and_eleven_million_are_missing(france, program):
    worked = growth.market(territory="FR", on=REPORT).worked

    assert round(worked.penetration.quantity.amount, 1) == Decimal("12.1")
    assert worked.wanted.quantity.amount == 14_498_376
    assert worked.gap.quantity.amount == 10_998_376
    assert worked.penetration.caveats == (Difference.SCOPE,)
    told = france("growth", "market", "FR", *AT)
    assert told[:6] == [
        "households: 28,996,752 households (Institut national d’études démographiques) [households-fr-2018]",
        "subscribers, claimed: about 3.5 million households (A French news site) [netflix-subscribers-fr]",
        "target: more than 50% (A French news site) [netflix-target-fr]",
        "penetration: 12.1% (mind: they speak of different parts of the world)",
        "target in households: 14.5 million households",
        "missing: 11 million households (mind: they speak of different parts of the world)",
    ]
    market = program(f"/growth/markets/FR?{ON}")
    assert [market[name]["text"] for name in ("penetration", "wanted", "gap")] == [
        "12.1%",
        "14.5 million households",
        "11 million households",
    ]
    assert market["target"]["source"]["key"] == "report-2018"


def test_8_when_the_target_could_be_reached_is_a_band_with_its_assumptions(france, program):
    free, fixed = growth.forecasts(territory="FR", on=REPORT)

    assert (free.reached.latest, free.is_ceiling_told) == (None, False)
    assert [card.key for card in free.made_of] == ["netflix-subscribers-fr"]
    assert (fixed.scenario.ceiling, fixed.reached.latest is None) == (60, False)
    told = france("growth", "market", "FR", *AT)
    assert "  The counts cannot tell a ceiling of 18.7% from one of 85%." in told
    assert "  The ceiling is fixed at 60% of the households." in told
    band, scenario = program(f"/growth/markets/FR/forecasts?{ON}")["items"]
    assert (band["reached"]["latest"], band["reached"]["chance"]) == (None, 37)
    assert (scenario["ceiling_fixed"], scenario["reached"]["earliest"]) == ("60", "2021-11-30")
    assert scenario["assumptions"][0] == "The ceiling is fixed at 60% of the households."


def test_9_250_against_105_may_not_be_compared_and_both_like_pairs_are_offered(france, program):
    comparison = facts.comparison("netflix-pipeline", "amazon-catalogue")

    assert (comparison.differences, comparison.ratio) == ((Difference.MEASURE,), None)
    amounts = {
        tuple(one.claim.value.amount for one in (pair.left, pair.right))
        for pair in comparison.pairs
    }
    assert amounts == {(250, 100), (229, 105)}
    told = france("facts", "compare", "netflix-pipeline", "amazon-catalogue", code=1)
    assert told[0] == (
        "more than 250 titles and 105 titles may not be compared: they measure different things."
    )
    assert len(told) == 3
    assert france("facts", "compare", "netflix-catalogue", "amazon-catalogue") == [
        "229 titles and 105 titles may be compared."
    ]
    assert published("netflix-pipeline") == ("Ampere Analysis", "estimated")
    unlike = program("/facts/comparison?left=netflix-pipeline&right=amazon-catalogue", status=409)
    assert (unlike["detail"], unlike["differences"]) == (told[0], ["measure"])
    assert {(one["left"], one["right"]) for one in unlike["pairs"]} == {
        ("netflix-pipeline", "amazon-pipeline"),
        ("netflix-catalogue", "amazon-catalogue"),
    }


def test_10_which_competitors_are_entering(france, program):
    found = growth.entering(on=REPORT, territory="FR")

    assert {one.service.name for one in found} == {"Facebook", "Apple", "YouTube"}
    assert [line.split(" (")[0] for line in france("growth", "entering", *AT, "--in", "FR")] == [
        "Apple",
        "Facebook",
        "YouTube",
    ]
    assert published("apple-arriving") == ("A French news site", "reported")
    entering = program(f"/growth/presences?territory=FR&standing=entering&{ON}")["items"]
    assert {one["name"] for one in entering} == {"Facebook", "Apple", "YouTube"}


def test_11_which_facilities_are_owned_with_how_many_stages(france, program):
    # The purchase was announced ten days after the report.
    assert slate.owned(on=REPORT) == ()
    [abq] = slate.owned(on=date(2018, 10, 8))
    assert (abq.name, abq.count("stage")) == ("ABQ Studios", 8)
    assert set(abq.figures) >= {("stages", "abq-stages-2018"), ("price", "abq-price")}
    told = france("facts", "about", "abq")
    assert "ABQ Studios, Sound stages: 8 stages as of 2018-10-08 [abq-stages-2018]" in told
    # Nine is said as well, and shown to those who ask for the claim.
    assert any("9 stages" in line for line in france("facts", "show", "abq-stages-2018"))
    assert program(f"/commissioning/facilities?{ON}") == {"items": []}
    [shown] = program("/commissioning/facilities?on=2018-10-08")["items"]
    assert (shown["name"], shown["stages"]) == ("ABQ Studios", 8)
    assert france("slate", "facilities", *AT) == ["No complex is ours on that day."]
    assert "ABQ Studios, Albuquerque: 8 stages [abq]" in france(
        "slate", "facilities", "--at", "2018-10-08"
    )


def months(on):
    [found] = regulation.briefing(territory="FR", on=on).briefing.of(Family.WINDOW)
    assert found.applies.verdict is Verdict.APPLIES
    return found.window.months


DAYS = pytest.mark.parametrize(
    ("on", "ours", "others", "of_25"), [(REPORT, 36, 36, 36), (AFTER, 15, 17, 17), (NOW, 15, 17, 9)]
)


@DAYS
def test_12_how_long_a_film_waits(france, sign_in, editor, on, ours, others, of_25):
    assert months(on) == ours
    asked = f"Films may be shown {ours} months after their release in cinemas"
    assert any(asked in line for line in france("rules", "FR", "--at", on))
    told = sign_in(editor).get(f"/api/v1/rules/FR?at={on}").json()
    [window] = [one for one in told["answers"] if one["kind"] == "window"]
    assert (window["months"], bool(window["source"])) == (ours, True)


@DAYS
def test_12_how_long_it_waits_elsewhere(france, on, ours, others, of_25):
    [signed] = [one for one in regulation.facts() if one.stated.matter is Matter.AGREEMENT]
    services.withdraw_fact(fact_id=signed.id, actor="user:1")
    assert months(on) == others
    agreed = Stated(Matter.AGREEMENT, words="fr-chronology-25", since=date(2025, 2, 13))
    services.state_fact(stated=agreed, actor="user:1")
    assert months(on) == of_25


def test_13_in_2018_the_law_asked_for_no_share_of_a_service_in_the_netherlands(france):
    told = regulation.briefing(territory="FR", on=REPORT).briefing
    [promotion] = told.of(Family.CATALOGUE)
    assert (promotion.rule.id, promotion.applies.verdict) == ("EU-AVMSD-2010-13", Verdict.APPLIES)

    today = regulation.briefing(territory="FR", on=NOW).briefing
    assert today.answer("FR-CAT-EU").applies.verdict is Verdict.ELSEWHERE
    share = today.answer("EU-AVMSD-13-1")
    # The catalogue of the report is not public: the example opens no title.
    assert (share.rule.value, share.count.total) == (30, 0)
    assert "    Promote European works where practicable and by appropriate means; no figure." in (
        france("rules", "FR", *AT)
    )


def test_14_in_2018_no_investment_was_asked_but_a_levy_on_a_turnover_that_nobody_states(france):
    told = regulation.briefing(territory="FR", on=REPORT).briefing

    assert told.answer("FR-SMAD-2010-INV").applies.verdict is Verdict.ELSEWHERE
    levy = told.answer("FR-TSV-2018")
    assert (levy.applies.verdict, levy.rule.value, levy.part) == (Verdict.APPLIES, 2, None)
    assert sentences.lines(levy, of=told, language="en").asks == (
        "2%; the turnover that it is reckoned of is not stated."
    )
    assert "    2%; the turnover that it is reckoned of is not stated." in france(
        "rules", "FR", *AT
    )
    assert published("france-spend") == ("nlto.fr", "reported")


@pytest.mark.parametrize(
    ("on", "rule", "asked"), [(REPORT, "EU-AVMSD-2010-13", ""), (NOW, "EU-AVMSD-13-1", "30%")]
)
def test_13_how_much_of_a_catalogue_that_is_open_is_european(
    france, sign_in, editor, on, rule, asked
):
    a_catalogue(opens_at=datetime(2018, 1, 1, tzinfo=UTC))
    found = regulation.briefing(territory="FR", on=on).briefing.answer(rule)

    assert (found.count.met, found.count.total) == (3, 6)
    stands = "50%: 3 of 6 titles, a film or a season each."
    told = france("rules", "FR", "--at", on)
    assert f"    {stands}" in told
    assert not asked or any(line.startswith(f"    {asked} of the titles") for line in told)
    answers = sign_in(editor).get(f"/api/v1/rules/FR?at={on}").json()["answers"]
    [shown] = [one for one in answers if one["rule"] == rule]
    assert (shown["catalogue"]["share"], shown["stands"]) == (50.0, stands)


def test_14_what_is_asked_and_spent_once_the_turnover_and_the_expenses_are_stated(
    france, sign_in, editor
):
    services.state_fact(
        stated=Stated(Matter.TURNOVER, "FR", 2025, Decimal(1_000_000_000), "EUR"),
        actor="user:1",
    )
    spend("150", "european", "audiovisual")
    found = regulation.briefing(territory="FR", on=NOW).briefing.answer("FR-SMAD-2021-INV")

    assert (found.base.amount, found.base.year) == (1_000_000_000, 2025)
    assert (found.part.asked, found.part.spent) == (200_000_000, 150_000_000)
    answers = sign_in(editor).get(f"/api/v1/rules/FR?at={NOW}").json()["answers"]
    [shown] = [one for one in answers if one["rule"] == "FR-SMAD-2021-INV"]
    assert [shown["money"][name] for name in ("base", "asked", "spent", "missing")] == [
        "1000000000.00",
        "200000000.00",
        "150000000.00",
        "50000000.00",
    ]
    assert f"    {shown['stands']}" in france("rules", "FR", "--at", NOW)


@time_machine.travel(datetime(2026, 3, 2, 10, tzinfo=UTC), tick=False)
def test_15_what_a_title_brought_what_each_household_cost_and_whether_to_renew_it(
    ask, plans, sign_in, settings
):
    """A series that cost four million, of nine others that were out there before; as Marseille is told to have fared."""
    settings.FEWEST_HOUSEHOLDS = 1  # One household has left: what one is worth may be told.
    owner = a_colleague("owner@example.com", Role.OWNER)
    a_past()
    home = a_household("noor@example.org", "Noor", territory="FR", language="fr")
    subscribe(home.household_id, at=clock.now() - timedelta(days=60))
    project = a_project("La Digue", genre="drama")
    ask("results", "forecast", "la-digue")
    a_budget(project, date(2026, 3, 1), a1100=4_000_000)
    title_id = brought(a_film("La Digue"), 50.0, completers=5, gained=12.0)
    Project.objects.filter(pk=project).update(title_id=title_id)

    told = ask("results", "renewal", "la-digue")
    assert told[:3] == [
        "The figures speak against a renewal.",
        "  Even at the upper end of the interval it was worth less than it cost.",
        "  It is in the quarter of titles that the fewest finished.",
    ]
    plain = [line.replace("\xa0", " ") for line in told]
    assert "  for each household gained: €333,333.33, from €235,294.12 to €571,428.57" in plain
    assert "  50 hours, 30 views" in plain
    assert "  100 started, 60 watched, 5 finished it (5%)" in plain
    assert "  households gained: 12, from 7 to 17" in plain
    assert "  first plays: 20 of 50 who joined (not the same)" in plain

    page = sign_in(owner).get(f"/studio/slate/{project}/results/").content.decode()
    for words in ("The figures speak against a renewal.", "€333,333.33, from €235,294.12 to €571,428.57", "12, from 7 to 17"):  # fmt: skip
        assert words in page

    program = a_program(owner, scopes=[Scope.SLATE_READ])
    paper = program.get("/commissioning/renewal?project=la-digue").json()
    assert (paper["advice"], paper["flags"]) == ("end", ["worth_less", "not_finished", "below_forecast"])  # fmt: skip
    assert paper["cost_of_gained"] == {"value": 400_000_000 / 12, "low": 400_000_000 / 17, "high": 400_000_000 / 7}  # fmt: skip
    assert [one["households"]["first_plays"] for one in paper["course"]] == [20]


def test_16_what_cites_the_figure_is_marked_when_it_is_corrected(france, program, client):
    cited = [one.name for one in facts.citations("netflix-subscribers-fr")]
    assert cited == [
        "Paris aura son bureau, et l’ambition de la moitié des foyers",
        "مكتب في باريس وطموح إلى نصف الأسر",
        "Paris gets an office, and an aim of half the households",
    ]
    held = facts.claim("netflix-subscribers-fr")
    right = Draft(
        subject="netflix",
        measure="subscribers",
        value=Quantity(Decimal(3_600_000), "households"),
        source=held.source,
        confidence=Confidence.REPORTED,
        scope=held.claim.scope,
        moment=held.claim.moment,
        key="netflix-subscribers-fr-2",
    )
    claims.correct_claim(key=held.key, draft=right, reason="A slip.", actor="user:1")

    waiting = newsroom.affected()
    assert [one.title for one in waiting] == cited
    worked = growth.market(territory="FR", on=REPORT).worked
    assert round(worked.penetration.quantity.amount, 1) == Decimal("12.4")
    told = program("/facts/claims/netflix-subscribers-fr")
    assert (told["status"], told["replaced_by"]) == ("superseded", "netflix-subscribers-fr-2")
    assert [bool(one["marked_at"]) for one in told["citations"]] == [True] * 3
    assert (
        "  shown by: Paris gets an office, and an aim of half the households"
        " [http://127.0.0.1:8000/newsroom/fr/en/an-office-in-paris/]"
        " (to be looked at: the figure was corrected)"
    ) in france("facts", "show", "netflix-subscribers-fr")

    page = "/newsroom/fr/en/an-office-in-paris/"
    assert "about 3.5 million households" in client.get(page).content.decode()
    english = waiting[2].article_id
    speaking.show_correction(
        article_id=english,
        claim="netflix-subscribers-fr",
        note="A slip of the report.",
        actor="user:1",
    )
    assert (
        "This article said: about 3.5 million households. It is: 3.6 million households. A slip of the report."
        in client.get(page).content.decode()
    )
