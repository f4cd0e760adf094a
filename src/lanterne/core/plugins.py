"""Finding the class or function that a setting names."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string


def load(dotted: str) -> Any:
    """Load `package.module.Name`; the error says which part of the setting is wrong."""
    try:
        return import_string(dotted)
    except ImportError as error:
        raise ImproperlyConfigured(
            f"The settings name {dotted!r}, which cannot be loaded: {error}."
        ) from error
