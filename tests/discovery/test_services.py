"""Keeping titles for later."""

from __future__ import annotations

import pytest

from lanterne.discovery import queries, services
from tests.titles import a_film, a_series

pytestmark = pytest.mark.django_db


def test_a_title_is_kept_once_and_let_go(subscriber):
    film, profile_id = a_film(), subscriber.profile_id
    assert not queries.is_listed(profile_id=profile_id, title_id=film)
    services.add_to_list(profile_id=profile_id, title_id=film)
    services.add_to_list(profile_id=profile_id, title_id=film)
    assert queries.listed(profile_id=profile_id) == (film,)
    services.remove_from_list(profile_id=profile_id, title_id=film)
    services.remove_from_list(profile_id=profile_id, title_id=film)
    assert queries.listed(profile_id=profile_id) == ()


def test_keeping_an_episode_keeps_its_series(subscriber):
    series, _, [[first, _]] = a_series()
    services.add_to_list(profile_id=subscriber.profile_id, title_id=first)
    assert queries.listed(profile_id=subscriber.profile_id) == (series,)
    assert queries.is_listed(profile_id=subscriber.profile_id, title_id=series)


def test_lists_are_a_profiles_own(subscriber, child):
    services.add_to_list(profile_id=subscriber.profile_id, title_id=a_film())
    assert queries.listed(profile_id=child.id) == ()


def test_a_title_that_is_none_is_refused(subscriber):
    with pytest.raises(services.NothingToKeep, match="no such title"):
        services.add_to_list(profile_id=subscriber.profile_id, title_id=999_999)
    assert queries.listed(profile_id=subscriber.profile_id) == ()
