"""What may be wrong with the shore, without changing anything: also while it serves."""

from collections.abc import AsyncIterator

import asyncpg
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cloud_sync.admin import administering
from cloud_sync.app import owners_database
from cloud_sync.backup import KEPT_FILES
from cloud_sync.database import PostgresTransaction
from cloud_sync.declared import missing
from cloud_sync.embedded import EmbeddedPostgres
from cloud_sync.settings import ShoreSettings
from migrations.run import schema_of, schemas
from shared_models import doctor
from shared_models.alerts import standing_alerts
from shared_models.doctor import Finding
from shared_models.errors import CommandError

_DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
_LOSES = "what was acknowledged may be lost, or the database be destroyed, when the power goes"
_OLDEST = 150_000
_FEEDS = sa.text(
    "select cast(f.yacht_id as text) as yacht_id, f.digest_matches,"
    " coalesce(l.position, 0) = f.position and coalesce(l.digest, f.digest) = f.digest as ends_right"
    " from yacht_feeds f left join lateral (select position, digest from pms_feed p where p.yacht_id = f.yacht_id"
    " order by position desc limit 1) l on true"
)


async def examine(settings: ShoreSettings, now_ms: int) -> AsyncIterator[Finding]:
    """Everything, one after the other."""
    yield doctor.disk(settings.data_dir)
    if settings.backups.folder.parent != settings.data_dir:
        yield doctor.disk(settings.backups.folder)
    yield doctor.switch(settings.shopping_list_v1_enabled)
    for finding in doctor.secrets(settings.data_dir / name for name in (*KEPT_FILES, "postgres.password")):
        yield finding
    yield doctor.backups(settings.backups, now_ms)
    if settings.database_url is None and (settings.data_dir / "postgres").exists():
        if EmbeddedPostgres(settings.data_dir / "postgres").join():
            yield Finding("postgres", "the embedded server runs")
        else:
            why = "no yacht can sync, and nobody can sign in ashore"
            yield Finding("postgres", "the embedded server does not run", why, "lazarette shore serve")
    try:
        async with owners_database(settings) as owner_url, administering(owner_url) as connection:
            async for finding in _inside(connection, now_ms):
                yield finding
    except (CommandError, OSError, asyncpg.PostgresError, sa.exc.DBAPIError) as error:
        what = str(getattr(error, "orig", error)).splitlines()[0].rstrip(".")
        yield Finding(
            "database",
            f"it cannot be reached: {what}",
            "the shore does not start",
            "see to Postgres, or give its address",
        )
    if settings.public_url is not None:
        for finding in doctor.reach("public address", settings.public_url, now_ms):
            yield finding


def release(number: int) -> Finding:
    """Of Postgres, as it numbers itself: 150004 is 15.4."""
    what = f"its version is {number // 10_000}"
    if number >= _OLDEST:
        return Finding("postgres", what)
    return Finding("postgres", what, "15 or newer is needed", "upgrade Postgres, or restore a backup into a newer one")


async def _inside(connection: AsyncConnection, now_ms: int) -> AsyncIterator[Finding]:
    yield release(int(await connection.scalar(sa.text("select current_setting('server_version_num')")) or 0))
    chosen = sa.text("select name from pg_settings where name = any(:names) and setting = 'off'")
    off = (await connection.execute(chosen, {"names": list(_DURABLE)})).scalars().all()
    for name in off:
        yield Finding("postgres", f"{name} is OFF", _LOSES, f"alter system set {name} = on; select pg_reload_conf()")
    if not off:
        yield Finding("postgres", "every commit is flushed")
    has_schema = await connection.scalar(sa.text("select to_regclass('public.alembic_version') is not null"))
    found = await connection.run_sync(schema_of) if has_schema else None
    if found is None:
        yield Finding("schema", "the database holds no shore", "nothing can be stored", "lazarette shore serve")
        return
    yield doctor.schema(found, schemas("cloud"), "lazarette migrate --shore")
    theirs, last_ms = (
        await connection.execute(
            sa.text(
                "select cast(extract(epoch from clock_timestamp()) * 1000 as bigint),"
                " (select max(clock_ms) from pms_history_entries)"
            )
        )
    ).one()
    yield doctor.clock(now_ms, {"the last entry": last_ms, "the clock of Postgres": theirs})
    if found == schemas("cloud")[0]:
        tx = PostgresTransaction(connection, None)
        for finding in doctor.alerts(await standing_alerts(tx), "docs/operator.md says for each kind what to do"):
            yield finding
        for finding in doctor.guards(await missing(tx)):
            yield finding
        problems = list[str]()
        for row in await tx.rows(_FEEDS):
            if not row["ends_right"]:
                problems.append(f"the feed of yacht {row['yacht_id']} does not end where the shore says")
            if row["digest_matches"] is False:
                problems.append(f"the digest of yacht {row['yacht_id']}'s node differed at its last exchange")
        for finding in doctor.journal(problems, "lazarette verify --shore --mend, then let the node sync"):
            yield finding
