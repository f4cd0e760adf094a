"""The settings with the tests' SQLite in a file, which threads can share as they do in use."""

from lanterne.config.settings import *  # noqa: F403
from lanterne.config.settings import DATABASES, VAR

DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
