"""Scripts in every field of an article run nothing, in a real browser and under the policy that we ship."""

from __future__ import annotations

import pytest

from tests.journeys import house as houses
from tests.press.hostile import PAYLOADS

pytestmark = [pytest.mark.slow, houses.NEEDS_CHROMIUM]


def test_two_hundred_scripts_in_every_field_run_nothing(tmp_path):
    folder = tmp_path / "var"
    pages = houses.run(folder, "-m", "tests.press.staging").strip().splitlines()
    pages = [one for one in pages if one.startswith("/newsroom/")]
    assert (len(PAYLOADS), len(pages)) == (200, 24)
    with houses.serving(folder) as address, houses.chromium() as browser:
        reader = houses.a_device(browser, address)
        ran = []
        reader.page.on("dialog", lambda dialog: ran.append(dialog.message))
        for one in pages:
            reader.go(one)
            reader.page.wait_for_load_state("load")
            if reader.page.evaluate("'hit' in window"):
                ran.append(one)
        assert ran == []
        # A script that the policy had to stop would be among what the browser complains of.
        assert reader.complaints == []
