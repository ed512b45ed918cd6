"""Backups by the clock: when one is due, how many stay, and what is said when none can be made."""

import os
from pathlib import Path

from shared_models.backups import Backups

HOUR_MS, MIB = 3_600_000, 1 << 20


async def made_at(backups: Backups, now_ms: int, size_bytes: int = 1) -> Path | None:
    async def make(file: Path) -> None:
        file.write_bytes(b"x")

    file = await backups.keep(make, size_bytes, now_ms)
    if file is not None:
        os.utime(file, (now_ms / 1000, now_ms / 1000))
    return file


async def a_backup_is_made_when_the_newest_is_too_old_and_the_oldest_goes(tmp_path: Path) -> None:
    backups = Backups(tmp_path / "backups", 24, 3, ".db")
    now_ms = 1_800_000_000_000
    for day in range(5):
        assert await made_at(backups, now_ms + day * 24 * HOUR_MS) is not None
        assert await made_at(backups, now_ms + day * 24 * HOUR_MS + 23 * HOUR_MS) is None
    assert [file.stat().st_mtime for file in backups.files()] == [1_800_000_000 + day * 86_400 for day in (4, 3, 2)]
    assert backups.folder.stat().st_mode & 0o077 == 0
    assert not Backups(tmp_path / "none", 0, 3, ".db").is_due(now_ms)


async def a_backup_from_a_time_to_come_holds_none_up_and_takes_no_others_place(tmp_path: Path) -> None:
    backups = Backups(tmp_path, 24, 2, ".db")
    for year in range(2):
        await made_at(backups, 2_200_000_000_000 + year * 365 * 24 * HOUR_MS)
    now = await made_at(backups, 1_800_000_000_000)
    assert now is not None and now.exists()
    assert await made_at(backups, 1_800_000_000_000 + HOUR_MS) is None, "it is not made again at each look"


async def what_does_not_fit_is_not_made_and_says_so(tmp_path: Path) -> None:
    backups, disk = Backups(tmp_path, 24, 3, ".db"), os.statvfs(tmp_path)
    assert await made_at(backups, 1_800_000_000_000, disk.f_blocks * disk.f_frsize) is None
    assert "the disk lacks" in (backups.status()["failed"] or "")
    assert not backups.files()
    assert await made_at(backups, 1_800_000_000_000) is not None
    assert backups.status() == {"every_h": 24, "last": "2027-01-15T08:00:00.000Z", "failed": None}


async def a_folder_that_cannot_be_made_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert await made_at(Backups(tmp_path / "file" / "backups", 24, 3, ".db"), 1_800_000_000_000) is None
