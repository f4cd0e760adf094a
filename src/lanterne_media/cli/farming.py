"""The machines of a farm as commands: a scheduler that places, and workers that encode."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from lanterne_media import chips, farm
from lanterne_media.cli import paint
from lanterne_media.model import MediaRefused
from lanterne_media.tools import Tools, sandbox

Where = Annotated[
    str, typer.Argument(metavar="ADDRESS", help="tls://host:port or dask://host:port.")
]


def scheduler(address: Where) -> None:
    """Place the work of a farm on its workers; it keeps nothing, and may be restarted at any time."""
    farm.refuse_without_extra()
    from lanterne_media.farm.address import address_of
    from lanterne_media.farm.serving import schedule

    found = address_of(address)
    paint.sentence(f"Placing at {found.url}.")
    _until_told(schedule(found))


def worker(
    address: Where,
    *,
    store: Annotated[
        str, typer.Option("--store", help="s3://bucket/folder or file:///folder.")
    ] = "",
    slots: Annotated[
        int, typer.Option("--slots", min=0, help="Pieces at a time; 0: one a core.")
    ] = 0,
    gpu: Annotated[
        int, typer.Option("--gpu", min=0, help="Pieces at a time on graphics chips.")
    ] = 0,
    work: Annotated[Path, typer.Option("--work", help="A folder of its own.")] = Path("farm-work"),
    name: Annotated[str, typer.Option("--name", help="What it is called in journals.")] = "",
) -> None:
    """Encode for a farm until told to stop; a scheduler that is gone is waited for."""
    farm.refuse_without_extra()
    from lanterne_media.farm.address import address_of
    from lanterne_media.farm.outpost import Outpost
    from lanterne_media.farm.serving import Means
    from lanterne_media.farm.serving import work as serve
    from lanterne_media.shelf import open_store

    _refuse_without_cage()
    found, store = address_of(address), store or farm.named()[1]
    if not store:
        raise MediaRefused("Say where pieces lie: --store or LANTERNE_FARM_STORE.")
    open_store(store)
    encoders = _working_chips() if gpu else ()
    means = Means(slots or len(os.sched_getaffinity(0)), gpu, encoders, name or None)
    outpost = Outpost(work.resolve(), store, means.slots)
    also = f" On chips: {', '.join(encoders)}." if encoders else ""
    paint.sentence(f"Working for {found.url}, {means.slots} pieces at a time.{also}")
    try:
        _until_told(serve(found, outpost, means))
    finally:
        outpost.close()


def _working_chips() -> tuple[str, ...]:
    """What a farm may send here; a machine that promises chips and has none would be sent work that it breaks."""
    offers = tuple(chips.look(run=Tools()))
    if not any(not one.why for one in offers):
        reasons = " ".join(f"{names}: {why}" for names, why in chips.told(offers))
        raise MediaRefused(f"--gpu was given, and no hardware encoder works here. {reasons}")
    return tuple(one.name for one in offers if not one.why)


def _refuse_without_cage() -> None:
    # Whoever sends films here may have them from anybody.
    is_allowed = os.environ.get("LANTERNE_ALLOW_UNCAGED") == "1"
    if not (sandbox.offers().is_enough_for_strangers or is_allowed):
        raise MediaRefused(
            "Neither bubblewrap nor Landlock works here, and a farm opens films of strangers: install bubblewrap, or "
            "set LANTERNE_ALLOW_UNCAGED=1."
        )


def _until_told(service: Coroutine[Any, Any, None]) -> None:
    """Run it until Ctrl-C or SIGTERM."""

    async def run() -> None:
        task = asyncio.ensure_future(service)
        loop = asyncio.get_running_loop()
        for told in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(told, task.cancel)
        with suppress(asyncio.CancelledError):
            await task

    asyncio.run(run())
