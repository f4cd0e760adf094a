"""A farm is spoken with under certificates, or plainly on this machine alone; without the extra it costs nothing."""

import subprocess
import sys

import pytest

from lanterne_media import farm
from lanterne_media.farm.address import address_of
from lanterne_media.model import MediaRefused
from tests.media.shell import lanterne_media

NAMES = ("LANTERNE_FARM_CA", "LANTERNE_FARM_CERT", "LANTERNE_FARM_KEY")


@pytest.fixture(autouse=True)
def bare(monkeypatch):
    for name in (*NAMES, "LANTERNE_FARM", "LANTERNE_FARM_STORE", "LANTERNE_FARM_ALLOW_PLAIN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def certified(monkeypatch, tmp_path):
    for name in NAMES:
        (tmp_path / name).write_text("PEM")
        monkeypatch.setenv(name, str(tmp_path / name))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_on_this_machine_it_may_be_spoken_with_plainly(host):
    assert address_of(f"dask://{host}:8786").url == f"tcp://{host}:8786"


@pytest.mark.parametrize("host", ["10.0.0.2", "farm.example", "0.0.0.0", "[::]", "192.0.2.1"])
def test_another_machine_is_not_spoken_with_plainly(host):
    with pytest.raises(MediaRefused, match="another machine, and whoever reaches a farm's port"):
        address_of(f"dask://{host}:8786")


def test_unless_that_is_wanted(monkeypatch):
    monkeypatch.setenv("LANTERNE_FARM_ALLOW_PLAIN", "1")
    assert address_of("dask://10.0.0.2:8786").url == "tcp://10.0.0.2:8786"


def test_with_certificates_everything_is_encrypted(certified, tmp_path):
    for text in ("dask://10.0.0.2:8786", "tls://10.0.0.2:8786"):
        address = address_of(text)
        assert address.url == "tls://10.0.0.2:8786"
        assert address.security.require_encryption
        assert address.security.tls_ca_file == str(tmp_path / "LANTERNE_FARM_CA")


def test_tls_without_certificates_is_refused():
    with pytest.raises(MediaRefused, match="tls:// needs certificates"):
        address_of("tls://127.0.0.1:8786")


def test_two_of_three_certificates_are_none(certified, monkeypatch):
    monkeypatch.delenv("LANTERNE_FARM_KEY")
    with pytest.raises(MediaRefused, match="belong together, and '' is no file"):
        address_of("tls://127.0.0.1:8786")


@pytest.mark.parametrize(
    "text", ["127.0.0.1:8786", "dask://127.0.0.1", "dask://:8786", "http://a:1", "dask://a:x"]
)
def test_what_is_no_farm_is_refused(text):
    with pytest.raises(MediaRefused, match="is no farm"):
        address_of(text)


def test_without_an_address_there_is_no_farm():
    with farm.elsewhere("", "") as away:
        assert away is None


def test_a_farm_needs_a_store():
    with (
        pytest.raises(MediaRefused, match="needs a store"),
        farm.elsewhere("dask://127.0.0.1:8786", ""),
    ):
        pass


def test_without_the_extra_a_farm_is_refused_with_the_remedy(monkeypatch):
    monkeypatch.setattr(farm, "find_spec", lambda name: None)
    with (
        pytest.raises(MediaRefused, match=r"install lanterne\[farm\]"),
        farm.elsewhere("dask://127.0.0.1:8786", "file:///store"),
    ):
        pass


@pytest.mark.slow
def test_who_uses_no_farm_imports_nothing_of_it():
    ask = (
        "import sys, lanterne_media.cli, lanterne_media.farm, lanterne_media.pipeline;"
        "print([name for name in ('dask', 'distributed', 'obstore') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.slow
def test_a_worker_and_a_scheduler_refuse_strangers_doors_in_one_sentence():
    for words in (["scheduler", "dask://0.0.0.0:8786"], ["worker", "dask://10.0.0.2:8786"]):
        said = lanterne_media(*words)
        assert said.code == 2
        assert said.err.startswith(words[1][7:].partition(":")[0] + " is another machine")
        assert said.err.count("\n") == 1


def test_a_publish_whose_farm_is_refused_leaves_nothing_behind(clip, tmp_path):
    film = clip("short.mp4", picture="testsrc2=s=64x64:r=25", sound=None, seconds=1.0)
    for words, sentence in (
        (["--farm", "dask://10.0.0.2:8786", "--store", "s3://work"], "10.0.0.2 is another machine"),
        (["--farm", "dask://127.0.0.1:8786"], "A farm needs a store"),
        (["--farm", "dask://127.0.0.1:8786", "--store", "work"], "'work' is no store"),
        (["--farm", "127.0.0.1", "--store", "s3://work"], "'127.0.0.1' is no farm"),
    ):
        said = lanterne_media("publish", film, tmp_path / "out", "--clear", *words)
        assert (said.code, said.err.count("\n")) == (2, 1)
        assert said.err.startswith(sentence)
    assert list(tmp_path.iterdir()) == []
