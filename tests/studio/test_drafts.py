"""The draft of a title in the console: written with its forms, looked at, published, and seen by nobody else before."""

from __future__ import annotations

from datetime import timedelta

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.core import clock
from lanterne.editorial import queries, services
from tests.titles import ACTOR

FACTS = {
    "original_name": "Le Voyage dans la Lune",
    "original_language": "fr",
    "runtime_minutes": "14",
}


def write(console, title_id: int, year: int, **more) -> object:
    address = f"/studio/titles/{title_id}/facts/?draft"
    return console.post(address, {**FACTS, "year": year, **more}, follow=True)


def test_the_forms_of_a_title_write_into_its_draft_and_show_it(console, moon):
    page = write(console, moon, 1903).content.decode()
    assert "What the draft would change" in page
    assert editing.edited(title_id=moon).year == 1902
    form = console.get(f"/studio/titles/{moon}/facts/?draft")
    assert form.context["form"].initial["year"] == 1903
    assert "You write into the draft" in form.content.decode()
    assert console.get(f"/studio/titles/{moon}/facts/").context["form"].initial["year"] == 1902


def test_the_page_shows_how_people_would_read_it_and_publishes_at_once(console, moon):
    assert "Nothing is prepared" in console.get(f"/studio/titles/{moon}/draft/").content.decode()
    words = {"name": "La Lune", "tagline": "Boum"}
    console.post(f"/studio/titles/{moon}/words/fr/?draft", words)
    shown = console.get(f"/studio/titles/{moon}/draft/?language=fr").context["shown"]
    assert (shown.now.card.tagline, shown.then.card.tagline) == ("", "Boum")
    assert editing.words(title_id=moon) == ()
    answer = console.post(f"/studio/titles/{moon}/draft/publish/", follow=True)
    assert "Its change can be taken back here." in answer.content.decode()
    assert [words.tagline for words in editing.words(title_id=moon)] == ["Boum"]


def test_it_takes_its_place_at_the_moment_and_by_the_clocks_of_the_form(console, moon):
    write(console, moon, 1903)
    due = (clock.now() + timedelta(days=1)).replace(second=7, microsecond=0)
    said = {"local": f"{due:%Y-%m-%dT%H:%M:%S}", "zone": "UTC"}
    answer = console.post(f"/studio/titles/{moon}/draft/schedule/", said, follow=True)
    assert f"{due:%Y %H:%M:%S} (UTC)" in answer.content.decode()
    assert queries.draft(title_id=moon).due_at == due
    assert f"{due:%Y %H:%M:%S} (UTC)" in console.get("/studio/").content.decode()
    whole = {**said, "local": f"{due:%Y-%m-%dT%H:%M}:00"}
    answer = console.post(f"/studio/titles/{moon}/draft/schedule/", whole, follow=True)
    assert f"{due:%Y %H:%M} (UTC)" in answer.content.decode()
    services.publish_due(at=due)
    assert editing.edited(title_id=moon).year == 1903
    answer = console.post(f"/studio/titles/{moon}/draft/schedule/", {}, follow=True)
    assert "Choose a day, a time" in answer.content.decode()


def test_of_two_editors_of_one_draft_the_second_keeps_what_they_wrote(console, moon):
    seen = console.get(f"/studio/titles/{moon}/facts/?draft").context["seen"]
    write(console, moon, 1903, seen=seen)
    page = write(console, moon, 1904, seen=seen)
    assert "has saved this draft while you were writing" in page.content.decode()
    assert 'value="1904"' in page.content.decode()
    assert [edit.after for edit in queries.draft(title_id=moon).edits] == [1903]
    write(console, moon, 1904, seen=page.context["seen"])
    assert [edit.after for edit in queries.draft(title_id=moon).edits] == [1904]


def test_where_the_title_itself_was_changed_somebody_decides(console, moon):
    write(console, moon, 1903)
    catalogue.set_facts(title_id=moon, year=1905, actor=ACTOR)
    page = console.get(f"/studio/titles/{moon}/draft/").content.decode()
    assert "changed meanwhile on the title itself" in page
    console.post(f"/studio/titles/{moon}/draft/publish/")
    assert editing.edited(title_id=moon).year == 1905
    console.post(f"/studio/titles/{moon}/draft/keep/")
    console.post(f"/studio/titles/{moon}/draft/publish/")
    assert editing.edited(title_id=moon).year == 1903


def test_a_draft_is_given_up(console, moon):
    write(console, moon, 1903)
    console.post(f"/studio/titles/{moon}/draft/discard/")
    assert queries.draft(title_id=moon) is None
    assert console.get("/studio/titles/404/facts/?draft").status_code == 404


def test_the_preview_says_in_which_language_and_country_it_is(console, moon):
    write(console, moon, 1903)
    preview = console.get(f"/studio/titles/{moon}/draft/").context["preview"]
    assert (preview["language"].value(), preview["territory"].value()) == ("en", "BE")
    asked = console.get(f"/studio/titles/{moon}/draft/?language=fr&territory=GB").context["preview"]
    assert (asked["language"].value(), asked["territory"].value()) == ("fr", "GB")
