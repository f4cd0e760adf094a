"""Loaded by pytest before Django reads its settings: every run has a folder and a key of its own."""

from __future__ import annotations

import os
import tempfile

os.environ["LANTERNE_VAR"] = tempfile.mkdtemp(prefix="lanterne-test-")
# Tests open only films that they make themselves, and prove elsewhere what the cage holds.
os.environ["LANTERNE_ALLOW_UNCAGED"] = "1"
os.environ["LANTERNE_SECRET_KEY"] = "a-key-for-tests-only-and-long-enough-for-it"
