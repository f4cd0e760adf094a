"""The newsroom's desk and Wagtail's editor: for those whose desk it is, in the markets that are theirs."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.models import Collection, Locale, Page

from lanterne.accounts.roles import Role
from lanterne.core import audit, clock
from lanterne.facts import queries as facts
from lanterne.newsroom.models import Article, Author, Newsroom, Picture, Release
from lanterne.newsroom.queries import desk
from lanterne.newsroom.services import open_newsroom
from tests.cast import a_colleague
from tests.newsroom.conftest import STAFF, publish

NEXT_YEAR = datetime(2099, 1, 1, tzinfo=UTC)


@pytest.fixture
def article(newsroom):
    return publish()


def _as(sign_in, role, *markets):
    return sign_in(a_colleague(f"{role}@example.com", role, markets=markets))


def test_those_who_write_open_the_editor_and_see_their_article(sign_in, article):
    client = _as(sign_in, Role.EDITORIAL)
    page = client.get(f"/studio/pages/{article}/edit/")
    assert page.status_code == 200
    assert "An office in Paris" in page.content.decode()


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.FINANCE, Role.RIGHTS])
def test_those_who_do_not_write_are_told_no(sign_in, article, role):
    client = _as(sign_in, role)
    for one in (f"pages/{article}/edit/", "pages/", "images/", "newsroom/choose/figures/"):
        assert client.get(f"/studio/{one}").status_code == 403, one


def test_a_figure_is_chosen_from_what_is_on_record(sign_in, newsroom, subscribers):
    client = _as(sign_in, Role.EDITORIAL)
    opened = client.get("/studio/newsroom/choose/figures/").json()
    assert opened["step"] == "choose"
    assert "about 3.5 million households" in opened["html"]
    assert (
        "netflix-fr"
        not in client.get("/studio/newsroom/choose/figures/results/?q=kazoo").content.decode()
    )
    link = re.search(r'href="(/studio/newsroom/choose/figures/chosen/\d+/)"', opened["html"])[1]
    assert client.get(link).json()["result"]["id"] == "netflix-fr"


def test_the_editor_writes_figures_into_sentences(sign_in, article):
    page = _as(sign_in, Role.EDITORIAL).get(f"/studio/pages/{article}/edit/").content.decode()
    assert "newsroom/figure" in page
    assert "&quot;figure&quot;: &quot;/studio/newsroom/choose/figures/&quot;" in page


def test_an_editor_of_one_market_writes_in_no_other(sign_in, article):
    open_newsroom(territory="DE", language="en", name="Germany", actor=STAFF)
    german = Newsroom.objects.get(territory="DE")
    client = _as(sign_in, Role.EDITORIAL, "DE")
    assert client.post(f"/studio/pages/{article}/edit/").status_code == 403
    assert client.get(f"/studio/pages/add/newsroom/article/{german.pk}/").status_code == 200


def test_an_article_is_written_in_the_editor_and_goes_out(sign_in, newsroom, client):
    home = Newsroom.objects.get(locale__language_code="en")
    writer = _as(sign_in, Role.EDITORIAL)
    answer = writer.post(
        f"/studio/pages/add/newsroom/article/{home.pk}/",
        {
            "title": "Jinn opens",
            "slug": "jinn-opens",
            "kind": "article",
            "lead": "The first series in Arabic.",
            "caption": "",
            "body-count": "1",
            "body-0-deleted": "",
            "body-0-order": "0",
            "body-0-type": "heading",
            "body-0-value": "What it is",
            "embargo_zone": "UTC",
            "pins-TOTAL_FORMS": "0",
            "pins-INITIAL_FORMS": "0",
            "action-publish": "1",
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    assert Article.objects.get().title == "Jinn opens"
    assert "What it is" in client.get("/newsroom/fr/en/jinn-opens/").content.decode()


def test_a_draft_goes_out_from_the_page_on_which_it_is_written_and_so_does_what_is_changed(
    sign_in, newsroom, client, subscribers, time_machine
):
    time_machine.move_to("2027-03-01T12:00:00Z", tick=False)
    home = Newsroom.objects.get(locale__language_code="en")
    writer, page = _as(sign_in, Role.EDITORIAL), "/newsroom/fr/en/an-office-in-paris/"
    told = {"title": "An office in Paris", "slug": "an-office-in-paris", "kind": "article"}
    sums = {"body-count": "0", "pins-TOTAL_FORMS": "0", "pins-INITIAL_FORMS": "0"}
    first = {**told, **sums, "lead": "A draft.", "embargo_zone": "UTC"}
    assert writer.post(f"/studio/pages/add/newsroom/article/{home.pk}/", first).status_code == 302
    article = Article.objects.get()
    assert client.get(page).status_code == 404

    place, figure = f"/studio/pages/{article.pk}/edit/", _figure("netflix-fr")
    for lead, at in (("It is out.", "2027-03-02"), ("It was changed.", "2027-03-03")):
        time_machine.move_to(f"{at}T12:00:00Z", tick=False)
        form = {**_opened(writer.get(place)), **figure, "lead": lead, "action-publish": "1"}
        answer = writer.post(place, form)
        assert answer.status_code == 302, answer.context["form"].errors
        assert lead in client.get(page).content.decode()
    release = Release.objects.get()
    assert (release.public_at.day, release.changed_at.day) == (2, 3)
    assert [one.place for one in facts.citations("netflix-fr")] == [f"article:{article.pk}"]
    lines = audit.search(action="newsroom.publish")
    assert [one.subject for one in lines] == [f"article:{article.pk}"] * 2


def _figure(key):
    told = {"count": "1", "0-deleted": "", "0-order": "0", "0-type": "figure"}
    value = {"0-value-claim": key, "0-value-label": ""}
    return {f"body-{name}": said for name, said in {**told, **value}.items()}


def test_a_newsroom_is_opened_from_its_form(sign_in, newsroom):
    place = "/studio/articles/newsrooms/"
    owner = _as(sign_in, Role.OWNER)
    asked = re.findall(r'<(?:input|select)[^>]* name="(\w+)"', owner.get(place).content.decode())
    assert {"territory", "language", "name", "intro"} <= set(asked)
    told = {"territory": "DE", "language": "en", "name": "Germany", "intro": ""}
    assert owner.post(place, told).status_code == 302
    assert Newsroom.objects.get(territory="DE").title == "Germany"


def test_whoever_saves_second_is_told_and_keeps_every_word(article):
    """Two browsers open one draft; what the first saved is in the history whatever the second does."""
    first, second = Client(), Client()
    for client, name in ((first, "anna"), (second, "karim")):
        who = a_colleague(f"{name}@example.com", Role.EDITORIAL)
        client.force_login(get_user_model().objects.get(pk=who.user_id))
    place = f"/studio/pages/{article}/edit/"
    opened = [(client, _opened(client.get(place))) for client in (first, second)]
    answers = [
        client.post(place, {**form, "lead": lead})
        for (client, form), lead in zip(opened, ("By Anna.", "By Karim."), strict=True)
    ]
    assert [one.status_code for one in answers] == [302, 200]
    form = answers[1].context["form"]
    (said,) = form.non_field_errors()
    assert said == (
        "anna@example.com saved this article while you were writing. Your words are still here, and not saved. "
        "Theirs are in its history: look there, then save again to keep yours."
    )
    assert form["lead"].value() == "By Karim."
    again = second.post(place, {**_opened(answers[1]), "lead": "By Karim."})
    assert again.status_code == 302
    # One's own version, which the browser saved a moment ago, is in nobody's way; what lies between it and an older window is.
    own = _opened(second.get(place))
    for _time in range(2):
        assert second.post(place, {**own, "lead": "By Karim."}).status_code == 302
    assert second.post(place, {**opened[1][1], "lead": "By Karim."}).status_code == 200
    kept = Article.objects.get(pk=article).revisions.order_by("-created_at")
    assert [one.content["lead"] for one in kept[:4]] == [*["By Karim."] * 3, "By Anna."]


def _opened(answer):
    """What the editor's page sends back where nothing was changed."""
    page = answer.content.decode()
    marks = re.findall(r'name="(loaded_revision_\w+)" value="([^"]*)"', page)
    body = {"body-count": "0", "pins-TOTAL_FORMS": "0", "pins-INITIAL_FORMS": "0"}
    told = {
        "title": "An office in Paris",
        "slug": "an-office-in-paris",
        "kind": "article",
        "embargo_zone": "UTC",
    }
    return {**told, **body, **dict(marks)}


