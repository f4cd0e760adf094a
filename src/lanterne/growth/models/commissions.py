"""What services order: one row a film or a season, with how far it came and when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lanterne.growth.models.services import Service, choices
from lanterne.growth.rules.commissions import Order, Origin, Status


class Commission(models.Model):
    """``title`` is what it was announced as; other names, also its own in other languages, are rows beside it."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="commissions")
    title = models.CharField(max_length=200)
    season = models.PositiveSmallIntegerField(null=True, blank=True)
    order = models.CharField(max_length=8, choices=choices(Order))
    origin = models.CharField(max_length=12, choices=choices(Origin))
    is_scripted = models.BooleanField(default=True)
    language = models.CharField(max_length=35, blank=True)
    source = models.CharField(max_length=300)
    address = models.URLField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(order="film") | Q(season=None), name="growth_films_have_no_season"
            ),
            models.CheckConstraint(
                condition=~Q(order="renewal") | Q(season__gt=1), name="growth_renewals_go_on"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.title}"


class CommissionName(models.Model):
    """A name that it goes by, as reports are compared: without case, accents and articles."""

    commission = models.ForeignKey(Commission, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    plain = models.CharField(max_length=200, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commission", "plain"], name="growth_named_once")
        ]

    def __str__(self) -> str:
        return self.name


class CommissionIdentifier(models.Model):
    """What a register knows it by: wikidata, imdb, eidr, tmdb. A series shares it with its seasons."""

    commission = models.ForeignKey(Commission, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.SlugField(max_length=20)
    value = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commission", "scheme"], name="growth_one_identifier_a_scheme"
            )
        ]
        indexes = [models.Index(fields=["scheme", "value"], name="growth_by_identifier")]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class CommissionStep(models.Model):
    """The first day on which it had a status."""

    commission = models.ForeignKey(Commission, on_delete=models.CASCADE, related_name="steps")
    status = models.CharField(max_length=13, choices=choices(Status))
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commission", "status"], name="growth_one_step_a_status"
            )
        ]

    def __str__(self) -> str:
        return f"{self.commission_id} {self.status} {self.on}"


class CommissionCountry(models.Model):
    """A country of production; the first leads."""

    commission = models.ForeignKey(Commission, on_delete=models.CASCADE, related_name="countries")
    territory = models.CharField(max_length=2)
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commission", "territory"], name="growth_one_row_a_country"
            )
        ]

    def __str__(self) -> str:
        return self.territory


class CommissionGenre(models.Model):
    commission = models.ForeignKey(Commission, on_delete=models.CASCADE, related_name="genres")
    genre = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commission", "genre"], name="growth_one_row_a_genre")
        ]

    def __str__(self) -> str:
        return self.genre
