"""MovieLabs Media Entertainment Core: what a title is, as XML, in and out."""

from lanterne.exchange.mec.gathering import read
from lanterne.exchange.mec.nodes import is_mec
from lanterne.exchange.mec.writing import write

__all__ = ["is_mec", "read", "write"]
