"""Where a viewer is, told by those who can be believed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.test import RequestFactory
from mmdb_writer import MMDBWriter
from netaddr import IPSet

from lanterne.accounts.whereabouts import country
from lanterne.config.proxies import proxies
from lanterne.territories.rules import catalogue_territory

# Addresses that are kept for examples, so they are nowhere.
IN_FRANCE, IN_AMERICA, IN_JAPAN, NOWHERE = "192.0.2.7", "198.51.100.7", "2001:db8::7", "203.0.113.7"
PROXY = "10.0.0.1"


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    writer = MMDBWriter(ip_version=6, ipv4_compatible=True, database_type="Country")
    for network, code in (
        ("192.0.2.0/24", "FR"),
        ("198.51.100.0/24", "US"),
        ("2001:db8::/32", "JP"),
    ):
        writer.insert_network(IPSet([network]), {"country": {"iso_code": code}})
    path = tmp_path_factory.mktemp("geoip") / "countries.mmdb"
    writer.to_db_file(str(path))
    return path


@pytest.fixture
def with_table(settings, table):
    settings.GEOIP_FILE = str(table)


@pytest.fixture
def behind_proxy(settings):
    settings.TRUSTED_PROXIES = proxies(PROXY)
    settings.COUNTRY_HEADER = "CF-IPCountry"


def asked(peer, **headers):
    named = {name.replace("_", "-"): told for name, told in headers.items()}
    return country(RequestFactory().get("/", REMOTE_ADDR=peer, headers=named))


def test_without_a_header_and_a_table_nobody_knows():
    assert asked(IN_AMERICA, CF_IPCountry="US", X_Forwarded_For=IN_AMERICA) is None


@pytest.mark.parametrize(
    ("peer", "code"), [(IN_FRANCE, "FR"), (IN_AMERICA, "US"), (IN_JAPAN, "JP"), (NOWHERE, None)]
)
def test_the_table_knows_the_address_that_connected(with_table, peer, code):
    assert asked(peer) == code


@pytest.mark.parametrize("peer", ["", "unix:", "/run/lanterne.sock"])
def test_what_is_no_address_is_nowhere(with_table, peer):
    assert asked(peer) is None


def test_a_stranger_cannot_say_where_they_are(with_table, behind_proxy):
    told = {"CF_IPCountry": "US", "X_Forwarded_For": IN_AMERICA, "X_Country": "US"}
    assert asked(IN_FRANCE, **told) == "FR"
    assert asked(NOWHERE, **told) is None


def test_the_proxy_is_believed_before_the_table(with_table, behind_proxy):
    assert asked(PROXY, CF_IPCountry="JP", X_Forwarded_For=IN_FRANCE) == "JP"


@pytest.mark.parametrize("told", ["XX", "T1", "fr", "FRANCE", "", "FR,US"])
def test_a_word_that_names_no_country_is_none(behind_proxy, told):
    assert asked(PROXY, CF_IPCountry=told) is None


def test_behind_a_proxy_the_table_is_asked_for_whom_it_heard(with_table, behind_proxy):
    assert asked(PROXY, X_Forwarded_For=IN_AMERICA) == "US"
    # What stands before whom our proxy heard was written by that one.
    assert asked(PROXY, X_Forwarded_For=f"{IN_JAPAN}, {IN_AMERICA}") == "US"


@pytest.mark.parametrize(
    ("residence", "stay", "catalogue"),
    [
        ("FR", None, "FR"),
        ("FR", "FR", "FR"),
        ("FR", "BE", "FR"),
        ("FR", "RE", "FR"),
        ("RE", "DE", "RE"),
        ("FR", "CH", "CH"),
        ("FR", "GB", "GB"),
        ("US", "FR", "FR"),
        ("US", "CA", "CA"),
        ("CA", None, "CA"),
    ],
)
def test_inside_the_union_home_decides_and_elsewhere_the_stay(residence, stay, catalogue):
    assert catalogue_territory(residence=residence, stay=stay) == catalogue


@pytest.mark.slow
@pytest.mark.parametrize("content", [None, b"not a table"])
def test_a_table_that_cannot_be_read_stops_the_service_at_its_start(tmp_path, content):
    path = tmp_path / "countries.mmdb"
    if content:
        path.write_bytes(content)
    told = {"LANTERNE_GEOIP": str(path), "LANTERNE_VAR": str(tmp_path), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-c", "from lanterne.config import settings"]
    done = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert f"LANTERNE_GEOIP names {path}, which cannot be read" in done.stderr
