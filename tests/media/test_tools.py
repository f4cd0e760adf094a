"""The cage around ffmpeg, attacked in each combination of layers that this machine offers."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import textwrap
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from lanterne_media import tools as tools_module
from lanterne_media.model import Limits, MediaRefused
from lanterne_media.tools import (
    MOST_ON_A_CHIP,
    LimitReached,
    Stopped,
    ToolFailed,
    Tools,
    binary,
    sandbox,
    untrusted,
)

HERE = sandbox.offers()
NONE = sandbox.Offers(bubblewrap=None, landlock_abi=0, has_seccomp=False)
LAYERS = {
    "every layer": HERE,
    "without bubblewrap": replace(HERE, bubblewrap=None),
    "bubblewrap alone": replace(NONE, bubblewrap=HERE.bubblewrap),
    "Landlock alone": replace(NONE, landlock_abi=HERE.landlock_abi),
    "seccomp alone": replace(NONE, has_seccomp=HERE.has_seccomp),
    "limits alone": NONE,
}
OFFERED = {
    name: layers for name, layers in LAYERS.items() if layers != NONE or name == "limits alone"
}
STRICTEST_AND_NONE = ["every layer", "limits alone"]
HIDES_FILES = [name for name, layers in OFFERED.items() if layers.is_enough_for_strangers]
HIDES_NETWORK = [
    name for name, layers in OFFERED.items() if layers.bubblewrap or layers.has_seccomp
]


def in_each(names):
    return pytest.mark.parametrize(
        "layers", [pytest.param(OFFERED[name], id=name) for name in names]
    )


@pytest.fixture
def attempt(monkeypatch, film):
    """Run a piece of Python in the tool's place, shut in like the tool; give what it printed."""
    monkeypatch.setenv("LANTERNE_FFMPEG", sys.executable)
    binary.cache_clear()

    def run(layers, code, *arguments, **allowed):
        command = ["ffmpeg", "-I", "-S", "-c", textwrap.dedent(code), *map(str, arguments)]
        return Tools(offers=layers).run(command, **allowed).stdout.decode()

    yield run
    binary.cache_clear()


@pytest.fixture
def film(clip):
    return clip(sound=None)


OPEN = """
    import sys
    try:
        print(len(open(sys.argv[1], sys.argv[2]).read(1)) if "r" in sys.argv[2] else open(sys.argv[1], sys.argv[2]).write("x"))
    except OSError as error:
        print(type(error).__name__)
"""


# Files


@in_each(OFFERED)
def test_the_named_file_can_be_read(attempt, layers, film):
    assert attempt(layers, OPEN, film, "rb", reads=[film]) == "1\n"


@in_each(HIDES_FILES)
def test_no_other_file_can_be_read(attempt, layers, film, tmp_path):
    secret = tmp_path / "secret.mp4"
    secret.write_bytes(b"another customer's film")
    said = attempt(layers, OPEN, secret, "rb", reads=[film])
    assert said in {"PermissionError\n", "FileNotFoundError\n"}


@in_each(HIDES_FILES)
@pytest.mark.parametrize("path", ["/etc/passwd", "/proc/1/environ", "/root/.ssh/id_rsa"])
def test_the_machines_own_secrets_cannot_be_read(attempt, layers, path):
    assert attempt(layers, OPEN, path, "rb") in {"PermissionError\n", "FileNotFoundError\n"}


@in_each(HIDES_FILES)
def test_nothing_is_written_outside_the_named_folder(attempt, layers, tmp_path):
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    attempt(layers, OPEN, outside / "made", "w", writes=[inside])
    assert attempt(layers, OPEN, inside / "made", "w", writes=[inside]) == "1\n"
    assert (list(inside.iterdir()), list(outside.iterdir())) == ([inside / "made"], [])


@in_each(HIDES_FILES)
def test_the_film_itself_cannot_be_changed(attempt, layers, tmp_path):
    film = tmp_path / "film.mp4"
    film.write_bytes(b"a film")
    attempt(layers, OPEN, film, "a", reads=[film])
    assert film.read_bytes() == b"a film"


