"""A folder with everything there is: licences.yaml, titles.yaml, and the pictures beside them."""

from lanterne.exchange.bundle.reading import read
from lanterne.exchange.bundle.writing import write

__all__ = ["read", "write"]
