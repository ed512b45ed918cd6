"""Makes `shared_models/data/wire-1.dict`, the zstd dictionary (RFC 8878) of the exchange: `python -m deploy.train`.

It is trained on histories made up here from a seed, of words of its own: neither the benchmark's nor a real
catalogue's. The same words and the same zstandard give the same bytes. A dictionary that is in use must not change;
another one is another file with an id of its own.
"""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import zstandard

from shared_models import columns
from shared_models.clock import Clock
from shared_models.entries import HistoryEntry, derived_entry_id

DICTIONARY = Path(columns.__file__).parent / "data" / "wire-1.dict"
SIZE_BYTES = 16_384
SEED = 1

_YACHT, _NODE, _EPOCH = str(UUID(int=1)), str(UUID(int=2)), "0123456789abcdef"
_THINGS = """
impeller, sea water pump, shaft seal, seal kit, oil filter, fuel filter element, air filter, zinc anode, hull
anode, v-belt, o-ring, gasket, head gasket, hose, hose clamp, thermostat, injector, glow plug, alternator,
starter motor, bearing, relay, fuse 10 A, circuit breaker, solenoid valve, ball valve, check valve, pressure
gauge, pressure switch, temperature sensor, level sensor, bilge pump, float switch, membrane, cartridge, UV
lamp, navigation lamp, LED bulb, battery 12 V, shackle, mooring line, fender, winch, windlass motor, anchor
chain, rope, turnbuckle, bolt M8 stainless, nut M10, washer, grease, engine oil 15W-40, hydraulic oil, coolant,
antifouling, epoxy primer, varnish, sealant, cleaning cloth, rubber gloves, life jacket, flare, fire
extinguisher, smoke detector, first aid kit, toilet pump, macerator, water heater, compressor, fan, condenser,
refrigerant, heat exchanger, turbocharger, exhaust elbow, propeller nut, rudder bearing, steering cylinder,
display, antenna, cable, plug
"""
_PLACES = """
main engine, port engine, starboard engine, generator 1, generator 2, watermaker, galley, crew cabin, bridge,
tender, engine room, bow thruster, stabilizer, deck, laundry, fresh water system, grey water, air conditioning,
fire system, lazarette
"""
_MAKERS = """
MTU, Caterpillar, Volvo Penta, Yanmar, Kohler, Northern Lights, Jabsco, Racor, Mann, Fleetguard, Parker, Bosch,
Siemens, Furuno, Raymarine, Lewmar, Harken, Maxwell, Vetus, Grundfos, Alfa Laval, SKF, Victron, Sea Recovery,
Dometic, Hella, Parker Hannifin
"""
_SUPPLIERS = "Marine Supplies, Yacht Spares, Port Agency, Ship Chandler, National Marine, Marine Parts Direct, Pinmar"
_NOTES = """
needed before departure, last one was used, running low, replace at the next service, old one is leaking, worn
out, broken, cracked, corroded, as a spare, for the next service, see work order, delivery to the marina, please
order two, urgent, service kit for 500 hours, same as last time, check the part number, serial number, ordered
by the captain, not on board
"""
_REASONS = """
we have enough on board, too expensive, already ordered, wrong part, not needed now, ask again after the
charter, duplicate request, miscounted, one was damaged, supplier cannot deliver, found another supplier,
counted again
"""
_UNITS = ("pcs", "each", "set", "l", "kg", "m", "box", "pair", "roll", "can")
_ROLES = ("crew", "crew", "chief_officer", "chief_engineer", "captain", "manager")
_LATER = (
    "update_shopping_list_item", "update_shopping_list_item", "approve_shopping_list_item", "start_review",
    "approve_shopping_list_item", "mark_shopping_list_item_ordered", "record_receipt", "record_receipt",
    "record_installation", "reject_shopping_list_item", "cancel_order", "correct_receipt", "delete_shopping_list_item",
    "promote_candidate_to_part", "acknowledge_conflict",
)  # fmt: skip


def _words(text: str) -> list[str]:
    return " ".join(text.split()).split(", ")


