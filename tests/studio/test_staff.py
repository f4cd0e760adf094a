"""What somebody of a role finds in the console, is told when it is not theirs, and how owners give roles."""

from __future__ import annotations

import pytest

from lanterne.accounts import staff
from lanterne.accounts.roles import Role, Standing
from lanterne.core import audit
from lanterne.rights import queries as rights
from lanterne.rights import services as rights_services
from lanterne.rights.rules import Holdback, Period
from tests.cast import PASSWORD, a_colleague
from tests.studio.conftest import NOW
from tests.titles import a_window, published

WINDOW = {"territory": "DE", "opens": "2030-01-01T00:00"}


@pytest.fixture
def as_a(sign_in, markets):
    """Sign in as somebody of these roles: ``as_a(Role.RIGHTS, markets=("FR",))``."""

    def signed_in(*roles: Role, **more):
        return sign_in(a_colleague("ines@example.com", *roles, **more))

    return signed_in


def text(answer) -> str:
    return answer.content.decode()


def refusal(answer) -> str:
    assert answer.status_code == 403
    return answer.context["sentence"]


def menu(client) -> list[str]:
    page = text(client.get("/studio/"))
    rooms = ("titles", "jobs", "renewals", "staff", "audit")
    return [room for room in rooms if f'"name": "{room}"' in page]


@pytest.mark.parametrize(
    ("role", "rooms"),
    [
        (Role.OWNER, ["titles", "jobs", "renewals", "staff", "audit"]),
        (Role.EDITORIAL, ["titles", "jobs", "renewals"]),
        (Role.FINANCE, ["titles", "staff", "audit"]),
    ],
)
def test_the_menu_has_the_rooms_that_a_role_may_open(as_a, role, rooms):
    assert menu(as_a(role)) == rooms


def test_what_another_role_does_is_refused_in_the_frame_with_who_does_it(as_a, moon):
    client = as_a(Role.FINANCE)
    answer = client.get("/studio/jobs/")
    assert refusal(answer) == (
        "The desk “Deliveries” is not open to you. It is to these roles: Owner, Programmer, Rights, "
        "Post-production, Editorial, Support, Read-only."
    )
    assert '"name": "titles"' in text(answer)
    assert refusal(client.post(f"/studio/titles/{moon}/words/fr/", {"name": "Lune"})) == (
        "You may look at the desk “Publish” and change nothing there. These roles may: Owner, Programmer, "
        "Editorial."
    )


def test_a_foreign_market_is_refused_by_name_and_nothing_changes(as_a, moon):
    theirs = a_window(moon, "DE")
    client = as_a(Role.RIGHTS, markets=("FR", "BE"))
    before = len(audit.lines())
    sentence = (
        "This is about Germany, and you act in Belgium, France only. An owner can change that."
    )
    place = f"/studio/titles/{moon}/windows/"
    assert refusal(client.post(place, WINDOW)) == sentence
    assert refusal(client.get(f"{place}{theirs}/")) == sentence
    assert refusal(client.post(f"{place}{theirs}/withdraw/")) == sentence
    assert [one.id for one in rights.windows(title_id=moon)] == [theirs]
    assert len(audit.lines()) == before


def test_an_own_market_is_granted(as_a, moon):
    client = as_a(Role.RIGHTS, markets=("FR", "BE"))
    client.post(f"/studio/titles/{moon}/windows/", {**WINDOW, "territory": "BE"})
    assert [one.window.territory for one in rights.windows(title_id=moon)] == ["BE"]


def test_a_second_territory_in_the_form_slips_through_no_door(as_a, moon):
    client = as_a(Role.RIGHTS, markets=("FR",))
    said = {**WINDOW, "territory": ["FR", "DE"]}
    assert client.post(f"/studio/titles/{moon}/windows/", said).status_code == 403
    assert rights.windows(title_id=moon) == ()


def test_forms_offer_the_markets_that_are_theirs(as_a, moon):
    client = as_a(Role.RIGHTS, Role.PROGRAMMER, markets=("FR", "BE"))
    rated = client.get(f"/studio/titles/{moon}/facts/").context["rating_form"]
    assert [code for code, _ in rated.fields["territory"].choices] == ["BE", "FR"]
    granted = client.get(f"/studio/titles/{moon}/windows/").context["form"]
    ((_group, markets),) = granted.fields["territory"].choices
    assert [code for code, _ in markets] == ["BE", "FR"]


def test_buttons_are_there_for_windows_of_their_own_market_only(as_a, moon):
    ours, theirs = a_window(moon, "FR"), a_window(moon, "DE")
    page = text(as_a(Role.RIGHTS, markets=("FR",)).get(f"/studio/titles/{moon}/windows/"))
    assert f"/windows/{ours}/withdraw/" in page
    assert f"/windows/{theirs}/" not in page


