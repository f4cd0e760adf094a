"""Changes that are prepared: nobody but staff sees them until they take their place, at once or at an instant."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.catalogue.queries.fields import held
from lanterne.core import audit
from lanterne.editorial import queries, services
from lanterne.editorial.services import DraftContested, DraftSaved, NoSuchDraft, WrongTime
from tests.titles import ACTOR, a_film

NOON = "2027-03-01T12:00:00Z"
PARIS = "Europe/Paris"


@pytest.fixture
def moon(db) -> int:
    return a_film("Le Voyage dans la Lune", year=1902)


def local(month: int, day: int, *time: int) -> datetime:
    """As a form says it: what the clocks of a place show."""
    return datetime(2027, month, day, *time, tzinfo=UTC).replace(tzinfo=None)


def prepare(title_id: int, actor: str = ACTOR, **words: str) -> None:
    words = {"name": "Lune", **words}
    with services.trial(title_id=title_id) as tried:
        catalogue.localise(title_id=title_id, language="fr", actor=actor, **words)
    services.save_draft(tried=tried, actor=actor)


def schedule(title_id: int, when: datetime, zone: str = PARIS) -> datetime:
    return services.schedule_draft(title_id=title_id, local=when, zone=zone, actor=ACTOR)


def french(title_id: int) -> list[tuple[str, str]]:
    return [(words.name, words.tagline) for words in editing.words(title_id=title_id)]


def test_what_is_prepared_changes_nothing_and_leaves_no_line_of_a_change(moon):
    before = held(title_id=moon)
    prepare(moon, tagline="Boum")
    assert held(title_id=moon) == before
    assert [line.action for line in audit.lines(subject=f"title:{moon}")] == [
        "editorial.save_draft",
        "catalogue.create_title",
    ]
    found = queries.draft(title_id=moon)
    assert [(edit.field.parts, edit.before, edit.after) for edit in found.edits] == [
        (("fr", "name"), None, "Lune"),
        (("fr", "tagline"), None, "Boum"),
    ]


def test_a_draft_passes_through_what_a_change_passes_through(moon):
    with (
        pytest.raises(catalogue.WrongFacts),
        services.trial(title_id=moon) as tried,
    ):
        catalogue.set_facts(title_id=moon, year=1700, actor=ACTOR)
    assert tried.edits == ()
    assert queries.draft(title_id=moon) is None


def test_a_draft_is_published_whole_and_the_change_can_be_taken_back(moon, editor):
    prepare(moon, tagline="Boum")
    services.publish_draft(title_id=moon, actor=editor.actor)
    assert french(moon) == [("Lune", "Boum")]
    assert queries.draft(title_id=moon) is None
    [line] = audit.search(action="editorial.publish_draft")
    assert (line.actor, line.subject) == (editor.actor, f"title:{moon}")
    with pytest.raises(NoSuchDraft):
        services.publish_draft(title_id=moon, actor=ACTOR)


def test_a_draft_that_says_nothing_new_is_none(moon):
    prepare(moon)
    with services.trial(title_id=moon) as tried:
        catalogue.put(moon, {edit.field: None for edit in queries.draft(title_id=moon).edits})
    services.save_draft(tried=tried, actor=ACTOR)
    assert queries.draft(title_id=moon) is None


def test_of_two_editors_the_second_is_told_and_the_first_loses_nothing(moon, editor):
    with services.trial(title_id=moon) as mine:
        catalogue.set_facts(title_id=moon, year=1903, actor=ACTOR)
    prepare(moon, editor.actor)
    with pytest.raises(DraftSaved, match="has saved this draft"):
        services.save_draft(tried=mine, actor=ACTOR)
    assert [edit.after for edit in queries.draft(title_id=moon).edits] == ["Lune"]


def test_what_was_changed_on_the_title_itself_is_not_overwritten_unseen(moon):
    prepare(moon, tagline="Boum")
    catalogue.localise(title_id=moon, language="fr", name="La Lune", actor=ACTOR)
    assert [field.parts for field in queries.draft(title_id=moon).contested] == [("fr", "name")]
    with pytest.raises(DraftContested):
        services.publish_draft(title_id=moon, actor=ACTOR)
    assert french(moon) == [("La Lune", "")]
    services.keep_draft(title_id=moon, actor=ACTOR)
    services.publish_draft(title_id=moon, actor=ACTOR)
    assert french(moon) == [("Lune", "Boum")]


def test_saving_a_draft_again_does_not_hide_that_the_title_was_changed(moon):
    prepare(moon)
    catalogue.localise(title_id=moon, language="fr", name="La Lune", actor=ACTOR)
    prepare(moon, tagline="Boum")
    with pytest.raises(DraftContested):
        services.publish_draft(title_id=moon, actor=ACTOR)


def test_a_draft_takes_its_place_at_its_instant_and_not_a_second_before(moon, time_machine):
    time_machine.move_to(NOON, tick=False)
    prepare(moon)
    due = schedule(moon, local(3, 1, 13, 30, 5))
    assert due == datetime(2027, 3, 1, 12, 30, 5, tzinfo=UTC)
    assert services.next_due() == due
    assert services.publish_due(at=due.replace(second=4)) == 0
    assert french(moon) == []
    assert services.publish_due(at=due) == 1
    assert french(moon) == [("Lune", "")]
    assert (services.publish_due(at=due), services.next_due()) == (0, None)


def test_a_draft_that_came_due_while_nobody_was_there_is_published_by_the_next(moon, time_machine):
    time_machine.move_to(NOON, tick=False)
    prepare(moon)
    due = schedule(moon, local(3, 1, 14))
    assert services.publish_due(at=due.replace(day=9)) == 1


def test_a_cancelled_one_waits_for_somebody(moon, time_machine):
    time_machine.move_to(NOON, tick=False)
    prepare(moon)
    due = schedule(moon, local(3, 1, 14))
    assert [one.title_id for one in queries.coming(limit=6)] == [moon]
    services.unschedule_draft(title_id=moon, actor=ACTOR)
    assert services.publish_due(at=due) == 0
    assert queries.coming(limit=6) == ()
    assert queries.draft(title_id=moon) is not None


def test_one_that_cannot_take_its_place_waits_for_somebody_and_is_told(moon, time_machine):
    time_machine.move_to(NOON, tick=False)
    other = a_film("Sintel")
    for title_id in (moon, other):
        prepare(title_id)
        due = schedule(title_id, local(3, 1, 14))
    catalogue.localise(title_id=moon, language="fr", name="La Lune", actor=ACTOR)
    assert services.publish_due(at=due) == 1
    assert (french(moon), french(other)) == ([("La Lune", "")], [("Lune", "")])
    [waiting] = queries.coming(limit=6)
    assert (waiting.title_id, waiting.due_at, waiting.held_at) == (moon, None, due)
    assert len(audit.search(action="editorial.hold_draft")) == 1


@pytest.mark.parametrize(
    ("when", "zone", "said"),
    [
        (local(3, 28, 2, 30), PARIS, "skip this time or show it twice"),
        (local(10, 31, 2, 30), PARIS, "skip this time or show it twice"),
        (local(3, 1, 12, 59), PARIS, "This moment is over"),
        (local(3, 1, 14), "Mars/Crater", "is no time zone"),
        (local(3, 1, 14), "../etc/passwd", "is no time zone"),
    ],
)
def test_a_time_that_is_none_is_refused(moon, time_machine, when, zone, said):
    time_machine.move_to(NOON, tick=False)
    prepare(moon)
    with pytest.raises(WrongTime, match=said):
        schedule(moon, when, zone)
    assert queries.draft(title_id=moon).due_at is None


def test_a_draft_is_given_up_and_a_new_one_begun(moon):
    prepare(moon)
    services.discard_draft(title_id=moon, actor=ACTOR)
    assert queries.draft(title_id=moon) is None
    prepare(moon, tagline="Boum")
    assert queries.draft(title_id=moon).version == 1


def test_titles_with_a_draft_are_not_merged(moon):
    other = a_film("Sintel")
    prepare(other)
    with pytest.raises(services.DraftOpen, match="Publish it or discard it first"):
        services.merge(title_id=moon, other_id=other, actor=ACTOR)
    assert queries.draft(title_id=other) is not None
