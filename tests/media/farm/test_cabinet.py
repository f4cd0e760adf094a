"""What a machine keeps is filled once, stays while it is open, and goes when there is too little room."""

import threading

import pytest

from lanterne_media.farm.cabinet import Cabinet


def filling(content, asked):
    def fill(folder):
        asked.append(content)
        (folder / "plate").write_bytes(content)

    return fill


def test_what_was_filled_is_there_at_the_next_asking(tmp_path):
    cabinet, asked = Cabinet(tmp_path / "plates", 100), []
    for _ in range(3):
        with cabinet.open("a", filling(b"frames", asked)) as folder:
            assert (folder / "plate").read_bytes() == b"frames"
    assert asked == [b"frames"]


def test_what_was_not_asked_for_longest_makes_room(tmp_path):
    cabinet, asked = Cabinet(tmp_path / "plates", 12), []
    for name in ("a", "b", "a", "c"):
        with cabinet.open(name, filling(b"frames", asked)):
            pass
    assert sorted(path.name for path in (tmp_path / "plates").iterdir()) == ["a", "c"]


def test_what_is_open_stays_however_little_room_there_is(tmp_path):
    cabinet, asked = Cabinet(tmp_path / "plates", 1), []
    with cabinet.open("a", filling(b"frames", asked)) as a:
        with cabinet.open("b", filling(b"frames", asked)) as b:
            assert (a / "plate").exists()
            assert (b / "plate").exists()
        assert (a / "plate").exists()
    assert list((tmp_path / "plates").iterdir()) == []


def test_a_filling_that_failed_is_tried_again(tmp_path):
    cabinet, asked = Cabinet(tmp_path / "plates", 100), []

    def fail(folder):
        (folder / "half").write_bytes(b"fra")
        raise OSError("full")

    with pytest.raises(OSError, match="full"), cabinet.open("a", fail):
        pass
    with cabinet.open("a", filling(b"frames", asked)) as folder:
        assert [path.name for path in folder.iterdir()] == ["plate"]


def test_two_who_ask_at_once_wait_for_one_filling(tmp_path):
    cabinet, asked = Cabinet(tmp_path / "plates", 100), []
    gate, found = threading.Barrier(4), []

    def ask():
        gate.wait(10)
        with cabinet.open("a", filling(b"frames", asked)) as folder:
            found.append((folder / "plate").read_bytes())

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [b"frames"] * 4
    assert asked == [b"frames"]


def test_what_an_earlier_process_left_is_swept(tmp_path):
    (tmp_path / "plates" / "old").mkdir(parents=True)
    Cabinet(tmp_path / "plates", 100)
    assert list((tmp_path / "plates").iterdir()) == []
