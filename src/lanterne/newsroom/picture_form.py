"""What an editor brings as a picture: opened whole before it is kept."""

from __future__ import annotations

import struct
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class WholePicture(WagtailImageField):
    def check_image_pixel_size(self, f: Any) -> None:
        """By what its head says: decoded to be counted, a small file takes gigabytes before it is refused."""
        try:
            with Image.open(f) as opened:
                width, height = opened.size
            is_small = width * height <= settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
        except Image.DecompressionBombError:
            is_small = False
        if not is_small:
            most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
            raise ValidationError(
                _("This picture has too many pixels: at most %(most)s million are taken.")
                % {"most": most}
            )
        f.seek(0)

    def to_python(self, data: Any) -> Any:
        """A head that promises a picture, and no picture behind it, would break every page that shows it."""
        try:
            file = super().to_python(data)
            if file is not None:
                file.seek(0)
                with Image.open(file) as opened:
                    opened.load()
                file.seek(0)
        except (OSError, SyntaxError, ValueError, struct.error) as error:
            raise ValidationError(
                _("This picture is broken: it cannot be read to its end.")
            ) from error
        return file


class PictureForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self.fields.get("file")
        if held is not None:
            self.fields["file"] = WholePicture(
                label=held.label, widget=held.widget, required=held.required
            )
