"""./dev bench: what it costs, as tables. Times drift on shared machines: quote ratios, bytes and round trips."""

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

from deploy.bench import encryption, fleet, node, paint, shore, size, sizing, together, wire
from deploy.bench.measure import Rows, show
from deploy.bench.processes import Failed

PARTS: dict[str, Callable[[argparse.Namespace], Awaitable[Rows]]] = {
    "node": lambda given: node.node(given.seed),
    "encryption": lambda given: encryption.encryption(given.seed),
    "wire": lambda given: wire.wire(given.seed),
    "shore": lambda given: shore.shore(given.seed),
    "size": lambda given: size.size(given.seed, given.items),
    "sizing": lambda given: sizing.sizing(given.seed),
    "fleet": lambda given: fleet.fleet(given.seed, given.yachts),
    "paint": lambda given: paint.paint(given.seed, given.yachts),
    "together": lambda given: together.together(given.seed, given.yachts),
}


async def bench(given: argparse.Namespace) -> Rows:
    """Run what is asked for; a row for each figure."""
    rows: Rows = []
    for name in PARTS if given.only is None else (given.only,):
        try:
            rows += await PARTS[name](given)
        except Failed as error:
            rows.append({"not measured": name, "why": str(error)})
    return rows


def main() -> None:
    """The entry point of ./dev bench."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--items", type=int, default=size.MOST_ITEMS, help="how long the longest list is (size)")
    parser.add_argument("--yachts", type=int, default=fleet.YACHTS, help="how many there are (fleet, paint, together)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the rows there")
    given = parser.parse_args()
    rows = asyncio.run(bench(given))
    show(rows)
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
