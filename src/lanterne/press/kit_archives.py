"""A press kit in one file, written while it is sent: no more than a block of it is in memory, and none on the disk."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain

from django.template.loader import render_to_string

from lanterne.catalogue.queries import editing
from lanterne.core import sheets
from lanterne.press.kits import Kit, Shot
from lanterne.press.places import Place

CAPTIONS = ("file", "caption", "language", "credit", "width", "height")


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive; pictures are small already, and are stored as they are."""

    name: str
    is_packed: bool
    blocks: Callable[[], Iterable[bytes]]


def members(kit: Kit, where: Place) -> tuple[Member, ...]:
    """Words are written at once, in the language that is active; pictures are read when it is their turn."""
    context = {"kit": kit, "where": where}
    pages = {
        "fact-sheet.html": render_to_string("press/kit_sheet.html", context),
        "fact-sheet.txt": render_to_string("press/kit_sheet.txt", context),
        "biographies.txt": render_to_string("press/kit_lives.txt", context) if kit.lives else "",
        # With the mark by which spreadsheets know UTF-8.
        "captions.csv": "\ufeff" + sheets.written(CAPTIONS, map(_captioned, kit.shots)),
    }
    texts = [
        Member(name, is_packed=True, blocks=partial(iter, [text.encode()]))
        for name, text in pages.items()
        if text
    ]
    kept = editing.kept_pictures(title_id=kit.page.card.id)
    shots = [
        Member(one.file, is_packed=False, blocks=kept[one.id].blocks)
        for one in kit.shots
        if one.id in kept
    ]
    return (*texts, *shots)


def zipped(folder: str, held: Iterable[Member], *, at: datetime) -> Iterator[bytes]:
    """The archive block by block; all of it lies below one folder, without what cannot be read."""
    sent, day = _Sent(), (at.year, at.month, at.day, at.hour, at.minute, at.second)
    with zipfile.ZipFile(sent, "w") as archive:
        for member in held:
            blocks = iter(member.blocks())
            try:
                first = next(blocks, b"")
            except OSError:
                # The file went away since the archive was begun.
                continue
            entry = zipfile.ZipInfo(f"{folder}/{member.name}", day)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED if member.is_packed else zipfile.ZIP_STORED
            with archive.open(entry, "w") as file:
                for block in chain([first], blocks):
                    file.write(block)
                    yield sent.taken()
    yield sent.taken()


def _captioned(shot: Shot) -> dict[str, object]:
    told = (shot.file, shot.caption, shot.language, shot.credit, shot.width, shot.height)
    return dict(zip(CAPTIONS, told, strict=True))


class _Sent:
    """What an archive was written into since it was last taken: it has no place to go back to."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def write(self, octets: bytes, /) -> int:
        self.waiting += octets
        return len(octets)

    def flush(self) -> None:
        """Nothing waits but what is taken."""

    def close(self) -> None:
        """There is nothing to be closed."""

    def taken(self) -> bytes:
        taken = bytes(self.waiting)
        self.waiting.clear()
        return taken
