"""Links of articles: where they may lead."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lanterne.newsroom.rules import is_inside

_OUTWARD = re.compile(r"""<a\s[^>]*href="([^"]*)""")
_ALLOWED = ("mailto:", "/newsroom/", "/title/", "#")


def check_links(html: str) -> None:
    """Refuses, as an editor's form does, a link into somebody's own network or to what is no page."""
    for address in _OUTWARD.findall(html):
        is_ours = address.startswith(_ALLOWED) and ".." not in address
        if not is_ours and is_inside(address):
            raise ValidationError(
                _("“%(address)s” leads to no page that readers can reach. Use an https address.")
                % {"address": address[:120]}
            )
