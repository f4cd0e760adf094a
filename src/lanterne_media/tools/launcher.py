"""Shut oneself in, then become the tool: ``python -I -S launcher.py <cage> tool argument…``.

Runs as a program of its own (standard library only, nothing of ours imported), because what it does to a process
cannot be undone: resource limits, death with the parent, Landlock on files, a seccomp filter against sockets.
Each layer that the kernel does not offer is passed over; ``sandbox.offers`` says beforehand which those are.

It runs before every tool, hundreds of times a film, so it loads as little as it can: no ``json``, ``pathlib`` or
``signal``, which would take twice as long to import as everything else it does.
"""

from __future__ import annotations

import ctypes
import os
import resource
import struct
import sys

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 1, 38, 22, 2
LANDLOCK_CREATE_RULESET, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT_SELF = 444, 445, 446
READ_FILE, READ_DIR, EXECUTE = 1 << 2, 1 << 3, 1 << 0
SIGKILL, SIGPIPE, SIGXFSZ, SIG_DFL = 9, 13, 25, 0
# What stat(2) calls the bits of a file's type, and a folder's.
FILE_TYPE, FOLDER = 0o170000, 0o040000
LIBC = ctypes.CDLL(None, use_errno=True)
# Kernel ABI 1 knows 13 rights on files; each later one adds a few: refer, truncate, device ioctl.
FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
ALL_FILE_RIGHTS = (1 << 16) - 1
# Rights that a rule on a plain file may carry: execute, write, read, truncate, device ioctl.
ON_A_FILE = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14 | 1 << 15
# The calls that make sockets, by machine; on all of them a queue of calls makes them too, past this filter.
IO_URING_SETUP = 425
# From here on x86_64 counts the same calls once more, for programs of 32-bit pointers.
SECOND_COUNT = 0x40000000
SOCKET_CALL = {"x86_64": (0xC000003E, (41, 53)), "aarch64": (0xC00000B7, (198, 199))}


def landlock_abi() -> int:
    """The newest Landlock interface that the kernel knows, or 0."""
    abi: int = LIBC.syscall(LANDLOCK_CREATE_RULESET, None, 0, 1)
    return max(0, abi)


def landlock(reads: list[str], writes: list[str]) -> None:
    """Let the process read ``reads``, change what lies below ``writes``, and touch no other file."""
    abi = landlock_abi()
    if not abi:
        return
    rights = FILE_RIGHTS.get(abi, ALL_FILE_RIGHTS)
    # handled_access_fs, handled_access_net (TCP bind and connect, ABI 4), scoped (signals and abstract sockets, ABI 6)
    handled = struct.pack("=QQQ", rights, 3 if abi >= 4 else 0, 3 if abi >= 6 else 0)
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    ruleset = LIBC.syscall(LANDLOCK_CREATE_RULESET, handled, size, 0)
    for path in reads:
        allow(ruleset, path, READ_FILE | READ_DIR | EXECUTE)
    for path in [*writes, "/dev/null"]:
        allow(ruleset, path, rights)
    LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if LIBC.syscall(LANDLOCK_RESTRICT_SELF, ruleset, 0):
        raise OSError(ctypes.get_errno(), "the kernel refused the Landlock rules")
    os.close(ruleset)


def allow(ruleset: int, path: str, rights: int) -> None:
    # A rule on a link would open what the link points to, which an uploader may have chosen.
    try:
        handle = os.open(path, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    if os.fstat(handle).st_mode & FILE_TYPE != FOLDER:
        rights &= ON_A_FILE
    rule = struct.pack("=Qi", rights, handle)
    if LIBC.syscall(LANDLOCK_ADD_RULE, ruleset, 1, rule, 0):
        raise OSError(ctypes.get_errno(), f"the kernel refused a Landlock rule on {path}")
    os.close(handle)


def no_sockets() -> None:
    """Make ``socket`` and ``socketpair`` fail with EPERM from here on, in this process and its children."""
    machine = os.uname().machine
    if machine not in SOCKET_CALL:
        return
    arch, (socket_call, pair_call) = SOCKET_CALL[machine]
    load, jump_if, jump_from, give = 0x20, 0x15, 0x35, 0x06
    program = [
        (load, 0, 0, 4),
        (jump_if, 1, 0, arch),
        (give, 0, 0, 0x00050001),  # a call of another architecture: refused as well
        (load, 0, 0, 0),
        (jump_from, 4, 0, SECOND_COUNT),
        (jump_if, 3, 0, socket_call),
        (jump_if, 2, 0, pair_call),
        (jump_if, 1, 0, IO_URING_SETUP),
        (give, 0, 0, 0x7FFF0000),
        (give, 0, 0, 0x00050001),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in program))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    wanted = Program(len(program), ctypes.cast(code, ctypes.c_void_p))
    LIBC.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(wanted), 0, 0)


def limit(kind: int, most: int) -> None:
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard),) * 2)


# What a cage is in numbers: the process that the tool must not outlive (0 where something else sees to that), the
# limits, and which layers to raise.
FIGURES = ("parent", "memory", "cpu", "output", "files", "landlock", "seccomp")


def words(figures: dict[str, int], reads: list[str], writes: list[str]) -> list[str]:
    """A cage as arguments; ``read`` takes it back."""
    counts = (*(figures[name] for name in FIGURES), len(reads), len(writes))
    return [*map(str, counts), *reads, *writes]


def read(arguments: list[str]) -> tuple[dict[str, int], list[str], list[str], list[str]]:
    """The figures of a cage, the paths that may be read and changed, and what is left: the tool's command."""
    size = len(FIGURES)
    figures = dict(zip(FIGURES, map(int, arguments[:size]), strict=True))
    reads, writes = int(arguments[size]), int(arguments[size + 1])
    rest = arguments[size + 2 :]
    return figures, rest[:reads], rest[reads : reads + writes], rest[reads + writes :]


def main() -> None:
    cage, reads, writes, command = read(sys.argv[1:])
    LIBC.prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)
    if cage["parent"] and os.getppid() != cage["parent"]:
        os._exit(137)  # the parent died before the line above took hold
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_AS, cage["memory"])
    limit(resource.RLIMIT_CPU, cage["cpu"])
    limit(resource.RLIMIT_FSIZE, cage["output"])
    limit(resource.RLIMIT_NOFILE, cage["files"])
    if cage["landlock"]:
        landlock(reads, writes)
    if cage["seccomp"]:
        no_sockets()
    # Python ignores these two and a tool would inherit that: it could then not tell a limit from a full disk.
    for heeded in (SIGXFSZ, SIGPIPE):
        LIBC.signal(heeded, SIG_DFL)
    surroundings = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/nonexistent"}
    os.execve(command[0], command, surroundings)


if __name__ == "__main__":
    main()
