"""Outlets and their agents, the links and visits that let agents in, and what they opened before others could."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lanterne.accreditation.rules import Kind, State


class Outlet(models.Model):
    """A paper, an agency, a station, a site."""

    name = models.CharField(max_length=120)
    # The same name however it is written, in the same country, is the same outlet.
    folded = models.CharField(max_length=160)
    country = models.CharField(max_length=2)
    language = models.CharField(max_length=8)
    website = models.URLField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["folded", "country"], name="accreditation_outlet_once")
        ]

    def __str__(self) -> str:
        return self.name


class Agent(models.Model):
    """Somebody of an outlet. ``mark`` stands for them in what they read: by chance, and never changed."""

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="agents")
    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    language = models.CharField(max_length=8)
    zone = models.CharField(max_length=64)
    state = models.CharField(max_length=12, default=State.ASKED)
    until = models.DateTimeField(null=True)
    mark = models.CharField(max_length=12, unique=True)
    reason = models.CharField(max_length=500, blank=True)
    moved_at = models.DateTimeField()
    linked_at = models.DateTimeField(null=True)
    links_unused = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in State]),
                name="accreditation_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ACCREDITED) | Q(until__isnull=False),
                name="accreditation_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.outlet_id}: {self.state}"


class SignInLink(models.Model):
    """A way in that was mailed; of its token only a hash is kept, and it opens once."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link of {self.agent_id}"


class Visit(models.Model):
    """An agent who signed in, on one device; a row that is deleted lets nobody in."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="visits")
    digest = models.CharField(max_length=64, unique=True)
    began_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"visit of {self.agent_id}"


class Reading(models.Model):
    """What an agent opened under embargo, named by its key, and when."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="readings")
    key = models.CharField(max_length=120)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agent", "key"], name="accreditation_read_once")
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} read {self.key}"


class Errand(models.Model):
    """A message to an agent, waiting for the worker: the one who asks at a form does not wait for a mail server."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="errands")
    kind = models.CharField(max_length=12)
    queued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[str(kind) for kind in Kind]),
                name="accreditation_kind_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.agent_id}"
