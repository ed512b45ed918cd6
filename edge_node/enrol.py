"""How a node becomes a yacht's, and becomes it again: a one-time code against the node's own public key. And how it
changes that key."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa

from edge_node.database import NodeDatabase, WriteTransaction, alone_with, put_in_place
from edge_node.encryption import DatabaseKey, prove
from edge_node.epochs import begin_epoch
from edge_node.keys import NodeKeys
from edge_node.people import checked_pepper, sealed_code, sealed_code_hash
from edge_node.persist import STATE
from shared_models.entries import GENESIS, derived_node_id, moment
from shared_models.errors import CommandError
from shared_models.host import draw_64_bits, keep_secret
from shared_models.tokens import public_bytes, rotation_message

DATABASE, TOKEN_KEY, PEPPER = "node.db", "tokens.key", "pepper.key"
_TIMEOUT_S = 30


def invitation_of(shore_url: str, code: str) -> str:
    """What the QR code of an enrolment holds: the code is behind the #, so that no browser sends it anywhere."""
    return f"{shore_url.rstrip('/')}#{code}"


def invited_by(text: str) -> tuple[str, str]:
    """The shore's URL and the code of an invitation. Raises CommandError."""
    url, mark, code = text.strip().partition("#")
    if not mark or not code or not url.startswith(("https://", "http://")):
        raise CommandError("That is no invitation: it reads like https://shore.example#1A2B3C4D5E.")
    return url, code


async def enrol(
    data_dir: Path, shore_url: str, code: str, now_ms: int, database_key: DatabaseKey | None = None
) -> tuple[str, str]:
    """Enrol the node in `data_dir`, or enrol it again: what it had not sent stays and comes ashore.

    The yacht's id, and the code for the captain's sealed envelope, which is kept nowhere and is another one each time.
    Raises CommandError; the node is then as it was, and can be tried again.
    """
    put_in_place(data_dir / DATABASE)
    prove(data_dir / DATABASE, database_key)
    with alone_with(data_dir / DATABASE, database_key):
        pass
    state = await _state(data_dir, database_key)
    keys = NodeKeys(data_dir)
    key = keys.waiting() if state else keys.current()
    public = public_bytes(key).hex()
    # from the key: where the answer to a first try was lost, the second one makes no second node
    node_id = state["node_id"] if state else derived_node_id(public_bytes(key))
    body = {"code": code, "node_id": node_id, "public_key": public}
    answer = await _post(shore_url, "enrol", body | ({"yacht_id": state["yacht_id"]} if state else {}))
    if answer.status_code != 200:
        whose = f"; or it is for another yacht than the one whose node is in {data_dir}" if state else ""
        raise CommandError(f"The shore did not accept the code: it is wrong, used or expired{whose}.")
    given = answer.json()
    yacht_id, pepper = str(given["yacht_id"]), checked_pepper(given["pepper"])
    sealed = await become(data_dir, yacht_id, node_id, shore_url, now_ms, pepper, database_key)
    keys.settle(key)
    return yacht_id, sealed


async def rotate_key(data_dir: Path, node_id: str, shore_url: str) -> None:
    """Give the node a new key, also while it runs. Raises CommandError; what is left half done, the next one ends."""
    keys = NodeKeys(data_dir)
    old, new = keys.current(), keys.waiting()
    message = rotation_message(node_id, public_bytes(old), public_bytes(new))
    body = {"node_id": node_id}
    for name, key in (("old", old), ("new", new)):
        body |= {f"{name}_key": public_bytes(key).hex(), f"{name}_signature": key.sign(message).hex()}
    answer = await _post(shore_url, "rotate", body)
    if answer.status_code != 200:
        raise CommandError("The shore does not know this node by its key, or has revoked it; enrol it again.")
    keys.settle(new)


async def _post(shore_url: str, what: str, body: Mapping[str, str]) -> httpx.Response:
    """Raises CommandError if there is no answer, and says whether the shore may have done it."""
    try:
        async with httpx.AsyncClient(timeout=_TIMEOUT_S, trust_env=False) as client:
            return await client.post(f"{shore_url.rstrip('/')}/v1/nodes/{what}", json=body)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
        raise CommandError(f"The shore at {shore_url} does not answer: {type(error).__name__}.") from error
    except httpx.HTTPError as error:
        raise CommandError(
            f"The shore's answer was lost ({type(error).__name__}): it may have been done. Try again;"
            " if a code is refused then, it was used: ask for a new one."
        ) from error


async def _state(data_dir: Path, database_key: DatabaseKey | None) -> Mapping[str, Any] | None:
    """The node_state row of the node in the folder, if there is one."""
    if not (data_dir / DATABASE).exists():
        return None
    database = await NodeDatabase(data_dir / DATABASE, database_key).open()
    try:
        async with database.reading() as tx:
            rows = await tx.rows(sa.select(STATE))
        return rows[0] if rows else None
    finally:
        await database.close()


async def become(
    data_dir: Path, yacht_id: str, node_id: str, shore_url: str, now_ms: int, pepper: bytes,
    database_key: DatabaseKey | None = None,
) -> str:  # fmt: skip
    """Write down who this node is, with an epoch of its own, in a database that is encrypted if there is a key; the
    code for the captain's sealed envelope. A node that is the yacht's already begins another epoch."""
    keep_secret(data_dir / PEPPER, pepper)
    code = sealed_code()
    database = await NodeDatabase(data_dir / DATABASE, database_key).open()

    async def written(tx: WriteTransaction) -> None:
        if await tx.rows(sa.select(STATE.c.node_id)):
            text = "This node was enrolled again. What it had not sent is recorded again if the shore lacks it."
            await begin_epoch(tx, now_ms, draw_64_bits, text)
            sealed = sealed_code_hash(code, pepper)
            await tx.rows(STATE.update().values(shore_url=shore_url, sealed_code_hash=sealed))
            return
        state = {
            "yacht_id": yacht_id, "node_id": node_id, "epoch": draw_64_bits(), "seq": 0, "chain": GENESIS,
            "clock_ms": 0, "clock_counter": 0, "position": 0, "digest": GENESIS, "generation": "",
            "reference_version": 0, "number": 0, "ahead": "", "ahead_until": 0, "shore_url": shore_url,
            "enrolled_at": moment(now_ms), "sealed_code_hash": sealed_code_hash(code, pepper),
        }  # fmt: skip
        await tx.rows(STATE.insert().values(state))

    try:
        await database.write(written, yacht_id)
    finally:
        await database.close()
    return code
