"""No test is left out for its name: pytest takes a function for a test by how it begins (pyproject.toml)."""

import ast
import tomllib
from pathlib import Path

TESTS = Path(__file__).parents[1]


def every_function_of_a_test_file_that_nothing_calls_is_collected() -> None:
    settings = tomllib.loads((TESTS.parent / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]
    beginnings = tuple(one.rstrip("*") for one in settings["python_functions"])
    left_out = []
    for file in TESTS.rglob("test_*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        named = {one.id for one in ast.walk(tree) if isinstance(one, ast.Name)}
        for one in tree.body:
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and not one.name.startswith(("_", *beginnings)):
                is_fixture = any("fixture" in ast.unparse(each) for each in one.decorator_list)
                left_out += [] if is_fixture or one.name in named else [f"{file.name}: {one.name}"]
    assert not left_out
