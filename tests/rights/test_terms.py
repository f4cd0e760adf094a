"""What a window says besides where and when, and what holds it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lanterne.core import audit
from lanterne.core.money import Money
from lanterne.rights import queries, services
from lanterne.rights.rules import (
    Because,
    Holdback,
    Market,
    Offer,
    Period,
    Reason,
    Status,
    Terms,
    Tongue,
    Use,
    Version,
    Window,
)
from lanterne.rights.services import LicenceFacts
from tests.titles import a_film, a_series

pytestmark = pytest.mark.django_db

MARCH, APRIL, MAY, JUNE = (datetime(2027, month, 1, tzinfo=UTC) for month in (3, 4, 5, 6))
INSTANT = timedelta(microseconds=1)
ACTOR = "user:1"
MANY = [
    "aa",
    "af",
    "am",
    "ar",
    "as",
    "az",
    "be",
    "bg",
    "bn",
    "bo",
    "br",
    "bs",
    "ca",
    "ce",
    "co",
    "cs",
    "cy",
    "da",
    "de",
    "dz",
    "ee",
    "el",
    "en",
    "eo",
    "es",
]
FRANCE, STAFF = Market("FR"), Market("FR", is_staff=True)


def grant(film, opens_at=MARCH, closes_at=APRIL, **terms):
    window = Window("FR", opens_at, closes_at, Terms(**terms))
    return services.grant_window(title_id=film, window=window, actor=ACTOR)


def answer(film, at, market=FRANCE, **version):
    return queries.availability(title_id=film, market=market, at=at, version=Version(**version))


def hold(film, begins_at, ends_at, territory="FR", **wider):
    held = Holdback(Period(begins_at, ends_at), territory, **wider)
    return services.hold_back(title_id=film, holdback=held, reason="Cinemas first", actor=ACTOR)


def test_a_window_opens_its_own_offer_alone():
    film = a_film()
    grant(film, offer=Offer.RENTAL)
    assert answer(film, MARCH).because == (Because(Reason.NO_WINDOW_HERE),)
    assert answer(film, MARCH, Market("FR", Offer.RENTAL)).is_open


def test_a_language_is_open_by_its_range_and_its_use():
    film = a_film()
    grant(film, tongues=(Tongue("es-419", Use.DUB), Tongue("fr")), held_back=("fr-CA",))
    assert answer(film, MARCH).is_open
    assert answer(film, MARCH, language="es-419", use=Use.DUB).is_open
    assert answer(film, MARCH, language="es-MX", use=Use.DUB).is_open is False
    assert answer(film, MARCH, language="es-419", use=Use.SUB).is_open is False
    assert answer(film, MARCH, language="fr-BE", use=Use.SUB).is_open
    refused = answer(film, MARCH, language="fr-CA")
    assert refused.because == (Because(Reason.LANGUAGE_NOT_LICENSED, words="fr-CA"),)
    assert queries.sentences(availability=refused, language="fr") == (
        "La langue « fr-CA » n’est pas sous licence.",
    )


def test_windows_that_share_no_version_may_overlap():
    film = a_film()
    grant(film, tongues=(Tongue("fr", Use.DUB),))
    grant(film, tongues=(Tongue("fr", Use.SUB), Tongue("nl")))
    grant(film, offer=Offer.PURCHASE)
    grant(film, status=Status.PENDING)
    for terms in ({}, {"tongues": (Tongue("fr-CA"),)}, {"tongues": (Tongue("nl", Use.SUB),)}):
        with pytest.raises(services.WindowOverlaps):
            grant(film, **terms)


def test_what_is_not_approved_opens_nothing_and_says_so():
    film = a_film()
    pending = grant(film, status=Status.PENDING)
    assert answer(film, MARCH).because == (Because(Reason.PENDING),)
    services.change_window(
        window_id=pending, window=Window("FR", MARCH, APRIL), licence_id=None, actor=ACTOR
    )
    assert answer(film, MARCH).is_open


def test_what_is_not_approved_does_not_speak_for_the_series():
    series, _, [[first, _]] = a_series()
    grant(series)
    grant(first, status=Status.REVOKED)
    assert answer(first, MARCH).is_open


def test_an_offer_that_is_confirmed_or_lasts_longer_is_the_same_opening():
    spoken = (Tongue("fr", Use.DUB),)
    offered = Window("FR", MARCH, APRIL, Terms(tongues=spoken, status=Status.PENDING))
    agreed = Window("FR", MARCH, None, Terms(tongues=spoken, is_premiere=True))
    longer = replace(agreed, closes_at=APRIL)

    assert offered.identity.opening == agreed.identity.opening
    assert (agreed.identity == longer.identity, agreed.is_again(longer)) == (True, True)
    assert (offered.identity == agreed.identity, offered.is_again(agreed)) == (False, False)
    elsewhere = replace(agreed, territory="BE")
    assert elsewhere.identity.opening != agreed.identity.opening


def test_a_condition_is_waited_for_until_somebody_says_that_it_is_met():
    film = a_film()
    window = grant(film, awaits="  120 days after   cinemas ")
    waits = answer(film, MARCH)
    assert waits.because == (Because(Reason.CONDITION_NOT_MET, words="120 days after cinemas"),)
    services.condition_met(window_id=window, actor=ACTOR)
    assert answer(film, MARCH).is_open
    assert audit.lines(subject=f"title:{film}", limit=1)[0].action == "rights.condition_met"
    with pytest.raises(services.ConditionNotAwaited):
        services.condition_met(window_id=window, actor=ACTOR)


def test_a_secret_window_is_known_to_staff_alone():
    film = a_film()
    grant(film, APRIL, MAY, public_from=MARCH)
    before = MARCH - INSTANT
    assert answer(film, before).because == (Because(Reason.NO_WINDOW_HERE),)
    assert answer(film, before).changes_at is None
    assert answer(film, before, STAFF).changes_at == APRIL
    assert answer(film, MARCH).changes_at == APRIL
    assert answer(film, APRIL).is_open


def test_a_secret_exception_keeps_its_season_closed():
    series, [season], [[first, _]] = a_series()
    grant(series)
    grant(season, APRIL, MAY, public_from=MARCH + INSTANT)
    assert answer(first, MARCH).is_open is False


def test_a_title_with_secret_windows_alone_is_a_draft():
    from lanterne.catalogue import queries as catalogue

    film = a_film()
    grant(film, APRIL, MAY, public_from=MARCH)
    for at, found in ((MARCH - INSTANT, None), (MARCH, film)):
        known = [queries.is_announced(at=at)]
        assert catalogue.title_id(slug="le-voyage", known=known) == found


def test_nobody_opens_a_window_that_nobody_may_know_of():
    with pytest.raises(services.SecretTooLong):
        grant(a_film(), MARCH, APRIL, public_from=MARCH + INSTANT)


def test_a_holdback_beats_every_window_from_edge_to_edge():
    _, [season], [[first, _]] = a_series()
    grant(first, MARCH, JUNE)
    held = hold(season, APRIL, MAY)
    before = answer(first, APRIL - INSTANT)
    assert (before.is_open, before.changes_at) == (True, APRIL)
    within = answer(first, APRIL)
    assert (within.is_open, within.reason, within.changes_at) == (False, Reason.NOT_YET, MAY)
    assert within.because == (Because(Reason.HELD_BACK, MAY),)
    assert answer(first, MAY).is_open
    services.lift_holdback(holdback_id=held, actor=ACTOR)
    assert answer(first, APRIL).is_open
    with pytest.raises(services.NoSuchHoldback):
        services.lift_holdback(holdback_id=held, actor=ACTOR)


def test_a_holdback_without_an_end_leaves_no_day_to_wait_for():
    film = a_film()
    grant(film, MARCH, JUNE)
    hold(film, MARCH - INSTANT, None, territory="")
    closed = answer(film, MARCH)
    assert (closed.reason, closed.changes_at) == (Reason.NO_WINDOW_HERE, None)
    assert queries.sentences(availability=closed, language="en") == ("Held back for good.",)


def test_a_holdback_of_a_language_leaves_the_others():
    film = a_film()
    grant(film)
    hold(film, MARCH, APRIL, language="fr")
    assert answer(film, MARCH, language="fr-CA").is_open is False
    assert answer(film, MARCH, language="en").is_open
    assert answer(film, MARCH).is_open


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        (
            {"tongues": (Tongue("français"),)},
            "“français” is not a language tag such as fr or fr-CA.",
        ),
        ({"held_back": ("x",)}, "“x” is not a language tag such as fr or fr-CA."),
        (
            {"tongues": tuple(Tongue(one) for one in MANY)},
            "A window takes no more than 24 languages.",
        ),
        ({"awaits": "a" * 201}, "This condition is longer than 200 characters."),
    ],
)
def test_terms_that_cannot_be_are_refused(terms, sentence):
    film = a_film()
    with pytest.raises(services.TermsWrong, match=sentence):
        grant(film, **terms)
    assert queries.windows(title_id=film) == ()


def test_a_contract_is_kept_with_its_money_and_its_windows():
    facts = LicenceFacts(
        licensor="Les Films du Phare",
        reference="LP-2027-1",
        offers=(Offer.SUBSCRIPTION, Offer.RENTAL),
        is_exclusive=True,
        fee=Money(1_250_000, "EUR"),
        share_hundredths=1_550,
        begins_on=date(2027, 1, 1),
        ends_on=date(2029, 1, 1),
    )
    licence_id = services.register_licence(facts=facts, actor=ACTOR)
    window = Window("FR", MARCH, APRIL)
    services.grant_window(title_id=a_film(), window=window, licence_id=licence_id, actor=ACTOR)
    (held,) = queries.licences(words="phare")
    assert (held.licensor, held.reference, held.offers) == (
        facts.licensor, facts.reference, facts.offers,
    )  # fmt: skip
    assert (held.fee, held.share_hundredths, held.windows) == (facts.fee, 1_550, 1)
    assert held == queries.licence(licence_id=licence_id)
    with pytest.raises(services.LicenceWrong, match="has a contract “LP-2027-1” already"):
        services.register_licence(facts=facts, actor=ACTOR)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"licensor": "  "}, "A licence needs a licensor and a contract’s reference."),
        ({"offers": ()}, "A licence allows at least one offer."),
        ({"share_hundredths": 10_001}, "A revenue share is between 0 and 100 %."),
        ({"fee": Money(-1, "EUR")}, "A fee is not negative."),
        (
            {"begins_on": date(2027, 1, 2), "ends_on": date(2027, 1, 2)},
            "A licence must end after it begins.",
        ),
    ],
)
def test_a_contract_that_cannot_be_is_refused(wrong, sentence):
    facts = {"licensor": "Phare", "reference": "1", **wrong}
    with pytest.raises(services.LicenceWrong, match=sentence):
        services.register_licence(facts=LicenceFacts(**facts), actor=ACTOR)
    assert queries.licences() == ()


def test_a_window_hangs_on_no_contract_that_is_not_there():
    with pytest.raises(services.LicenceUnknown):
        services.grant_window(
            title_id=a_film(), window=Window("FR", MARCH), licence_id=9, actor=ACTOR
        )
