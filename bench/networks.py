"""Places with networks of their own on this machine: a hub, and others that reach it by a bridge."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where processes run that see this address as theirs; ``words`` go before their commands."""

    address: str
    words: tuple[str, ...] = ()

    @property
    def is_apart(self) -> bool:
        """Whether it has a network of its own."""
        return bool(self.words)


@contextlib.contextmanager
def places(count: int) -> Iterator[list[Place]]:
    """So many places, the first of which is the hub; without leave for namespaces they share this machine's loopback."""
    if os.geteuid() != 0 or not shutil.which("ip") or not _may_make_one():
        yield [Place("127.0.0.1")] * count
        return
    mark = secrets.token_hex(3)
    names = [f"lanterne-{mark}-{n}" for n in range(count)]
    try:
        _hub(names[0])
        for n, name in enumerate(names[1:], start=1):
            _spoke(names[0], name, n)
        yield [
            Place(f"10.77.0.{n + 1}", ("ip", "netns", "exec", name)) for n, name in enumerate(names)
        ]
    finally:
        for name in names:
            subprocess.run(["ip", "netns", "del", name], check=False, capture_output=True)


def _hub(name: str) -> None:
    _ip("netns", "add", name)
    _ip("-n", name, "link", "set", "lo", "up")
    _ip("-n", name, "link", "add", "bridge0", "type", "bridge")
    _ip("-n", name, "addr", "add", "10.77.0.1/24", "dev", "bridge0")
    _ip("-n", name, "link", "set", "bridge0", "up")


def _spoke(hub: str, name: str, n: int) -> None:
    _ip("netns", "add", name)
    _ip("-n", name, "link", "set", "lo", "up")
    peer = ("type", "veth", "peer", "name", "eth0", "netns", name)
    _ip("-n", hub, "link", "add", f"port{n}", *peer)
    _ip("-n", hub, "link", "set", f"port{n}", "master", "bridge0", "up")
    _ip("-n", name, "addr", "add", f"10.77.0.{n + 1}/24", "dev", "eth0")
    _ip("-n", name, "link", "set", "eth0", "up")


def _may_make_one() -> bool:
    name = f"lanterne-{secrets.token_hex(3)}"
    made = subprocess.run(["ip", "netns", "add", name], check=False, capture_output=True)
    if made.returncode == 0:
        subprocess.run(["ip", "netns", "del", name], check=False, capture_output=True)
    return made.returncode == 0


def _ip(*words: str) -> None:
    done: Sequence[str] = ("ip", *words)
    subprocess.run(done, check=True, capture_output=True)
