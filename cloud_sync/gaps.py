"""What a Postgres database lacks of the declared schema, and the SQL that would add it, to be reviewed by a person.

Nothing is changed here. What the database has beyond the declared schema is listed apart, never proposed for dropping.
"""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cloud_sync.catalogue import Catalogue, Thing, catalogue, in_order
from cloud_sync.database import owner_engine

_CONSTRAINT = re.compile(r"add constraint (\S+) (PRIMARY KEY|UNIQUE|CHECK|FOREIGN KEY) ")
_NO_ZONE = ("timestamp without time zone", "timestamp with time zone")
_OF_A_TABLE = ("column", "constraint", "index", "trigger", "policy")
_LISTED_APART = (*_OF_A_TABLE, "table", "function", "grant", "grant on a schema", "grant on a function")


@dataclass(frozen=True)
class Gap:
    """Something that is missing or differs. `found`: what is there instead. `person`: why its SQL does not just run."""

    kind: str
    key: str
    wanted: str
    found: str | None
    sql: str
    person: str | None = None

    @property
    def is_missing(self) -> bool:
        """Whether nothing of that name is there."""
        return self.found is None


@dataclass(frozen=True)
class Extra:
    """Something that is there and not declared. `remark`: why it should be looked at, "" where it does no harm."""

    kind: str
    key: str
    remark: str


@dataclass
class GapReport:
    """`number`: of the declared schema; `has_number`: of the database's own, if it has one."""

    number: str
    has_number: str | None = None
    gaps: list[Gap] = field(default_factory=list)
    extras: list[Extra] = field(default_factory=list)


@asynccontextmanager
async def only_reading(database_url: str) -> AsyncIterator[AsyncConnection]:
    """A transaction in which Postgres refuses every change."""
    engine = owner_engine(database_url).execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    try:
        async with engine.connect() as connection:
            # a row that a policy hides would be missing in the counts: better an error, which is told
            await connection.exec_driver_sql("set local row_security = off")
            yield connection
    finally:
        await engine.dispose()


async def gap_report(connection: AsyncConnection, wanted: Catalogue, number: str) -> GapReport:
    """Compare a database with the declared schema."""
    found = await catalogue(connection)
    report = GapReport(number, await _number(connection))
    trial = _Trial(connection, wanted, found)
    for thing in in_order(wanted):
        other = found.get((thing.kind, thing.key))
        if (other is None or other.text != thing.text) and not _is_made_with_another(thing, found):
            sql, person = await trial.change(thing, other)
            held = None if other is None else other.text or other.make
            report.gaps.append(Gap(thing.kind, thing.key, thing.text or thing.make, held, sql, person))
    for thing in in_order(found):
        if (thing.kind, thing.key) in wanted:
            continue
        if thing.kind == "not null" and ("column", thing.key) in wanted:
            sql = thing.make.replace("set not null", "drop not null")
            report.gaps.append(Gap("not null", thing.key, "may be null", "not null", sql))
        elif thing.kind in _LISTED_APART and _is_ours(thing, wanted):
            report.extras.append(Extra(thing.kind, thing.key, _remark(thing, found)))
    return report


def _is_made_with_another(thing: Thing, found: Catalogue) -> bool:
    """Whether a missing table brings its columns with it, or a missing column its default."""
    if thing.kind in ("column", "default", "not null") and ("table", thing.table) not in found:
        return True
    return thing.kind == "default" and ("column", thing.key) not in found


def _is_ours(thing: Thing, wanted: Catalogue) -> bool:
    """Whether it may touch what is ours: what others keep in tables of their own is nobody's business here."""
    if thing.kind in ("table", "function"):
        return thing.key.startswith("public.")
    if thing.kind == "grant on a function":
        return any(kind == "function" and key in thing.make for kind, key in wanted)
    return thing.table == "" or ("table", thing.table) in wanted


def _remark(thing: Thing, found: Catalogue) -> str:
    if thing.kind.startswith("grant"):
        undo = thing.make.replace("grant ", "revoke ", 1)
        return f"gives more than is declared; where nothing needs it: {undo[: undo.rindex(' to ')]} from" + (
            undo[undo.rindex(" to ") + 3 :] + ";"
        )
    if thing.kind == "policy":
        return "" if "as restrictive" in thing.text else "lets more rows be seen or changed than is declared"
    if thing.kind == "column":
        is_needed = ("not null", thing.key) in found and ("default", thing.key) not in found
        return "has no default and may not be null: no row can be added without it" if is_needed else ""
    return {"trigger": "runs with every change", "constraint": "may refuse what is declared to be valid"}.get(
        thing.kind, ""
    )


