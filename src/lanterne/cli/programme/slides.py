"""Lantern slides: a night painted in three layers of glass, out of a few colours and a number. No picture is borrowed."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PIL import Image, ImageDraw, ImageFilter

# Painted at twice the size, so that edges are smooth.
FINE = 2
One = TypeVar("One")


class Chance:
    """Numbers that look thrown and are the same for a seed on every machine, so that a slide is too."""

    def __init__(self, seed: int) -> None:
        self.state = seed * 7919 + 1

    def between(self, least: float, most: float) -> float:
        self.state = (self.state * 1_664_525 + 1_013_904_223) % 2**32
        return least + (most - least) * self.state / 2**32

    def below(self, most: int) -> int:
        return int(self.between(0, most))

    def one_of(self, choices: Sequence[One]) -> One:
        return choices[self.below(len(choices))]


@dataclass(frozen=True, slots=True)
class Scene:
    """``sky`` is its colour above and at the horizon; ``orb`` the light in it, in hundredths of width and height."""

    sky: tuple[str, str]
    far: str
    near: str
    light: str
    orb: tuple[int, int]
    motif: str
    seed: int


Size = tuple[int, int]
Stroke = Callable[[ImageDraw.ImageDraw, Scene, list[tuple[float, float]], Chance], None]


def layers(scene: Scene, size: Size, travel: int) -> tuple[Image.Image, Image.Image, Image.Image]:
    """The sky in the size, and two silhouettes that are wider by what they travel, half of it for the far one."""
    width, height = size
    far = _ground(scene, (width + travel // 2, height), 0.62, scene.far, is_near=False)
    near = _ground(scene, (width + travel, height), 0.78, scene.near, is_near=True)
    return _sky(scene, size), far, near


def still(scene: Scene, size: Size) -> Image.Image:
    sky, far, near = layers(scene, size, 0)
    whole = sky.convert("RGBA")
    whole.alpha_composite(far)
    whole.alpha_composite(near)
    return whole.convert("RGB")


def _sky(scene: Scene, size: Size) -> Image.Image:
    width, height = size
    above, below = (Image.new("RGB", (1, 1), one) for one in scene.sky)
    column = Image.new("RGB", (1, 2))
    column.paste(above, (0, 0))
    column.paste(below, (0, 1))
    sky = column.resize((width, height), Image.Resampling.BICUBIC)
    radius = height // 9
    x, y = width * scene.orb[0] // 100, height * scene.orb[1] // 100
    glow = Image.new("L", size)
    ImageDraw.Draw(glow).ellipse(_round(x, y, radius * 2), fill=120)
    glow = glow.filter(ImageFilter.GaussianBlur(radius))
    pen = ImageDraw.Draw(glow)
    stars = Chance(scene.seed)
    for _ in range(60):
        pen.point((stars.below(width), stars.below(height // 2)), fill=stars.below(210))
    pen.ellipse(_round(x, y, radius), fill=235)
    sky.paste(Image.new("RGB", size, scene.light), mask=glow)
    return sky


def _ground(scene: Scene, size: Size, horizon: float, colour: str, *, is_near: bool) -> Image.Image:
    width, height = size[0] * FINE, size[1] * FINE
    glass = Image.new("RGBA", (width, height))
    pen, chance = ImageDraw.Draw(glass), Chance(scene.seed + is_near)
    line = _line(width, height, horizon, chance, is_flat=scene.motif == "sea")
    pen.polygon([*line, (width, height), (0, height)], fill=colour)
    if is_near:
        MOTIFS[scene.motif](pen, scene, line, chance)
    return glass.resize(size, Image.Resampling.LANCZOS)


def _line(
    width: int, height: int, horizon: float, chance: Chance, *, is_flat: bool
) -> list[tuple[float, float]]:
    """Where the ground meets the sky: a few waves laid over each other."""
    swing = 0.012 if is_flat else 0.055
    waves = [
        (swing / number, chance.between(1.5, 3) * number, chance.between(0, math.tau))
        for number in (1, 2, 4)
    ]
    return [
        (x, height * (horizon + sum(a * math.sin(f * math.tau * x / width + p) for a, f, p in waves)))
        for x in range(0, width + 8, 8)
    ]  # fmt: skip


def _pines(
    pen: ImageDraw.ImageDraw, scene: Scene, line: list[tuple[float, float]], chance: Chance
) -> None:
    for x, y in line[:: max(1, len(line) // 40)]:
        tall = chance.between(40, 130)
        pen.polygon([(x - tall / 5, y + 8), (x + tall / 5, y + 8), (x, y - tall)], fill=scene.near)


def _houses(
    pen: ImageDraw.ImageDraw, scene: Scene, line: list[tuple[float, float]], chance: Chance
) -> None:
    for x, y in line[:: max(1, len(line) // 16)]:
        wide, tall = chance.between(60, 110), chance.between(60, 190)
        pen.rectangle((x, y - tall, x + wide, y + 30), fill=scene.near)
        pen.polygon(
            [(x - 6, y - tall), (x + wide + 6, y - tall), (x + wide / 2, y - tall - 38)],
            fill=scene.near,
        )
        for row in range(int(tall // 44)):
            if chance.between(0, 1) < 0.6:
                left, top = x + chance.one_of((12, wide - 30)), y - tall + 14 + row * 44
                pen.rectangle((left, top, left + 15, top + 20), fill=scene.light)


def _tower(
    pen: ImageDraw.ImageDraw, scene: Scene, line: list[tuple[float, float]], _chance: Chance
) -> None:
    x, y = line[len(line) * 7 // 10]
    pen.polygon([(x - 26, y + 20), (x + 26, y + 20), (x + 15, y - 210), (x - 15, y - 210)], fill=scene.near)  # fmt: skip
    pen.polygon([(x, y - 228), (x - 1900, y - 560), (x - 1900, y - 150)], fill=f"{scene.light}38")
    pen.rectangle((x - 19, y - 244, x + 19, y - 210), fill=scene.light)
    pen.polygon([(x - 24, y - 244), (x + 24, y - 244), (x, y - 276)], fill=scene.near)


def _boat(
    pen: ImageDraw.ImageDraw, scene: Scene, line: list[tuple[float, float]], chance: Chance
) -> None:
    x, y = line[len(line) * 3 // 10]
    pen.polygon([(x - 90, y - 26), (x + 90, y - 26), (x + 60, y + 16), (x - 64, y + 16)], fill=scene.near)  # fmt: skip
    pen.line((x, y - 26, x, y - 190), fill=scene.near, width=7)
    pen.polygon([(x + 8, y - 184), (x + 8, y - 44), (x + 84, y - 52)], fill=scene.far)
    pen.ellipse(_round(x, y - 196, 8), fill=scene.light)
    for _ in range(70):
        left, top = chance.one_of(line)
        depth = chance.between(14, 150)
        pen.line((left, top + depth, left + chance.between(20, 70), top + depth), fill=f"{scene.light}50", width=3)  # fmt: skip


def _rails(
    pen: ImageDraw.ImageDraw, scene: Scene, line: list[tuple[float, float]], _chance: Chance
) -> None:
    for x, y in line[:: max(1, len(line) // 9)]:
        pen.line((x, y + 10, x, y - 150), fill=scene.near, width=8)
        pen.line((x, y - 146, x + 34, y - 146), fill=scene.near, width=6)
        pen.ellipse(_round(x + 34, y - 132, 13), fill=scene.light)


def _round(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    return (x - radius, y - radius, x + radius, y + radius)


MOTIFS: dict[str, Stroke] = {
    "pines": _pines,
    "houses": _houses,
    "lighthouse": _tower,
    "sea": _boat,
    "rails": _rails,
}
