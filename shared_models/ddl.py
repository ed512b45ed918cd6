"""The tables and triggers of both databases as text, generated from the tables and from `states.PAIRS`.

Migrations hold a frozen copy of this text; a test and `lazarette verify` compare. On SQLite only built-in functions are
used, so that the rules hold whatever program opens the file.
"""

from collections.abc import Callable, Sequence

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable, DDLElement
from sqlmodel import SQLModel

from shared_models.states import INITIAL, PAIRS, Status
from shared_models.tables import table_of

ITEMS = "pms_shopping_list_items"
HISTORY = "pms_shopping_list_state_history"
JOURNAL = "pms_history_entries"
ENFORCE = "trg_enforce_shopping_list_edit_rules"
LOG = "trg_log_shopping_list_state_change"
PROJECTION_WRITER = "journal_writer"
"""The Postgres role whose functions alone replace projected rows, and take damaged entries out of the journal."""
PROJECTION_PASS = "projection_pass"  # noqa: S105
JOURNAL_PASS = "journal_pass"  # noqa: S105
"""The node's table that names the entries that leave the journal for the quarantine."""
"""The node's table that names the item whose projected rows are being replaced."""

_FIXED = ("id", "yacht_id", "created_by", "created_at")
_UNIQUE_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    JOURNAL: (("yacht_id", "entry_id"), ("yacht_id", "node_id", "epoch", "seq")),
    "pms_audit_log": (("yacht_id", "id"),),
    HISTORY: (("yacht_id", "id"),),
}
"""The append-only tables and their unique keys."""

_MADE_CANDIDATE = f"an item is made as {INITIAL.value}"
_ILLEGAL = "this status may not follow the one before"
_NEVER_CHANGES = "id, yacht_id, created_by and created_at of an item never change"
_NO_DELETE = "an item is deleted by marking it, not by removing its row"


def dialect_named(name: str) -> Dialect:
    """ "sqlite" or "postgresql"."""
    kinds: dict[str, Callable[[], Dialect]] = {"sqlite": sqlite.dialect, "postgresql": postgresql.dialect}
    return kinds[name]()


def tables(dialect: str, models: Sequence[type[SQLModel]]) -> list[str]:
    """CREATE TABLE and CREATE INDEX of the models, in order. `dialect`: "sqlite" or "postgresql".

    An index whose `info` names an `only` dialect is made there alone."""
    kind = dialect_named(dialect)
    statements = []
    for model in models:
        table = table_of(model)
        here = [index for index in table.indexes if index.info.get("only", dialect) == dialect]
        indexes = sorted(here, key=lambda index: str(index.name))
        made: list[DDLElement] = [CreateTable(table), *(CreateIndex(index) for index in indexes)]
        statements += [str(element.compile(dialect=kind)).strip().replace("\t", "  ") for element in made]
    return ["\n".join(line.rstrip() for line in statement.splitlines()) for statement in statements]


def functions(dialect: str) -> dict[str, str]:
    """What the triggers call: CREATE FUNCTION by name. SQLite needs none."""
    return {} if dialect == "sqlite" else _postgres_functions()


def triggers(dialect: str) -> dict[str, str]:
    """CREATE TRIGGER by the trigger's name. `dialect`: "sqlite" or "postgresql"."""
    return _sqlite_triggers() if dialect == "sqlite" else _postgres_triggers()


def _legal_pairs() -> str:
    """The legal changes of status as a list of literals: 'candidate>approved', ..."""
    order = list(Status)
    pairs = sorted(PAIRS, key=lambda pair: (order.index(pair[0]), order.index(pair[1])))
    return ", ".join(f"'{before}>{after}'" for before, after in pairs)


def _append_only_name(table: str) -> str:
    return f"trg_{table.removeprefix('pms_')}_append_only"


# SQLite


def _sqlite_trigger(name: str, event: str, when: str, message: str) -> str:
    condition = f"\nWHEN {when}" if when else ""
    return f"CREATE TRIGGER {name} {event}{condition}\nBEGIN\n  SELECT RAISE(ABORT, '{message}');\nEND"


def _is_there(table: str, key: Sequence[str]) -> str:
    same = " AND ".join(f"{column} = new.{column}" for column in key)
    return f"EXISTS (SELECT 1 FROM {table} WHERE {same})"


def _passes(item_column: str) -> str:
    return f"EXISTS (SELECT 1 FROM {PROJECTION_PASS} WHERE yacht_id = old.yacht_id AND item_id = old.{item_column})"


