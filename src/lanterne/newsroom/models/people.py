"""Who writes, and whom the press may call."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel


class Author(ClusterableModel):
    """A byline; what is said of its owner is said in each language."""

    slug = models.SlugField(_("address"), unique=True, max_length=80)
    name = models.CharField(_("name"), max_length=120)
    picture = models.ForeignKey(
        "newsroom.Picture",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("picture"),
        InlinePanel("words", label=_("In a language")),
    ]

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.name


class AuthorWords(models.Model):
    author = ParentalKey(Author, on_delete=models.CASCADE, related_name="words")
    language = models.CharField(_("language"), max_length=12)
    role = models.CharField(_("role"), max_length=160, blank=True)
    biography = models.TextField(_("biography"), max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "language"], name="newsroom_authors_are_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.author_id} {self.language}"


class Contact(models.Model):
    """Whom the press of a market calls, in the language of the newsroom that names them."""

    newsroom = ParentalKey("newsroom.Newsroom", on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    place = models.PositiveSmallIntegerField(default=0, editable=False)

    sort_order_field = "place"

    def __str__(self) -> str:
        return self.name
