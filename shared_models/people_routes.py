"""The routes by which people come in and go: sign-in, PIN, sign-out, the captain's sealed envelope."""

from dataclasses import dataclass

from fastapi import Request, Response

from shared_models import answers, requests
from shared_models.backend import BoardBackend, answer, client_of
from shared_models.errors import ValidationFailed
from shared_models.routes import Api, Route


def people_routes(api: Api) -> list[Route]:
    """The endpoints; the sealed code's where the backend has one."""
    people = PeopleApi(api)
    found = [
        Route("POST", "/v1/auth/token", people.sign_in, answers.TokenAnswer, answers.TokenRequest, open=True),
        Route("POST", "/v1/auth/pin", people.change_pin, answers.TokenAnswer, answers.ChangePinRequest),
        Route("POST", "/v1/auth/sign-out", people.sign_out, answers.SignOutAnswer, answers.SignOutRequest),
        Route("GET", "/v1/auth/me", people.me, answers.MeAnswer),
    ]
    if isinstance(api.backend, BoardBackend):
        found.append(
            Route(
                "POST", "/v1/auth/sealed-code", people.open_sealed, answers.SealedCodeAnswer,
                answers.SealedCodeRequest, open=True,
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class PeopleApi:
    """The endpoints, over one side's backend."""

    api: Api

    async def sign_in(self, request: Request) -> Response:
        """A token for a name and a PIN."""
        body = requests.object_of(await self.api.body(request))
        name, pin = requests.required_text(body, "name"), requests.required_text(body, "pin")
        async with self.api.admission.turn(client := client_of(request)):
            return answer(await self.api.backend.sign_in(name, pin, client))

    async def change_pin(self, request: Request) -> Response:
        """Change one's own PIN; all other sign-ins end."""
        actors = await self.api.actors(request)
        body = requests.object_of(await self.api.body(request))
        pin, new_pin = requests.required_text(body, "pin"), requests.required_text(body, "new_pin")
        async with self.api.admission.turn(client := client_of(request)):
            return answer(await self.api.backend.change_pin(actors, pin, new_pin, client))

    async def sign_out(self, request: Request) -> Response:
        """End this sign-in, or all of one's own on this side."""
        actors = await self.api.actors(request)
        everywhere = requests.object_of(await self.api.body(request)).get("everywhere", False)
        if not isinstance(everywhere, bool):
            raise ValidationFailed("everywhere must be true or false.", "everywhere")
        return answer({"success": True, "ended": await self.api.backend.sign_out(actors[0], everywhere)})

    async def me(self, request: Request) -> Response:
        """Who is signed in."""
        actors = await self.api.actors(request)
        yachts = [
            {"yacht_id": one.yacht_id, "role": one.role.value, "roles": sorted(role.value for role in one.roles)}
            for one in actors
        ]
        return answer({"user_id": actors[0].user_id, "name": actors[0].name, "yachts": yachts})

    async def open_sealed(self, request: Request) -> Response:
        """A captain whose PIN is forgotten at sea sets a new one with the code from the sealed envelope."""
        assert isinstance(self.api.backend, BoardBackend)
        body = requests.object_of(await self.api.body(request))
        name, code, new_pin = (requests.required_text(body, field) for field in ("name", "code", "new_pin"))
        async with self.api.admission.turn(client := client_of(request)):
            return answer(await self.api.backend.open_sealed(name, code, new_pin, client))
