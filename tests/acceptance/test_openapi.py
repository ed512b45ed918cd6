"""The OpenAPI document is true: what really comes back has the shape that it says."""

from typing import Any

import pytest
from pydantic import BaseModel

from shared_models.limits import Admission, Limits
from shared_models.metrics import Metrics
from shared_models.routes import Api, Route, routes
from tests.acceptance.conftest import Side, Tried


def _extra(model: BaseModel, body: Any) -> set[str]:
    """Keys of an answer that its model does not name."""
    return (
        set(body)
        - set(type(model).model_fields)
        - {field.alias for field in type(model).model_fields.values() if field.alias}
    )


async def _called(tried: Tried, side: Side, route: Route, item: str) -> Any:
    by_manager = route.path.startswith("/v1/fleet") or (route.path == "/v1/audit" and side.name == "shore")
    role = "manager" if by_manager else "captain"
    person = getattr(side, role)
    bodies = {
        "/v1/actions/execute": {
            "action": "update_shopping_list_item", "payload": {"item_id": item, "urgency": "high"},
        },
        "/v1/actions/execute-batch": {"requests": [{"action": "start_review", "payload": {"item_id": item}}]},
        "/v1/actions/suggestions": {"query": "order part"},
        "/v1/notifications/seen": {"entry_ids": [item]},
    }  # fmt: skip
    if route.method == "POST":
        return await person.post(route.path, bodies.get(route.path))
    query = {"item_id": item} if route.path.endswith("/history") else {}
    return await person.get(route.path.replace("{item_id}", item), **query)


@pytest.mark.parametrize("kind", ["node", "shore"])
async def test_every_answer_has_the_documented_shape(tried: Tried, kind: str) -> None:
    side = tried.nodes[0] if kind == "node" else tried.shores[0]
    backend = tried.world.yachts[0].node.backend if kind == "node" else tried.world.shore.backend
    document = (await side.client.get("/openapi.json")).json()
    for route in routes(Api(backend, Admission(Limits()), Metrics(kind, "test"))):
        item = await side.crew.request()
        answer = await _called(tried, side, route, item)
        assert answer.status_code == 200, (route.path, answer.text)
        body = answer.json()
        model = route.answer.model_validate(body)
        assert not _extra(model, body) or route.answer.model_config.get("extra") == "allow", (route.path, body.keys())
        operation = document["paths"][route.path][route.method.lower()]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        assert schema.endswith(f"/{route.answer.__name__}")
