"""What services order, as staff report it, put it right, call it off and make two reports one; and who is where."""

from __future__ import annotations

from datetime import date

import pytest

from lanterne.accounts.roles import Role
from lanterne.core import audit
from lanterne.facts import queries as facts
from lanterne.growth import queries
from lanterne.growth.rules.commissions import Status
from tests.cast import a_colleague
from tests.growth import world

pytestmark = pytest.mark.django_db
OSMOSIS = {
    "service": "netflix",
    "title": "Osmosis",
    "order": "new",
    "season": "1",
    "origin": "commissioned",
    "is_scripted": "on",
    "language": "fr",
    "country": "FR",
    "others": ["BE"],
    "genres": ["science-fiction"],
    "identifiers": "wikidata:Q1; imdb:tt1",
    "announced": "2017-06-01",
    "source": "An announcement",
}


@pytest.fixture
def grown(console):
    world.told()
    return console


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, address, /, **said):
    return text(client.post(f"/studio/{address}", said, follow=True))


def report(client, **more):
    return send(client, "competitors/orders/new/", **OSMOSIS | more)


def only():
    [card] = queries.commissions()
    return card


def test_an_order_is_reported_once_and_a_second_report_adds_what_it_knows(grown):
    page = report(grown)
    assert "The order is on record." in page
    assert "season 1" in page
    assert "An announcement" in page
    assert "with all that the report says" in report(grown)
    assert "what the report adds is kept" in report(grown, released="2019-03-29")
    assert only().event.steps[Status.RELEASED] == date(2019, 3, 29)
    assert (only().event.countries, only().identifiers["imdb"]) == (("FR", "BE"), "tt1")
    assert audit.lines(limit=1)[0].action == "growth.report_commission"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"released": "2016-01-01"}, "in this order"),
        ({"order": "film"}, "Seasons are counted from one, and a film has none."),
        ({"identifiers": "Q1"}, "A register, a colon, and its number there."),
        (
            {"identifiers": "isbn:1"},
            "“isbn” is no register; there are: eidr, imdb, tmdb, wikidata.",
        ),
        ({"address": "javascript:1"}, "The address of a source begins with"),
        ({"source": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_not_kept(grown, more, why):
    assert why in report(grown, **more)
    assert queries.commissions() == ()


def test_an_order_is_corrected_whole_with_a_reason_and_the_trail_says_what_was_otherwise(grown):
    report(grown, released="2019-03-29")
    address = f"competitors/orders/{only().id}/correct/"
    assert 'value="2019-03-29"' in text(grown.get(f"/studio/{address}"))
    said = OSMOSIS | {
        "title": "Osmose",
        "others": [],
        "genres": ["drama"],
        "season": "2",
        "order": "renewal",
    }
    assert "This field is required." in send(grown, address, reason="", **said)
    assert "The order is corrected." in send(grown, address, reason="The paper erred.", **said)

    card = only()
    assert (card.titles, card.event.season, card.event.countries) == (("Osmose",), 2, ("FR",))
    assert card.event.steps == {Status.ANNOUNCED: date(2017, 6, 1)}
    told = audit.lines(limit=1)[0]
    assert (told.action, told.detail["reason"]) == ("growth.correct_commission", "The paper erred.")
    assert (told.detail["before"]["title"], told.detail["after"]["title"]) == ("Osmosis", "Osmose")
    assert (told.detail["before"]["released"], told.detail["after"]["released"]) == (
        "2019-03-29",
        None,
    )
    assert "language" not in told.detail["after"]


def test_a_correction_that_makes_it_another_order_is_refused(grown):
    report(grown)
    report(grown, title="Banlieusards", order="film", season="", identifiers="")
    film = queries.commissions()[0]
    said = OSMOSIS | {"reason": "A slip.", "identifiers": ""}
    page = send(grown, f"competitors/orders/{film.id}/correct/", **said)
    assert "That would be “Osmosis”, number" in page
    assert queries.commission(commission_id=film.id).title == "Banlieusards"


def test_an_order_is_cancelled_from_a_day_on(grown):
    report(grown)
    address = f"competitors/orders/{only().id}/"
    assert "in this order" in send(
        grown, address, do="cancel", on="2017-01-01", reason="The press of the day"
    )
    done = send(grown, address, do="cancel", on="2018-05-01", reason="The press of the day")
    assert "The order is cancelled." in done
    assert only().event.status(date(2018, 5, 1)) is Status.CANCELLED
    assert 'value="cancel"' not in done
    assert audit.lines(limit=1)[0].detail["reason"] == "The press of the day"


def test_two_reports_of_one_order_are_made_one(grown):
    report(grown, others=[])
    keep = only().id
    report(grown, title="Vampires", identifiers="", announced="2015-01-01")
    report(grown, title="L’Osmosis, la série", identifiers="", genres=["drama"], others=["BE"])
    likely, other, kept = queries.commissions()
    options = text(grown.get(f"/studio/competitors/orders/{keep}/"))
    assert options.index(f"season 1 ({likely.id})") < options.index(f"season 1 ({other.id})")

    assert "The two are one now." in send(
        grown, f"competitors/orders/{keep}/", do="merge", other=str(likely.id)
    )
    found = queries.commission(commission_id=keep)
    assert found.event.genres == ("drama", "science-fiction")
    assert found.event.countries == ("FR", "BE")
    assert grown.get(f"/studio/competitors/orders/{likely.id}/").status_code == 404
    told = audit.lines(limit=1)[0]
    assert (told.action, told.detail["gone"]) == ("growth.merge_commissions", likely.id)
    foreign = send(grown, f"competitors/orders/{keep}/", do="merge", other="404")
    assert "Select a valid choice." in foreign
    assert kept.id == keep


def test_every_order_is_listed_and_found_by_a_word(grown):
    report(grown)
    report(grown, title="Marseille", identifiers="", cancelled="2018-05-01")
    page = text(grown.get("/studio/competitors/orders/?q=MARSEILLE"))
    assert "Marseille" in page
    assert "cancelled" in page
    assert "Osmosis" not in page
    assert "No order is on record that fits." in text(
        grown.get("/studio/competitors/orders/?service=amazon")
    )


def test_a_competitor_is_put_on_record_with_where_it_is(grown):
    said = {"do": "service", "name": "Salto", "owner": "Three broadcasters"}
    assert "The service is on record." in send(grown, "competitors/services/", **said)
    taken = send(grown, "competitors/services/", key="salto", **said)
    assert "There is a service “salto” already." in taken
    place = {"do": "presence", "service": "salto", "territory": "FR"}
    assert "Say when the service was announced there" in send(
        grown, "competitors/services/", **place
    )
    done = send(grown, "competitors/services/", entered_on="2020-10-20", left_on="2023-03", **place)
    assert "It is on record where the service is." in done
    assert "gone" in done
    shown = " ".join(text(grown.get("/studio/competitors/?at=2024-01-01")).split())
    assert "gone · March 2023" in shown
    another = send(grown, "competitors/services/", do="service", name="Ours", is_ours="on")
    assert "Another service is ours already." in another


def test_a_figure_of_a_market_is_recorded_with_its_source(grown):
    address = "markets/FR/figures/new/"
    said = {
        "measure": "subscribers",
        "amount": "6700000",
        "qualifier": "about",
        "as_of": "2020-01-16",
        "source": "press-2020",
        "source_name": "The press",
        "confidence": "reported",
        "quotation": "6,7 millions d’abonnés",
    }
    assert "Say the figure." in send(grown, address, **said | {"amount": ""})
    assert "The figure is on record." in send(grown, address, **said)
    page = text(grown.get("/studio/markets/FR/?at=2020-02-01"))
    assert "about 6.7 million households" in page
    [card] = [one for one in facts.about("netflix") if one.claim.moment.as_of == date(2020, 1, 16)]
    assert (card.claim.scope, card.quotation) == ("territory=FR", "6,7 millions d’abonnés")

    part = said | {"measure": "households", "amount": "29500000", "region": "metropolitan"}
    send(grown, address, **part)
    told = [one.claim for one in facts.about("market/FR") if one.claim.moment.as_of.year == 2020]
    assert [one.scope for one in told] == ["region=metropolitan;territory=FR"]


def test_of_our_service_nothing_is_recorded_before_it_is_said_which_it_is(console):
    page = text(console.get("/studio/markets/FR/figures/new/"))
    assert 'value="households"' in page
    assert 'value="subscribers"' not in page
    assert console.get("/studio/markets/XX/figures/new/").status_code == 404


def test_who_only_looks_sees_no_forms(grown, sign_in):
    report(grown)
    reader = sign_in(a_colleague("reader@example.com", Role.READER))
    page = text(reader.get(f"/studio/competitors/orders/{only().id}/"))
    assert "Osmosis" in page
    assert 'name="do"' not in page
    assert "/correct/" not in page
    assert "Report an order" not in text(reader.get("/studio/competitors/orders/"))


def test_the_pages_are_french_for_the_french(grown):
    report(grown)
    french = {"accept-language": "fr"}
    page = text(grown.get(f"/studio/competitors/orders/{only().id}/", headers=french))
    assert "Ce qui est consigné" in page
    assert "annoncée" in page
    assert "Signaler une commande" in text(grown.get("/studio/competitors/orders/", headers=french))
