"""A real cluster, small and in this process."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress

from lanterne_media.farm.address import Address
from lanterne_media.farm.outpost import Outpost
from lanterne_media.farm.placing import DaskFarm
from lanterne_media.farm.serving import Means, schedule, work


class Cluster:
    """A scheduler and its workers on a thread of their own."""

    def __init__(self, tmp_path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.place = free.getsockname()
            self.address = Address(*self.place, None)
        self.folder, self.store = tmp_path, f"file://{tmp_path / 'store'}"
        self.outposts, self.tasks = [], []
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        self.scheduler = self.start(schedule(self.address))

    def start(self, service):
        self.tasks.append(asyncio.run_coroutine_threadsafe(service, self.loop))
        return self.tasks[-1]

    def hire(self, *, slots=1, gpus=0, chips=()):
        one = Outpost(self.folder / f"worker-{len(self.outposts)}", self.store, slots)
        self.outposts.append(one)
        self.start(work(self.address, one, Means(slots, gpus, chips)))
        return one

    def lose_scheduler(self):
        """It is told to stop, and another takes its place."""
        self.scheduler.cancel()
        while True:
            with suppress(ConnectionRefusedError), socket.create_connection(self.place):
                continue
            break
        self.scheduler = self.start(schedule(self.address))

    def farm(self, *, is_called_off=lambda: False):
        return DaskFarm(self.address, self.store, is_called_off=is_called_off)

    def close(self):
        for task in reversed(self.tasks):
            task.cancel()
            with suppress(Exception, asyncio.CancelledError):
                asyncio.run_coroutine_threadsafe(asyncio.sleep(0.1), self.loop).result(10)
        for one in self.outposts:
            one.close()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
