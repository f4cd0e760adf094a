"""Files that staff have sent and not decided on yet, kept for a day under a key that nobody can guess."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.exchange.formats import ENDINGS

MOST_BYTES = 20_000_000
KEPT_FOR = timedelta(days=1)


class FileNotTaken(Refused):
    pass


def keep(*, name: str, size: int, blocks: Iterable[bytes]) -> UUID:
    """Lay a file down to be judged; those of yesterday go."""
    name = get_valid_filename(Path(name).name[-100:])
    if Path(name).suffix.lower() not in ENDINGS:
        raise FileNotTaken(_("Send a file that ends in .csv, .tsv, .xml or .xlsx."))
    if size > MOST_BYTES:
        raise FileNotTaken(
            _("This file is larger than 20 MB: “lanterne import” on the server takes any size.")
        )
    _sweep()
    key = uuid4()
    folder = _shelf() / str(key)
    folder.mkdir(parents=True)
    with (folder / name).open("wb") as file:
        file.writelines(blocks)
    return key


def find(key: UUID) -> Path | None:
    """The file under this key, while it is kept."""
    return next((_shelf() / str(key)).glob("*"), None)


def forget(key: UUID) -> None:
    shutil.rmtree(_shelf() / str(key), ignore_errors=True)


def _sweep() -> None:
    oldest = (clock.now() - KEPT_FOR).timestamp()
    for folder in _shelf().glob("*"):
        # Two uploads may sweep at once.
        with suppress(FileNotFoundError):
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)


def _shelf() -> Path:
    return Path(settings.UPLOADS) / "files"
