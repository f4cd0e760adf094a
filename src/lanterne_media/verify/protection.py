"""What an init segment says of its encryption, read from its bytes: a player believes it before it asks for a key."""

from __future__ import annotations

from collections.abc import Iterator

_IV_LENGTHS = (8, 16)


def faults(init: bytes) -> Iterator[str]:
    """Ends of sentences that begin with the name of the init segment, which could be read already."""
    tenc = init.find(b"tenc") + 4
    if tenc < 4:
        return
    is_protected, each_iv, kid = init[tenc + 6], init[tenc + 7], init[tenc + 8 : tenc + 24]
    constant_iv = init[tenc + 24] if not each_iv and tenc + 24 < len(init) else 0
    if is_protected != 1 or (each_iv or constant_iv) not in _IV_LENGTHS:
        yield "does not say how its samples are encrypted (tenc)"
    systems = list(_key_ids(init))
    if not systems:
        yield "names no system that could give its key (pssh)"
    for offered in systems:
        if kid not in offered:
            yield f"asks for other keys than {kid.hex()} (pssh)"


def _key_ids(init: bytes) -> Iterator[list[bytes]]:
    """The key ids in each box that speaks for a licence system (version 1 of ISO/IEC 23001-7)."""
    at = init.find(b"pssh\x01")
    while at >= 0:
        count, first = int.from_bytes(init[at + 24 : at + 28], "big"), at + 28
        end = min(first + 16 * count, len(init))
        yield [init[kid : kid + 16] for kid in range(first, end, 16)]
        at = init.find(b"pssh\x01", at + 1)
