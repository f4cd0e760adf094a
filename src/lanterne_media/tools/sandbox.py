"""What this machine offers to shut a tool in, and the words that do it, strictest first."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lanterne_media.model import Limits
from lanterne_media.tools import launcher

SYSTEM_FOLDERS = (
    "/usr",
    "/lib",
    "/lib64",
    "/bin",
    "/etc/ld.so.cache",
    "/etc/fonts",
    "/etc/ssl/openssl.cnf",
)

_LINKS = tuple(path for path in SYSTEM_FOLDERS if Path(path).is_symlink())


@dataclass(frozen=True, slots=True)
class Offers:
    """The layers that work here."""

    bubblewrap: str | None
    landlock_abi: int
    has_seccomp: bool

    @property
    def sentence(self) -> str:
        layers = []
        if self.bubblewrap:
            layers.append("bubblewrap (own network, own view of the files)")
        if self.landlock_abi:
            layers.append(f"Landlock {self.landlock_abi} (only the named files)")
        if self.has_seccomp:
            layers.append("seccomp (no sockets)")
        return " + ".join([*layers, "limits on memory, time and output"])

    @property
    def is_enough_for_strangers(self) -> bool:
        """Whether a file from somebody we do not know may be opened here."""
        return bool(self.bubblewrap or self.landlock_abi)


@cache
def offers() -> Offers:
    """Find out once, by trying."""
    return Offers(
        bubblewrap=_working_bubblewrap(),
        landlock_abi=launcher.landlock_abi() if sys.platform == "linux" else 0,
        has_seccomp=os.uname().machine in launcher.SOCKET_CALL
        and Path("/proc/sys/kernel/seccomp").exists(),
    )


def _working_bubblewrap() -> str | None:
    found = shutil.which("bwrap")
    if not found:
        return None
    # Containers often have the program and forbid the namespaces it needs.
    trial = [found, *_WALLS, "--ro-bind", "/", "/", "/bin/true"]
    done = subprocess.run(trial, capture_output=True, timeout=10, check=False)
    return found if done.returncode == 0 else None


# No process namespace: the kernel would then keep the child's CPU time from us, and Landlock's scope already
# stops signals to the outside.
_WALLS = (
    *(
        "--unshare-user-try",
        "--unshare-ipc",
        "--unshare-net",
        "--unshare-uts",
        "--unshare-cgroup-try",
    ),
    *("--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"),
)


# Of /proc only the kernel's facts and the process itself: others' folders there hold their secrets.
DRIVERS_LOOK = (
    *("/sys", "/proc/driver", "/proc/sys", "/proc/devices", "/proc/modules", "/proc/cpuinfo"),
    *("/proc/meminfo", "/proc/self/."),
)


@dataclass(frozen=True, slots=True)
class Access:
    """What a tool may read and change, and the devices that it may speak with.

    A graphics driver runs in the tool's own process, looks around in /proc and /sys, and has holes of its own. So a cage
    with a device is wider, and only for tools that read what we made: no stranger's film is decoded in it.
    """

    reads: Sequence[Path] = ()
    writes: Sequence[Path] = ()
    devices: Sequence[Path] = ()

    @property
    def looks(self) -> list[str]:
        """What a driver reads beside its device: the kernel's facts, and the folder that lists its nodes."""
        folders = sorted({str(node.parent) for node in self.devices} - {"/dev"})
        return [*DRIVERS_LOOK, *folders] if self.devices else []

    @property
    def changes(self) -> list[str]:
        # Drivers give names to their threads, and one of them ends when it may not.
        more = [*map(str, self.devices), "/proc/self/task"] if self.devices else []
        return [*map(str, self.writes), *more]


def prefix(binary: str, access: Access, *, limits: Limits, has: Offers) -> list[str]:
    """The words to put before a command so that it has this access, and no more."""
    python = os.path.realpath(sys.executable)
    # The kernel takes no rule on a link, and /lib is one on most systems.
    ours = map(os.path.realpath, (sys.base_prefix, python, launcher.__file__, binary))
    readable = [*SYSTEM_FOLDERS, *ours, *map(str, access.reads)]
    figures = {
        "parent": 0 if has.bubblewrap else os.getpid(),
        "memory": limits.memory_bytes,
        "cpu": limits.cpu_seconds,
        "output": limits.output_bytes,
        "files": limits.open_files,
        "landlock": has.landlock_abi,
        "seccomp": int(has.has_seccomp),
    }
    allowed = [path for path in readable if path not in _LINKS] + ["/dev/urandom", "/dev/zero"]
    cage = launcher.words(figures, [*allowed, *access.looks], access.changes)
    inner = [python, "-I", "-S", launcher.__file__, *cage]
    if not has.bubblewrap:
        return inner
    return [has.bubblewrap, *_WALLS, *_view(readable, access, has), *inner]


def _view(reads: Sequence[str], access: Access, has: Offers) -> list[str]:
    words = ["--dev", "/dev", "--tmpfs", "/tmp"]  # noqa: S108 - a mount point inside the cage
    for path in reads:
        # A bound /lib would hide from Landlock that it is /usr/lib: a link stays a link inside.
        is_link = path in _LINKS
        words += [
            "--symlink" if is_link else "--ro-bind-try",
            _target(path) if is_link else path,
            path,
        ]
    for folder in map(str, access.writes):
        words += ["--bind", folder, folder]
    return words + _devices(access, has)


def _devices(access: Access, has: Offers) -> list[str]:
    """The nodes and what their drivers look at; /proc only where Landlock says what of it."""
    if not access.devices:
        return []
    nodes = [word for node in map(str, access.devices) for word in ("--dev-bind-try", node, node)]
    proc = ("--bind", "/proc", "/proc") if has.landlock_abi else ()
    return [*nodes, "--ro-bind", "/sys", "/sys", *proc]


def _target(link: str) -> str:
    return str(Path(link).readlink())
