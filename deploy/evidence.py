"""`./dev evidence`: run what the product promises, against the real thing, and keep what was said.

Each part is a command of its own, whose transcript goes into a folder named by date and commit, with a page of verdicts
beside them. The parts: the eighteen of the isolation contract and the ten of acceptance, over HTTP on both sides, with
no answer a 5xx; the stress of a node; the simulator's seeds; the demo; the smoke test of a world, and `lazarette
verify` on all of its databases.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

ROOT = Path(__file__).parents[1]
CONTRACT = "tests/acceptance/test_contract.py"
EIGHTEEN = (
    "crew_create_200", "crew_approve_403", "hod_approve_200", "hod_reject_200", "crew_promote_403",
    "engineer_promote_200", "hod_update_of_an_approved_item_200", "crew_view_history_200",
    "anonymous_read_is_empty_in_the_database_and_401_over_http", "service_role_reads_rows",
    "cross_yacht_approve_touches_0_rows", "cross_yacht_read_is_empty", "approve_a_missing_item_404",
    "approve_a_rejected_item_400", "reject_an_approved_item_400", "promote_a_non_candidate_400",
    "invalid_transition_400", "duplicate_create_409",
)  # fmt: skip
TEN = (
    "the_crews_list_has_create_and_neither_approve_nor_reject", "a_chief_engineers_list_has_every_mutate",
    "an_ambiguous_query_gives_candidates", "create_approve_reject_history",
    "missing_item_404_second_reject_400_bad_quantity_400",
)  # fmt: skip
"""Two of them hold several: they are ten in all."""
CLI = (sys.executable, "-m", "deploy.cli")


class Missing(Exception):
    """A transcript does not say what it must."""


@dataclass(frozen=True)
class Part:
    """What is run, and what its transcript must say: `counts` gives that in a few words, or raises Missing."""

    name: str
    command: tuple[str, ...]
    counts: Callable[[str], str]


def _found(pattern: str, said: str) -> re.Match[str]:
    if (found := re.search(pattern, said)) is None:
        raise Missing(f"the transcript does not say {pattern!r}")
    return found


def tests(names: Sequence[str]) -> tuple[str, ...]:
    """The command that runs these tests of the contract, by name."""
    chosen = tuple(f"{CONTRACT}::test_{name}" for name in names)
    return (sys.executable, "-m", "pytest", "-vv", "-p", "no:cacheprovider", *chosen)


def passed(names: Sequence[str]) -> Callable[[str], str]:
    """Counts the tests, and that each name is among them and passed. Their world fails them on any 5xx."""

    def counts(said: str) -> str:
        for name in names:
            _found(rf"test_{name}(\[\S+\])? PASSED", said)
        count = _found(r"(\d+) passed", said)[1]
        return f"{len(names)} names, {count} passed, 0 × 5xx"

    return counts


def stress(figures: Path) -> str:
    """The node's bursts, as the bench wrote them down: p95 of each, and that no answer was a 5xx."""
    rows = [row for row in json.loads(figures.read_text()) if "5xx" in row]
    if not rows or any(row["5xx"] for row in rows):
        raise Missing("there is no row of bursts, or an answer was a 5xx")
    return "; ".join(f"{row['what']} p95 {row['p95 ms']} ms" for row in rows) + "; 0 × 5xx"


def parts(seed: int, seeds: int, folder: Path) -> list[Part]:
    """All of them, in order."""
    figures = folder / "stress.json"
    bench = (sys.executable, "-m", "deploy.bench", "--only", "node", "--seed", str(seed), "--json", str(figures))
    return [
        Part("the eighteen", tests(EIGHTEEN), passed(EIGHTEEN)),
        Part("the ten", tests(TEN), passed(TEN)),
        Part("stress", bench, lambda _: stress(figures)),
        Part(
            "simulator",
            (sys.executable, "-m", "deploy.simulate", "--seeds", str(seeds), "--from", str(seed)),
            lambda said: _found(r"\d+ seeds, 0 failed", said)[0],
        ),
        Part(
            "demo", (sys.executable, "-m", "deploy.demo", "--once"),
            lambda said: _found(r"both sides verified equal", said)[0],
        ),
        Part("smoke and verify", (sys.executable, "-m", "deploy.evidence", "--verify"), _all_equal),
    ]  # fmt: skip


