"""Whether a film from outside may be opened on this machine."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_noop

from lanterne_media.tools import sandbox

# A constant, so that a job keeps it and each reader sees it in their own language.
UNCAGED = gettext_noop(
    "Films from outside are not opened on this machine, because it cannot shut them in. Install bubblewrap or run a Linux kernel with Landlock (5.13 or newer); whoever takes the risk sets LANTERNE_ALLOW_UNCAGED=1."
)


def why_uncaged() -> str | None:
    """The sentence and its remedy where there is no cage and the operator did not take the risk; else ``None``."""
    if settings.ALLOW_UNCAGED or sandbox.offers().is_enough_for_strangers:
        return None
    return UNCAGED
