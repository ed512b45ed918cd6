"""The history entry and its hash chain (sync.md §1). Pure.

Canonical bytes: JSON with sorted keys, no spaces, UTF-8, decimals as strings, absent instead of null.
`hash` is SHA-256 over them; `chain` is SHA-256 over the previous chain of the same node and epoch, then the hash.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID, uuid5

from shared_models.clock import Clock

NAMESPACE = UUID("6a1f5a0e-6f0c-5b63-9a55-1a7a5e77e000")
"""Of every identifier that is derived and so need not travel."""

GENESIS = bytes(32)
"""The chain before the first entry of an epoch, and the digest of an empty feed."""

RULING = "rule_on_entry"


def canonical_json(value: object) -> str:
    """The one text of a JSON value. Floats never occur: quantities are strings."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def link(previous: bytes, item_hash: bytes) -> bytes:
    """The next value of a hash chain."""
    return hashlib.sha256(previous + item_hash).digest()


def derived_entry_id(node_id: str, epoch: str, seq: int) -> str:
    """The id of an entry whose author gave none."""
    return str(uuid5(NAMESPACE, f"entry:{node_id}:{epoch}:{seq}"))


def derived_node_id(public_key: bytes) -> str:
    """The id of a node, by the key that it is enrolled with first."""
    return str(uuid5(NAMESPACE, f"node:{public_key.hex()}"))


def is_on_board(node_id: str) -> bool:
    """Whether an entry of that node was recorded on board: ids of nodes are derived, the shore draws its own."""
    return UUID(node_id).version == 5


def promoted_part_id(item_id: str) -> str:
    """The id of the part an item becomes, the same wherever it is promoted."""
    return str(uuid5(NAMESPACE, f"part:{item_id}"))


@lru_cache(maxsize=4096)
def moment(wall_ms: int) -> str:
    """Milliseconds since 1970 as text: 2026-05-12T14:02:00.000Z."""
    seconds, thousandths = divmod(wall_ms, 1000)
    return f"{datetime.fromtimestamp(seconds, UTC).isoformat()[:19]}.{thousandths:03d}Z"


def wall_ms_of(at: str) -> int:
    """The milliseconds since 1970 of a `moment`."""
    return round(datetime.fromisoformat(at).timestamp() * 1000)


@dataclass(frozen=True)
class HistoryEntry:
    """One action that one person took on one item, as it is exchanged. Immutable.

    `epoch` is 16 hexadecimal digits. A record without an item (`item_id` None) is something else that a
    node owns and that travels in its seq: catalogue rows imported on board, a PIN changed on board.
    """

    entry_id: str
    yacht_id: str
    item_id: str | None
    node_id: str
    epoch: str
    seq: int
    parents: tuple[str, ...]
    seen: int
    action: str
    payload: Mapping[str, Any]
    actor_id: str
    actor_role: str
    clock: Clock
    assurance: str = "node"
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Fields that a newer version sent: kept, hashed and passed on."""

    def as_dict(self) -> dict[str, Any]:
        """The entry as JSON, which is also what is hashed."""
        known: dict[str, Any] = {
            "entry_id": self.entry_id,
            "yacht_id": self.yacht_id,
            "node_id": self.node_id,
            "epoch": self.epoch,
            "seq": self.seq,
            "parents": list(self.parents),
            "seen": self.seen,
            "action": self.action,
            "payload": dict(self.payload),
            "actor_id": self.actor_id,
            "actor_role": self.actor_role,
            "clock": [self.clock.wall_ms, self.clock.counter],
            "assurance": self.assurance,
        }
        if self.item_id is not None:
            known["item_id"] = self.item_id
        return {**self.extra, **known}

    @cached_property
    def hash(self) -> bytes:
        """SHA-256 of the canonical bytes."""
        return hashlib.sha256(canonical_json(self.as_dict()).encode()).digest()

    @property
    def at(self) -> str:
        """When it happened, by its author's clock."""
        return moment(self.clock.wall_ms)


_KNOWN = frozenset(HistoryEntry.__dataclass_fields__) - {"extra"}


def entry_from(raw: Mapping[str, Any]) -> HistoryEntry:
    """The entry of `HistoryEntry.as_dict`. Raises KeyError, TypeError or ValueError if it is none."""
    clock = raw["clock"]
    if len(clock) != 2 or not all(type(part) is int for part in (*clock, raw["seq"], raw["seen"])):
        raise ValueError("clock, seq and seen are whole numbers")
    texts = (raw["entry_id"], raw["yacht_id"], raw["node_id"], raw["epoch"], raw["action"], raw["actor_id"])
    if not all(isinstance(text, str) for text in (*texts, *raw["parents"], raw["actor_role"], raw["assurance"])):
        raise TypeError("identifiers and names are text")
    return HistoryEntry(
        entry_id=raw["entry_id"],
        yacht_id=raw["yacht_id"],
        item_id=raw.get("item_id"),
        node_id=raw["node_id"],
        epoch=raw["epoch"],
        seq=raw["seq"],
        parents=tuple(raw["parents"]),
        seen=raw["seen"],
        action=raw["action"],
        payload=dict(raw["payload"]),
        actor_id=raw["actor_id"],
        actor_role=raw["actor_role"],
        clock=Clock(*clock),
        assurance=raw["assurance"],
        extra={key: value for key, value in raw.items() if key not in _KNOWN},
    )
