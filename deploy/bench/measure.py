"""How a measurement on a link is taken and told."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table

from deploy.bench.work import ITEMS
from deploy.link import UNLIMITED_BITS_PER_S, SlowLink, Traffic

out = Console(highlight=False)
Rows = list[dict[str, Any]]
DELAY_S, BITS_PER_S = 0.3, 512_000
CUTS: tuple[tuple[str, int | tuple[int, int]], ...] = (
    ("16 kB", 16_000), ("4 kB", 4_000), ("64 to 200 kB, drawn", (64_000, 200_000)),
)  # fmt: skip
ATTEMPTS, CUTS_LIMIT_S = 60, 40
"""How often, and for how long, delivery is tried over a link that is cut."""


def slow(link: SlowLink) -> None:
    """As over a satellite."""
    link.delay_s, link.bits_per_s, link.life_bytes = DELAY_S, BITS_PER_S, None


def fast(link: SlowLink) -> None:
    """As on loopback: only bytes are of interest."""
    link.delay_s, link.bits_per_s, link.life_bytes = 0.0, UNLIMITED_BITS_PER_S, None


def costs(who: str, what: str, traffic: Traffic, seconds: float | None, **more: Any) -> dict[str, Any]:
    """One row of the main table."""
    row = {"who": who, "what": what, "bytes up": traffic.bytes_up, "bytes down": traffic.bytes_down}
    taken = "" if seconds is None else round(seconds, 2)
    return {**row, "round trips": traffic.round_trips, "seconds": taken, "ratio": "", "to reach": "", **more}


def cut_costs(
    who: str, life: str, traffic: Traffic, seconds: float, uncut_bytes: int, delivered: int, tries: int
) -> dict[str, Any]:
    """One row of the table of cuts."""
    return {
        "who": who, "cut after": life, "delivered": f"{delivered} of {ITEMS}", "attempts": tries,
        "connections": traffic.connections, "bytes up": traffic.bytes_up, "bytes down": traffic.bytes_down,
        "÷ bytes up uncut": round(traffic.bytes_up / max(1, uncut_bytes), 2), "seconds": round(seconds, 1),
    }  # fmt: skip


def note(rows: Rows, row: dict[str, Any]) -> None:
    """Keep a row, and tell it on standard error, for the whole takes minutes."""
    rows.append(row)
    told = ", ".join(f"{name} {value}" for name, value in row.items() if value != "")
    print(f"{time.strftime('%H:%M:%S')} {told}", file=sys.stderr, flush=True)


@dataclass
class Measured:
    """What was measured between entering and leaving."""

    traffic: Traffic = field(default_factory=Traffic)
    seconds: float = 0.0


@contextmanager
def measuring(link: SlowLink) -> Iterator[Measured]:
    """Count what crosses the link meanwhile."""
    measured, before, started = Measured(), link.counted(), time.perf_counter()
    yield measured
    measured.traffic, measured.seconds = link.counted().since(before), time.perf_counter() - started


def show(rows: Rows) -> None:
    """A table for all rows of the same columns; what was not measured as one line."""
    for names in dict.fromkeys(tuple(row) for row in rows):
        same = [row for row in rows if tuple(row) == names]
        if names[0] == "not measured":
            for row in same:
                out.print(f"[yellow]Not measured: {row['not measured']}; {row['why']}.[/yellow]")
            continue
        table = Table(*names)
        for row in same:
            table.add_row(*map(_cell, row.values()))
        out.print(table)


def _cell(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
