"""A title, a post house, what is asked of it, and the door through which it comes."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from lanterne.assets.models import PublishJob
from lanterne.core import clock
from lanterne.deliveries import queries, services
from lanterne.deliveries.rules import Asset, Role, Wanted
from tests.titles import a_film

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
ACTOR = "system:cast"
MASTER = Wanted(Asset.MASTER, "fr")
GERMAN = Wanted(Asset.SUBTITLE, "de", Role.FULL)
POSTER = Wanted(Asset.ARTWORK, role="poster")
BODY = "application/offset+octet-stream"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"
    settings.DELIVERIES = tmp_path / "deliveries"
    settings.MEDIA_ROOT = tmp_path / "art"
    settings.STREAMS = tmp_path / "streams"
    settings.WORKSHOP = tmp_path / "workshop"
    settings.FINDINGS = tmp_path / "findings"


@pytest.fixture
def moon(db) -> int:
    return a_film("Le Voyage dans la Lune", year=1902)


@pytest.fixture
def lab(db) -> int:
    return a_house("Éclair", "lab@example.com")


def a_house(name: str, email: str, language: str = "en") -> int:
    return services.add_post_house(name=name, email=email, language=language, actor=ACTOR)


def a_request(title_id: int, wanted: Wanted, house: int | None = None, *, due: int = 14) -> int:
    day = clock.now().date() + timedelta(days=due)
    return services.ask(
        title_id=title_id, wanted=wanted, due_on=day, post_house_id=house, actor=ACTOR
    )


def state(request_id: int) -> str:
    return str(queries.request(request_id=request_id).state)


def turn(request_id: int) -> int:
    return queries.request(request_id=request_id).turn


def a_link(house: int) -> str:
    """The path of a fresh link."""
    address = services.make_link(post_house_id=house, actor=ACTOR)
    return address.partition("8000")[2] or address.partition("//")[2].partition("/")[2]


class Visitor:
    """A post house's browser, which sends files as the script does."""

    def __init__(self, link: str) -> None:
        self.link, self.client = link, Client()

    def see(self):
        return self.client.get(self.link)

    def begin(self, request_id: int, name: str, length: int, **more):
        encoded = base64.b64encode(name.encode()).decode()
        headers = {
            "HTTP_TUS_RESUMABLE": "1.0.0",
            "HTTP_UPLOAD_LENGTH": str(length),
            "HTTP_UPLOAD_METADATA": f"filename {encoded}",
        }
        return self.client.post(f"{self.link}{request_id}/uploads/", **headers, **more)

    def append(self, address: str, content: bytes, offset: int):
        headers = {"HTTP_TUS_RESUMABLE": "1.0.0", "HTTP_UPLOAD_OFFSET": str(offset)}
        return self.client.patch(address, content, content_type=BODY, **headers)

    def offset(self, address: str) -> int:
        answer = self.client.head(address, HTTP_TUS_RESUMABLE="1.0.0")
        return int(answer["Upload-Offset"])

    def send(self, request_id: int, name: str, content: bytes):
        """The whole way: begun, sent, done; the last answer."""
        begun = self.begin(request_id, name, len(content))
        assert begun.status_code == 201, begun.content
        address = begun["Location"].removeprefix("http://testserver")
        assert self.append(address, content, 0).status_code == 204
        return self.finish(request_id, address)

    def finish(self, request_id: int, address: str):
        upload = address.rstrip("/").rpartition("/")[2]
        return self.client.post(f"{self.link}{request_id}/done/", {"upload": upload})


@pytest.fixture
def visitor(lab) -> Visitor:
    return Visitor(a_link(lab))


def job_ends(job_id: int, how: str = "done", **more) -> None:
    """The worker's last word on a job, told as the worker tells it."""
    PublishJob.objects.filter(pk=job_id).update(state=how, **more)
    services.follow_job(job_id)
