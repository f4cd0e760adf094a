"""What the tests of this room share."""

from tests.screening import film

__all__ = ["film"]