def _all_equal(said: str) -> str:
    count = len(re.findall(r"^verified equal$", said, re.MULTILINE))
    if count != 3:
        raise Missing(f"{count} of three databases verified equal")
    return "two nodes and the shore verified equal"


def _smoke(shore_url: str, yacht: Mapping[str, Any]) -> int:
    """The smoke test of one yacht's node and the shore, with its people's tokens; then the two speak. Its exit code."""
    tokens = {
        f"LAZARETTE_SMOKE_{side}_{role.upper()}_TOKEN": yacht[key][role]
        for side, key in (("NODE", "tokens"), ("SHORE", "shore_tokens")) for role in ("crew", "chief_engineer")
    }  # fmt: skip
    command = [*CLI, "smoke", "--shore", shore_url, "--node", yacht["node_url"]]
    code = subprocess.run(command, env={**os.environ, **tokens}, check=False).returncode
    head = {"authorization": f"Bearer {yacht['tokens']['captain']}"}
    httpx.post(f"{yacht['node_url']}/v1/sync/now", headers=head, trust_env=False, timeout=60).raise_for_status()
    return code


def verify() -> int:
    """Make a world, try every yacht of it, stop it, and verify every database; 1 if anything fails."""
    with TemporaryDirectory() as name:
        directory = Path(name)
        directory.chmod(0o755)
        command = [*CLI, "world", "--dir", name, "--yachts", "2", "--manual-sync"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as world:
            assert world.stdout is not None
            try:
                described = json.loads(world.stdout.readline())
                failed = max(_smoke(described["shore"]["url"], yacht) for yacht in described["yachts"])
            finally:
                world.terminate()
        for where in (["--data-dir", name + "/node-1"], ["--data-dir", name + "/node-2"],
                      ["--shore", "--data-dir", name + "/shore"]):  # fmt: skip
            failed |= subprocess.run([*CLI, "verify", *where], check=False).returncode
    return failed


def run(part: Part, folder: Path) -> tuple[bool, str, float]:
    """Whether it held, what was counted or is missing, and the seconds; its transcript is in the folder."""
    started = time.monotonic()
    done = subprocess.run(
        part.command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        env={**os.environ, "COLUMNS": "160"},
    )  # fmt: skip
    taken = time.monotonic() - started
    name = part.name.replace(" ", "-")
    (folder / f"{name}.txt").write_text(f"$ {' '.join(part.command)}\n{done.stdout}\nexit code {done.returncode}\n")
    if done.returncode:
        return False, f"exit code {done.returncode}", taken
    try:
        return True, part.counts(done.stdout), taken
    except (Missing, OSError, ValueError) as error:
        return False, str(error), taken


def main() -> int:
    """The entry point of ./dev evidence: 1 if anything did not hold."""
    parser = argparse.ArgumentParser(prog="./dev evidence", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "evidence", help="where its folder is made")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=100, help="how many of the simulator's")
    parser.add_argument("--verify", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.verify:
        return verify()
    git = ("git", "-C", str(ROOT))
    commit = subprocess.check_output([*git, "rev-parse", "--short", "HEAD"], text=True).strip()
    changed = subprocess.check_output([*git, "status", "--porcelain"], text=True).strip()
    now = datetime.now(UTC)
    folder = given.out / f"{now:%Y-%m-%dT%H%M%SZ}-{commit}"
    folder.mkdir(parents=True)
    lines = [
        "# Evidence", "", f"{now:%Y-%m-%d %H:%M} UTC, commit {commit}{', with changes not committed' * bool(changed)}, "
        f"Python {sys.version.split()[0]}, {os.cpu_count()} cores.", "", "| part | verdict | counts | seconds |",
        "|---|---|---|---|",
    ]  # fmt: skip
    held = True
    for part in parts(given.seed, given.seeds, folder):
        print(f"{part.name} ...", end=" ", flush=True)
        good, told, taken = run(part, folder)
        held &= good
        print(f"{'holds' if good else 'DOES NOT HOLD'}: {told} ({taken:.0f} s)", flush=True)
        transcript = f"[{part.name}]({part.name.replace(' ', '-')}.txt)"
        lines.append(f"| {transcript} | {'holds' if good else '**does not hold**'} | {told} | {taken:.0f} |")
    lines += ["", "All of it holds." if held else "**Not all of it holds.**", ""]
    (folder / "README.md").write_text("\n".join(lines))
    print(f"{lines[-2]} See {folder / 'README.md'}.")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
