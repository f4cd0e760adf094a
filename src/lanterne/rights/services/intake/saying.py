"""What a file says of a window that is held: the rest stays, and what differs is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lanterne.rights.records import SAYABLE, WindowRecord

OF_THE_WINDOW = frozenset(["closes_at"])
OF_THE_RECORD = frozenset(["contract"])
OF_THE_TERMS = SAYABLE - OF_THE_WINDOW - OF_THE_RECORD


def beside(record: WindowRecord, was: WindowRecord) -> WindowRecord:
    """The window as it would be; silence neither lifts an embargo nor gives back what was revoked."""
    held, unsaid = values(was), SAYABLE - record.told
    terms = replace(
        record.window.terms, **{name: held[name] for name in sorted(OF_THE_TERMS & unsaid)}
    )
    return replace(
        record,
        window=replace(
            record.window,
            terms=terms,
            **{name: held[name] for name in sorted(OF_THE_WINDOW & unsaid)},
        ),
        **{name: held[name] for name in sorted(OF_THE_RECORD & unsaid)},
    )


def differing(record: WindowRecord, was: WindowRecord) -> tuple[str, ...]:
    """What of the window would be other than it was, by name."""
    now, held = values(record), values(was)
    return tuple(name for name in sorted(SAYABLE) if now[name] != held[name])


def values(record: WindowRecord) -> dict[str, Any]:
    """What may be said of a window, by name."""
    window, terms = record.window, record.window.terms
    return {
        **{name: getattr(terms, name) for name in OF_THE_TERMS},
        "closes_at": window.closes_at,
        "contract": record.contract,
    }
