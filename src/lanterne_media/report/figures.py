"""Figures as the page writes them, each with its unit."""

from __future__ import annotations

from lanterne_media.model import Rate


def bandwidth(bits_per_second: float) -> str:
    """In Mb/s from one million, else in kb/s."""
    if bits_per_second >= 999_500:
        return f"{bits_per_second / 1e6:.2f} Mb/s"
    return f"{bits_per_second / 1e3:.0f} kb/s"


def tick(bits_per_second: float) -> str:
    """A round bandwidth beside an axis."""
    if bits_per_second >= 1e6:
        return f"{bits_per_second / 1e6:g} Mb/s"
    return f"{bits_per_second / 1e3:g} kb/s"


def size(octets: float) -> str:
    for unit, name in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if abs(octets) >= unit:
            return f"{octets / unit:.1f} {name}"
    return f"{octets:.0f} bytes"


def clock(seconds: float) -> str:
    """1:02:03 or 2:03; whole seconds."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def timecode(frame: int, rate: Rate) -> str:
    """Hours, minutes, seconds and frames, as an editor counts them (without dropping any)."""
    counted = max(1, round(rate.value))
    whole, rest = divmod(frame, counted)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}:{rest:02}"


def score(vmaf: float | None) -> str:
    return "–" if vmaf is None else f"{vmaf:.1f}"


def signed(number: float, places: int = 1) -> str:
    """With a real minus, and no sign on what is nothing."""
    text = f"{abs(number):.{places}f}"
    if not float(text):
        return text
    return ("\N{MINUS SIGN}" if number < 0 else "+") + text
