"""Pictures of what quality control found."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

_NAME = re.compile(r"[0-9]{2,}-[a-z_]+\.jpg")


def finding_picture(*, job_id: int, name: str) -> Path | None:
    """The file of one picture; ``None`` for any name that is not one of a job's pictures."""
    path = Path(settings.FINDINGS) / str(job_id) / name
    return path if _NAME.fullmatch(name) and path.is_file() else None