@in_each(OFFERED)
def test_a_link_is_not_followed(attempt, layers, tmp_path):
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "film.mp4").symlink_to(tmp_path / "secret")
    with pytest.raises(MediaRefused) as refused:
        attempt(layers, OPEN, tmp_path / "film.mp4", "rb", reads=[tmp_path / "film.mp4"])
    assert str(refused.value) == f"{tmp_path}/film.mp4 is a link: name the file that it points to."


@in_each(STRICTEST_AND_NONE)
def test_no_secret_of_the_environment_is_passed_on(attempt, layers, monkeypatch):
    monkeypatch.setenv("LANTERNE_SECRET", "hush")
    said = json.loads(attempt(layers, "import json, os; print(json.dumps(dict(os.environ)))"))
    said.pop("PWD", None)
    said.pop("LC_CTYPE", None)
    assert said == {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/nonexistent"}


# Devices. A node that any machine has stands in for a graphics chip's: what is opened is the same.

NODE = Path("/dev/full")
NAME = """
    import threading
    try:
        with open(f"/proc/self/task/{threading.get_native_id()}/comm", "w") as name:
            name.write("cuda")
        print("named")
    except OSError as error:
        print(type(error).__name__)
"""
KNOWS_FILES = [name for name, layers in OFFERED.items() if layers.landlock_abi]


@in_each(KNOWS_FILES)
def test_a_device_opens_for_whom_it_is_named(attempt, layers):
    assert attempt(layers, OPEN, NODE, "rb") == "PermissionError\n"
    assert attempt(layers, OPEN, NODE, "rb", devices=[NODE]) == "1\n"


@in_each(KNOWS_FILES)
def test_with_a_device_comes_what_its_driver_looks_at(attempt, layers):
    assert (
        attempt(layers, OPEN, "/sys/kernel/mm/transparent_hugepage/enabled", "rb", devices=[NODE])
        == "1\n"
    )
    assert attempt(layers, OPEN, "/proc/devices", "rb", devices=[NODE]) == "1\n"


@in_each(KNOWS_FILES)
def test_a_driver_may_name_its_threads_and_nobody_else_may(attempt, layers):
    assert attempt(layers, NAME, devices=[NODE]) == "named\n"
    assert attempt(layers, NAME) in {"PermissionError\n", "FileNotFoundError\n"}


@in_each(KNOWS_FILES)
def test_a_device_shows_no_film_and_no_secret_of_others(attempt, layers, film, tmp_path):
    environment = f"/proc/{os.getpid()}/environ"
    assert attempt(layers, OPEN, environment, "rb", devices=[NODE]) == "PermissionError\n"
    assert attempt(layers, OPEN, film, "rb", devices=[NODE]) != "1\n"


def test_a_chip_does_no_more_at_a_time_than_it_can(attempt):
    tools = Tools()
    for _ in range(MOST_ON_A_CHIP):
        assert tools._chip.acquire(blocking=False)
    late = threading.Thread(
        target=tools.run, args=(["ffmpeg", "-c", "0"],), kwargs={"devices": [NODE]}
    )
    late.start()
    assert tools.run(["ffmpeg", "-c", "print(1)"]).stdout == b"1\n"
    assert late.is_alive()
    tools._chip.release()
    late.join()


# The network


CONNECT = """
    import socket, sys
    try:
        line = socket.socket(socket.AF_INET, getattr(socket, sys.argv[1]))
        line.settimeout(2)
        line.connect(("127.0.0.1", int(sys.argv[2])))
        line.send(b"secret")
        print("sent")
    except OSError as error:
        print(type(error).__name__)
"""


@in_each(HIDES_NETWORK)
@pytest.mark.parametrize("kind", ["SOCK_STREAM", "SOCK_DGRAM"])
def test_nobody_is_spoken_to(attempt, layers, kind):
    with socket.socket(socket.AF_INET, getattr(socket, kind)) as canary:
        canary.bind(("127.0.0.1", 0))
        canary.setblocking(False)
        if kind == "SOCK_STREAM":
            canary.listen()
        attempt(layers, CONNECT, kind, canary.getsockname()[1])
        with pytest.raises(BlockingIOError):
            canary.accept() if kind == "SOCK_STREAM" else canary.recv(10)


@pytest.mark.skipif(not HERE.has_seccomp, reason="this kernel filters no calls")
@pytest.mark.parametrize(
    ("call", "arguments"),
    [(425, (8, 128)), (0x40000029, (2, 1))],
    ids=["a queue of calls", "the calls of another count"],
)
def test_no_other_way_leads_to_a_socket(attempt, call, arguments):
    code = """
        import ctypes, sys
        libc, room = ctypes.CDLL(None, use_errno=True), ctypes.create_string_buffer(256)
        number, first, second = map(int, sys.argv[1:])
        print(libc.syscall(number, first, room if second == 128 else second, 0), ctypes.get_errno())
    """
    # Refused by the filter: no permission, whether the kernel knows the call or not.
    assert attempt(LAYERS["seccomp alone"], code, call, *arguments) == "-1 1\n"


@pytest.mark.skipif(HERE.landlock_abi < 4, reason="this kernel's Landlock knows no network")
def test_landlock_alone_refuses_a_connection(attempt):
    with socket.create_server(("127.0.0.1", 0)) as canary:
        said = attempt(LAYERS["Landlock alone"], CONNECT, "SOCK_STREAM", canary.getsockname()[1])
    assert said == "PermissionError\n"


@pytest.mark.skipif(HERE.landlock_abi < 6, reason="this kernel's Landlock knows no scopes")
def test_no_process_outside_can_be_ended(attempt):
    code = """
        import os, sys
        try:
            os.kill(int(sys.argv[1]), 0)
            print("could")
        except OSError as error:
            print(type(error).__name__)
    """
    assert attempt(HERE, code, os.getpid()) in {"PermissionError\n", "ProcessLookupError\n"}


# Files that attack ffmpeg


@pytest.fixture
def neighbour(clip, tmp_path):
    folder = tmp_path / "uploads"
    folder.mkdir()
    other = folder / "neighbour.ts"
    other.write_bytes(clip("film.ts", sound=None).read_bytes())
    return other


def attacks(neighbour):
    lead = "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:2,\n"
    return {
        "playlist by address": f"{lead}file://{neighbour}\n#EXT-X-ENDLIST\n",
        "playlist by name": f"{lead}neighbour.ts\n#EXT-X-ENDLIST\n",
        "concat by path": f"ffconcat version 1.0\nfile '{neighbour}'\n",
        "concat by name": "ffconcat version 1.0\nfile neighbour.ts\n",
        "drawing": '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="9" height="9"/></svg>',
    }


ATTACKS = sorted(attacks(Path("x")))


@in_each(STRICTEST_AND_NONE)
@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", ["film.mp4", "film.m3u8"])
def test_an_untrusted_file_opens_no_other_in_any_cage(layers, neighbour, attack, name):
    bait = neighbour.with_name(name)
    bait.write_text(attacks(neighbour)[attack])
    with pytest.raises(ToolFailed):
        Tools(offers=layers).run(
            ["ffprobe", "-v", "error", *untrusted(bait), "-show_streams"], reads=[bait]
        )


@in_each(HIDES_FILES)
@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if attack != "drawing"])
def test_the_cage_holds_where_the_words_are_forgotten(layers, neighbour, attack):
    bait = neighbour.with_name("film.m3u8" if "playlist" in attack else "film.txt")
    bait.write_text(attacks(neighbour)[attack])
    careless = (
        ["-safe", "0", "-f", "concat"] if "concat" in attack else ["-allowed_extensions", "ALL"]
    )
    command = ["ffmpeg", "-v", "error", *careless, "-i", str(bait), "-f", "framemd5", "-"]
    with pytest.raises(ToolFailed):
        Tools(offers=layers).run(command, reads=[bait])


