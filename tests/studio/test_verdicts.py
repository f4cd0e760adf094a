"""What rule sets say of a film stands above what was found in it, in the reader's language."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from lanterne.assets.models import Publication, PublishJob
from lanterne.studio.verdicts import FACTS, OUTCOMES, shown
from lanterne_media.model import Finding, Ground, Outcome, Severity, Verdict, to_json
from lanterne_media.qc import facts, rulesets
from tests.studio.conftest import a_job
from tests.studio.test_report import REPORT
from tests.titles import published

FLASHES = Finding(
    "flashing", Severity.ERROR, "It flashes.", 2.0, 4.0,
    {"kind": "luminance", "flashes": 4.0, "area": 100},
)  # fmt: skip
HARM = Ground(Outcome.REDELIVERY, "ITU-R BT.1702", {"en": "It can harm.", "fr": "Cela peut nuire."}, finding=0)  # fmt: skip
LOUD = Ground(Outcome.NOTED, "EBU R 128", {"en": "Too loud."}, fact="sound.loudness", value=-19.4, track=1)  # fmt: skip
NO = Verdict("broadcast-ebu", {"en": "Broadcast", "fr": "Télé"}, Outcome.REDELIVERY, (HARM, LOUD))
YES = Verdict("cinematheque", {"en": "Film archive"}, Outcome.ACCEPTED)


def judged(console, moon, *, language="en", **more):
    job_id = a_job(moon, "running")
    found = replace(FLASHES, picture=f"{job_id}/01-flashing.jpg") if more.get("picture") else FLASHES  # fmt: skip
    PublishJob.objects.filter(pk=job_id).update(
        findings=json.loads(to_json((found,))), verdicts=json.loads(to_json((NO, YES)))
    )
    answer = console.get(f"/studio/titles/{moon}/report/", HTTP_ACCEPT_LANGUAGE=language)
    return job_id, answer


def test_each_verdict_is_shown_with_its_grounds(console, moon):
    _, answer = judged(console, moon)
    refused, taken = answer.context["page"].verdicts
    assert (refused.title, str(refused.said)) == ("Broadcast", "Redelivery")
    assert [(one.reason, one.so, one.source) for one in refused.grounds] == [
        (
            "It can harm.",
            "The picture flashes 4.0 times a second over 100 % of the screen: it can cause seizures.",
            "ITU-R BT.1702",
        ),
        ("Too loud.", "Sound track 1 – Loudness, LUFS: -19.4", "EBU R 128"),
    ]
    assert (taken.title, str(taken.said), taken.grounds) == ("Film archive", "Accepted", ())
    page = answer.content.decode()
    assert page.index("Broadcast") < page.index("What quality control saw")
    assert "No rule is broken." in page


def test_a_french_reader_is_told_in_french_as_far_as_the_rules_author_wrote_it(console, moon):
    _, answer = judged(console, moon, language="fr")
    refused, taken = answer.context["page"].verdicts
    assert (refused.title, str(refused.said)) == ("Télé", "À livrer de nouveau")
    assert [one.reason for one in refused.grounds] == ["Cela peut nuire.", "Too loud."]
    assert refused.grounds[1].so == "Le son de la piste 1 – Sonie, en LUFS\u202f: -19,4"
    assert taken.title == "Film archive"
    assert [str(one.said) for one in refused.grounds] == ["À livrer de nouveau", "Remarque"]


def test_the_report_of_published_streams_tells_its_own_verdicts(console, moon):
    published(moon)
    report = replace(REPORT, findings=(FLASHES,), verdicts=(NO,))
    Publication.objects.filter(title_id=moon).update(report=json.loads(to_json(report)))
    [verdict] = console.get(f"/studio/titles/{moon}/report/").context["page"].verdicts
    assert verdict.title == "Broadcast"


def test_a_finding_shows_its_picture_to_staff_alone(console, moon, settings):
    job_id, answer = judged(console, moon, picture=True)
    address = f"/studio/jobs/{job_id}/findings/01-flashing.jpg"
    assert f'src="{address}"' in answer.content.decode()
    folder = Path(settings.FINDINGS) / str(job_id)
    folder.mkdir(parents=True)
    (folder / "01-flashing.jpg").write_bytes(b"a picture")
    seen = console.get(address)
    assert (seen.content, seen["Content-Type"]) == (b"a picture", "image/jpeg")
    assert Client().get(address).status_code == 302


def test_every_outcome_and_every_fact_has_its_words_in_both_languages():
    assert (set(OUTCOMES), set(FACTS)) == (set(Outcome), set(facts.FACTS))


@pytest.mark.parametrize("name", rulesets.NAMES)
def test_the_reasons_of_our_own_rule_sets_are_told_in_french(name):
    rules = rulesets.load(name)
    grounds = tuple(Ground(one.verdict, one.source, one.reason, finding=0) for one in rules.rule)
    with translation.override("fr"):
        [told] = shown([Verdict(name, rules.title, Outcome.NOTED, grounds)], [FLASHES])
        assert told.title == rules.title["fr"]
        assert [one.reason for one in told.grounds] == [one.reason["fr"] for one in rules.rule]
