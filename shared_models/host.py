"""What the machine and the installation say and keep: the time, which version this is, a secret in a file."""

import contextlib
import ipaddress
import os
import secrets
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

VERSION = version("lazarette")
"""What the health endpoint tells."""


def wall_ms() -> int:
    """Now, by this machine's clock, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def draw_64_bits() -> str:
    """Of this machine's chance, in hex: a node's epoch, a generation of a feed."""
    return secrets.token_hex(8)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens on `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def sync_folder(folder: Path) -> None:
    """Make names that came, went or changed last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def kept_secret(path: Path, drawn: Callable[[], bytes]) -> bytes:
    """The bytes in a file that its owner alone may read; drawn on first use. Of several processes that draw at the
    same time, one gives it to all."""
    if not path.exists():
        part = _written_beside(path, drawn())
        with contextlib.suppress(FileExistsError):
            os.link(part, path)
        part.unlink()
        sync_folder(path.parent)
    return path.read_bytes()


def keep_secret(path: Path, data: bytes) -> None:
    """Write a file that its owner alone may read, in place of one that is there.

    It is there whole or not at all, whenever the power goes: an empty key would be taken for a key.
    """
    os.replace(_written_beside(path, data), path)
    sync_folder(path.parent)


def _written_beside(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, part = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".part", dir=path.parent)  # for its owner alone
    with open(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return Path(part)
