"""Log lines without the addresses that would let whoever reads them watch."""

from __future__ import annotations

import logging
import re

# /m/<key id>.<mac>/<expires>/<session>/…: the whole prefix is the permission.
_PREFIX = re.compile(r"/m/[^/\s]+/\d+/[0-9a-f-]+/")


class NoStreamAddresses(logging.Filter):
    """Blots the signed part out of every line."""

    def filter(self, record: logging.LogRecord) -> bool:
        line = record.getMessage()
        if "/m/" in line:
            record.msg, record.args = _PREFIX.sub("/m/…/", line), None
        return True
