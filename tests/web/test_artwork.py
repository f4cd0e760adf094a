"""A picture is shown to everybody from the moment at which the public may know of its title, and to staff before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from lanterne.catalogue import queries as catalogue
from lanterne.rights import queries as rights
from lanterne.rights import services
from lanterne.rights.rules import Terms
from lanterne.web import pictures
from tests.web.conftest import ACTOR


def address_of(title_id):
    [card] = catalogue.cards(title_ids=[title_id], language="fr", territory="FR")
    return card.still.url


def keep_secret(title_id):
    """Until two days from now; the instant."""
    [held] = rights.windows(title_id=title_id)
    later = held.window.opens_at + timedelta(days=3)
    window = replace(held.window, opens_at=later, terms=Terms(public_from=later))
    services.change_window(window_id=held.id, window=window, licence_id=None, actor=ACTOR)
    return later


def told(client, address):
    answer = client.get(address)
    return answer.status_code, answer.headers.get("Cache-Control", "").partition(",")[0]


def test_a_picture_is_for_everybody_wherever_its_title_is_open(abroad, camille):
    address = address_of(abroad)
    assert told(Client(), address) == told(camille, address) == (200, "public")


def test_a_secret_is_shown_to_staff_alone_until_the_instant(abroad, camille, editor, sign_in):
    address, instant = address_of(abroad), keep_secret(abroad)
    assert told(Client(), address)[0] == told(camille, address)[0] == 404
    assert told(sign_in(editor), address) == (200, "private")

    with time_machine.travel(instant - timedelta(microseconds=1), tick=False):
        assert told(Client(), address)[0] == 404
    with time_machine.travel(instant, tick=False):
        assert told(Client(), address) == (200, "public")


def test_a_title_without_a_window_is_a_draft_and_so_are_its_pictures(abroad, editor, sign_in):
    address = address_of(abroad)
    [held] = rights.windows(title_id=abroad)
    services.withdraw_window(window_id=held.id, actor=ACTOR)

    assert told(Client(), address)[0] == 404
    assert told(sign_in(editor), address) == (200, "private")


def test_every_cut_is_closed_with_its_picture(abroad, settings):
    address = address_of(abroad)
    folder = settings.MEDIA_ROOT / address.removeprefix("/art/").rpartition("/")[0]
    cuts = [f"{address.rpartition('/')[0]}/{file.name}" for file in folder.iterdir()]
    assert len(cuts) > 2
    assert {told(Client(), cut) for cut in cuts} == {(200, "public")}

    keep_secret(abroad)

    assert {told(Client(), cut)[0] for cut in cuts} == {404}


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_in_the_process_is_let_go_with_the_window(abroad):
    pictures._kept = pictures.Answers(pictures.MOST_KEPT)
    address = address_of(abroad)
    assert told(Client(), address) == (200, "public")

    instant = keep_secret(abroad)

    assert told(Client(), address)[0] == 404
    with time_machine.travel(instant, tick=False):
        assert told(Client(), address) == (200, "public")
