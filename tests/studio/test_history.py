"""The history of a title: who did what, in words, and what was there before where an earlier line says so."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from lanterne.accounts.roles import Role
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.catalogue.rules import Production
from lanterne.core import audit
from lanterne.rights import queries
from lanterne.rights import services as rights
from lanterne.rights.rules import Holdback, Offer, Period, Status, Terms, Window
from tests.cast import a_colleague
from tests.titles import ACTOR, a_film, a_picture, a_window


def shown(console, title_id: int, asked: str = ""):
    return console.get(f"/studio/titles/{title_id}/history/{asked}").context["shown"]


def told(
    console, title_id: int, asked: str = ""
) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    return [
        (one.who, one.deed, [(each.field, each.before, each.after) for each in one.changes])
        for one in shown(console, title_id, asked).happenings
    ]


def test_terms_and_holdbacks_are_told_in_words(console, moon):
    terms = Terms(Offer.RENTAL, status=Status.PENDING, is_premiere=True, awaits="The release")
    opens_at = datetime(2030, 1, 1, tzinfo=UTC)
    rights.grant_window(
        title_id=moon, window=Window("US", opens_at, None, terms), actor="system:cast"
    )
    rights.hold_back(
        title_id=moon, holdback=Holdback(Period(opens_at)), reason="Oscars", actor="system:cast"
    )
    (_, held, back), (_, granted, window), *_ = told(console, moon)
    assert (held, granted) == ("held the title back", "granted a window")
    assert ("Begins", "", "1 Jan 2030 00:00") in back
    assert ("Ends", "", "never") in back
    for one in (
        ("Offer", "", "Rental"),
        ("Status", "", "Not approved yet"),
        ("Premiere", "", "Yes"),
        ("Waits for", "", "The release"),
        ("Opens", "", "31 Dec 2029 19:00"),
    ):
        assert one in window


def test_what_was_done_is_told_with_who_and_what_came_of_it(console, moon, editor):
    catalogue.set_genres(title_id=moon, codes=["fantasy"], actor=editor.actor)
    assert told(console, moon) == [
        ("editor@example.com", "changed the genres", [("Genres", "", "Fantasy")]),
        (
            "system:cast",
            "made the title",
            [("Kind", "", "film"), ("Name", "", "Le Voyage dans la Lune")],
        ),
    ]


def test_what_was_before_comes_from_the_line_before(console, moon):
    for codes in (["fantasy"], ["fantasy", "short"]):
        catalogue.set_genres(title_id=moon, codes=codes, actor=ACTOR)
    assert told(console, moon)[0][2] == [("Genres", "Fantasy", "Fantasy, Short films")]


def test_each_language_has_a_before_of_its_own(console, moon):
    for language, name in (("fr", "Lune"), ("de", "Mond"), ("fr", "La Lune")):
        catalogue.localise(title_id=moon, language=language, name=name, actor=ACTOR)
    assert [changes for _who, _deed, changes in told(console, moon)[:3]] == [
        [("Name (French)", "Lune", "La Lune")],
        [("Name (German)", "", "Mond")],
        [("Name (French)", "", "Lune")],
    ]


def test_windows_are_told_by_the_clocks_of_their_country(console, moon):
    window = a_window(moon, "FR", opens_at=datetime(2027, 1, 1, tzinfo=UTC))
    for month in (2, 3):
        later = Window("FR", datetime(2027, month, 1, tzinfo=UTC), None)
        rights.change_window(window_id=window, window=later, licence_id=None, actor=ACTOR)
    rights.withdraw_window(window_id=window, actor=ACTOR)
    assert [changes for _who, _deed, changes in told(console, moon)[:4]] == [
        [("Country", "", "France")],
        [("Country", "", "France"), ("Opens", "1 Feb 2027 01:00", "1 Mar 2027 01:00")],
        [("Country", "", "France"), ("Opens", "1 Jan 2027 01:00", "1 Feb 2027 01:00")],
        [("Country", "", "France"), ("Opens", "", "1 Jan 2027 01:00"), ("Closes", "", "never")],
    ]


def test_the_history_is_narrowed_to_an_action_or_a_person(console, moon, editor):
    catalogue.set_genres(title_id=moon, codes=["fantasy"], actor=editor.actor)
    catalogue.set_facts(title_id=moon, year=1902, actor=ACTOR)
    by_deed = told(console, moon, "?action=catalogue.set_facts")
    assert [deed for _who, deed, _changes in by_deed] == ["changed the facts"]
    by_whom = told(console, moon, f"?actor={editor.actor}")
    assert [who for who, _deed, _changes in by_whom] == ["editor@example.com"]
    page = shown(console, moon)
    assert [name for _code, name in page.people] == ["editor@example.com", "system:cast"]
    assert (
        "No line is like that."
        in console.get(f"/studio/titles/{moon}/history/?action=nothing").content.decode()
    )


def test_a_long_history_goes_on_where_it_stopped(console, moon):
    for year in range(1902, 1962):
        catalogue.set_facts(title_id=moon, year=year, actor=ACTOR)
    first = shown(console, moon)
    older = shown(console, moon, f"?before={first.page.older}")
    assert (len(first.happenings), len(older.happenings)) == (50, 11)
    assert shown(console, moon, f"?after={older.page.newer}").page.rows == first.page.rows
    # The line before lies beyond the slice.
    assert [each.before for each in first.happenings[-1].changes] == ["1911"]


def test_another_titles_lines_are_not_told(console, moon):
    other = a_film("Sintel")
    catalogue.set_facts(title_id=other, year=2010, actor=ACTOR)
    assert len(told(console, moon)) == 1
    assert console.get("/studio/titles/404/history/").status_code == 404


def test_an_action_that_nobody_has_words_for_is_told_by_its_name(console, moon):
    audit.record(actor=ACTOR, action="later.thing", subject=f"title:{moon}", detail={"of_it": 3})
    assert told(console, moon)[0] == ("system:cast", "later.thing", [("of it", "", "3")])


def offered(console, title_id: int) -> list[str]:
    return [str(one.undo) for one in shown(console, title_id).happenings]


def test_a_change_is_taken_back_by_one_button_and_that_by_another(console, moon, editor):
    catalogue.set_facts(title_id=moon, year=1903, actor=ACTOR)
    assert offered(console, moon) == ["offered", "none"]
    change = shown(console, moon).happenings[0].change_id
    answer = console.post(f"/studio/titles/{moon}/history/{change}/undo/", follow=True)
    assert "It is taken back. That can be taken back as well." in answer.content.decode()
    assert editing.edited(title_id=moon).year == 1902
    assert told(console, moon)[0] == (
        "editor@example.com",
        "took a change back",
        [("Taken back", "", "changed the facts"), ("Year", "1903", "1902")],
    )
    assert offered(console, moon) == ["offered", "overtaken", "none"]


def test_what_was_changed_again_is_not_taken_back_and_the_page_says_by_whom(console, moon, editor):
    catalogue.set_facts(title_id=moon, year=1903, actor=ACTOR)
    change = shown(console, moon).happenings[0].change_id
    catalogue.set_facts(title_id=moon, year=1904, actor=editor.actor)
    answer = console.post(f"/studio/titles/{moon}/history/{change}/undo/", follow=True)
    assert "editor@example.com changed this again on" in answer.content.decode()
    assert editing.edited(title_id=moon).year == 1904


def test_of_each_kind_of_field_is_told_what_it_is_in_words(console, moon, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    said = {"title_id": moon, "actor": ACTOR}
    catalogue.rate(territory="FR", label="12", minimum_age=12, **said)
    catalogue.credit(person="Georges Méliès", role="director", **said)
    catalogue.credit_company(company="Star-Film", role="production", **said)
    catalogue.identify(scheme="imdb", value="tt0000417", **said)
    catalogue.file_under(vocabulary="mood", codes=["funny"], **said)
    catalogue.set_production(countries=[Production("FR", Decimal(60), is_lead=True)], **said)
    catalogue.set_facts(spoken_languages=["fr", "de"], **said)
    catalogue.add_artwork(kind="poster", content=a_picture(), source="studio", **said)
    frame = {"content": a_picture(), "source": "frame", "focus": (50, 50)}
    catalogue.add_frame(kind="still", **frame, **said)
    assert [changes for _who, _deed, (changes,) in told(console, moon)[:9]] == [
        ("Still", "", "800 × 1200 · a frame of the film · focus 50, 50"),
        ("Poster", "", "800 × 1200 · studio · focus 50, 50"),
        ("Spoken languages", "", "French, German"),
        ("Countries of production", "", "France · 60 % · lead"),
        ("Moods", "", "Funny"),
        ("IMDb", "", "tt0000417"),
        ("Company", "", "Star-Film · Production"),
        ("Credit", "", "Georges Méliès · Direction"),
        ("Rating (France)", "", "12 · from age 12"),
    ]


def test_who_may_not_change_a_rating_there_is_offered_no_undo_of_it(moon, markets, sign_in):
    catalogue.rate(title_id=moon, territory="DE", label="12", minimum_age=12, actor=ACTOR)
    catalogue.set_facts(title_id=moon, year=1903, actor=ACTOR)
    console = sign_in(a_colleague("fr@example.com", Role.EDITORIAL, markets=("FR",)))
    assert offered(console, moon) == ["offered", "none", "none"]


def test_of_two_editors_of_one_form_the_second_is_told_and_keeps_what_they_wrote(console, moon):
    address = f"/studio/titles/{moon}/words/fr/"
    seen = console.get(address).context["seen"]
    catalogue.localise(title_id=moon, language="fr", name="La Lune", actor=ACTOR)
    mine = {"name": "Lune", "tagline": "Boum", "seen": seen}
    answer = console.post(address, mine)
    page = answer.content.decode()
    assert "Lanterne has changed this on" in page
    assert 'value="Boum"' in page
    assert [words.name for words in editing.words(title_id=moon)] == ["La Lune"]
    # Saved again with the other's change in sight, it stands.
    console.post(address, mine | {"seen": answer.context["seen"]})
    assert [words.name for words in editing.words(title_id=moon)] == ["Lune"]


def test_the_form_of_facts_is_guarded_as_well(console, moon):
    address = f"/studio/titles/{moon}/facts/"
    form = console.get(address)
    catalogue.set_facts(title_id=moon, year=1903, actor=ACTOR)
    mine = {"original_name": "Lune", "original_language": "fr", "year": 1905}
    answer = console.post(address, mine | {"seen": form.context["seen"]})
    assert "while you were writing" in answer.content.decode()
    found = editing.edited(title_id=moon)
    assert (found.original_name, found.year) == ("Le Voyage dans la Lune", 1903)


def buttons(console, address: str) -> list[str]:
    page = console.get(address).content.decode()
    return re.findall(r'action="([^"]*/undo/)"', page)


def test_a_window_that_was_changed_is_put_back_by_its_line(console, moon):
    later = Window("FR", datetime(2097, 2, 1, tzinfo=UTC))
    window = a_window(moon, "FR", opens_at=datetime(2097, 1, 1, tzinfo=UTC))
    rights.change_window(window_id=window, window=later, licence_id=None, actor=ACTOR)
    [address] = buttons(console, f"/studio/titles/{moon}/history/")
    page = console.post(address, follow=True).content.decode()
    assert "It is taken back. That can be taken back as well." in page
    [held] = queries.windows(title_id=moon)
    assert held.window.opens_at == datetime(2097, 1, 1, tzinfo=UTC)
    assert told(console, moon)[0] == (
        "editor@example.com",
        "took a change of a window back",
        [
            ("Taken back", "", "changed a window"),
            ("Country", "", "France"),
            ("Opens", "1 Feb 2097 01:00", "1 Jan 2097 01:00"),
        ],
    )
    assert "there is nothing to take back" in console.post(address, follow=True).content.decode()


def test_a_window_that_would_open_unready_leads_to_where_a_reason_is_given(console, moon):
    rights.withdraw_window(window_id=a_window(moon), actor=ACTOR)
    address = buttons(console, f"/studio/titles/{moon}/history/")[0]
    answer = console.post(address, follow=True)
    assert answer.redirect_chain == [(f"/studio/titles/{moon}/windows/", 302)]
    assert "It is not ready to open in France. It still lacks" in answer.content.decode()
    assert queries.windows(title_id=moon) == ()


def test_whoever_is_bound_elsewhere_is_offered_no_undo_of_a_window(moon, sign_in, markets):
    a_window(moon, "FR")
    colleague = a_colleague("be@example.com", Role.RIGHTS, markets=["BE"])
    assert buttons(sign_in(colleague), f"/studio/titles/{moon}/history/") == []


def test_a_contract_shows_its_history_and_is_put_back(console):
    facts = rights.LicenceFacts("Gaumont", "G-1", share_hundredths=1250)
    licence = rights.register_licence(facts=facts, actor=ACTOR)
    rights.change_licence(licence_id=licence, facts=replace(facts, is_exclusive=True), actor=ACTOR)
    page = f"/studio/licences/{licence}/"
    shown = console.get(page).context["shown"].happenings
    assert [(one.who, one.deed) for one in shown] == [
        ("system:cast", "changed the contract"),
        ("system:cast", "put the contract on record"),
    ]
    assert [(one.field, one.before, one.after) for one in shown[0].changes] == [
        ("Exclusive", "No", "Yes")
    ]
    assert ("Licensor’s share", "", "12.5%") in [
        (one.field, one.before, one.after) for one in shown[1].changes
    ]
    [address] = buttons(console, page)
    assert console.post(address, follow=True).redirect_chain == [(page, 302)]
    assert queries.licence(licence_id=licence).is_exclusive is False
