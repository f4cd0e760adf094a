"""The past of another system, out of files: what is refused, and that pages count it as what happened here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.db import connection
from typer.testing import CliRunner

from lanterne.accounts import queries as accounts
from lanterne.audience import queries as audience
from lanterne.billing import queries as billing
from lanterne.billing import services as paying
from lanterne.billing.rules import Standing
from lanterne.billing.tenure import Cause, Tenure
from lanterne.catalogue.queries import editing
from lanterne.cli import service
from lanterne.cli.main import app
from lanterne.core import audit
from lanterne.exchange.history import NoHistory, take_history, why
from lanterne.results import queries as results
from lanterne.results import services as closing
from lanterne.results.models import Release
from lanterne.results.rules.engagement import Reach
from tests.titles import a_film, a_part, a_series, published

pytestmark = pytest.mark.django_db
ACTOR = "system:operator"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
MEMBERS = """member,territory,language,joined,email
m-1,FR,fr,2026-01-10,
m-2,FR,fr,2026-01-10,Ines@Example.org
m-3,BE,nl,2026-03-01,
"""
PAYMENTS = """member,plan,at,renewal,minor,currency,vat_rate,outcome,card
m-1,solo,2026-01-10T10:00:00+00:00,no,899,EUR,20,paid,
m-1,solo,2026-02-10T10:00:00+00:00,yes,899,EUR,20,paid,
m-2,duo,2026-01-12T10:00:00+00:00,no,1299,EUR,20,paid,card-ok
m-2,duo,2026-02-12T10:00:00+00:00,yes,1299,EUR,20,declined,card-ok
m-2,duo,2026-02-15T10:00:00+00:00,yes,1299,EUR,20,declined,card-ok
m-3,solo,2026-05-05T08:00:00+00:00,no,899,EUR,21,paid,card-ok
"""
RELEASES = """title,territory,at
la-digue,FR,2026-01-10T00:00:00+01:00
"""
VIEWINGS = """member,title,territory,at,seconds,ranges
m-1,la-digue,FR,2026-01-10T20:00:00+01:00,5400,
m-1,la-digue,FR,2026-01-11T20:00:00+01:00,,0-60;30-100;5000-5600
m-2,la-digue,FR,2026-01-12T20:00:00+01:00,4500,
m-3,la-digue,BE,2026-05-06T20:00:00+02:00,60,
"""
ALL = {"members": MEMBERS, "payments": PAYMENTS, "releases": RELEASES, "viewings": VIEWINGS}


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def film(plans):
    return a_film("La Digue", runtime_seconds=6000)


@pytest.fixture
def folder(tmp_path):
    """Writes tables, and gives the folder."""

    def written(**tables):
        for name, text in tables.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return tmp_path

    return written


def taken(folder, **more):
    return take_history(folder=folder, actor=ACTOR, **more)


def told(hauls):
    return {one.table: {str(key): count for key, count in one.counts.items()} for one in hauls}


def refused(hauls):
    return [(one.table, line, why(word)) for one in hauls for line, word in one.refused]


def instant(text):
    return datetime.fromisoformat(text).astimezone(UTC)


def test_all_tables_are_taken_in_with_a_line_for_each(film, folder):
    hauls = taken(folder(**ALL))

    assert told(hauls) == {
        "members": {"added": 3},
        "payments": {"added": 6},
        "releases": {"added": 1},
        "viewings": {"added": 4},
    }
    lines = [one for one in audit.lines() if one.action == "exchange.take_history"]
    assert {one.subject: one.detail for one in lines} == {
        "history:members": {"added": 3},
        "history:payments": {"added": 6},
        "history:releases": {"added": 1},
        "history:viewings": {"added": 4},
    }


def test_memberships_are_read_from_what_was_paid(film, folder):
    taken(folder(**ALL))
    homes = accounts.former(keys=["m-1", "m-2", "m-3"])

    assert dict(billing.memberships(territory="FR")) == {
        homes["m-1"].household_id: Tenure(
            instant("2026-01-10T10:00Z"), instant("2026-03-10T10:00Z"), Cause.LEFT
        ),
        homes["m-2"].household_id: Tenure(
            instant("2026-01-12T10:00Z"), instant("2026-02-12T10:00Z"), Cause.UNPAID
        ),
    }
    [belgian] = billing.tenures(territory="BE")
    assert (belgian.since, belgian.until) == (
        instant("2026-05-05T08:00Z"),
        instant("2026-06-05T08:00Z"),
    )
    standing = {
        key: billing.entitlement(household_id=home.household_id, at=NOW).standing
        for key, home in homes.items()
    }
    assert standing == {
        "m-1": Standing.NOT_A_MEMBER,
        "m-2": Standing.LAPSED,
        "m-3": Standing.ACTIVE,
    }
    [january, _february] = reversed(billing.charges(household_id=homes["m-1"].household_id))
    assert (january.money.minor, january.vat.minor, january.invoice) == (899, 150, None)
    whole_year = {"since": instant("2026-01-01T00:00Z"), "until": NOW}
    assert billing.takings(territory="FR", **whole_year) == {"EUR": 749 + 749 + 1082}


def test_who_has_a_card_is_renewed_here_and_who_has_none_ends(film, folder):
    without = PAYMENTS.replace(",21,paid,card-ok", ",21,paid,")
    taken(folder(**ALL | {"payments": without}))
    home = accounts.former(keys=["m-3"])["m-3"].household_id
    after = instant("2026-06-05T09:00Z")

    assert billing.subscription(household_id=home, at=NOW).is_ending
    assert paying.renew_due(at=after) == 0
    assert billing.entitlement(household_id=home, at=after).standing is Standing.NOT_A_MEMBER


@pytest.mark.django_db(transaction=True)
def test_a_card_goes_on_and_its_next_payment_has_an_invoice_of_ours(film, folder):
    taken(folder(**ALL))
    home = accounts.former(keys=["m-3"])["m-3"].household_id

    assert paying.renew_due(at=instant("2026-06-05T09:00Z")) == 1

    latest, first = billing.charges(household_id=home)
    assert (latest.invoice, first.invoice) == ("2026-000001", None)
    [tenure] = billing.tenures(territory="BE")
    assert tenure.until == instant("2026-07-05T08:00Z")
    # The same files again are as good as before; what is new would contradict what was paid here.
    assert not any(one.is_change or one.is_refused for one in taken(folder()))
    more = PAYMENTS + "m-3,solo,2026-05-20T08:00:00+00:00,yes,899,EUR,21,paid,\n"
    assert refused(taken(folder(payments=more))) == [
        (
            "payments",
            8,
            "This member has paid or left here by now; what another system says comes too late.",
        )
    ]


def test_no_file_takes_back_that_a_member_left_here(film, folder):
    taken(folder(**ALL))
    home = accounts.former(keys=["m-3"])["m-3"].household_id
    paying.cancel(household_id=home, at=NOW)

    more = PAYMENTS + "m-3,solo,2026-05-20T08:00:00+00:00,no,899,EUR,21,declined,card-ok\n"
    assert [table for table, _line, _why in refused(taken(folder(payments=more)))] == ["payments"]

    assert billing.subscription(household_id=home, at=NOW).is_ending
    assert paying.renew_due(at=instant("2026-06-05T09:00Z")) == 0


def test_households_are_held_while_their_payments_are_read(film, folder):
    taken(folder(**ALL))
    asked = []

    def noted(execute, sql, *more):
        asked.append(sql)
        return execute(sql, *more)

    more = PAYMENTS + "m-1,solo,2026-03-10T10:00:00+00:00,yes,899,EUR,20,paid,\n"
    with connection.execute_wrapper(noted):
        taken(folder(payments=more))

    first = next(n for n, sql in enumerate(asked) if "billing_charge" in sql)
    held = 'SELECT "accounts_household"."id" AS "id" FROM "accounts_household"'
    assert any(sql.startswith(held) for sql in asked[:first])


def test_nobody_is_renewed_at_a_price_that_they_have_not_paid(film, folder):
    cheaper = PAYMENTS.replace("no,899,EUR,21,paid,card-ok", "no,799,EUR,21,paid,card-ok")
    taken(folder(**ALL | {"payments": cheaper}))
    home = accounts.former(keys=["m-3"])["m-3"].household_id

    assert billing.subscription(household_id=home, at=NOW).is_ending


@pytest.mark.parametrize(
    ("email", "language"),
    [
        ("strauß@example.org", "fr"),
        ("\u212aay@example.org", "fr"),
        (f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.org", "fr"),
        ("", "de-CH-1996-x-private-use"),
        ("noor\0@example.org", "fr"),
    ],
)
def test_what_no_account_could_be_kept_under_is_refused_with_its_line(
    film, folder, email, language
):
    table = f"member,territory,language,joined,email\nm-9,FR,{language},2026-01-10,{email}\n"

    [(where, line, _why)] = refused(taken(folder(members=table)))

    assert (where, line) == ("members", 2)


def test_addresses_are_kept_as_accounts_keep_them(film, folder):
    table = "member,territory,language,joined,email\nm-9,FR,fr,2026-01-10,Noor@Example.org\n"
    assert not any(one.is_refused for one in taken(folder(members=table)))

    assert accounts.household_id(email="noor@example.org") is not None


def test_a_table_in_another_encoding_is_refused(film, tmp_path):
    text = "member,territory,language,joined,email\nNoël,FR,fr,2026-01-10,\n"
    (tmp_path / "members.csv").write_bytes(text.encode("latin-1"))

    assert "UTF-8" in refused(taken(tmp_path))[0][2]


def test_a_release_is_closed_from_imported_sessions(film, folder, settings):
    settings.FEWEST_HOUSEHOLDS = 1
    taken(folder(**ALL))

    assert closing.close_due(at=NOW) == 3

    card = results.result(title_id=film, territory="FR", days=7)
    assert card.released == instant("2026-01-09T23:00Z")
    assert card.runtime == 6000
    assert card.reach == Reach(starters=2, watchers=2, completers=1)
    assert card.hours == pytest.approx((5400 + 700 + 4500) / 3600)
    assert results.result(title_id=film, territory="BE", days=7) is None
    sessions = audience.viewings(title_id=film)
    assert [one.seconds for one in sessions] == [60, 4500, 700, 5400]
    assert sessions[2].ranges == ((0, 100), (5000, 5600))


def test_streams_that_came_here_later_leave_the_past_its_own_length(film, folder):
    published(film, seconds=6.0, at=NOW - timedelta(days=1))
    taken(folder(**ALL))
    closing.close_due(at=NOW)

    assert results.result(title_id=film, territory="FR", days=91).runtime == 6000


def test_a_series_comes_out_with_its_first_episode(plans, folder):
    series, [season], _none = a_series(seasons=(0,))
    parts = [a_part("episode", season, number, runtime_seconds=3000) for number in (1, 2)]
    one, two = (editing.edited(title_id=part).slug for part in parts)
    releases = f"title,territory,at\n{one},FR,2026-01-01T00:00:00Z\n{two},FR,2026-02-01T00:00:00Z\n"
    viewings = f"member,title,territory,at,seconds\nm-1,{two},FR,2026-02-02T20:00:00Z,600\n"
    taken(folder(members=MEMBERS, releases=releases, viewings=viewings))
    closing.close_due(at=NOW)

    for title in (series, season):
        card = results.result(title_id=title, territory="FR", days=91)
        assert (card.released, card.runtime) == (instant("2026-01-01T00:00Z"), 6000)
        assert card.hours == pytest.approx(1 / 6)


def test_the_second_time_nothing_changes(film, folder):
    taken(folder(**ALL))
    before = len(audit.lines(limit=1000))

    again = taken(folder())

    assert told(again) == {
        "members": {"unchanged": 3},
        "payments": {"unchanged": 6},
        "releases": {"unchanged": 1},
        "viewings": {"unchanged": 4},
    }
    assert len(audit.lines(limit=1000)) == before


def test_what_comes_later_in_a_second_folder_joins_what_is_there(film, folder):
    taken(folder(**ALL))
    late = PAYMENTS.splitlines()[0] + "\nm-1,solo,2026-03-10T10:00:00+00:00,yes,899,EUR,20,paid,\n"

    taken(folder(payments=late))

    home = accounts.former(keys=["m-1"])["m-1"].household_id
    assert dict(billing.memberships(territory="FR"))[home].until == instant("2026-04-10T10:00Z")


def test_a_rehearsal_keeps_nothing(film, folder):
    hauls = taken(folder(**ALL), is_rehearsal=True)

    assert told(hauls)["viewings"] == {"added": 4}
    assert accounts.former(keys=["m-1"]) == {}
    assert audience.viewings(title_id=film) == ()
    assert [one for one in audit.lines() if one.action == "exchange.take_history"] == []


def test_one_wrong_line_leaves_everything_outside(film, folder):
    hauls = taken(
        folder(**ALL | {"viewings": VIEWINGS + "m-9,la-digue,FR,2026-01-12T20:00:00Z,1,\n"})
    )

    assert refused(hauls) == [
        ("viewings", 6, "There is no member of this key: members come first.")
    ]
    assert accounts.former(keys=["m-1"]) == {}


def test_whoever_has_an_address_may_ask_for_a_password_and_has_none(film, folder, client):
    taken(folder(**ALL))
    user = get_user_model().objects.get(email="ines@example.org")
    assert user.household_id == accounts.former(keys=["m-2"])["m-2"].household_id
    assert not user.has_usable_password()
    assert authenticate(username="ines@example.org", password="") is None


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("m-1,FR,fr,2026-01-10,", "A line above says this already."),
        (",FR,fr,2026-01-10,", "A member’s key has between 1 and 64 characters."),
        (f"{'m' * 65},FR,fr,2026-01-10,", "A member’s key has between 1 and 64 characters."),
        ("m-4,JP,fr,2026-01-10,", "There is no market in this country: open it first."),
        ("m-4,FR,french,2026-01-10,", "This is no language code such as fr."),
        ("m-4,FR,fr,2026-06-02,", "This is still to come."),
        ("m-4,FR,fr,1879-12-31,", "“1879-12-31” is not a day such as 2018-09-28."),
        ("m-4,FR,fr,,", "The column “joined” is empty."),
        ("m-4,FR,fr,2026-01-10,ines", "This is no e-mail address."),
        ("m-4,FR,fr,2026-01-10,ines@example.org", "Somebody has this e-mail address already."),
    ],
)  # fmt: skip
def test_a_member_is_refused_with_a_sentence(film, folder, line, sentence):
    assert refused(taken(folder(members=f"{MEMBERS}{line}\n"))) == [("members", 5, sentence)]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("m-9,solo,2026-05-05T08:00:00+00:00,no,899,EUR,20,paid,", "There is no member of this key: members come first."),
        ("m-1,gold,2026-05-05T08:00:00+00:00,no,899,EUR,20,paid,", "This plan has no price in the member’s country."),
        ("m-1,solo,2026-05-05T08:00:00+00:00,no,-899,EUR,20,paid,", "This is no amount of a currency."),
        ("m-1,solo,2026-05-05T08:00:00+00:00,no,8.99,EUR,20,paid,", "“8.99” is not a whole number."),
        ("m-1,solo,2026-05-05T08:00:00+00:00,no,899,EUX,20,paid,", "This is no amount of a currency."),
        ("m-1,solo,2026-05-05T08:00:00+00:00,no,899,euro,20,paid,", "“euro” is no currency such as EUR."),
        ("m-1,solo,2026-05-05T08:00:00+00:00,no,899,EUR,120,paid,", "A rate of tax lies between 0 and 100 per cent."),
        ("m-1,solo,2026-05-05T08:00:00+00:00,no,899,EUR,5.555,paid,", "“5.555” is no rate in per cent such as 20 or 5.5."),
        ("m-1,solo,2026-01-09T08:00:00+00:00,no,899,EUR,20,paid,", "This is before the member joined."),
        ("m-1,solo,2026-06-02T08:00:00+00:00,no,899,EUR,20,paid,", "This is still to come."),
        ("m-1,solo,2026-05-05T08:00:00,no,899,EUR,20,paid,", "“2026-05-05T08:00:00” is not an instant such as 2024-03-01T20:15:00+01:00."),
        ("m-1,solo,2201-05-05T08:00:00+00:00,no,899,EUR,20,paid,", "“2201-05-05T08:00:00+00:00” is not an instant such as 2024-03-01T20:15:00+01:00."),
        ("m-1,solo,2026-05-05T08:00:00+00:00,no,899,EUR,20,maybe,", "“maybe” is neither paid nor declined."),
        ("m-1,solo,2026-01-10T11:00:00+01:00,no,899,EUR,20,paid,", "A line above says this already."),
    ],
)  # fmt: skip
def test_a_payment_is_refused_with_a_sentence(film, folder, line, sentence):
    found = refused(taken(folder(members=MEMBERS, payments=f"{PAYMENTS}{line}\n")))
    assert found == [("payments", 8, sentence)]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("m-9,la-digue,FR,2026-02-01T20:00:00Z,60,", "There is no member of this key: members come first."),
        ("m-1,la-dune,FR,2026-02-01T20:00:00Z,60,", "The catalogue has nothing to watch at this address."),
        ("m-1,l-ecluse,FR,2026-02-01T20:00:00Z,60,", "The catalogue does not say how long this title is."),
        ("m-1,la-digue,XX,2026-02-01T20:00:00Z,60,", "This is no country code such as FR."),
        ("m-1,la-digue,FR,2026-02-01T20:00:00Z,-60,", "A session shows more than nothing."),
        ("m-1,la-digue,FR,2026-02-01T20:00:00Z,0,", "A session shows more than nothing."),
        ("m-1,la-digue,FR,2026-02-01T20:00:00Z,6061,", "More was shown than the title is long."),
        ("m-1,la-digue,FR,2026-02-01T20:00:00Z,,0-6061", "More was shown than the title is long."),
        ("m-1,la-digue,FR,2026-02-01T20:00:00Z,,60-30", "“60-30” is no range of seconds such as 0-1200."),
        ("m-1,la-digue,FR,2026-02-01T20:00:00Z,,0-nan", "“0-nan” is no range of seconds such as 0-1200."),
        ("m-1,la-digue,FR,2026-02-01T20:00:00Z,,", "Neither ranges nor seconds are told."),
        ("m-1,la-digue,FR,2026-01-09T20:00:00Z,60,", "This is before the member joined."),
        ("m-1,la-digue,FR,2026-06-01T20:00:00Z,60,", "This is still to come."),
        ("m-1,la-digue,FR,2026-01-10T19:00:00Z,60,", "A line above says this already."),
    ],
)  # fmt: skip
def test_a_session_is_refused_with_a_sentence(film, folder, line, sentence):
    a_film("L'Écluse")
    found = refused(taken(folder(members=MEMBERS, viewings=f"{VIEWINGS}{line}\n")))
    assert found == [("viewings", 6, sentence)]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("la-dune,FR,2026-01-10T00:00:00Z", "The catalogue has nothing to watch at this address."),
        ("l-ecluse,FR,2026-01-10T00:00:00Z", "The catalogue does not say how long this title is."),
        ("la-digue,XX,2026-01-10T00:00:00Z", "This is no country code such as FR."),
        ("la-digue,BE,2026-06-10T00:00:00Z", "This is still to come."),
        ("la-digue,FR,2026-01-11T00:00:00Z", "A line above says this already."),
    ],
)
def test_a_release_is_refused_with_a_sentence(film, folder, line, sentence):
    a_film("L'Écluse")
    assert refused(taken(folder(releases=f"{RELEASES}{line}\n"))) == [("releases", 3, sentence)]


def test_what_was_taken_in_is_not_said_otherwise(film, folder):
    taken(folder(**ALL))

    hauls = taken(
        folder(
            members=MEMBERS.replace("m-1,FR,fr,2026-01-10", "m-1,FR,fr,2026-01-11"),
            payments=PAYMENTS.replace(",no,899,EUR,21", ",no,999,EUR,21"),
            releases=RELEASES.replace("01-10", "01-12"),
            viewings=VIEWINGS.replace("4500", "4501"),
        )
    )

    assert refused(hauls) == [
        ("members", 2, "This member was taken in with another country or day."),
        ("payments", 7, "This payment was taken in with another amount or outcome."),
        ("releases", 2, "This release was taken in with another instant."),
        ("viewings", 4, "This session was taken in with other seconds."),
    ]


def test_a_result_that_is_closed_is_not_moved_by_an_earlier_release(film, folder):
    taken(folder(**ALL))
    closing.close_due(at=NOW)
    Release.objects.update(is_former=False)
    earlier = RELEASES.replace("2026-01-10", "2025-12-01")

    assert refused(taken(folder(releases=earlier))) == [
        ("releases", 2, "Results of a later release are closed, and stay as they are.")
    ]


def test_a_table_without_its_columns_is_refused_as_a_whole(film, folder):
    hauls = taken(folder(members="member,territory\nm-1,FR\n"))

    assert refused(hauls) == [
        ("members", 1, "The table lacks the column “language” in its first line.")
    ]


def test_a_folder_without_tables_is_none(folder):
    with pytest.raises(NoHistory, match=r"members\.csv, payments\.csv, releases\.csv, viewings"):
        taken(folder())


def test_the_command_says_it_line_by_line(film, folder, monkeypatch):
    monkeypatch.setattr(service, "prepare", lambda: None)
    here = folder(**ALL | {"members": MEMBERS + "m-4,JP,fr,2026-01-10,\n"})

    answer = CliRunner().invoke(app, ["history", str(here)])

    assert answer.exit_code == 1
    assert answer.output.splitlines() == [
        "members line 5: There is no market in this country: open it first.",
        "members: 3 added, 1 refused",
        "payments: 6 added",
        "releases: 1 added",
        "viewings: 4 added",
        "Nothing was taken in.",
    ]
    folder(members=MEMBERS)
    assert CliRunner().invoke(app, ["history", str(here), "--dry-run"]).exit_code == 0
    assert accounts.former(keys=["m-1"]) == {}
    assert CliRunner().invoke(app, ["history", str(here)]).output.endswith("viewings: 4 added\n")
    assert len(accounts.former(keys=["m-1", "m-2", "m-3"])) == 3
