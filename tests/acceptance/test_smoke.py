"""The smoke test of a deployed pair, by its command, against a real world."""

import asyncio
import os
import sys

from shared_models.roles import Role
from tests.acceptance.conftest import Side, Tried


async def smoke(*words: str, **tokens: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "deploy.cli", "smoke", *words, env={**os.environ, **tokens},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    told = (await process.communicate())[0].decode()
    assert process.returncode is not None
    return process.returncode, told


def tokens_of(*sides: Side) -> dict[str, str]:
    return {
        f"LAZARETTE_SMOKE_{side.name.upper()}_{role.name}_TOKEN": side.tokens[role]
        for side in sides
        for role in (Role.CREW, Role.CHIEF_ENGINEER)
    }


async def the_ten_pass_on_a_pair_that_is_deployed_and_leave_nothing_open(tried: Tried) -> None:
    node, shore = tried.sides()
    given = tokens_of(node, shore)
    urls = ("--shore", str(shore.client.base_url), "--node", str(node.client.base_url))
    code, told = await smoke(*urls, **given)
    assert code == 0, told
    for side in ("shore", "node"):
        assert told.count(f"{side}: ok") == 10
        assert f"{side}: 0 × 500" in told
    assert not any(token in told for token in given.values())
    for one in (node, shore):
        left = (await one.crew.get("/v1/shopping-list/items", q="Smoke test")).json()["items"]
        assert {item["status"] for item in left} <= {"rejected"}


async def what_is_wrong_is_named_and_the_exit_code_says_so(tried: Tried) -> None:
    node, _ = tried.sides()
    url = ("--node", str(node.client.base_url))
    code, told = await smoke(
        *url, **tokens_of(node) | {"LAZARETTE_SMOKE_NODE_CHIEF_ENGINEER_TOKEN": node.tokens["crew"]}
    )
    assert code == 1
    assert "node: FAILED approve" in told
    assert "403 FORBIDDEN" in told
    code, told = await smoke("--node", "http://127.0.0.1:9", **tokens_of(node))
    assert (code, told.count("\n")) == (2, 1)
    code, told = await smoke(*url, LAZARETTE_SMOKE_NODE_CREW_TOKEN="")
    assert code == 2
    assert "LAZARETTE_SMOKE_NODE_CREW_TOKEN is not set" in told
