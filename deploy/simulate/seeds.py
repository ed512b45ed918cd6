"""Many seeds, dealt out to processes: each seed has yachts of its own, so they share the shore's database."""

import argparse
import contextlib
import shutil
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import uvloop

from cloud_sync.database import prepare
from deploy.simulate.run import Simulation
from deploy.simulate.shore import simulated_shore
from edge_node.database import NodeDatabase

_SEAL_KEY = b"only for a simulation, 32 bytes."
_TEMPLATE, _FAILED = "template.db", "failed"


async def _prepared(folder: Path, owner_url: str) -> str:
    """Make the shore's database and a node's to copy; the address of the shore's login."""
    await (await NodeDatabase(folder / _TEMPLATE).open()).close()
    return await prepare(owner_url, _SEAL_KEY, "only-for-a-simulation")


async def _simulate(
    options: argparse.Namespace, seeds: range, folder: Path, owner_url: str, app_url: str
) -> Counter[str]:
    """Run some seeds, show those that fail, and count what happened."""
    totals = Counter[str]()
    async with simulated_shore(owner_url, app_url, _SEAL_KEY) as shore:
        for seed in seeds:
            where = folder / f"seed-{seed}"
            if options.defect:
                run = options.defect.run(seed, shore, folder / _TEMPLATE, where)
            else:
                run = Simulation(seed, shore, folder / _TEMPLATE, where, options.faults, options.steps)
            with options.defect.planted(run) if options.defect else contextlib.nullcontext():
                result = await run.run()
            shutil.rmtree(where, ignore_errors=True)
            totals.update(result.faults)
            totals.update({"acts": result.acts, "exchanges": result.exchanges, _FAILED: bool(result.violations)})
            if result.violations:
                print(result.shown(), flush=True)
            elif options.trace:
                print("\n".join([f"seed {seed}", *result.trace]), flush=True)
    return totals


def _share(*given: Any) -> Counter[str]:
    return uvloop.run(_simulate(*given))


def run_all(options: argparse.Namespace, folder: Path, owner_url: str) -> int:
    """Run the seeds that the command's options ask for, and show what breaks; 1 if any fails."""
    app_url = uvloop.run(_prepared(folder, owner_url))
    jobs = max(1, min(options.jobs, options.seeds))
    last = options.first + options.seeds
    began, totals = time.monotonic(), Counter[str]()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        shares = [
            pool.submit(_share, options, range(options.first + job, last, jobs), folder, owner_url, app_url)
            for job in range(jobs)
        ]
        for share in shares:
            totals.update(share.result())
    failed, took_s = totals.pop(_FAILED, 0), time.monotonic() - began
    print(f"{options.seeds} seeds, {failed} failed; {options.seeds / took_s:.1f} seeds per second")
    print(", ".join(f"{name} {count}" for name, count in sorted(totals.items())))
    return 1 if failed else 0
