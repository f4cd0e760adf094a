from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lanterne.core import audit
from lanterne.facts import queries, services
from lanterne.facts.drafts import SourceCard
from lanterne.facts.measures import Measure
from lanterne.facts.models import Claim, Subject
from lanterne.facts.rules import Confidence, Day, Kind, Moment, Quantity, Status
from tests.facts import figures

pytestmark = pytest.mark.django_db


def state(draft, actor="user:1"):
    return services.state_claim(draft=draft, actor=actor)


def test_a_claim_keeps_what_its_source_says():
    key = state(figures.subscribers())

    card = queries.claim(key)

    assert card.claim.value == figures.subscribers().value
    assert card.claim.scope == "territory=FR"
    assert card.claim.moment == Moment(as_of=date(2018, 9, 28))
    assert card.source == figures.PRESS
    assert card.quotation == "3,5 millions d’abonnés"
    assert (card.subject_name, card.is_shown, card.made_by) == ("Netflix", True, "user:1")
    (line,) = audit.lines(subject="claim:netflix-subscribers-fr")
    assert (line.action, line.detail["value"]) == ("facts.state_claim", "3500000")


def test_two_sources_that_disagree_are_both_kept_and_one_is_shown():
    state(figures.opened("2014", "paris-2014"))
    state(figures.opened("2015-12", "paris-2015", source=figures.AMPERE))

    first, second = queries.claim("paris-2014"), queries.claim("paris-2015")

    assert (first.claim.status, second.claim.status) == (Status.DISPUTED, Status.DISPUTED)
    assert (first.is_shown, second.is_shown) == (True, False)
    assert [rival.key for rival in queries.rivals("paris-2014")] == ["paris-2015"]


def test_sources_that_can_both_be_right_dispute_nothing():
    state(figures.opened("2015", "a"))
    state(figures.opened("2015-12", "b", source=figures.AMPERE))

    assert queries.claim("a").claim.status is Status.CURRENT


def test_staff_choose_which_of_two_is_shown():
    state(figures.opened("2014", "paris-2014"))
    state(figures.opened("2015", "paris-2015"))

    services.show_claim(key="paris-2015", actor="user:1")

    shown = queries.figure(subject="netflix/paris-2015", measure="opened")
    assert shown.key == "paris-2015"
    assert not queries.claim("paris-2014").is_shown
    assert audit.lines(subject="claim:paris-2015")[0].action == "facts.show_claim"


def test_a_correction_takes_the_place_of_what_was_wrong_and_keeps_it():
    state(figures.subscribers())

    new = services.correct_claim(
        key="netflix-subscribers-fr",
        draft=figures.subscribers(3_300_000, "netflix-subscribers-fr-2", figures.AMPERE),
        reason="The company gave its own number.",
        actor="user:1",
    )

    old, card = queries.claim("netflix-subscribers-fr"), queries.claim(new)
    assert (old.claim.status, old.is_shown, old.replaced_by) == (Status.SUPERSEDED, False, new)
    assert (card.claim.status, card.is_shown) == (Status.CURRENT, True)
    assert (card.replaces, card.reason) == (old.key, "The company gave its own number.")
    assert [one.key for one in queries.past(new)] == [old.key]


def test_a_correction_of_the_day_moves_the_claim_to_its_own_question():
    state(figures.subscribers())
    other_day = replace(figures.subscribers(key="other-day"), moment=Moment(as_of=date(2018, 9, 1)))

    services.correct_claim(
        key="netflix-subscribers-fr", draft=other_day, reason="Counted earlier.", actor="user:1"
    )

    assert (
        queries.figure(
            subject="netflix", measure="subscribers", scope="territory=FR", at=date(2018, 9, 20)
        ).key
        == "other-day"
    )


def test_a_correction_of_the_rival_settles_the_dispute():
    state(figures.opened("2014", "a"))
    state(figures.opened("2015", "b"))

    services.correct_claim(
        key="b", draft=figures.opened("2014-11", "c"), reason="Read again.", actor="user:1"
    )

    assert queries.claim("a").claim.status is Status.CURRENT
    assert queries.claim("c").claim.status is Status.CURRENT


def refused(refusal, draft, sentence):
    with pytest.raises(refusal) as told:
        state(draft)
    assert str(told.value) == sentence
    assert not Claim.objects.exists()
    assert not Subject.objects.exists()


def test_a_measure_that_nobody_knows_is_refused():
    refused(
        services.MeasureUnknown,
        replace(figures.subscribers(), measure="eyeballs"),
        "“eyeballs” is not a measure.",
    )


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (
            Quantity(Decimal(5), "people"),
            "“people” is not the unit of this measure, which is: households.",
        ),
        (Quantity(Decimal("NaN"), "households"), "A figure is a finite number below 10¹⁷."),
        (Quantity(Decimal(10**17), "households"), "A figure is a finite number below 10¹⁷."),
        (
            Quantity(Decimal("0.0000001"), "households"),
            "A figure has at most six decimal places.",
        ),
        (Day("2015"), "“2015” is not a date such as 2015, 2015-09 or 2015-09-28."),
    ],
)
def test_a_value_that_does_not_fit_its_measure_is_refused(value, sentence):
    refused(services.WrongValue, replace(figures.subscribers(), value=value), sentence)


@pytest.mark.parametrize("text", ["2015-13", "2015-02-30", "15", "2015-09-28T00:00"])
def test_a_date_that_does_not_exist_is_refused(text):
    refused(
        services.WrongValue,
        figures.opened(text, "x"),
        f"“{text}” is not a date such as 2015, 2015-09 or 2015-09-28.",
    )


def test_a_level_without_a_day_is_refused():
    refused(
        services.WrongMoment,
        replace(figures.subscribers(), moment=Moment()),
        "This measure holds on a day: say as of when.",
    )


