"""Where nginx in front keeps the streams, from one setting: LANTERNE_SENDFILE."""

from __future__ import annotations


def internal_place(told: str) -> str:
    """`/protected/`, with the slashes that nginx joins the file's name to, also where they were left out."""
    place = told.strip().strip("/")
    return f"/{place}/" if place else ""
