"""A few seconds of film for each title that has none: its slide, drawn past a lamp, as lantern shows were."""

from __future__ import annotations

import io
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lanterne.assets import queries as assets
from lanterne.assets.rules import JobState
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.cli import intake
from lanterne.cli.programme import slides
from lanterne.cli.programme.catalogue import held
from lanterne.cli.rehearsal import ACTOR
from lanterne_media.tools import Tools

TABLE = Path(__file__).parent / "data" / "scenes.toml"
SIZE, SECONDS, RATE, TRAVEL = (640, 360), 6, 24, 144
PICTURE = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "14", "-pix_fmt", "yuv420p")
CODING = (*PICTURE, "-c:a", "aac", "-threads", "2")
# Two quiet notes, a fifth apart, that come and go.
SOUND = "aevalsrc='0.08*sin({0}*PI*t)+0.06*sin({0}*1.5*PI*t)':s=48000:d={1},afade=d=1,afade=t=out:st={2}:d=1"


def project(goes_on: Callable[[], bool] = lambda: True) -> tuple[int, ...]:
    """Paint what was never queued, and queue it, as long as the service runs; the jobs."""
    with TemporaryDirectory() as folder:
        return tuple(
            _queued(slug, told, Path(folder))
            for slug, told in _scenes().items()
            if assets.latest_job(title_id=held(slug)) is None and goes_on()
        )


def await_screening(goes_on: Callable[[], bool]) -> bool:
    """Wait until none of them is under way; False when the service ended first."""
    while goes_on():
        if not any(_is_under_way(slug) for slug in _scenes()):
            return True
        time.sleep(1)
    return False


def picture_series(actor: str) -> None:
    """A series has no film to take a picture of."""
    kept = io.BytesIO()
    slides.still(_scene(_scenes()["les-marees-1-1"]), (1280, 720)).save(kept, "PNG")
    series = held("les-marees")
    catalogue.suggest_artwork(title_id=series, content=kept.getvalue(), actor=actor)
    _caption(series, _scenes()["les-marees-1-1"], actor)


def caption_films() -> None:
    """Say what is seen on the pictures of the films that are painted; saying it again changes nothing."""
    for slug, told in _scenes().items():
        _caption(held(slug), told, ACTOR)


def _caption(title_id: int, told: dict[str, Any], actor: str) -> None:
    for one in editing.artwork(title_id=title_id):
        for language, text in told.get("captions", {}).items():
            catalogue.caption_picture(
                title_id=title_id, picture_id=one.id, language=language, text=text, actor=actor
            )


def _is_under_way(slug: str) -> bool:
    job = assets.latest_job(title_id=held(slug))
    return job is not None and job.state in (JobState.QUEUED, JobState.RUNNING)


def _scenes() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def _queued(slug: str, told: dict[str, Any], folder: Path) -> int:
    film = _filmed(_scene(told), told.get("language", "zxx"), folder, folder / f"{slug}.mp4")
    return intake.bring(film, title_id=held(slug), policy="swift", actor=ACTOR)


def _scene(told: dict[str, Any]) -> slides.Scene:
    return slides.Scene(
        sky=(told["sky"][0], told["sky"][1]),
        far=told["far"],
        near=told["near"],
        light=told["light"],
        orb=(told["orb"][0], told["orb"][1]),
        motif=told["motif"],
        seed=told["seed"],
    )


def _filmed(scene: slides.Scene, language: str, folder: Path, film: Path) -> Path:
    """The near glass passes twice as fast as the far one."""
    panes: list[str] = []
    for number, pane in enumerate(slides.layers(scene, SIZE, TRAVEL)):
        (folder / f"{number}").write_bytes(pane.convert("RGBA").tobytes())
        panes += _pane(folder / f"{number}", pane.size)
    sound = SOUND.format(2 * (196 + 12 * (scene.seed % 7)), SECONDS, SECONDS - 1)
    passing = [f"overlay=x='-{TRAVEL // part / SECONDS}*t':eval=frame" for part in (2, 1)]
    held_still = "".join(f"[{one}]loop=-1:1[p{one}];" for one in range(3))
    drawn = f"{held_still}[p0][p1]{passing[0]}[sky];[sky][p2]{passing[1]}"
    words = [*panes, "-f", "lavfi", "-i", sound, "-filter_complex", drawn, "-t", str(SECONDS)]
    said = ["ffmpeg", "-v", "error", "-y", *words, *CODING]
    said += ["-metadata:s:a:0", f"language={language}", f"file:{film}"]
    Tools().run(said, reads=[folder], writes=[folder])
    return film


def _pane(path: Path, size: slides.Size) -> Sequence[str]:
    shape = f"{size[0]}x{size[1]}"
    return "-f", "rawvideo", "-pix_fmt", "rgba", "-video_size", shape, "-framerate", str(RATE), "-i", f"file:{path}"  # fmt: skip
