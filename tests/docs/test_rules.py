"""Every rule set of ours, every field of a rule and every fact is in docs/rules.md, and no other."""

from __future__ import annotations

import re

from lanterne_media.qc import facts, rulesets
from tests.docs.reading import rows, sections, text

DOCUMENT = text("docs/rules.md")


def named(heading: str) -> set[str]:
    return {
        name
        for row in rows(sections(DOCUMENT)[heading])
        for name in re.findall(r"`([\w.-]+)`", row[0])
    }


def test_every_rule_set_is_documented():
    assert named("Delivery rules") == set(rulesets.NAMES)


def test_every_field_is_documented():
    assert named("The file") == set(rulesets.Rule.__struct_fields__)


def test_every_fact_is_documented():
    assert named("Facts") == set(facts.FACTS)


def test_the_rule_set_in_the_document_can_be_read():
    [shown] = re.findall(r"```toml\n(.*?)```", DOCUMENT, re.DOTALL)
    assert [one.verdict for one in rulesets.read(shown.encode()).rule] == ["noted", "redelivery"]
