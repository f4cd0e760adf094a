"""Bodies that no editor of ours has written: held to what ours would have kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from lanterne.newsroom.blocks import FEATURES, MOST_BLOCKS
from lanterne.newsroom.links import check_links
from lanterne.newsroom.models import Article


def cleaned(body: Sequence[Mapping[str, Any]]) -> Any:
    """The value of the body's field. Raises a ValidationError that says in words what cannot be kept."""
    if len(body) > MOST_BLOCKS:
        raise ValidationError(_("An article has at most %(most)d blocks.") % {"most": MOST_BLOCKS})
    stream = Article._meta.get_field("body").stream_block
    unknown = [one.get("type") for one in body if one.get("type") not in stream.child_blocks]
    if unknown:
        raise ValidationError(
            _("“%(kind)s” is no block of an article.") % {"kind": str(unknown[0])[:40]}
        )
    raw = [{"type": one["type"], "value": _value(one)} for one in body]
    return stream.clean(stream.to_python(json.loads(json.dumps(raw))))


def _value(one: Mapping[str, Any]) -> Any:
    if one["type"] != "paragraph":
        return one["value"]
    # Through the editor and back: whatever it knows no name for is left out, scripts and handlers among it. It reads only
    # what is well formed, so that the text is made so first, and what would be left of a script is taken out whole.
    told = BeautifulSoup(str(one["value"]), "html.parser")
    for spoilt in told(["script", "style", "template", "noscript", "title", "textarea"]):
        spoilt.decompose()
    converter = ContentstateConverter(FEATURES)
    kept: str = converter.to_database_format(converter.from_database_format(str(told)))
    check_links(kept)
    return kept
