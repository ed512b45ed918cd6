"""The shapes of requests and answers, for OpenAPI alone: bodies are checked by `requests` and the registry."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from shared_models.actions import DOMAINS, SOURCE_TYPES, URGENCIES
from shared_models.requests import BATCH_CALLS
from shared_models.roles import Role
from shared_models.states import Action, Status
from shared_models.tables import Item as ItemTable
from shared_models.tables import StateHistory, table_of
from shared_models.types import Day, Identifier, Moment

_FORMATS = {Identifier: "uuid", Moment: "date-time", Day: "date"}
_CHOICES: dict[str, tuple[str, ...]] = {
    "status": tuple(Status), "urgency": URGENCIES, "source_type": SOURCE_TYPES,
    "previous_state": tuple(Status), "new_state": tuple(Status),
}  # fmt: skip


def _model_of(name: str, table: Any, text: str) -> type[BaseModel]:
    """A model with exactly the table's columns; identifiers, decimals, days and moments are text."""
    fields: dict[str, Any] = {}
    for column in table.columns:
        kind = column.type.python_type if str(column.type) in ("BOOLEAN", "INTEGER") else str
        shape: Any = dict[str, Any] if column.name == "metadata" else kind
        extra: dict[str, Any] = {}
        if column.name in _CHOICES:
            extra["enum"] = [*map(str, _CHOICES[column.name]), *([None] if column.nullable else [])]
        elif type(column.type) in _FORMATS:
            extra["format"] = _FORMATS[type(column.type)]
        fields[column.name] = (shape | None if column.nullable else shape, Field(json_schema_extra=extra))
    return create_model(name, __doc__=text, **fields)


ItemAnswer = _model_of("Item", table_of(ItemTable), "A request: the 45 columns, null when unset.")
StateAnswer = _model_of("StateChange", table_of(StateHistory), "One change of status: the 13 columns.")


class Error(BaseModel):
    """What was wrong and what would be right."""

    code: str
    message: str
    status: int
    field: str | None


class Failure(BaseModel):
    """Every failure has this shape, and `error.status` as its HTTP status."""

    success: Literal[False]
    error: Error


class Context(BaseModel):
    """Which yacht; may be left out by someone who has one."""

    yacht_id: str | None = Field(None, json_schema_extra={"format": "uuid"})


class ExecuteRequest(BaseModel):
    """One action. What the payload takes, GET /v1/actions/list says."""

    action: Literal[tuple(Action)]  # type: ignore[valid-type]
    context: Context | None = None
    payload: dict[str, Any]
    idempotency_key: str | None = Field(None, description="In a batch: this call's Idempotency-Key.")


class BatchRequest(BaseModel):
    """Up to 100 actions, taken one after the other; each succeeds or fails by itself."""

    actions: list[ExecuteRequest] = Field(max_length=BATCH_CALLS)


class SuggestionsRequest(BaseModel):
    """A few words."""

    query: str
    domain: Literal[DOMAINS] | None = None  # type: ignore[valid-type]


class TokenRequest(BaseModel):
    """Who it is."""

    name: str
    pin: str


class ChangePinRequest(BaseModel):
    """The PIN so far, and the one from now on: 4 to 12 digits."""

    pin: str
    new_pin: str


class SignOutRequest(BaseModel):
    """Here, or everywhere on this side."""

    everywhere: bool = False


class SealedCodeRequest(BaseModel):
    """A captain's name, the code from the sealed envelope, and the PIN from now on."""

    name: str
    code: str
    new_pin: str


class ExecuteAnswer(BaseModel):
    """What was done."""

    success: Literal[True]
    action_id: str
    entity_type: str
    entity_id: str
    data: dict[str, Any]
    available_actions: list[str]
    as_of: str | None = None


class BatchAnswer(BaseModel):
    """A result for each action, in order."""

    results: list[ExecuteAnswer | Failure]


class ActionField(BaseModel):
    """One field of an action: enough to draw it."""

    name: str
    type: str
    required: bool
    choices: list[str] | None
    max_length: int | None
    minimum: str | None
    default: Any
    label: str


class ActionAnswer(BaseModel):
    """An action that this role may take. With entity_id: whether it is possible now, else why not."""

    action_id: str
    label: str
    variant: Literal["MUTATE", "READ"]
    domain: str
    allowed_roles: list[str]
    required_fields: list[str]
    search_keywords: list[str]
    fields: list[ActionField]
    possible: bool | None = None
    reason: str | None = None


class ActionsAnswer(BaseModel):
    """The actions that this role may take."""

    actions: list[ActionAnswer]
    total_count: int
    role: Literal[tuple(Role)]  # type: ignore[valid-type]


class CandidateAnswer(BaseModel):
    """Something that the words may mean; score: 0 to 100."""

    kind: Literal["action", "item", "part"]
    id: str
    label: str
    score: float


class SuggestionsAnswer(BaseModel):
    """The actions that fit, and what to choose from when several things do."""

    actions: list[ActionAnswer]
    candidates: list[CandidateAnswer]
    as_of: str | None


class HealthAnswer(BaseModel):
    """The service is up."""

    status: Literal["healthy"]
    version: str


class ItemsAnswer(BaseModel):
    """A page of items: what awaits a decision first, then by urgency, required date and age."""

    items: list[ItemAnswer]  # type: ignore[valid-type]
    next_cursor: str | None
    as_of: str | None


