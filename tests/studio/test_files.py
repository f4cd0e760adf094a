"""An editor sends a file, sees what it would bring, and takes it."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from lanterne.accounts.roles import Role
from lanterne.catalogue import queries as catalogue
from lanterne.core import audit
from lanterne.deliveries import queries as deliveries
from lanterne.rights import queries as rights
from tests.cast import a_colleague

TABLE = "Titre;Langue;Année;Notes\nLa Mer;fr;1902;Das Meer\n".encode()


def text(answer) -> str:
    return answer.content.decode()


def send(console, content=TABLE, name="mer.csv"):
    return console.post(
        "/studio/files/", {"content": SimpleUploadedFile(name, content)}, follow=True
    )


def take(console, page, **said):
    """Press the button of the report, with the columns as they stand on it."""
    address = re.search(r'action="(/studio/files/[^"]+/take/)"', text(page))[1]
    form = text(page).rpartition("<form")[2]
    pairs = re.findall(r'name="(column|field)" value="([^"]*)"', form)
    told = {name: [value for key, value in pairs if key == name] for name in ("column", "field")}
    return console.post(address, told | said, follow=True)


def test_a_file_is_judged_and_nothing_is_written(console):
    page = text(send(console))
    assert "1 to be made · 0 to be changed · 0 left alone · 0 refused" in page
    assert '<strong dir="auto">la-mer</strong>' in page
    assert "<option selected>original_name</option>" in page
    assert catalogue.title_id(slug="la-mer") is None


def test_what_was_seen_is_taken_once(console, editor):
    page = send(console)
    answer = take(console, page)
    assert "“mer.csv” is imported." in text(answer)
    assert catalogue.title_id(slug="la-mer") is not None
    [line] = audit.lines(subject="file:mer.csv")
    assert (line.actor, line.action) == (editor.actor, "exchange.import")
    assert take(console, page).status_code == 404


def test_a_file_that_somebody_else_swept_meanwhile_stops_nobody(console, settings):
    (settings.UPLOADS / "files").mkdir(parents=True)
    (settings.UPLOADS / "files/swept").symlink_to(settings.UPLOADS / "nowhere")
    assert "1 to be made" in text(send(console))


def test_a_column_is_what_the_editor_says(console):
    place = send(console).redirect_chain[-1][0]
    chosen = {
        "column": ["Titre", "Langue", "Année", "Notes"],
        "field": ["", "original_language", "year", "original_name"],
    }
    page = console.get(place, chosen)
    assert "das-meer" in text(page)
    take(console, page)
    assert catalogue.title_id(slug="das-meer") is not None


def test_two_columns_of_one_meaning_are_told(console):
    place = send(console).redirect_chain[-1][0]
    page = console.get(place, {"column": ["Notes"], "field": ["year"]})
    assert "Two columns would be “year”: say which one is meant." in text(page)


def test_a_refusal_has_its_line_and_no_button(console):
    page = text(send(console, TABLE + b"X;fr;1;\n"))
    assert "<strong>mer.csv:3</strong>" in page
    assert "No film was made in 1." in page
    assert "/take/" not in page


def test_a_name_cannot_lead_out_of_the_shelf_nor_into_the_page(console):
    page = send(console, name="../../<b>x.csv")
    assert "<b>x" not in text(page)
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("name", "size", "sentence"),
    [
        ("mer.exe", 1, "Send a file that ends in .csv, .tsv, .xml or .xlsx."),
        ("mer.csv", 20_000_001, "This file is larger than 20 MB"),
    ],
)
def test_what_is_not_taken_is_said_above_the_form(console, name, size, sentence):
    assert sentence in text(send(console, b"x" * size, name))


def test_the_same_file_again_brings_nothing(console):
    take(console, send(console))
    assert "Everything in this file is here already." in text(send(console))


def offers(*territories):
    """Avails of a film that is here, one row a territory."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Territory", "WorkType", "TitleDisplayUnlimited", "LicenseType", "Start", "End"])
    for one in territories:
        sheet.append([one, "Movie", "Le Voyage dans la Lune", "SVOD", "2097-03-01", "2098-03-01"])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def a_browser(sign_in, *roles, markets=()):
    return sign_in(a_colleague("somebody@example.com", *roles, markets=markets))


def test_rights_alone_are_taken_by_who_grants_them_and_only_in_their_markets(
    sign_in, markets, moon
):
    browser = a_browser(sign_in, Role.RIGHTS, markets=("FR",))
    page = send(browser, offers("FR", "DE"), "a.xlsx")
    assert "This is about Germany, and you act in France only. An owner can change that." in text(
        page
    )
    assert "/take/" not in text(page)
    address = page.redirect_chain[-1][0] + "take/"
    assert browser.post(address).status_code == 403
    assert rights.windows(title_id=moon) == ()
    take(browser, send(browser, offers("FR"), "a.xlsx"))
    assert [one.window.territory for one in rights.windows(title_id=moon)] == ["FR"]


def test_who_grants_rights_makes_no_titles(sign_in, markets):
    page = send(a_browser(sign_in, Role.RIGHTS))
    assert "You may look at the desk “Publish” and change nothing there." in text(page)
    assert "/take/" not in text(page)


def test_who_makes_titles_grants_no_rights(sign_in, markets, moon):
    page = send(a_browser(sign_in, Role.PROGRAMMER), offers("FR"), "a.xlsx")
    assert "You may look at the desk “Rights” and change nothing there." in text(page)


def test_who_only_reads_sends_no_file(sign_in, markets):
    page = send(a_browser(sign_in, Role.READER))
    assert "You may look at titles and rights here, and import none." in text(page)
    assert page.redirect_chain == []


def test_what_is_left_out_is_said(console):
    told = (
        '<m:CoreMetadata xmlns:m="http://www.movielabs.com/schema/mdmec/v2.9" '
        'xmlns:md="http://www.movielabs.com/schema/md/v2.9/md"><m:Basic ContentID="md:cid:org:x:1">'
        '<md:LocalizedInfo language="fr"><md:TitleDisplayUnlimited>La Mer</md:TitleDisplayUnlimited>'
        "<md:Genre>Nordic noir</md:Genre></md:LocalizedInfo><md:ReleaseYear>1902</md:ReleaseYear>"
        "<md:WorkType>movie</md:WorkType><md:OriginalLanguage>fr</md:OriginalLanguage>"
        "</m:Basic></m:CoreMetadata>"
    )
    page = text(send(console, told.encode(), "mer.xml"))
    assert "What is left out, or to be known" in page
    assert "Genre “Nordic noir” is not known here and left out." in page
    assert '<strong dir="auto">la-mer</strong>' in page


def test_who_opens_what_is_not_ready_says_why(console, markets, moon):
    book = Workbook()
    sheet = book.active
    sheet.append(["Territory", "WorkType", "TitleDisplayUnlimited", "LicenseType", "StartCondition", "EndCondition"])  # fmt: skip
    sheet.append(["FR", "Movie", "Le Voyage dans la Lune", "SVOD", "Immediate", "Open"])
    written = BytesIO()
    book.save(written)
    page = send(console, written.getvalue(), "a.xlsx")
    assert "Not ready to open" in text(page)
    assert "It is not ready to open in France. It still lacks: " in text(page)
    assert "Say why they open all the same: nothing was imported." in text(take(console, page))
    assert rights.windows(title_id=moon) == ()
    answer = take(console, page, override="The festival shows it tonight.")
    assert "“a.xlsx” is imported." in text(answer)
    [kept] = deliveries.overrides(title_id=moon)
    assert (kept.territory, kept.reason) == ("FR", "The festival shows it tonight.")
