"""The integrator's page: its examples are run as they stand, one after the other, against a real shore and node."""

import json
import re
import shlex
from pathlib import Path
from string import Template
from typing import Any

import httpx

from shared_models.errors import LazaretteError
from tests.acceptance.conftest import Tried

PAGE = (Path(__file__).parents[2] / "docs" / "integrator.md").read_text("utf-8")
EXAMPLE = re.compile(r"```sh\n(.+?)```\n\n```json ?(\d*)\n(.+?)```", re.DOTALL)
KEPT = re.compile(r"(\w+)=\$\((.+)\| jq -r \.(\w+)\)\s*", re.DOTALL)
ANY = "…"
EXACT = {"code", "status", "outcome", "success", "link", "token_type", "role", "action_id", "entity_type", "verdict"}
"""What is to be as shown, not only of its kind."""


def request_of(typed: str, variables: dict[str, str]) -> dict[str, Any]:
    """What a curl command asks for."""
    line, _, body = typed.partition("<<END\n")
    words = iter(shlex.split(Template(line.replace("\\\n", " ")).safe_substitute(variables)))
    assert next(words) == "curl"
    asked: dict[str, Any] = {"headers": {}}
    for word in words:
        if word == "-H":
            name, _, value = next(words).partition(": ")
            asked["headers"][name] = value
        elif word == "-d":
            data = next(words)
            asked["content"] = Template(body.removesuffix("END\n")).substitute(variables) if data == "@-" else data
        elif word == "-X":
            asked["method"] = next(words)
        elif word != "-s":
            asked["url"] = word
    return {"method": "POST" if "content" in asked else "GET", **asked}


def compared(shown: Any, got: Any, where: str) -> None:
    """The answer has the shape that the page shows; an ellipsis stands for anything, or for further fields."""
    if shown == ANY:
        return
    if isinstance(shown, dict):
        assert isinstance(got, dict), where
        named = set(shown) - {ANY}
        assert named <= set(got) if ANY in shown else named == set(got), (where, sorted(set(got) ^ named))
        for name in named:
            compared(shown[name], got[name], f"{where}.{name}")
    elif isinstance(shown, list):
        assert isinstance(got, list) and len(got) >= len(shown), where
        for number, one in enumerate(shown):
            compared(one, got[number], f"{where}[{number}]")
    elif where.rpartition(".")[2] in EXACT:
        assert got == shown, where
    elif shown is not None:
        assert type(got) is type(shown), (where, got)


async def test_every_example_is_answered_as_shown(tried: Tried) -> None:
    yacht = tried.world.yachts[1].described
    elena = yacht["users"]["chief_engineer"]
    variables = {
        "NODE": yacht["node_url"],
        "SHORE": tried.world.shore_url,
        "MANAGER_TOKEN": tried.world.manager_token,
    }
    examples = EXAMPLE.findall(PAGE)
    assert len(examples) == PAGE.count("```sh\n")
    async with httpx.AsyncClient(trust_env=False) as client:
        for example, status, shown in examples:
            typed = example.replace('"Elena"', json.dumps(elena["name"])).replace("482915", elena["pin"])
            kept = KEPT.fullmatch(typed)
            answer = await client.request(**request_of(kept[2] if kept else typed, variables))
            assert answer.status_code == int(status or 200), (typed, answer.text)
            compared(json.loads(shown), answer.json(), typed.split("\n")[0])
            if kept:
                variables[kept[1]] = answer.json()[kept[3]]


def codes(kind: type[LazaretteError]) -> set[str]:
    return {kind.code} | {code for one in kind.__subclasses__() for code in codes(one)}


def test_every_code_of_a_refusal_is_in_the_table() -> None:
    rows = "".join(re.findall(r"^\| \d.*", PAGE, re.MULTILINE))
    assert set(re.findall(r"`([A-Z_]{5,})`", rows)) == codes(LazaretteError)
