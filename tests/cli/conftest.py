"""What the tests of this room share."""

from tests.library import folders, library

__all__ = ["folders", "library"]
