"""What node and shore each give for the HTTP contract to be served from them, and how an answer is made."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol, TypeVar, runtime_checkable

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from shared_models.changes import Transaction
from shared_models.errors import LazaretteError, RateLimited, Unauthorized
from shared_models.fleet import Wanted
from shared_models.metrics import Gauge
from shared_models.roles import Actor
from shared_models.states import Action
from shared_models.values import canonical

T = TypeVar("T")
Handler = Callable[[Request], Awaitable[Response]]

_TOKEN_CHARACTERS = 8192


class Backend(Protocol):
    """What one side gives for the contract to be served from it."""

    @property
    def version(self) -> str: ...
    @property
    def is_shore(self) -> bool: ...
    @property
    def now_ms(self) -> Callable[[], int]: ...

    async def authenticate(self, token: str) -> list[Actor]:
        """The person, once for each yacht they may act on now. Raises Unauthorized."""
        ...

    async def read(self, actors: Sequence[Actor], job: Callable[[Transaction], Awaitable[T]]) -> T:
        """What a job reads in a transaction on the yachts of these (one person). It waits for nothing else."""
        ...

    async def act(self, actor: Actor, action: Action, payload: dict[str, Any], key: str | None) -> dict[str, Any]:
        """Take an action and answer as `store.act` does. Raises LazaretteError."""
        ...

    async def sign_in(self, name: str, pin: str, client: str) -> dict[str, Any]:
        """A token of a new sign-in. `client`: where it comes from. Raises Unauthorized or RateLimited."""
        ...

    async def change_pin(self, actors: Sequence[Actor], pin: str, new_pin: str, client: str) -> dict[str, Any]:
        """Set the person's own PIN; a token, as all their other sign-ins end. Raises LazaretteError."""
        ...

    async def sign_out(self, actor: Actor, everywhere: bool) -> int:
        """End this sign-in, or all of the person's here; how many."""
        ...

    async def refused(self, what: str, actor: Actor | None = None, **known: str | None) -> None:
        """Write down a refused attempt of weight: what was tried, by whom, and what else is known (client, detail)."""
        ...

    async def sync_status(self, actor: Actor) -> dict[str, Any]:
        """How the actor's yacht stands to the other side."""
        ...

    async def sync_now(self, actor: Actor) -> dict[str, Any]:
        """Try an exchange, then the status; also when the link is down."""
        ...

    async def enabled(self, yacht_id: str) -> bool:
        """Whether the shopping list is switched on for the yacht."""
        ...

    async def as_of(self, yacht_id: str) -> str | None:
        """How old the yacht's data here is: on a node now, ashore its last exchange."""
        ...

    async def gauges(self) -> Sequence[Gauge]:
        """What /metrics shows of now."""
        ...

    async def saw(self, actor: Actor, rows: Sequence[dict[str, Any]]) -> None:
        """Keep what the actor has seen: rows of sightings without `seen_at`."""
        ...


@runtime_checkable
class BoardBackend(Protocol):
    """What a node gives besides: the captain's sealed envelope."""

    async def open_sealed(self, name: str, code: str, new_pin: str, client: str) -> dict[str, Any]:
        """Set a captain's PIN with the sealed code; a token, and the code for the next envelope."""
        ...


@runtime_checkable
class FleetBackend(Protocol):
    """What the shore gives besides, for a manager of several yachts."""

    async def survey(self, actors: Sequence[Actor], job: Callable[[Transaction], Awaitable[T]]) -> T:
        """As `read`, of several yachts, to look at and not to act upon: it may be some seconds older."""
        ...

    async def fleet_status(self, actors: Sequence[Actor], is_counted: bool = False) -> dict[str, dict[str, Any]]:
        """By yacht id, in the order of the actors: yacht_id, name, as_of, backlog, digest_match and position; if it is
        counted, also `counts` of items by status, how many are `critical`, and open `conflicts`."""
        ...

    async def act_together(
        self, actor: Actor, calls: Sequence[tuple[Action, dict[str, Any], str | None]]
    ) -> list[dict[str, Any]]:
        """Take actions (with payload and Idempotency-Key) in one transaction; none if one raises LazaretteError."""
        ...

    async def needs(
        self, actors: Sequence[Actor], wanted: Wanted
    ) -> tuple[list[dict[str, Any]], int, tuple[Any, ...] | None]:
        """A page of what these yachts need, how many parts there are in all, and the place of the last, if more
        follow."""
        ...

    async def enabled_among(self, actors: Sequence[Actor]) -> Collection[str]:
        """The yachts of these for which the shopping list is switched on."""
        ...


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return canonical(value)
    raise TypeError(f"{type(value).__name__} is no JSON value")


def answer(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer. A lone surrogate that a message quotes becomes a question mark."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain)
    return Response(text.encode("utf-8", "replace"), status, headers, "application/json")


async def streamed(pieces: AsyncIterator[bytes], media_type: str, name: str) -> Response:
    """An answer that comes as it is read, to be kept as a file. What fails before its first piece is still a 4xx."""
    first = [await anext(pieces), await anext(pieces)]

    async def following() -> AsyncIterator[bytes]:
        for piece in first:
            yield piece
        async for piece in pieces:
            yield piece

    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(following(), media_type=media_type, headers=headers)


def failure(error: LazaretteError, headers: Mapping[str, str] | None = None) -> Response:
    """The envelope of an error."""
    extra = {"WWW-Authenticate": "Bearer"} if isinstance(error, Unauthorized) else {}
    if isinstance(error, RateLimited):
        extra["Retry-After"] = str(error.retry_after_s)
    return answer(error.envelope(), error.status, {**extra, **(headers or {})})


def defect() -> dict[str, Any]:
    """The envelope of what should not have happened; the details are in the log alone."""
    message = "Something went wrong on our side; it was logged. Try again."
    return {"success": False, "error": {"code": "INTERNAL", "message": message, "status": 500, "field": None}}


def bearer(request: Request) -> str:
    """The token of the Authorization header. Raises Unauthorized."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token or not token.isascii() or len(token) > _TOKEN_CHARACTERS:
        raise Unauthorized
    return token


def client_of(request: Request) -> str:
    """The address that a request comes from."""
    return request.client.host if request.client else "unknown"
