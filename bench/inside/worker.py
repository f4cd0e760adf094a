"""The service's own worker, which also says when it has read its code; a new process reads this file before Django."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from lanterne.cli import main, service
from lanterne_media.model import POLICIES, Codec

AWAKE = Path(os.environ["LANTERNE_VAR"]) / "worker-is-awake"


def work(parent: int) -> None:
    service.awake()
    from lanterne.assets import tasks  # noqa: F401 - read now, not within the measurement

    know_policies()
    AWAKE.touch()
    main.work_beside(parent)


def know_policies() -> None:
    """The quick policy with one codec, known to the processes of this measurement only."""
    POLICIES["swift-h264"] = replace(POLICIES["swift"], name="swift-h264", codecs=(Codec.H264,))
