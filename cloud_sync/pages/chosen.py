"""Items of several yachts that were ticked in a form, the calls this makes, and what became of each."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from cloud_sync.pages.ages import Ages
from shared_models import queries
from shared_models.actions import REGISTRY
from shared_models.contract import Contract
from shared_models.errors import ValidationFailed
from shared_models.pages.forms import payload_of
from shared_models.pages.site import Visitor
from shared_models.roles import Role
from shared_models.states import Action
from shared_models.values import identifier

_PICK = "pick."


def calls_of(action: Action, sent: Mapping[str, str]) -> list[dict[str, Any]]:
    """A call for each item that is ticked: `pick.<yacht>.<item>`. Each takes the form's fields, and those of its own:
    `<field>.<yacht>.<item>`. The same form sent twice acts once, by keys made from the form's own id, `form`.

    Raises ValidationFailed if nothing is ticked or an id is none."""
    form_id = UUID(identifier(sent.get("form"), "form"))
    calls = []
    for name in sent:
        if not name.startswith(_PICK):
            continue
        key = name.removeprefix(_PICK)
        yacht_id, _, item_id = key.partition(".")
        yacht_id, item_id = identifier(yacht_id, "yacht_id"), identifier(item_id, "item_id")
        own = {field: sent[f"{field}.{key}"] for field in REGISTRY[action].by_name if f"{field}.{key}" in sent}
        payload = payload_of(action, Role.MANAGER, {**sent, **own, "item_id": item_id})
        call = {"action": action.value, "context": {"yacht_id": yacht_id}, "payload": payload}
        calls.append({**call, "idempotency_key": str(uuid5(form_id, json.dumps(call, sort_keys=True)))})
    if not calls:
        raise ValidationFailed("Tick what you mean first.")
    return calls


async def told(
    contract: Contract, ages: Ages, visitor: Visitor, calls: Sequence[Mapping[str, Any]],
    results: Sequence[Mapping[str, Any]],
) -> list[dict[str, Any]]:  # fmt: skip
    """What became of each call, with what a person calls the item and its yacht."""
    meant = {call["context"]["yacht_id"] for call in calls}
    actors = [actor for actor in visitor.actors if actor.yacht_id in meant]
    item_ids = [call["payload"]["item_id"] for call in calls]
    yachts: Mapping[str, Any] = {}
    names: dict[str, str] = {}
    if actors:
        yachts = await ages.of(actors)
        names = await contract.backend.read(actors, lambda tx: queries.names(tx, list(yachts), item_ids))
    return [
        {
            "yacht_id": call["context"]["yacht_id"], "item_id": call["payload"]["item_id"],
            "yacht": yachts.get(call["context"]["yacht_id"], {}).get("name", "a yacht"),
            "part_name": names.get(call["payload"]["item_id"], "A request"), "error": result.get("error"),
            "status": (result.get("data") or {}).get("status"),
        }
        for call, result in zip(calls, results, strict=True)
    ]  # fmt: skip
