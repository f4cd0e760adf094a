"""Changes that editors prepare, and titles that they make one."""

from lanterne.editorial.services.merging import (
    Chosen,
    make_edition,
    merge,
    tell_apart,
)

__all__ = ["Chosen", "make_edition", "merge", "tell_apart"]
