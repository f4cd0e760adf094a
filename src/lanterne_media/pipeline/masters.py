"""A master that comes as a package becomes one file before anything is planned."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from pathlib import Path

from lanterne_media import imf
from lanterne_media.imf import Composition
from lanterne_media.model import Event, Stage
from lanterne_media.pipeline.units import Site, Unit, carry_out, tool_versions
from lanterne_media.store import key_of


def whole(composition: Composition, site: Site) -> Generator[Event, None, Path]:
    """The film of a composition, kept under the hashes of all that it is made of."""
    words = imf.command(composition.playlist, Path("film"))
    understood = imf.written(composition.playlist).decode()
    key = key_of(composition.digests, understood, words, tool_versions())
    make = partial(imf.assemble, composition, run=site.run)
    unit = Unit(Stage.CONFORM, composition.paper.name, key, str, make, kind="master")
    [kept] = yield from carry_out(site, [unit])
    return kept.folder / str(kept.value)