def test_an_article_that_is_over_may_be_worked_on_and_stays_over(
    sign_in, client, newsroom, time_machine
):
    time_machine.move_to("2027-03-01T12:00:00Z", tick=False)
    article = publish(take_down_at=datetime(2027, 3, 2, 12, tzinfo=UTC))
    time_machine.move_to("2027-03-03T12:00:00Z", tick=False)
    place = f"/studio/pages/{article}/edit/"
    writer = _as(sign_in, Role.EDITORIAL)
    told = {**_opened(writer.get(place)), "lead": "A better lead.", "action-publish": "1"}
    kept = writer.post(place, {**told, "take_down_at": "2027-03-02 12:00"})
    assert kept.status_code == 302, kept.context["form"].errors
    assert client.get("/newsroom/fr/en/an-office-in-paris/").status_code == 404
    refused = writer.post(place, {**_opened(writer.get(place)), "take_down_at": "2027-03-02 13:00"})
    assert refused.context["form"].errors["take_down_at"] == [
        "This time is over. Leave it empty to keep the article."
    ]
    again = writer.post(
        place, {**_opened(writer.get(place)), "lead": "It is back.", "action-publish": "1"}
    )
    assert again.status_code == 302
    assert "It is back." in client.get("/newsroom/fr/en/an-office-in-paris/").content.decode()


