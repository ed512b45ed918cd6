"""The canary report: how a yacht's last hours were, from what is stored, and whether that speaks for going further."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from cloud_sync.rollout import objection
from cloud_sync.tables import YachtHour
from shared_models.actions import REGISTRY
from shared_models.changes import Transaction
from shared_models.entries import moment
from shared_models.measured import BUCKETS_MS, MEASURED, within_ms
from shared_models.tables import Audit, table_of

_HOURS, _AUDIT = table_of(YachtHour), table_of(Audit)


@dataclass(frozen=True)
class Report:
    """What was kept of a yacht's hours. `actions`: how often each was taken, on board and ashore, by name."""

    yacht: str
    hours: int
    until: str
    rows: Sequence[Mapping[str, Any]]
    actions: Mapping[str, int]
    alerts: Sequence[str]

    @property
    def objection(self) -> str | None:
        """Why it goes no further; None: it may."""
        return objection(self.rows, self.alerts)

    @property
    def figures(self) -> list[tuple[str, str]]:
        """What is told, in order."""
        return [
            *self._requests("on board", "board_"), *self._requests("ashore", ""),
            ("Exchanges", str(self._sum("exchanges"))), ("of them with differing digests", str(self._sum("differed"))),
            ("Alerts that stand", str(len(self.alerts))),
            *((f"Action {name}", str(count)) for name, count in sorted(self.actions.items())),
        ]  # fmt: skip

    def _requests(self, where: str, prefix: str) -> list[tuple[str, str]]:
        """How many there were on that side, how they ended, and how long they took."""
        total, refused, failed = (self._sum(prefix + name) for name in ("requests", "refused", "failed"))
        times = [row[f"{prefix}times"] for row in self.rows]
        shares = [(f"p{share * 100:.0f}", within_ms(times, share)) for share in (0.5, 0.95, 0.99)]
        beyond = f"more than {BUCKETS_MS[-1]} ms" if any(map(sum, times)) else "–"
        return [
            (f"Requests {where}", str(total)), (f"2xx {where}", str(total - refused - failed)),
            (f"4xx, 503 {where}", str(refused)), (f"500 {where}", f"{failed} ×"),
            *((f"{name} {where}", f"≤ {ms} ms" if ms else beyond) for name, ms in shares),
        ]  # fmt: skip

    @property
    def verdict(self) -> str:
        """In a sentence."""
        why = self.objection
        return "Good: it may go further." if why is None else f"Not yet: {why}."

    def _sum(self, name: str) -> int:
        return sum(int(row[name]) for row in self.rows)

    def markdown(self) -> str:
        """The report as a file."""
        lines = [f"# {self.yacht}: the {self.hours} hours until {self.until}", "", "| | |", "|---|---|"]
        lines += [f"| {name} | {value} |" for name, value in self.figures]
        return "\n".join([*lines, "", f"**{self.verdict}**", ""])


async def reported(tx: Transaction, yacht_id: str, name: str, hours: int, alerts: Sequence[str], now_ms: int) -> Report:
    """Read it. `alerts`: what stands of the yacht and of the shore."""
    since = moment(now_ms - hours * 3_600_000)
    columns = [prefix + name for prefix in ("", "board_") for name in MEASURED]
    kept = [_HOURS.c[column] for column in (*columns, "exchanges", "differed")]
    rows = await tx.rows(sa.select(*kept).where(_HOURS.c.yacht_id == yacht_id, _HOURS.c.hour > since))
    counted = sa.select(_AUDIT.c.action, sa.func.count().label("times")).where(
        _AUDIT.c.yacht_id == yacht_id, _AUDIT.c.created_at > since, _AUDIT.c.action.in_([one.value for one in REGISTRY])
    )
    actions = {row["action"]: row["times"] for row in await tx.rows(counted.group_by(_AUDIT.c.action))}
    return Report(name, hours, moment(now_ms), rows, actions, alerts)
