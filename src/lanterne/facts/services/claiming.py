"""Stating a claim, correcting one, and choosing which of several pages show."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit, clock
from lanterne.facts.drafts import Draft, SourceCard
from lanterne.facts.measures import Measure
from lanterne.facts.models import Citation, Claim, Source, Subject
from lanterne.facts.queries.cards import value
from lanterne.facts.rules import Qualifier, Quantity, Status, question, statuses
from lanterne.facts.services.checks import check_key, checked, checked_line
from lanterne.facts.services.refusals import (
    AnswersAnotherQuestion,
    CorrectedAlready,
    KeyTaken,
    NoSuchClaim,
    ReasonMissing,
    SourceDiffers,
)


@transaction.atomic
def state_claim(*, draft: Draft, actor: str) -> str:
    """Keep what a source says; returns the claim's key. The first to answer a question is the one shown."""
    kept, measure = checked(draft)
    subject = _subject(kept)
    row = _written(kept, measure, subject, actor)
    row.is_shown = not Claim.objects.filter(question=row.question, is_shown=True).exists()
    row.save()
    _settle(row.question, measure)
    _note(actor, "facts.state_claim", row)
    return row.key


@transaction.atomic
def correct_claim(*, key: str, draft: Draft, reason: str, actor: str) -> str:
    """Put another claim in the place of one that was wrong; returns the new key.

    The old one stays readable, and everything that cites it is marked until somebody has looked.
    """
    kept, measure = checked(draft)
    subject = _subject(kept)
    old = _held(key)
    why = checked_line(reason, most=500)
    if not why:
        raise ReasonMissing(_("A correction says why."))
    if old.status == Status.SUPERSEDED:
        raise CorrectedAlready(_("This claim has been corrected already."))
    if (old.subject_id, old.measure) != (subject.pk, kept.measure):
        raise AnswersAnotherQuestion(
            _("A correction speaks of the same subject and the same measure.")
        )
    row = _written(kept, measure, subject, actor)
    row.replaces, row.reason = old, why
    was_shown = old.is_shown
    old.status, old.is_shown = Status.SUPERSEDED, False
    old.save(update_fields=["status", "is_shown"])
    row.is_shown = (
        was_shown or not Claim.objects.filter(question=row.question, is_shown=True).exists()
    )
    if row.is_shown:
        Claim.objects.filter(question=row.question, is_shown=True).update(is_shown=False)
    row.save()
    for asked in {old.question, row.question}:
        _settle(asked, measure)
    Citation.objects.filter(claim=old).update(marked_at=clock.now())
    _note(actor, "facts.correct_claim", row)
    return row.key


@transaction.atomic
def show_claim(*, key: str, actor: str) -> None:
    """Let pages show this claim rather than the others that answer its question."""
    row = _held(key)
    if row.status == Status.SUPERSEDED:
        raise CorrectedAlready(_("This claim has been corrected already."))
    if row.is_shown:
        return
    Claim.objects.filter(question=row.question, is_shown=True).update(is_shown=False)
    row.is_shown = True
    row.save(update_fields=["is_shown"])
    _note(actor, "facts.show_claim", row)


def _held(key: str) -> Claim:
    """The claim, its subject held so that two editors do not both pass the checks."""
    row = Claim.objects.filter(key=key).select_related("subject").first()
    if row is None:
        raise NoSuchClaim(_("There is no claim “%(key)s”.") % {"key": key[:80]})
    Subject.objects.select_for_update().get(pk=row.subject_id)
    row.refresh_from_db()
    return row


def _subject(draft: Draft) -> Subject:
    """The subject, held; named when it is new or its name is said anew."""
    made = {"name": draft.subject_name or draft.subject}
    row, is_new = Subject.objects.get_or_create(key=draft.subject, defaults=made)
    row = Subject.objects.select_for_update().get(pk=row.pk)
    if not is_new and draft.subject_name not in {"", row.name}:
        row.name = draft.subject_name
        row.save(update_fields=["name"])
    return row


def _source(card: SourceCard) -> Source:
    said = {
        "name": card.name,
        "publisher": card.publisher,
        "address": card.address,
        "published_on": card.published_on,
    }
    row, is_new = Source.objects.get_or_create(key=card.key, defaults=said)
    is_other = any(getattr(row, column) != told for column, told in said.items())
    if not is_new and not card.is_reference and is_other:
        raise SourceDiffers(
            _("“%(key)s” is already the key of another source: %(name)s.")
            % {"key": card.key, "name": row.name}
        )
    return row


def _written(draft: Draft, measure: Measure, subject: Subject, actor: str) -> Claim:
    """The row, not saved yet."""
    moment = draft.moment
    asked = question(
        subject=draft.subject,
        measure=draft.measure,
        kind=measure.kind,
        scope=draft.scope,
        moment=moment,
    )
    row = Claim(
        key=_key(draft),
        subject=subject,
        measure=draft.measure,
        scope=draft.scope,
        as_of=moment.as_of,
        since=moment.since,
        until=moment.until,
        source=_source(draft.source),
        place=draft.place,
        quotation=draft.quotation,
        confidence=draft.confidence,
        question=asked,
        made_by=actor,
        made_at=clock.now(),
    )
    if isinstance(draft.value, Quantity):
        row.amount, row.unit = draft.value.amount, draft.value.unit
        row.qualifier = draft.value.qualifier
    else:
        row.said, row.qualifier = draft.value.text, Qualifier.EXACTLY
    return row


def _key(draft: Draft) -> str:
    """The key that is said, if it is free; else one of subject, measure and day, numbered when it is taken."""
    if draft.key:
        check_key(draft.key)
        if Claim.objects.filter(key=draft.key).exists():
            raise KeyTaken(_("There is a claim “%(key)s” already.") % {"key": draft.key})
        return draft.key
    day = draft.moment.as_of or draft.moment.since
    parts = [draft.subject.replace("/", "-").lower(), draft.measure.replace("_", "-")]
    stem = "-".join(parts + ([day.isoformat()] if day else []))[:76]
    taken = set(Claim.objects.filter(key__startswith=stem).values_list("key", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)


def _settle(asked: str, measure: Measure) -> None:
    """Say of all that answer the question whether they agree."""
    rows = Claim.objects.filter(question=asked).exclude(status=Status.SUPERSEDED)
    found = statuses((row.key, value(row, measure)) for row in rows)
    for status in set(found.values()):
        rows.exclude(status=status).update(status=status)


def _note(actor: str, action: str, row: Claim) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=f"claim:{row.key}",
        detail={
            "value": str(row.amount if row.amount is not None else row.said),
            "source": row.source.key,
            "replaces": row.replaces.key if row.replaces else "",
            "reason": row.reason,
        },
    )