def test_the_editor_refuses_an_hour_that_the_clocks_skip(sign_in, newsroom):
    home = Newsroom.objects.get(locale__language_code="en")
    writer = _as(sign_in, Role.EDITORIAL)
    answer = writer.post(
        f"/studio/pages/add/newsroom/article/{home.pk}/",
        {
            "title": "Jinn opens",
            "slug": "jinn-opens",
            "kind": "article",
            "lead": "The first series in Arabic.",
            "body-count": "0",
            "embargo_at": "2027-03-28 02:30",
            "take_down_at": "2027-10-31 02:30",
            "embargo_zone": "Europe/Paris",
            "pins-TOTAL_FORMS": "0",
            "pins-INITIAL_FORMS": "0",
        },
    )
    told = ["The clocks of Europe/Paris skip this time or show it twice. Choose another one."]
    errors = answer.context["form"].errors
    assert (errors["embargo_at"], errors["take_down_at"]) == (told, told)


def test_an_editor_of_one_market_moves_and_copies_nothing_of_another(sign_in, article):
    open_newsroom(territory="DE", language="en", name="Germany", actor=STAFF)
    german = Newsroom.objects.get(territory="DE")
    client = _as(sign_in, Role.EDITORIAL, "DE")
    for one in (
        f"pages/{article}/move/{german.pk}/confirm/",
        f"pages/{article}/copy/",
        f"pages/{article}/revisions/compare/earliest...latest/",
    ):
        assert client.post(f"/studio/{one}").status_code == 403, one
    own = publish("in-germany", territory="DE")
    french = Article.objects.get(pk=article).home.pk
    assert client.post(f"/studio/pages/{own}/move/{french}/confirm/").status_code == 403
    copied = client.post(f"/studio/pages/{own}/copy/", {"new_parent_page": french})
    assert copied.status_code == 403


def test_a_newsroom_that_the_editor_translated_is_opened_like_any_other(sign_in, client, db):
    english = open_newsroom(territory="DE", language="en", name="Germany", actor=STAFF)
    french, _made = Locale.objects.get_or_create(language_code="fr")
    Newsroom.objects.get(pk=english).copy_for_translation(french)
    assert client.get("/newsroom/de/fr/").status_code == 404

    page = open_newsroom(territory="DE", language="fr", name="Allemagne", actor=STAFF)

    assert "Allemagne" in client.get("/newsroom/de/fr/").content.decode()
    writer = _as(sign_in, Role.EDITORIAL)
    assert writer.get(f"/studio/pages/add/newsroom/article/{page}/").status_code == 200
    assert open_newsroom(territory="DE", language="fr", name="Anders", actor=STAFF) == page
    assert Newsroom.objects.filter(territory="DE").count() == 2


def test_what_readers_have_the_address_of_stays_where_it_is(newsroom):
    article = Article.objects.get(pk=publish())
    other = open_newsroom(territory="DE", language="en", name="Germany", actor=STAFF)
    assert not article.can_move_to(Newsroom.objects.get(pk=other))
    article.unpublish()
    assert Article.objects.get(pk=article.pk).can_move_to(Newsroom.objects.get(pk=other))


