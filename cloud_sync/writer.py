"""The text of `public.journal_write`, the one function through which the application writes: see sections.py.

Every section is written as a whole, so that a statement is planned and run once for all its rows.
"""

from collections.abc import Sequence

from cloud_sync.sections import GONE, SECTIONS, Section

_ARGUMENTS = {
    **{section.name: f"{section.type_name}[]" for section in SECTIONS.values()},
    **dict.fromkeys(GONE, "uuid[]"),
    "moved": "jsonb",
}
"""`moved`: part id -> signed change of what is on hand."""

SIGNATURE = f"public.journal_write({', '.join(_ARGUMENTS.values())})"


def text(definer: str) -> str:
    """CREATE FUNCTION. `definer`: how it gets the rights of journal_writer."""
    arguments = ",\n  ".join(f"{name} {kind} default '{{}}'" for name, kind in _ARGUMENTS.items())
    foreign = "\n    or ".join(
        f"exists (select from unnest({name}) r where r.yacht_id is distinct from tenant)" for name in SECTIONS
    )
    special = {"items": _items, "outcomes": _outcomes, "parts": _parts, "recorder": _recorder}
    body = "\n".join(special.get(name, _rows)(section) for name, section in SECTIONS.items())
    return f"""create or replace function public.journal_write(
  {arguments}
) returns void
language plpgsql volatile {definer} as $$
declare
  tenant uuid := public.get_user_yacht_id();
  written integer;
  new_parts uuid[] := '{{}}';
begin
  if tenant is null
    or {foreign} then
    raise exception 'the rows are not of the yacht that the transaction is sealed for'
      using errcode = 'insufficient_privilege';
  end if;
{body}
end $$"""


def _lines(words: Sequence[str]) -> str:
    return ",\n      ".join(", ".join(words[n : n + 5]) for n in range(0, len(words), 5))


def _given(name: str, statements: str) -> str:
    return f"  if cardinality({name}) > 0 then\n{statements}\n  end if;"


def _insert(section: Section, more: str = "") -> str:
    return f"""    insert into public.{section.table.name} (
      {_lines(section.columns)}
    ) select
      {_lines(section.values)}
    from unnest({section.name}) r{more};"""


def _rows(section: Section) -> str:
    if not section.replaces:
        return _given(section.name, _insert(section))
    values = _lines([f"{name} = excluded.{name}" for name in section.columns if name not in section.key])
    conflict = f"\n    on conflict ({', '.join(section.key)}) do update set\n      {values}"
    return _given(section.name, _insert(section, conflict))


def _items(items: Section) -> str:
    """The first steps of all items in one statement, then all their second ones."""
    table = f"public.{items.table.name}"
    gone = f"""    delete from public.pms_shopping_list_state_history h
    where h.yacht_id = tenant and h.shopping_list_item_id = any (remade_items);
    delete from {table} i where i.yacht_id = tenant and i.id = any (remade_items);"""
    made = _given(
        "items",
        f"""{_insert(items, " where r.step = 0")}
    for this_step in 1 .. (select max(r.step) from unnest(items) r) loop
      update {table} t set (
      {_lines(items.columns)}
      ) = row(
      {_lines(items.values)}
      ) from unnest(items) r where r.step = this_step and t.yacht_id = tenant and t.id = r.id;
      get diagnostics written = row_count;
      if written <> (select count(*) from unnest(items) r where r.step = this_step) then
        raise exception 'an item to change is not there' using errcode = 'no_data_found';
      end if;
    end loop;""",
    )
    return f"{_given('remade_items', gone)}\n{made}"


def _outcomes(outcomes: Section) -> str:
    gone = f"""    delete from public.{outcomes.table.name} o
    where o.yacht_id = tenant and o.item_id = any (resolved_items);"""
    return f"{_given('resolved_items', gone)}\n{_rows(outcomes)}"


def _parts(parts: Section) -> str:
    typed = [f"{value} as {name}" for name, value in zip(parts.columns, parts.values, strict=True)]
    made = _given(
        "parts",
        f"""    with given as (
      select
      {_lines(typed)}
      from unnest(parts) r
    ), movement as (
      select coalesce(i.part_id, i.candidate_promoted_to_part_id) as part_id,
        sum(coalesce((i.metadata ->> 'net_received')::numeric, i.quantity_received, 0)
          - coalesce(i.quantity_installed, 0)) as quantity
      from public.pms_shopping_list_items i
      where i.yacht_id = tenant and coalesce(i.part_id, i.candidate_promoted_to_part_id) in (select id from given)
      group by 1
    ), known as (
      update public.pms_parts p set name = g.name, part_number = g.part_number, manufacturer = g.manufacturer,
        unit = g.unit, quantity_on_hand = p.quantity_on_hand - p.quantity_counted + g.quantity_counted,
        minimum_quantity = g.minimum_quantity, location = g.location, impa_code = g.impa_code,
        updated_at = g.updated_at, quantity_counted = g.quantity_counted, origin = 'catalogue'
      from given g where p.yacht_id = tenant and p.id = g.id and g.origin <> 'promoted'
    ), made as (
      insert into public.pms_parts (id, yacht_id, name, part_number, manufacturer, unit, quantity_on_hand,
        minimum_quantity, location, impa_code, created_at, updated_at, quantity_counted, origin)
      select g.id, g.yacht_id, g.name, g.part_number, g.manufacturer, g.unit,
        g.quantity_counted + coalesce(m.quantity, 0), g.minimum_quantity, g.location, g.impa_code, g.created_at,
        g.updated_at, g.quantity_counted, g.origin
      from given g left join movement m on m.part_id = g.id
      where not exists (select from public.pms_parts p where p.yacht_id = tenant and p.id = g.id)
      returning id
    )
    select coalesce(array_agg(id), '{{}}') into new_parts from made;""",
    )
    return f"""{made}
  if moved <> '{{}}' then
    -- a part made just now was counted with all its items as they stand
    update public.pms_parts p set quantity_on_hand = p.quantity_on_hand + m.value::numeric
    from jsonb_each_text(moved) m
    where p.yacht_id = tenant and p.id = m.key::uuid and p.id <> all (new_parts);
  end if;"""


def _recorder(recorder: Section) -> str:
    return _given(
        recorder.name,
        """    update public.yacht_feeds f set seq = r.seq, chain = r.chain, clock_ms = r.clock_ms,
      clock_counter = r.clock_counter, position = r.position, digest = r.digest
    from unnest(recorder) r
    where f.yacht_id = tenant and f.position <= r.position and f.seq <= r.seq;
    get diagnostics written = row_count;
    if written <> 1 then
      raise exception 'the feed has moved on' using errcode = 'serialization_failure';
    end if;""",
    )
