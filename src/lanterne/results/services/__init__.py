"""Closing what releases brought, and noting those of a system that was left."""

from lanterne.results.services.closing import close_due, count_anew, join
from lanterne.results.services.history import ReleaseDraft, bring_releases

__all__ = ["ReleaseDraft", "bring_releases", "close_due", "count_anew", "join"]
