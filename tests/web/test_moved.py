"""A title that was merged into another: its old addresses lead to the new ones, for those who may know of it."""

from __future__ import annotations

import pytest

from lanterne.assets.models import PublishJob
from lanterne.editorial import services as editorial
from tests.titles import a_film
from tests.web.programme import a_window


@pytest.fixture
def merged(film):
    """A title that is Le Voyage now, from twelve years on."""
    other = a_film("Le Trajet")
    a_window(other, "DE")
    PublishJob.objects.update(state="done")
    editorial.merge(title_id=film, other_id=other, actor="system:test")


@pytest.mark.parametrize("page", ["title", "watch"])
def test_the_old_address_leads_to_the_new_one_for_good(camille, film, merged, page):
    answer = camille.get(f"/{page}/le-trajet/")
    assert (answer.status_code, answer.url) == (301, f"/{page}/le-voyage/")


def test_who_may_not_know_of_the_title_is_told_nothing(camille, lou, merged):
    assert lou.get("/title/le-trajet/").status_code == 404
    assert camille.get("/title/nothing/").status_code == 404


def test_devices_get_the_title_by_its_old_address(camille, merged):
    for slug in ("le-voyage", "le-trajet"):
        assert camille.get(f"/api/v1/titles/{slug}").json()["card"]["slug"] == "le-voyage"
