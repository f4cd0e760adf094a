#!/usr/bin/env python
"""Copy what the pages load from the locked npm packages into the static folder of ``ui``."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "src" / "lanterne" / "ui" / "static" / "vendor"

_FRAUNCES = "@fontsource-variable/fraunces/files/fraunces-{}-opsz-normal.woff2"
_INTER = "@fontsource-variable/inter/files/inter-{}-wght-normal.woff2"
_ARABIC = "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-{}-normal.woff2"
FILES = {
    "shaka/shaka-player.js": "shaka-player/dist/shaka-player.compiled-es2021.js",
    "shaka/LICENSE": "shaka-player/LICENSE",
    "tus/tus.min.js": "tus-js-client/dist/tus.min.js",
    "tus/LICENSE": "tus-js-client/LICENSE",
    "fonts/fraunces-latin.woff2": _FRAUNCES.format("latin"),
    "fonts/fraunces-latin-ext.woff2": _FRAUNCES.format("latin-ext"),
    "fonts/fraunces-LICENSE": "@fontsource-variable/fraunces/LICENSE",
    "fonts/inter-latin.woff2": _INTER.format("latin"),
    "fonts/inter-latin-ext.woff2": _INTER.format("latin-ext"),
    "fonts/inter-LICENSE": "@fontsource-variable/inter/LICENSE",
    "fonts/plex-arabic-400.woff2": _ARABIC.format(400),
    "fonts/plex-arabic-600.woff2": _ARABIC.format(600),
    "fonts/plex-arabic-LICENSE": "@fontsource/ibm-plex-sans-arabic/LICENSE",
}
# The hashed static storage refuses a script that names a source map which is not there.
_SOURCE_MAP = re.compile(rb"\n*//# sourceMappingURL=\S+\s*\Z")


def copies(modules: Path, vendor: Path) -> list[tuple[Path, Path]]:
    """What comes from where."""
    return [(modules / source, vendor / name) for name, source in FILES.items()]


def vendor_files(modules: Path, vendor: Path) -> int:
    """Copy what is missing or different, drop what is no longer named; say how many files changed."""
    wanted = copies(modules, vendor)
    missing = [str(source) for source, _ in wanted if not source.is_file()]
    if missing:
        raise FileNotFoundError(
            f"Run `npm ci --ignore-scripts` first; missing: {', '.join(missing)}"
        )
    changed = sum(_write(source, target) for source, target in wanted)
    kept = {target for _, target in wanted}
    for stray in [path for path in vendor.rglob("*") if path.is_file() and path not in kept]:
        stray.unlink()
        changed += 1
    return changed


def _write(source: Path, target: Path) -> bool:
    content = source.read_bytes()
    if target.suffix == ".js":
        content = _SOURCE_MAP.sub(b"\n", content)
    if target.is_file() and target.read_bytes() == content:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    # Written aside and renamed, so that a server never reads half a file.
    aside = target.with_name(target.name + ".part")
    aside.write_bytes(content)
    shutil.move(aside, target)
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modules", type=Path, default=MODULES)
    parser.add_argument("--to", type=Path, default=VENDOR)
    given = parser.parse_args()
    try:
        changed = vendor_files(given.modules, given.to)
    except FileNotFoundError as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    sys.stdout.write(f"{len(FILES)} files in {given.to}, {changed} changed.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