_SQLITE_UUID = (
    "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-'"
    " || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))"
)


def _sqlite_log(name: str, event: str, previous: str, when: str, is_new: str) -> str:
    """`is_new`: what makes the row's transition one that was not written down before."""
    told = f"json_extract(new.metadata, '$.transition.id') IS NOT NULL{is_new}"

    own_time = f"{told} OR new.updated_at IS NOT old.updated_at" if is_new else "1"
    at = f"CASE WHEN {own_time} THEN new.updated_at ELSE strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END"

    def word(key: str, otherwise: str) -> str:
        return f"CASE WHEN {told} THEN json_extract(new.metadata, '$.transition.{key}') ELSE {otherwise} END"

    return f"""CREATE TRIGGER {name} {event}{when}
BEGIN
  INSERT INTO {HISTORY} (
    id, yacht_id, shopping_list_item_id, previous_state, new_state, transition_reason, transition_notes,
    changed_by, changed_at, related_order_id, related_receiving_event_id, metadata, created_at
  ) VALUES (
    {word("id", _SQLITE_UUID)},
    new.yacht_id, new.id, {previous}, new.status,
    {word("reason", "CASE WHEN new.status = 'rejected' THEN new.rejection_reason END")},
    {word("notes", "CASE new.status WHEN 'approved' THEN new.approval_notes WHEN 'rejected' THEN new.rejection_notes END")},
    coalesce(new.updated_by, new.created_by), {at}, new.order_id,
    {word("receiving_event_id", "NULL")},
    CASE WHEN {told} THEN json_object('entry_id', json_extract(new.metadata, '$.transition.entry_id')) END,
    {at}
  );
END"""  # noqa: E501


def _sqlite_triggers() -> dict[str, str]:
    moved = " OR ".join(f"new.{column} IS NOT old.{column}" for column in _FIXED)
    pair = "ifnull(old.status || '>' || new.status, '')"
    illegal = f"new.status IS NOT old.status AND {pair} NOT IN ({_legal_pairs()})"
    other_transition = (
        " AND json_extract(new.metadata, '$.transition.id') IS NOT json_extract(old.metadata, '$.transition.id')"
    )
    not_new = f"new.status IS NOT '{INITIAL.value}'"
    made = {
        ENFORCE: (f"BEFORE UPDATE ON {ITEMS}", illegal, _ILLEGAL),
        f"{ENFORCE}_insert": (f"BEFORE INSERT ON {ITEMS}", not_new, _MADE_CANDIDATE),
        # INSERT OR REPLACE deletes without the delete trigger, hence a trigger that looks for the row first
        f"{ENFORCE}_replace": (f"BEFORE INSERT ON {ITEMS}", _is_there(ITEMS, ("yacht_id", "id")), _NO_DELETE),
        f"{ENFORCE}_fixed": (f"BEFORE UPDATE ON {ITEMS}", moved, _NEVER_CHANGES),
        f"{ENFORCE}_delete": (f"BEFORE DELETE ON {ITEMS}", f"NOT {_passes('id')}", _NO_DELETE),
    }
    found = {name: _sqlite_trigger(name, *parts) for name, parts in made.items()}
    changed = "\nWHEN new.status IS NOT old.status"
    found[LOG] = _sqlite_log(LOG, f"AFTER UPDATE ON {ITEMS}", "old.status", changed, other_transition)
    found[f"{LOG}_insert"] = _sqlite_log(f"{LOG}_insert", f"AFTER INSERT ON {ITEMS}", "NULL", "", "")
    for table, keys in _UNIQUE_KEYS.items():
        name, message = _append_only_name(table), f"{table} is append-only"
        on_delete = {
            HISTORY: f"NOT {_passes('shopping_list_item_id')}",
            JOURNAL: f"NOT EXISTS (SELECT 1 FROM {JOURNAL_PASS}"
            " WHERE yacht_id = old.yacht_id AND entry_id = old.entry_id)",
        }.get(table, "")
        there = " OR ".join(_is_there(table, key) for key in keys)
        found[name] = _sqlite_trigger(name, f"BEFORE UPDATE ON {table}", "", message)
        found[f"{name}_delete"] = _sqlite_trigger(f"{name}_delete", f"BEFORE DELETE ON {table}", on_delete, message)
        found[f"{name}_replace"] = _sqlite_trigger(f"{name}_replace", f"BEFORE INSERT ON {table}", there, message)
    return found


