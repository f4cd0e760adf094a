"""Questions about what to watch."""

from lanterne.discovery.queries.gathered import collection
from lanterne.discovery.queries.home import home
from lanterne.discovery.queries.lists import is_listed, listed
from lanterne.discovery.queries.search import search
from lanterne.discovery.queries.similar import similar
from lanterne.discovery.queries.told import told

__all__ = ["collection", "home", "is_listed", "listed", "search", "similar", "told"]
