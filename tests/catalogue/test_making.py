"""Who made a title and where, and the words it is filed under."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lanterne.catalogue import queries, services
from lanterne.catalogue.queries import editing
from lanterne.catalogue.rules import Production
from lanterne.catalogue.services import corrections
from lanterne.core import audit
from tests.titles import a_film


def page(title_id, language="fr"):
    [card] = queries.cards(title_ids=[title_id], language=language, territory="FR")
    return queries.page(slug=card.slug, language=language, territory="FR", known=())


def test_companies_are_named_in_order_and_once(editor):
    film = a_film()
    for company, role in [
        ("Star-Film", "production"),
        ("Pathé", "distribution"),
        ("Star-Film", "sales"),
    ] * 2:
        services.credit_company(title_id=film, company=company, role=role, actor=editor.actor)
    assert [(one.company, one.role) for one in page(film).companies] == [
        ("Star-Film", "production"),
        ("Pathé", "distribution"),
        ("Star-Film", "sales"),
    ]
    lines = [line.action for line in audit.lines(subject=f"title:{film}")]
    assert lines.count("catalogue.credit_company") == 3
    second = editing.companies(title_id=film)[1]
    corrections.remove_company_credit(title_id=film, credit_id=second.id, actor=editor.actor)
    assert [one.role for one in page(film).companies] == ["production", "sales"]
    with pytest.raises(services.RoleUnknown, match="“catering” is nothing that a company does"):
        services.credit_company(title_id=film, company="X", role="catering", actor=editor.actor)


def test_countries_have_shares_and_one_of_them_leads(editor):
    film = a_film(countries=["BE", "FR"])
    for country in [
        Production("FR", Decimal("60.5"), is_lead=True),
        Production("LU", Decimal(20)),
        Production("LU", Decimal("19.5")),
    ]:
        services.make_in(title_id=film, country=country, actor=editor.actor)
    assert page(film).production == (
        Production("FR", Decimal("60.50"), is_lead=True),
        Production("BE"),
        Production("LU", Decimal("19.50")),
    )
    assert page(film).countries == ("FR", "BE", "LU")
    services.make_in(title_id=film, country=Production("BE", is_lead=True), actor=editor.actor)
    assert [one.is_lead for one in editing.production(title_id=film)] == [True, False, False]


def test_the_plain_list_keeps_the_shares_of_those_that_stay(editor):
    film = a_film()
    said = [Production("FR", Decimal(70), is_lead=True), Production("BE", Decimal(30))]
    services.set_production(title_id=film, countries=said, actor=editor.actor)
    services.set_facts(title_id=film, countries=["CH", "FR"], actor=editor.actor)
    assert editing.production(title_id=film) == (
        Production("CH"),
        Production("FR", Decimal("70.00"), is_lead=True),
    )
    assert audit.lines(subject=f"title:{film}")[0].detail == {"countries": ["CH", "FR"]}


@pytest.mark.parametrize(
    ("countries", "sentence"),
    [
        (
            [Production("FR", Decimal(60)), Production("BE", Decimal("40.01"))],
            "These shares add up to 100.01 per cent, more than the whole.",
        ),
        ([Production("FR", Decimal(0))], "A share is more than 0 and at most 100 per cent."),
        ([Production("FR", Decimal(101))], "A share is more than 0 and at most 100 per cent."),
        (
            [Production("FR", is_lead=True), Production("BE", is_lead=True)],
            "Only one country leads.",
        ),
        ([Production("FR"), Production("FR")], "A country is named once, with its whole share."),
    ],
)
def test_shares_that_cannot_be_are_refused_and_the_earlier_ones_stay(editor, countries, sentence):
    film = a_film(countries=["IT"])
    with pytest.raises(services.WrongShares, match=sentence):
        services.set_production(title_id=film, countries=countries, actor=editor.actor)
    assert editing.production(title_id=film) == (Production("IT"),)


def test_a_whole_of_a_hundred_is_taken_and_a_country_that_is_none_is_not(editor):
    film = a_film()
    whole = [Production("FR", Decimal(60)), Production("BE", Decimal(40))]
    services.set_production(title_id=film, countries=whole, actor=editor.actor)
    with pytest.raises(services.TerritoryUnknown):
        services.make_in(title_id=film, country=Production("QQ"), actor=editor.actor)
    assert [one.territory for one in editing.production(title_id=film)] == ["FR", "BE"]


def test_a_title_is_filed_under_moods_of_the_house_and_words_of_the_staff(editor):
    film = a_film()
    sea = services.name_term(
        vocabulary="keyword", language="en", name="The Sea", actor=editor.actor
    )
    services.name_term(
        vocabulary="keyword", code=sea, language="fr", name="La mer", actor=editor.actor
    )
    services.file_under(
        title_id=film, vocabulary="mood", codes=["tense", "dark", "tense"], actor=editor.actor
    )
    services.file_under(title_id=film, vocabulary="keyword", codes=[sea], actor=editor.actor)
    assert sea == "the-sea"
    shown = page(film)
    assert (shown.moods, shown.keywords) == (("Tense", "Dark"), ("La mer",))
    assert page(film, "en-GB").keywords == ("The Sea",)
    services.file_under(title_id=film, vocabulary="mood", codes=[], actor=editor.actor)
    assert (page(film).moods, page(film).keywords) == ((), ("La mer",))
    assert editing.terms(vocabulary="keyword", language="fr") == (("the-sea", "La mer"),)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"vocabulary": "keyword", "codes": ["unheard-of"]}, services.UnknownTerm),
        ({"vocabulary": "keyword", "codes": ["tense"]}, services.UnknownTerm),
        ({"vocabulary": "weather", "codes": ["tense"]}, services.UnknownTerm),
    ],
)
def test_a_title_is_filed_under_nothing_that_is_not_in_the_vocabulary(editor, said, refusal):
    film = a_film()
    with pytest.raises(refusal, match="is not in the vocabulary yet"):
        services.file_under(title_id=film, actor=editor.actor, **said)
    assert (page(film).moods, page(film).keywords) == ((), ())


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"name": "…", "language": "fr"}, services.NameMissing),
        ({"name": "Mer", "language": "french"}, services.LanguageUnknown),
        ({"name": "Mer", "language": "fr", "code": "lake"}, services.UnknownTerm),
        ({"name": "M\u202eer", "language": "fr"}, services.UnreadableText),
        ({"name": "M" * 61, "language": "fr"}, services.UnreadableText),
    ],
)
def test_a_word_that_cannot_be_is_not_added(editor, said, refusal):
    with pytest.raises(refusal):
        services.name_term(vocabulary="keyword", actor=editor.actor, **said)
    assert editing.terms(vocabulary="keyword", language="fr") == ()


def test_spoken_languages_are_tags_each_once(editor):
    film = a_film()
    services.set_facts(title_id=film, spoken_languages=["fr", "wo", "fr"], actor=editor.actor)
    assert page(film).spoken_languages == ("fr", "wo")
    with pytest.raises(services.LanguageUnknown):
        services.set_facts(title_id=film, spoken_languages=["wolof"], actor=editor.actor)
    assert page(film).spoken_languages == ("fr", "wo")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_lists_of_countries_that_there_were_become_rows_and_lists_again():
    before, after = [("catalogue", "0007_made_by")], [("catalogue", "0009_countries_gone")]
    executor = MigrationExecutor(connection)
    try:
        old = executor.migrate(before).apps.get_model("catalogue", "Title")
        plain = {"kind": "film", "original_language": "fr", "created_at": "2026-01-01T00:00Z"}
        made = old.objects.create(slug="a", countries=["FR", "BE", "FR"], **plain)
        old.objects.create(slug="b", **plain)
        MigrationExecutor(connection).migrate(after)
        assert editing.production(title_id=made.pk) == (Production("FR"), Production("BE"))
        MigrationExecutor(connection).migrate(before)
        assert dict(old.objects.values_list("slug", "countries")) == {"a": ["FR", "BE"], "b": []}
        old.objects.all().delete()
    finally:
        # By the command, which lets the database keep its mark of changes again.
        call_command("migrate", verbosity=0)
