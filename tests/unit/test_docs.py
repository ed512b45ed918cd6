"""The documents say what the code does."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from pydantic_settings import BaseSettings

from cloud_sync.settings import ShoreSettings
from deploy.cli import main_app
from edge_node.settings import NodeSettings
from shared_models.health import Check, Seen, wrong

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").glob("*.md"))]


def code_of(text: str) -> list[str]:
    """What stands in a page between backticks, and its indented lines."""
    return [one or line for one, line in re.findall(r"`([^`\n]+)`|^    (.*)$", text, re.MULTILINE)]


def shown(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("settings", [NodeSettings, ShoreSettings])
def test_every_setting_is_in_the_table_with_its_default(settings: type[BaseSettings]) -> None:
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    table = dict(re.findall(r"^\| `([\w*]+)` \| (?:`(.*?)`)? *\|", text, re.MULTILINE))
    prefix = settings.model_config["env_prefix"]
    for name, field in settings.model_fields.items():
        variable = str(field.validation_alias or f"{prefix}{name.upper()}")
        of_both = f"LAZARETTE_*_{name.upper()}"
        assert table.get(variable, table.get(of_both)) == shown(field.default), variable
    known = {f"{prefix}{name.upper()}" for name in settings.model_fields}
    assert {name for name in table if name.startswith(prefix)} <= known


def commands_of(group: Any, words: str = "lazarette") -> Iterator[str]:
    """Each command with its words, such as "lazarette shore user add"."""
    if not hasattr(group, "list_commands"):
        yield words
        return
    for name in group.list_commands(None):
        yield from commands_of(group.get_command(None, name), f"{words} {name}")


COMMANDS = frozenset(commands_of(typer.main.get_command(main_app)))


def test_every_command_is_in_the_tables_and_no_other_is() -> None:
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(lazarette(?: [a-z][a-z-]*)+)", text, re.MULTILINE)) == COMMANDS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_names_is_one(page: Path) -> None:
    text = page.read_text("utf-8")
    known = [words.split() for words in COMMANDS]
    for words in re.findall(r"\blazarette(?: [a-z][a-z-]*)+", "\n".join(code_of(text))):
        named = words.split()
        assert any(one[: len(named)] == named[: len(one)] for one in known), words
    source = (ROOT / "dev").read_text("utf-8")
    for command in re.findall(r"\./dev (\w+)", "\n".join(code_of(text))):
        assert f'"{command}"' in source, command


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target, part in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", page.read_text("utf-8")):
        file = page.parent / target if target else page
        assert file.exists(), target
        if part:
            heads = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
            assert part in {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}, part


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_and_name_that_a_page_mentions_is_there(page: Path) -> None:
    for word in re.findall(r"`([\w./-]+)`", page.read_text("utf-8")):
        first = re.split(r"[/.]", word)[0]
        if first not in {"shared_models", "edge_node", "cloud_sync", "migrations", "deploy", "tests", "docs"}:
            continue
        if "/" in word or word == first:
            assert (ROOT / word).exists(), word
        else:
            assert named(word) is not None, word


def named(path: str) -> Any:
    """What a dotted name means: a module, or something in one."""
    module, rest = path, list[str]()
    while not (ROOT / module.replace(".", "/")).with_suffix(".py").exists():
        if (ROOT / module.replace(".", "/") / "__init__.py").exists():
            break
        module, _, last = module.rpartition(".")
        rest.insert(0, last)
    found = import_module(module)
    for name in rest:
        found = getattr(found, name)
    return found


def test_every_alert_is_in_the_runbook_and_no_other_is() -> None:
    told = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "operator.md").read_text("utf-8"), re.MULTILINE)
    rules = yaml.safe_load((ROOT / "deploy" / "prometheus" / "rules.yml").read_text("utf-8"))
    names = {rule["alert"] for group in rules["groups"] for rule in group["rules"]}
    all_wrong = Seen([Check("health", 500, 300, "answered 500")], True, [300] * 20, 2, 1, [])
    kinds = {"stale", *wrong(all_wrong)}
    assert set(told) == names | kinds


def test_no_source_file_is_over_500_lines() -> None:
    for folder in ("shared_models", "edge_node", "cloud_sync", "deploy", "migrations", "tests"):
        for file in (ROOT / folder).rglob("*.py"):
            assert len(file.read_text("utf-8").splitlines()) <= 500, file
