"""Versions with known holes are refused: here, in pyproject and in the lock (safety.md §3)."""

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest
from packaging.version import Version

ROOT = Path(__file__).parents[2]
FLOORS = {
    "pyjwt": "2.13", "starlette": "0.49.1", "python-multipart": "0.0.31", "h11": "0.16", "cryptography": "46.0.5",
    "httptools": "0.7", "uvicorn": "0.38", "httpcore": "1.0.9", "jinja2": "3.1.6", "idna": "3.7", "certifi": "2024.7.4",
    "h2": "4.3", "mako": "1.3.12", "urllib3": "2.6.3", "requests": "2.32.4", "pillow": "12.1.1",
}  # fmt: skip
"""The first versions without the holes that were known when this was written, for what is installed or may come."""


def locked() -> dict[str, str]:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    return {name.lower(): version for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE)}


@pytest.mark.parametrize("name", FLOORS)
def no_version_with_a_known_hole_is_locked_or_installed(name: str) -> None:
    floor, found = Version(FLOORS[name]), locked().get(name)
    assert found is None or Version(found) >= floor
    try:
        installed = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        installed = None
    assert installed is None or Version(installed) >= floor


def every_package_that_faces_the_network_has_its_floor_in_pyproject() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    floors = {
        match[1].lower(): match[2]
        for text in wanted
        if (match := re.match(r"([\w.-]+)(?:\[[\w,]+\])?>=([\w.]+)", text))
    }
    for name in ("pyjwt", "starlette", "cryptography", "uvicorn", "httptools", "h11"):
        assert Version(floors[name]) >= Version(FLOORS[name]), name
