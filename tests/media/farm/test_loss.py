"""A farm whose workers, scheduler and driver are killed at random publishes every shot, and no piece twice.

Each worker has a network and a folder of its own where this machine lets us make them; between them is an S3 store.
One command runs it as often as one likes: ``python -m bench.loss --times 20``.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bench import farm, loss

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def standing(tmp_path_factory):
    with farm.standing(tmp_path_factory.mktemp("farm"), workers=2) as made:
        yield made


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    return loss.film(tmp_path_factory.mktemp("film"))


def asked(standing, question):
    """What Python says in the place where drivers are."""
    words = [*standing.hub.words, sys.executable, "-c", question]
    environment = {**os.environ, **standing.environment}
    return subprocess.run(
        words, capture_output=True, text=True, check=False, timeout=60, env=environment
    )


def test_killed_at_random_every_shot_is_published_and_no_piece_twice(standing, film, tmp_path):
    account = loss.killed(standing, film, tmp_path / "job", seed=1, kills=4)
    assert account.faults == ()
    assert account.published_twice == 0
    assert sum(account.kills.values()) == 4
    assert account.pieces > 4 * loss.SCENES
    assert 0 <= account.redone <= account.pieces

    # What was published is nobody's concern any more, but for the mark by which the bucket was made.
    lying = "import obstore, obstore.store as s; print([o['path'] for b in obstore.list(s.from_url('s3://work')) for o in b])"
    assert asked(standing, lying).stdout == "['here']\n"


def test_who_shows_no_certificate_is_not_let_in(standing):
    plain = standing.address.replace("tls://", "tcp://")
    for enter in (
        f"distributed.Client({plain!r}, timeout=3)",
        # Encrypted, and signed by nobody.
        f"distributed.Client({standing.address!r}, timeout=3, security=distributed.Security.temporary())",
    ):
        said = asked(standing, f"import distributed; {enter}; print('inside')")
        assert "inside" not in said.stdout
        assert "Error" in said.stderr


def test_who_has_another_key_to_the_store_reads_nothing(standing):
    read = "import obstore, obstore.store as s; print(obstore.get(s.from_url('s3://work'), 'here').meta['size'])"
    assert asked(standing, read).stdout == "0\n"
    said = asked(standing, read.replace("'s3://work'", "'s3://work', secret_access_key='another'"))
    assert said.stdout == ""
    assert "403" in said.stderr