def test_those_who_write_may_bring_pictures(sign_in, article):
    client = _as(sign_in, Role.EDITORIAL)
    assert client.get("/studio/images/add/").status_code == 200
    assert client.get("/studio/images/?q=still").status_code == 200


def test_the_editor_refuses_a_year_that_no_clock_shows(sign_in, newsroom):
    home = Newsroom.objects.get(locale__language_code="en")
    answer = _as(sign_in, Role.EDITORIAL).post(
        f"/studio/pages/add/newsroom/article/{home.pk}/",
        {
            "title": "Jinn opens",
            "slug": "jinn-opens",
            "kind": "article",
            "lead": "The first series in Arabic.",
            "body-count": "0",
            "embargo_at": "9999-12-31 23:59",
            "embargo_zone": "America/New_York",
            "pins-TOTAL_FORMS": "0",
            "pins-INITIAL_FORMS": "0",
        },
    )
    assert answer.context["form"].errors["embargo_at"] == [
        "No article is held back until such a year."
    ]


def test_a_newsroom_opens_where_every_table_was_emptied(db):
    Page.objects.all().delete()
    Collection.objects.all().delete()
    Locale.objects.all().delete()
    open_newsroom(territory="FR", language="fr", name="Newsroom", actor=STAFF)
    assert publish(language="fr")
    assert Locale.get_default().language_code == "en"


def test_a_broken_picture_is_refused_in_words(sign_in, newsroom):
    held = BytesIO()
    Image.effect_noise((400, 300), 90).save(held, "PNG")
    whole = held.getvalue()
    writer = _as(sign_in, Role.EDITORIAL)
    for content in (whole[: len(whole) // 2], whole[:60] + b"junk"):
        file = SimpleUploadedFile("still.png", content, "image/png")
        answer = writer.post(
            "/studio/images/add/", {"title": "A still", "credit": "Anna Berg", "file": file}
        )
        assert answer.status_code == 200
        assert answer.context["form"].errors["file"]
    assert Picture.objects.count() == 0


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_opened(sign_in, newsroom):
    held = BytesIO()
    Image.new("1", (9000, 8000)).save(held, "PNG")
    # Whoever opened it would find it broken.
    file = SimpleUploadedFile("bomb.png", held.getvalue()[:100], "image/png")
    answer = _as(sign_in, Role.EDITORIAL).post(
        "/studio/images/add/", {"title": "A still", "credit": "Anna Berg", "file": file}
    )
    said = ["This picture has too many pixels: at most 64 million are taken."]
    assert answer.context["form"].errors["file"] == said
    assert Picture.objects.count() == 0


def test_an_author_of_articles_is_kept(sign_in, newsroom):
    author = Author.objects.create(slug="anna", name="Anna Berg")
    publish(author="anna")
    owner = sign_in(a_colleague("root@example.com", Role.OWNER))
    answer = owner.post(f"/studio/snippets/newsroom/author/delete/{author.pk}/", follow=True)
    assert "“Anna Berg” stands above articles and is kept." in answer.content.decode()
    assert Author.objects.filter(pk=author.pk).exists()


def test_the_desk_is_asked_by_standing(newsroom):
    publish("one")
    publish("two", embargo_at=NEXT_YEAR)
    Article.objects.get(pk=publish("three")).unpublish()
    found = {
        standing: [one.title for one in desk(at=clock.now(), standing=standing)]
        for standing in ("public", "embargoed", "draft")
    }
    assert {standing: len(lines) for standing, lines in found.items()} == {
        "public": 1,
        "embargoed": 1,
        "draft": 1,
    }
    assert len(desk(at=clock.now())) == 3


def test_a_copy_that_is_published_at_once_is_read(sign_in, client, article):
    home = Article.objects.get(pk=article).home
    owner = sign_in(a_colleague("root@example.com", Role.OWNER))
    answer = owner.post(
        f"/studio/pages/{article}/copy/",
        {
            "new_title": "Again",
            "new_slug": "again",
            "new_parent_page": home.pk,
            "publish_copies": "1",
        },
    )
    assert answer.status_code == 302
    assert client.get("/newsroom/fr/en/again/").status_code == 200
