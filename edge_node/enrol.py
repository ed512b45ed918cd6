"""How a node becomes a yacht's: a one-time code against the node's own public key."""

import secrets
from pathlib import Path
from uuid import uuid4

import httpx

from edge_node.database import NodeDatabase
from edge_node.encryption import DatabaseKey, prove
from edge_node.people import checked_pepper, sealed_code, sealed_code_hash
from edge_node.persist import STATE
from shared_models.entries import GENESIS, moment
from shared_models.errors import CommandError
from shared_models.host import kept_secret
from shared_models.tokens import private_key, public_bytes

DATABASE, KEY, TOKEN_KEY, PEPPER = "node.db", "node.key", "tokens.key", "pepper.key"


async def enrol(
    data_dir: Path, shore_url: str, code: str, now_ms: int, database_key: DatabaseKey | None = None
) -> tuple[str, str]:
    """Enrol the node in `data_dir`; the yacht's id, and the code for the captain's sealed envelope, which is kept
    nowhere. Raises CommandError."""
    data_dir.mkdir(parents=True, exist_ok=True)
    prove(data_dir / DATABASE, database_key)
    key = private_key(data_dir / KEY)
    node_id = str(uuid4())
    body = {"code": code, "node_id": node_id, "public_key": public_bytes(key).hex()}
    try:
        async with httpx.AsyncClient(timeout=30) as client:
            answer = await client.post(f"{shore_url.rstrip('/')}/v1/nodes/enrol", json=body)
    except httpx.HTTPError as error:
        raise CommandError(f"The shore at {shore_url} does not answer: {type(error).__name__}.") from error
    if answer.status_code != 200:
        raise CommandError("The shore did not accept the code; it may be used or expired.")
    given = answer.json()
    yacht_id, pepper = str(given["yacht_id"]), checked_pepper(given["pepper"])
    return yacht_id, await become(data_dir, yacht_id, node_id, shore_url, now_ms, pepper, database_key)


async def become(
    data_dir: Path, yacht_id: str, node_id: str, shore_url: str, now_ms: int, pepper: bytes,
    database_key: DatabaseKey | None = None,
) -> str:  # fmt: skip
    """Write down who this node is, with an epoch of its own, in a database that is encrypted if there is a key; the
    code for the captain's sealed envelope."""
    kept_secret(data_dir / PEPPER, lambda: pepper)
    code = sealed_code()
    database = await NodeDatabase(data_dir / DATABASE, database_key).open()
    try:
        state = {
            "yacht_id": yacht_id, "node_id": node_id, "epoch": secrets.token_hex(8), "seq": 0, "chain": GENESIS,
            "clock_ms": 0, "clock_counter": 0, "position": 0, "digest": GENESIS, "generation": "",
            "reference_version": 0, "number": 0, "ahead": "", "ahead_until": 0, "shore_url": shore_url,
            "enrolled_at": moment(now_ms), "sealed_code_hash": sealed_code_hash(code, pepper),
        }  # fmt: skip
        await database.write(lambda tx: tx.rows(STATE.insert().values(state)), yacht_id)
    finally:
        await database.close()
    return code
