"""Backups by the clock, on both sides: one when the newest is too old and the disk has room, and the oldest go.

What stands in the folder is the whole memory: the newest file says when the last one was made, `failed.txt` why the
last try was not one. So a restart forgets nothing, and `lazarette doctor` sees the same from outside.
"""

import logging
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field

from shared_models.entries import moment
from shared_models.errors import CommandError, LazaretteError
from shared_models.host import sync_folder

_log = logging.getLogger("lazarette.backups")
LOOK_EVERY_MIN, FIRST_LOOK_MIN = 15, 12
"""How often it is looked whether one is due."""
_HOUR_MS = 3_600_000
_ROOM_BYTES = 64 << 20
_FAILED = "failed.txt"


class BackupSettings(BaseModel):
    """What is kept by the clock; part of each side's settings."""

    backup_dir: Path | None = Field(None, description="Where backups by the clock go; else backups in the data folder")
    backup_every_h: float = Field(24, ge=0, description="How often one is made; 0: never")
    backups_kept: int = Field(7, ge=1, description="How many of them are kept")


@contextmanager
def written_whole(file: Path, faults: type[Exception]) -> Iterator[Path]:
    """The part to write a new file into, its owner's alone. It becomes the file, synced, when the block ends.

    Raises CommandError if the file is there, or if it cannot be written: an OSError, or one of `faults`, says why.
    """
    part = file.with_name(f"{file.name}.part")
    if file.exists():
        raise CommandError(f"{file} is there already; a backup gets a name of its own.")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(part, file)
        sync_folder(file.parent)
    except (OSError, faults) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error).splitlines()[0]
        raise CommandError(f"{file} cannot be written: {why}.") from error
    finally:
        part.unlink(missing_ok=True)


@dataclass(frozen=True)
class Backups:
    """The backups of one side in a folder. `every_h` 0: none are made."""

    folder: Path
    every_h: float
    kept: int
    suffix: str
    """How the files' names end: .db or .zip."""

    @classmethod
    def of(cls, settings: BackupSettings, data_dir: Path, suffix: str) -> "Backups":
        """As it is set."""
        folder = settings.backup_dir or data_dir / "backups"
        return cls(folder, settings.backup_every_h, settings.backups_kept, suffix)

    def files(self) -> list[Path]:
        """The newest first."""
        return sorted(self.folder.glob(f"lazarette-*{self.suffix}"), reverse=True)

    def last_ms(self) -> int | None:
        """When the newest was made."""
        files = self.files()
        return int(files[0].stat().st_mtime * 1000) if files else None

    def failure(self) -> str | None:
        """Why the last try failed, if it did."""
        try:
            return (self.folder / _FAILED).read_text("utf-8").strip()
        except OSError:
            return None

    def status(self) -> dict[str, Any]:
        """For whoever asks how the side stands."""
        last_ms = self.last_ms()
        return {"every_h": self.every_h, "last": None if last_ms is None else moment(last_ms), "failed": self.failure()}

    def is_due(self, now_ms: int) -> bool:
        """Whether there is none from about now. One from a time to come, when the clock was wrong, is no reason to
        wait for that."""
        times = (file.stat().st_mtime * 1000 for file in self.files())
        return self.every_h > 0 and all(abs(now_ms - time_ms) >= self.every_h * _HOUR_MS for time_ms in times)

    def _have_room(self, size_bytes: int) -> None:
        """Raises CommandError unless as much again, and 64 MiB, are left after one more of that size."""
        disk = os.statvfs(self.folder)
        lacking = 2 * size_bytes + _ROOM_BYTES - disk.f_bavail * disk.f_frsize
        if lacking > 0:
            raise CommandError(f"the disk lacks {-(-lacking >> 20)} MiB for it.")

    async def keep(self, make: Callable[[Path], Awaitable[Any]], size_bytes: int, now_ms: int) -> Path | None:
        """Make one if it is due, and remove the oldest; the new one. A failure is logged and kept, not raised."""
        if not self.is_due(now_ms):
            return None
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for left in self.folder.glob("lazarette-*.part"):  # of a try that was cut off
                left.unlink()
            self._have_room(size_bytes)
            name = moment(now_ms).replace(":", "").replace(".", "")
            file = self.folder / f"lazarette-{name}{self.suffix}"
            await make(file)
            for old in [one for one in self.files() if one != file][self.kept - 1 :]:
                old.unlink()
            (self.folder / _FAILED).unlink(missing_ok=True)
        except (LazaretteError, OSError) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            self._failed(f"{moment(now_ms)} {why}")
            return None
        return file

    def _failed(self, text: str) -> None:
        _log.error("No backup was made: %s", text)
        try:
            (self.folder / _FAILED).write_text(f"{text}\n", "utf-8")
        except OSError:
            return  # it is in the log, and the newest backup grows old
