"""A disk that loses power: it writes down what the node's SQLite does to its files, and tells what a cut could leave.

SQLite is sqlcipher3's own, linked into its module, and the node's code runs unchanged: the module exports SQLite's C
interface, so ctypes can put a file system of ours before the real one. Reads, locks and shared memory go straight to
the real one; opening, writing, truncating, syncing and deleting pass through here first. What Python itself does to
the files (rename, remove, fsync) is written down too.

After a cut, what was synced is there. Of what was written since, any part may be there, in any order, torn at sectors
of 512 bytes; new names, removed names and renames last once their folder was synced. Shared memory is gone.
"""

import ctypes
import errno
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import sqlcipher3._sqlite3 as module

SECTOR_BYTES = 512
OK, IOERR, FULL, IOERR_WRITE, IOERR_FSYNC, IOERR_TRUNCATE = 0, 10, 13, 778, 1034, 1546
_JOURNALS = 0x00000800 | 0x00004000 | 0x00080000
"""Kinds of files (rollback, super-journal, WAL) whose first sync also syncs the folder, see unixOpen in SQLite."""


class _Methods(Structure):
    _fields_ = [
        ("version", c_int),
        *((name, c_void_p) for name in (
            "close", "read", "write", "truncate", "sync", "size", "lock", "unlock", "reserved", "control", "sector",
            "characteristics", "shm_map", "shm_lock", "shm_barrier", "shm_unmap", "fetch", "unfetch",
        )),
    ]  # fmt: skip


class _Vfs(Structure):
    _fields_ = [
        ("version", c_int), ("file_size", c_int), ("longest_path", c_int), ("next", c_void_p), ("name", c_char_p),
        ("data", c_void_p),
        *((name, c_void_p) for name in (
            "open", "delete", "access", "full_path", "dl_open", "dl_error", "dl_sym", "dl_close", "randomness",
            "sleep", "time", "last_error", "time64", "set_call", "get_call", "next_call",
        )),
    ]  # fmt: skip


_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)

_sqlite = ctypes.CDLL(module.__file__)
_sqlite.sqlite3_vfs_find.restype = POINTER(_Vfs)
_sqlite.sqlite3_vfs_find.argtypes = [c_char_p]
_sqlite.sqlite3_vfs_register.argtypes = [c_void_p, c_int]
_sqlite.sqlite3_vfs_unregister.argtypes = [c_void_p]

Event = tuple[Any, ...]
Fault = Callable[[str, str, int], int]
"""Called before an operation with its kind (open, write, truncate, sync, delete), the file's name and the number of
bytes; an SQLite error code makes it fail with that."""


def healthy(kind: str, name: str, size: int) -> int:
    """The disk works."""
    return OK


