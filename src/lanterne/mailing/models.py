"""Addresses with what each asked for, letters by their key, and what went to whom."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lanterne.mailing.rules import LetterState, Outcome, Return, State


class Address(models.Model):
    """Where somebody reads. ``secret`` is in every link that is mailed there, and ends with the row."""

    # In lower case: nobody is on the list twice.
    email = models.EmailField(unique=True)
    secret = models.CharField(max_length=32)
    # The last message that asked to confirm, and how many went since somebody did.
    noted_at = models.DateTimeField(null=True)
    notes = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"reader {self.pk}"


class Subscription(models.Model):
    """One language and one market that an address asked for."""

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="subscriptions")
    language = models.CharField(max_length=8)
    market = models.CharField(max_length=3)
    state = models.CharField(max_length=10, default=State.ASKED)
    moved_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address", "language", "market"], name="mailing_subscribed_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in State]), name="mailing_state_known"
            ),
        ]
        indexes = [models.Index(fields=["language", "state", "market"], name="mailing_readers")]

    def __str__(self) -> str:
        return f"{self.address_id} {self.language}-{self.market}: {self.state}"


class Note(models.Model):
    """A message that asks to confirm, waiting for the worker: who asks at a form does not wait for a mail server."""

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="waiting")
    language = models.CharField(max_length=8)
    market = models.CharField(max_length=3)
    queued_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"note to {self.address_id}"


class Letter(models.Model):
    """What was announced under a key, in one language. Its words are nowhere in here."""

    key = models.CharField(max_length=120)
    language = models.CharField(max_length=8)
    markets = models.JSONField(default=list)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, default=LetterState.WAITING)
    # Who joined later reads the next one.
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ask_again_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "language"], name="mailing_announced_once"),
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in LetterState]),
                name="mailing_letter_state_known",
            ),
        ]
        indexes = [models.Index(fields=["state", "at"], name="mailing_due")]

    def __str__(self) -> str:
        return f"{self.key} in {self.language}: {self.state}"


class Dispatch(models.Model):
    """One letter to one reader: claimed before it leaves, marked afterwards. A key reaches nobody twice."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="dispatches")
    key = models.CharField(max_length=120)
    # Without one once the person is erased: that a letter went is kept, and to whom is not.
    address = models.ForeignKey(
        Address, on_delete=models.SET_NULL, null=True, related_name="dispatches"
    )
    state = models.CharField(max_length=10, default=Outcome.CLAIMED)
    tries = models.PositiveSmallIntegerField(default=1)
    claimed_at = models.DateTimeField(db_index=True)
    again_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "address"], name="mailing_sent_once"),
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in Outcome]),
                name="mailing_outcome_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} to {self.address_id}: {self.state}"


class Report(models.Model):
    """What a mail server said of an address; the same report counts once, however often it is read."""

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=10)
    status = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[str(kind) for kind in Return]), name="mailing_report_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.address_id}"
