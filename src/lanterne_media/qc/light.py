"""How bright a picture is on a screen, in candela per square metre, and how red."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lanterne_media.model import Dynamics, VideoFacts

Light = npt.NDArray[np.float32]

# The screens that the limits for flashing are written for: 200 cd/m² white in SDR, 1000 in HLG; PQ is absolute.
SDR_WHITE, HLG_WHITE, PQ_PEAK = 200.0, 1000.0, 10_000.0
# Weights of red and blue in luma; those of green follow.
_WEIGHTS = {"smpte170m": (0.299, 0.114), "bt470bg": (0.299, 0.114), "fcc": (0.299, 0.114),
            "bt709": (0.2126, 0.0722), "bt2020nc": (0.2627, 0.0593), "bt2020c": (0.2627, 0.0593)}  # fmt: skip
_HD_FROM = 720
# To CIE XYZ, from the primaries of BT.709 and of BT.2020.
_XYZ_709 = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]], np.float32)  # fmt: skip
_XYZ_2020 = np.array([[0.6370, 0.1446, 0.1689], [0.2627, 0.6780, 0.0593], [0.0, 0.0281, 1.0610]], np.float32)  # fmt: skip
# u' and v' of saturated red (BT.709's), and how far from it a colour is another one.
_RED_U, _RED_V, _AWAY = 0.4507, 0.5229, 0.2
_SATURATED, _FAINTEST = 0.8, 0.0625


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen that shows one film as its tags ask."""

    red: float
    blue: float
    dynamics: Dynamics
    is_wide: bool

    @classmethod
    def of(cls, video: VideoFacts) -> Screen:
        usual = "bt709" if video.height >= _HD_FROM else "smpte170m"
        red, blue = _WEIGHTS.get(video.matrix, _WEIGHTS[usual])
        return cls(red, blue, video.dynamics, video.primaries == "bt2020")

    def light(self, blocks: Light) -> Light:
        """Linear red, green and blue from 0 to 1 of the screen's white, of Y'CbCr in eight bits (frame, plane, block)."""
        luma = (blocks[:, 0] - 16) / 219
        cb, cr = ((blocks[:, plane] - 128) / 112 for plane in (1, 2))
        r = luma + cr * (1 - self.red)
        b = luma + cb * (1 - self.blue)
        g = (luma - self.red * r - self.blue * b) / (1 - self.red - self.blue)
        signal = np.clip(np.stack([r, g, b], axis=1), 0, 1).astype(np.float32)
        return _linear(signal, self.dynamics)

    def luminance(self, rgb: Light) -> Light:
        """In cd/m², (frame, block)."""
        weights = (_XYZ_2020 if self.is_wide else _XYZ_709)[1]
        white = {Dynamics.PQ: PQ_PEAK, Dynamics.HLG: HLG_WHITE}.get(self.dynamics, SDR_WHITE)
        return np.asarray(np.tensordot(rgb, weights, axes=(1, 0)) * white, np.float32)

    def redness(self, rgb: Light) -> Light:
        """1 for a saturated red, -1 for a colour far from it, 0 between: the states of ITU-R BT.1702 and WCAG 2.3.1."""
        r, g, b = rgb[:, 0], rgb[:, 1], rgb[:, 2]
        total = r + g + b
        is_red = (r >= _SATURATED * total) & (r - g - b >= self._faintest())
        x, y, z = np.moveaxis(
            np.tensordot(rgb, _XYZ_2020 if self.is_wide else _XYZ_709, (1, 1)), 2, 0
        )
        below = np.maximum(x + 15 * y + 3 * z, 1e-9)
        # Black has no colour of its own: it is taken for a grey.
        is_black = total < self._faintest() / 4
        u, v = np.where(is_black, 0.1978, 4 * x / below), np.where(is_black, 0.4683, 9 * y / below)
        is_away = np.hypot(u - _RED_U, v - _RED_V) > _AWAY
        return np.where(is_red, 1, np.where(is_away, -1, 0)).astype(np.float32)

    def _faintest(self) -> float:
        return _FAINTEST * (SDR_WHITE / PQ_PEAK if self.dynamics is Dynamics.PQ else 1)


def _linear(signal: Light, dynamics: Dynamics) -> Light:
    if dynamics is Dynamics.PQ:
        root = signal ** (1 / 78.84375)
        light = np.maximum(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root)
        return np.asarray(light ** (1 / 0.1593017578125), np.float32)
    if dynamics is Dynamics.HLG:
        low, high = signal**2 / 3, (np.exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12
        # The system gamma of a screen of 1000 cd/m².
        return np.asarray(np.where(signal <= 0.5, low, high) ** 1.2, np.float32)
    return np.asarray(signal**2.4, np.float32)
