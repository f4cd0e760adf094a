"""Subtitles of any hand in, WebVTT of our own hand out.

Nothing of what was delivered is served: cues are read, mended and written anew, so a file cannot carry a style sheet,
an address or a tag that we did not write.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from lanterne_media import store, tools
from lanterne_media.captions import lines, ttml
from lanterne_media.captions.cues import BadLine, Cue, Mended, mend
from lanterne_media.captions.markup import is_language
from lanterne_media.model import CaptionFacts, CaptionRendition, MediaRefused, Mezzanine
from lanterne_media.tools import Runner

LARGEST_BYTES = 10 * 2**20
# Shapes that ASS draws come out of the copy as their orders: a letter, then numbers.
_DRAWING = re.compile(r"m(?: -?[0-9.]+)+(?: [mnlbspc](?: -?[0-9.]+)*)*")
_NOT_SUBTITLES = "This is not a subtitle file that can be read: SubRip, WebVTT or TTML is expected."


def read(path: Path) -> tuple[Cue, ...]:
    """The cues of a SubRip, WebVTT or TTML file, known by its content, mended and in order."""
    return parse(_bounded(path)).cues


def refuse_stranger(path: Path, duration: float) -> None:
    """Refuse what cannot be read, and the subtitles of a longer film: most of them would never be seen."""
    cues = read(path)
    late = sum(cue.start >= duration for cue in cues)
    if late * 2 > len(cues):
        raise MediaRefused(
            f"{late} of the {len(cues)} subtitles in {path.name} come after the end of the film: "
            "they are of another film."
        )


def is_of(path: Path, duration: float) -> bool:
    """Whether any cue begins before the end of a film: others nobody would see."""
    return any(cue.start < duration for cue in read(path))


def parse(content: bytes) -> Mended:
    """The cues of such a file, and how many had to be repaired or left out."""
    mended = mend(_cues(_decoded(content)))
    if not mended.cues:
        raise MediaRefused("This subtitle file has no cue with words and a duration.")
    return mended


def proofread(content: bytes) -> Mended:
    """Like ``parse``, for whoever can still mend the file: what would be passed over is refused with its line."""
    text = _decoded(content)
    body = text.lstrip()
    above = len(lines.split(text[: len(text) - len(body)])) - 1
    fault = None if body.startswith("<") else lines.first_fault(lines.split(body))
    if fault:
        raise BadLine(fault[0] + above, fault[1])
    return parse(content)


def webvtt(cues: Iterable[Cue]) -> str:
    """Cues as a WebVTT file, whatever their text tries to be."""
    written = [
        f"{_stamp(cue.start)} --> {_stamp(cue.end)} {cue.settings}".rstrip() + f"\n{cue.text}\n"
        for cue in mend(cues).cues
    ]
    return "\n".join(["WEBVTT\n", *written])


def extract_command(mezzanine: Mezzanine, caption: CaptionFacts, output: Path) -> list[str]:
    """Copy one text track of the film to a SubRip file."""
    return [
        # Whatever the bytes of its letters are: the reader of SubRip files finds out.
        *("ffmpeg", "-nostdin", "-v", "error", "-y", "-sub_charenc_mode", "ignore"),
        *tools.untrusted(mezzanine.path),
        *("-map", f"0:s:{caption.position}", "-map_metadata", "-1", "-map_chapters", "-1"),
        *("-c:s", "subrip", "-f", "srt", f"file:{output}"),
    ]


def from_mezzanine(
    mezzanine: Mezzanine, caption: CaptionFacts, output: Path, *, run: Runner
) -> CaptionRendition:
    """Publish a text track that lies inside the film as ``output``, on the picture's clock."""
    if not caption.is_text:
        raise MediaRefused("These subtitles are pictures: no words can be read from them.")
    with store.room() as folder:
        extracted = folder / "track.srt"
        command = extract_command(mezzanine, caption, extracted)
        run.run(command, reads=[Path(mezzanine.path)], writes=[folder])
        # A track for forced lines is often there and without a word: no reason to refuse the film.
        found = _cues(_decoded(_bounded(extracted))) if _has_content(extracted) else ()
    mended = mend(_earlier(found, mezzanine.video.start)).cues
    cues = tuple(cue for cue in mended if not _DRAWING.fullmatch(cue.text))
    return CaptionRendition(
        str(output),
        caption.language,
        caption.title,
        caption.is_forced,
        caption.is_for_the_deaf,
        _publish(cues, output) if cues else 0,
    )


def _has_content(path: Path) -> bool:
    with path.open("rb") as file:
        return bool(file.read(4096).strip())


def _earlier(cues: Iterable[Cue], seconds: float) -> Iterator[Cue]:
    """The same cues by the clock of a picture that begins so many seconds after its file."""
    for cue in cues:
        yield replace(cue, start=cue.start - seconds, end=cue.end - seconds)


def from_sidecar(
    path: Path,
    language: str,
    output: Path,
    *,
    is_forced: bool = False,
    is_for_the_deaf: bool = False,
) -> CaptionRendition:
    """Publish a subtitle file delivered beside the film as ``output``; ``language`` is a BCP 47 tag."""
    if not is_language(language):
        raise MediaRefused("The language of subtitles is a tag such as fr, pt-BR or zh-Hant.")
    count = _publish(read(path), output)
    return CaptionRendition(
        str(output), language, is_forced=is_forced, is_for_the_deaf=is_for_the_deaf, cues=count
    )


def _bounded(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise MediaRefused("This subtitle file cannot be opened.") from error
    if not content.strip():
        raise MediaRefused("This subtitle file is empty.")
    if len(content) > LARGEST_BYTES:
        raise MediaRefused("This subtitle file is larger than 10 MB, which no subtitles are.")
    return content


def _cues(text: str) -> Iterable[Cue]:
    body = text.lstrip()
    if body.startswith("<"):
        return ttml.read(body)
    rows = lines.split(body)
    if rows[0].split()[:1] == ["WEBVTT"]:
        return lines.webvtt(rows)
    if not lines.has_timing(rows):
        raise MediaRefused(_NOT_SUBTITLES)
    return lines.subrip(rows)


def _decoded(content: bytes) -> str:
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.removeprefix("\ufeff")
    raise MediaRefused("This subtitle file is not text.")


def _encodings(content: bytes) -> list[str]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    if b"\0" not in content:
        return ["utf-8-sig", "cp1252"]
    # Without a mark, the zero halves of plain letters tell which half comes first.
    is_big = content[::2].count(0) > content[1::2].count(0)
    return ["utf-16-be" if is_big else "utf-16-le"]


def _publish(cues: tuple[Cue, ...], output: Path) -> int:
    temporary = output.with_name(f".{output.name}.{os.getpid()}.part")
    temporary.write_text(webvtt(cues), encoding="utf-8", newline="\n")
    written = parse(temporary.read_bytes()).cues
    if written != cues:
        temporary.unlink()
        raise RuntimeError("the subtitles written are not those that were read")
    temporary.rename(output)
    return len(cues)


def _stamp(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


__all__ = [
    "LARGEST_BYTES", "BadLine", "Cue", "Mended", "extract_command", "from_mezzanine", "from_sidecar", "is_language", "is_of", "mend", "parse", "proofread", "read", "refuse_stranger", "webvtt",
]  # fmt: skip
