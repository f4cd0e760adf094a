"""What the tests of this room share."""

from tests.postgres import postgres_url
from tests.screening import film

__all__ = ["film", "postgres_url"]