async def _number(connection: AsyncConnection) -> str | None:
    is_there = "select to_regclass('public.alembic_version') is not null"
    if not (await connection.exec_driver_sql(is_there)).scalar():
        return None
    return (await connection.exec_driver_sql("select version_num from public.alembic_version")).scalar()


@dataclass
class _Trial:
    """The SQL for each gap, tried on the rows that are there as far as reading can."""

    connection: AsyncConnection
    wanted: Catalogue
    found: Catalogue

    async def change(self, thing: Thing, other: Thing | None) -> tuple[str, str | None]:
        """The SQL that makes the thing as wanted, and why a person must look at it first, if so."""
        if thing.kind == "constraint":
            return await self._constraint(thing, other)
        if thing.kind == "not null":
            return thing.make, await self._rows_in_the_way(thing, f"{_column(thing.key)} is null")
        if other is None:
            return thing.make, None
        match thing.kind:
            case "column":
                return await self._retyped(thing, other)
            case "role":
                return f"alter role {thing.key} {thing.text}", "whatever else uses this role is changed with it"
            case "type":
                return f"drop type {thing.key};\n{thing.make}", "what uses the type must be made anew"
            case "function" if thing.key.startswith("auth."):
                return thing.make, "the function is another system's too"
            case "function" if _returns(thing.text) != _returns(other.text):
                return thing.make, "it returns something else; it must be dropped first, with what calls it"
            case "policy":
                return f"drop policy {_column(thing.key)} on {thing.table};\n{thing.make}", None
            case "index":
                return f"drop index {thing.key};\n{thing.make}", None
        return thing.make, None

    async def _count(self, query: str) -> int | str:
        """The number that a query gives, or why it gives none."""
        try:
            async with self.connection.begin_nested():
                return int((await self.connection.exec_driver_sql(query)).scalar() or 0)
        except sa.exc.DBAPIError as error:
            said = str(error.orig)
            return (said.partition(">: ")[2] or said).partition("\n")[0]

    async def _rows_in_the_way(self, thing: Thing, where: str) -> str | None:
        """How many rows do not meet the thing, once the columns that are missing are there; None if all do."""
        if ("table", thing.table) not in self.found:
            return None
        count = await self._count(f"select count(*) from {self._whole(thing.table)} where {where}")
        if isinstance(count, str):
            return f"it could not be tried on the rows as they are ({count})"
        return f"{count} rows do not meet it" if count else None

    def _whole(self, table: str) -> str:
        """A table as FROM has it, with the columns that it lacks."""
        lacking = [
            f", cast({default.text if (default := self.wanted.get(('default', key))) else 'null'} as {column.text})"
            f" as {_column(key)}"
            for (kind, key), column in self.wanted.items()
            if kind == "column" and column.table == table and ("column", key) not in self.found
        ]
        return f"(select held.*{''.join(lacking)} from {table} held) whole"

    async def _retyped(self, thing: Thing, other: Thing) -> tuple[str, str | None]:
        column = _column(thing.key)
        using = f"{column} at time zone 'UTC'" if (other.text, thing.text) == _NO_ZONE else f"{column}::{thing.text}"
        if other.text in ("jsonb", "json") and thing.text == "text":
            using = f"{column} #>> '{{}}'"
        alter = f"alter table {thing.table} alter column {column}"
        lines = [f"{alter} drop default", f"{alter} type {thing.text} using {using}"]
        if default := self.wanted.get(("default", thing.key)):
            lines.append(default.make)
        said = await self._count(f"select count({using}) from {thing.table}")
        depends = await self._count(
            "select count(*) from pg_depend d"
            " join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid"
            f" where d.refobjid = '{thing.table}'::regclass and a.attname = '{column.strip(chr(34))}'"
            " and d.classid in ('pg_policy'::regclass, 'pg_rewrite'::regclass, 'pg_trigger'::regclass)"
        )
        person = None
        if isinstance(said, str):
            person = f"not every value can be taken over ({said})"
        elif depends:
            person = "a policy, view or trigger uses the column and must be dropped before and made again after"
        return ";\n".join(lines), person

    async def _constraint(self, thing: Thing, other: Thing | None) -> tuple[str, str | None]:
        if other is not None:
            return f"alter table {thing.table} validate constraint {other.text}", await self._breaks(thing)
        named = _CONSTRAINT.search(thing.make)
        assert named is not None
        name, kind = named.groups()
        in_its_place = [
            its_name[1]
            for one in self.found.values()
            if one.kind == "constraint" and one.table == thing.table
            and (its_name := _CONSTRAINT.search(one.make)) is not None
            and (its_name[1] == name or kind == its_name[2] == "PRIMARY KEY")
        ]  # fmt: skip
        lines = [f"alter table {thing.table} drop constraint {one}" for one in in_its_place]
        if kind in ("CHECK", "FOREIGN KEY"):
            lines += [f"{thing.make} not valid", f"alter table {thing.table} validate constraint {name}"]
        else:
            lines.append(thing.make)
        return ";\n".join(lines), await self._breaks(thing)

    async def _breaks(self, thing: Thing) -> str | None:
        """Why the rows that are there do not meet a constraint; None if they do."""
        kind, _, rest = thing.key.partition(": ")[2].partition(" (")
        inner = rest.rpartition(")")[0]
        if kind == "CHECK":
            return await self._rows_in_the_way(thing, f"not ({inner})")
        keys = inner if kind == "UNIQUE" else thing.key.partition("PRIMARY KEY (")[2].partition(")")[0]
        if kind not in ("PRIMARY KEY", "UNIQUE") or ("table", thing.table) not in self.found:
            return None
        twice = f"select {keys} from {self._whole(thing.table)} group by {keys} having count(*) > 1"
        said = await self._count(f"select count(*) from ({twice}) found_twice")
        if isinstance(said, str):
            return f"it could not be tried on the rows as they are ({said})"
        if said or kind == "UNIQUE":
            return f"{said} keys occur more than once" if said else None
        return await self._rows_in_the_way(thing, f"not (row({keys}) is not null)")