# Postgres


def _postgres_functions() -> dict[str, str]:
    return {"refuse": _POSTGRES_REFUSE, "log_shopping_list_state_change": _postgres_log()}


_POSTGRES_REFUSE = """create or replace function public.refuse() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception '%', tg_argv[0] using errcode = 'check_violation';
end $$"""


def _postgres_log() -> str:
    """One statement for all rows that a statement made or changed, from its transition tables."""

    def written(previous: str, step: str, at: str, rows: str) -> str:
        return f"""insert into public.{HISTORY} (
      id, yacht_id, shopping_list_item_id, previous_state, new_state, transition_reason, transition_notes,
      changed_by, changed_at, related_order_id, related_receiving_event_id, metadata, created_at
    ) select
      coalesce((told.step ->> 'id')::uuid, gen_random_uuid()), n.yacht_id, n.id, {previous}, n.status,
      case when told.step ? 'id' then told.step ->> 'reason'
        when n.status = 'rejected' then n.rejection_reason end,
      case when told.step ? 'id' then told.step ->> 'notes'
        when n.status = 'approved' then n.approval_notes when n.status = 'rejected' then n.rejection_notes end,
      coalesce(n.updated_by, n.created_by), {at}, n.order_id, (told.step ->> 'receiving_event_id')::uuid,
      case when told.step ? 'id' then jsonb_build_object('entry_id', told.step -> 'entry_id') end, {at}
    from {rows}
    cross join lateral (select {step} as step) told"""

    fresh = "case when n.metadata -> 'transition' ->> 'id' is not null then n.metadata -> 'transition' end"
    other = "n.metadata -> 'transition' ->> 'id' is distinct from o.metadata -> 'transition' ->> 'id'"
    made = written("null", fresh, "n.updated_at", "new_rows n")
    changed = written(
        "o.status",
        f"case when {other} then {fresh} end",
        f"case when {other} or n.updated_at is distinct from o.updated_at then n.updated_at else now() end",
        "new_rows n join old_rows o on o.yacht_id = n.yacht_id and o.id = n.id and o.status <> n.status",
    )
    return f"""create or replace function public.log_shopping_list_state_change() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    {made};
  else
    {changed};
  end if;
  return null;
end $$"""


def _postgres_trigger(name: str, event: str, when: str, message: str) -> str:
    each = "statement" if "truncate" in event else "row"
    condition = f" when ({when})" if when else ""
    return f"create trigger {name} {event}\nfor each {each}{condition}\nexecute function public.refuse('{message}')"


def _postgres_triggers() -> dict[str, str]:
    moved = " or ".join(f"new.{column} is distinct from old.{column}" for column in _FIXED)
    illegal = f"old.status <> new.status and old.status || '>' || new.status not in ({_legal_pairs()})"
    not_writer = f"current_user <> '{PROJECTION_WRITER}'"
    made = {
        ENFORCE: (f"before update on public.{ITEMS}", illegal, _ILLEGAL),
        f"{ENFORCE}_insert": (f"before insert on public.{ITEMS}", f"new.status <> '{INITIAL.value}'", _MADE_CANDIDATE),
        f"{ENFORCE}_fixed": (f"before update on public.{ITEMS}", moved, _NEVER_CHANGES),
        f"{ENFORCE}_delete": (f"before delete on public.{ITEMS}", not_writer, _NO_DELETE),
        f"{ENFORCE}_truncate": (f"before truncate on public.{ITEMS}", "", _NO_DELETE),
    }
    for table in _UNIQUE_KEYS:
        name, message = _append_only_name(table), f"{table} is append-only"
        made[name] = (f"before update on public.{table}", "", message)
        on_delete = not_writer if table in (HISTORY, JOURNAL) else ""
        made[f"{name}_delete"] = (f"before delete on public.{table}", on_delete, message)
        made[f"{name}_truncate"] = (f"before truncate on public.{table}", "", message)
    found = {name: _postgres_trigger(name, *parts) for name, parts in made.items()}
    for name, event, old in ((f"{LOG}_insert", "insert", ""), (LOG, "update", "old table as old_rows ")):
        found[name] = f"""create trigger {name} after {event} on public.{ITEMS}
referencing {old}new table as new_rows
for each statement execute function public.log_shopping_list_state_change()"""
    return found
