"""Post houses and their links, requests with every move, what was said about them, and openings before the time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lanterne.deliveries.rules import Asset, State


class PostHouse(models.Model):
    """Who delivers: a laboratory, a dubbing studio, a subtitler, a designer."""

    name = models.CharField(max_length=120, unique=True)
    email = models.EmailField()
    # Of its page and of the messages to it.
    language = models.CharField(max_length=8)

    def __str__(self) -> str:
        return self.name


class PostLink(models.Model):
    """A way in without an account, for one post house; of the token only its hash is kept."""

    post_house = models.ForeignKey(PostHouse, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link of {self.post_house_id} until {self.expires_at:%Y-%m-%d}"


class DeliveryRequest(models.Model):
    """One asset that a title still has to have, from whom, and by when."""

    title = models.ForeignKey("catalogue.Title", on_delete=models.CASCADE, related_name="+")
    asset = models.CharField(max_length=12)
    language = models.CharField(max_length=35, blank=True)
    role = models.CharField(max_length=12, blank=True)
    territory = models.CharField(max_length=2, blank=True)
    post_house = models.ForeignKey(
        PostHouse, on_delete=models.PROTECT, null=True, related_name="requests"
    )
    due_on = models.DateField()
    state = models.CharField(max_length=12, default=State.REQUESTED)
    # Why it was sent back last, a code of the list.
    reason = models.CharField(max_length=40, blank=True)
    # How many moves it has made: whoever decides says which standing they saw.
    turn = models.PositiveIntegerField(default=0)
    # What came before it was last asked for is no answer.
    asked_at = models.DateTimeField()
    job = models.ForeignKey(
        "assets.PublishJob", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    file_name = models.CharField(max_length=255, blank=True)
    # What rule sets said of a film whose job is on another installation, as a file told it.
    verdicts = models.JSONField(default=list)
    # A delivered picture, which takes its place only when it is accepted.
    held = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["title", "asset", "language", "role", "territory"],
                condition=~Q(state=State.CANCELLED),
                name="deliveries_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in State]),
                name="deliveries_state_known",
            ),
            models.CheckConstraint(
                condition=Q(asset__in=[str(asset) for asset in Asset]),
                name="deliveries_asset_known",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="deliveries_due")]

    def __str__(self) -> str:
        return f"{self.asset} {self.language}{self.territory} of {self.title_id}: {self.state}"


class Move(models.Model):
    """Who brought a request where, when, and why."""

    request = models.ForeignKey(DeliveryRequest, on_delete=models.CASCADE, related_name="moves")
    state = models.CharField(max_length=12)
    actor = models.CharField(max_length=120)
    at = models.DateTimeField()
    reason = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=1000, blank=True)

    def __str__(self) -> str:
        return f"{self.request_id} {self.state}"


class Message(models.Model):
    """What staff or the post house say about a request."""

    request = models.ForeignKey(DeliveryRequest, on_delete=models.CASCADE, related_name="messages")
    actor = models.CharField(max_length=120)
    at = models.DateTimeField()
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:40]


class OpeningOverride(models.Model):
    """A window that was opened although something was lacking, and why."""

    title = models.ForeignKey("catalogue.Title", on_delete=models.CASCADE, related_name="+")
    territory = models.CharField(max_length=2)
    opens_at = models.DateTimeField()
    lacking = models.JSONField(default=list)
    reason = models.CharField(max_length=500)
    actor = models.CharField(max_length=120)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.title_id} {self.territory}"
