"""What was said, by whom, what became of it and why, and what was learned from it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lanterne.comments.rules.states import Ground, ReportState, State
from lanterne.comments.rules.words import LONGEST_WORD, Act


class Thread(models.Model):
    """What comments are said about. ``key`` is the name that whoever owns the page knows it by: "article:12"."""

    key = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=300)
    address = models.CharField(max_length=500)
    language = models.CharField(max_length=20)
    territory = models.CharField(max_length=2, blank=True)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True)
    is_premoderated = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.key


class Author(models.Model):
    """An address that comments came under, which is never shown. Known is one of whom a comment was published.

    Answers are mailed to one that is confirmed.
    """

    email = models.CharField(max_length=254, unique=True)
    known_since = models.DateTimeField(null=True)
    is_silenced = models.BooleanField(default=False, help_text="wants no letters about answers")
    confirmed_at = models.DateTimeField(null=True, help_text="by a link that was mailed there")
    asked_at = models.DateTimeField(null=True, help_text="last, to confirm")
    times_asked = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"author {self.pk}"


class Comment(models.Model):
    """``place`` sorts a thread: answers stand under what they answer.

    ``network`` is a keyed hash of where it came from, until ``purge_at``; ``likeness`` finds the same words again.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="answers")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, null=True, related_name="comments")
    place = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=9, default=State.PENDING.value)
    score = models.FloatField(null=True)
    opinions = models.JSONField(default=dict, help_text="what each judge said, by its name")
    causes = models.JSONField(default=list)
    grounds = models.JSONField(default=list, help_text="words that weighed, and watched ones")
    said_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True, help_text="to moderators, that it waits")
    votes = models.PositiveIntegerField(default=0, help_text="how many found it worth reading")
    is_staff = models.BooleanField(default=False)
    wants_answers = models.BooleanField(default=False)
    fell_for_honeypot = models.BooleanField(default=False)
    network = models.CharField(max_length=64, blank=True)
    likeness = models.CharField(max_length=64, blank=True)
    purge_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in State]), name="comments_state_known"
            ),
            models.CheckConstraint(
                condition=Q(network="") | Q(purge_at__isnull=False),
                name="comments_networks_are_purged",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="comments_published_at_an_instant",
            ),
        ]
        indexes = [
            models.Index(fields=["thread", "place"], name="comments_in_place"),
            models.Index(fields=["state", "id"], name="comments_by_state"),
            models.Index(fields=["network", "said_at"], name="comments_by_network"),
            models.Index(
                fields=["purge_at"], name="comments_to_purge", condition=Q(purge_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class Ruling(models.Model):
    """A move of a comment, by whom and why: the statement of reasons that its author is owed. It stays as it is."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="rulings")
    at = models.DateTimeField()
    actor = models.CharField(max_length=120)
    before = models.CharField(max_length=9)
    after = models.CharField(max_length=9)
    ground = models.CharField(
        max_length=12, blank=True, choices=[(one.value, one.value) for one in Ground]
    )
    note = models.CharField(max_length=1000, blank=True)
    is_told = models.BooleanField(default=False, help_text="a letter to the author was written")

    def __str__(self) -> str:
        return f"comment {self.comment_id}: {self.before} to {self.after}"


class Report(models.Model):
    """Somebody says that a comment should not be there; ``email`` is where they are told what became of it."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    ground = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Ground])
    text = models.CharField(max_length=1000, blank=True)
    name = models.CharField(max_length=60, blank=True)
    email = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=20)
    network = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    purge_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=9, default=ReportState.OPEN.value)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in ReportState]),
                name="comments_report_state_known",
            ),
            # Who presses twice, or again tomorrow, has said it once.
            models.UniqueConstraint(
                fields=["comment", "network"],
                condition=Q(state="open") & ~Q(network=""),
                name="comments_reported_once",
            ),
        ]
        indexes = [models.Index(fields=["network", "at"], name="comments_reports_by_network")]

    def __str__(self) -> str:
        return f"report {self.pk}"


class Vote(models.Model):
    """Somebody found a comment worth reading. It is kept for as long as it can be taken back; the comment keeps the count."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="cast_votes")
    network = models.CharField(max_length=64)
    purge_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "network"], name="comments_voted_once")
        ]

    def __str__(self) -> str:
        return f"vote {self.pk}"


class WatchedWord(models.Model):
    """As ``rules.words.folded`` gives it."""

    word = models.CharField(max_length=LONGEST_WORD, unique=True)
    act = models.CharField(max_length=4, choices=[(one.value, one.value) for one in Act])
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.word


class Lesson(models.Model):
    """A text, and what a person made of it. One that a file brought has no comment.

    ``untold`` names the judges that were wrong and have not heard of it yet, ``told`` what each has heard last.
    """

    comment = models.OneToOneField(
        Comment, on_delete=models.CASCADE, null=True, related_name="lesson"
    )
    text = models.TextField()
    likeness = models.CharField(max_length=64)
    source = models.CharField(max_length=100)
    is_spam = models.BooleanField()
    at = models.DateTimeField()
    untold = models.JSONField(default=list)
    told = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "likeness"],
                condition=Q(comment__isnull=True),
                name="comments_lessons_of_files_once",
            )
        ]

    def __str__(self) -> str:
        return f"lesson {self.pk}"


class SpamModel(models.Model):
    """What the classifier learned: plain numbers, and what they were learned from. The latest is in use."""

    weights = models.BinaryField()
    trained_at = models.DateTimeField()
    last_lesson = models.PositiveBigIntegerField()
    spam = models.PositiveIntegerField()
    ham = models.PositiveIntegerField()
    sources = models.JSONField(help_text="how many lessons of each source")
    spam_from = models.FloatField(null=True)
    ham_up_to = models.FloatField(null=True)
    spam_recall = models.FloatField()
    ham_recall = models.FloatField()

    def __str__(self) -> str:
        return f"spam model {self.pk}"
