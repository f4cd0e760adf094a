"""Log lines without the addresses that would let whoever reads them watch, or deliver."""

from __future__ import annotations

import logging
import re

# /m/<key id>.<mac>/<expires>/<session>/…: the whole prefix is the permission.
_PREFIX = re.compile(r"/m/[^/\s]+/\d+/[0-9a-f-]+/")
# /deliver/<token>/…: the link of a post house.
_LINK = re.compile(r"/deliver/[^/\s]+")


class NoStreamAddresses(logging.Filter):
    """Blots the part that opens out of every line."""

    def filter(self, record: logging.LogRecord) -> bool:
        line = record.getMessage()
        if "/m/" in line or "/deliver/" in line:
            blotted = _LINK.sub("/deliver/…", _PREFIX.sub("/m/…/", line))
            record.msg, record.args = blotted, None
        return True
