"""One's own PIN, and the captain's sealed envelope."""

from dataclasses import dataclass

from fastapi import Request, Response

from edge_node.backend import NodeBackend
from shared_models import requests
from shared_models.backend import client_of
from shared_models.errors import LazaretteError, ValidationFailed
from shared_models.pages.site import Site, Visitor


@dataclass(frozen=True)
class PeoplePages:
    """The pages."""

    site: Site
    backend: NodeBackend

    def add(self) -> None:
        """Serve them."""
        self.site.add("/pin", self.pin)
        self.site.add("/pin", self.change, "POST")
        self.site.add_open("/sealed-code", self.envelope)
        self.site.add_open("/sealed-code", self.open_envelope, "POST")

    async def pin(self, request: Request, visitor: Visitor) -> Response:
        """The form for a new PIN."""
        return self.site.page(request, visitor, "pin.html", error=None)

    async def change(self, request: Request, visitor: Visitor) -> Response:
        """Set it; all other sign-ins of the person end."""
        try:
            sent = await self.site.form(request)
            pin, new_pin = requests.required_text(sent, "pin"), _chosen(sent)
            async with self.site.app.state.admission.turn(client := client_of(request)):
                answer = await self.backend.change_pin(visitor.actors, pin, new_pin, client)
        except LazaretteError as error:
            return self.site.page(request, visitor, "pin.html", error.status, error=error)
        response = self.site.done(request, "/requests", "Your PIN is changed.")
        self.site.keep(request, response, answer)
        return response

    async def envelope(self, request: Request) -> Response:
        """The form for the code in the sealed envelope."""
        return self.site.open_page(request, "sealed_code.html", error=None, name="")

    async def open_envelope(self, request: Request) -> Response:
        """Set the captain's PIN; the code for the next envelope is shown once."""
        sent: dict[str, str] = {}
        try:
            sent = await self.site.form(request)
            name, code = requests.required_text(sent, "name"), requests.required_text(sent, "code")
            new_pin = _chosen(sent)
            async with self.site.app.state.admission.turn(client := client_of(request)):
                answer = await self.backend.open_sealed(name, code, new_pin, client)
        except LazaretteError as error:
            return self.site.open_page(
                request, "sealed_code.html", error.status, error=error, name=sent.get("name", "")
            )
        response = self.site.open_page(request, "next_code.html", next_code=answer["sealed_code"])
        self.site.keep(request, response, answer)
        return response


def _chosen(sent: dict[str, str]) -> str:
    """The new PIN, typed twice alike."""
    new_pin = requests.required_text(sent, "new_pin")
    if sent.get("again") != new_pin:
        raise ValidationFailed("The two new PINs differ; type the same twice.", "again")
    return new_pin