class Yacht:
    """Makes up what its crew does."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(f"dictionary {seed}")  # noqa: S311
        self.users = [self.identifier() for _ in range(6)]
        self.seq, self.wall_ms = self.random.randrange(5000), 1_760_000_000_000 + self.random.randrange(10**10)
        self.items: list[tuple[str, str]] = []
        """(item, its last entry)."""
        self.number_of: dict[str, int] = {}

    def identifier(self) -> str:
        """A random UUID."""
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def one(self, text: str) -> str:
        """One of the words."""
        return self.random.choice(_words(text))

    def quantity(self) -> str:
        """How many of something."""
        return str(self.random.choice((1, 1, 1, 2, 2, 3, 4, 5, 6, 8, 10, 12, 20)))

    def note(self) -> str:
        """A remark of one or two clauses."""
        return ", ".join(self.one(_NOTES) for _ in range(self.random.choice((1, 1, 2)))).capitalize()

    def request(self) -> dict[str, Any]:
        """The payload of a request."""
        thing = self.one(_THINGS).capitalize()
        payload: dict[str, Any] = {
            "part_name": self.random.choice(
                (thing, f"{thing} for {self.one(_PLACES)}", f"{thing}, {self.one(_PLACES)}")
            ),
            "quantity_requested": self.quantity(),
            "source_type": self.random.choice(("manual_add", "manual_add", "inventory_low", "work_order_usage")),
        }
        optional = {
            "part_number": f"{self.random.choice('ABCDEFMPX')}{self.random.randrange(10**6):06d}",
            "manufacturer": self.one(_MAKERS), "unit": self.random.choice(_UNITS),
            "urgency": self.random.choice(("low", "normal", "normal", "high", "critical")), "source_notes": self.note(),
            "required_by_date": date.fromordinal(739_500 + self.random.randrange(700)).isoformat(),
            "preferred_supplier": self.one(_SUPPLIERS), "currency": self.random.choice(("EUR", "USD")),
            "estimated_unit_price": f"{self.random.randrange(2, 700)}.{self.random.randrange(1, 10)}",
        }  # fmt: skip
        return payload | {name: value for name, value in optional.items() if self.random.random() < 0.7}

    def payload(self, action: str) -> dict[str, Any]:
        """The payload of an act on an item that is there."""
        match action:
            case "update_shopping_list_item":
                known = {k: v for k, v in self.request().items() if k not in ("source_type", "currency")}
                return {name: known[name] for name in self.random.sample(sorted(known), self.random.choice((1, 1, 2)))}
            case "approve_shopping_list_item":
                notes = {"approval_notes": self.note()} if self.random.random() < 0.2 else {}
                return {"quantity_approved": self.quantity(), **notes}
            case "mark_shopping_list_item_ordered":
                return {"quantity_ordered": self.quantity(), "order_line_number": self.random.randrange(1, 30)}
            case "record_receipt" | "record_installation":
                return {"quantity": self.quantity()}
            case "reject_shopping_list_item":
                return {"rejection_reason": self.one(_REASONS).capitalize()}
            case "cancel_order":
                return {"reason": self.one(_REASONS).capitalize()}
            case "correct_receipt":
                return {"quantity": f"-{self.quantity()}", "reason": self.one(_REASONS).capitalize()}
            case "delete_shopping_list_item":
                return {"deletion_reason": self.one(_REASONS).capitalize()}
            case "acknowledge_conflict":
                return {"entry_id": self.random.choice(self.items)[1], "verdict": "superseded"}
        return {}

    def entry(self, action: str) -> HistoryEntry:
        """The next entry."""
        self.seq += 1
        self.wall_ms += self.random.randrange(500, 600_000)
        entry_id = derived_entry_id(_NODE, _EPOCH, self.seq)
        user = self.random.randrange(6)
        item, parents, payload = entry_id, tuple[str, ...](), {}
        if action == "create_shopping_list_item":
            payload = self.request()
            self.items.append((entry_id, entry_id))
        else:
            at = self.random.randrange(len(self.items))
            item, head = self.items[at]
            parents, payload = (head,), self.payload(action)
            self.items[at] = (item, entry_id)
        return HistoryEntry(
            entry_id, _YACHT, item, _NODE, _EPOCH, self.seq, parents, self.seq // 2, action, payload,
            self.users[user], _ROLES[user], Clock(self.wall_ms, 0),
        )  # fmt: skip

    def batch(self, count: int, creates: float) -> bytes:
        """The next entries, packed as a node packs its own. `creates`: how many of them are requests, 0 to 1."""
        chosen = self.random
        entries = []
        for _ in range(count):
            is_request = not self.items or chosen.random() < creates
            entries.append(self.entry("create_shopping_list_item" if is_request else chosen.choice(_LATER)))
        packed = columns.pack(entries, [-one.seq for one in entries], self.number_of, {}, own=(_NODE, _EPOCH))
        self.number_of |= {one.entry_id: one.seq for one in entries}
        return packed


def samples() -> Iterator[bytes]:
    """Batches of many yachts, most of them small."""
    for seed in range(300):
        yacht = Yacht(SEED * 1000 + seed)
        yacht.batch(60, 1)
        for count in (1, 1, 2, 3, 5, 10, 10, 20, 40):
            yield yacht.batch(count, yacht.random.choice((0, 0, 0.2, 0.5, 1)))


def trained() -> bytes:
    """The dictionary."""
    found = zstandard.train_dictionary(SIZE_BYTES, list(samples()), dict_id=columns.DICTIONARY_ID)
    return found.as_bytes()


if __name__ == "__main__":
    DICTIONARY.write_bytes(trained())
