"""Writing judged records: a few statements for hundreds of titles, and an audit line for each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db import transaction

from lanterne.catalogue.models import Title
from lanterne.catalogue.records import Judged, TitleRecord, Verdict
from lanterne.catalogue.rules import BESIDE, Kind, fold
from lanterne.catalogue.services.intake import making, saying
from lanterne.catalogue.services.intake.given import COLUMNS, Given
from lanterne.core import audit, bulk, clock

PLACE = ("slug", "kind", "number", "edition", "parent", "series", "folded_name", "created_at")

UNSAID: dict[str, object] = {
    "year": None,
    "runtime_seconds": None,
    "minimum_age": None,
    "spoken_languages": [],
    "copyright_line": "",
}


def hold_titles(*, slugs: Collection[str]) -> None:
    """Keep other editors from these titles until the transaction ends; in one order, so that two imports can wait."""
    rows = Title.objects.select_for_update().filter(slug__in=slugs).order_by("pk")
    list(rows.values_list("pk"))


@transaction.atomic
def take_in(judged: Sequence[Judged], *, actor: str) -> dict[str, int]:
    """Write what is new and what differs, and give the ids of the titles by slug.

    The verdicts are those of ``judge_titles`` since ``hold_titles`` in the same transaction.
    """
    changed = [one for one in judged if one.verdict is Verdict.CHANGED]
    ids = {one.record.slug: one.title_id for one in judged if one.title_id is not None}
    created = [one for one in judged if one.verdict is Verdict.CREATED]
    for kinds in ((Kind.FILM, Kind.SERIES), (Kind.SEASON, *BESIDE), (Kind.EPISODE,)):
        ids |= _create([one.record for one in created if one.record.kind in kinds])
    _correct(changed)
    given: Given = [(ids[one.record.slug], one.record) for one in (*created, *changed)]
    making.write(given)
    saying.write(given)
    audit.record_all(
        actor=actor,
        action="catalogue.take_in",
        lines=(
            (f"title:{ids[one.record.slug]}", {one.verdict.value: list(one.differences)})
            for one in (*created, *changed)
        ),
    )
    return ids


def _create(records: Sequence[TitleRecord]) -> dict[str, int]:
    """Rows for titles of one depth: those above them are there already."""
    if not records:
        return {}
    above = Title.objects.filter(slug__in={record.parent for record in records})
    parents = {slug: (pk, series) for slug, pk, series in above.values_list("slug", "pk", "series")}
    now = clock.now()

    def row(record: TitleRecord) -> tuple[object, ...]:
        parent, series = parents.get(record.parent, (None, None))
        facts = UNSAID | dict(record.facts)
        place = (record.slug, record.kind, record.number, record.edition, parent, series or parent)
        name = fold(str(facts["original_name"]))
        return (*place, name, now, *(facts[column] for column in COLUMNS))

    bulk.insert(Title, (*PLACE, *COLUMNS), map(row, records))
    made = Title.objects.filter(slug__in=[record.slug for record in records])
    return dict(made.values_list("slug", "pk"))


def _correct(changed: Iterable[Judged]) -> None:
    for one in changed:
        facts = one.record.facts
        columns = {name: facts[name] for name in one.differences if name in facts}
        columns.pop("countries", None)
        if "original_name" in columns:
            columns["folded_name"] = fold(str(columns["original_name"]))
        if columns and one.title_id is not None:
            Title.objects.filter(pk=one.title_id).update(**columns)
