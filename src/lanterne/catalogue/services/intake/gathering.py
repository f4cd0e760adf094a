"""Collections of a file: judged without writing, and written through the doors that editors use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.catalogue.models import Collection, Title
from lanterne.catalogue.queries.collections import held_collection
from lanterne.catalogue.records import (
    CollectionRecord,
    CollectionWords,
    JudgedCollection,
    Seen,
    Verdict,
)
from lanterne.catalogue.rules import Kind
from lanterne.catalogue.services.checks import check_language, checked_name, checked_text
from lanterne.catalogue.services.collections import (
    KINDS,
    arrange,
    create_collection_at,
    name_collection,
)
from lanterne.catalogue.services.refusals import NoSuchTitle, WrongFacts
from lanterne.catalogue.services.words import MOST
from lanterne.core.errors import Refused


def judge_collection(record: CollectionRecord, seen: Seen) -> JudgedCollection:
    """``seen`` has the titles that the file brought before, which need not be written yet."""
    was = held_collection(slug=record.slug)
    try:
        record = _checked(record, was)
        _check_place(record, was, seen)
        _check_titles(record, seen)
    except Refused as refusal:
        return JudgedCollection(record, Verdict.REFUSED, sentence=str(refusal))
    seen.collections.add(record.slug)
    if was is None:
        return JudgedCollection(record, Verdict.CREATED)
    differences = tuple(_differences(record, was))
    verdict = Verdict.CHANGED if differences else Verdict.SAME
    return JudgedCollection(record, verdict, differences)


@transaction.atomic
def take_in_collection(*, judged: JudgedCollection, actor: str) -> None:
    """Write what is new and what differs. The titles of the file are there by now."""
    record, told = judged.record, set(judged.differences)
    is_new = judged.verdict is Verdict.CREATED
    if is_new:
        first = record.names[record.original_language].name
        pk = create_collection_at(
            slug=record.slug, name=first, language=record.original_language, actor=actor
        )
    else:
        pk = Collection.objects.values_list("pk", flat=True).get(slug=record.slug)
    for language, said in record.names.items():
        if is_new or f"words:{language}" in told:
            name_collection(
                collection_id=pk,
                language=language,
                name=said.name,
                synopsis=said.synopsis or "",
                actor=actor,
            )
    if record.titles is not None and (is_new or "titles" in told):
        ids = dict(Title.objects.filter(slug__in=record.titles).values_list("slug", "pk"))
        arrange(collection_id=pk, title_ids=[ids[slug] for slug in record.titles], actor=actor)


def _checked(record: CollectionRecord, was: CollectionRecord | None) -> CollectionRecord:
    """With its words as they are kept: a synopsis that is not said is the one held, or none."""
    names = {}
    for language, said in record.names.items():
        check_language(language)
        held = was.names.get(language) if was else None
        synopsis = (held.synopsis if held else "") if said.synopsis is None else said.synopsis
        names[language] = CollectionWords(
            checked_name(said.name), checked_text(synopsis or "", most=MOST["synopsis"])
        )
    titles = None if record.titles is None else tuple(dict.fromkeys(record.titles))
    return replace(record, names=names, titles=titles)


def _check_place(record: CollectionRecord, was: CollectionRecord | None, seen: Seen) -> None:
    if record.slug in seen.collections:
        raise WrongFacts(_("“%(slug)s” is told twice.") % {"slug": record.slug})
    if was is None:
        if record.original_language not in record.names:
            raise WrongFacts(
                _("A new collection needs its original language, and a name in that language.")
            )
    elif record.original_language not in {"", was.original_language}:
        raise WrongFacts(
            _("The collection “%(slug)s” is held already, in another original language.")
            % {"slug": record.slug}
        )


def _check_titles(record: CollectionRecord, seen: Seen) -> None:
    titles = record.titles or ()
    held = dict(Title.objects.filter(slug__in=titles).values_list("slug", "kind"))
    for slug in titles:
        kind = seen.kinds.get(slug) or held.get(slug)
        if kind is None or Kind(kind) not in KINDS:
            raise NoSuchTitle(
                _("A collection holds films and series, and “%(slug)s” is none that is here.")
                % {"slug": slug}
            )


def _differences(record: CollectionRecord, was: CollectionRecord) -> Iterator[str]:
    for language, said in record.names.items():
        if said != was.names.get(language):
            yield f"words:{language}"
    if record.titles not in (None, was.titles):
        yield "titles"
