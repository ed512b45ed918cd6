"""Both OpenAPI documents, attacked by schemathesis over real HTTP: every documented operation, good and bad data."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from deploy.world import World, running_world

_EXAMPLES = 12
_NOT_PROMISED = {
    "positive_data_acceptance": "the right shape may be refused: by an item's state, or as nobody's cursor",
    "unsupported_method": "the methods of an address are listed by a test of the contract",
}


def _must_be_rejected(case: Any) -> bool:
    """Whether bad data must be refused as a whole: a batch refuses each call by itself, and in a query what is
    empty counts as absent and what is not known is passed over."""
    known = {parameter.name for parameter in case.operation.query}
    given = case.query or {}
    return not case.path.endswith("-batch") and given.keys() <= known and "" not in given.values()


def _attack(url: str, headers: dict[str, str], label: str, mode: GenerationMode) -> list[str]:
    """What schemathesis finds about one operation; blocks."""
    schema = schemathesis.openapi.from_url(f"{url}/openapi.json")
    operation = next(one.ok() for one in schema.get_all_operations() if one.ok().label == label)
    rejection = CHECKS.get_one("negative_data_rejection")
    checks = [CHECKS.get_one(name) for name in CHECKS.get_all_names() if name not in _NOT_PROMISED]
    session = requests.Session()
    session.trust_env = False
    found: list[str] = []

    @settings(max_examples=_EXAMPLES, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def attack(case: Any) -> None:
        excluded = [] if _must_be_rejected(case) else [rejection]
        case.call_and_validate(headers=headers, session=session, checks=checks, excluded_checks=excluded)

    try:
        attack()
    except Unsatisfiable:
        pass  # it takes nothing that could be bad
    except BaseException as error:
        found = [f"{label} {mode}: {inner}" for inner in getattr(error, "exceptions", [error])]
    finally:
        session.close()
    return found


@pytest_asyncio.fixture(scope="module")
async def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """A world of its own: wrong PINs hold people up, and PINs change."""
    directory = tmp_path_factory.mktemp("fuzzed")
    directory.chmod(0o755)
    async with running_world(directory, 1, manual_sync=True) as world:
        yield world


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("kind", ["node", "shore"])
async def test_nothing_is_found_against_the_document(fuzzed: World, kind: str, mode: GenerationMode) -> None:
    yacht = fuzzed.yachts[0]
    users, found = yacht.described["users"], list[str]()
    url = yacht.described["node_url"] if kind == "node" else fuzzed.shore_url
    app = yacht.node.app if kind == "node" else fuzzed.shore.app
    for path, operations in app.openapi()["paths"].items():
        for method in operations:
            if kind == "node":
                token = await yacht.node.backend.people.token(users["chief_engineer"]["user_id"], "fuzz")
            else:
                token = await fuzzed.shore.backend.people.token(users["manager"]["user_id"], "fuzz", None)
            headers = {"Authorization": f"Bearer {token}"}
            found += await asyncio.to_thread(_attack, url, headers, f"{method.upper()} {path}", mode)
    assert found == [], json.dumps(found, indent=1)
