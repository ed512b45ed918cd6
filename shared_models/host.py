"""What the machine and the installation say and keep: the time, which version this is, a secret in a file."""

import ipaddress
import os
import secrets
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
    """The bytes in a file that its owner alone may read; drawn on first use."""
    if not path.exists():
        keep_secret(path, drawn())
    return path.read_bytes()


def keep_secret(path: Path, data: bytes) -> None:
    """Write a file that its owner alone may read.

    It is there whole or not at all, whenever the power goes: an empty key would be taken for a key.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    sync_folder(path.parent)
