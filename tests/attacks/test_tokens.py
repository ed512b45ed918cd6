"""Attacks with tokens: each is a 401 (or does nothing), on the node as ashore, and the honest go on."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import uuid4

import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from shared_models.tokens import Issuer, public_bytes
from tests.acceptance.conftest import Side, Tried

LIST = "/v1/shopping-list/items"


def issuer_of(tried: Tried, side: Side) -> Issuer:
    return (
        tried.world.yachts[0].node.backend.people.issuer
        if side.name == "node"
        else tried.world.shore.backend.people.issuer
    )


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


def forged(header: dict[str, Any], claims: dict[str, Any], sign: Callable[[bytes], bytes]) -> str:
    """A token of any header and claims, signed in any way."""
    text = f"{encoded(json.dumps(header).encode())}.{encoded(json.dumps(claims).encode())}"
    return f"{text}.{encoded(sign(text.encode()))}"


def read(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The header and the claims of a token."""
    header, claims, _ = token.split(".")
    return tuple(json.loads(base64.urlsafe_b64decode(part + "==")) for part in (header, claims))  # type: ignore[return-value]


class Forger:
    """What an attacker may have: a crew member's own token, and all that is public."""

    def __init__(self, tried: Tried, side: Side) -> None:
        self.tried, self.side, self.issuer = tried, side, issuer_of(tried, side)
        self.good = side.tokens["crew"]
        self.header, self.claims = read(self.good)

    def signed(self, header: dict[str, Any] | None = None, key: Any = None, **claims: Any) -> str:
        """Rightly signed, with other claims: what a thief of the key, or a defect here, could make."""
        kept = {name: value for name, value in {**self.claims, **claims}.items() if value is not ...}
        return forged({**self.header, **(header or {})}, kept, (key or self.issuer.key).sign)

    async def status(self, token: str) -> int:
        answer = await self.side.client.get(LIST, headers={"authorization": f"Bearer {token}"})
        return answer.status_code


@pytest_asyncio.fixture
async def forger(tried: Tried, side: Side) -> AsyncIterator[Forger]:
    made = Forger(tried, side)
    yield made
    assert await made.status(made.good) == 200


async def an_unsigned_token_is_refused(forger: Forger) -> None:
    for name in ("none", "None", "NONE", "nOnE", "", None):
        token = forged({**forger.header, "alg": name}, forger.claims, lambda _: b"")
        assert await forger.status(token) == 401, name
        assert await forger.status(token.rstrip(".")) == 401, name


async def a_token_signed_with_the_public_key_as_a_password_is_refused(forger: Forger) -> None:
    public = forger.issuer.key.public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    for secret in (public_bytes(forger.issuer.key), pem, der, public_bytes(forger.issuer.key).hex().encode(), b""):
        for name, function in (("HS256", hashlib.sha256), ("HS384", hashlib.sha384), ("HS512", hashlib.sha512)):
            token = forged(
                {**forger.header, "alg": name}, forger.claims,
                lambda text, secret=secret, function=function: hmac.new(secret, text, function).digest(),
            )  # fmt: skip
            assert await forger.status(token) == 401, name


async def a_key_id_leads_nowhere(forger: Forger) -> None:
    own = Ed25519PrivateKey.generate()
    for kid in ("../../../../dev/null", "/dev/null", "' OR 1=1 --", "' UNION SELECT 'x", "http://127.0.0.1:1/key",
                "file:///etc/passwd", "|id", "\0", "x" * 4000, {"a": 1}, ["x"], 7, None):  # fmt: skip
        assert await forger.status(forger.signed({"kid": kid}, own)) == 401, kid
        nothing = forged({**forger.header, "alg": "HS256", "kid": kid}, forger.claims,
                         lambda text: hmac.new(b"", text, hashlib.sha256).digest())  # fmt: skip
        assert await forger.status(nothing) == 401, kid


async def a_key_that_the_token_brings_itself_is_not_taken(forger: Forger) -> None:
    own = Ed25519PrivateKey.generate()
    key = {"kty": "OKP", "crv": "Ed25519", "x": encoded(public_bytes(own)), "kid": "mine", "alg": "EdDSA"}
    for extra in (
        {"jwk": key}, {"jku": "http://127.0.0.1:9/jwks.json"}, {"x5u": "http://127.0.0.1:9/cert.pem"},
        {"x5c": [encoded(public_bytes(own))]}, {"jwk": key, "kid": "mine"}, {"crit": ["b64"], "b64": False},
    ):  # fmt: skip
        assert await forger.status(forger.signed(extra, own)) == 401, extra


async def a_token_of_another_issuer_or_for_another_audience_is_refused(forger: Forger) -> None:
    other = "lazarette-shore" if forger.side.name == "node" else "lazarette-node:" + str(uuid4())
    for wrong in (other, "", forger.issuer.name + "/", forger.issuer.name.upper(), None, ..., 7, {}, [other]):
        assert await forger.status(forger.signed(iss=wrong)) == 401, wrong
        assert await forger.status(forger.signed(aud=wrong)) == 401, wrong


async def a_token_of_another_kind_is_refused(forger: Forger) -> None:
    for kind in ("JWT", "refresh+jwt", "dpop+jwt", "", None, 7, {}):
        assert await forger.status(forger.signed({"typ": kind})) == 401, kind


