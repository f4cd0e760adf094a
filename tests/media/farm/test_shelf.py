"""What lies between machines is there whole or not at all, and once, whoever brings it."""

import threading

import pytest

from lanterne_media.model import MediaRefused
from lanterne_media.shelf import NotThere, Shelf, ShelfTrouble, open_store

NAME = "encode-0123456789abcdef"


@pytest.fixture
def address(tmp_path):
    return f"file://{tmp_path / 'store'}"


@pytest.fixture
def shelf(address):
    return Shelf.at(address, "the film")


def bench(tmp_path, name, content=b"frames"):
    folder = tmp_path / name
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "shot.mp4").write_bytes(content)
    return folder


def lying(tmp_path):
    return sorted(
        str(p.relative_to(tmp_path / "store")).partition("/")[2]
        for p in (tmp_path / "store").rglob("*")
        if p.is_file()
    )


def test_a_finished_piece_comes_with_its_value_and_files(shelf, tmp_path):
    attempt = shelf.begin(NAME)
    assert not shelf.has(NAME)
    assert shelf.finish(NAME, attempt, ["value"], bench(tmp_path, "one"))
    assert shelf.has(NAME)
    assert shelf.finished() == {NAME}
    (tmp_path / "home").mkdir()
    assert shelf.fetch(NAME, list[str], tmp_path / "home") == ["value"]
    assert (tmp_path / "home" / "sub" / "shot.mp4").read_bytes() == b"frames"


def test_who_comes_second_changes_nothing_and_leaves_nothing(shelf, tmp_path):
    first, second = shelf.begin(NAME), shelf.begin(NAME)
    assert shelf.finish(NAME, second, "second", bench(tmp_path, "two", b"two"))
    there = lying(tmp_path)
    assert not shelf.finish(NAME, first, "first", bench(tmp_path, "one", b"one"))
    assert lying(tmp_path) == there
    (tmp_path / "home").mkdir()
    assert shelf.fetch(NAME, str, tmp_path / "home") == "second"
    assert (tmp_path / "home" / "sub" / "shot.mp4").read_bytes() == b"two"


def test_of_many_at_once_one_is_first(shelf, tmp_path):
    folders = [bench(tmp_path, str(n), str(n).encode()) for n in range(8)]
    gate, said = threading.Barrier(8), []

    def bring(n):
        attempt = shelf.begin(NAME)
        gate.wait(10)
        said.append((n, shelf.finish(NAME, attempt, n, folders[n])))

    threads = [threading.Thread(target=bring, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [first] = [n for n, is_first in said if is_first]
    (tmp_path / "home").mkdir()
    assert shelf.fetch(NAME, int, tmp_path / "home") == first
    assert shelf.tries(NAME) == 8
    assert len([name for name in lying(tmp_path) if name.startswith("files/")]) == 1


def test_the_same_mark_sent_twice_is_still_the_first(shelf, tmp_path):
    attempt, folder = shelf.begin(NAME), bench(tmp_path, "one")
    assert shelf.finish(NAME, attempt, "value", folder)
    assert shelf.finish(NAME, attempt, "value", folder)


def test_without_its_mark_nothing_is_finished(shelf, tmp_path):
    attempt = shelf.begin(NAME)
    shelf.finish(NAME, attempt, "value", bench(tmp_path, "one"))
    next((tmp_path / "store").rglob("done/*")).unlink()
    assert not shelf.has(NAME)
    with pytest.raises(NotThere):
        shelf.fetch(NAME, str, tmp_path)


def test_a_file_that_arrives_otherwise_than_it_was_sent_is_refused(shelf, tmp_path):
    shelf.finish(NAME, shelf.begin(NAME), "value", bench(tmp_path, "one"))
    [file] = (tmp_path / "store").rglob("shot.mp4")
    file.write_bytes(b"Frames")
    (tmp_path / "home").mkdir()
    with pytest.raises(ShelfTrouble, match="did not arrive as it was sent"):
        shelf.fetch(NAME, str, tmp_path / "home")
    assert not (tmp_path / "home" / "sub" / "shot.mp4").exists()


def test_a_film_is_laid_there_once_and_fetched_whole(shelf, tmp_path):
    (tmp_path / "film.mov").write_bytes(b"film")
    shelf.lay_film(tmp_path / "film.mov")
    (tmp_path / "film.mov").write_bytes(b"changed since")
    shelf.lay_film(tmp_path / "film.mov")
    shelf.fetch_film(tmp_path / "copy.mov")
    assert (tmp_path / "copy.mov").read_bytes() == b"film"


def test_a_film_that_nobody_laid_there_is_told(shelf, tmp_path):
    with pytest.raises(NotThere):
        shelf.fetch_film(tmp_path / "copy.mov")


def test_films_know_nothing_of_one_another(shelf, address, tmp_path):
    other = Shelf.at(address, "another film")
    other.finish(NAME, other.begin(NAME), "value", bench(tmp_path, "one"))
    assert not shelf.has(NAME)
    shelf.clear()
    assert other.has(NAME)


def test_cleared_nothing_is_left(shelf, tmp_path):
    (tmp_path / "film.mov").write_bytes(b"film")
    shelf.lay_film(tmp_path / "film.mov")
    shelf.finish(NAME, shelf.begin(NAME), "value", bench(tmp_path, "one"))
    shelf.clear()
    assert lying(tmp_path) == []
    shelf.clear()


@pytest.mark.parametrize("text", ["nowhere", "ftp://host/x", "s3://", "file://relative"])
def test_what_is_no_store_is_refused(text):
    with pytest.raises(MediaRefused, match="is no store"):
        open_store(text)


def test_a_store_that_would_put_a_piece_twice_is_refused(shelf, tmp_path, monkeypatch):
    import obstore

    put = obstore.put
    monkeypatch.setattr(obstore, "put", lambda *a, mode=None, **b: put(*a, **b))
    (tmp_path / "film.mov").write_bytes(b"film")
    with pytest.raises(ShelfTrouble, match="puts a second object over a first"):
        shelf.lay_film(tmp_path / "film.mov")
    assert [name for name in lying(tmp_path) if name.startswith("film")] == []
