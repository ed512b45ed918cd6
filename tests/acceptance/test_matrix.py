"""Every (from, action, role) over HTTP, against domain.md's tables written down once more by hand."""

import asyncio
from uuid import uuid4

import pytest

from tests.acceptance.conftest import Side

ROLES = ("crew", "chief_officer", "chief_engineer", "captain")
LIFE = {
    "candidate": (),
    "under_review": ("start_review",),
    "approved": ("approve_shopping_list_item",),
    "rejected": ("reject_shopping_list_item",),
    "ordered": ("approve_shopping_list_item", "mark_shopping_list_item_ordered"),
    "partially_fulfilled": ("approve_shopping_list_item", "mark_shopping_list_item_ordered", "record_receipt"),
    "fulfilled": (
        "approve_shopping_list_item", "mark_shopping_list_item_ordered", "record_receipt", "record_receipt",
    ),
    "installed": (
        "approve_shopping_list_item", "mark_shopping_list_item_ordered", "record_receipt", "record_receipt",
        "record_installation",
    ),
}  # fmt: skip
PAYLOADS = {
    "start_review": {},
    "approve_shopping_list_item": {"quantity_approved": 4},
    "reject_shopping_list_item": {"rejection_reason": "no"},
    "promote_candidate_to_part": {},
    "update_shopping_list_item": {"urgency": "high"},
    "mark_shopping_list_item_ordered": {"quantity_ordered": 4},
    "record_receipt": {"quantity": 2},
    "record_installation": {"quantity": 2},
    "correct_receipt": {"quantity": -1, "reason": "miscounted"},
    "cancel_order": {"reason": "late"},
    "delete_shopping_list_item": {},
}
HOD = {"chief_officer", "chief_engineer", "captain"}
BUYERS = {"chief_engineer", "captain"}
ALL = set(ROLES)
MAY = {
    "start_review": (HOD, {"candidate"}),
    "approve_shopping_list_item": (HOD, {"candidate", "under_review"}),
    "reject_shopping_list_item": (HOD, {"candidate", "under_review"}),
    "promote_candidate_to_part": ({"chief_engineer"}, set(LIFE) - {"rejected"}),
    "update_shopping_list_item": (ALL, {"candidate", "under_review", "approved"}),
    "mark_shopping_list_item_ordered": (BUYERS, {"approved"}),
    "record_receipt": (ALL, {"ordered", "partially_fulfilled", "fulfilled"}),
    "record_installation": (ALL, {"partially_fulfilled", "fulfilled"}),
    "correct_receipt": (HOD, {"partially_fulfilled", "fulfilled"}),
    "cancel_order": (BUYERS, {"ordered"}),
    "delete_shopping_list_item": (HOD, {"candidate", "under_review", "approved", "rejected"}),
}


def expected(status: str, action: str, role: str) -> int:
    """The HTTP status of an action by a role on an item in a status."""
    roles, starts = MAY[action]
    if role not in roles:
        return 403
    if action == "update_shopping_list_item" and role == "crew":
        return 200 if status == "candidate" else 400
    if status in starts:
        return 200
    return 409 if action == "delete_shopping_list_item" else 400


async def item_in(side: Side, status: str) -> str:
    item = await side.crew.request()
    for action in LIFE[status]:
        payload = {**PAYLOADS[action], **({"quantity": 4} if action == "record_installation" else {})}
        answer = await side.captain.act(action, item_id=item, **payload)
        assert answer.status_code == 200, answer.text
    assert answer_status(await side.crew.get(f"/v1/shopping-list/items/{item}")) == status
    return item


def answer_status(answer) -> str:
    return answer.json()["item"]["status"]


@pytest.mark.parametrize("status", LIFE)
async def test_every_action_by_every_role_from_this_status(side: Side, status: str) -> None:
    untouched = await item_in(side, status)

    async def tried(action: str, role: str) -> None:
        item = await item_in(side, status) if expected(status, action, role) == 200 else untouched
        answer = await getattr(side, role).act(action, item_id=item, **PAYLOADS[action])
        assert answer.status_code == expected(status, action, role), (status, action, role, answer.text)
        shown = (await side.crew.get("/v1/shopping-list/history", item_id=item)).json()
        assert len(shown["entries"]) == 1 + len(LIFE[status]) + (answer.status_code == 200)

    for action in PAYLOADS:
        await asyncio.gather(*(tried(action, role) for role in ROLES))


@pytest.mark.parametrize("role", ROLES)
async def test_nobody_acts_on_what_is_not_there(side: Side, role: str) -> None:
    for action, payload in PAYLOADS.items():
        answer = await getattr(side, role).act(action, item_id=str(uuid4()), **payload)
        assert answer.status_code == (404 if role in MAY[action][0] else 403)
