"""The documents say what the code does."""

import re
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from cloud_sync.settings import ShoreSettings
from edge_node.settings import NodeSettings

ROOT = Path(__file__).parents[2]


def shown(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("settings", [NodeSettings, ShoreSettings])
def test_every_setting_is_in_the_readme_with_its_default(settings: type[BaseSettings]) -> None:
    table = dict(
        re.findall(r"^\| `([\w*]+)` \| (?:`(.*?)`)? ?\|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    )
    prefix = settings.model_config["env_prefix"]
    for name, field in settings.model_fields.items():
        variable = str(field.validation_alias or f"{prefix}{name.upper()}")
        of_both = f"LAZARETTE_*_{name.upper()}"
        assert table.get(variable, table.get(of_both)) == shown(field.default), variable
    known = {f"{prefix}{name.upper()}" for name in settings.model_fields}
    assert {name for name in table if name.startswith(prefix)} <= known


def test_every_command_of_dev_is_in_its_help() -> None:
    source = (ROOT / "dev").read_text("utf-8")
    for command in re.findall(r"`\./dev (\w+)", (ROOT / "README.md").read_text("utf-8")):
        assert f'"{command}"' in source


def test_no_source_file_is_over_500_lines() -> None:
    for folder in ("shared_models", "edge_node", "cloud_sync", "deploy", "migrations", "tests"):
        for file in (ROOT / folder).rglob("*.py"):
            assert len(file.read_text("utf-8").splitlines()) <= 500, file