class LinksAnswer(BaseModel):
    """What an item came from, as far as it is known here."""

    work_order: dict[str, Any] | None
    part: dict[str, Any] | None
    receiving_event: dict[str, Any] | None


class ItemViewAnswer(BaseModel):
    """One item."""

    item: ItemAnswer  # type: ignore[valid-type]
    links: LinksAnswer
    available_actions: list[str]
    possible_duplicates: list[str]
    as_of: str | None


class EntryAnswer(BaseModel):
    """One act and what became of it."""

    entry_id: str
    action: str
    actor_id: str
    actor_name: str | None
    actor_role: str
    at: str
    node: str
    verdict: str
    rule: str | None
    by: str | None
    fields: list[str]
    sentence: str


class HistoryEntryAnswer(EntryAnswer):
    """An act, with the change of status that it made, if it made one."""

    from_status: str | None
    to_status: str | None


class HistoryAnswer(BaseModel):
    """All that happened to an item."""

    entries: list[HistoryEntryAnswer]
    states: list[StateAnswer]  # type: ignore[valid-type]
    as_of: str | None


class ChangeAnswer(EntryAnswer):
    """An act with its position in the feed."""

    position: int
    item_id: str
    payload: dict[str, Any]


class ChangesAnswer(BaseModel):
    """The feed behind a position; go on with `after` = `position` until `entries` is empty."""

    entries: list[ChangeAnswer]
    position: int
    as_of: str | None


class ConflictAnswer(BaseModel):
    """An act that did not simply apply, in words."""

    model_config = ConfigDict(extra="allow")
    item_id: str | None
    entry_id: str
    rule: str
    by: str | None
    sentence: str
    seen_by: list[str]
    acknowledged_by: str | None


class ConflictsAnswer(BaseModel):
    """Conflicts, newest first."""

    conflicts: list[ConflictAnswer]
    next_cursor: str | None
    as_of: str | None


class NotificationAnswer(BaseModel):
    """Something that concerns the reader, in words.

    `kind`: done (by somebody else, to the reader's request), overruled (an act of the reader's, until somebody
    acknowledges it) or critical (a request that waits for a decision). `seen`: by the reader, of what was done.
    """

    kind: Literal["done", "overruled", "critical"]
    yacht_id: str
    item_id: str
    part_name: str | None
    entry_id: str | None
    sentence: str
    at: str
    seen: bool


class NotificationsAnswer(BaseModel):
    """What concerns the reader, newest first. `unseen`: how much of it they have not seen, or waits."""

    notifications: list[NotificationAnswer]
    unseen: int
    as_of: str | None


class SeenRequest(BaseModel):
    """What others did that the reader has seen, by entry."""

    entry_ids: list[str]


class SeenAnswer(BaseModel):
    """How much the reader has not seen, or waits, now."""

    success: Literal[True]
    unseen: int


class AuditRow(BaseModel):
    """One row of the audit. `old_values` and `new_values`: what changed, of secrets only that they did.

    `node_id`: the node that recorded it, if one did; `who`: the person's name as the roster has it now.
    """

    id: str
    yacht_id: str
    at: str
    user_id: str | None
    who: str | None
    action: str
    entity_type: str
    entity_id: str
    node_id: str | None
    old_values: dict[str, Any] | None
    new_values: dict[str, Any] | None
    metadata: dict[str, Any] | None


class AuditAnswer(BaseModel):
    """A page of the audit, the oldest first."""

    rows: list[AuditRow]
    next_cursor: str | None
    as_of: str | None


class SyncAnswer(BaseModel):
    """How the two sides stand to each other. A node: its link, backlog and bytes; ashore: `yachts`."""

    model_config = ConfigDict(extra="allow")


class TokenAnswer(BaseModel):
    """A token for the Authorization header; expires_in: seconds."""

    access_token: str
    token_type: Literal["bearer"]
    expires_in: int
    role: str
    yacht_id: str | None


class SealedCodeAnswer(TokenAnswer):
    """A token, and the code for the next envelope: it is shown this once."""

    sealed_code: str


class MeAnswer(BaseModel):
    """Who is signed in: on each of their yachts."""

    user_id: str
    name: str
    yachts: list[dict[str, Any]]


class SignOutAnswer(BaseModel):
    """How many sign-ins have ended."""

    success: Literal[True]
    ended: int


class FleetYacht(BaseModel):
    """One yacht of the fleet."""

    model_config = ConfigDict(extra="allow")
    yacht_id: str
    name: str | None
    enabled: bool
    counts: dict[str, int]
    critical: int
    conflicts: int
    as_of: str | None


class FleetYachtsAnswer(BaseModel):
    """The manager's yachts."""

    yachts: list[FleetYacht]
    as_of: str | None


class FleetItemsAnswer(ItemsAnswer):
    """A page of items across yachts; `yachts` says how old each one's are."""

    yachts: list[dict[str, Any]]


class NeedsAnswer(BaseModel):
    """A page of open needs by part, each with `yacht_count` and, of its `yachts`, those that need it first."""

    needs: list[dict[str, Any]]
    total_count: int
    next_cursor: str | None
    yachts: list[dict[str, Any]]
    as_of: str | None


REQUESTS: tuple[type[BaseModel], ...] = (
    ExecuteRequest, BatchRequest, SuggestionsRequest, TokenRequest, ChangePinRequest, SignOutRequest, SealedCodeRequest,
)  # fmt: skip
