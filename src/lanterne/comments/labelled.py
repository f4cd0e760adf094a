"""Files of labelled comments: CSV with a column ``text`` and a column ``spam``, by these or a few other names."""

from __future__ import annotations

import csv
from pathlib import Path

from django.utils.translation import gettext as _

from lanterne.core.errors import Refused

TEXT, SPAM = ("text", "content", "comment"), ("spam", "class", "is_spam", "label")
YES, NO = {"1", "true", "yes", "spam"}, {"0", "false", "no", "ham"}
MOST_BYTES = 100 * 1024 * 1024


class NotLabelled(Refused):
    pass


def read(file: Path) -> list[tuple[str, bool]]:
    """Each text, and whether it is spam. Refuses NotLabelled for a file that is not of this kind."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise NotLabelled(_("%(file)s is too large.") % {"file": file.name})
        # Some begin with an empty line, or with a mark of the order of bytes.
        lines = file.read_text(encoding="utf-8-sig").lstrip().splitlines(keepends=True)
        return _labelled(file.name, csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as failure:
        raise NotLabelled(
            _("%(file)s cannot be read as CSV in UTF-8.") % {"file": file.name}
        ) from failure


def _labelled(name: str, rows: csv.DictReader[str]) -> list[tuple[str, bool]]:
    columns = {column.strip().lower(): column for column in rows.fieldnames or ()}
    text = next((columns[one] for one in TEXT if one in columns), None)
    spam = next((columns[one] for one in SPAM if one in columns), None)
    if text is None or spam is None:
        raise NotLabelled(_("%(file)s has no columns “text” and “spam”.") % {"file": name})
    found = list[tuple[str, bool]]()
    for number, row in enumerate(rows, 2):
        said = (row[spam] or "").strip().lower()
        if said not in YES | NO:
            told = {"file": name, "line": number}
            raise NotLabelled(_("%(file)s, row %(line)d: “spam” is 1 or 0.") % told)
        found.append((row[text] or "", said in YES))
    return found
