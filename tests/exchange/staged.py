"""A small catalogue with everything in it that a bundle carries."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.rules import Production
from lanterne.core.money import Money
from lanterne.rights import services as rights
from lanterne.rights.rules import Holdback, Offer, Period, Status, Terms, Tongue, Use, Window
from tests.titles import ACTOR, a_film, a_picture, a_series

RTL = "\u200f\u0633\u064a\u0646\u0645\u0627"  # with its mark of direction kept


def stage() -> None:
    film = a_film(
        "Cafe\u0301 🎬", year=1902, runtime_seconds=780, countries=["FR", "NO"], minimum_age=0,
        copyright_line="© Studio: “no”",
    )  # fmt: skip
    catalogue.localise(
        title_id=film,
        language="ar",
        name=RTL,
        synopsis="- one\ntwo\n\n# three: \u2028four",
        actor=ACTOR,
    )
    catalogue.localise(
        title_id=film,
        language="ja",
        name="月世界旅行",
        tagline="null",
        synopsis_medium="中",
        actor=ACTOR,
    )
    catalogue.set_genres(title_id=film, codes=["drama", "comedy"], actor=ACTOR)
    catalogue.rate(title_id=film, territory="NO", label="6", minimum_age=6, actor=ACTOR)
    catalogue.rate(title_id=film, territory="FR", system="CNC", label="12", actor=ACTOR)
    catalogue.identify(title_id=film, scheme="imdb", value="tt0000417", actor=ACTOR)
    mood = catalogue.name_term(vocabulary="mood", language="fr", name="Lunaire", actor=ACTOR)
    catalogue.file_under(title_id=film, vocabulary="mood", codes=[mood, "dark"], actor=ACTOR)
    catalogue.name_term(vocabulary="keyword", language="fr", name="Lune", actor=ACTOR)
    catalogue.name_term(vocabulary="keyword", language="en", name="Moon", code="lune", actor=ACTOR)
    catalogue.file_under(title_id=film, vocabulary="keyword", codes=["lune"], actor=ACTOR)
    for country in (Production("FR", Decimal("66.6"), True), Production("NO", Decimal(30))):
        catalogue.make_in(title_id=film, country=country, actor=ACTOR)
    catalogue.credit_company(title_id=film, company="Star", role="production", actor=ACTOR)
    catalogue.credit_company(title_id=film, company="Gaumont", role="sales", actor=ACTOR)
    catalogue.credit(title_id=film, person="Zoé", role="director", actor=ACTOR)
    catalogue.credit(title_id=film, person="Ada", role="actor", character="yes", actor=ACTOR)
    catalogue.add_artwork(
        title_id=film, kind="poster", content=a_picture(300, 450), source="Studio", actor=ACTOR
    )
    for kind, edition in (("trailer", ""), ("extra", ""), ("edition", "restored")):
        catalogue.create_title(
            kind=kind, original_name=kind, original_language="fr", parent_id=film, number=1,
            edition=edition, spoken_languages=["fr"], actor=ACTOR,
        )  # fmt: skip
    series, _seasons, _episodes = a_series(seasons=(2, 1))
    _gathered(series, film)
    _rights(film)


def _gathered(*titles: int) -> None:
    """In an order that is not theirs by slug, and one collection that is still empty."""
    lune = catalogue.create_collection(name="Vers la Lune", language="fr", actor=ACTOR)
    catalogue.name_collection(
        collection_id=lune, language="ar", name=RTL, synopsis="# one\n\ntwo", actor=ACTOR
    )
    catalogue.arrange(collection_id=lune, title_ids=titles, actor=ACTOR)
    catalogue.create_collection(name="Bientôt", language="fr", actor=ACTOR)


def _rights(film: int) -> None:
    licence = rights.register_licence(
        facts=rights.LicenceFacts(
            licensor="Gaumont", reference="G-1", fee=Money(120000, "EUR"), is_exclusive=True,
            begins_on=date(2026, 1, 1),
        ),
        actor=ACTOR,
    )  # fmt: skip
    opens = datetime(2097, 3, 1, tzinfo=UTC)
    terms = Terms(
        offer=Offer.RENTAL, tongues=(Tongue("fr"), Tongue("es-419", Use.DUB)), held_back=("en",),
        status=Status.PENDING, awaits="the première", public_from=datetime(2097, 1, 1, tzinfo=UTC),
        is_premiere=True,
    )  # fmt: skip
    for window, under in (
        (Window("FR", opens, datetime(2098, 3, 1, tzinfo=UTC), terms), licence),
        (Window("NO", opens), None),
    ):
        rights.grant_window(title_id=film, window=window, licence_id=under, actor=ACTOR)
    period = Period(datetime(2097, 5, 1, tzinfo=UTC), datetime(2097, 6, 1, tzinfo=UTC))
    rights.hold_back(
        title_id=film, holdback=Holdback(period, "NO"), reason="a festival", actor=ACTOR
    )
