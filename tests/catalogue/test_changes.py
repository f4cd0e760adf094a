"""What was changed of a title is kept with before and after, and taken back while nobody has touched it since."""

from __future__ import annotations

import pytest

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.catalogue.queries.changes import HeldChange, changes
from lanterne.catalogue.queries.fields import held
from lanterne.catalogue.rules import Production
from lanterne.catalogue.services import ChangedLater, ChangedMeanwhile, IdentifierTaken, corrections
from lanterne.core import audit
from tests.titles import ACTOR, a_film, a_picture

MELIES = {"person": "Georges Méliès", "role": "director"}


@pytest.fixture
def moon(db) -> int:
    return a_film("Le Voyage dans la Lune", year=1902)


def last(title_id: int) -> HeldChange:
    line = audit.lines(subject=f"title:{title_id}", limit=1)[0]
    return changes(line_ids=[line.id])[line.id]


def undo(title_id: int, change: HeldChange, actor: str = ACTOR) -> None:
    catalogue.undo_change(title_id=title_id, change_id=change.id, actor=actor)


def localise(title_id: int, language: str = "fr", **words: str) -> None:
    catalogue.localise(title_id=title_id, language=language, actor=ACTOR, **words)


def remove_credit(title_id: int) -> None:
    credit = editing.credited(title_id=title_id)[0]
    corrections.remove_credit(title_id=title_id, credit_id=credit.id, actor=ACTOR)


def remove_picture(title_id: int) -> None:
    picture = editing.artwork(title_id=title_id)[0]
    corrections.remove_artwork(title_id=title_id, picture_id=picture.id, actor=ACTOR)


def paint(title_id: int, colour: str = "#204060") -> None:
    catalogue.add_artwork(
        title_id=title_id, kind="poster", content=a_picture(colour=colour), source="studio", actor=ACTOR
    )  # fmt: skip


