"""What is on record about rights, for files to be written and compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from lanterne.rights.models import Holdback as HoldbackRow
from lanterne.rights.models import Licence, LicenceWindow
from lanterne.rights.queries.windows import COLUMNS, value
from lanterne.rights.records import Contract, HoldbackRecord, WindowRecord
from lanterne.rights.rules import Holdback, Offer, Period


def contracts() -> dict[Contract, int]:
    """The ids of all licences by their keys."""
    rows = Licence.objects.values_list("licensor__name", "reference", "pk")
    return {Contract(licensor, reference): pk for licensor, reference, pk in rows}


def window_records(
    title_ids: Collection[int],
) -> Mapping[int, list[tuple[int, WindowRecord]]]:
    """The windows that hang on these very titles, with their ids, in an order that does not depend on ids."""
    rows = LicenceWindow.objects.filter(title_id__in=title_ids).order_by(
        "territory", "opens_at", "offer", "tongues", "status"
    )
    found: defaultdict[int, list[tuple[int, WindowRecord]]] = defaultdict(list)
    columns = ("title_id", "pk", "licence__licensor__name", "licence__reference", *COLUMNS)
    for title_id, pk, licensor, reference, *told in rows.values_list(*columns):
        contract = Contract(licensor, reference) if licensor else None
        found[title_id].append((pk, WindowRecord(value(told), contract)))
    return found


def holdback_records(
    title_ids: Collection[int],
) -> Mapping[int, list[tuple[int, HoldbackRecord]]]:
    rows = HoldbackRow.objects.filter(title_id__in=title_ids).order_by(
        "begins_at", "territory", "offer", "language", "ends_at", "reason"
    )
    found: defaultdict[int, list[tuple[int, HoldbackRecord]]] = defaultdict(list)
    for row in rows:
        holdback = Holdback(
            Period(row.begins_at, row.ends_at),
            row.territory,
            Offer(row.offer) if row.offer else None,
            row.language,
        )
        found[row.title_id].append((row.pk, HoldbackRecord(holdback, row.reason)))
    return found
