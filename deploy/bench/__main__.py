"""./dev bench: what it costs, as tables. Times drift on shared machines: quote ratios, bytes and round trips."""

import argparse
import asyncio
import json
from pathlib import Path

from deploy.bench import encryption, fleet, node, shore, sizing, wire
from deploy.bench.measure import Rows, show
from deploy.bench.processes import Failed

PARTS = ("node", "encryption", "wire", "shore", "sizing", "fleet")


async def bench(only: str | None, seed: int, large_items: int, yachts: int) -> Rows:
    """Run it; a row for each figure."""
    rows: Rows = []
    for part in PARTS if only is None else (only,):
        try:
            if part == "node":
                rows += await node.node(seed)
            elif part == "encryption":
                rows += await encryption.encryption(seed)
            elif part == "sizing":
                rows += await sizing.sizing(seed)
            elif part == "wire":
                rows += await wire.wire(seed, large_items)
            elif part == "shore":
                rows += await shore.shore(seed)
            else:
                rows += await fleet.fleet(seed, yachts)
        except Failed as error:
            rows.append({"not measured": part, "why": str(error)})
    return rows


def main() -> None:
    """The entry point of ./dev bench."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--large",
        type=int,
        default=wire.LARGE_ITEMS,
        metavar="ITEMS",
        help="the longer list (wire), as far as a minute makes it",
    )
    parser.add_argument("--yachts", type=int, default=fleet.YACHTS, help="how many the fleet has")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the rows there")
    given = parser.parse_args()
    rows = asyncio.run(bench(given.only, given.seed, given.large, given.yachts))
    show(rows)
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
