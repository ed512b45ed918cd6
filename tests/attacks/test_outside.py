"""Tokens of an outside issuer: ashore they say who and nothing more; a node never takes them."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi import FastAPI

from cloud_sync.outside import OutsideIssuer
from deploy.servers import serving
from shared_models.errors import CommandError, Expired, Unauthorized
from shared_models.limits import Limits
from tests.acceptance.conftest import Tried
from tests.attacks.test_tokens import LIST, forged

NAME, AUDIENCE, PERSON = "https://project.example/auth/v1", "authenticated", str(uuid4())
SECRET = b"a secret of the outside issuer, 40 bytes"
NOW_S = int(time.time())


def claims(**changed: Any) -> dict[str, Any]:
    whole = {"iss": NAME, "aud": AUDIENCE, "sub": PERSON, "exp": NOW_S + 600, "role": "authenticated", **changed}
    return {name: value for name, value in whole.items() if value is not ...}


def key_set(**keys: ec.EllipticCurvePrivateKey) -> bytes:
    entries = [
        {**jwt.algorithms.ECAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig"}
        for kid, key in keys.items()
    ]
    return json.dumps({"keys": entries}).encode()


def by_secret(tmp_path: Path, secret: bytes = SECRET) -> OutsideIssuer:
    return OutsideIssuer(NAME, AUDIENCE, "HS256", "sub", secret, None, tmp_path / "kept.json")


def by_keys(tmp_path: Path, keys_from: str, steady_s: Callable[[], float] = time.monotonic) -> OutsideIssuer:
    return OutsideIssuer(NAME, AUDIENCE, "ES256", "sub", None, keys_from, tmp_path / "kept.json", steady_s)


async def refused(issuer: OutsideIssuer, token: str) -> None:
    with pytest.raises(Unauthorized):
        await issuer.user_id(token, NOW_S)


async def a_token_with_the_shared_secret_says_who(tmp_path: Path) -> None:
    issuer = by_secret(tmp_path)
    token = jwt.encode(claims(), SECRET, algorithm="HS256")
    assert await issuer.user_id(token, NOW_S) == PERSON
    with pytest.raises(Expired):
        await issuer.user_id(token, NOW_S + 600)


async def a_token_that_is_wrong_in_any_way_is_refused(tmp_path: Path) -> None:
    issuer = by_secret(tmp_path)
    for changed in (
        {"iss": "https://other.example"}, {"iss": ...}, {"aud": "anon"}, {"aud": ...}, {"sub": ...}, {"sub": "x"},
        {"sub": 7}, {"exp": ...}, {"exp": "x"}, {"exp": True}, {"exp": NOW_S - 1}, {"nbf": NOW_S + 3600}, {"nbf": "x"},
        {"exp": [1]}, {"sub": "\0"},
    ):  # fmt: skip
        await refused(issuer, jwt.encode(claims(**changed), SECRET, algorithm="HS256"))
    for algorithm in ("HS384", "HS512"):
        await refused(issuer, jwt.encode(claims(), SECRET.ljust(64, b"x"), algorithm=algorithm))
    await refused(issuer, jwt.encode(claims(), b"another secret, that is long enough", algorithm="HS256"))
    for name in ("none", "None", "", None, 7):
        await refused(issuer, forged({"alg": name, "typ": "JWT"}, claims(), lambda _: b""))


async def a_public_key_is_no_secret_and_a_key_of_the_tokens_own_is_no_key(tmp_path: Path) -> None:
    key, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    (tmp_path / "keys.json").write_bytes(key_set(a=key))
    issuer = by_keys(tmp_path, str(tmp_path / "keys.json"))
    assert await issuer.user_id(jwt.encode(claims(), key, algorithm="ES256", headers={"kid": "a"}), NOW_S) == PERSON
    assert await issuer.user_id(jwt.encode(claims(), key, algorithm="ES256"), NOW_S) == PERSON
    public = key.public_key()
    for encoding in (Encoding.PEM, Encoding.DER):
        secret = public.public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo)

        def sign(text: bytes, secret: bytes = secret) -> bytes:
            return hmac.new(secret, text, hashlib.sha256).digest()

        await refused(issuer, forged({"alg": "HS256", "kid": "a"}, claims(), sign))
    jwk = json.loads(key_set(a=own))["keys"][0]
    for header in ({"kid": "a"}, {"jwk": jwk}, {"kid": "a", "jwk": jwk}, {"jku": "http://127.0.0.1:9/"},
                   {"kid": "../a"}, {"kid": "' OR 1=1 --"}, {"kid": "a", "x5u": "http://127.0.0.1:9/"}):  # fmt: skip
        await refused(issuer, jwt.encode(claims(), own, algorithm="ES256", headers=header))
    weak = rsa.generate_private_key(65537, 2048)
    await refused(issuer, jwt.encode(claims(), weak, algorithm="RS256", headers={"kid": "a"}))


async def a_new_key_is_fetched_once_in_a_while_and_the_last_ones_serve_when_none_come(tmp_path: Path) -> None:
    old, new = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    app, served, asked, now_s = FastAPI(), {"keys": key_set(old=old)}, [0], [0.0]

    @app.get("/keys")
    async def keys() -> Any:
        asked[0] += 1
        return json.loads(served["keys"])

    old_token = jwt.encode(claims(), old, algorithm="ES256", headers={"kid": "old"})
    new_token = jwt.encode(claims(), new, algorithm="ES256", headers={"kid": "new"})
    async with serving(app, "127.0.0.1", 0, Limits()) as url:
        issuer = by_keys(tmp_path, f"{url}/keys", lambda: now_s[0])
        assert await issuer.user_id(old_token, NOW_S) == PERSON
        served["keys"] = key_set(old=old, new=new)
        for number in range(50):
            await refused(issuer, jwt.encode(claims(), new, algorithm="ES256", headers={"kid": f"x{number}"}))
        assert asked == [1]
        now_s[0] = 61
        assert await issuer.user_id(new_token, NOW_S) == PERSON
        assert asked == [2]
    now_s[0] = 200
    other = jwt.encode(claims(sub=str(uuid4())), new, algorithm="ES256", headers={"kid": "new"})
    assert await issuer.user_id(other, NOW_S)
    await refused(issuer, jwt.encode(claims(), new, algorithm="ES256", headers={"kid": "gone"}))
    again = by_keys(tmp_path, f"{url}/keys")
    assert await again.user_id(new_token, NOW_S) == PERSON, "started anew while the issuer cannot be reached"


def what_does_not_fit_together_is_told(tmp_path: Path) -> None:
    for words in (("HS256", None, None), ("HS256", b"short", None), ("HS256", SECRET, "keys.json"),
                  ("ES256", None, None), ("ES256", SECRET, "keys.json"),
                  ("RS256", None, "http://keys.example/")):  # fmt: skip
        algorithm, secret, keys_from = words
        with pytest.raises(CommandError):
            OutsideIssuer(NAME, AUDIENCE, algorithm, "sub", secret, keys_from, tmp_path / "kept")  # type: ignore[arg-type]


async def a_person_of_the_roster_comes_in_ashore_by_it_and_on_board_not(tried: Tried, tmp_path: Path) -> None:
    people = tried.world.shore.backend.people
    people.outside = by_secret(tmp_path)
    try:
        crew = tried.world.yachts[0].described["users"]["crew"]["user_id"]
        token = jwt.encode(
            claims(sub=crew, app_metadata={"role": "captain"}, role="captain"), SECRET, algorithm="HS256"
        )
        headers = {"authorization": f"Bearer {token}"}
        answer = await tried.shores[0].client.get(LIST, headers=headers)
        assert answer.status_code == 200
        assert (await tried.shores[0].client.get("/v1/actions/list", headers=headers)).json()["role"] == "crew"
        assert (await tried.nodes[0].client.get(LIST, headers=headers)).status_code == 401
        stranger = jwt.encode(claims(), SECRET, algorithm="HS256")
        answer = await tried.shores[0].client.get(LIST, headers={"authorization": f"Bearer {stranger}"})
        assert answer.status_code == 401
        out = await tried.shores[0].client.post("/v1/auth/sign-out", json={}, headers=headers)
        assert out.json()["ended"] == 0
        assert (await tried.shores[0].crew.get(LIST)).status_code == 200, "a sign-in of the shore's own goes on"
    finally:
        people.outside = None
