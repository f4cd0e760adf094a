#!/usr/bin/env python
"""Take the two models that find faces out of the locked npm packages, for the engine to look at stills with."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
MODELS = ROOT / "src" / "lanterne_media" / "stills" / "models"

_DETECTION, _MESH = "@mediapipe/face_detection", "@mediapipe/face_mesh"
_FINDS = f"{_DETECTION}/face_detection_full_range.tflite"
# The second lies inside a larger file, whose table of contents is a line of a script.
_PACKED = f"{_MESH}/face_mesh_solution_packed_assets.data"
_CONTENTS = f"{_MESH}/face_mesh_solution_packed_assets_loader.js"
_ENTRY = re.compile(r'"filename": "[^"]*/face_landmark\.tflite", "start": (\d+), "end": (\d+)')


class NoModel(Exception):
    pass


def taken(modules: Path) -> dict[str, bytes]:
    """File names and what goes into them."""
    entry = _ENTRY.search((modules / _CONTENTS).read_text())
    if entry is None:
        raise NoModel(f"{_CONTENTS} names no face_landmark.tflite")
    start, end = map(int, entry.groups())
    made = {
        "finds.tflite": (modules / _FINDS).read_bytes(),
        "doubts.tflite": (modules / _PACKED).read_bytes()[start:end],
    }
    strange = [name for name, content in made.items() if content[4:8] != b"TFL3"]
    if strange:
        raise NoModel(f"no TFLite models: {', '.join(strange)}")
    return made | {
        "NOTICE": "".join(_origin(modules, name) for name in (_DETECTION, _MESH)).encode()
    }


def _origin(modules: Path, package: str) -> str:
    said = json.loads((modules / package / "package.json").read_text())
    return f"From {said['name']} {said['version']}, {said['license']}, {said['homepage']}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modules", type=Path, default=MODULES)
    parser.add_argument("--to", type=Path, default=MODELS)
    given = parser.parse_args()
    try:
        made = taken(given.modules)
    except (FileNotFoundError, NoModel) as trouble:
        sys.stderr.write(f"No models for faces: {trouble}. Run `npm ci --ignore-scripts` first.\n")
        return 1
    given.to.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        aside = given.to / f"{name}.part"
        aside.write_bytes(content)
        aside.replace(given.to / name)
    sys.stdout.write(f"{len(made)} files in {given.to}.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
