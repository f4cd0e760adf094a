import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from lanterne.accounts.peers import real_peer
from lanterne.config.proxies import proxies as read_proxies
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_rate_limits():
    from django.core.cache import cache

    cache.clear()


def sign_in(client, email, password):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def signed_in(client):
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize("spelling", ["subscriber@example.com", "Subscriber@EXAMPLE.com"])
def test_a_member_signs_in_by_address_and_password(client, subscriber, spelling):
    response = sign_in(client, spelling, PASSWORD)
    assert (response.status_code, response.url) == (302, reverse("web:home"))
    assert signed_in(client) == str(subscriber.user_id)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("subscriber@example.com", "wrong-horse-battery"),
        ("nobody@example.com", PASSWORD),
        ("subscriber@example.com", ""),
    ],
)
def test_a_wrong_sign_in_is_refused(client, subscriber, email, password):
    assert sign_in(client, email, password).status_code == 200
    assert signed_in(client) is None


def test_guessing_is_slowed_down_even_for_the_right_password(client, subscriber):
    for _ in range(10):
        sign_in(client, subscriber.email, "wrong-horse-battery")
    sign_in(client, subscriber.email, PASSWORD)
    assert signed_in(client) is None


def test_no_header_escapes_the_limit(client, subscriber):
    """Ten a minute from one address, whichever accounts are tried and whatever the headers say."""
    for n in range(10):
        pretended = {"X-Forwarded-For": f"203.0.113.{n}", "X-Real-IP": f"203.0.113.{n}"}
        client.post(
            reverse("account_login"),
            {"login": f"nobody{n}@example.com", "password": "wrong"},
            headers={**pretended, "Forwarded": f"for=203.0.113.{n}"},
        )
    client.post(
        reverse("account_login"),
        {"login": subscriber.email, "password": PASSWORD},
        headers={"X-Forwarded-For": "203.0.113.77"},
    )
    assert signed_in(client) is None


def test_behind_our_own_proxy_each_client_has_a_count(client, subscriber, settings):
    settings.TRUSTED_PROXIES = read_proxies("10.0.0.1, 127.0.0.0/8 ,")
    for n in range(10):
        sign_in(client, f"nobody{n}@example.com", "wrong")
    client.post(
        reverse("account_login"),
        {"login": subscriber.email, "password": PASSWORD},
        headers={"X-Forwarded-For": "203.0.113.77"},
    )
    assert signed_in(client) == str(subscriber.user_id)


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "real"),
    [
        ("198.51.100.7", "", "", "198.51.100.7"),
        ("198.51.100.7", "203.0.113.1", "", "198.51.100.7"),
        ("198.51.100.7", "203.0.113.1", "10.0.0.0/8", "198.51.100.7"),
        ("10.0.0.1", "203.0.113.1", "10.0.0.0/8", "203.0.113.1"),
        ("10.0.0.1", "192.0.2.9, 203.0.113.1", "10.0.0.1", "203.0.113.1"),
        ("10.0.0.1", "192.0.2.9, 203.0.113.1, 10.0.0.2", "10.0.0.0/8", "203.0.113.1"),
        ("10.0.0.1", "192.0.2.9, nonsense", "10.0.0.0/8", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.0/8", "10.0.0.1"),
        ("2001:db8::1", "2001:db8:f::2", "2001:db8::/64", "2001:db8:f::2"),
        ("10.0.0.1", "192.0.2.9, 203.0.113.1:5555", "10.0.0.1", "203.0.113.1"),
        ("10.0.0.1", "203.0.113.1:5555, 10.0.0.2:80", "10.0.0.0/8", "203.0.113.1"),
        ("10.0.0.1", "[2001:db8::1]:80", "10.0.0.1", "2001:db8::1"),
        ("10.0.0.1", "[2001:db8::1]", "10.0.0.1", "2001:db8::1"),
        ("10.0.0.1", "203.0.113.1:post", "10.0.0.1", "10.0.0.1"),
        ("10.0.0.1", "[]:80", "10.0.0.1", "10.0.0.1"),
        ("10.0.0.1", "203.0.113.1", " 192.0.2.1 ,10.0.0.7/8, ", "203.0.113.1"),
    ],
)
def test_the_real_peer_is_the_nearest_that_is_no_proxy_of_ours(peer, forwarded, proxies, real):
    assert real_peer(peer, forwarded=forwarded, proxies=read_proxies(proxies)) == real


@pytest.mark.parametrize("told", ["proxy.example", "10.0.0.0/33", "10.0.0.1 10.0.0.2", "*"])
def test_a_proxy_that_is_no_network_is_refused_at_the_start(told):
    with pytest.raises(ImproperlyConfigured) as refused:
        read_proxies(f"127.0.0.1, {told}")
    assert str(refused.value) == (
        f"LANTERNE_PROXIES names “{told}”, which is no address or network such as 127.0.0.1 or 10.0.0.0/8."
    )


def test_staff_sign_in_at_the_same_door_and_reach_their_console(client, editor):
    response = sign_in(client, editor.email, PASSWORD)
    assert signed_in(client) == str(editor.user_id)
    assert response.url == reverse("wagtailadmin_home")
    assert client.get(response.url).status_code == 200


def test_a_member_does_not_reach_the_console(client, subscriber):
    sign_in(client, subscriber.email, PASSWORD)
    response = client.get(reverse("wagtailadmin_home"))
    assert response.status_code == 302


def test_nobody_is_sent_to_another_site_after_signing_in(client, subscriber):
    response = client.post(
        reverse("account_login"),
        {"login": subscriber.email, "password": PASSWORD, "next": "https://elsewhere.example/"},
    )
    assert response.url == reverse("web:home")


def test_nobody_signs_out_by_following_a_link(client, subscriber):
    sign_in(client, subscriber.email, PASSWORD)
    client.get(reverse("account_logout"))
    assert signed_in(client) == str(subscriber.user_id)
    client.post(reverse("account_logout"))
    assert signed_in(client) is None


def test_nobody_signs_up_without_a_plan(client, db):
    from django.contrib.auth import get_user_model

    client.post(reverse("account_signup"), {"email": "new@example.com", "password1": PASSWORD})
    assert not get_user_model().objects.exists()
    assert signed_in(client) is None
