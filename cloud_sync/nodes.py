"""How a node becomes known ashore, and how it changes its key."""

import hashlib
import logging

from cryptography.exceptions import InvalidSignature
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from cloud_sync.backend import ShoreBackend
from cloud_sync.people import yacht_pepper
from shared_models.errors import NotFound, Unauthorized, ValidationFailed
from shared_models.requests import object_of, parsed, read_body
from shared_models.tokens import KEY_BYTES, rotation_message, verifier
from shared_models.values import identifier

log = logging.getLogger("lazarette.nodes")


def hash_of_code(code: str) -> str:
    """What is kept of a one-time code, in whatever case and with whatever space around it was typed."""
    return hashlib.sha256(code.strip().upper().encode("utf-8", "replace")).hexdigest()


def _key(given: object, name: str) -> bytes:
    try:
        key = bytes.fromhex(given) if isinstance(given, str) else b""
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise ValidationFailed(f"{name} must be {KEY_BYTES} bytes in hexadecimal digits.", name)
    return key


async def _body(request: Request) -> dict[str, object]:
    return object_of(parsed(await read_body(request.stream(), request.headers.get("content-length"))))


def add_nodes(app: FastAPI, backend: ShoreBackend) -> None:
    """Add what a node calls beside the exchange."""
    database = backend.database

    @app.post("/v1/nodes/enrol", include_in_schema=False)
    async def enrol(request: Request) -> Response:
        given = await _body(request)
        code, key = given.get("code"), _key(given.get("public_key"), "public_key")
        if not isinstance(code, str):
            raise ValidationFailed("code must be text.", "code")
        node_id = identifier(given.get("node_id"), "node_id")
        named = given.get("yacht_id")
        wanted = None if named is None else identifier(named, "yacht_id")
        yacht_id = await database.enrol_node(hash_of_code(code), node_id, key, wanted)
        if yacht_id is None:
            log.warning("an enrolment was refused: node %s", node_id)
            raise NotFound("The code is wrong, used or expired.")
        pepper = yacht_pepper(backend.people.pepper_key, yacht_id)
        return JSONResponse({"yacht_id": yacht_id, "pepper": pepper.hex()})

    @app.post("/v1/nodes/rotate", include_in_schema=False)
    async def rotate(request: Request) -> Response:
        """Both keys sign: the old one that the node wants it, the new one that the node has it."""
        given = await _body(request)
        node_id = identifier(given.get("node_id"), "node_id")
        old, new = _key(given.get("old_key"), "old_key"), _key(given.get("new_key"), "new_key")
        message = rotation_message(node_id, old, new)
        try:
            for key, name in ((old, "old_signature"), (new, "new_signature")):
                verifier(key).verify(bytes.fromhex(str(given.get(name))), message)
        except (InvalidSignature, ValueError) as error:
            raise Unauthorized("The node's signature does not fit.") from error
        if not await database.rotate_node_key(node_id, old, new):
            known = await database.node_key(node_id)
            if known is not None and known[1:] == (old, True):
                await database.node_was_refused(node_id)
            raise Unauthorized("This node is not enrolled with that key.")
        return JSONResponse({"node_id": node_id})