# What is done in order; the last is taken back, and taken back again.
ACTS = {
    "facts": [
        lambda one: catalogue.set_facts(
            title_id=one, year=1903, countries=["FR"], spoken_languages=["fr"], actor=ACTOR
        )
    ],
    "name": [
        lambda one: corrections.rename(
            title_id=one, original_name="Lune", original_language="br", actor=ACTOR
        )
    ],
    "words": [lambda one: localise(one, name="Lune", tagline="Boum"),
              lambda one: localise(one, name="La Lune", synopsis="Ils partent.")],
    "first words": [lambda one: localise(one, name="Lune", tagline="Boum")],
    "no words": [lambda one: localise(one, name="Lune", synopsis="Ils partent."),
                 lambda one: corrections.remove_words(title_id=one, language="fr", actor=ACTOR)],
    "genres": [lambda one: catalogue.set_genres(title_id=one, codes=["fantasy"], actor=ACTOR),
               lambda one: catalogue.set_genres(title_id=one, codes=["short", "fantasy"], actor=ACTOR)],
    "moods": [lambda one: catalogue.file_under(
        title_id=one, vocabulary="mood", codes=["funny"], actor=ACTOR)],
    "rating": [lambda one: catalogue.rate(
        title_id=one, territory="FR", label="TP", minimum_age=0, actor=ACTOR)],
    "no rating": [
        lambda one: catalogue.rate(
            title_id=one, territory="FR", label="12", minimum_age=12, actor=ACTOR),
        lambda one: corrections.remove_rating(title_id=one, territory="FR", actor=ACTOR)],
    "credit": [lambda one: catalogue.credit(title_id=one, actor=ACTOR, **MELIES)],
    "no credit": [
        lambda one: catalogue.credit(title_id=one, actor=ACTOR, **MELIES),
        lambda one: catalogue.credit(title_id=one, person="Bleuette Bernon", role="cast", actor=ACTOR),
        remove_credit],
    "company": [lambda one: catalogue.credit_company(
        title_id=one, company="Star-Film", role="production", actor=ACTOR)],
    "identifier": [lambda one: catalogue.identify(
        title_id=one, scheme="imdb", value="tt0000417", actor=ACTOR)],
    "countries": [lambda one: catalogue.set_production(
        title_id=one, countries=[Production("FR", None, is_lead=True), Production("BE")], actor=ACTOR)],
    "another picture": [paint, lambda one: paint(one, "#ffffff")],
    "no picture": [paint, remove_picture],
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_a_change_is_taken_back_whole_and_that_as_well(moon, act, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    *earlier, final = ACTS[act]
    for change in earlier:
        change(moon)
    before = held(title_id=moon)
    final(moon)
    after = held(title_id=moon)
    assert after != before
    undo(moon, last(moon))
    assert held(title_id=moon) == before
    undo(moon, last(moon))
    assert held(title_id=moon) == after


def test_taking_back_leaves_its_own_line(moon, editor):
    catalogue.set_facts(title_id=moon, year=1903, actor=ACTOR)
    change = last(moon)
    undo(moon, change, editor.actor)
    line = audit.lines(subject=f"title:{moon}", limit=1)[0]
    assert (line.actor, line.action) == (editor.actor, "catalogue.undo")
    assert line.detail == {"undone": "catalogue.set_facts", "change": change.id}


def test_what_was_changed_later_stays_and_who_changed_it_is_told(moon, editor, time_machine):
    time_machine.move_to("2027-03-01T10:04:05Z", tick=False)
    localise(moon, name="Lune", tagline="Boum")
    change = last(moon)
    catalogue.localise(title_id=moon, language="fr", name="Lune", tagline="Bam", actor=editor.actor)
    with pytest.raises(ChangedLater) as refusal:
        undo(moon, change)
    assert str(refusal.value) == (
        "editor@example.com changed this again on 1 Mar 2027 10:04:05 UTC. Take that back first."
    )
    assert catalogue_words(moon) == ("Lune", "Bam")
    undo(moon, last(moon))
    undo(moon, change)
    assert editing.words(title_id=moon) == ()


def test_what_was_changed_and_put_back_in_between_is_not_to_be_taken_back_first(moon, time_machine):
    made = []
    for minute, year in enumerate((1903, 1904, 1903, 1905)):
        time_machine.move_to(f"2027-03-01T10:0{minute}:00Z", tick=False)
        catalogue.set_facts(title_id=moon, year=year, actor=ACTOR)
        made.append(last(moon))
    with pytest.raises(ChangedLater, match="again on 1 Mar 2027 10:03:00"):
        undo(moon, made[0])
    undo(moon, made[3])
    undo(moon, made[0])
    assert editing.edited(title_id=moon).year == 1902


def test_what_is_again_as_it_was_before_is_not_taken_back_a_second_time(moon):
    catalogue.set_facts(title_id=moon, year=1903, actor=ACTOR)
    change = last(moon)
    undo(moon, change)
    with pytest.raises(ChangedLater, match="as it was before: there is nothing to take back"):
        undo(moon, change)
    assert editing.edited(title_id=moon).year == 1902


def catalogue_words(title_id: int) -> tuple[str, str]:
    (words,) = editing.words(title_id=title_id)
    return words.name, words.tagline


def test_another_field_that_was_changed_later_is_left_as_it_is(moon):
    localise(moon, name="Lune")
    change = last(moon)
    localise(moon, name="Lune", language="de")
    catalogue.set_facts(title_id=moon, year=1904, actor=ACTOR)
    undo(moon, change)
    assert [words.language for words in editing.words(title_id=moon)] == ["de"]
    assert editing.edited(title_id=moon).year == 1904


def test_a_language_that_was_added_to_is_not_taken_away_with_what_was_added(moon):
    localise(moon, name="Lune")
    change = last(moon)
    localise(moon, name="Lune", synopsis="Ils partent.")
    with pytest.raises(ChangedLater):
        undo(moon, change)
    assert catalogue_words(moon) == ("Lune", "")


def test_a_credit_goes_back_to_its_place_though_others_came_meanwhile(moon):
    catalogue.credit(title_id=moon, actor=ACTOR, **MELIES)
    remove_credit(moon)
    change = last(moon)
    catalogue.credit(title_id=moon, person="Bleuette Bernon", role="cast", actor=ACTOR)
    undo(moon, change)
    names = [one.person for one in editing.credited(title_id=moon)]
    assert names == ["Georges Méliès", "Bleuette Bernon"]


def test_an_identifier_that_another_title_has_by_now_is_not_taken_from_it(moon):
    catalogue.identify(title_id=moon, scheme="imdb", value="tt0000417", actor=ACTOR)
    corrections.remove_identifier(title_id=moon, scheme="imdb", value="tt0000417", actor=ACTOR)
    change = last(moon)
    other = a_film("Voyage")
    catalogue.identify(title_id=other, scheme="imdb", value="tt0000417", actor=ACTOR)
    with pytest.raises(IdentifierTaken, match="“Voyage”"):
        undo(moon, change)
    assert editing.identifiers(title_id=moon) == ()


def test_a_change_of_another_title_is_none_of_this_one(moon):
    other = a_film("Sintel")
    catalogue.set_facts(title_id=other, year=2010, actor=ACTOR)
    with pytest.raises(catalogue.NoSuchChange):
        undo(moon, last(other))
    assert editing.edited(title_id=other).year == 2010


def test_what_changes_nothing_leaves_its_line_and_nothing_to_take_back(moon):
    catalogue.set_facts(title_id=moon, year=1902, actor=ACTOR)
    line = audit.lines(subject=f"title:{moon}", limit=1)[0]
    assert line.action == "catalogue.set_facts"
    assert changes(line_ids=[line.id]) == {}


def test_of_two_editors_the_second_is_told_and_overwrites_nothing(moon, editor, time_machine):
    time_machine.move_to("2027-03-01T10:04:05Z", tick=False)
    catalogue.set_facts(title_id=moon, year=1903, actor=editor.actor)
    with (
        pytest.raises(ChangedMeanwhile) as refusal,
        catalogue.unless_changed(title_id=moon, since=0),
    ):
        catalogue.set_facts(title_id=moon, year=1904, actor=ACTOR)
    assert str(refusal.value) == (
        "editor@example.com has changed this on 1 Mar 2027 10:04:05 UTC, while you were writing."
        " Nothing of yours is lost: compare, and save again if yours is to stand."
    )
    assert editing.edited(title_id=moon).year == 1903
    # Another field is nobody's business, and what was seen may be changed.
    with catalogue.unless_changed(title_id=moon, since=0):
        catalogue.set_facts(title_id=moon, minimum_age=6, actor=ACTOR)
    with catalogue.unless_changed(title_id=moon, since=last(moon).id):
        catalogue.set_facts(title_id=moon, year=1904, actor=ACTOR)
    assert editing.edited(title_id=moon).year == 1904
