"""The README's commands, typed by a new user in an empty folder."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copy

import httpx
import pytest

from tests.acceptance.commands import Loaded

COMMAND = Path(sys.executable).with_name("lazarette")
ROOT = Path(__file__).parents[2]


class Folder:
    """An empty folder, whose servers take free ports."""

    def __init__(self, path: Path, loaded: Loaded) -> None:
        self.path, self._loaded = path, loaded
        self.environment = {
            **os.environ, "SHOPPING_LIST_V1_ENABLED": "true", "LAZARETTE_SHORE_PORT": "0", "LAZARETTE_NODE_PORT": "0",
            "LAZARETTE_NODE_MANUAL_SYNC": "true", "COLUMNS": "200",
        }  # fmt: skip

    def run(self, *words: str, code: int = 0) -> str:
        """What a command prints, once it has ended as it should."""
        ended, printed, said = self._loaded.run(words, self.path, self.environment)
        assert ended == code, (words, printed, said)
        assert "Traceback" not in said
        return printed if code == 0 else said

    @contextmanager
    def serving(self, side: str) -> Iterator[str]:
        """Where a side answers; it serves until the block ends."""
        told = self.path / f"{side}.log"
        with (
            told.open("w") as log,
            subprocess.Popen([COMMAND, side, "serve"], cwd=self.path, env=self.environment, stderr=log) as process,
        ):
            try:
                until = time.monotonic() + 60
                while (found := re.search(r"answers at (\S+)\n", told.read_text())) is None:
                    assert process.poll() is None and time.monotonic() < until, told.read_text()
                    time.sleep(0.1)
                yield found[1]
            finally:
                process.send_signal(signal.SIGTERM)
        assert process.returncode == 0


@pytest.fixture(scope="module")
def loaded() -> Iterator[Loaded]:
    with Loaded({**os.environ, "COLUMNS": "200"}) as ready:
        yield ready


@pytest.fixture
def folder(tmp_path: Path, loaded: Loaded) -> Folder:
    for path in (tmp_path, *tmp_path.parents[:2]):
        path.chmod(0o755)
    return Folder(tmp_path, loaded)


def test_the_readmes_commands_lead_from_nothing_to_two_sides_that_agree(folder: Folder) -> None:
    folder.run("shore", "yacht", "add", "Aurora")
    elena, _, pin = folder.run("shore", "user", "add", "Elena", "--yacht", "Aurora", "--role", "chief_engineer").split()
    assert "already" in folder.run("shore", "yacht", "add", "Aurora", code=2)
    with folder.serving("shore") as shore:
        mia = folder.run("shore", "user", "add", "Mia", "--yacht", "Aurora", "--role", "crew", "--pin", "4711").split()[
            0
        ]
        code = folder.run("shore", "enrol", "Aurora").split()[0]
        folder.run("node", "enrol", "--shore", shore, "--code", code)
        assert "used or expired" in folder.run("node", "enrol", "--shore", shore, "--code", code, code=2)
        assert json.loads(folder.run("sync"))["outcome"] == "ok"
        copy(ROOT / "shared_models/data/seahub_inventory.csv", folder.path / "parts.csv")
        assert "10 parts" in folder.run("import", "parts.csv", "--preview")
        (folder.path / "short.csv").write_text("part_name,part_number,rob_qty,min_qty\nSpare belt,B-1,0,2\n")
        assert "1 requests made" in folder.run("import", "short.csv", "--as", "Elena")
        with folder.serving("node") as node:
            token = httpx.post(f"{node}/v1/auth/token", json={"name": "Elena", "pin": pin}, trust_env=False)
            headers = {"authorization": f"Bearer {token.json()['access_token']}"}
            listed = httpx.get(f"{node}/v1/shopping-list/items", headers=headers, trust_env=False).json()
            (item,) = listed["items"]
            assert (item["part_name"], item["source_type"], item["quantity_requested"]) == (
                "Spare belt",
                "inventory_oos",
                "2",
            )
            now = httpx.post(f"{node}/v1/sync/now", headers=headers, trust_env=False).json()
            assert now["last_exchange"]["outcome"] == "ok"
            folder.run("shore", "fleet", "add", "North", "--yacht", "Aurora", "--manager", elena)
            folder.run("shore", "user", "end", mia, "--yacht", "Aurora", "--role", "crew")
            assert "no crew" in folder.run("shore", "user", "end", mia, "--yacht", "Aurora", "--role", "crew", code=2)
            httpx.post(f"{node}/v1/sync/now", headers=headers, trust_env=False)
            ended = httpx.post(f"{node}/v1/auth/token", json={"name": "Mia", "pin": "4711"}, trust_env=False)
            assert ended.status_code == 401
            assert "entries" in folder.run("backup", "node.backup")
            assert "already" in folder.run("backup", "node.backup", code=2)
            assert "running" in folder.run("restore", "node.backup", "--yes", code=2)
        assert "verified equal" in folder.run("verify")
        assert "verified equal" in folder.run("verify", "--shore", "--mend")
        assert "rows" in folder.run("backup", "shore.backup", "--shore")
        assert "Aborted" in folder.run("restore", "node.backup", code=1)
        assert "Restored" in folder.run("restore", "node.backup", "--yes")
        assert "is 0001 already" in folder.run("migrate")
        assert "shore" in folder.run("restore", "node.backup", "--shore", "--yes", code=2)
        assert "Spare belt" in folder.run("explain", "--item", item["id"])
        assert ",Elena,create_shopping_list_item," in folder.run("audit")
        folder.run("audit", "--shore", "--yacht", "Aurora", "--format", "jsonl", "--out", "audit.jsonl")
        told = [json.loads(line)["action"] for line in (folder.path / "audit.jsonl").read_text().splitlines()]
        assert told[:2] == ["person_added", "role_added"]
        node_id = folder.run("shore", "node", "list", "Aurora").split()[0]
        folder.run("node", "rotate-key")
        assert json.loads(folder.run("sync"))["outcome"] == "ok"
        folder.run("shore", "node", "revoke", node_id, "--yacht", "Aurora")
        assert "refused" in folder.run("sync", code=2)
        invitation = f"{shore}#{folder.run('shore', 'enrol', 'Aurora').split()[0]}"
        folder.run("node", "enrol", "--invitation", invitation)
        assert json.loads(folder.run("sync"))["outcome"] == "ok"
    assert "verified equal" in folder.run("verify", "--shore")
    assert "Aborted" in folder.run("restore", "shore.backup", "--shore", code=1)
    told = folder.run("restore", "shore.backup", "--shore", "--yes")
    assert "Restored" in told
    both = re.findall(r"(\d+) yachts, (\d+) entries, the last of (\S+), generation (\w+)", told)
    assert len(both) == 2 and both[0][3] == both[1][3], "what comes, and what is there"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("verify", "--shore"), "no shore"),
        (("verify",), "no node"),
        (("verify", "--mend"), "--shore"),
        (("backup", "b"), "no node"),
        (("backup", "b", "--shore"), "no shore"),
        (("restore", "b"), "no file"),
        (("restore", "b", "--shore"), "no file"),
        (("migrate",), "no node"),
        (("sync",), "no node"),
        (("audit",), "no node"),
        (("audit", "--since", "yesterday"), "since"),
        (("audit", "--yacht", "Aurora"), "--shore"),
        (("node", "enrol", "--code", "X"), "--invitation"),
        (("explain", "none.json"), "none.json"),
        (("import", "none.csv"), "cannot be read"),
        (("shore", "user", "add", "A", "--yacht", "B", "--role", "king"), "king"),
        (("world", "--dir", "w", "--yachts", "0"), "--yachts"),
        (("node", "serve", "--port", "99999"), "LAZARETTE_NODE_PORT is not valid"),
        (("shore", "serve", "--port", "-1"), "LAZARETTE_SHORE_PORT is not valid"),
        (("conjure",), "conjure"),
        (("node", "enrol", "--shore", "http://127.0.0.1:1", "--code", "X"), "does not answer"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(folder: Folder, words: tuple[str, ...], said: str) -> None:
    assert said in folder.run(*words, code=2)


@pytest.mark.parametrize("side", ["node", "shore"])
@pytest.mark.parametrize("name", ["PORT", "READ_TIMEOUT_S", "CLIENT_BURST"])
def test_a_setting_that_is_none_is_named_in_one_sentence(folder: Folder, side: str, name: str) -> None:
    variable = f"LAZARETTE_{side.upper()}_{name}"
    folder.environment[variable] = "abc"
    told = folder.run(side, "serve", code=2)
    assert told.startswith(f"{variable} is not valid: ") and told.count("\n") == 1 and "abc" not in told


def test_a_port_that_is_taken_is_one_sentence(folder: Folder) -> None:
    folder.run("shore", "yacht", "add", "Aurora")
    with folder.serving("shore") as shore:
        code = folder.run("shore", "enrol", "Aurora").split()[0]
        folder.run("node", "enrol", "--shore", shore, "--code", code)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for side in ("node", "shore"):
            told = folder.run(side, "serve", "--port", str(port), code=2)
            assert told == f"Port {port} of 127.0.0.1 cannot be opened: address already in use.\n"
