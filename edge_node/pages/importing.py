"""A PMS export into the catalogue: chosen on the tablet, shown before anything is done, and taken in on a word."""

import asyncio
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from fastapi import Request, Response
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.types import Message

from edge_node.backend import NodeBackend
from edge_node.catalogue import MAX_BYTES, Catalogue, read_catalogue, shortages
from shared_models import requests, store
from shared_models.errors import CommandError, Duplicate, Forbidden, LazaretteError, NotFound, ValidationFailed
from shared_models.pages.site import Site, Visitor, wants_part
from shared_models.roles import is_hod
from shared_models.states import Action

_SHOWN = 100
_AROUND_BYTES = 4096
"""What a form may say around its file."""
_WAITING = 8
"""How many files wait for a word at most; the oldest is forgotten."""


@dataclass(frozen=True)
class ImportPages:
    """The import. `_read`: the catalogue that each person sent last, by user id, until they confirm it."""

    site: Site
    backend: NodeBackend
    _read: dict[str, tuple[str, Catalogue]] = field(default_factory=dict)

    def add(self) -> None:
        """Serve it."""
        self.site.add("/import", self.choose)
        self.site.add("/import", self.preview, "POST")
        self.site.add("/import/confirmed", self.take, "POST")

    async def choose(self, request: Request, visitor: Visitor) -> Response:
        """Where a file is chosen."""
        await self._may(visitor)
        return self.site.page(request, visitor, "import.html")

    async def preview(self, request: Request, visitor: Visitor) -> Response:
        """What the file holds, what would be requested, and what could not be read, by line. Nothing is done yet."""
        await self._may(visitor)
        try:
            found = await asyncio.to_thread(read_catalogue, await _file_of(request))
        except CommandError as error:
            raise ValidationFailed(str(error)) from error
        mark = str(uuid4())
        self._read.pop(visitor.me.user_id, None)
        while len(self._read) >= _WAITING:
            self._read.pop(next(iter(self._read)))
        self._read[visitor.me.user_id] = (mark, found)
        template = "_import.html" if wants_part(request) else "import.html"
        return self.site.page(
            request, visitor, template, parts=found.parts[:_SHOWN], total=len(found.parts), mark=mark,
            wanted=shortages(found)[:_SHOWN], problems=found.problems[:_SHOWN],
            counts=(len(shortages(found)), len(found.problems)),
        )  # fmt: skip

    async def take(self, request: Request, visitor: Visitor) -> Response:
        """Take in what was shown, and request what runs short."""
        await self._may(visitor)
        sent, actor = await self.site.form(request), visitor.me
        mark, found = self._read.get(actor.user_id, ("", Catalogue()))
        if not mark or sent.get("mark") != mark:
            raise NotFound("That file is not here any more; choose it again.")
        del self._read[actor.user_id]
        now_ms = self.backend.now_ms()
        await self.backend.database.write(
            lambda tx: store.import_parts(tx, actor, found.parts, now_ms), self.backend.yacht_id, needs_room=True
        )
        results = [await self._requested(visitor, payload) for payload in shortages(found)]
        made = sum(one is None for one in results)
        failed = [one for one in results if one is not None]
        return self.site.page(request, visitor, "imported.html", total=len(found.parts), made=made, failed=failed)

    async def _requested(self, visitor: Visitor, payload: dict[str, Any]) -> str | None:
        """Request what runs short: why not, if it was not."""
        try:
            await self.site.contract.executed(
                visitor.actors, {"action": Action.CREATE.value, "payload": payload}, str(uuid4())
            )
        except Duplicate:
            return f"{payload['part_name']} is requested already."
        except LazaretteError as error:
            return f"{payload['part_name']}: {error.message}"
        return None

    async def _may(self, visitor: Visitor) -> None:
        await self.site.contract.shown(visitor.actors, None)
        if not is_hod(visitor.me.role):
            raise Forbidden("Only a head of department takes in a catalogue.")


async def _file_of(request: Request) -> bytes:
    """The file that the form (multipart/form-data) brings as `file`. Raises ValidationFailed, PayloadTooLarge."""
    most_bytes = MAX_BYTES + _AROUND_BYTES
    body = await requests.read_body(request.stream(), request.headers.get("content-length"), most_bytes)

    async def once() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    try:
        async with Request(request.scope, once).form(max_files=1, max_fields=1) as sent:
            file = sent.get("file")
            if isinstance(file, UploadFile):
                return await file.read()
    except HTTPException as error:
        raise ValidationFailed("The form cannot be read.") from error
    raise ValidationFailed("Choose a file first.", "file")
