"""Projects, how far they are, and what was decided about them."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from lanterne.commissioning.models.kept import KeptForEver
from lanterne.commissioning.rules.stages import Kind, Stage


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Project(models.Model):
    """Something that may be made. ``turn`` counts its moves, so that an approval belongs to one standing of it."""

    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=12, choices=choices(Kind))
    name = models.CharField(max_length=200)
    original_language = models.CharField(max_length=35)
    # The country that it is commissioned in.
    territory = models.CharField(max_length=2)
    logline = models.CharField(max_length=500, blank=True)
    genre = models.CharField(max_length=40, blank=True)
    # Of a season: the series that it belongs to, and which one it is.
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="seasons"
    )
    number = models.PositiveIntegerField(null=True, blank=True)
    episodes = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    work = models.ForeignKey(
        "commissioning.SourceWork",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
    )
    stage = models.CharField(max_length=12, choices=choices(Stage))
    since = models.DateField()
    held_at = models.CharField(max_length=12, blank=True, choices=choices(Stage))
    turn = models.PositiveIntegerField(default=0)
    title = models.OneToOneField(
        "catalogue.Title", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What became of it, in a word of ours, and why; the figures are claims.
    outcome = models.CharField(max_length=8, blank=True)
    outcome_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="season", number__isnull=False)
                | ~Q(kind="season") & Q(number=None),
                name="commissioning_seasons_have_a_number",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | Q(kind="season"),
                name="commissioning_only_seasons_belong",
            ),
            models.UniqueConstraint(
                fields=["parent", "number"], name="commissioning_one_number_per_season"
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="commissioning_no_project_is_its_own_series"
            ),
            models.CheckConstraint(
                condition=Q(stage="on_hold") & ~Q(held_at="") | ~Q(stage="on_hold") & Q(held_at=""),
                name="commissioning_held_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "success", "mixed", "failure"]),
                name="commissioning_outcome_known",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "stage"], name="commissioning_by_territory"),
        ]

    def __str__(self) -> str:
        return self.key


class StageMove(KeptForEver):
    """That a project came to a stage: ``on`` is the day it was so, ``at`` the moment it was written down."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="moves")
    stage = models.CharField(max_length=12, choices=choices(Stage))
    came_from = models.CharField(max_length=12, blank=True, choices=choices(Stage))
    on = models.DateField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=120)
    reason = models.CharField(max_length=500, blank=True)
    # Where it was said, if it is told of the past.
    claim = models.ForeignKey(
        "facts.Claim",
        to_field="key",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        indexes = [models.Index(fields=["project", "on"], name="commissioning_moves_by_day")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.stage} {self.on}"


class Milestone(models.Model):
    """On which day a project is planned to come to a stage."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    stage = models.CharField(max_length=12, choices=choices(Stage))
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "stage"], name="commissioning_one_plan_a_stage"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.stage} {self.on}"


class Document(models.Model):
    """A paper that a gate asks for: where it lies, and who laid it there."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="documents")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    place = models.CharField(max_length=500, blank=True)
    actor = models.CharField(max_length=120)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Approval(models.Model):
    """That somebody lets a project into a stage, in the standing that it has."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="approvals")
    stage = models.CharField(max_length=12, choices=choices(Stage))
    role = models.CharField(max_length=12)
    turn = models.PositiveIntegerField()
    actor = models.CharField(max_length=120)
    at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "stage", "role", "turn"],
                name="commissioning_approved_once_a_standing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.stage} {self.role}"


class Figure(models.Model):
    """A figure of the world that a project's or a complex's page shows: a claim, and what it is there for."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="figures"
    )
    complex = models.ForeignKey(
        "commissioning.Complex",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="figures",
    )
    claim = models.ForeignKey(
        "facts.Claim", to_field="key", on_delete=models.PROTECT, related_name="+"
    )
    about = models.SlugField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False, complex=None)
                | Q(project=None, complex__isnull=False),
                name="commissioning_a_figure_is_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["project", "claim", "about"], name="commissioning_project_figure_once"
            ),
            models.UniqueConstraint(
                fields=["complex", "claim", "about"], name="commissioning_complex_figure_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.claim_id}"


class Comparable(models.Model):
    """A work that somebody holds a project against; one of the catalogue, or any other by its name."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="comparables")
    title = models.ForeignKey(
        "catalogue.Title", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name"], name="commissioning_comparable_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Decision(KeptForEver):
    """What was decided about a project, by whom, and what was on the table: ``figures`` as they were then."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="decisions")
    word = models.CharField(max_length=12)
    on = models.DateField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=120)
    reason = models.CharField(max_length=1000)
    figures = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(word__in=["greenlight", "decline"]), name="commissioning_decided_so"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.word}"
