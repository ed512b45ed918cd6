"""What may be wrong with a node, without changing anything: also while it serves, or does not start."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from cryptography import x509
from sqlcipher3 import dbapi2 as sqlcipher

from edge_node.backup import KEPT_FILES, about_file, reading_on
from edge_node.database import ReadTransaction, run_now
from edge_node.declared import missing
from edge_node.encryption import opened, prove
from edge_node.enrol import DATABASE
from edge_node.outgoing import ENTRIES
from edge_node.persist import STATE
from edge_node.settings import NodeSettings
from migrations.run import schemas
from shared_models import doctor
from shared_models.alerts import standing_alerts
from shared_models.doctor import Finding
from shared_models.entries import wall_ms_of
from shared_models.errors import CommandError
from shared_models.tables import SHOPPING_LIST, Flag, table_of
from shared_models.verify import verify

_DAMAGED = "stop the node, keep its folder, restore the newest backup; what the shore has comes back"


def examine(settings: NodeSettings, now_ms: int) -> Iterator[Finding]:
    """Everything, one after the other."""
    path = settings.data_dir / DATABASE
    yield doctor.disk(settings.data_dir)
    if settings.backups.folder.parent != settings.data_dir:
        yield doctor.disk(settings.backups.folder)
    yield doctor.switch(settings.shopping_list_v1_enabled)
    files = [settings.data_dir / name for name in KEPT_FILES]
    yield from doctor.secrets([*files, *filter(None, (settings.database_key_file, settings.tls_key_file))])
    yield doctor.backups(settings.backups, now_ms)
    yield from _certificate(settings, now_ms)
    try:
        about = about_file(path, settings.key())
    except CommandError as error:
        yield Finding("database", str(error).rstrip("."), "the node does not start", f"give its key; or {_DAMAGED}")
        yield doctor.clock(now_ms, {})
        return
    last_ms = None if about.last_at is None else wall_ms_of(about.last_at)
    yield doctor.clock(now_ms, {"the last entry": last_ms})
    yield doctor.schema(about.schema, schemas("edge"), "lazarette migrate")
    if not path.with_name(f"{DATABASE}.reserve").exists() and path.with_name(f"{DATABASE}-wal").exists():
        do = "make room; the node makes it again by itself"
        yield Finding("disk", "the node's reserve is used up", "acts of people are refused until it is back", do)
    shore_url: str | None = settings.shore_url
    if about.schema == schemas("edge")[0]:
        yield from _inside(path, settings)
        shore_url = shore_url or _read(path, settings, STATE.c.shore_url)
    if shore_url:
        yield from doctor.reach("shore", shore_url, now_ms)


def _read(path: Path, settings: NodeSettings, column: Any) -> Any:
    connection = opened(path, settings.key(), read_only=True)
    try:
        return run_now(reading_on(connection).rows(sa.select(column.label("one"))))[0]["one"]
    finally:
        connection.close()


def _inside(path: Path, settings: NodeSettings) -> Iterator[Finding]:
    """What the database itself says: pages, triggers, the journal along its chain, and what the rollout is."""
    prove(path, settings.key())
    connection = opened(path, settings.key(), read_only=True)
    try:
        tx = reading_on(connection)
        pages = [str(row[0]) for row in connection.execute("pragma integrity_check(3)") if row != ("ok",)]
        yield from doctor.guards(run_now(missing(tx)))
        problems = pages or run_now(_replayed(tx))
        yield from doctor.journal(problems, f"lazarette verify says more; {_DAMAGED}")
        do = "the page Sync says more, and docs/operator.md for each kind what to do"
        yield from doctor.alerts(run_now(standing_alerts(tx)), do)
        if not all(run_now(_rollout(tx))):
            why = "every list and act is answered 503, though the switch on board is on"
            yield Finding(
                "rollout", "the shore has not turned this yacht on", why, "a manager sets it ashore, on Rollout"
            )
    except sqlcipher.DatabaseError as error:
        what = f"the database cannot be read: {error}"
        yield Finding("journal", what, "a damaged file, or one beside a -wal that is not its own", _DAMAGED)
    except sa.exc.DBAPIError as error:
        what = f"the database cannot be read: {error.orig}"
        yield Finding("journal", what, "a damaged file, or one beside a -wal that is not its own", _DAMAGED)
    finally:
        connection.close()


async def _rollout(tx: ReadTransaction) -> list[bool]:
    """What the shore last said of the feature on this yacht; nothing yet is no reason."""
    flags = table_of(Flag)
    return [row["is_on"] for row in await tx.rows(sa.select(flags.c.is_on).where(flags.c.flag == SHOPPING_LIST))]


async def _replayed(tx: ReadTransaction) -> list[str]:
    """What a replay finds, and whether the journal ends where the node's own state says."""
    state = (await tx.rows(sa.select(STATE)))[0]
    report = await verify(tx, state["yacht_id"])
    if (state["position"], state["digest"]) != (report.position, report.digest):
        report.problem("the feed does not end where the shore's last receipt says: was another file put in its place?")
    own = sa.and_(ENTRIES.c.node_id == state["node_id"], ENTRIES.c.epoch == state["epoch"])
    last = (await tx.rows(sa.select(sa.func.coalesce(sa.func.max(ENTRIES.c.seq), 0).label("seq")).where(own)))[0]["seq"]
    if last != state["seq"]:
        report.problem(f"entry {state['seq']} is the last that this node recorded, and the journal ends with {last}")
    return report.problems


def _certificate(settings: NodeSettings, now_ms: int) -> Iterator[Finding]:
    """What the node shows to tablets."""
    try:
        shown = settings.certificate()
    except CommandError as error:
        do = "correct the settings"
        yield Finding("certificate", str(error).rstrip("."), "the node does not start", do)
        return
    if shown is None:
        if settings.is_plain:
            why = "whoever is on the network can read PINs"
            yield Finding("certificate", "the node is served over plain HTTP", why, "unset LAZARETTE_NODE_PLAIN_HTTP")
        return
    file = shown.brought[0] if shown.brought else shown.folder / "served.pem"
    do = "bring a newer one" if shown.brought else "start the node: it renews it"
    try:
        leaf = x509.load_pem_x509_certificate(file.read_bytes())
    except (OSError, ValueError):
        if shown.brought:
            yield Finding("certificate", f"{file} cannot be read", "tablets cannot connect", do)
        return
    begins, ends = (int(at.timestamp() * 1000) for at in (leaf.not_valid_before_utc, leaf.not_valid_after_utc))
    yield doctor.certificate(f"the node's, {file}", begins, ends, now_ms, do)
