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
ENFORCE = "trg_enforce_shopping_list_edit_rules"
LOG = "trg_log_shopping_list_state_change"
PROJECTION_WRITER = "journal_writer"
"""The Postgres role whose functions alone replace projected rows."""
PROJECTION_PASS = "projection_pass"  # noqa: S105
JOURNAL_PASS = "journal_pass"  # noqa: S105
"""The node's table that names the entries that leave the journal for the quarantine."""
"""The node's table that names the item whose projected rows are being replaced."""

_FIXED = ("id", "yacht_id", "created_by", "created_at")
_UNIQUE_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "pms_history_entries": (("yacht_id", "entry_id"), ("yacht_id", "node_id", "epoch", "seq")),
    "pms_audit_log": (("yacht_id", "id"),),
    HISTORY: (("yacht_id", "id"),),
}
"""The append-only tables and their unique keys."""

_MADE_CANDIDATE = f"an item is made as {INITIAL.value}"
_ILLEGAL = "this status may not follow the one before"
_NEVER_CHANGES = "id, yacht_id, created_by and created_at of an item never change"
_NO_DELETE = "an item is deleted by marking it, not by removing its row"


def _dialect(name: str) -> Dialect:
    kinds: dict[str, Callable[[], Dialect]] = {"sqlite": sqlite.dialect, "postgresql": postgresql.dialect}
    return kinds[name]()


def tables(dialect: str, models: Sequence[type[SQLModel]]) -> list[str]:
    """CREATE TABLE and CREATE INDEX of the models, in order. `dialect`: "sqlite" or "postgresql"."""
    kind = _dialect(dialect)
    statements = []
    for model in models:
        table = table_of(model)
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
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
            "pms_history_entries": f"NOT EXISTS (SELECT 1 FROM {JOURNAL_PASS}"
            " WHERE yacht_id = old.yacht_id AND entry_id = old.entry_id)",
        }.get(table, "")
        there = " OR ".join(_is_there(table, key) for key in keys)
        found[name] = _sqlite_trigger(name, f"BEFORE UPDATE ON {table}", "", message)
        found[f"{name}_delete"] = _sqlite_trigger(f"{name}_delete", f"BEFORE DELETE ON {table}", on_delete, message)
        found[f"{name}_replace"] = _sqlite_trigger(f"{name}_replace", f"BEFORE INSERT ON {table}", there, message)
    return found


# Postgres


def _postgres_functions() -> dict[str, str]:
    moved = " or ".join(f"new.{column} is distinct from old.{column}" for column in _FIXED)
    enforce = f"""create or replace function public.enforce_shopping_list_edit_rules() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' then
    if current_user <> '{PROJECTION_WRITER}' then
      raise exception '{_NO_DELETE}' using errcode = 'check_violation';
    end if;
    return old;
  end if;
  if tg_op = 'INSERT' then
    if new.status is distinct from '{INITIAL.value}' then
      raise exception '{_MADE_CANDIDATE}' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.status is distinct from old.status
    and coalesce(old.status || '>' || new.status, '') not in ({_legal_pairs()}) then
    raise exception '{_ILLEGAL}' using errcode = 'check_violation';
  end if;
  if {moved} then
    raise exception '{_NEVER_CHANGES}' using errcode = 'check_violation';
  end if;
  return new;
end $$"""
    refuse = f"""create or replace function public.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' and tg_table_name = '{HISTORY}' and current_user = '{PROJECTION_WRITER}' then
    return old;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'check_violation';
end $$"""
    return {
        "enforce_shopping_list_edit_rules": enforce,
        "log_shopping_list_state_change": _POSTGRES_LOG,
        "refuse_change": refuse,
    }


_POSTGRES_LOG = f"""create or replace function public.log_shopping_list_state_change() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  step jsonb := new.metadata -> 'transition';
  previous text;
  at timestamptz := new.updated_at;
begin
  if tg_op = 'UPDATE' then
    previous := old.status;
    if step ->> 'id' is not distinct from old.metadata -> 'transition' ->> 'id' then
      step := null;
      if new.updated_at is not distinct from old.updated_at then
        at := now();
      end if;
    end if;
  end if;
  if step ->> 'id' is null then
    step := jsonb_strip_nulls(jsonb_build_object(
      'reason', case when new.status = 'rejected' then new.rejection_reason end,
      'notes', case new.status when 'approved' then new.approval_notes when 'rejected' then new.rejection_notes end));
  end if;
  insert into public.{HISTORY} (
    id, yacht_id, shopping_list_item_id, previous_state, new_state, transition_reason, transition_notes,
    changed_by, changed_at, related_order_id, related_receiving_event_id, metadata, created_at
  ) values (
    coalesce((step ->> 'id')::uuid, gen_random_uuid()), new.yacht_id, new.id, previous, new.status,
    step ->> 'reason', step ->> 'notes', coalesce(new.updated_by, new.created_by), at, new.order_id,
    (step ->> 'receiving_event_id')::uuid,
    case when step ? 'id' then jsonb_build_object('entry_id', step -> 'entry_id') end, at
  );
  return null;
end $$"""


def _postgres_triggers() -> dict[str, str]:
    found = {
        ENFORCE: f"""create trigger {ENFORCE} before insert or update or delete on public.{ITEMS}
for each row execute function public.enforce_shopping_list_edit_rules()""",
        LOG: f"""create trigger {LOG} after update on public.{ITEMS}
for each row when (new.status is distinct from old.status) execute function public.log_shopping_list_state_change()""",
        f"{LOG}_insert": f"""create trigger {LOG}_insert after insert on public.{ITEMS}
for each row execute function public.log_shopping_list_state_change()""",
    }
    for table in _UNIQUE_KEYS:
        name = _append_only_name(table)
        found[name] = f"""create trigger {name} before update or delete on public.{table}
for each row execute function public.refuse_change()"""
        found[f"{name}_truncate"] = f"""create trigger {name}_truncate before truncate on public.{table}
for each statement execute function public.refuse_change()"""
    found[f"{ENFORCE}_truncate"] = f"""create trigger {ENFORCE}_truncate before truncate on public.{ITEMS}
for each statement execute function public.refuse_change()"""
    return found
