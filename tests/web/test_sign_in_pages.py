"""What is reachable under /account/, and a new password by mail."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.cast import PASSWORD
from tests.web.conftest import browser

KEY = "<uid>-<key>"
# What a stranger's GET is told at every address under /account/ that exists.
ADDRESSES = {
    "account/": 302,
    "account/cancel/": 405,
    "account/resume/": 405,
    "account/pin/": 302,
    "account/pin/remove/": 405,
    "account/login/": 200,
    "account/logout/": 302,
    "account/signup/": 200,
    "account/password/change/": 302,
    "account/password/reset/": 200,
    "account/password/reset/done/": 200,
    "account/password/reset/key/1-nonsense/": 200,
    "account/password/reset/key/done/": 200,
}
# allauth brings these; we have no page for them and need none.
NOWHERE = [
    "inactive/",
    "reauthenticate/",
    "email/",
    "confirm-email/",
    "confirm-email/some-key/",
    "password/set/",
    "login/code/",
    "login/code/confirm/",
    "signup/passkey/",
    "phone/change/",
    "phone/verify/",
]


@pytest.fixture(autouse=True)
def _fresh_limits(db):
    cache.clear()


def text(answer):
    return answer.content.decode()


def routes(patterns, before=""):
    for one in patterns:
        whole = before + str(one.pattern).removeprefix("^").removesuffix("$")
        if isinstance(one, URLPattern):
            yield whole
        else:
            yield from routes(one.url_patterns, whole)


def test_the_list_of_addresses_is_whole():
    found = {one for one in routes(get_resolver().url_patterns) if one.startswith("account/")}
    key = r"account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/"
    assert {one.replace(key, "account/password/reset/key/1-nonsense/") for one in found} == set(
        ADDRESSES
    )


@pytest.mark.parametrize(("address", "status"), ADDRESSES.items())
def test_every_address_answers_as_listed_and_looks_like_ours(address, status):
    answer = Client().get(f"/{address}")
    assert answer.status_code == status
    if status == 200:
        assert 'href="/static/ui/tokens.css"' in text(answer)
    if status == 302:
        assert answer.url.startswith(("/account/login/", "/"))


@pytest.mark.parametrize("address", NOWHERE)
def test_the_rest_of_allauth_leads_nowhere(camille, address):
    for client in (Client(), camille):
        for answer in (client.get(f"/account/{address}"), client.post(f"/account/{address}")):
            assert answer.status_code == 404


def test_a_child_does_not_change_the_password(lou, subscriber):
    fields = {"oldpassword": PASSWORD, "password1": "lanterne-1895", "password2": "lanterne-1895"}
    assert lou.get("/account/password/change/").status_code == 403
    assert lou.post("/account/password/change/", fields).status_code == 403
    assert Client().login(email=subscriber.email, password=PASSWORD)


def test_staff_change_theirs(sign_in, editor):
    assert sign_in(editor).get("/account/password/change/").status_code == 200


def ask(email, language="en", client=None):
    client = client or Client(headers={"accept-language": language})
    return client.post("/account/password/reset/", {"email": email})


def test_the_answer_does_not_tell_whether_there_is_an_account(subscriber):
    answers = [ask("subscriber@example.com"), ask("nobody@example.com")]
    assert [(one.status_code, one.url) for one in answers] == [
        (302, "/account/password/reset/done/")
    ] * 2
    pages = [Client().get(one.url).content for one in answers]
    # The tokens against forgery are new in each page.
    bare = [re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", page) for page in pages]
    assert bare[0] == bare[1]
    assert [(one.to, one.subject) for one in mail.outbox] == [
        (["subscriber@example.com"], "A new password for Lanterne"),
        (["nobody@example.com"], "No Lanterne account under this address"),
    ]
    assert "/account/password/reset/key/" not in mail.outbox[1].body


def test_the_link_of_the_mail_opens_once(subscriber):
    ask("Subscriber@Example.com", "fr")
    (sent,) = mail.outbox
    assert sent.subject == "Un nouveau mot de passe pour Lanterne"
    assert sent.body.startswith("Bonjour,\n\nquelqu’un, sans doute vous, a demandé")
    assert "example.com" in sent.body
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", sent.body).group(1)
    client = Client(headers={"accept-language": "fr"})
    form = client.get(link, follow=True)
    assert "Un nouveau mot de passe" in text(form)
    address = form.redirect_chain[-1][0]
    weak = client.post(address, {"password1": "12345678", "password2": "12345678"})
    assert weak.status_code == 200
    new = {"password1": "lanterne-magique-1895", "password2": "lanterne-magique-1895"}
    assert client.post(address, new).url == "/account/password/reset/key/done/"
    assert not Client().login(email=subscriber.email, password=PASSWORD)
    assert browser(subscriber.email, "lanterne-magique-1895")
    again = Client().get(link)
    assert "This link has been used" in text(again)


def test_asking_is_limited(subscriber):
    for _ in range(5):
        assert ask(subscriber.email).status_code == 302
    answer = ask(subscriber.email)
    assert answer.status_code == 429
    assert "A little slower" in text(answer)
    assert len(mail.outbox) == 5


def test_a_silent_mail_server_tells_nothing_either(subscriber, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert ask("subscriber@example.com").url == "/account/password/reset/done/"
    assert "could not be sent" in caplog.text
