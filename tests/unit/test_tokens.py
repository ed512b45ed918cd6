"""Tokens and PINs: each side's tokens are its own, and guessing is held up."""

import base64
import json
from pathlib import Path

import jwt
import pytest

from shared_models.errors import Unauthorized
from shared_models.tokens import Issuer, hash_pin, pin_matches, private_key, public_bytes

NOW_S = 1_800_000_000
USER, SESSION = "1b4e28ba-2fa1-41d2-883f-0016d3cca427", "2c4e28ba-2fa1-41d2-883f-0016d3cca427"


def issuer(folder: Path, name: str = "lazarette-node:1") -> Issuer:
    return Issuer(name, private_key(folder / f"{name}.key"), 3600)


def test_a_token_says_who_until_it_expires(tmp_path: Path) -> None:
    made = issuer(tmp_path)
    token = made.issue(USER, SESSION, NOW_S)
    assert made.check(token, NOW_S).user_id == USER
    assert made.check(token, NOW_S + 3599).session_id == SESSION
    with pytest.raises(Unauthorized):
        made.check(token, NOW_S + 3600)


def test_a_clock_that_was_ahead_locks_nobody_out(tmp_path: Path) -> None:
    made = issuer(tmp_path)
    assert made.check(made.issue(USER, SESSION, NOW_S + 10**7), NOW_S).user_id == USER


def test_a_token_of_another_issuer_or_key_is_no_good(tmp_path: Path) -> None:
    here, there = issuer(tmp_path), issuer(tmp_path, "lazarette-shore")
    renamed = Issuer(here.name, there.key, 3600)
    for other in (there, renamed):
        with pytest.raises(Unauthorized):
            here.check(other.issue(USER, SESSION, NOW_S), NOW_S)


def test_no_other_algorithm_or_kind_of_token_is_taken(tmp_path: Path) -> None:
    made = issuer(tmp_path)
    claims = {"iss": made.name, "aud": made.name, "sub": USER, "sid": SESSION, "iat": NOW_S, "exp": NOW_S + 3600}
    public = base64.b64encode(public_bytes(made.key)).decode().ljust(32, "=")
    bad = [
        jwt.encode(claims, None, algorithm="none", headers={"typ": "at+jwt"}),
        jwt.encode(claims, public, algorithm="HS256", headers={"typ": "at+jwt"}),
        jwt.encode(claims, made.key, algorithm="EdDSA"),
        "a.b.c",
        jwt.encode({k: v for k, v in claims.items() if k != "exp"}, made.key, algorithm="EdDSA",
                   headers={"typ": "at+jwt"}),
        "", "x", "." * 3, json.dumps(claims),
    ]  # fmt: skip
    for token in bad:
        with pytest.raises(Unauthorized):
            made.check(token, NOW_S)


def test_a_pin_matches_its_own_hash_alone() -> None:
    pepper = b"p" * 32
    hashed = hash_pin("4711", pepper)
    assert pin_matches(hashed, "4711", pepper)
    assert not pin_matches(hashed, "4712", pepper)
    assert not pin_matches(None, "4711", pepper)
    assert not pin_matches("no hash", "4711", pepper)


def test_a_hash_without_the_pepper_tells_nothing_of_the_pin() -> None:
    assert not pin_matches(hash_pin("4711", b"p" * 32), "4711", b"q" * 32)


def test_the_key_file_is_its_owners_alone(tmp_path: Path) -> None:
    private_key(tmp_path / "node.key")
    assert (tmp_path / "node.key").stat().st_mode & 0o077 == 0
