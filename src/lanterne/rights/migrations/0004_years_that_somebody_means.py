"""A closing at the end of the calendar is none; an opening at either end is the first or the last day that there is.

Windows and holdbacks took any year until they were held to those that somebody means, and no clock tells the others.
Only the database compares: what lies beyond the years of Python cannot be read.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import migrations

# As rights.rules.periods had the years when this was written: both belong to them.
FIRST, LAST = datetime(1880, 1, 1, tzinfo=UTC), datetime(2200, 12, 31, tzinfo=UTC)
AFTER, DAY = datetime(2201, 1, 1, tzinfo=UTC), timedelta(days=1)


def mend(apps: Any, _editor: Any) -> None:
    windows = apps.get_model("rights", "LicenceWindow").objects
    windows.filter(public_from__gte=AFTER).update(public_from=LAST)
    _mend_periods(windows, "opens_at", "closes_at")
    windows.filter(public_from__lt=FIRST).update(public_from=FIRST)
    _mend_periods(apps.get_model("rights", "Holdback").objects, "begins_at", "ends_at")


def _mend_periods(rows: Any, opens: str, closes: str) -> None:
    rows.filter(**{f"{closes}__gte": AFTER}).update(**{closes: None})
    # What was over before there were films stays over, and lasts as no period is empty.
    early = rows.filter(**{f"{opens}__lt": FIRST})
    early.filter(**{f"{closes}__lt": FIRST + DAY}).update(**{closes: FIRST + DAY})
    _move(rows, early, opens, FIRST)
    _move(rows, rows.filter(**{f"{opens}__gte": AFTER}), opens, LAST)


def _move(rows: Any, lost: Any, opens: str, day: datetime) -> None:
    """To the day; a second later where the title has another opening then, for none may be there twice."""
    for pk, title_id in list(lost.order_by(opens, "pk").values_list("pk", "title_id")):
        at = day
        while rows.filter(**{"title_id": title_id, opens: at}).exists():
            at += timedelta(seconds=1)
        rows.filter(pk=pk).update(**{opens: at})


class Migration(migrations.Migration):
    dependencies = [("rights", "0003_instants_to_come")]
    operations = [migrations.RunPython(mend, migrations.RunPython.noop)]
