"""``python -m lanterne.api.export > docs/api.json``: the OpenAPI document, for those who write clients."""

from __future__ import annotations

import json
import os
import sys

import django


def document() -> str:
    """The document as it is kept: sorted, so that a change shows as a change."""
    from lanterne.api.urls import api

    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanterne.config.settings")
    django.setup()
    sys.stdout.write(document())
