"""Pictures of articles, kept where no address leads: whoever asks for one is asked back whether it is public."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import storages
from django.core.files.storage.base import Storage
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, WagtailImageField
from wagtail.images.models import get_upload_to as named_apart


def kept_apart() -> Storage:
    return storages["press"]


class Picture(AbstractImage):
    """A picture with whom it is owed to; its description is what it shows, for those who cannot see it."""

    file = WagtailImageField(
        verbose_name=_("file"),
        storage=kept_apart,
        upload_to=named_apart,
        width_field="width",
        height_field="height",
    )
    credit = models.CharField(_("credit"), max_length=200)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    # Nobody asks a person for the pictures that they brought.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="uploaded by user",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    admin_form_fields = (
        "title",
        "file",
        "credit",
        "licence",
        "description",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class Rendition(AbstractRendition):
    """A picture as a page shows it."""

    image = models.ForeignKey(Picture, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="newsroom_renditions_are_made_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.image_id} {self.filter_spec}"
