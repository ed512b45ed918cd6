"""Tokens of an outside issuer (a Supabase project, say): they say who, and no more; the roster says the rest.

One issuer, one audience, one algorithm, and keys from one place, all by setting; nothing that a token's own header says
of keys is followed. What was last fetched is kept, so that people come in while the issuer cannot be reached.
"""

import asyncio
import json
import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import httpx
import jwt

from shared_models.errors import CommandError, Expired, Unauthorized, ValidationFailed
from shared_models.host import is_loopback
from shared_models.values import identifier

log = logging.getLogger("lazarette.http")

Algorithm = Literal["HS256", "RS256", "ES256", "EdDSA"]
_KEY_TYPES = {"RS256": "RSA", "ES256": "EC", "EdDSA": "OKP"}
_SECRET_BYTES = 32
_RSA_BITS = 2048
_FETCH_EVERY_S = 60.0
"""How often keys are asked for at most, whatever key ids tokens name."""
_FETCH_TIMEOUT_S = 5.0
_MOST_BYTES = 256_000
_AHEAD_S = 60
"""How far the issuer's clock may be ahead."""
_CACHE_SIZE = 2048


@dataclass
class OutsideIssuer:
    """`secret` for HS256, else `keys_from`: a file or URL with a JSON Web Key Set (RFC 7517). `kept`: where the last
    set is kept. Raises CommandError if they do not fit together."""

    name: str
    audience: str
    algorithm: Algorithm
    user_claim: str
    secret: bytes | None
    keys_from: str | None
    kept: Path
    steady_s: Callable[[], float] = time.monotonic
    _keys: dict[str, Any] = field(default_factory=dict)
    _asked_s: float | None = None
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    _checked: dict[str, tuple[str, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.algorithm == "HS256":
            if self.keys_from is not None or self.secret is None or len(self.secret) < _SECRET_BYTES:
                raise CommandError(f"HS256 needs OUTSIDE_SECRET of {_SECRET_BYTES} bytes or more, and no OUTSIDE_KEYS.")
        elif self.keys_from is None or self.secret is not None:
            raise CommandError(f"{self.algorithm} needs OUTSIDE_KEYS, a file or URL, and no OUTSIDE_SECRET.")
        elif "://" in self.keys_from:
            url = httpx.URL(self.keys_from)
            if url.scheme != "https" and not (url.scheme == "http" and is_loopback(url.host)):
                raise CommandError("OUTSIDE_KEYS must be a file or an https URL.")

    async def user_id(self, token: str, now_s: int) -> str:
        """The person a token is for. Raises Unauthorized, or Expired if it was good once."""
        known = self._checked.get(token)
        if known is None:
            known = await self._verified(token, now_s)
            if len(self._checked) >= _CACHE_SIZE:
                self._checked.clear()
            self._checked[token] = known
        if known[1] <= now_s:
            raise Expired
        return known[0]

    async def _verified(self, token: str, now_s: int) -> tuple[str, float]:
        try:
            key = await self._key(jwt.get_unverified_header(token))
            claims = jwt.decode(
                token, key, algorithms=[self.algorithm], audience=self.audience, issuer=self.name,
                options={
                    "require": ["iss", "aud", "exp", self.user_claim], "verify_iat": False, "verify_exp": False,
                    "verify_nbf": False, "verify_sub": False, "strict_aud": False,
                },
            )  # fmt: skip
            expires, not_before = claims["exp"], claims.get("nbf", now_s)
            if any(isinstance(at, bool) or not isinstance(at, int | float) for at in (expires, not_before)):
                raise Unauthorized
            if not_before > now_s + _AHEAD_S:
                raise Unauthorized("This token is not valid yet.")
            return identifier(claims[self.user_claim], self.user_claim), expires
        except (jwt.PyJWTError, ValidationFailed, ValueError, TypeError, OverflowError) as error:
            raise Unauthorized from error

    async def _key(self, header: dict[str, Any]) -> Any:
        if header.get("alg") != self.algorithm:
            raise Unauthorized
        if self.secret is not None:
            return self.secret
        kid = header.get("kid")
        found = self._found(kid)
        if found is None:
            await self._ask(kid)
            found = self._found(kid)
        if found is None:
            raise Unauthorized
        return found

    def _found(self, kid: object) -> Any:
        if kid is None and len(self._keys) == 1:
            return next(iter(self._keys.values()))
        return self._keys.get(kid) if isinstance(kid, str) else None

    async def _ask(self, kid: object) -> None:
        """Fetch the keys anew, unless that was done just now; what cannot be had leaves those that are known."""
        async with self._asking:
            now_s = self.steady_s()
            if self._found(kid) or (self._asked_s is not None and now_s - self._asked_s < _FETCH_EVERY_S):
                return
            self._asked_s = now_s
            try:
                text = await self._fetched()
                keys = _read(text, self.algorithm)
            except (OSError, httpx.HTTPError, ValueError, TypeError) as error:
                log.warning("the keys of the outside issuer could not be had: %s", type(error).__name__)
                if not self._keys and self.kept.exists():
                    self._keys = _read(await asyncio.to_thread(self.kept.read_bytes), self.algorithm)
                return
            self._keys = keys
            self._checked.clear()
            await asyncio.to_thread(_keep, self.kept, text)

    async def _fetched(self) -> bytes:
        assert self.keys_from is not None
        if "://" not in self.keys_from:
            return await asyncio.to_thread(Path(self.keys_from).read_bytes)
        text = bytearray()
        async with (
            asyncio.timeout(_FETCH_TIMEOUT_S),
            httpx.AsyncClient(trust_env=False) as client,
            client.stream("GET", self.keys_from) as answer,
        ):
            if answer.status_code != 200:
                raise ValueError("no keys came")
            async for piece in answer.aiter_bytes():
                text += piece
                if len(text) > _MOST_BYTES:
                    raise ValueError("too many keys came")
        return bytes(text)


def _read(text: bytes, algorithm: Algorithm) -> dict[str, Any]:
    """The keys that fit the algorithm, by their id. Raises ValueError if there are none."""
    found: dict[str, Any] = {}
    for number, entry in enumerate(json.loads(text)["keys"]):
        fits = entry.get("kty") == _KEY_TYPES[algorithm] and entry.get("use", "sig") == "sig"
        if not fits or entry.get("alg", algorithm) != algorithm:
            continue
        key = jwt.PyJWK.from_dict({name: entry[name] for name in entry if name != "d"}, algorithm=algorithm).key
        if algorithm == "RS256" and key.key_size < _RSA_BITS:
            continue
        found[str(entry.get("kid", number))] = key
    if not found:
        raise ValueError("none of the keys fits")
    return found


def _keep(path: Path, text: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(text)
    os.replace(part, path)
