"""Licences, their windows, and what holds them back."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from lanterne.rights.rules import Offer, Status


def _choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in kinds]


class Licensor(models.Model):
    """Who grants us rights."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class Licence(models.Model):
    """A contract under which titles may be shown; the windows that hang on it say which, where and when.

    ``offers`` names what it allows, separated by spaces; the revenue share is the licensor's, in hundredths of
    a per cent, and the fee counts the currency's smallest unit.
    """

    licensor = models.ForeignKey(Licensor, on_delete=models.PROTECT, related_name="licences")
    reference = models.CharField(max_length=80)
    offers = models.CharField(max_length=80)
    is_exclusive = models.BooleanField(default=False)
    fee_minor = models.PositiveBigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    share_hundredths = models.PositiveIntegerField(default=0)
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["licensor", "reference"], name="rights_one_contract_per_reference"
            ),
            models.CheckConstraint(
                condition=Q(begins_on=None) | Q(ends_on=None) | Q(ends_on__gt=F("begins_on")),
                name="rights_licences_are_not_empty",
            ),
            models.CheckConstraint(
                condition=Q(fee_minor=None, currency="")
                | (Q(fee_minor__isnull=False) & ~Q(currency="")),
                name="rights_fees_have_a_currency",
            ),
            models.CheckConstraint(
                condition=Q(share_hundredths__lte=10_000), name="rights_share_within_the_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class LicenceWindow(models.Model):
    """A period, half-open, in which a title and what is below it may be shown in a territory, on terms.

    ``tongues`` and ``held_back`` are words between spaces, so that a range is found by one comparison:
    " fr:any es-419:dub ". Empty tongues: every language.
    """

    title = models.ForeignKey(
        "catalogue.Title", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    licence = models.ForeignKey(
        Licence, on_delete=models.PROTECT, null=True, blank=True, related_name="windows"
    )
    territory = models.CharField(max_length=2)
    offer = models.CharField(
        max_length=12, choices=_choices(Offer), default=Offer.SUBSCRIPTION.value
    )
    status = models.CharField(max_length=8, choices=_choices(Status), default=Status.APPROVED.value)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)
    public_from = models.DateTimeField(null=True, blank=True)
    tongues = models.CharField(max_length=400, blank=True)
    held_back = models.CharField(max_length=400, blank=True)
    awaits = models.CharField(max_length=200, blank=True)
    is_premiere = models.BooleanField(default=False)

    class Meta:
        constraints = [
            # Also the index behind "is this title open here now?".
            models.UniqueConstraint(
                fields=["title", "territory", "offer", "opens_at", "tongues", "status"],
                name="rights_one_opening_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="rights_windows_are_not_empty",
            ),
            models.CheckConstraint(
                condition=Q(public_from=None) | Q(public_from__lte=F("opens_at")),
                name="rights_windows_open_in_public",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "closes_at"], name="rights_closing_in_a_territory"),
            models.Index(fields=["territory", "opens_at"], name="rights_opening_in_a_territory"),
            models.Index(
                fields=["public_from"],
                condition=Q(public_from__isnull=False),
                name="rights_told_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.opens_at:%Y-%m-%d}"


class Holdback(models.Model):
    """A period in which a title and all that is below it stays closed, whatever its windows say.

    No territory means every one; the same for offer and language.
    """

    title = models.ForeignKey("catalogue.Title", on_delete=models.PROTECT, related_name="+")
    territory = models.CharField(max_length=2, blank=True)
    offer = models.CharField(max_length=12, choices=_choices(Offer), blank=True)
    language = models.CharField(max_length=35, blank=True)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("begins_at")),
                name="rights_holdbacks_are_not_empty",
            )
        ]

    def __str__(self) -> str:
        return f"{self.territory or '*'} {self.begins_at:%Y-%m-%d}"


class TermsChange(models.Model):
    """What one act made of a window or a contract: the audit line says who and when, this what was before and after.

    Numbers and no keys: what was agreed is told when it is gone. Of what was granted nothing was before, of what was
    withdrawn nothing is after.
    """

    line = models.OneToOneField("core.AuditLine", on_delete=models.PROTECT, related_name="+")
    title_id = models.PositiveBigIntegerField(null=True)
    window_id = models.PositiveBigIntegerField(null=True)
    licence_id = models.PositiveBigIntegerField(null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(licence_id=None, title_id__isnull=False, window_id__isnull=False)
                | Q(licence_id__isnull=False, title_id=None, window_id=None),
                name="rights_changes_of_one_thing",
            )
        ]
        indexes = [
            models.Index(fields=["window_id", "id"], name="rights_changes_of_a_window"),
            models.Index(fields=["licence_id", "id"], name="rights_changes_of_a_licence"),
        ]

    def __str__(self) -> str:
        return f"{self.window_id or self.licence_id} {self.line_id}"


def spaced(words: Iterable[str]) -> str:
    """Words between spaces, each findable with a space on either side; nothing for none."""
    joined = " ".join(words)
    return f" {joined} " if joined else ""
