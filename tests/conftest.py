"""What every test shares: the cast, and servers that are started once."""

pytest_plugins = ["tests.cast", "tests.postgres"]
