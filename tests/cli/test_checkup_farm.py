"""``lanterne check`` says which machines encode, and what is missing when they do not answer."""

import pytest

from lanterne.cli import checkup


def farm_check():
    return checkup._farm()


def test_without_a_farm_this_machine_encodes_and_all_is_well(settings):
    settings.FARM = ""
    check = farm_check()
    assert check.found == "this machine alone encodes; LANTERNE_FARM names others"
    assert not check.remedy


def test_a_farm_that_would_be_spoken_with_plainly_is_told(settings, monkeypatch):
    monkeypatch.delenv("LANTERNE_FARM_CA", raising=False)
    settings.FARM, settings.FARM_STORE = "dask://10.0.0.2:8786", "file:///store"
    check = farm_check()
    assert check.found.startswith("10.0.0.2 is another machine")
    assert check.remedy


@pytest.mark.slow
def test_a_farm_that_does_not_answer_is_told_with_the_remedy(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(checkup, "FARM_PATIENCE", 0.0)
    settings.FARM, settings.FARM_STORE = "dask://127.0.0.1:9", f"file://{tmp_path}"
    check = farm_check()
    assert check.found == "The farm at tcp://127.0.0.1:9 does not answer."
    assert check.remedy == "Start `lanterne-media scheduler` and workers there."
