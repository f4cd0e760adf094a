"""What staff say of the law and of us: own rules, the operator's facts, money spent on works, releases in cinemas."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from lanterne.regulation.rules import Binds, Confidence, Exempts, Kind, Matter, Status


def _choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class OwnRule(models.Model):
    """A row that staff add: a rule of its own, or one that takes the place of a shipped one from ``valid_from`` on.

    Rows are added, never changed; of two for one rule the later counts. ``works``, ``brackets`` and ``year`` are
    written as in the shipped table.
    """

    rule = models.CharField(max_length=60, db_index=True)
    country = models.CharField(max_length=6)
    kind = models.CharField(max_length=24, choices=_choices(Kind))
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=24, blank=True)
    of = models.CharField(max_length=24, blank=True)
    works = models.CharField(max_length=120, blank=True)
    applies_to = models.CharField(max_length=12, choices=_choices(Binds))
    service = models.CharField(max_length=24, blank=True)
    agreement = models.CharField(max_length=60, blank=True)
    year = models.CharField(max_length=4, blank=True)
    brackets = models.CharField(max_length=400, blank=True)
    above = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    unless = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    group = models.CharField(max_length=60, blank=True)
    exempts = models.CharField(max_length=12, blank=True, choices=_choices(Exempts))
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=_choices(Status))
    text = models.TextField(blank=True)
    source = models.CharField(max_length=500)
    confidence = models.CharField(max_length=12, choices=_choices(Confidence))
    reason = models.CharField(max_length=500)
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="regulation_own_rules_last",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.valid_from}"


class OperatorFact(models.Model):
    """Something true of us: from a day to a day, or of a year. ``words`` names an agreement.

    ``key`` is what the fact is about; to state it anew changes the row.
    """

    key = models.CharField(max_length=140, unique=True)
    matter = models.CharField(max_length=16, choices=_choices(Matter))
    territory = models.CharField(max_length=6, blank=True)
    year = models.PositiveIntegerField(null=True, blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    words = models.CharField(max_length=60, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gt=F("since")),
                name="regulation_facts_last",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class WorkExpense(models.Model):
    """Money spent on a work, and where and as what it may count; several of both, as words between spaces."""

    name = models.CharField(max_length=200)
    spent_on = models.DateField(db_index=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    currency = models.CharField(max_length=3)
    territories = models.CharField(max_length=120)
    buckets = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="regulation_expenses_cost")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.spent_on}"


class CinemaRelease(models.Model):
    """When a film was first shown in a country's cinemas. A film without one waits for no window there.

    It keeps the number that the film had then: when films are made one, old numbers lead to the new title.
    """

    title_id = models.PositiveBigIntegerField()
    territory = models.CharField(max_length=2)
    released_on = models.DateField()
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["title_id", "territory"], name="regulation_one_release_a_country"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title_id} {self.territory} {self.released_on}"
