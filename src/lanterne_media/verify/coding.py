"""How a picture is coded and coloured, as the first segment of its track declares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lanterne_media.verify.boxes import Entry, Malformed

_SPACES = ("", "A", "B", "C")
_PQ, _HLG = 16, 18


@dataclass(frozen=True, slots=True)
class Coding:
    """A codec by its RFC 6381 name, and the colours by their code points (ITU-T H.273)."""

    name: str
    primaries: int = 2
    transfer: int = 2
    matrix: int = 2

    @property
    def colours(self) -> dict[str, int]:
        return {"primaries": self.primaries, "transfer": self.transfer, "matrix": self.matrix}

    @property
    def video_range(self) -> str:
        """As HLS calls it; what says nothing of its colours has the standard range."""
        return {_PQ: "PQ", _HLG: "HLG"}.get(self.transfer, "SDR")

    def is_called(self, name: str) -> bool:
        """Whether a description's name is this one; it may go on with what the codec leaves open."""
        return f"{name.lower()}.".startswith(f"{self.name.lower()}.")


def read(entry: Entry) -> Coding:
    """The coding of a picture track; raise ``Malformed`` for one that no player of ours is promised."""
    if entry.kind not in _NAMES:
        raise Malformed(f"is coded as {entry.kind}, which players are not promised")
    box, name = _NAMES[entry.kind]
    if box not in entry.boxes:
        raise Malformed(f"has no {box} box")
    try:
        return Coding(name(entry.boxes[box]), *_colours(entry.boxes.get("colr", b"")))
    except IndexError as error:
        raise Malformed("ends in the middle of a box") from error


def _colours(colr: bytes) -> tuple[int, ...]:
    if colr[:4] != b"nclx" or len(colr) < 10:
        return ()
    return tuple(int.from_bytes(colr[at : at + 2], "big") for at in (4, 6, 8))


def _h264(avcc: bytes) -> str:
    return f"avc1.{avcc[1]:02x}{avcc[2]:02x}{avcc[3]:02x}"


def _hevc(hvcc: bytes) -> str:
    """ISO/IEC 14496-15, annex E: profile, compatibilities in reverse order of bits, tier and level, constraints."""
    compatible = int.from_bytes(hvcc[2:6], "big")
    profile = f"{_SPACES[hvcc[1] >> 6]}{hvcc[1] & 31}"
    level = f"{'H' if hvcc[1] & 32 else 'L'}{hvcc[12]}"
    constraints = [f"{byte:X}" for byte in hvcc[6:12].rstrip(b"\0")]
    return ".".join(
        ["hvc1", profile, f"{int(f'{compatible:032b}'[::-1], 2):X}", level, *constraints]
    )


def _av1(av1c: bytes) -> str:
    tier = "H" if av1c[2] & 0x80 else "M"
    depth = {0x40: "10", 0x60: "12"}.get(av1c[2] & 0x60, "08")
    return f"av01.{av1c[1] >> 5}.{av1c[1] & 31:02d}{tier}.{depth}"


# Of each sample entry: the box that configures its decoder, and what that makes of the codec's name.
_NAMES: dict[str, tuple[str, Callable[[bytes], str]]] = {
    "avc1": ("avcC", _h264),
    # Not hev1: Apple's players want the parameter sets in front and nowhere else.
    "hvc1": ("hvcC", _hevc),
    "av01": ("av1C", _av1),
}