def test_without_words_and_cage_the_neighbour_would_be_read(neighbour):
    bait = neighbour.with_name("film.txt")
    bait.write_text(attacks(neighbour)["concat by path"])
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-safe",
        "0",
        "-f",
        "concat",
        "-i",
        str(bait),
        "-f",
        "framemd5",
        "-",
    ]
    assert b"0,          0," in Tools(offers=NONE).run(command, reads=[bait]).stdout


@in_each(STRICTEST_AND_NONE)
@pytest.mark.parametrize(
    "name", ["-version", "-i", "http:", "%03d.mp4", "a'b\"c;$(touch d) é.mp4", "two\nlines.mp4"]
)
def test_a_name_is_only_ever_a_name(layers, film, tmp_path, name):
    odd = tmp_path / name
    odd.write_bytes(film.read_bytes())
    command = [
        "ffprobe",
        "-v",
        "error",
        *untrusted(odd),
        "-show_entries",
        "stream=width",
        "-of",
        "csv=p=0",
    ]
    assert Tools(offers=layers).run(command, reads=[odd]).stdout == b"320\n"
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_a_tool_behind_a_link_is_found(monkeypatch, tmp_path):
    (tmp_path / "ffmpeg").symlink_to(binary("ffmpeg"))
    monkeypatch.setenv("LANTERNE_FFMPEG", str(tmp_path / "ffmpeg"))
    binary.cache_clear()
    try:
        assert Tools().run(["ffmpeg", "-version"]).stdout.startswith(b"ffmpeg version")
    finally:
        binary.cache_clear()


