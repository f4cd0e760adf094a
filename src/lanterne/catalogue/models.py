"""Titles and everything that is said about them."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from lanterne.catalogue.identifiers import Scheme
from lanterne.catalogue.rules import ArtKind, CompanyRole, Edition, Kind
from lanterne.catalogue.vocabulary import Vocabulary


def _choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in kinds]


class Genre(models.Model):
    code = models.SlugField(unique=True)

    def __str__(self) -> str:
        return self.code


class Title(models.Model):
    """A film, a series, one of its seasons or their episodes; or a trailer, an extra, another edition of these."""

    kind = models.CharField(max_length=8, choices=_choices(Kind))
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    # The film or series above, so that a question about a whole series needs no joins; written once, with parent.
    series = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    number = models.PositiveIntegerField(null=True, blank=True)
    # Of editions: which one it is.
    edition = models.CharField(max_length=12, blank=True, choices=_choices(Edition))
    slug = models.SlugField(max_length=120, unique=True)
    original_language = models.CharField(max_length=35)
    original_name = models.CharField(max_length=200)
    # What the search compares; written by the services beside the name itself.
    folded_name = models.CharField(max_length=300, editable=False)
    year = models.PositiveIntegerField(null=True, blank=True)
    runtime_seconds = models.PositiveIntegerField(null=True, blank=True)
    minimum_age = models.PositiveIntegerField(null=True, blank=True)
    # BCP 47; what is spoken in it, which dubs and subtitles do not change.
    spoken_languages = models.JSONField(default=list, blank=True)
    # Shown wherever the title is, as its licence asks: "© 2008 Blender Foundation, CC BY 3.0".
    copyright_line = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    genres = models.ManyToManyField(Genre, through="TitleGenre", related_name="titles")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["film", "series"], parent=None, series=None, number=None)
                | Q(
                    kind__in=["season", "episode", "trailer", "extra", "edition"],
                    parent__isnull=False,
                    series__isnull=False,
                    number__isnull=False,
                ),
                name="catalogue_only_films_and_series_stand_alone",
            ),
            models.UniqueConstraint(
                fields=["parent", "kind", "number"], name="catalogue_one_number_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(edition="") | Q(kind="edition"), name="catalogue_only_editions_are_one"
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="catalogue_no_title_is_its_own_parent"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "id"], name="catalogue_newest_of_a_kind"),
            # Of what is below something alone: the many that stand alone would make SQLite think that these tell
            # hardly one title from another, and read the whole table.
            models.Index(
                fields=["series", "kind"],
                condition=Q(series__isnull=False),
                name="catalogue_below_a_head",
            ),
            models.Index(
                fields=["parent", "kind"],
                condition=Q(parent__isnull=False),
                name="catalogue_right_below",
            ),
        ]

    def __str__(self) -> str:
        return self.original_name


class TitleGenre(models.Model):
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="genre_links")
    genre = models.ForeignKey(
        Genre, on_delete=models.PROTECT, related_name="title_links", db_index=False
    )

    class Meta:
        constraints = [
            # In this order, so that the newest titles of a genre are read straight off the index.
            models.UniqueConstraint(fields=["genre", "title"], name="catalogue_genre_once")
        ]

    def __str__(self) -> str:
        return f"{self.title_id} {self.genre_id}"


class Localisation(models.Model):
    """The words about a title in one language (BCP 47)."""

    title = models.ForeignKey(
        Title, on_delete=models.CASCADE, related_name="localisations", db_index=False
    )
    language = models.CharField(max_length=35)
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=300, editable=False)
    tagline = models.CharField(max_length=200, blank=True)
    synopsis_short = models.CharField(max_length=300, blank=True)
    synopsis_medium = models.TextField(blank=True)
    synopsis = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["title", "language"], name="catalogue_one_localisation_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class Person(models.Model):
    name = models.CharField(max_length=200, unique=True)
    folded_name = models.CharField(max_length=300, editable=False, db_index=True)

    def __str__(self) -> str:
        return self.name


class Biography(models.Model):
    """Who somebody is, in one language (BCP 47), as the press is told."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="biographies", db_index=False
    )
    language = models.CharField(max_length=35)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "language"], name="catalogue_one_biography_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} ({self.language})"


class Spelling(models.Model):
    """A word of some name, findable by itself and by itself less one letter.

    Two words one slip apart share one of these, so a misspelt word is found by an index and not by
    comparing it with every word there is. A word stays when its last name goes: it only suggests.
    """

    trimmed = models.CharField(max_length=60)
    word = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trimmed", "word"], name="catalogue_spelling_once")
        ]

    def __str__(self) -> str:
        return f"{self.trimmed} {self.word}"


