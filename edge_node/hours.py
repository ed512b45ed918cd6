"""How people's requests on board went, hour by hour: kept for a week, and told to the shore once the hour is over."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from edge_node.database import WriteTransaction
from edge_node.tables import BoardHour
from shared_models.changes import Transaction
from shared_models.entries import moment, wall_ms_of
from shared_models.exchange import HOURS_TOLD, Hour
from shared_models.measured import MEASURED, added
from shared_models.tables import table_of

_HOURS = table_of(BoardHour)
_HOUR_MS, _KEPT_HOURS = 3_600_000, 168
_FEW = 4


def hour_of(now_ms: int) -> str:
    """The hour's beginning, by which its requests are counted."""
    return moment(now_ms - now_ms % _HOUR_MS)


async def write_down(tx: WriteTransaction, hour: str, counts: Mapping[str, Any]) -> None:
    """Add counts, by the names of `MEASURED`, to an hour; the shore is told of it again."""
    rows = await tx.rows(sa.select(_HOURS).where(_HOURS.c.hour == hour))
    row = {"yacht_id": tx.yacht_id, "hour": hour, "is_told": False, **added([*rows, counts])}
    upsert = insert(_HOURS).values(row)
    new = {name: row[name] for name in (*MEASURED, "is_told")}
    await tx.rows(upsert.on_conflict_do_update(index_elements=("yacht_id", "hour"), set_=new))
    await tx.rows(_HOURS.delete().where(_HOURS.c.hour < moment(wall_ms_of(hour) - _KEPT_HOURS * _HOUR_MS)))


async def since(tx: Transaction, at_ms: int) -> Sequence[Mapping[str, Any]]:
    """The hours that began then or later."""
    return await tx.rows(sa.select(_HOURS).where(_HOURS.c.hour >= moment(at_ms)))


async def untold(tx: Transaction, now_ms: int, is_limited: bool) -> list[Hour]:
    """The hours that are over and that the shore has not heard of, the newest first: a few where bytes are dear."""
    bounds = (_HOURS.c.hour < hour_of(now_ms), _HOURS.c.hour >= moment(now_ms - HOURS_TOLD * _HOUR_MS))
    chosen = sa.select(_HOURS).where(_HOURS.c.is_told.is_(False), *bounds).order_by(_HOURS.c.hour.desc())
    rows = await tx.rows(chosen.limit(_FEW if is_limited else HOURS_TOLD))
    return [Hour(wall_ms_of(row["hour"]) // _HOUR_MS, *(row[name] for name in MEASURED)) for row in rows]


async def note_told(tx: WriteTransaction, hours: Sequence[Hour]) -> None:
    """The shore has these; what was counted since is told again."""
    for hour in hours:
        same = (_HOURS.c.hour == moment(hour.hour * _HOUR_MS), _HOURS.c.requests == hour.requests)
        await tx.rows(_HOURS.update().where(*same).values(is_told=True))