# Limits


@in_each(STRICTEST_AND_NONE)
def test_memory_has_a_limit(attempt, layers):
    code = "x = bytearray(2**30); print(len(x))"
    with pytest.raises(ToolFailed, match="MemoryError"):
        attempt(layers, code, limits=Limits(memory_bytes=2**29))
    assert attempt(layers, code, limits=Limits(memory_bytes=2**31)) == f"{2**30}\n"


@in_each(STRICTEST_AND_NONE)
def test_processor_time_has_a_limit(attempt, layers):
    with pytest.raises(LimitReached) as reached:
        attempt(layers, "while True: pass", limits=Limits(cpu_seconds=1))
    assert str(reached.value).startswith(
        "ffmpeg reached our limit of 1 seconds of processor time for one piece of work. "
        "What was finished is kept, and running again goes on from there.\nffmpeg "
    )
    assert reached.value.was_killed


@in_each(STRICTEST_AND_NONE)
def test_waiting_has_a_limit(attempt, layers):
    with pytest.raises(LimitReached) as reached:
        attempt(layers, "import signal; signal.pause()", limits=Limits(wall_seconds=0.5))
    assert reached.value.limit == "0.5 seconds"


@in_each(OFFERED)
def test_output_has_a_limit(layers, tmp_path):
    made = tmp_path / "film.yuv"
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=320x180",
        "-t",
        "9",
        str(made),
    ]
    with pytest.raises(ToolFailed, match="its output grew past the limit") as failed:
        Tools(offers=layers).run(command, writes=[tmp_path], limits=Limits(output_bytes=100_000))
    assert (failed.value.was_killed, made.stat().st_size) == (True, 100_000)


def test_what_a_tool_says_has_a_limit(attempt, monkeypatch):
    monkeypatch.setattr(tools_module, "MOST_SAID", 10)
    assert attempt(HERE, "print('x' * 9)") == "x" * 9 + "\n"
    with pytest.raises(MediaRefused, match=r"^This file makes ffmpeg say more than we can keep\.$"):
        attempt(HERE, "print('x' * 10)")


def test_only_the_last_words_of_a_flood_are_kept(attempt):
    code = "import sys; sys.stderr.write('x' * 3_000_000 + 'last words'); sys.exit(1)"
    with pytest.raises(ToolFailed) as failed:
        attempt(HERE, code)
    assert (len(failed.value.words), failed.value.words[-10:]) == (2**20, "last words")


# How it ends


def test_a_failure_shows_the_command_to_paste():
    with pytest.raises(ToolFailed) as failed:
        Tools().run(["ffmpeg", "-v", "error", "-i", "file:/no where.mp4"])
    assert str(failed.value).splitlines() == [
        "ffmpeg failed (exit code 254): Error opening input files: No such file or directory",
        "ffmpeg -v error -i 'file:/no where.mp4'",
    ]
    assert not failed.value.was_killed