def _column(key: str) -> str:
    """The last part of a name such as public.pms_parts.name."""
    return re.split(r'\.(?=(?:[^"]*"[^"]*")*[^"]*$)', key)[-1]


def _returns(text: str) -> str:
    found = re.search(r"^ RETURNS .*$", text, re.MULTILINE)
    return found[0] if found else ""


def sql_of(report: GapReport) -> str:
    """The report as SQL to be reviewed; what needs a person is written as a comment, with the reason."""
    lines = [
        "-- What this database lacks of Lazarette's declared schema. Read it, decide what is marked PERSON, then run",
        "-- it as the owner with psql --single-transaction -v ON_ERROR_STOP=1. Nothing that is there is dropped,",
        "-- but for what another thing of the same name takes the place of.",
        "set local check_function_bodies = off;",
        "set local search_path = '';",
    ]
    kind = ""
    needs_person = any(gap.person for gap in report.gaps)
    for gap in report.gaps:
        if gap.kind != kind:
            lines += ["", f"-- {gap.kind}"]
            if gap.kind == "index":
                lines.append("-- on a large table in use: CREATE INDEX CONCURRENTLY, each outside of any transaction")
            if "function" in (gap.kind, kind):  # whoever is given a function must be allowed to make one
                lines.append(_may_make("grant") if gap.kind == "function" else _may_make("revoke"))
            kind = gap.kind
        if gap.person:
            lines += [f"-- PERSON: {gap.key}: {gap.person}", *(f"-- {line}" for line in f"{gap.sql};".splitlines())]
        else:
            lines.append(f"{gap.sql};")
    if kind == "function":
        lines.append(_may_make("revoke"))
    lines += ["", *_numbered(report, needs_person)]
    for extra in report.extras:
        lines.append(f"-- there and not declared: {extra.kind} {extra.key}{extra.remark and f': {extra.remark}'}")
    return "\n".join(lines) + "\n"


def _may_make(word: str) -> str:
    return f"{word} create on schema public, auth, ctx {'to' if word == 'grant' else 'from'} journal_writer;"


def _numbered(report: GapReport, needs_person: bool) -> Iterator[str]:
    if report.has_number is not None:
        if report.has_number != report.number:
            yield f"-- the database says that it has schema {report.has_number}, not {report.number}: lazarette migrate"
        return
    made = (
        "create table public.alembic_version (version_num varchar(32) not null primary key);",
        f"insert into public.alembic_version values ('{report.number}');",
    )
    yield "-- from then on the shore knows which schema it has" + (
        "; run this once what is marked PERSON is decided" if needs_person else ""
    )
    yield from (f"-- {line}" if needs_person else line for line in made)


def page_of(report: GapReport, name: str) -> str:
    """The report as a page that needs nothing else. `name`: of the database, without its password."""
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "pages" / "templates"), autoescape=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    return templates.get_template("gap_report.html").render(report=report, name=name)
