"""What the tests of this room share."""

from tests.library import folders, library
from tests.screening import film

__all__ = ["film", "folders", "library"]