@in_each(STRICTEST_AND_NONE)
def test_the_cost_is_the_tools_own(attempt, layers):
    code = "import time\nwhile time.process_time() < 0.3: pass"
    command = ["ffmpeg", "-I", "-S", "-c", code]
    attempt(layers, "")
    assert 0.25 <= Tools(offers=layers).run(command).cpu_seconds < 1.0


ENDLESS = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x64", "-f", "rawvideo", "-"]
CHUNK = 64 * 64 * 3 // 2


def children(pid):
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def descendants(pid):
    """All processes that a process started, directly or not."""
    return [one for child in children(pid) for one in (child, *descendants(child))]


def started_beside(others):
    """Handles of what this process started since: it may be running the servers of other tests, which start what they like."""
    mine = set(children(os.getpid())) - set(others)
    return [os.pidfd_open(pid) for child in mine for pid in (child, *descendants(child))]


def has_ended(handle):
    """Wait for a process, by its handle, to be gone."""
    return bool(select.select([handle], [], [], 10)[0])


@in_each(OFFERED)
def test_a_stream_comes_in_exact_pieces(layers):
    command = [*ENDLESS[:-3], "-frames:v", "3", "-pix_fmt", "yuv420p", *ENDLESS[-3:]]
    pieces = list(Tools(offers=layers).stream(command, chunk=CHUNK - 1))
    assert [len(piece) for piece in pieces] == [CHUNK - 1, CHUNK - 1, CHUNK - 1, 3]


@in_each(OFFERED)
def test_a_stream_that_nobody_reads_any_more_leaves_no_process(layers):
    others = children(os.getpid())
    stream = Tools(offers=layers).stream(ENDLESS, chunk=CHUNK)
    next(stream)
    handles = started_beside(others)
    assert handles
    stream.close()
    assert all(map(has_ended, handles))
    for handle in handles:
        os.close(handle)


@in_each(OFFERED)
def test_work_called_off_ends_what_runs_and_starts_nothing_more(layers):
    others = children(os.getpid())
    tools = Tools(offers=layers)
    stream = tools.stream(ENDLESS, chunk=CHUNK)
    next(stream)
    handles = started_beside(others)
    tools.stop()
    with pytest.raises(Stopped, match="the work was called off"):
        list(stream)
    with pytest.raises(Stopped):
        tools.run(["ffmpeg", "-version"])
    assert all(map(has_ended, handles))
    for handle in handles:
        os.close(handle)


PARENT = """
import sys
from lanterne_media.tools import Tools, sandbox
layers = sandbox.Offers({layers.bubblewrap!r}, {layers.landlock_abi!r}, {layers.has_seccomp!r})
stream = Tools(offers=layers).stream({command!r}, chunk={chunk})
next(stream)
print("running", flush=True)
sys.stdin.read()
"""


@pytest.mark.slow
@in_each(OFFERED)
def test_a_killed_worker_leaves_no_process(layers):
    code = PARENT.format(layers=layers, command=ENDLESS, chunk=CHUNK)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code], **pipes) as parent:
        assert parent.stdout.readline() == b"running\n"
        handles = [os.pidfd_open(pid) for pid in descendants(parent.pid)]
        assert handles
        parent.send_signal(signal.SIGKILL)
    assert all(map(has_ended, handles))
    for handle in handles:
        os.close(handle)


# What the machine is said to offer


def test_the_layers_are_told_in_one_sentence():
    assert sandbox.Offers("/usr/bin/bwrap", 7, has_seccomp=True).sentence == (
        "bubblewrap (own network, own view of the files) + Landlock 7 (only the named files)"
        " + seccomp (no sockets) + limits on memory, time and output"
    )
    assert NONE.sentence == "limits on memory, time and output"


@pytest.mark.parametrize(
    ("layers", "is_enough"),
    [
        (NONE, False),
        (replace(NONE, has_seccomp=True), False),
        (replace(NONE, landlock_abi=1), True),
        (replace(NONE, bubblewrap="/usr/bin/bwrap"), True),
    ],
)
def test_strangers_need_a_layer_that_hides_files(layers, is_enough):
    assert layers.is_enough_for_strangers is is_enough
