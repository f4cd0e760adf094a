"""Who makes a project, who makes it with us, and what was agreed with them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lanterne.commissioning.models.slate import Project


class Participant(models.Model):
    """A person of the catalogue and what they do for a project, in the order in which they are named."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey("catalogue.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=60)
    character = models.CharField(max_length=200, blank=True)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person", "role", "character"],
                name="commissioning_participant_once",
            ),
            models.UniqueConstraint(
                fields=["project", "number"], name="commissioning_participants_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.person_id} {self.role}"


class Partner(models.Model):
    """A company of the catalogue; ``share`` is what it holds of the project, in per cent."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partners")
    company = models.ForeignKey("catalogue.Company", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    territory = models.CharField(max_length=2, blank=True)
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "company", "role"], name="commissioning_partner_once"
            ),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gt=0, share__lte=100),
                name="commissioning_share_is_per_cent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.company_id} {self.share}"


class Deal(models.Model):
    """What is agreed with a person or a company: their name as it stands in the contract."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="deals")
    with_whom = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    is_signed = models.BooleanField(default=False)
    signed_on = models.DateField(null=True, blank=True)
    fee_minor = models.PositiveBigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(fee_minor=None) | ~Q(currency=""),
                name="commissioning_deals_have_a_currency",
            ),
            models.CheckConstraint(
                condition=Q(is_signed=True, signed_on__isnull=False)
                | Q(is_signed=False, signed_on=None),
                name="commissioning_signed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.with_whom}"
