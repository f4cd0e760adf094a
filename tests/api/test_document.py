"""The OpenAPI document, which others write clients from."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lanterne.api.export import document

KEPT = Path(__file__).parents[2] / "docs/api.json"


def test_the_kept_document_is_current():
    assert KEPT.read_text(encoding="utf-8") == document(), (
        "The API has changed: python -m lanterne.api.export > docs/api.json"
    )


@pytest.mark.slow
def test_the_command_writes_the_document():
    done = subprocess.run(
        [sys.executable, "-m", "lanterne.api.export"], text=True, capture_output=True, check=True
    )
    assert done.stdout == document()


def test_the_served_document_is_the_same(client):
    assert client.get("/api/v1/openapi.json").json() == json.loads(document())


def test_every_field_that_travels_has_an_example():
    schemas = json.loads(document())["components"]["schemas"]
    for name, schema in schemas.items():
        for field, told in schema.get("properties", {}).items():
            is_made_of_others = "$ref" in json.dumps(told)
            assert is_made_of_others or "examples" in told, f"{name}.{field}"
