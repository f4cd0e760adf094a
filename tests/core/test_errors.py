from lanterne.core.errors import Refused


class WindowOverlaps(Refused):
    pass


class Closed(Refused):
    code = "shut"


def test_a_refusal_says_its_sentence():
    assert str(WindowOverlaps("A window already covers part of this period.")) == (
        "A window already covers part of this period."
    )


def test_the_code_for_programs_follows_from_the_name():
    assert WindowOverlaps.code == "window_overlaps"
    assert WindowOverlaps("…").code == "window_overlaps"


def test_a_refusal_may_state_its_own_code():
    assert Closed.code == "shut"


def test_a_heir_has_a_code_of_its_own():
    class ClosedToday(Closed):
        pass

    assert ClosedToday.code == "closed_today"