@dataclass
class Disk:
    """One folder's disk. `events`: what happened since it was plugged in; `fault`: what goes wrong next."""

    folder: Path
    fault: Fault = healthy
    room_bytes: int | None = None
    """How much the folder's files may take; None: as much as they like."""
    events: list[Event] = field(default_factory=list)
    _start: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    _names: dict[str, int] = field(default_factory=dict)
    _open: dict[int, tuple[str, int, list[bool]]] = field(default_factory=dict)
    _count: int = 0

    def __post_init__(self) -> None:
        self.folder = self.folder.resolve()
        self.prefix = f"{self.folder}{os.sep}"
        for file in sorted(self.folder.iterdir()):
            if file.is_file() and not file.name.endswith(("-shm", ".reserve")):
                self._start[file.name] = (self._inode(file.name), file.read_bytes())

    def _inode(self, name: str) -> int:
        self._count += 1
        self._names[name] = self._count
        return self._count

    def acknowledge(self, what: object) -> None:
        """Somebody was told that `what` is stored."""
        self.events.append(("told", what))

    def used_bytes(self) -> int:
        """What the folder's files take."""
        return sum(file.stat().st_size for file in self.folder.iterdir())

    def room_for(self, name: str, end: int) -> bool:
        """Whether a file may become as long as that."""
        if self.room_bytes is None:
            return True
        growth = end - (self.folder / name).stat().st_size
        return growth <= 0 or self.used_bytes() + growth <= self.room_bytes

    # What SQLite does.

    def opened(self, file: int, name: str, flags: int, existed: bool) -> None:
        if not existed or name not in self._names:
            self.events.append(("link", name, self._inode(name)))
        self._open[file] = (name, self._names[name], [bool(flags & _JOURNALS)])

    def wrote(self, file: int, offset: int, data: bytes) -> None:
        self.events.append(("write", self._open[file][1], offset, data))

    def truncated(self, file: int, size: int) -> None:
        self.events.append(("truncate", self._open[file][1], size))

    def synced(self, file: int) -> None:
        _, inode, folder_too = self._open[file]
        self.events.append(("sync", inode))
        if folder_too[0]:
            folder_too[0] = False
            self.events.append(("sync_folder",))

    def deleted(self, name: str, and_folder: bool) -> None:
        if self._names.pop(name, None) is not None:
            self.events.append(("unlink", name))
        if and_folder:
            self.events.append(("sync_folder",))

    def name_of(self, file: int) -> str:
        return self._open[file][0]

    # What Python does.

    def _ours(self, path: Any) -> str | None:
        full = os.path.abspath(os.fspath(path))
        return full.removeprefix(self.prefix) if full.startswith(self.prefix) else None

    def _known(self, name: str) -> int:
        """The file; one that Python wrote, and nobody synced, is of any length and content."""
        if name not in self._names:
            self.events.append(("link", name, self._inode(name)))
            self.events.append(("write", self._names[name], 0, (self.folder / name).read_bytes()))
        return self._names[name]

    @contextmanager
    def watching_python(self) -> Iterator[None]:
        """Write down what goes through the module `os`."""
        replace, fsync, unlink, write, statvfs = os.replace, os.fsync, os.unlink, os.write, os.statvfs
        link = os.link

        def linked(source: Any, target: Any) -> None:
            link(source, target)
            if (old := self._ours(source)) is not None and (new := self._ours(target)) is not None:
                self.events.append(("name", new, self._known(old)))
                self._names[new] = self._names[old]

        def replaced(source: Any, target: Any) -> None:
            if (old := self._ours(source)) is not None and (new := self._ours(target)) is not None:
                self.events.append(("rename", old, new, self._known(old)))
                self._names[new] = self._names.pop(old)
            replace(source, target)

        def fsynced(descriptor: int) -> None:
            path = os.readlink(f"/proc/self/fd/{descriptor}")
            if path == str(self.folder):
                self.events.append(("sync_folder",))
            elif (name := self._ours(path)) is not None:
                inode = self._known(name)
                self.events.extend((("write", inode, 0, Path(path).read_bytes()), ("sync", inode)))
            else:
                fsync(descriptor)

        def unlinked(path: Any, **more: Any) -> None:
            unlink(path, **more)
            if (name := self._ours(path)) is not None:
                self.deleted(name, and_folder=False)

        def written(descriptor: int, data: bytes) -> int:
            name = self._ours(os.readlink(f"/proc/self/fd/{descriptor}"))
            if name is not None and not self.room_for(name, len(data)):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return write(descriptor, data)

        def told_room(path: Any) -> Any:
            if self.room_bytes is None or os.path.abspath(path) != str(self.folder):
                return statvfs(path)
            return SimpleNamespace(f_bavail=max(0, self.room_bytes - self.used_bytes()), f_frsize=1)

        with patch.multiple(
            os,
            link=linked,
            replace=replaced,
            fsync=fsynced,
            unlink=unlinked,
            remove=unlinked,
            write=written,
            statvfs=told_room,
        ):
            yield

    # What a cut leaves.

    def told(self, until: int) -> list[Any]:
        """What had been acknowledged before event `until`."""
        return [event[1] for event in self.events[:until] if event[0] == "told"]

    def after_cut(self, until: int, chance: random.Random) -> dict[str, bytes]:
        """The files as a power cut before event `until` may leave them."""
        files = {inode: _File(bytearray(data)) for inode, data in self._start.values()}
        names = {name: inode for name, (inode, _) in self._start.items()}
        links: list[Event] = []
        for event in self.events[:until]:
            match event:
                case ("write" | "truncate", inode, *_):
                    files[inode].pending.append(event)
                case ("sync", inode):
                    files[inode].settle()
                case ("link", _, inode):
                    files[inode] = _File(bytearray())
                    links.append(event)
                case ("name" | "unlink" | "rename", *_):
                    links.append(event)
                case ("sync_folder",):
                    _link(names, links)
                    links = []
        share = chance.choice((0.0, 0.3, 0.5, 0.7, 1.0))
        _link(names, [event for event in links if chance.random() < share])
        return {name: files[inode].torn(chance, share) for name, inode in names.items()}


def _link(names: dict[str, int], events: list[Event]) -> None:
    for event in events:
        if event[0] in ("link", "name"):
            names[event[1]] = event[2]
        elif event[0] == "unlink":
            names.pop(event[1], None)
        else:
            names.pop(event[1], None)
            names[event[2]] = event[3]


@dataclass
class _File:
    """A file's synced content, and what was done to it since."""

    content: bytearray
    pending: list[Event] = field(default_factory=list)

    def settle(self) -> None:
        for event in self.pending:
            _apply(self.content, event, bytes)
        self.pending = []

    def torn(self, chance: random.Random, share: float) -> bytes:
        """The synced content and some of the rest: whole writes or single sectors, at times in another order."""
        events = self.pending
        if chance.random() < 0.5:
            events = [piece for event in events for piece in _sectors(event)]
        if chance.random() < 0.5:
            events = chance.sample(events, len(events))
        content = bytearray(self.content)
        for event in events:
            if chance.random() < share:
                _apply(content, event, chance.randbytes)
        return bytes(content)


def _apply(content: bytearray, event: Event, filler: Callable[[int], bytes]) -> None:
    if event[0] == "truncate":
        del content[event[2] :]
        return
    _, _, offset, data = event
    if offset > len(content):
        content += filler(offset - len(content))
    content[offset : offset + len(data)] = data


