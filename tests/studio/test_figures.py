"""Figures of the world are put on record, corrected, chosen and compared; every page says who says so."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lanterne.core import audit
from lanterne.facts import queries, services, table
from lanterne.facts.models import Claim
from lanterne.facts.services import Place
from tests.facts import figures

FACTS = {
    "subject": "market/FR",
    "subject_name": "France",
    "measure": "households",
    "amount": "28996752",
    "qualifier": "exactly",
    "scope": "territory=FR;region=metropolitan",
    "as_of": "2018-01-01",
    "source": "census-2018",
    "source_name": "Structure of households",
    "confidence": "official",
}
SUBSCRIBERS = "/studio/figures/of/netflix-subscribers-fr/"


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def subscribers(db):
    return services.state_claim(draft=figures.subscribers(), actor="system:cast")


@pytest.fixture
def originals(db):
    for draft in figures.originals():
        services.state_claim(draft=draft, actor="system:cast")


def test_a_figure_is_put_on_record_with_its_source(console, editor):
    answer = console.post("/studio/figures/new/", FACTS)

    assert answer.url == "/studio/figures/of/market-fr-households-2018-01-01/"
    page = text(console.get(answer.url))
    assert "<h1>28,996,752 households</h1>" in page
    assert "metropolitan · France" in page
    assert "Structure of households" in page
    assert "official" in page
    (line,) = audit.lines(subject="claim:market-fr-households-2018-01-01")
    assert (line.actor, line.action) == (editor.actor, "facts.state_claim")


def test_a_figure_that_is_refused_keeps_what_was_filled_in(console):
    answer = console.post("/studio/figures/new/", {**FACTS, "as_of": ""})

    assert answer.context["form"].non_field_errors() == [
        "This measure holds on a day: say as of when."
    ]
    assert 'value="28996752"' in text(answer)
    assert not Claim.objects.exists()


def test_money_wants_a_currency_and_a_date_is_no_number(console):
    def errors(**said):
        answer = console.post("/studio/figures/new/", {**FACTS, **said})
        return answer.context["form"].non_field_errors()

    assert errors(measure="price", amount="7.99", unit="") == [
        "Say in which currency, such as EUR."
    ]
    assert errors(measure="opened", said="28/09/2018") == [
        "“28/09/2018” is not a date such as 2015, 2015-09 or 2015-09-28."
    ]
    answer = console.post("/studio/figures/new/", {**FACTS, "amount": ""})
    assert answer.context["form"].errors["amount"] == ["Say the figure."]
    assert not Claim.objects.exists()


def test_sources_that_disagree_are_told_and_one_is_chosen(console):
    services.state_claim(draft=figures.opened("2014", "paris-2014"), actor="system:cast")
    services.state_claim(draft=figures.opened("2015", "paris-2015"), actor="system:cast")

    page = text(console.get("/studio/figures/of/paris-2015/"))
    assert "Sources disagree. Pages show another one." in page

    console.post("/studio/figures/of/paris-2015/show/")
    page = text(console.get("/studio/figures/of/paris-2015/"))
    assert "Sources disagree. Pages show this one." in page
    assert queries.figure(subject="netflix/paris-2015", measure="opened").key == "paris-2015"


def test_a_correction_begins_with_what_is_said_and_marks_the_pages(console, subscribers):
    services.cite(place=Place("article:1", "An office in Paris", "/news/1"), keys=[subscribers])
    form = console.get(f"{SUBSCRIBERS}correct/").context["form"]
    assert (form.initial["amount"], form.initial["scope"]) == (3_500_000, "territory=FR")

    said = {name: held for name, held in form.initial.items() if held is not None}
    answer = console.post(
        f"{SUBSCRIBERS}correct/", {**said, "amount": "3300000", "reason": "Its own number."}
    )

    assert answer.url == "/studio/figures/of/netflix-subscribers-2018-09-28/"
    assert "This was corrected: see" in text(console.get(SUBSCRIBERS))
    listed = text(console.get("/studio/figures/"))
    assert "These pages cite what was corrected" in listed
    (mark,) = queries.marked()
    console.post(f"/studio/figures/citations/{mark.id}/")
    assert "These pages cite what was corrected" not in text(console.get("/studio/figures/"))


def test_a_correction_without_a_reason_changes_nothing(console, subscribers):
    form = console.get(f"{SUBSCRIBERS}correct/").context["form"]
    said = {name: held for name, held in form.initial.items() if held is not None}

    console.post(f"{SUBSCRIBERS}correct/", {**said, "amount": "1", "reason": " "})

    assert queries.claim(subscribers).replaced_by == ""


def test_unlike_figures_are_refused_with_the_pairs_that_may_be_compared(console, originals):
    answer = console.get("/studio/figures/compare/?left=netflix-pipeline&right=amazon-catalogue")

    page = text(answer)
    assert "They may not be compared: they measure different things." in page
    assert "?left=netflix-catalogue&amp;right=amazon-catalogue" in page
    assert "?left=netflix-pipeline&amp;right=amazon-pipeline" in page
    like = text(
        console.get("/studio/figures/compare/?left=netflix-catalogue&right=amazon-catalogue")
    )
    assert "The first is 2.18 times the second." in like


def test_the_list_is_searched_and_narrowed(console, subscribers, originals):
    def listed(query):
        return [
            card.key for card in console.get(f"/studio/figures/?{query}").context["shown"].cards
        ]

    assert listed("q=abonnés") == ["netflix-subscribers-fr"]
    assert listed("measure=originals_pipeline") == ["amazon-pipeline", "netflix-pipeline"]
    assert listed("status=disputed") == []
    assert listed("subject=amazon") == ["amazon-catalogue", "amazon-pipeline"]
    assert "No figure is like that." in text(console.get("/studio/figures/?q=nothing"))


def test_an_empty_list_says_what_a_figure_is(console):
    assert "No figure is on record." in text(console.get("/studio/figures/"))


def send(console, content, **more):
    file = SimpleUploadedFile("table.csv", content, content_type="text/csv")
    return console.post("/studio/figures/import/", {"table": file, **more})


def test_a_table_is_looked_at_before_it_is_taken_in(console, subscribers):
    content = table.written(queries.everything()).encode()
    Claim.objects.all().delete()

    looked = text(send(console, content))
    assert "This would happen" in looked
    assert not Claim.objects.exists()

    assert send(console, content, keep="yes").url == "/studio/figures/"
    assert queries.claim(subscribers).claim.value.amount == 3_500_000
    assert text(console.get("/studio/figures/table/")) == content.decode()


def test_a_table_with_a_bad_line_is_told_line_by_line_and_not_taken_in(console):
    page = text(
        send(
            console,
            b"key,subject,measure,said,source,confidence\na,x,eyeballs,1,p,own\n",
            keep="yes",
        )
    )

    assert "Nothing can be taken in" in page
    assert "“eyeballs” is not a measure." in page
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe\x00", "This file is not text in UTF-8."),
        (b"key,subject\n", "The table lacks the column “measure” in its first line."),
    ],
)
def test_a_file_that_is_no_table_is_refused(console, content, sentence):
    assert sentence in text(send(console, content))
