"""What partners hold of a project, in per cent."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

WHOLE = Decimal(100)


def together(shares: Iterable[Decimal | None]) -> Decimal:
    return sum((share for share in shares if share is not None), Decimal(0))


def is_share(share: Decimal) -> bool:
    return 0 < share <= WHOLE
