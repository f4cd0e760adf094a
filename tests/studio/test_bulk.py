"""Many titles changed at once: shown before, done as shown, explained where refused, taken back where untouched."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lanterne.accounts.roles import Desk, Role
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.core import audit
from lanterne.deliveries import queries as deliveries
from lanterne.rights import queries as rights
from lanterne.rights import services
from lanterne.rights.rules import Terms, Tongue, Use, Window
from lanterne.studio import bulk
from lanterne.studio.acts import Act, Kind
from lanterne.studio.models import BulkEdit
from tests.cast import a_colleague
from tests.titles import ACTOR, a_film, a_window

PUBLISH, WINDOWS = "/studio/titles/change/", "/studio/titles/windows/"
GRANT = {
    "act": "grant",
    "territory": "FR",
    "opens": "2030-01-01T00:00",
    "closes": "2031-01-01T00:00",
}


@pytest.fixture
def films(db) -> list[int]:
    made = [a_film(name) for name in ("Playtime", "Sintel", "Trafic")]
    catalogue.set_genres(title_id=made[0], codes=["comedy", "family"], actor=ACTOR)
    catalogue.set_genres(title_id=made[1], codes=["fantasy"], actor=ACTOR)
    return made


def genres(films) -> list[tuple[str, ...]]:
    return [editing.edited(title_id=one).genres for one in films]


def ask(console, address: str, films, **said):
    return console.post(address, {"title": films, "back": "kind=film", **said})


def say_yes(console, address: str, films, **said):
    """See the preview and agree with it."""
    shown = ask(console, address, films, **said).context["shown"]
    return console.post(address, {"title": films, "seen": shown.seal, **said}, follow=True)


def lines(some) -> list[tuple[str, str, str]]:
    return [(line.name, line.before, line.after) for line in some]


def test_a_preview_shows_what_would_change_and_changes_nothing(console, films):
    before = len(audit.lines())
    shown = ask(console, PUBLISH, films, act="add_genre", genre="comedy").context["shown"]
    assert lines(shown.changed) == [
        ("Sintel", "Fantasy", "Fantasy, Comedy"),
        ("Trafic", "–", "Comedy"),
    ]
    assert [(line.name, line.refusal) for line in shown.refused] == [
        ("Playtime", "It is so already.")
    ]
    assert genres(films) == [("comedy", "family"), ("fantasy",), ()]
    assert len(audit.lines()) == before


def test_what_was_shown_is_done_with_a_line_for_each_title(console, films, editor):
    page = say_yes(console, PUBLISH, films, act="add_genre", genre="comedy")
    assert genres(films) == [("comedy", "family"), ("fantasy", "comedy"), ("comedy",)]
    assert lines(page.context["shown"].lines) == [
        ("Sintel", "Fantasy", "Fantasy, Comedy"),
        ("Trafic", "–", "Comedy"),
    ]
    (whole,) = audit.search(action="studio.bulk_edit")
    assert (whole.actor, whole.detail) == (
        editor.actor,
        {"kind": "add_genre", "genre": "comedy", "titles": 2},
    )
    assert audit.lines(subject=f"title:{films[1]}", limit=1)[0].actor == editor.actor


def test_what_has_changed_since_the_preview_is_shown_again(console, films):
    said = {"act": "remove_genre", "genre": "comedy"}
    seal = ask(console, PUBLISH, films, **said).context["shown"].seal
    catalogue.set_genres(title_id=films[2], codes=["comedy"], actor=ACTOR)
    again = console.post(PUBLISH, {"title": films, "seen": seal, **said})
    assert lines(again.context["shown"].changed) == [
        ("Playtime", "Comedy, Family", "Family"),
        ("Trafic", "Comedy", "–"),
    ]
    assert genres(films)[0] == ("comedy", "family")


def test_an_edit_is_taken_back_where_nobody_has_been_since(console, films, editor):
    page = say_yes(console, PUBLISH, films, act="set_age", age="12")
    edit = page.context["shown"].id
    catalogue.set_facts(title_id=films[1], minimum_age=16, actor=ACTOR)
    back = console.post(f"/studio/edits/{edit}/undo/", follow=True)
    ages = [editing.edited(title_id=one).minimum_age for one in films]
    assert ages == [None, 16, None]
    assert "Sintel · Somebody has changed it since." in back.content.decode()
    (line,) = audit.search(action="studio.undo_bulk_edit")
    assert (line.actor, line.detail) == (editor.actor, {"kind": "set_age", "titles": 2})
    with pytest.raises(bulk.UndoneAlready):
        bulk.undo(edit_id=edit, desk=Desk.PUBLISH, actor=ACTOR)


def test_windows_are_granted_by_the_clocks_of_the_country_and_taken_back(console, films, markets):
    a_window(films[0], "FR", opens_at=datetime(2030, 6, 1, tzinfo=UTC))
    shown = ask(console, WINDOWS, films, **GRANT).context["shown"]
    assert lines(shown.changed) == [
        ("Sintel", "–", "1 January 2030 to 1 January 2031"),
        ("Trafic", "–", "1 January 2030 to 1 January 2031"),
    ]
    assert [(line.name, line.refusal) for line in shown.refused] == [
        ("Playtime", "A window already covers part of this period in France.")
    ]
    page = say_yes(console, WINDOWS, films, **GRANT)
    (held,) = rights.windows(title_id=films[1])
    assert held.window.opens_at == datetime(2029, 12, 31, 23, tzinfo=UTC)
    console.post(f"/studio/edits/{page.context['shown'].id}/undo/windows/")
    assert rights.windows(title_id=films[1]) == ()
    assert len(rights.windows(title_id=films[0])) == 1


def test_withdrawing_leaves_other_countries_and_comes_back_as_it_was(console, films, markets):
    a_window(films[0], "FR")
    a_window(films[0], "BE")
    held = [one.window for one in rights.windows(title_id=films[0])]
    page = say_yes(console, WINDOWS, films[:1], act="withdraw", territory="FR")
    assert [one.window.territory for one in rights.windows(title_id=films[0])] == ["BE"]
    console.post(f"/studio/edits/{page.context['shown'].id}/undo/windows/")
    assert [one.window for one in rights.windows(title_id=films[0])] == held


def test_terms_come_back_with_the_window(console, films, markets):
    terms = Terms(tongues=(Tongue("fr", Use.SUB),), awaits="release", is_premiere=True)
    window = Window("FR", datetime(2030, 1, 1, tzinfo=UTC), None, terms)
    services.grant_window(title_id=films[0], window=window, actor=ACTOR)
    page = say_yes(console, WINDOWS, films[:1], act="withdraw", territory="FR")
    assert rights.windows(title_id=films[0]) == ()
    console.post(f"/studio/edits/{page.context['shown'].id}/undo/windows/")
    assert [one.window for one in rights.windows(title_id=films[0])] == [window]


def test_nothing_opens_now_that_is_not_ready(console, films, markets):
    now = {**GRANT, "opens": "2020-01-01T00:00", "closes": ""}
    shown = ask(console, WINDOWS, films[:1], **now).context["shown"]
    assert shown.changed == ()
    (line,) = shown.refused
    assert line.refusal.startswith("It is not ready to open in France.")


def test_a_reason_opens_what_is_not_ready_and_is_asked_for_where_it_is_refused(
    console, films, markets
):
    now = {**GRANT, "opens": "2020-01-01T00:00", "closes": ""}
    refused = ask(console, WINDOWS, films[1:2], **now)
    assert 'name="override"' in refused.content.decode()
    say_yes(console, WINDOWS, films[1:2], **now, override="The festival is tonight.")
    (held,) = rights.windows(title_id=films[1])
    assert held.window.territory == "FR"
    (kept,) = deliveries.overrides(title_id=films[1])
    assert kept.reason == "The festival is tonight."


def test_windows_of_another_market_are_neither_granted_nor_taken_back(sign_in, films, markets):
    act = Act(Kind.GRANT, {"territory": "DE", "opens": "2030-01-01T00:00:00+00:00", "closes": None})
    theirs, _rows = bulk.carry_out(act, films, actor=ACTOR)
    client = sign_in(a_colleague("ines@example.com", Role.RIGHTS, markets=("FR",)))
    assert ask(client, WINDOWS, films, **{**GRANT, "territory": "DE"}).status_code == 403
    assert client.post(f"/studio/edits/{theirs}/undo/windows/").status_code == 403
    assert "undo" not in client.get(f"/studio/edits/{theirs}/").content.decode()
    assert [len(rights.windows(title_id=one)) for one in films] == [1, 1, 1]


def test_an_act_of_one_desk_is_not_done_at_the_other(sign_in, films, markets):
    client = sign_in(a_colleague("ines@example.com", Role.EDITORIAL))
    assert ask(client, PUBLISH, films, **GRANT).status_code == 302
    assert ask(client, WINDOWS, films, **GRANT).status_code == 403
    edit, _rows = bulk.carry_out(Act(Kind.SET_AGE, {"age": 12}), films, actor=ACTOR)
    with pytest.raises(bulk.NoSuchEdit):
        bulk.undo(edit_id=edit, desk=Desk.RIGHTS, actor=ACTOR)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"act": "add_genre", "genre": "comedy", "title": []}, "Choose at least one title."),
        ({"act": "add_genre"}, "Fill in what the button asks for."),
        ({"act": "add_genre", "genre": "nonsense"}, "nonsense is not one of the available choices"),
        ({"act": "explode"}, "Fill in what the button asks for."),
        ({"act": "set_age", "age": "99"}, "less than or equal to 21"),
    ],
)
def test_what_makes_no_sense_leads_back_to_the_list_with_a_sentence(console, films, said, sentence):
    answer = console.post(PUBLISH, {"title": films, "back": "kind=film", **said}, follow=True)
    assert answer.redirect_chain == [("/studio/titles/?kind=film", 302)]
    assert sentence in answer.content.decode()
    assert not BulkEdit.objects.exists()


def test_a_title_that_is_gone_is_said_and_the_others_go_on(console, films):
    shown = ask(console, PUBLISH, [404, films[2]], act="set_age", age="6").context["shown"]
    assert [(line.name, line.refusal) for line in shown.refused] == [
        ("404", "There is no such title.")
    ]
    assert lines(shown.changed) == [("Trafic", "–", "6")]


def test_there_is_an_end_to_how_many(console, films):
    answer = console.post(
        PUBLISH, {"title": list(range(1, 202)), "act": "set_age", "age": "6"}, follow=True
    )
    assert "At most 200 titles are changed at once." in answer.content.decode()
