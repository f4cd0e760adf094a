"""What this machine has to work with."""

from __future__ import annotations

from typing import Annotated

import typer

from lanterne_media import chips
from lanterne_media.cli import paint
from lanterne_media.pipeline.units import made_by
from lanterne_media.tools import Tools, sandbox


def check(
    *, as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False
) -> None:
    """Say which tools, which cage and which hardware encoders are here; each encoder is tried."""
    made, cage = made_by(), sandbox.offers().sentence
    offers = tuple(chips.look(run=Tools()))
    if as_json:
        paint.as_json({"tools": made, "sandbox": cage, "encoders": offers})
        return
    paint.facts({**made, "sandbox": cage})
    for names, why in chips.told(offers):
        paint.facts({names: why or "works"})