def test_a_period_that_ends_before_it_begins_is_refused():
    period = Moment(since=date(2018, 2, 1), until=date(2018, 2, 1))
    refused(
        services.WrongMoment,
        replace(figures.subscribers(), measure="net_adds", moment=period),
        "The period ends before it begins.",
    )


def test_a_figure_without_a_source_is_refused():
    refused(
        services.SourceMissing,
        replace(figures.subscribers(), source=SourceCard("nobody", " ")),
        "Every figure names its source.",
    )


def test_a_source_that_is_not_on_the_web_by_its_address_is_refused():
    refused(
        services.SourceMissing,
        replace(figures.subscribers(), source=SourceCard("x", "X", address="javascript:alert(1)")),
        "The address of a source begins with https:// or http://.",
    )


def test_a_key_of_a_source_names_one_source():
    state(figures.subscribers())

    with pytest.raises(services.SourceDiffers) as told:
        state(replace(figures.households(), source=replace(figures.PRESS, name="Another text")))

    assert str(told.value) == (
        "“press-2018-09-28” is already the key of another source: A service opens an office in Paris."
    )


def test_a_source_that_is_kept_can_be_named_by_its_key_alone():
    state(figures.subscribers())

    state(replace(figures.households(), source=SourceCard("press-2018-09-28", "press-2018-09-28")))

    assert queries.claim("households-fr-2018").source == figures.PRESS


def test_text_that_would_turn_its_page_round_is_refused():
    refused(
        services.UnreadableText,
        replace(figures.subscribers(), quotation="abc\u202edef"),
        "The invisible character U+202E does not belong in a text.",
    )


def test_a_claim_is_corrected_once():
    state(figures.subscribers())
    second = figures.subscribers(3_300_000, "second")
    services.correct_claim(
        key="netflix-subscribers-fr", draft=second, reason="Better.", actor="user:1"
    )

    with pytest.raises(services.CorrectedAlready):
        services.correct_claim(
            key="netflix-subscribers-fr",
            draft=figures.subscribers(3_200_000, "third"),
            reason="Better still.",
            actor="user:2",
        )

    assert Claim.objects.count() == 2


def test_a_correction_speaks_of_the_same_subject_and_says_why():
    state(figures.subscribers())

    with pytest.raises(services.AnswersAnotherQuestion):
        services.correct_claim(
            key="netflix-subscribers-fr", draft=figures.households(), reason="?", actor="user:1"
        )
    with pytest.raises(services.ReasonMissing):
        services.correct_claim(
            key="netflix-subscribers-fr",
            draft=figures.subscribers(3, "third"),
            reason="  ",
            actor="user:1",
        )

    assert queries.claim("netflix-subscribers-fr").claim.status is Status.CURRENT
    assert Claim.objects.count() == 1


def test_a_key_is_made_of_subject_measure_and_day_and_numbered_when_taken():
    unnamed = replace(figures.subscribers(), key="")

    assert state(unnamed) == "netflix-subscribers-2018-09-28"
    assert state(replace(unnamed, source=figures.AMPERE)) == "netflix-subscribers-2018-09-28-2"


def test_a_key_is_given_once():
    state(figures.subscribers())

    with pytest.raises(services.KeyTaken):
        state(figures.subscribers(3_000_000))


def test_the_figure_of_a_day_is_the_last_one_known_by_then():
    for year, count in (("2017", 3), ("2018", 4)):
        moment = Moment(as_of=date(int(year), 9, 28))
        state(replace(figures.subscribers(count, f"subscribers-{year}"), moment=moment))

    def on(day):
        return queries.figure(
            subject="netflix", measure="subscribers", scope="territory=FR", at=day
        )

    assert on(date(2017, 9, 27)) is None
    assert on(date(2018, 9, 27)).key == "subscribers-2017"
    assert on(date(2018, 9, 28)).key == "subscribers-2018"
    assert queries.figure(subject="netflix", measure="subscribers", scope="territory=BE") is None
    assert (
        queries.figure(subject="netflix", measure="subscribers", scope=None).key
        == "subscribers-2018"
    )


def test_a_service_adds_measures_of_its_own():
    cinemas = Measure(
        "cinemas", "cinemas", Kind.LEVEL, "halls", "Cinemas", "Halls that show our films."
    )
    services.add_measure(measure=cinemas, actor="user:1")
    draft = replace(
        figures.subscribers(key="halls"), measure="cinemas", value=Quantity(Decimal(12), "halls")
    )

    state(draft)

    assert queries.claim("halls").measure.name == "Cinemas"
    with pytest.raises(services.WrongMeasure):
        services.add_measure(measure=replace(cinemas, slug="households"), actor="user:1")


def test_everything_about_an_office_stands_below_its_company():
    state(figures.subscribers())
    state(figures.opened("2015", "opened"))
    state(replace(figures.opened("2015", "elsewhere"), subject="netflixation"))

    assert [card.key for card in queries.about("netflix")] == ["netflix-subscribers-fr", "opened"]


def test_claims_are_found_by_subject_status_source_and_words():
    state(figures.subscribers())
    state(figures.households())

    def keys(**said):
        return [card.key for card in queries.claims(queries.Wanted(**said))]

    assert keys() == ["households-fr-2018", "netflix-subscribers-fr"]
    assert keys(subject="netflix") == ["netflix-subscribers-fr"]
    assert keys(source="census-2018") == ["households-fr-2018"]
    assert keys(words="abonnés netflix") == ["netflix-subscribers-fr"]
    assert keys(status="disputed") == []
    assert queries.claim("households-fr-2018").claim.confidence is Confidence.OFFICIAL
