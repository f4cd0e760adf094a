"""What the public is shown, told apart from what editors work on: nothing is read by anyone that stands not here."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import PageChooserPanel

from lanterne.newsroom.rules import Standing, standing


class Release(models.Model):
    """An article that an editor has let go out; the public may know of it from ``public_at`` until before ``until``.

    What was taken down stays on record: published again, it is no news. Held back anew, it keeps in ``first_public_at`` when it
    was public first.
    """

    article = models.OneToOneField(
        "newsroom.Article", on_delete=models.CASCADE, related_name="release"
    )
    territory = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=12)
    slug = models.CharField(max_length=255)
    kind = models.CharField(max_length=8)
    public_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    first_public_at = models.DateTimeField(null=True, blank=True)
    is_for_press = models.BooleanField(default=False)
    # Said again after it was public.
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "language", "slug"], name="newsroom_one_article_an_address"
            )
        ]
        indexes = [
            models.Index(
                fields=["language", "territory", "-public_at"], name="newsroom_latest_first"
            ),
            models.Index(fields=["public_at"], name="newsroom_by_instant"),
            models.Index(
                fields=["until"],
                name="newsroom_by_end",
                condition=models.Q(until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory or 'world'}/{self.language}/{self.slug}"

    @property
    def began_at(self) -> datetime:
        """When the public read it first, or will."""
        return self.first_public_at or self.public_at

    def standing(self, at: datetime) -> Standing:
        return standing(public_at=self.public_at, until=self.until, at=at)


def open_at(at: datetime, *, of: str = "") -> models.Q:
    """The releases that the public may know of at an instant; ``of`` leads to them from another table, as "release__"."""
    is_begun = models.Q(**{f"{of}public_at__lte": at})
    return is_begun & (models.Q(**{f"{of}until": None}) | models.Q(**{f"{of}until__gt": at}))


class Use(models.Model):
    """A picture that an article shows."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="uses")
    picture = models.ForeignKey("newsroom.Picture", on_delete=models.CASCADE, related_name="uses")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "picture"], name="newsroom_used_once")
        ]

    def __str__(self) -> str:
        return f"{self.release_id} shows {self.picture_id}"


class Mention(models.Model):
    """What an article speaks of: a "title", a "person", a figure's "subject", and the "word"s that it is found by."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=200)
    # How often; of words alone more than once.
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "kind", "key"], name="newsroom_mentioned_once"
            )
        ]
        indexes = [models.Index(fields=["kind", "key"], name="newsroom_mentions_of")]

    def __str__(self) -> str:
        return f"{self.release_id} speaks of {self.kind} {self.key}"


class Correction(models.Model):
    """A figure that was corrected, and that an editor let the article say so; both claims by their keys."""

    article = models.ForeignKey(
        "newsroom.Article", on_delete=models.CASCADE, related_name="corrections"
    )
    claim = models.CharField(max_length=120)
    replaced_by = models.CharField(max_length=120)
    # In the article's language; else what the figures' correction gave as its reason.
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    approved_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "claim"], name="newsroom_corrected_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.claim} is {self.replaced_by}"


class Pin(models.Model):
    """What an editor wants read next."""

    article = ParentalKey("newsroom.Article", on_delete=models.CASCADE, related_name="pins")
    target = models.ForeignKey(
        "newsroom.Article", verbose_name=_("article"), on_delete=models.CASCADE, related_name="+"
    )
    place = models.PositiveSmallIntegerField(default=0, editable=False)

    sort_order_field = "place"
    panels = [PageChooserPanel("target", "newsroom.Article")]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.target_id}"
