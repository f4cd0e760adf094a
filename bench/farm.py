"""A farm on this machine: an S3 store, a scheduler and workers, each a process in a network of its own, under TLS."""

from __future__ import annotations

import contextlib
import ipaddress
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bench.networks import Place, places

PROGRAM = str(Path(sys.executable).with_name("lanterne-media"))
WEED = Path(sys.executable).with_name("weed")
# Of this farm alone, which nobody else can reach.
KEYS = {"AWS_ACCESS_KEY_ID": "farm", "AWS_SECRET_ACCESS_KEY": "not-a-secret"}
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Ports:
    """Of one farm. SeaweedFS also speaks with itself through sockets in /tmp that are named by them, so two farms must
    not share them, however far apart their networks are; its other ports lie ten thousand higher."""

    first: int

    @classmethod
    def free(cls) -> Ports:
        for first in random.SystemRandom().sample(range(20_000, 30_000, 10), 50):
            if not any(
                _is_taken(port + up) for port in range(first, first + 5) for up in (0, 10_000)
            ):
                return cls(first)
        raise RuntimeError("no five ports in a row are free")

    @property
    def s3(self) -> int:
        return self.first

    @property
    def master(self) -> int:
        return self.first + 1

    @property
    def volume(self) -> int:
        return self.first + 2

    @property
    def filer(self) -> int:
        return self.first + 3

    @property
    def scheduler(self) -> int:
        return self.first + 4


