"""Access tokens: EdDSA, issued by the node or the shore, each good only where it was issued (safety.md §3).

A token says who; role and yacht come from the roster at the time of the request.
"""

import hmac
from dataclasses import dataclass
from pathlib import Path

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from shared_models.errors import Expired, Unauthorized, ValidationFailed
from shared_models.host import kept_secret
from shared_models.values import identifier

KEY_BYTES = 32
_ALGORITHM = "EdDSA"
_TYPE = "at+jwt"
KEY_BYTES = 32
"""Of an Ed25519 public key."""
_CACHE_SIZE = 2048
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODY = _HASHER.hash("nobody has this PIN")


def private_key(path: Path) -> Ed25519PrivateKey:
    """The key in the file, made on first use and readable by its owner alone."""

    def drawn() -> bytes:
        return Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())

    return Ed25519PrivateKey.from_private_bytes(kept_secret(path, drawn))


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """The 32 bytes of the public key."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def rotation_message(node_id: str, old_key: bytes, new_key: bytes) -> bytes:
    """What a node signs, with both keys, to put one in the place of the other. No exchange signs such a text."""
    return f"lazarette rotates a node's key: {node_id} {old_key.hex()} {new_key.hex()}".encode()


def verifier(raw: bytes) -> Ed25519PublicKey:
    """The public key of 32 bytes."""
    return Ed25519PublicKey.from_public_bytes(raw)


def hash_pin(pin: str, pepper: bytes) -> str:
    """argon2id of a PIN with the yacht's pepper, which is kept beside the database and never in it."""
    return _HASHER.hash(_peppered(pin, pepper))


def _peppered(pin: str, pepper: bytes) -> bytes:
    return hmac.digest(pepper, pin.encode("utf-8", "surrogatepass"), "sha256")


def pin_matches(pin_hash: str | None, pin: str, pepper: bytes) -> bool:
    """Whether the PIN is right; takes as long for nobody as for somebody."""
    try:
        return _HASHER.verify(pin_hash or _NOBODY, _peppered(pin, pepper)) and pin_hash is not None
    except (VerificationError, InvalidHashError):
        return False


@dataclass(frozen=True)
class Claims:
    """What a token says: who, and which sign-in it belongs to."""

    user_id: str
    session_id: str
    expires_s: int


@dataclass
class Issuer:
    """Issues and checks the tokens of one node or of the shore. `name` is both issuer and audience."""

    name: str
    key: Ed25519PrivateKey
    lifetime_s: int

    def __post_init__(self) -> None:
        self._checked: dict[str, Claims] = {}

    def issue(self, user_id: str, session_id: str, now_s: int, lifetime_s: int | None = None) -> str:
        """A token for a person's sign-in."""
        claims = {"iss": self.name, "aud": self.name, "sub": user_id, "sid": session_id, "iat": now_s}
        claims["exp"] = now_s + (lifetime_s or self.lifetime_s)
        return jwt.encode(claims, self.key, algorithm=_ALGORITHM, headers={"typ": _TYPE})

    def check(self, token: str, now_s: int) -> Claims:
        """Whom a token is for. Raises Unauthorized; Expired if it was good once.

        `iat` is not compared: a clock that was once ahead must not lock the crew out.
        """
        known = self._checked.get(token)
        if known is None:
            known = self._verified(token)
            if len(self._checked) >= _CACHE_SIZE:
                self._checked.clear()
            self._checked[token] = known
        if known.expires_s <= now_s:
            raise Expired
        return known

    def _verified(self, token: str) -> Claims:
        try:
            if jwt.get_unverified_header(token).get("typ") != _TYPE:
                raise Unauthorized
            claims = jwt.decode(
                token, self.key.public_key(), algorithms=[_ALGORITHM], audience=self.name, issuer=self.name,
                options={
                    "require": ["iss", "aud", "sub", "sid", "exp"], "verify_iat": False, "verify_exp": False,
                    "verify_nbf": False,
                },
            )  # fmt: skip
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise Unauthorized from error
        expires = claims["exp"]
        if not isinstance(expires, int):
            raise Unauthorized
        try:
            return Claims(identifier(claims["sub"], "sub"), identifier(claims["sid"], "sid"), expires)
        except ValidationFailed as error:
            raise Unauthorized from error
