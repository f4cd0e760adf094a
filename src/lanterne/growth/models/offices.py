"""Offices, what became of them, how many people work there and what they do."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lanterne.growth.models.services import Service, choices
from lanterne.growth.rules.offices import Happening
from lanterne.growth.rules.ranking import OfficeKind


class Office(models.Model):
    """``key`` is the subject that claims of the facts speak of, such as netflix/paris."""

    key = models.CharField(max_length=80, unique=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="offices")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=choices(OfficeKind))
    territory = models.CharField(max_length=2)
    city = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.key


class OfficeEvent(models.Model):
    """That an office opened, moved or closed.

    ``on`` is our own word for the day; where a claim says it, the claim that pages show now says it.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=8, choices=choices(Happening))
    on = models.CharField(max_length=10, blank=True)
    to = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="arrivals"
    )
    reason = models.CharField(max_length=500, blank=True)
    claim = models.ForeignKey(
        "facts.Claim",
        to_field="key",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "kind"], name="growth_happens_once"),
            models.CheckConstraint(
                condition=~Q(on="") | Q(claim__isnull=False), name="growth_events_have_a_day"
            ),
            models.CheckConstraint(
                condition=Q(kind="moved", to__isnull=False) | ~Q(kind="moved") & Q(to=None),
                name="growth_only_moves_lead_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(to=None) | ~Q(to=F("office")), name="growth_no_move_to_itself"
            ),
            models.CheckConstraint(
                condition=Q(kind="opened") | ~Q(reason=""), name="growth_ends_have_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.kind} {self.on}"


class HeadCount(models.Model):
    """How many of a function worked at an office on a day, as we counted; without a function, all of them."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="heads")
    as_of = models.DateField()
    function = models.CharField(max_length=80, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "as_of", "function"], name="growth_counted_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.as_of} {self.function} {self.count}"


class Post(models.Model):
    """A place of work at an office, from a day on; ``until`` is not in it."""

    key = models.SlugField(max_length=80, unique=True)
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="posts")
    function = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="growth_posts_last"
            )
        ]

    def __str__(self) -> str:
        return self.key


class PostProject(models.Model):
    """A project of the slate that whoever holds the post works on."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="projects")
    project = models.ForeignKey("commissioning.Project", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "project"], name="growth_post_project_once")
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.project_id}"