class Credit(models.Model):
    """What a person did for a title; ``billing`` is the order in which people are named."""

    title = models.ForeignKey(
        Title, on_delete=models.CASCADE, related_name="credits", db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="credits")
    role = models.CharField(max_length=60)
    character = models.CharField(max_length=200, blank=True)
    billing = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["title", "billing"], name="catalogue_one_billing_each"),
            models.UniqueConstraint(
                fields=["title", "person", "role", "character"], name="catalogue_credit_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class Company(models.Model):
    name = models.CharField(max_length=200, unique=True)
    folded_name = models.CharField(max_length=300, editable=False, db_index=True)

    def __str__(self) -> str:
        return self.name


class CompanyCredit(models.Model):
    """What a company did for a title; ``billing`` is the order in which companies are named."""

    title = models.ForeignKey(
        Title, on_delete=models.CASCADE, related_name="company_credits", db_index=False
    )
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="credits")
    role = models.CharField(max_length=20, choices=_choices(CompanyRole))
    billing = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["title", "billing"], name="catalogue_one_company_billing_each"
            ),
            models.UniqueConstraint(
                fields=["title", "company", "role"], name="catalogue_company_credit_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.role}"


class ProductionCountry(models.Model):
    """A country that a title was made in, with its share in per cent where it is known."""

    title = models.ForeignKey(
        Title, on_delete=models.CASCADE, related_name="production_countries", db_index=False
    )
    territory = models.CharField(max_length=2)
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    is_lead = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["title", "territory"], name="catalogue_production_country_once"
            ),
            models.UniqueConstraint(
                fields=["title"], condition=Q(is_lead=True), name="catalogue_one_lead_country"
            ),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gt=0, share__lte=100),
                name="catalogue_share_is_per_cent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.share}"


class Term(models.Model):
    """A mood or a keyword: a code, with words in the languages that staff have given it."""

    vocabulary = models.CharField(max_length=10, choices=_choices(Vocabulary))
    code = models.SlugField()
    titles = models.ManyToManyField(Title, through="TitleTerm", related_name="terms")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "code"], name="catalogue_term_once")
        ]

    def __str__(self) -> str:
        return f"{self.vocabulary} {self.code}"


class TermName(models.Model):
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="names", db_index=False)
    language = models.CharField(max_length=35)
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["term", "language"], name="catalogue_one_term_name_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class TitleTerm(models.Model):
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="term_links")
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="title_links", db_index=False
    )

    class Meta:
        constraints = [
            # In this order, so that the newest titles of a term are read straight off the index.
            models.UniqueConstraint(fields=["term", "title"], name="catalogue_title_term_once")
        ]

    def __str__(self) -> str:
        return f"{self.title_id} {self.term_id}"


class Collection(models.Model):
    slug = models.SlugField(max_length=120, unique=True)
    original_language = models.CharField(max_length=35)

    def __str__(self) -> str:
        return self.slug


class CollectionName(models.Model):
    collection = models.ForeignKey(
        Collection, on_delete=models.CASCADE, related_name="names", db_index=False
    )
    language = models.CharField(max_length=35)
    name = models.CharField(max_length=200)
    synopsis = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "language"], name="catalogue_one_collection_name_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class CollectionTitle(models.Model):
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, db_index=False)
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="collection_links")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["collection", "title"], name="catalogue_gathered_once")
        ]

    def __str__(self) -> str:
        return f"{self.collection_id} {self.title_id}"


class AgeRating(models.Model):
    """What one territory's board says; it wins over the title's own ``minimum_age``.

    ``system`` is empty where staff stated the label freely.
    """

    title = models.ForeignKey(
        Title, on_delete=models.CASCADE, related_name="age_ratings", db_index=False
    )
    territory = models.CharField(max_length=2)
    system = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=40)
    minimum_age = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["title", "territory"], name="catalogue_one_rating_per_territory"
            )
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.label}"


class Identifier(models.Model):
    """The name by which a registry knows a title, as the registry writes it."""

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=10, choices=_choices(Scheme))
    value = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="catalogue_identifier_once")
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class Artwork(models.Model):
    """A picture of a title, stored in several widths as ``<path>-<width>.webp``, and as AVIF beside them.

    ``language`` is empty for a picture without lettering. ``width`` and ``height`` are those of the original, which
    is kept as ``master``. ``crops`` says how it was cut: around which point, in which other shapes, and what
    stands in its place until it arrives. Both are empty for pictures from before there were cuts. ``captions`` is
    what is seen on it, by language (BCP 47).
    """

    title = models.ForeignKey(
        Title, on_delete=models.CASCADE, related_name="artworks", db_index=False
    )
    kind = models.CharField(max_length=8, choices=_choices(ArtKind))
    language = models.CharField(max_length=35, blank=True)
    path = models.CharField(max_length=120, db_index=True)
    master = models.CharField(max_length=120, blank=True, default="")
    crops = models.JSONField(default=dict, blank=True)
    widths = models.JSONField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    colour = models.CharField(max_length=7)
    source = models.CharField(max_length=300)
    captions = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["title", "kind", "language"], name="catalogue_one_picture_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.path}"


class Change(models.Model):
    """What one act made of a title's fields: the audit line says who and when, and ``edits`` what was before and after.

    The title is a number and no key: what was said of it is told when it is gone.
    """

    title_id = models.PositiveBigIntegerField()
    line = models.OneToOneField("core.AuditLine", on_delete=models.PROTECT, related_name="+")
    edits = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["title_id", "id"], name="catalogue_changes_of_a_title")]

    def __str__(self) -> str:
        return f"{self.title_id} {self.line_id}"


class FormerTitle(models.Model):
    """A title that was merged into another: its number and its address lead there for good."""

    former_id = models.PositiveBigIntegerField(unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="former")

    def __str__(self) -> str:
        return f"{self.slug} {self.title_id}"
