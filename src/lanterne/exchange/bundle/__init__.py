"""A folder with everything there is: licences.yaml, titles.yaml, and the pictures beside them."""

from lanterne.exchange.bundle.reading import LICENCES, TITLES, read
from lanterne.exchange.bundle.writing import write

# By which a bundle is known from other folders.
FILES = (TITLES, LICENCES)

__all__ = ["FILES", "read", "write"]
