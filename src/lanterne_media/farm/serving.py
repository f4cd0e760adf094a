"""A scheduler and workers of Dask as processes of ours: shut to strangers, and back by themselves."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import distributed
from distributed import Status, WorkerPlugin, get_worker

from lanterne_media.farm.address import Address
from lanterne_media.farm.outpost import Outpost
from lanterne_media.farm.parcels import GPU, Failed, Parcel
from lanterne_media.tools import Stopped

OUTPOST = "lanterne-outpost"
# A task whose workers died is not to blame: with Dask's own three, machines that come and go would poison good work.
ALLOWED_FAILURES = 1000
# Pages with figures of the cluster, which need no key, are for this machine alone.
PAGES = "127.0.0.1:0"
BETWEEN_TRIES = 1.0


class _Stationed(WorkerPlugin):  # type: ignore[misc]  # Dask has no types
    """Brings the outpost into a worker, where parcels find it."""

    name = OUTPOST

    def __init__(self, outpost: Outpost) -> None:
        self.outpost = outpost


def do(parcel: Parcel) -> None:
    """What a worker runs: the one function that this cluster is for.

    It returns nothing, because results stay in the worker and are lost with it; what it raises the scheduler carries.
    """
    worker = get_worker()
    stationed: _Stationed = worker.plugins[OUTPOST]
    try:
        # Without a scheduler nobody knows that it goes on; the piece in hand is finished, others are placed anew.
        failure = stationed.outpost.do(parcel, is_wanted=lambda: worker.status is Status.running)
    except Stopped:
        raise distributed.Reschedule from None
    if failure is not None:
        raise Failed(failure)


@dataclass(frozen=True, slots=True)
class Means:
    """What a machine gives to the farm: places, those of them on graphics chips, and the encoders that work there."""

    slots: int
    gpus: int = 0
    chips: tuple[str, ...] = ()
    name: str | None = None

    @property
    def resources(self) -> dict[str, int] | None:
        """As Dask counts them; a chip is one place, whichever of its encoders is asked for."""
        return dict.fromkeys((GPU, *self.chips), self.gpus) if self.gpus else None


async def work(address: Address, outpost: Outpost, means: Means) -> None:
    """Take parcels; when the scheduler is gone, wait for it to come back, without end."""
    while True:
        try:
            await _work_once(address, outpost, means)
        except (OSError, TimeoutError):
            await asyncio.sleep(BETWEEN_TRIES)


async def _work_once(address: Address, outpost: Outpost, means: Means) -> None:
    worker: Any = distributed.Worker(
        address.url,
        nthreads=means.slots,
        name=means.name,
        resources=means.resources,
        security=address.security,
        plugins=(_Stationed(outpost),),
        dashboard_address=PAGES,
        memory_limit=0,
        death_timeout=10,
        local_directory=str(outpost.workshop.root / "dask"),
    )
    async with worker:
        await worker.finished()


async def schedule(address: Address) -> None:
    """Place parcels until told to stop."""
    import dask

    with dask.config.set({"distributed.scheduler.allowed-failures": ALLOWED_FAILURES}):
        scheduler: Any = distributed.Scheduler(
            host=address.url.rpartition(":")[0],
            port=address.port,
            security=address.security,
            dashboard_address=PAGES,
            dashboard=False,
        )
        async with scheduler:
            await scheduler.finished()
