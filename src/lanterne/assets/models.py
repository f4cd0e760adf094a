"""Uploads, mezzanines, publish jobs with their steps, publications and their keys."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from lanterne.assets.rules import JobState, Purpose


class Upload(models.Model):
    """A file on its way in; how much has arrived is read from the file itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.ForeignKey("catalogue.Title", on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=255)
    length = models.PositiveBigIntegerField()
    actor = models.CharField(max_length=120)
    begun_at = models.DateTimeField()
    is_accepted = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.file_name} ({self.length} bytes)"


class Mezzanine(models.Model):
    """A film file that was accepted for a title."""

    title = models.ForeignKey("catalogue.Title", on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=400)
    file_name = models.CharField(max_length=255)
    accepted_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.file_name


class Subtitle(models.Model):
    """A subtitle file beside a title's film; the next publish takes it along."""

    title = models.ForeignKey("catalogue.Title", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=35)
    name = models.CharField(max_length=60, blank=True)
    is_forced = models.BooleanField(default=False)
    is_for_the_deaf = models.BooleanField(default=False)
    path = models.CharField(max_length=400)
    file_name = models.CharField(max_length=255)
    cues = models.PositiveIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["title", "language", "is_forced", "is_for_the_deaf"],
                name="one_subtitle_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.language})"


class PublishJob(models.Model):
    """The work of making streams out of a mezzanine; whoever holds ``owner`` until ``lease_until`` does it."""

    mezzanine = models.ForeignKey(Mezzanine, on_delete=models.CASCADE, related_name="jobs")
    policy = models.CharField(max_length=40)
    purpose = models.CharField(max_length=12, default=Purpose.PUBLISH)
    actor = models.CharField(max_length=120)
    state = models.CharField(max_length=12, default=JobState.QUEUED)
    sentence = models.TextField(blank=True)
    findings = models.JSONField(default=list)
    verdicts = models.JSONField(default=list)
    # Frames that could stand for the film, best first, as the engine judged them.
    stills = models.JSONField(default=list)
    # How far it is, and when that was told.
    progress = models.JSONField(null=True)
    progress_at = models.DateTimeField(null=True)
    # The subtitle files as they were when a worker took the job.
    sidecars = models.JSONField(default=list)
    # What a renewal or an estimate came to, in figures.
    outcome = models.JSONField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    owner = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in JobState]), name="job_state_known"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=[str(purpose) for purpose in Purpose]),
                name="job_purpose_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING)
                | Q(owner__isnull=False, lease_until__isnull=False),
                name="running_job_has_an_owner",
            ),
        ]
        indexes = [models.Index(fields=["state", "lease_until"])]

    def __str__(self) -> str:
        return f"job {self.pk}: {self.state}"


class PublishStep(models.Model):
    """One stage of a job, in units."""

    job = models.ForeignKey(PublishJob, on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField(max_length=20)
    units = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    reused = models.PositiveIntegerField(default=0)
    label = models.CharField(max_length=200, blank=True)
    cpu_seconds = models.FloatField(default=0.0)
    began_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "stage"], name="one_step_a_stage")]

    def __str__(self) -> str:
        return f"{self.stage} {self.done}/{self.units}"


class ContentKey(models.Model):
    """A content key of a job's streams, encrypted; both revisions of a job share its keys."""

    job = models.ForeignKey(PublishJob, on_delete=models.CASCADE, related_name="keys")
    track = models.CharField(max_length=8)
    kid = models.CharField(max_length=32, unique=True)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "track"], name="one_key_a_track_type")
        ]

    def __str__(self) -> str:
        return f"{self.track} key {self.kid}"


class Publication(models.Model):
    """Verified streams of a title; the one that nothing has superseded is what people watch.

    A renewal that was not put in place has never been watched: ``is_approved`` is false.
    """

    title = models.ForeignKey("catalogue.Title", on_delete=models.CASCADE, related_name="+")
    job = models.ForeignKey(PublishJob, on_delete=models.PROTECT, related_name="publications")
    key = models.CharField(max_length=64)
    revision = models.PositiveIntegerField()
    folder = models.CharField(max_length=200)
    duration = models.FloatField()
    size_bytes = models.PositiveBigIntegerField()
    is_final = models.BooleanField()
    is_approved = models.BooleanField(default=True)
    is_encrypted = models.BooleanField()
    sound_languages = models.JSONField(default=list)
    caption_languages = models.JSONField(default=list)
    report = models.JSONField(null=True)
    # Its rungs and who made them, out of the report: that is long, and is not read for a list of the library.
    figures = models.JSONField(null=True)
    published_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    # Its files are gone; the row tells of it.
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["title", "revision"], name="one_publication_a_revision"
            ),
            models.UniqueConstraint(fields=["job", "key"], name="published_once"),
            models.UniqueConstraint(
                fields=["title"],
                condition=Q(superseded_at__isnull=True),
                name="one_current_publication",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=False)
                | Q(is_approved=True, cleared_at__isnull=True),
                name="current_publication_can_be_watched",
            ),
        ]

    def __str__(self) -> str:
        return f"title {self.title_id} revision {self.revision}"
