"""Works that projects are made from, options on them, and the papers of the chain of title."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lanterne.commissioning.models.slate import Project, choices
from lanterne.commissioning.rules.rights import Paper, Standing, WorkKind


class SourceWork(models.Model):
    """What is adapted; an original has one as well, since somebody wrote it."""

    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=12, choices=choices(WorkKind))
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=35, blank=True)
    year = models.IntegerField(null=True, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    # From this day on nobody has to be asked.
    free_from = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.key


class WorkAuthor(models.Model):
    work = models.ForeignKey(SourceWork, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey("catalogue.Person", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work", "person"], name="commissioning_author_once"),
            models.UniqueConstraint(fields=["work", "number"], name="commissioning_author_order"),
        ]

    def __str__(self) -> str:
        return f"{self.work_id} {self.person_id}"


class RightsOption(models.Model):
    """The right to buy a work's adaptation within a term, which extensions move."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="options")
    grantor = models.CharField(max_length=200)
    begins_on = models.DateField()
    ends_on = models.DateField()
    fee_minor = models.PositiveBigIntegerField(default=0)
    price_minor = models.PositiveBigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    exercised_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begins_on")), name="commissioning_options_last"
            ),
            models.CheckConstraint(
                condition=Q(fee_minor=0, price_minor=None) | ~Q(currency=""),
                name="commissioning_option_fees_have_a_currency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.grantor} until {self.ends_on}"


class Extension(models.Model):
    """A longer term of an option, and what it cost; ``was_until`` is where it ended before."""

    option = models.ForeignKey(RightsOption, on_delete=models.CASCADE, related_name="extensions")
    was_until = models.DateField()
    until = models.DateField()
    fee_minor = models.PositiveBigIntegerField(default=0)
    agreed_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("was_until")), name="commissioning_extensions_extend"
            )
        ]

    def __str__(self) -> str:
        return f"{self.option_id} until {self.until}"


class ChainLink(models.Model):
    """A paper of a project's chain of title, in its place of the chain."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="chain")
    number = models.PositiveIntegerField()
    paper = models.CharField(max_length=20, choices=choices(Paper))
    standing = models.CharField(max_length=8, choices=choices(Standing))
    giver = models.CharField(max_length=200, blank=True)
    taker = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"], name="commissioning_chain_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.number} {self.paper}"
