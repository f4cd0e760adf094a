"""A newsroom in France, in three languages, and two figures that an article may cite."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from PIL import Image

from lanterne.facts import services as facts
from lanterne.facts.drafts import Draft as ClaimDraft
from lanterne.facts.drafts import SourceCard
from lanterne.facts.rules import Confidence, Moment, Qualifier, Quantity
from lanterne.newsroom.models import Picture
from lanterne.newsroom.services import Draft, open_newsroom, publish_article

STAFF = "user:7"


def claim(key: str, amount: int, *, on: date = date(2018, 9, 28), **more) -> ClaimDraft:
    told = {
        "subject": "netflix",
        "measure": "subscribers",
        "unit": "households",
        "scope": "territory=FR",
        "subject_name": "Netflix",
        **more,
    }
    unit = told.pop("unit")
    return ClaimDraft(
        key=key,
        value=Quantity(Decimal(amount), unit, Qualifier.ABOUT),
        moment=Moment(as_of=on),
        source=SourceCard("report-2018", "The report of an office in Paris", "A French news site"),
        confidence=Confidence.REPORTED,
        **told,
    )


@pytest.fixture
def newsroom(db):
    for language, name in (("fr", "Salle de presse"), ("en", "Newsroom"), ("ar", "غرفة الأخبار")):
        open_newsroom(territory="FR", language=language, name=name, actor=STAFF)


@pytest.fixture
def subscribers(db):
    return facts.state_claim(draft=claim("netflix-fr", 3_500_000), actor=STAFF)


@pytest.fixture
def picture(db):
    held = BytesIO()
    Image.new("RGB", (1200, 675), "#884422").save(held, "PNG")
    held.seek(0)
    row = Picture.objects.create(
        title="A still", credit="Anna Berg", file=ImageFile(held, name="salt-and-iron.png")
    )
    yield row.pk
    for name in (row.file.name, *row.renditions.values_list("file", flat=True)):
        row.file.storage.delete(name)


def draft(slug: str = "an-office-in-paris", **more) -> Draft:
    told = {
        "territory": "FR",
        "language": "en",
        "title": "An office in Paris",
        "lead": "About twenty people will work there.",
        "body": [{"type": "paragraph", "value": "<p>The office opens in January.</p>"}],
        **more,
    }
    return Draft(slug=slug, **told)


def publish(slug: str = "an-office-in-paris", **more) -> int:
    return publish_article(draft=draft(slug, **more), actor=STAFF)
