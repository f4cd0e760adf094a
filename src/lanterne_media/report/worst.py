"""The worst moments of the best rendition, as pictures beside the film's own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from lanterne_media import imf, shapes, store
from lanterne_media.model import (
    Bars,
    Dynamics,
    FieldOrder,
    Keys,
    Moment,
    Rate,
    Rendition,
    Report,
    VideoFacts,
)
from lanterne_media.reference import smaller
from lanterne_media.stills import look
from lanterne_media.tools import Runner, ToolFailed, untrusted
from lanterne_media.verify import m3u8, tracks
from lanterne_media.verify.descriptions import Unreadable

# Large enough to see what is wrong; a page of three pairs stays at about a megabyte.
SHORT_SIDE = 720
_QUIET = ("ffmpeg", "-nostdin", "-v", "error", "-y")
_ONE_JPEG = ("-frames:v", "1", "-c:v", "mjpeg", "-q:v", "3", "-f", "image2")


@dataclass(frozen=True, slots=True)
class Pair:
    """One moment: the film's frame and the rendition's, as JPEG."""

    moment: Moment
    source: bytes
    rendition: bytes


@dataclass(frozen=True, slots=True)
class Worst:
    """The pairs that could be made of a rendition; ``why`` says in a sentence what kept the others away."""

    of: Rendition | None
    pairs: tuple[Pair, ...] = ()
    why: str = ""


def best(report: Report) -> Rendition | None:
    """The rendition that costs most and should look best, of those that a page can show: its worst frames are the film's."""
    standard = [made for made in report.renditions if made.rung.dynamics is Dynamics.SDR]
    return max(standard, key=lambda made: made.average_bandwidth, default=None)


def pictures(report: Report, folder: Path, keys: Keys | None, *, run: Runner) -> Worst:
    """Take the frames out of the film and out of the package."""
    of, why = best(report), _missing(report, keys)
    if of is None or of.course is None:
        return Worst(of, (), "There are no pictures: nothing says which frames came out worst.")
    if why:
        return Worst(of, (), why)
    try:
        keys = keys if report.package.is_encrypted else None
        taker = _Taker(report, of, folder.absolute(), keys, run)
        return Worst(of, tuple(map(taker.pair, of.course.worst)))
    except (ToolFailed, Unreadable, OSError) as trouble:
        reason = str(trouble).partition("\n")[0]
        return Worst(of, (), f"The pictures could not be taken: {reason}")


def _missing(report: Report, keys: Keys | None) -> str:
    film = Path(report.mezzanine.path)
    if imf.is_package(film):
        return f"There are no pictures: {film} is a package, and what was made of it is gone."
    if not film.is_file():
        return f"There are no pictures: the film is not at {film} any more."
    if film.stat().st_size != report.mezzanine.size_bytes:
        return f"There are no pictures: {film} is another file than the one that was published."
    if report.package.is_encrypted and keys is None:
        return (
            "There are no pictures: the streams are encrypted, and no key was given to look inside."
        )
    return ""


@dataclass(frozen=True, slots=True)
class _Taker:
    """Takes frames of one rendition and of its film."""

    report: Report
    of: Rendition
    folder: Path
    keys: Keys | None
    run: Runner

    def pair(self, moment: Moment) -> Pair:
        with store.room() as room:
            source, rendition = room / "source.jpg", room / "rendition.jpg"
            self._source(moment, source)
            self._rendition(moment, room, rendition)
            return Pair(moment, source.read_bytes(), rendition.read_bytes())

    def _source(self, moment: Moment, output: Path) -> None:
        film, video = Path(self.report.mezzanine.path), self.report.mezzanine.video
        words = source_command(film, video, self.of.rate, moment.frame, output)
        self.run.run(words, reads=[film], writes=[output.parent])

    def _rendition(self, moment: Moment, room: Path, output: Path) -> None:
        init, segment, place = _where(self.folder, self.of, moment.frame)
        listing, script = room / "segments", room / "film.ffconcat"
        listing.write_text("\n".join(f"file:{_escaped(path)}" for path in (init, segment)))
        # The key goes through a file: a command line is seen by everybody on the machine.
        key = [f"option decryption_key {self.keys.video.key}"] if self.keys else []
        lines = ["ffconcat version 1.0", f"file 'concatf:{listing}'", *key, ""]
        script.write_text("\n".join(lines))
        words = rendition_command(script, self.report.mezzanine.video, place, output)
        self.run.run(words, reads=[self.folder, room], writes=[room])


def source_command(
    film: Path, video: VideoFacts, rate: Rate, frame: int, output: Path
) -> list[str]:
    """The film's own frame; where the film was conformed, the one that stood there at that time."""
    start = max(0.0, (frame - 0.5) * rate.den / rate.num)
    # Lines are fitted by their number, so fields must be frames before.
    frames = look.whole_frame(video) if video.shapes else look.one_field(video)
    first, *rest = look.jpeg_colours(video, *smaller(video, SHORT_SIDE))
    filters = [*frames, shapes.fitted(video) + first, *rest]
    return [
        *(*_QUIET, "-ss", f"{start:.6f}", *untrusted(film)),
        *("-map", f"0:{video.index}", "-vf", ",".join(filters), *_ONE_JPEG, str(output)),
    ]


def rendition_command(script: Path, like: VideoFacts, place: int, output: Path) -> list[str]:
    """The frame of this place among those of one segment."""
    ours = replace(
        like,
        dynamics=Dynamics.SDR,
        matrix="bt709",
        colour_range="tv",
        field_order=FieldOrder.PROGRESSIVE,
        bars=Bars(),
    )
    filters = [f"select=eq(n\\,{place})", *look.jpeg_colours(ours, *smaller(like, SHORT_SIDE))]
    return [
        *(*_QUIET, "-protocol_whitelist", "file,concatf", "-f", "concat", "-safe", "0"),
        *("-i", f"file:{script}", "-vf", ",".join(filters), *_ONE_JPEG, str(output)),
    ]


def _where(folder: Path, of: Rendition, frame: int) -> tuple[Path, Path, int]:
    """The segment that holds a frame, and the frame's place in it."""
    told = next((one for one in m3u8.read(folder).tracks if one.folder == of.path), None)
    track = tracks.read(folder, told)[0] if told else None
    if track is None:
        raise FileNotFoundError(f"{of.path} cannot be read.")
    place = frame
    for segment in track.segments:
        if place < segment.piece.samples:
            return folder / track.init_name, folder / segment.name, place
        place -= segment.piece.samples
    raise FileNotFoundError(f"{of.path} has no frame {frame}.")


def _escaped(path: Path) -> str:
    return re.sub(r"([\\' ])", r"\\\1", str(path))
