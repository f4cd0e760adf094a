"""Small films with sound, made on the spot."""

from __future__ import annotations

from pathlib import Path

from lanterne_media.tools import Tools


def a_clip(path: Path, *, seconds: float = 2.0, size: str = "320x180", rate: int = 24) -> Path:
    """A moving test picture with a tone in H.264 and AAC."""
    picture = ["-f", "lavfi", "-i", f"testsrc2=s={size}:r={rate}"]
    sound = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"]
    coding = ["-c:v", "libx264", "-preset", "ultrafast", "-g", str(rate), "-pix_fmt", "yuv420p"]
    words = [*picture, *sound, "-t", str(seconds), *coding, "-c:a", "aac", "-threads", "1"]
    path.parent.mkdir(parents=True, exist_ok=True)
    Tools().run(["ffmpeg", "-v", "error", "-y", *words, f"file:{path}"], writes=[path.parent])
    return path