def _sectors(event: Event) -> Iterator[Event]:
    if event[0] == "truncate":
        yield event
        return
    _, inode, offset, data = event
    at = 0
    while at < len(data):
        end = min(len(data), at + SECTOR_BYTES - (offset + at) % SECTOR_BYTES)
        yield ("write", inode, offset + at, data[at:end])
        at = end


class _Shim:
    """The file system put before the real one, for the folders of the disks that are plugged in."""

    def __init__(self) -> None:
        self.real = _sqlite.sqlite3_vfs_find(None)
        self.disks: list[Disk] = []
        self.of_file: dict[int, Disk] = {}
        self.wrapped: dict[int, _Methods] = {}
        self.originals: dict[int, dict[str, Any]] = {}
        self.callbacks = [
            _OPEN(self.open), _DELETE(self.delete), _WRITE(self.write), _TRUNCATE(self.truncate), _SYNC(self.sync)
        ]  # fmt: skip
        self.real_open, self.real_delete = _OPEN(self.real.contents.open), _DELETE(self.real.contents.delete)
        self.vfs = _Vfs()
        ctypes.pointer(self.vfs)[0] = self.real.contents
        self.vfs.name = b"disk-under-test"
        self.vfs.open, self.vfs.delete = (ctypes.cast(call, c_void_p).value for call in self.callbacks[:2])

    def disk_of(self, name: str) -> Disk | None:
        return next((disk for disk in self.disks if name.startswith(disk.prefix)), None)

    def open(self, _: int, name: int | None, file: int, flags: int, out: int) -> int:
        path = ctypes.string_at(name).decode() if name else ""
        disk = self.disk_of(path)
        if disk is None:
            return int(self.real_open(ctypes.addressof(self.real.contents), name, file, flags, out))
        short, existed = path.removeprefix(disk.prefix), os.path.exists(path)
        if (failed := disk.fault("open", short, 0)) != OK:
            c_void_p.from_address(file).value = None
            return failed
        result = int(self.real_open(ctypes.addressof(self.real.contents), name, file, flags, out))
        if result == OK:
            methods = c_void_p.from_address(file)
            assert methods.value is not None
            methods.value = ctypes.addressof(self.methods(methods.value))
            disk.opened(file, short, flags, existed)
            self.of_file[file] = disk
        return result

    def methods(self, address: int) -> _Methods:
        """The real file's methods with three of ours in their place."""
        if address not in self.wrapped:
            made = _Methods()
            ctypes.pointer(made)[0] = _Methods.from_address(address)
            real = (_WRITE(made.write), _TRUNCATE(made.truncate), _SYNC(made.sync))
            made.write, made.truncate, made.sync = (ctypes.cast(call, c_void_p).value for call in self.callbacks[2:])
            self.wrapped[address] = made
            self.originals[ctypes.addressof(made)] = dict(zip(("write", "truncate", "sync"), real, strict=True))
        return self.wrapped[address]

    def real_of(self, file: int, kind: str) -> Any:
        return self.originals[c_void_p.from_address(file).value or 0][kind]

    def write(self, file: int, buffer: int, size: int, offset: int) -> int:
        disk = self.of_file[file]
        if (failed := disk.fault("write", disk.name_of(file), size)) != OK:
            return failed
        if not disk.room_for(disk.name_of(file), offset + size):
            return FULL
        disk.wrote(file, offset, ctypes.string_at(buffer, size))
        return int(self.real_of(file, "write")(file, buffer, size, offset))

    def truncate(self, file: int, size: int) -> int:
        disk = self.of_file[file]
        if (failed := disk.fault("truncate", disk.name_of(file), size)) != OK:
            return failed
        disk.truncated(file, size)
        return int(self.real_of(file, "truncate")(file, size))

    def sync(self, file: int, _: int) -> int:
        """The real file is not synced: what a cut leaves is decided here, not by the machine's own disk."""
        disk = self.of_file[file]
        if (failed := disk.fault("sync", disk.name_of(file), 0)) != OK:
            return failed
        disk.synced(file)
        return OK

    def delete(self, vfs: int, name: int, and_folder: int) -> int:
        path = ctypes.string_at(name).decode()
        disk = self.disk_of(path)
        if disk is not None and (failed := disk.fault("delete", path.removeprefix(disk.prefix), 0)) != OK:
            return failed
        result = int(self.real_delete(ctypes.addressof(self.real.contents), name, and_folder))
        if disk is not None and result == OK:
            disk.deleted(path.removeprefix(disk.prefix), bool(and_folder))
        return result


_shim = _Shim()


@contextmanager
def plugged(folder: Path) -> Iterator[Disk]:
    """The folder is on a disk of ours; whatever SQLite opens there from now on goes through it."""
    disk = Disk(folder)
    if not _shim.disks and _sqlite.sqlite3_vfs_register(ctypes.addressof(_shim.vfs), 1) != OK:
        raise OSError(errno.EINVAL, "SQLite does not take the file system")
    _shim.disks.append(disk)
    try:
        with disk.watching_python():
            yield disk
    finally:
        _shim.disks.remove(disk)
        if not _shim.disks:
            _sqlite.sqlite3_vfs_unregister(ctypes.addressof(_shim.vfs))
