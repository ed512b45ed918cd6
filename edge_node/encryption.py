"""The key of a node's database: what it may be, and how a connection is given it.

SQLCipher encrypts every page, also those in the WAL, with AES-256 and authenticates each. A raw key is taken as it is.
A passphrase becomes one by SQLCipher's own derivation (PBKDF2-HMAC-SHA512, 256,000 rounds, salted by the first 16
bytes of the file), done here once for a file, as it takes longer than everything else about a connection.
"""

import functools
import hashlib
import re
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from shared_models.errors import CommandError
from shared_models.host import keep_secret

_SALT_BYTES, _KEY_BYTES, _ROUNDS = 16, 32, 256_000
_LEAST_CHARACTERS, _MOST_CHARACTERS = 12, 1000
_HEXADECIMAL = re.compile(r"[0-9a-fA-F]+")
_PLAIN = b"SQLite format 3\0"
_OF_OTHERS = stat.S_IWGRP | stat.S_IRWXO


@dataclass(frozen=True)
class DatabaseKey:
    """A raw key (64 hexadecimal digits) or a passphrase (12 characters or more). It is never shown."""

    text: str = field(repr=False)

    def __post_init__(self) -> None:
        """Raises CommandError for what is neither."""
        digits = 2 * _KEY_BYTES
        if _HEXADECIMAL.fullmatch(self.text) and len(self.text) >= _KEY_BYTES and len(self.text) != digits:
            raise CommandError(f"A raw database key has {digits} hexadecimal digits, and this one {len(self.text)}.")
        if not self.text.isprintable() or not _LEAST_CHARACTERS <= len(self.text) <= _MOST_CHARACTERS:
            raise CommandError(
                f"A database key is {digits} hexadecimal digits, or a passphrase of {_LEAST_CHARACTERS} characters "
                "or more on one line."
            )

    def words(self, path: Path) -> str:
        """The key as SQLCipher takes it, for the database at `path`; a salt of its own if there is none yet."""
        if len(self.text) == 2 * _KEY_BYTES and _HEXADECIMAL.fullmatch(self.text):
            return f"x'{self.text}'"
        salt = _head(path)
        if not any(salt):
            salt = secrets.token_bytes(_SALT_BYTES)
        return f"x'{_derived(self.text, salt).hex()}{salt.hex()}'"


@functools.lru_cache(maxsize=8)
def _derived(passphrase: str, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, _ROUNDS, _KEY_BYTES)


def _head(path: Path) -> bytes:
    """A database's first bytes; none of a new one."""
    try:
        with path.open("rb") as file:
            return file.read(_SALT_BYTES)
    except FileNotFoundError:
        return b""


def read_key(file: Path) -> DatabaseKey:
    """The key in a file of one line. Raises CommandError, also if others could read or change the file."""
    try:
        mode = file.stat().st_mode
        text = file.read_text("utf-8")
    except OSError as error:
        raise CommandError(f"The key file {file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"The key file {file} is not text.") from error
    if mode & _OF_OTHERS:
        raise CommandError(f"The key file {file} is open to others; make it its owner's alone: chmod 600 {file}")
    return DatabaseKey(text.rstrip("\r\n"))


def make_key_file(file: Path) -> None:
    """Write a new random key to a file that is its owner's alone. Raises CommandError if there is such a file."""
    if file.exists():
        raise CommandError(f"{file} is there already; a new key gets a file of its own.")
    try:
        keep_secret(file, f"{secrets.token_hex(_KEY_BYTES)}\n".encode())
    except OSError as error:
        raise CommandError(f"The key file {file} cannot be made: {error.strerror}.") from error


def opened(path: Path, key: DatabaseKey | None, read_only: bool = False) -> Any:
    """A bare connection that was given the key before anything else. `read_only`: it changes no page."""
    address = f"{path.absolute().as_uri()}?mode=ro" if read_only else str(path)
    connection = sqlcipher.connect(address, uri=read_only, isolation_level=None, check_same_thread=False)
    if key is not None:
        connection.execute(f'pragma key="{key.words(path)}"')
        connection.execute("pragma cipher_log=off")  # or it writes to stderr
    return connection


def prove(path: Path, key: DatabaseKey | None, name: str | None = None) -> None:
    """Raise CommandError unless the database at `path`, called `name`, opens with this key. Changes nothing.

    What else may be wrong with it is left to those who open it.
    """
    if not path.exists():
        return
    connection = opened(path, key, read_only=True)
    try:
        connection.execute("select count(*) from sqlite_schema").fetchall()
    except sqlcipher.DatabaseError as error:
        if error.sqlite_errorname == "SQLITE_NOTADB":
            raise CommandError(_why_closed(path, key, name or str(path))) from error
    finally:
        connection.close()


def _why_closed(path: Path, key: DatabaseKey | None, name: str) -> str:
    if key is None:
        return f"{name} is encrypted or damaged; its key is wanted in LAZARETTE_NODE_DATABASE_KEY_FILE."
    if _head(path) == _PLAIN:
        return f"{name} is not encrypted, and a key is set; encrypt it with lazarette node key, or take the key away."
    return f"The key does not open {name}."
