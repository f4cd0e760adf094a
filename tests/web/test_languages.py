"""Three languages for subscribers, each from its own side of the page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from lanterne.accounts import queries as accounts


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "spoken", "side"),
    [("en", "en", "ltr"), ("fr-CA", "fr", "ltr"), ("ar", "ar", "rtl"), ("ar-EG,en", "ar", "rtl")],
)
def test_a_page_runs_from_the_side_of_its_language(plans, asked, spoken, side):
    answer = Client(headers={"accept-language": asked}).get("/welcome/")
    assert f'<html lang="{spoken}" dir="{side}"' in text(answer)
    assert answer.headers["Content-Language"] == spoken


def test_arabic_strangers_read_arabic_and_the_price_as_arabic_writes_it(plans, rabbit):
    page = text(Client(headers={"accept-language": "ar-FR"}).get("/welcome/"))
    assert "ضوء صغير، قاعة معتمة، فيلم عظيم." in page
    assert "\N{RIGHT-TO-LEFT MARK}8.99\N{NO-BREAK SPACE}€" in page
    assert "<bdi>Rabbit</bdi>" in page


def test_the_switch_names_each_language_as_its_speakers_do(plans):
    page = text(Client(headers={"accept-language": "fr"}).get("/welcome/"))
    assert [name in page for name in (">English<", ">Français<", ">العربية<")] == [True] * 3


def test_the_switch_changes_to_arabic_and_back(plans):
    client = Client(headers={"accept-language": "en"})
    client.post(reverse("web:settings"), {"language": "ar"})
    assert '<html lang="ar" dir="rtl"' in text(client.get("/welcome/"))
    client.post(reverse("web:settings"), {"language": "en"})
    assert '<html lang="en" dir="ltr"' in text(client.get("/welcome/"))


def test_a_profile_in_arabic_turns_the_pages_when_it_is_chosen(camille, subscriber, rabbit):
    camille.post(
        reverse("web:add_profile"),
        {"name": "Leïla", "language": "ar", "lantern": "rose", "ceiling": ""},
    )
    ours = accounts.profiles(household_id=subscriber.household_id)
    chosen = next(one for one in ours if one.name == "Leïla")
    camille.post(reverse("web:choose_profile", args=[chosen.id]))
    page = text(camille.get("/"))
    assert '<html lang="ar" dir="rtl"' in page
    assert "قائمتي" in page


def test_the_player_speaks_arabic_and_its_controls_stay_left_to_right(camille, rabbit):
    camille.post(reverse("web:settings"), {"language": "ar"})
    page = text(camille.get("/watch/rabbit/"))
    assert '<html lang="ar" dir="rtl"' in page
    assert (
        'class="stage__controls stage__hides" aria-label="أزرار التحكم في الفيلم" dir="ltr"' in page
    )
    assert "تعذّر بدء الفيلم" in camille.get("/watch/rabbit/").context["player"]["words"].values()
