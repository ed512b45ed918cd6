"""What is deployed, as far as it can be tried without Docker: schemas, names, the owner's role, the health check."""

import asyncio
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import sqlalchemy as sa
import yaml

from cloud_sync.admin import add_yacht, administering
from cloud_sync.database import PostgresTransaction, ShoreDatabase, on_database, prepare
from cloud_sync.embedded import EmbeddedPostgres, server_programs
from cloud_sync.jobs import fold
from cloud_sync.settings import ShoreSettings
from deploy.rollout_commands import step
from edge_node.settings import NodeSettings
from shared_models.metrics import Metrics
from tests.acceptance.conftest import Tried
from tests.conftest import open_folder

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
VARIABLE = re.compile(r"\b(?:LAZARETTE_(?:NODE|SHORE)_[A-Z_0-9]+|SHOPPING_LIST_V1_ENABLED)\b")


def read(name: str) -> Any:
    return yaml.safe_load((DEPLOY / name).read_text("utf-8"))


@pytest.mark.parametrize(
    ("schema", "file"),
    [("vendor.compose-spec", "deploy/compose.yaml"), ("vendor.github-workflows", ".github/workflows/tests.yml")],
)
def test_compose_and_workflow_files_fit_their_schemas(schema: str, file: str) -> None:
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, ROOT / file]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_setting_that_is_deployed_is_one() -> None:
    known = {"SHOPPING_LIST_V1_ENABLED"}
    for settings in (NodeSettings, ShoreSettings):
        known |= {f"{settings.model_config['env_prefix']}{name.upper()}" for name in settings.model_fields}
    for file in DEPLOY.rglob("*"):
        if file.suffix in {".yaml", ".yml", ".env", ".sh", ".service"} or file.name in {"Dockerfile", "Caddyfile"}:
            assert set(VARIABLE.findall(file.read_text("utf-8"))) <= known, file


def test_what_compose_mounts_and_builds_is_there_and_runs_with_few_rights() -> None:
    services = read("compose.yaml")["services"]
    assert {"postgres", "shore", "node-1", "node-2", "prometheus", "grafana"} <= set(services)
    targets = set(re.findall(r"^FROM \S+ AS (\w+)$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE))
    for name, service in services.items():
        for volume in service.get("volumes", ()):
            if volume.startswith("."):
                assert (DEPLOY / volume.split(":")[0]).exists(), volume
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ())), name
        if name != "postgres":
            assert service["read_only"] and service["cap_drop"] == ["ALL"], name
        assert "build" not in service or service["build"]["target"] in targets


def test_what_the_images_copy_is_in_the_context() -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    for line in (DEPLOY / "Dockerfile").read_text("utf-8").splitlines():
        words = shlex.split(line) if line.startswith("COPY ") else []
        if words and not words[1].startswith("--from"):
            assert set(words[1:-1]) <= allowed, line
            assert all((ROOT / word).exists() for word in words[1:-1])


@pytest.fixture
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """A server on which nobody has made the shore's roles yet: roles are the server's, not a database's."""
    with EmbeddedPostgres(open_folder(tmp_path_factory, "untouched") / "data", durable=False) as server:
        yield server


async def test_the_owner_that_roles_sql_makes_is_no_superuser_and_can_keep_a_shore(untouched: EmbeddedPostgres) -> None:
    words = [server_programs() / "psql", "-qv", "ON_ERROR_STOP=1", "-v", "password='of the owner'"]
    made = await asyncio.create_subprocess_exec(*words, "-f", DEPLOY / "postgres/roles.sql", untouched.owner_url)
    assert await made.wait() == 0
    url = sa.make_url(on_database(untouched.owner_url, "lazarette"))
    owner_url = url.set(username="lazarette_owner", password="of the owner").render_as_string(hide_password=False)
    app_url = await prepare(owner_url, b"only for tests, 32 bytes of key.", "only-for-tests")
    async with administering(owner_url) as connection:
        assert not (await connection.execute(sa.text("select usesuper from pg_user where usename = user"))).scalar()
        yacht_id = await add_yacht(connection, "Aurora")
        await step(PostgresTransaction(connection, None), yacht_id, 100, None)
        await connection.execute(sa.text("select public.forget_views(null, 7)"))
    await fold(owner_url)
    database = ShoreDatabase(app_url, b"only for tests, 32 bytes of key.", pool_size=1)
    async with database.transaction(None, yacht_id) as tx:
        assert [row["name"] for row in await tx.rows(sa.text("select name from public.yacht_registry"))] == ["Aurora"]
        makes = sa.text("select has_schema_privilege('journal_writer', 'public', 'create') as may")
        assert not (await tx.rows(makes))[0]["may"]
    await database.close()


async def test_postgres_takes_the_settings(postgres: EmbeddedPostgres) -> None:
    known = await asyncpg.connect(postgres.owner_url)
    names = {row["name"] for row in await known.fetch("select name from pg_settings")}
    await known.close()
    for line in (DEPLOY / "postgres/lazarette.conf").read_text("utf-8").splitlines():
        assert not line or line.startswith("#") or line.split(" = ")[0] in names, line


async def test_the_health_check_of_the_images_tells_a_side_that_answers(tried: Tried) -> None:
    for url, code in ((str(tried.nodes[0].client.base_url), 0), (tried.world.shore_url, 0), ("http://127.0.0.1:9", 1)):
        words = [sys.executable, "-m", "deploy.healthy", url]
        process = await asyncio.create_subprocess_exec(*words)
        assert await process.wait() == code


async def test_every_figure_in_alerts_and_dashboards_is_one_that_a_side_gives(tried: Tried) -> None:
    backends = {"shore": tried.world.shore.backend, "node": tried.world.yachts[0].node.backend}
    given: set[str] = set()
    assert (await tried.world.yachts[0].node.backend.engine.exchange()).outcome == "ok"
    for side, backend in backends.items():
        text = Metrics(side, backend.version).shown(await backend.gauges()).decode()
        for name, kind in re.findall(r"^# TYPE (\S+) (\w+)$", text, re.MULTILINE):
            given |= {f"{name}{end}" for end in ("_bucket", "_sum", "_count")} if kind == "histogram" else {name}
    rules = [rule for group in read("prometheus/rules.yml")["groups"] for rule in group["rules"]]
    boards = [json.loads(file.read_text("utf-8")) for file in (DEPLOY / "grafana/dashboards").glob("*.json")]
    panels = [panel for board in boards for panel in board["panels"]]
    asked = [rule["expr"] for rule in rules] + [target["expr"] for panel in panels for target in panel["targets"]]
    assert len(rules) > 5 and len(panels) > 12
    for expression in asked:
        assert set(re.findall(r"\blazarette_\w+", expression)) <= given, expression
        assert expression.count("(") == expression.count(")") and expression.count("{") == expression.count("}")
    handbook = (ROOT / "docs/operator.md").read_text("utf-8")
    assert all(f"| `{rule['alert']}` |" in handbook for rule in rules)
    assert len({rule["alert"] for rule in rules}) == len(rules)
    assert all(rule["labels"]["severity"] in {"page", "ticket"} and rule["annotations"]["summary"] for rule in rules)
