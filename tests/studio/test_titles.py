"""Staff make titles and say everything about them; every change leaves a line, every refusal a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue import services as catalogue_services
from lanterne.catalogue.queries import biographies, editing
from lanterne.core import audit
from tests.studio.conftest import a_job
from tests.titles import a_film, a_part, a_picture, a_series, a_window, published


def text(answer) -> str:
    return answer.content.decode()


def errors(answer) -> list[str]:
    return list(answer.context["form"].non_field_errors())


def last(title_id: int):
    line = audit.lines(subject=f"title:{title_id}", limit=1)[0]
    return line.actor, line.action


def make(console, address="/studio/titles/new/", **said):
    fields = {"original_name": "Playtime", "original_language": "fr", "year": 1967}
    return console.post(address, {**fields, **said})


def test_a_film_is_made_and_its_page_follows(console, editor):
    answer = make(console)
    title_id = catalogue.title_id(slug="playtime")
    assert answer.url == f"/studio/titles/{title_id}/"
    title = editing.edited(title_id=title_id)
    assert (title.kind, title.original_name, title.year) == ("film", "Playtime", 1967)
    assert last(title_id) == (editor.actor, "catalogue.create_title")


def test_a_series_grows_season_by_season_and_episode_by_episode(console):
    make(console, "/studio/titles/new/?kind=series", original_name="Les Vampires", year=1915)
    series = catalogue.title_id(slug="les-vampires")
    make(console, f"/studio/titles/new/?parent={series}", original_name="I", number=1)
    (season,) = editing.parts(title_id=series)
    make(console, f"/studio/titles/new/?parent={season}", original_name="La Tête coupée", number=1)
    (episode,) = editing.parts(title_id=season)
    assert [editing.edited(title_id=one).kind for one in (series, season, episode)] == [
        "series",
        "season",
        "episode",
    ]
    page = text(console.get(f"/studio/titles/{episode}/"))
    assert f'<a href="/studio/titles/{series}/">Les Vampires</a>' in page


def test_the_form_for_a_part_proposes_the_next_number(console):
    series, _, _ = a_series(seasons=(1, 1))
    page = console.get(f"/studio/titles/{series}/")
    assert page.context["shown"].next_number == 3
    assert f"/studio/titles/new/?parent={series}&amp;number=3" in text(page)


def test_a_number_that_is_taken_is_refused_on_the_form(console):
    series, _, _ = a_series()
    answer = make(console, f"/studio/titles/new/?parent={series}", number=1)
    assert errors(answer) == ["Number 1 is taken already."]
    assert len(editing.parts(title_id=series)) == 1


def test_a_year_before_film_is_refused_on_the_form(console):
    answer = make(console, year=1200)
    assert errors(answer) == ["No film was made in 1200."]
    assert 'role="alert">No film was made in 1200.' in text(answer)
    assert catalogue.title_id(slug="playtime") is None


@pytest.mark.parametrize("parent", ["", "x", "404"])
def test_nothing_is_made_below_a_title_that_is_not_there(console, parent):
    assert console.get(f"/studio/titles/new/?parent={parent}").status_code == 404


def test_nothing_hangs_below_a_trailer(console, moon):
    trailer = a_part("trailer", moon, 1)
    assert console.get(f"/studio/titles/new/?parent={trailer}").status_code == 404


def test_a_title_is_said_in_several_languages(console, moon, editor):
    for language, name in (("fr", "Le Voyage dans la Lune"), ("ar", "رحلة إلى القمر")):
        answer = console.post(
            f"/studio/titles/{moon}/words/{language}/",
            {"name": name, "tagline": "1902", "synopsis_short": "…", "synopsis": "… …"},
        )
        assert answer.url == f"/studio/titles/{moon}/words/"
        assert last(moon) == (editor.actor, "catalogue.localise")
    assert [(one.language, one.name) for one in editing.words(title_id=moon)] == [
        ("ar", "رحلة إلى القمر"),
        ("fr", "Le Voyage dans la Lune"),
    ]
    page = text(console.get(f"/studio/titles/{moon}/words/"))
    assert '<td class="st-prose" lang="ar" dir="auto">رحلة إلى القمر</td>' in page


def test_adding_a_language_leads_to_its_form(console, moon):
    answer = console.post(f"/studio/titles/{moon}/words/", {"language": "de"})
    assert answer.url == f"/studio/titles/{moon}/words/de/"


def test_words_in_no_language_are_refused(console, moon):
    answer = console.post(f"/studio/titles/{moon}/words/french!/", {"name": "X"})
    assert errors(answer) == ["“french!” is not a language tag such as fr or fr-CA."]
    assert editing.words(title_id=moon) == ()


def test_a_language_is_removed_once(console, moon, editor):
    console.post(f"/studio/titles/{moon}/words/fr/", {"name": "Lune"})
    console.post(f"/studio/titles/{moon}/words/fr/remove/")
    assert editing.words(title_id=moon) == ()
    assert last(moon) == (editor.actor, "catalogue.remove_words")
    answer = console.post(f"/studio/titles/{moon}/words/fr/remove/", follow=True)
    assert "Somebody has removed this already." in text(answer)


FACTS = {
    "original_name": "Le Voyage dans la Lune",
    "original_language": "fr",
    "year": 1902,
    "runtime_minutes": "13.5",
    "countries": ["FR"],
    "genres": ["fantasy", "short"],
    "minimum_age": 0,
}


def test_facts_and_genres_are_saved_together(console, moon, editor):
    assert console.post(f"/studio/titles/{moon}/facts/", FACTS).status_code == 302
    title = editing.edited(title_id=moon)
    assert (title.runtime_seconds, title.countries, title.minimum_age) == (810, ("FR",), 0)
    assert title.genres == ("fantasy", "short")
    assert last(moon) == (editor.actor, "catalogue.set_genres")


def test_a_fact_refused_leaves_all_of_them_as_they_were(console, moon):
    answer = console.post(
        f"/studio/titles/{moon}/facts/", {**FACTS, "original_name": "Lune", "minimum_age": 99}
    )
    assert errors(answer) == ["An age rating is between 0 and 21."]
    title = editing.edited(title_id=moon)
    assert (title.original_name, title.minimum_age) == ("Le Voyage dans la Lune", None)


def test_a_name_is_corrected_and_the_address_stays(console, moon, editor):
    console.post(
        f"/studio/titles/{moon}/facts/", {**FACTS, "original_name": "La Lune", "genres": []}
    )
    title = editing.edited(title_id=moon)
    assert (title.original_name, title.slug) == ("La Lune", "le-voyage-dans-la-lune")
    assert "catalogue.rename" in [line.action for line in audit.lines(subject=f"title:{moon}")]
    assert list(editing.listed(text="la lune")) == [moon]


def test_choosing_a_country_leads_to_the_labels_of_its_boards(console, moon):
    answer = console.post(f"/studio/titles/{moon}/ratings/", {"territory": "FR"})
    assert answer.url == f"/studio/titles/{moon}/ratings/FR/"
    page = text(console.get(answer.url))
    assert '<optgroup label="CNC">' in page
    assert '<option value="CNC|12">' in page
    assert "from age 12, nobody younger" in page
    assert "MPAA" not in page


def test_ratings_are_given_and_removed(console, moon, editor):
    console.post(f"/studio/titles/{moon}/ratings/FR/", {"chosen": "CNC|12"})
    (held,) = editing.ratings(title_id=moon)
    assert (held.territory, held.system, held.label, held.minimum_age) == ("FR", "CNC", "12", 12)
    assert last(moon) == (editor.actor, "catalogue.rate")
    page = console.get(f"/studio/titles/{moon}/ratings/FR/")
    assert page.context["form"].initial == {"chosen": "CNC|12"}
    console.post(f"/studio/titles/{moon}/ratings/FR/remove/")
    assert editing.ratings(title_id=moon) == ()
    assert last(moon) == (editor.actor, "catalogue.remove_rating")


def test_another_label_is_given_with_its_age(console, moon):
    free = {"chosen": "", "other": "Tous publics", "minimum_age": 0}
    console.post(f"/studio/titles/{moon}/ratings/FR/", free)
    (held,) = editing.ratings(title_id=moon)
    assert (held.system, held.label, held.minimum_age) == ("", "Tous publics", 0)
    page = console.get(f"/studio/titles/{moon}/ratings/FR/")
    assert page.context["form"].initial == {"chosen": "", "other": "Tous publics", "minimum_age": 0}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"other": "X", "minimum_age": 77}, "An age rating is between 0 and 21."),
        ({"other": "X"}, "A label of your own needs its age."),
        ({"minimum_age": 3}, "A rating needs its label, as the board writes it."),
        (
            {"chosen": "CNC|interdiction"},
            "“interdiction” of CNC forbids that the title be shown at all.",
        ),
        ({"chosen": "CNC|12", "minimum_age": 3}, "“12” of CNC means from age 12."),
    ],
)
def test_a_rating_refused_says_why(console, moon, said, sentence):
    assert errors(console.post(f"/studio/titles/{moon}/ratings/FR/", said)) == [sentence]
    assert editing.ratings(title_id=moon) == ()


def test_the_facts_say_which_age_counts_in_each_market_and_why(console, moon):
    catalogue_services.rate(
        title_id=moon, territory="DE", system="FSK", label="6", actor="system:test"
    )
    page = console.get(f"/studio/titles/{moon}/facts/")
    ages = {
        line.age.territory: (line.age.minimum_age, line.age.source) for line in page.context["ages"]
    }
    assert ages == {
        **dict.fromkeys(("BE", "CH", "FR", "GB", "US"), (None, "nobody")),
        "DE": (6, "board"),
    }
    assert "nobody has said: hidden from children" in text(page)


def test_there_is_no_rating_in_a_country_that_is_none(console, moon):
    assert console.get(f"/studio/titles/{moon}/ratings/QQ/").status_code == 404


def test_people_are_credited_and_removed(console, moon, editor):
    said = {"person": "Georges Méliès", "role": "cast", "character": "Barbenfouillis"}
    console.post(f"/studio/titles/{moon}/people/", said)
    (held,) = editing.credited(title_id=moon)
    assert (held.person, held.role, held.character) == ("Georges Méliès", "cast", "Barbenfouillis")
    assert last(moon) == (editor.actor, "catalogue.credit")
    console.post(f"/studio/titles/{moon}/people/{held.id}/remove/")
    assert editing.credited(title_id=moon) == ()
    assert last(moon) == (editor.actor, "catalogue.remove_credit")


def test_who_somebody_is_is_written_language_by_language(console, moon, editor):
    console.post(f"/studio/titles/{moon}/people/", {"person": "Méliès", "role": "director"})
    (held,) = editing.credited(title_id=moon)
    page = f"/studio/titles/{moon}/people/{held.person_id}/fr/"
    assert page in text(console.get(f"/studio/titles/{moon}/people/"))
    assert console.post(page, {"text": "Il a \nfilmé la Lune."}).url == page
    assert "Il a \nfilmé la Lune.</textarea>" in text(console.get(page))
    line = audit.lines(subject=f"person:{held.person_id}", limit=1)[0]
    assert (line.actor, line.action) == (editor.actor, "catalogue.write_biography")
    for said, sentence in (
        ({"text": "a\u202e"}, "The invisible character U+202E does not belong in a text."),
        ({"text": "a" * 1501}, "at most 1500 characters"),
    ):
        assert sentence in text(console.post(page, said))
    refused = console.post(page.replace("/fr/", "/klingonisch!/"), {"text": "qapla"})
    assert errors(refused) == ["“klingonisch!” is not a language tag such as fr or fr-CA."]
    console.post(page, {"text": ""})
    assert biographies.biographies(person_id=held.person_id) == {}
    assert console.get(page.replace(f"people/{held.person_id}", "people/999")).status_code == 404


def test_a_credit_of_another_title_is_not_removed_from_here(console, moon):
    other = a_film("Sintel")
    console.post(f"/studio/titles/{moon}/people/", {"person": "Méliès", "role": "director"})
    (held,) = editing.credited(title_id=moon)
    console.post(f"/studio/titles/{other}/people/{held.id}/remove/")
    assert len(editing.credited(title_id=moon)) == 1


def a_file(content: bytes):
    return SimpleUploadedFile("lune.png", content, content_type="image/png")


def test_a_picture_is_added_shown_and_removed(console, moon, editor):
    said = {"kind": "poster", "source": "Star Film", "content": a_file(a_picture(400, 600))}
    assert console.post(f"/studio/titles/{moon}/pictures/", said).status_code == 302
    (held,) = editing.artwork(title_id=moon)
    assert (held.kind, held.source, held.width, held.height) == ("poster", "Star Film", 400, 600)
    assert last(moon) == (editor.actor, "catalogue.add_artwork")
    assert held.picture.url in text(console.get(f"/studio/titles/{moon}/pictures/"))
    console.post(f"/studio/titles/{moon}/pictures/{held.id}/remove/")
    assert editing.artwork(title_id=moon) == ()
    assert last(moon) == (editor.actor, "catalogue.remove_artwork")


def test_the_focus_of_a_picture_is_set_from_the_page(console, moon, editor):
    said = {"kind": "poster", "source": "Star Film", "content": a_file(a_picture(900, 600))}
    console.post(f"/studio/titles/{moon}/pictures/", said)
    (held,) = editing.artwork(title_id=moon)
    whole = console.get(f"/studio/titles/{moon}/pictures/{held.id}/original/")
    assert whole.headers["Content-Type"] == "image/webp"
    focus = f"/studio/titles/{moon}/pictures/{held.id}/focus/"
    assert console.post(focus, {"x": "20", "y": "70"}).status_code == 302
    assert editing.artwork(title_id=moon)[0].focus == (20, 70)
    assert last(moon) == (editor.actor, "catalogue.set_focus")
    for wrong in ({"x": "20"}, {"x": "-5", "y": "5"}, {"x": "20", "y": "1" * 5000}):
        refused = console.post(focus, wrong, follow=True)
        assert "between 0 and 100 per cent" in text(refused)
    assert editing.artwork(title_id=moon)[0].focus == (20, 70)
    assert console.get(f"/studio/titles/{moon}/pictures/999/original/").status_code == 404


def test_a_picture_is_captioned_language_by_language(console, moon, editor):
    said = {"kind": "poster", "source": "Star Film", "content": a_file(a_picture(400, 600))}
    console.post(f"/studio/titles/{moon}/pictures/", said)
    (held,) = editing.artwork(title_id=moon)
    page = f"/studio/titles/{moon}/pictures/{held.id}/captions/fr/"
    assert console.post(page, {"text": "Dans l’œil de la Lune."}).url == page
    assert editing.artwork(title_id=moon)[0].captions == {"fr": "Dans l’œil de la Lune."}
    assert last(moon) == (editor.actor, "catalogue.caption_picture")
    assert "Caption in 1 language" in text(console.get(f"/studio/titles/{moon}/pictures/"))
    assert "at most 300 characters" in text(console.post(page, {"text": "a" * 301}))
    told = text(console.get(f"/studio/titles/{moon}/history/"))
    assert "Caption (Poster, French)" in told
    assert console.get(page.replace(f"/{held.id}/", "/999/")).status_code == 404


def test_a_picture_of_a_hundred_megabytes_is_not_read_to_its_end(console, moon):
    said = {"kind": "poster", "source": "Star Film", "content": a_file(b"\0" * 100_000_000)}
    answer = console.post(f"/studio/titles/{moon}/pictures/", said)
    assert errors(answer) == ["This picture is larger than 20 MB."]


def test_a_frame_of_the_film_is_one_click_away_from_a_poster(console, moon, editor, settings):
    poster = {"path": "poster-01.jpg", "at": 12.5, "width": 640, "height": 360, "score": 71.4}
    job = a_job(moon, state="done", stills=[poster])
    folder = Path(settings.FINDINGS) / str(job)
    folder.mkdir(parents=True)
    (folder / "poster-01.jpg").write_bytes(a_picture(640, 360, form="JPEG"))
    shown = text(console.get(f"/studio/titles/{moon}/pictures/"))
    assert "At 12.5 s · worth 71 of 100" in shown
    still = f"/studio/titles/{moon}/stills/{job}/1/"
    assert still in shown
    assert console.get(still).headers["Content-Type"] == "image/jpeg"
    assert console.post(f"{still}hang/", {"kind": "poster"}).status_code == 302
    (held,) = editing.artwork(title_id=moon)
    assert (held.kind, held.source) == ("poster", "frame at 12.5 s")
    assert last(moon) == (editor.actor, "catalogue.add_artwork")
    assert console.post(f"{still}hang/", {"kind": "portrait"}).status_code == 404
    assert console.get(f"/studio/titles/{moon}/stills/{job}/2/").status_code == 404
    assert len(editing.artwork(title_id=moon)) == 1


@pytest.mark.parametrize(
    ("seen", "said", "unsaid"),
    [
        ({}, "In these, nobody looked for faces", "1 face"),
        ({"faces": 0}, "worth 71 of 100", "face"),
        ({"faces": 1}, "worth 71 of 100 · 1 face", "nobody looked"),
        ({"faces": 2}, "worth 71 of 100 · 2 faces", "nobody looked"),
    ],
)
def test_a_frame_says_whether_faces_are_seen_in_it(console, moon, settings, seen, said, unsaid):
    poster = {"path": "poster-01.jpg", "at": 12.5, "width": 640, "height": 360, "score": 71.4}
    folder = Path(settings.FINDINGS) / str(a_job(moon, state="done", stills=[poster | seen]))
    folder.mkdir(parents=True)
    (folder / "poster-01.jpg").write_bytes(a_picture(640, 360, form="JPEG"))
    shown = text(console.get(f"/studio/titles/{moon}/pictures/"))
    told = shown[shown.index("One click cuts one to its shape.") :]
    assert said in told
    assert unsaid not in told


def test_a_file_that_is_no_picture_is_refused(console, moon):
    said = {"kind": "poster", "source": "Star Film", "content": a_file(b"a letter")}
    answer = console.post(f"/studio/titles/{moon}/pictures/", said)
    assert errors(answer) == ["This file is not a JPEG, PNG or WebP picture."]
    assert editing.artwork(title_id=moon) == ()


def listed(console, asked: str) -> list[str]:
    page = console.get(f"/studio/titles/?{asked}")
    return [card.name for card in page.context["shown"].titles]


def test_the_list_is_searched_and_narrowed_by_its_address(console, moon):
    sintel = a_film("Sintel", language="en")
    a_series("Les Marées", seasons=(1,))
    published(sintel)
    a_window(sintel, "FR")
    assert listed(console, "kind=film") == ["Sintel", "Le Voyage dans la Lune"]
    assert listed(console, "q=VOYAGÉ") == ["Le Voyage dans la Lune"]
    assert listed(console, "streams=yes") == ["Sintel"]
    assert listed(console, "streams=no&kind=film") == ["Le Voyage dans la Lune"]
    assert listed(console, "market=FR&window=open") == ["Sintel"]
    assert listed(console, "window=nowhere&kind=film") == ["Le Voyage dans la Lune"]
    assert "No title is like that." in text(console.get("/studio/titles/?q=zzz"))


def test_what_makes_no_sense_in_an_address_is_passed_over(console, moon):
    assert listed(
        console, "kind=nonsense&streams=perhaps&market=XX&window=ajar&decade=1&before=x&after="
    ) == ["Le Voyage dans la Lune"]


def test_an_empty_catalogue_says_what_to_do(console):
    assert "Begin with a film or a series." in text(console.get("/studio/titles/"))


def test_names_are_escaped(console):
    title_id = a_film("<script>alert(1)</script>")
    page = text(console.get(f"/studio/titles/{title_id}/"))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_identifiers_are_named_and_removed(console, moon, editor):
    eidr = "10.5240/7791-8534-2C23-9030-8610-5"
    address = f"/studio/titles/{moon}/identifiers/"
    assert "No registry is named yet." in text(console.get(address))
    assert console.post(address, {"scheme": "eidr", "value": eidr}).url == address
    assert last(moon) == (editor.actor, "catalogue.identify")
    assert f'<td dir="ltr">{eidr}</td>' in text(console.get(address))
    console.post(f"{address}remove/", {"scheme": "eidr", "value": eidr})
    assert editing.identifiers(title_id=moon) == ()
    assert last(moon) == (editor.actor, "catalogue.remove_identifier")


def test_an_identifier_with_a_slip_is_refused_on_the_form(console, moon):
    said = {"scheme": "isan", "value": "0000-0001-8CFA-0000-A"}
    answer = console.post(f"/studio/titles/{moon}/identifiers/", said)
    assert errors(answer) == [
        "“0000-0001-8CFA-0000-A” has a slip in it: its check character is A and would have to be I."
    ]
    assert editing.identifiers(title_id=moon) == ()


def test_companies_and_shares_are_named(console, moon, editor):
    address = f"/studio/titles/{moon}/making/"
    assert "No company is named yet." in text(console.get(address))
    console.post(address, {"company": "Star-Film", "role": "production"})
    assert last(moon) == (editor.actor, "catalogue.credit_company")
    console.post(f"{address}countries/", {"territory": "FR", "share": "60.5", "is_lead": "on"})
    assert last(moon) == (editor.actor, "catalogue.set_production")
    page = text(console.get(address))
    assert "<bdi>Star-Film</bdi>" in page
    assert "60.50" in page
    answer = console.post(f"{address}countries/", {"territory": "BE", "share": "40"})
    assert list(answer.context["production_form"].non_field_errors()) == [
        "These shares add up to 100.5 per cent, more than the whole."
    ]
    (held,) = editing.companies(title_id=moon)
    console.post(f"{address}companies/{held.id}/remove/")
    assert editing.companies(title_id=moon) == ()


def test_staff_add_words_and_file_titles_under_them(console, moon, editor):
    page = text(console.get("/studio/vocabulary/"))
    assert "There is no keyword yet." in page
    word = {"vocabulary": "keyword", "code": "", "language": "fr", "name": "La lune"}
    assert console.post("/studio/vocabulary/", word).url == "/studio/vocabulary/"
    assert audit.lines(subject="term:keyword-la-lune")[0].actor == editor.actor
    filed = {**FACTS, "moods": ["dreamlike"], "keywords": ["la-lune"], "spoken_languages": ["fr"]}
    console.post(f"/studio/titles/{moon}/facts/", filed)
    title = editing.edited(title_id=moon)
    assert (title.moods, title.keywords, title.spoken_languages) == (
        ("dreamlike",),
        ("la-lune",),
        ("fr",),
    )
    answer = console.post("/studio/vocabulary/", {**word, "code": "le-soleil"})
    assert errors(answer) == ["“le-soleil” is not in the vocabulary yet."]


def test_a_film_gets_a_trailer_and_a_directors_cut(console, moon, editor):
    page = text(console.get(f"/studio/titles/{moon}/"))
    assert f"/studio/titles/new/?parent={moon}&amp;kind=trailer" in page
    make(console, f"/studio/titles/new/?parent={moon}&kind=trailer", original_name="T", number=1)
    cut = {"original_name": "Version longue", "number": 1, "edition": "directors"}
    make(console, f"/studio/titles/new/?parent={moon}&kind=edition", **cut)
    (trailer, *_), (edition, *_) = editing.beside(title_id=moon)
    assert editing.edited(title_id=trailer).is_playable
    assert editing.edited(title_id=edition).edition == "directors"
    assert last(edition) == (editor.actor, "catalogue.create_title")
    page = text(console.get(f"/studio/titles/{moon}/"))
    assert f'href="/studio/titles/{trailer}/"' in page
    assert "Edition 1 · Director’s cut" in page
    form = console.get(f"/studio/titles/new/?parent={moon}&kind=trailer").context["form"]
    assert form.initial["number"] == 2


def test_a_collection_is_made_filled_and_put_in_order(console, moon, editor):
    assert "There is no collection yet." in text(console.get("/studio/collections/"))
    answer = console.post("/studio/collections/", {"name": "Méliès", "language": "fr"})
    (held,) = catalogue.collections(language="fr")
    address = f"/studio/collections/{held.id}/"
    assert answer.url == address
    other = a_film("La Conquête du pôle")
    for title in (moon, other):
        console.post(f"/studio/titles/{title}/collections/", {"collection": held.id})
    console.post(f"{address}titles/{other}/up/")
    page = text(console.get(address))
    assert page.index("La Conquête du pôle") < page.index("Le Voyage dans la Lune")
    console.post(f"{address}titles/{moon}/out/")
    console.post(address, {"language": "en", "name": "Films by Méliès", "synopsis": ""})
    found = catalogue.collection(slug="melies", language="en")
    assert (found.name, found.title_ids) == ("Films by Méliès", (other,))
    assert audit.lines(subject=f"collection:{held.id}")[0].actor == editor.actor
    assert console.get("/studio/collections/404/").status_code == 404


def test_saving_the_facts_loses_no_language_that_the_form_does_not_offer(console, moon):
    catalogue_services.set_facts(title_id=moon, spoken_languages=["zxx", "bm"], actor="system:test")
    page = console.get(f"/studio/titles/{moon}/facts/")
    offered = dict(page.context["form"].fields["spoken_languages"].choices)
    assert (offered["zxx"], offered["bm"]) == ("No linguistic content", "Bambara")
    assert page.context["form"].initial["spoken_languages"] == ("zxx", "bm")
    console.post(f"/studio/titles/{moon}/facts/", {**FACTS, "spoken_languages": ["bm", "zxx"]})
    assert editing.edited(title_id=moon).spoken_languages == ("bm", "zxx")


def test_the_countries_that_are_chosen_stand_before_the_others(console):
    title_id = a_film("Playtime", countries=("FR", "IT"))
    offered = re.search(
        r'<select name="countries".*?</select>',
        text(console.get(f"/studio/titles/{title_id}/facts/")),
        re.DOTALL,
    )[0]
    flags = re.findall(r'value="(\w\w)"( selected)?', offered)
    assert [(code, bool(flag)) for code, flag in flags][:2] == [("FR", True), ("IT", True)]
    assert not any(flag for _code, flag in flags[2:])


def test_a_picture_has_a_type_and_no_genre_in_french(console):
    title_id = a_film("Playtime")
    console.cookies["django_language"] = "fr"
    page = text(
        console.get(f"/studio/titles/{title_id}/pictures/", headers={"accept-language": "fr"})
    )
    assert "Type d’image" in page
    assert "Genre d’œuvre" not in page


def test_a_new_title_begins_in_the_language_of_whoever_makes_it(console):
    form = console.get("/studio/titles/new/", headers={"Accept-Language": "fr"}).context["form"]
    assert form["original_language"].value() == "fr"


def test_a_language_that_several_markets_read_is_wanted_once(console, moon):
    """The cast's markets read French in three countries."""
    silent = console.get(f"/studio/titles/{moon}/").context["shown"].silent
    assert list(silent) == list(dict.fromkeys(silent))
    assert {"FR", "BE"} <= set(silent["fr"])
    assert list(console.get(f"/studio/titles/{moon}/words/").context["unsaid"]) == list(silent)
    say = {"name": "Le Voyage", "synopsis_short": "Six savants."}
    page = console.post(f"/studio/titles/{moon}/words/fr/", say, follow=True)
    assert "fr" not in page.context["unsaid"]


def test_staff_who_live_in_no_household_are_not_sent_to_its_public_page(console, moon):
    """That page leads them back to where they came from."""
    assert (
        "/title/le-voyage-dans-la-lune/"
        not in console.get(f"/studio/titles/{moon}/").content.decode()
    )