def _is_taken(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0 or any(
            Path("/tmp").glob(f"seaweedfs-*-{port}.sock")
        )


class Process:
    """A program that is started, killed and started again, as a supervisor would."""

    def __init__(self, words: list[str], place: Place, log: Path, **environment: str) -> None:
        self.words, self.log = [*place.words, *words], log
        self.environment = {**os.environ, **environment}
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as words:
            self._child = subprocess.Popen(
                self.words,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
            )

    @property
    def code(self) -> int | None:
        """How it ended, if it did."""
        return self._child.poll() if self._child else None

    def kill(self) -> None:
        """``kill -9``: it gets no chance to say goodbye."""
        if self._child:
            self._child.kill()
            self._child.wait()


@dataclass(slots=True)
class Farm:
    """What stands ready; ``hub`` is where whoever orders work belongs."""

    hub: Place
    scheduler: Process
    workers: list[Process]
    environment: dict[str, str]
    address: str
    folder: Path
    journals: list[Path] = field(default_factory=list)

    def driver(self, words: list[str], log: Path) -> Process:
        return Process([PROGRAM, *words], self.hub, log, **self.environment)

    def wait_for_workers(self) -> None:
        """Until all are at their places, so that a measurement does not wait for them."""
        ask = (
            "import time\n"
            "from lanterne_media.farm import elsewhere\n"
            f"with elsewhere({self.address!r}, 's3://work') as farm:\n"
            f"    while farm.crew(60)[0] < {len(self.workers)}: time.sleep(0.1)"
        )
        words = [*self.hub.words, sys.executable, "-c", ask]
        subprocess.run(
            words, check=True, capture_output=True, env={**os.environ, **self.environment}
        )

    def told(self) -> list[dict[str, str]]:
        """What the workers' journals say of pieces, so far."""
        lines = (
            line for path in self.journals for line in path.read_text(errors="replace").split("\n")
        )
        return [
            json.loads(line) for line in lines if line.startswith('{"piece"') and line.endswith("}")
        ]


@contextlib.contextmanager
def standing(folder: Path, *, workers: int, slots: int = 1) -> Iterator[Farm]:
    """A farm of so many workers; nothing of it is left afterwards."""
    with places(1 + workers) as (hub, *others), contextlib.ExitStack() as stack:
        ports = Ports.free()
        environment = _certified(folder) | KEYS | _endpoint(hub, ports)
        store = _store(folder, hub, ports)
        stack.callback(store.kill)
        store.start()
        _until_open(hub, ports.s3, store)
        _make_bucket(hub, environment)
        address = f"tls://{hub.address}:{ports.scheduler}"
        scheduler = Process(
            [PROGRAM, "scheduler", address], hub, folder / "scheduler.log", **environment
        )
        journals = [folder / f"worker-{n}.log" for n in range(workers)]
        crew = [
            Process(
                [PROGRAM, "worker", address, "--store", "s3://work", "--slots", str(slots), "--work", str(folder / f"worker-{n}")],
                place, journals[n], **environment,
            )
            for n, place in enumerate(others)
        ]  # fmt: skip
        for process in (scheduler, *crew):
            stack.callback(process.kill)
            process.start()
        yield Farm(hub, scheduler, crew, environment, address, folder, journals)


def _endpoint(hub: Place, ports: Ports) -> dict[str, str]:
    return {
        "AWS_ENDPOINT_URL": f"http://{hub.address}:{ports.s3}",
        "AWS_REGION": "us-east-1",
        "AWS_ALLOW_HTTP": "true",
    }


def _store(folder: Path, hub: Place, ports: Ports) -> Process:
    """SeaweedFS: of the S3 servers that packages bring, the one that keeps If-None-Match and refuses wrong keys."""
    disk, names = folder / "store", folder / "store.json"
    disk.mkdir()
    credentials = {
        "accessKey": KEYS["AWS_ACCESS_KEY_ID"],
        "secretKey": KEYS["AWS_SECRET_ACCESS_KEY"],
    }
    names.write_text(json.dumps({
        "identities": [{"name": "farm", "credentials": [credentials], "actions": ["Admin", "Read", "Write", "List"]}]
    }))  # fmt: skip
    words = [
        str(WEED), "server", f"-dir={disk}", f"-ip={hub.address}", f"-ip.bind={hub.address}", "-master.telemetry=false",
        "-s3", f"-s3.port={ports.s3}", f"-s3.config={names}", f"-master.port={ports.master}", f"-volume.port={ports.volume}",
        f"-filer.port={ports.filer}", f"-filer.localSocket={folder / 'filer.sock'}", "-master.volumeSizeLimitMB=1024",
    ]  # fmt: skip
    return Process(words, hub, folder / "store.log")


def _until_open(place: Place, port: int, process: Process) -> None:
    """Wait until somebody listens, as seen from the place itself."""
    ask = f"import socket; socket.create_connection(({place.address!r}, {port}), 1)"
    end = time.monotonic() + PATIENCE
    while subprocess.run(
        [*place.words, sys.executable, "-S", "-c", ask], check=False, capture_output=True
    ).returncode:
        if process.code is not None or time.monotonic() > end:
            raise RuntimeError(f"{process.words[-1]} did not start: {process.log}")
        time.sleep(0.1)


def _make_bucket(hub: Place, environment: dict[str, str]) -> None:
    """SeaweedFS makes a bucket when the first object is laid in it."""
    lay = "import obstore, obstore.store as s; obstore.put(s.from_url('s3://work'), 'here', b'')"
    words = [*hub.words, sys.executable, "-c", lay]
    subprocess.run(words, check=True, capture_output=True, env={**os.environ, **environment})


def _certified(folder: Path) -> dict[str, str]:
    """An authority and a certificate that every machine of this farm shows."""
    now, authority = datetime.now(UTC), ec.generate_private_key(ec.SECP256R1())
    own, name = ec.generate_private_key(ec.SECP256R1()), _named("lanterne farm")
    until = now + timedelta(days=2)
    root = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(authority.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(hours=1)).not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(authority, hashes.SHA256())
    )  # fmt: skip
    leaf = (
        x509.CertificateBuilder()
        .subject_name(_named("machine")).issuer_name(name).public_key(own.public_key()).serial_number(2)
        .not_valid_before(now - timedelta(hours=1)).not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("10.77.0.1"))]), critical=False)
        .sign(authority, hashes.SHA256())
    )  # fmt: skip
    key = own.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    files = {
        "LANTERNE_FARM_CA": root.public_bytes(serialization.Encoding.PEM),
        "LANTERNE_FARM_CERT": leaf.public_bytes(serialization.Encoding.PEM),
        "LANTERNE_FARM_KEY": key,
    }
    for setting, content in files.items():
        (folder / f"{setting}.pem").write_bytes(content)
    return {setting: str(folder / f"{setting}.pem") for setting in files}


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
