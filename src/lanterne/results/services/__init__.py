"""Closing what releases brought."""

from lanterne.results.services.closing import close_due, join

__all__ = ["close_due", "join"]
