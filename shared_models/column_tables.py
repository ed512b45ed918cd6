"""What the form of `columns` knows beforehand: actions, their fields, words, and what is usual. Data, and pure.

The tables are part of the form: they grow at the end alone, with a new version of the exchange.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from shared_models.column_forms import numbers
from shared_models.entries import RULING

_CREATE, _IMPORT = "create_shopping_list_item", "import_parts"
ACTION_FIELDS: tuple[tuple[str, tuple[str, ...]], ...] = tuple(
    (line.split()[0], tuple(line.split()[1:]))
    for line in """
create_shopping_list_item part_name quantity_requested source_type part_id part_number manufacturer unit urgency \
required_by_date preferred_supplier estimated_unit_price currency source_work_order_id source_receiving_id \
source_notes allow_duplicate
approve_shopping_list_item quantity_approved approval_notes
reject_shopping_list_item rejection_reason rejection_notes
promote_candidate_to_part
start_review
update_shopping_list_item part_name part_number manufacturer quantity_requested unit urgency required_by_date \
preferred_supplier estimated_unit_price source_notes quantity_approved
mark_shopping_list_item_ordered quantity_ordered order_id order_line_number preferred_supplier
record_receipt quantity receiving_event_id notes
record_installation quantity installed_to_equipment_id
correct_receipt quantity reason
cancel_order reason order_entry_id
delete_shopping_list_item deletion_reason
acknowledge_conflict entry_id notes verdict by
rule_on_entry entry_id ruling reason
import_parts parts
adopt_item
""".strip().splitlines()
)
"""Every action known to the form, and its fields."""
ACTIONS = {name: code for code, (name, _) in enumerate(ACTION_FIELDS)}
BITS = {action: {name: 1 << bit for bit, name in enumerate(names)} for action, names in ACTION_FIELDS}

GENERIC, TEXT, NUMBER, DAY, MENTION, CHOICE, WHOLE = range(7)
_KIND_WORDS = {
    NUMBER: "quantity quantity_requested quantity_approved quantity_ordered estimated_unit_price",
    DAY: "required_by_date",
    MENTION: "part_id source_work_order_id source_receiving_id order_id receiving_event_id order_entry_id entry_id by "
    "installed_to_equipment_id",
    CHOICE: "urgency source_type currency verdict ruling",
    WHOLE: "order_line_number",
    GENERIC: "allow_duplicate parts",
}
KIND = {name: kind for kind, names in _KIND_WORDS.items() for name in names.split()}
WORDS: dict[str, tuple[str, ...]] = {
    "urgency": ("low", "normal", "high", "critical"),
    "source_type": (
        "inventory_low", "inventory_oos", "work_order_usage", "receiving_missing", "receiving_damaged", "manual_add",
    ),
    "currency": ("EUR", "USD", "GBP", "AUD", "CHF", "NOK", "SEK", "DKK", "NZD", "SGD", "AED", "CAD", "JPY", "TRY"),
    "verdict": ("applied", "partly_applied", "superseded", "rejected", "quarantined"),
    "ruling": ("role_not_held", "not_legal_when_made", "role_in_doubt"),
    "role": ("crew", "chief_officer", "chief_engineer", "captain", "manager"),
    "assurance": ("node", "signed"),
}  # fmt: skip
CODES = {name: {word: code for code, word in enumerate(words)} for name, words in WORDS.items()}
FIRST_NAME = 128
"""From this code on a word is one of the batch's own names."""

AS_USUAL, NO_ITEM, ITSELF, OTHER, ODD = range(5)
"""How an entry names its item; as usual: a creation itself, an import of parts none, whatever else another."""


def usual_item(action: str) -> int:
    return ITSELF if action == _CREATE else NO_ITEM if action == _IMPORT else OTHER


def usual_parents(entry_id: str, item_id: Any, action: str, last: Mapping[str, str]) -> tuple[str, ...]:
    """What an entry most likely builds on. `last`: the last act on each item so far in the batch."""
    if action == RULING or not isinstance(item_id, str) or item_id == entry_id:
        return ()
    return (last.get(item_id, item_id),)


def fields_of(shape: Sequence[int], names: Mapping[int, str]) -> list[tuple[str, str]]:
    code, mask, *others = shape
    if code < 0 or mask < 0:
        raise ValueError("a code is not negative")
    action = names[code] if code >= FIRST_NAME else ACTION_FIELDS[code][0]
    bits = BITS.get(action, {})
    if mask >> len(bits):
        raise ValueError("a field is not known here")
    found = [(action, name) for name, bit in bits.items() if mask & bit]
    return list(dict.fromkeys([*found, *((action, names[other]) for other in others)]))


class Words:
    """The codes of words: of the known ones in the tables, of others in the batch's own list."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}

    def code(self, word: str, known: Mapping[str, int]) -> int:
        """The code of one word, of `known` or a new one."""
        found = known.get(word)
        return self.names.setdefault(word, FIRST_NAME + len(self.names)) if found is None else found

    def column(self, kind: str, values: Iterable[str]) -> Any:
        """The codes of words of that kind in `WORDS`, as a column."""
        known = CODES.get(kind, {})
        return numbers([self.code(value, known) for value in values])