async def an_expired_token_is_refused(forger: Forger) -> None:
    now_s = int(time.time())
    for expires in (now_s - 1, 0, -1, -(2**70), ..., None, "", "9999999999", 1e30, 2**70 + 0.5, True, [], {}):
        assert await forger.status(forger.signed(exp=expires)) == 401, expires
    assert await forger.status(forger.signed(exp=now_s + 60)) == 200


async def a_token_from_a_clock_that_was_ahead_does_not_lock_its_person_out(forger: Forger) -> None:
    assert await forger.status(forger.signed(iat=int(time.time()) + 10**8, exp=int(time.time()) + 2 * 10**8)) == 200


async def a_token_of_the_other_side_or_of_another_yachts_node_is_refused(tried: Tried, forger: Forger) -> None:
    sides = [*tried.nodes, tried.shores[0]]
    others = [other for other in sides if other.client is not forger.side.client]
    for other in others:
        for token in other.tokens.values():
            assert await forger.status(token) == 401


async def a_token_of_a_node_cannot_be_renamed_to_be_good_ashore(tried: Tried, forger: Forger) -> None:
    other = tried.nodes[1]
    key = tried.world.yachts[1].node.backend.people.issuer.key
    assert await forger.status(forger.signed(key=key, sub=read(other.tokens["captain"])[1]["sub"])) == 401


async def a_person_whom_the_roster_does_not_know_is_refused(forger: Forger) -> None:
    for person in (str(uuid4()), "", None, ..., 7, "' OR 1=1 --", "\0", "\ud800", "x" * 5000, {"a": 1}, [], True):
        assert await forger.status(forger.signed(sub=person)) == 401, person


async def a_person_of_another_yacht_sees_nothing_of_this_one(tried: Tried, forger: Forger) -> None:
    captain = tried.world.yachts[1].described["users"]["captain"]["user_id"]
    item_id, is_node = await forger.side.crew.request(), forger.side.name == "node"
    own = (tried.nodes if is_node else tried.shores)[1].tokens["captain"]
    for token, status in ((forger.signed(sub=captain), 401), (own, 401 if is_node else 404)):
        answer = await forger.side.client.get(f"{LIST}/{item_id}", headers={"authorization": f"Bearer {token}"})
        assert answer.status_code == status


async def a_role_in_the_token_the_body_or_a_header_counts_for_nothing(forger: Forger) -> None:
    item_id = await forger.side.crew.request()
    token = forger.signed(role="captain", roles=["captain"], yacht_id=str(uuid4()), app_metadata={"role": "captain"})
    body = {
        "action": "approve_shopping_list_item", "role": "captain", "actor": {"role": "captain"},
        "context": {"yacht_id": forger.side.yacht_id, "role": "captain", "user_id": str(uuid4())},
        "payload": {"item_id": item_id, "quantity_approved": 1},
    }  # fmt: skip
    headers = {"authorization": f"Bearer {token}", "x-role": "captain", "x-user-role": "captain", "role": "captain",
               "x-user-id": str(uuid4()), "x-yacht-id": str(uuid4())}  # fmt: skip
    answer = await forger.side.client.post("/v1/actions/execute?role=captain", json=body, headers=headers)
    assert answer.status_code == 403


async def a_token_changed_anywhere_is_refused(forger: Forger) -> None:
    header, _, signature = forger.good.split(".")
    captain = forger.tried.world.yachts[0].described["users"]["captain"]["user_id"]
    changed = encoded(json.dumps({**forger.claims, "sub": captain}).encode())
    assert await forger.status(f"{header}.{changed}.{signature}") == 401
    for at in range(0, len(forger.good), 7):
        other = "A" if forger.good[at] != "A" else "Q"
        assert await forger.status(forger.good[:at] + other + forger.good[at + 1 :]) == 401, at


async def a_token_cut_anywhere_or_grown_is_refused(forger: Forger) -> None:
    for length in range(1, len(forger.good), 11):
        assert await forger.status(forger.good[:length]) == 401, length
    for token in (forger.good + ".x", forger.good + "x" * 7000, "x" * 8192, "." * 5000, ".." * 2000,
                  f"{encoded(b'[' * 3000)}.{encoded(b'{' * 3000)}.x", f"{encoded(b'9' * 5000)}.e30.x"):  # fmt: skip
        assert await forger.status(token) == 401
    for size in (9_000, 60_000):
        answer = await forger.side.client.get(LIST, headers={"authorization": "Bearer " + "x" * size})
        assert answer.status_code in (400, 401, 413)


async def two_authorization_headers_are_refused(forger: Forger) -> None:
    captain, crew = forger.side.tokens["captain"], forger.good
    for first, second in ((captain, crew), (crew, captain), ("x", crew), (crew, "x")):
        headers = [("authorization", f"Bearer {first}"), ("authorization", f"Bearer {second}")]
        answer = await forger.side.client.get(LIST, headers=headers)
        assert answer.status_code in (400, 401)


async def a_token_elsewhere_than_in_the_header_is_not_looked_at(forger: Forger) -> None:
    good = forger.good
    for headers in ({"cookie": f"access_token={good}"}, {"x-authorization": f"Bearer {good}"},
                    {"proxy-authorization": f"Bearer {good}"}, {"authorization": good},
                    {"authorization": f"Basic {good}"}, {"authorization": f"Bearer {good},{good}"},
                    {"authorization": f"Bearer Bearer {good}"}):  # fmt: skip
        answer = await forger.side.client.get(LIST, params={"access_token": good}, headers=headers)
        assert answer.status_code == 401, headers
