"""Subjects, sources, what sources claim of subjects, and who shows it."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from lanterne.facts.rules import Confidence, Qualifier, Status


def _choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class OwnMeasure(models.Model):
    """A measure that this service adds to those of the house."""

    slug = models.SlugField(max_length=40, unique=True)
    family = models.SlugField(max_length=40)
    kind = models.CharField(max_length=8)
    unit = models.SlugField(max_length=24)
    name = models.CharField(max_length=120)
    definition = models.CharField(max_length=500)

    def __str__(self) -> str:
        return self.slug


class Subject(models.Model):
    """What is spoken of: a company, a market, an office, a work; its key is a path such as "netflix/paris"."""

    key = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.key


class Source(models.Model):
    """A text or a table that somebody published."""

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    address = models.URLField(max_length=500, blank=True)
    published_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.key


class Claim(models.Model):
    """What a source says. It is never changed: a correction is a claim of its own that names this one.

    Either ``amount`` is there with its unit and qualifier, or ``said`` is: a date as it is known, or words. Claims
    with one ``question`` can contradict one another; at most one of them is the one that pages show.
    """

    key = models.SlugField(max_length=120, unique=True)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="claims")
    measure = models.SlugField(max_length=40)
    amount = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    unit = models.CharField(max_length=24, blank=True)
    qualifier = models.CharField(
        max_length=12, choices=_choices(Qualifier), default=Qualifier.EXACTLY.value
    )
    said = models.TextField(blank=True)
    scope = models.CharField(max_length=200, blank=True)
    as_of = models.DateField(null=True, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="claims")
    place = models.CharField(max_length=120, blank=True)
    quotation = models.TextField(blank=True)
    confidence = models.CharField(max_length=12, choices=_choices(Confidence))
    status = models.CharField(max_length=12, choices=_choices(Status), default=Status.CURRENT.value)
    question = models.CharField(max_length=400, db_index=True)
    is_shown = models.BooleanField(default=False)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    # Of the claim that replaces another: why.
    reason = models.CharField(max_length=500, blank=True)
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=False, said="") & ~Q(unit="")
                | Q(amount=None, unit="") & ~Q(said=""),
                name="facts_claims_say_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gt=F("since")),
                name="facts_periods_are_not_empty",
            ),
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(is_shown=True),
                name="facts_one_claim_is_shown",
            ),
            models.CheckConstraint(
                condition=Q(is_shown=False) | ~Q(status=Status.SUPERSEDED.value),
                name="facts_the_replaced_is_not_shown",
            ),
        ]
        indexes = [models.Index(fields=["subject", "measure", "as_of"], name="facts_by_subject")]

    def __str__(self) -> str:
        return self.key


class Citation(models.Model):
    """A page or an article that shows a claim; marked when the claim is replaced, until somebody has looked."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="citations")
    place = models.CharField(max_length=120)
    name = models.CharField(max_length=300)
    address = models.CharField(max_length=500)
    cited_at = models.DateTimeField()
    marked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "place"], name="facts_cited_once_a_place")
        ]
        indexes = [models.Index(fields=["place"], name="facts_citations_of_a_place")]

    def __str__(self) -> str:
        return f"{self.place} cites {self.claim_id}"
