"""What is kept of memberships is what would be read anew, whatever happens to the charges."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lanterne.billing import queries, services
from lanterne.billing.models import Charge
from lanterne.billing.tenure import Cause
from tests.billing import bank
from tests.cast import a_household, subscribe

# Nothing is kept inside a transaction, which a test would otherwise be.
pytestmark = pytest.mark.django_db(transaction=True)
JOINED = datetime(2026, 1, 10, 12, tzinfo=UTC)
MONTH_LATER = datetime(2026, 2, 10, 12, tzinfo=UTC)


def joined(name, *, at=JOINED):
    home = a_household(f"{name}@example.org", name, territory="FR", language="fr").household_id
    subscribe(home, at=at)
    return home


def told():
    """By household; what is kept and what is read anew are one."""
    kept = sorted(queries.memberships(territory="FR"), key=lambda one: (one[0], one[1].since))
    with transaction.atomic():
        anew = sorted(queries.memberships(territory="FR"), key=lambda one: (one[0], one[1].since))
    assert kept == anew
    return dict(kept)


def read():
    """How many charges a question reads."""
    with CaptureQueriesContext(connection) as caught:
        list(queries.memberships(territory="FR"))
    asked = [one["sql"] for one in caught if '"renews"' in one["sql"]]
    return sum(len(_rows(sql)) for sql in asked)


def _rows(sql):
    """PostgreSQL is asked for a cursor first."""
    with connection.cursor() as cursor:
        cursor.execute(sql[sql.index("SELECT") :])
        return cursor.fetchall()


def test_only_what_changed_is_read_again(plans):
    first, second = joined("Noor"), joined("Ada")
    assert (read(), read()) == (2, 0)
    third = joined("Iris")
    assert read() == 1
    assert set(told()) == {first, second, third}

    services.renew_due(at=MONTH_LATER)
    found = told()
    assert {one.until for one in found.values()} == {datetime(2026, 3, 10, 12, tzinfo=UTC)}
    assert read() == 0


def test_an_answer_that_comes_late_counts_when_it_comes(plans):
    home = joined("Noor")
    before = told()[home]
    bank.MOODS["all"] = "dead"
    services.renew_due(at=MONTH_LATER)
    assert Charge.objects.filter(state="pending").count() == 1
    assert told()[home] == before
    bank.MOODS.clear()
    services.renew_due(at=MONTH_LATER + timedelta(hours=2))
    assert told()[home].until == datetime(2026, 3, 10, 12, tzinfo=UTC)


def test_a_declined_renewal_is_why_it_ended(plans):
    home = joined("Noor")
    assert told()[home].cause is Cause.LEFT
    connection.cursor().execute("UPDATE billing_subscription SET payment_token = 'card-stolen'")
    services.renew_due(at=MONTH_LATER)
    assert told()[home].cause is Cause.UNPAID


def test_a_charge_of_before_that_is_seen_later_has_everything_read_anew(plans):
    first, second = joined("Noor"), joined("Ada")
    row = Charge.objects.order_by("pk").first()
    lost = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}
    Charge.objects.filter(pk=row.pk)._raw_delete("default")
    assert set(told()) == {second}
    # As one that another transaction had begun earlier and wrote down later.
    Charge.objects.create(**lost)
    assert set(told()) == {first, second}
