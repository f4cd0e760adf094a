"""Tokens of links and visits."""

from __future__ import annotations

from lanterne.core import tokens


def test_what_is_kept_of_a_token_is_found_again_for_its_purpose_alone():
    token, kept = tokens.fresh("lanterne.test.link")

    assert tokens.digest(token, "lanterne.test.link") == kept
    assert kept not in token
    assert token not in kept
    assert tokens.digest(token, "lanterne.test.visit") is None


def test_what_we_did_not_sign_is_no_token():
    token, _ = tokens.fresh("lanterne.test.link")

    for told in (token[:-1], token + "x", "", "x", None, 7):
        assert tokens.digest(told, "lanterne.test.link") is None


def test_no_two_are_alike_and_each_is_one_word_of_an_address():
    made = {tokens.fresh("lanterne.test.link")[0] for _ in range(20)}

    assert len(made) == 20
    assert all(one.replace("-", "").replace("_", "").replace(".", "").isalnum() for one in made)
