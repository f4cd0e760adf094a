"""Settings that every test needs before Django reads its own."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("LANTERNE_VAR", tempfile.mkdtemp(prefix="lanterne-test-"))
os.environ.setdefault("LANTERNE_SECRET_KEY", "a-key-for-tests-only-and-long-enough-for-it")

pytest_plugins = ["tests.cast"]
