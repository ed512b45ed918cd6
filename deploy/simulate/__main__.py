"""`./dev simulate --seeds N --from S [--faults name=rate,...] [--defect NAME]`: run seeds, and show what breaks."""

import argparse
import contextlib
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import sqlalchemy as sa
import uvloop

from cloud_sync.database import prepare
from cloud_sync.embedded import EmbeddedPostgres
from deploy.simulate.defects import defect
from deploy.simulate.faults import Faults
from deploy.simulate.run import Simulation
from deploy.simulate.shore import simulated_shore
from edge_node.database import NodeDatabase

SEAL_KEY = b"only for a simulation, 32 bytes."


async def _simulate(options: argparse.Namespace, folder: Path, owner_url: str) -> int:
    app_url = await prepare(owner_url, SEAL_KEY, "only-for-a-simulation")
    template = folder / "template.db"
    database = await NodeDatabase(template).open()
    await database.close()
    began, failed, totals = time.monotonic(), 0, Counter[str]()
    async with simulated_shore(owner_url, app_url, SEAL_KEY) as shore:
        for seed in range(options.first, options.first + options.seeds):
            where = folder / f"seed-{seed}"
            if options.defect:
                run = options.defect.run(seed, shore, template, where)
            else:
                run = Simulation(seed, shore, template, where, options.faults, options.steps)
            with options.defect.plant(run) if options.defect else contextlib.nullcontext():
                result = await run.run()
            shutil.rmtree(where, ignore_errors=True)
            totals.update(result.faults)
            totals.update({"acts": result.acts, "exchanges": result.exchanges})
            if result.violations:
                failed += 1
                print(result.shown(), flush=True)
            elif options.trace:
                print("\n".join([f"seed {seed}", *result.trace]))
    took_s = time.monotonic() - began
    print(f"{options.seeds} seeds, {failed} failed; {options.seeds / took_s:.1f} seeds per second")
    print(", ".join(f"{name} {count}" for name, count in sorted(totals.items())))
    return 1 if failed else 0


def main() -> int:
    """Run the seeds; 1 if any fails."""
    parser = argparse.ArgumentParser(prog="./dev simulate", description=__doc__)
    parser.add_argument("--seeds", type=int, default=100, help="how many")
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first")
    parser.add_argument("--steps", type=int, default=14, help="how long each one is")
    parser.add_argument(
        "--faults", type=Faults.parsed, default=Faults(), help="name=rate,...; the others do not happen"
    )
    parser.add_argument("--defect", type=defect, help="plant this one of deploy/simulate/defects.py")
    parser.add_argument("--trace", action="store_true", help="show every step, also of seeds that hold")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        with EmbeddedPostgres(folder / "postgres", durable=False) as server:
            url = sa.make_url(server.owner_url).render_as_string(hide_password=False)
            return uvloop.run(_simulate(options, folder, url))


if __name__ == "__main__":
    sys.exit(main())
