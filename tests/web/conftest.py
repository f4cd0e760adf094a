"""A small cinema: a film on the programme, and browsers of the people who come."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.apps import apps
from django.test import Client
from PIL import Image

from lanterne.catalogue import services as catalogue
from lanterne.core import clock
from lanterne.rights import services as rights
from lanterne.rights.rules import Window

ACTOR = "system:test"


@pytest.fixture(autouse=True)
def art_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "art"


@pytest.fixture
def film(db):
    """Le Voyage: a published film with a still, open in France, from twelve years on."""
    return a_film("Le Voyage", age=12)


@pytest.fixture
def rabbit(db):
    """A published film for everyone."""
    return a_film("Rabbit", age=0)


@pytest.fixture
def abroad(db):
    """A published film that no window opens in France."""
    return a_film("Abroad", age=0, territory="GB")


@pytest.fixture
def camille(subscriber):
    """The subscriber's browser, with their profile chosen."""
    return browser(subscriber.email, subscriber.password, subscriber.profile_id)


@pytest.fixture
def lou(subscriber, child):
    """The subscriber's browser in the child's hands, up to ten years."""
    return browser(subscriber.email, subscriber.password, child.id)


def browser(email, password, profile_id=None):
    client = Client(headers={"accept-language": "en"})
    assert client.login(email=email, password=password)
    if profile_id:
        client.post(f"/profiles/{profile_id}/choose/")
    return client


def a_film(name, *, age, territory="FR"):
    title_id = catalogue.create_title(
        kind="film",
        original_name=name,
        original_language="fr",
        actor=ACTOR,
        year=2018,
        runtime_seconds=6_720,
        minimum_age=age,
    )
    catalogue.localise(
        title_id=title_id, language="fr", name=name, synopsis="Une histoire.", actor=ACTOR
    )
    catalogue.add_artwork(
        title_id=title_id, kind="still", content=a_still(), source="test", actor=ACTOR
    )
    rights.grant_window(
        title_id=title_id, window=Window(territory, clock.now() - timedelta(days=1)), actor=ACTOR
    )
    publish(title_id)
    return title_id


def a_still():
    content = BytesIO()
    Image.new("RGB", (640, 360), "#336699").save(content, "PNG")
    return content.getvalue()


def publish(title_id):
    """Streams as the publish chain leaves them, without encoding anything."""
    at = clock.now()
    mezzanine = apps.get_model("assets", "Mezzanine").objects.create(
        title_id=title_id, path="x", file_name="x.mov", accepted_at=at
    )
    job = apps.get_model("assets", "PublishJob").objects.create(
        mezzanine=mezzanine, policy="standard", actor=ACTOR, created_at=at
    )
    apps.get_model("assets", "Publication").objects.create(
        title_id=title_id,
        job=job,
        key="k",
        revision=1,
        folder=f"{title_id}/1",
        duration=6_720.0,
        size_bytes=1,
        is_final=True,
        is_encrypted=False,
        published_at=at,
    )