def test_who_only_reads_finds_no_button_on_any_page_of_a_title(as_a, moon):
    published(moon)
    a_window(moon, "FR")
    client = as_a(Role.READER)
    for page in ("", "film/", "words/", "words/fr/", "facts/", "people/", "pictures/", "windows/"):
        shown = client.get(f"/studio/titles/{moon}/{page}")
        assert shown.status_code == 200, page
        ours = text(shown).partition('<div class="st-page">')[2]
        assert "<button" not in ours, page
        assert 'method="post"' not in ours or "disabled" in ours, page


def test_a_page_that_is_only_read_answers_nothing_else(as_a):
    assert as_a(Role.OWNER).post("/studio/titles/").status_code == 405


def test_staff_without_a_role_are_led_away(sign_in, editor):
    from django.contrib.auth.models import Group

    Group.objects.all().delete()
    assert sign_in(editor).get("/studio/").status_code == 302


def test_an_owner_adds_somebody_who_then_is_listed(as_a):
    client = as_a(Role.OWNER)
    said = {"email": "New@example.com", "password": PASSWORD, "roles": ["post"], "markets": ["FR"]}
    assert client.post("/studio/users/new/", said).url == "/studio/users/"
    card = next(one for one in staff.members() if one.email == "new@example.com")
    assert card.standing == Standing(frozenset([Role.POST]), frozenset(["FR"]))
    line = audit.lines(subject=f"user:{card.id}")[0]
    assert (line.actor.partition(":")[0], line.action) == ("user", "accounts.appoint")
    page = text(client.get("/studio/users/"))
    assert "new@example.com" in page
    assert "Post-production" in page


def test_a_refusal_stands_above_the_form(as_a):
    answer = as_a(Role.OWNER).post(
        "/studio/users/new/", {"email": "ines@example.com", "password": PASSWORD, "roles": ["post"]}
    )
    assert list(answer.context["form"].non_field_errors()) == [
        "There is already an account with this e-mail address."
    ]


def test_an_owner_changes_what_somebody_may_do(as_a, editor):
    client = as_a(Role.OWNER)
    address = f"/studio/users/{editor.user_id}/"
    assert client.get(address).context["form"].initial["roles"]
    client.post(address, {"roles": ["read-only"]})
    card = staff.member(user_id=editor.user_id)
    assert card.standing == Standing(frozenset([Role.READER]))


def test_an_owner_shuts_somebody_out_and_lets_them_in_again(as_a, editor):
    client = as_a(Role.OWNER)
    address = f"/studio/users/{editor.user_id}/"
    for action, is_active in (("accounts.shut_out", False), ("accounts.let_in", True)):
        client.post(address, {"active": ""})
        assert staff.member(user_id=editor.user_id).is_active is is_active
        assert audit.lines(subject=f"user:{editor.user_id}")[0].action == action


def test_the_only_owner_cannot_leave(as_a):
    client = as_a(Role.OWNER)
    (me,) = staff.members()
    for said in ({"roles": ["post"]}, {"active": ""}):
        answer = client.post(f"/studio/users/{me.id}/", said)
        assert list(answer.context["form"].non_field_errors()) == [
            "Somebody has to be the owner: make another one first."
        ]
    assert staff.members() == (me,)


def test_a_subscriber_is_appointed_to_nothing(as_a, subscriber):
    client = as_a(Role.OWNER)
    assert client.get(f"/studio/users/{subscriber.user_id}/").status_code == 404
    assert "subscriber@example.com" not in text(client.get("/studio/users/"))


def test_holding_a_title_back_everywhere_is_for_those_who_act_everywhere(as_a, moon):
    everywhere = rights_services.hold_back(
        title_id=moon, holdback=Holdback(Period(NOW)), reason="", actor="system:cast"
    )
    client = as_a(Role.RIGHTS, markets=("FR", "BE"))
    place = f"/studio/titles/{moon}/holdbacks/"
    offered = client.get(place).context["form"].fields["territory"]
    assert [code for code, _ in offered.choices] == ["BE", "FR"]
    said = {"begins": "2026-12-01T00:00"}
    for sent in (said, {**said, "territory": ""}, {**said, "territory": ["FR", ""]}):
        assert client.post(place, sent).status_code == 403
    assert client.post(f"{place}{everywhere}/lift/").status_code == 403
    assert [one.id for one in rights.holdbacks(title_id=moon)] == [everywhere]
    assert client.post(place, {**said, "territory": "FR"}).status_code == 302
