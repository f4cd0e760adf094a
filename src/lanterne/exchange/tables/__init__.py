"""Titles out of a CSV file, a line at a time."""

from lanterne.exchange.tables.columns import Column, matched
from lanterne.exchange.tables.reading import Preview, preview, read

__all__ = ["Column", "Preview", "matched", "preview", "read"]
