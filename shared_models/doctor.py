"""What a doctor looks at on either side: each finding says what is wrong, why it matters and what to do."""

import os
import socket
import ssl
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx

from shared_models.backups import Backups
from shared_models.entries import moment

_TIMEOUT_S = 10
_CLOCK_MS, _DAY_MS, _HOUR_MS = 120_000, 86_400_000, 3_600_000
_EXPIRES_SOON_MS = 14 * _DAY_MS
_FULL_BYTES, _NEARLY_FULL_BYTES = 64 << 20, 1 << 30
_PACKAGE = Path(__file__).parent


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `why` it matters and what to `do` are empty where it is fine."""

    name: str
    what: str
    why: str = ""
    do: str = ""

    @property
    def is_fine(self) -> bool:
        """Whether nothing needs doing."""
        return not self.do


def clock(now_ms: int, known: Mapping[str, int | None]) -> Finding:
    """`known`: moments that have passed, by what they are of, in milliseconds since 1970."""
    built_ms = max(int(file.stat().st_mtime * 1000) for file in _PACKAGE.glob("*.py"))
    passed = {name: at for name, at in {"this version's files": built_ms, **known}.items() if at is not None}
    last = max(passed, key=lambda name: passed[name])
    behind_ms = passed[last] - now_ms
    if behind_ms <= _CLOCK_MS:
        return Finding("clock", f"it is {moment(now_ms)}")
    return Finding(
        "clock",
        f"the clock says {moment(now_ms)}, {_span(behind_ms)} before {last}",
        "entries keep their order, but certificates, sign-ins and roles go by this time",
        "set the clock, and let it be kept by NTP or GPS",
    )


def _span(ms: int) -> str:
    for name, size_ms in (("days", _DAY_MS), ("hours", _HOUR_MS)):
        if ms >= 2 * size_ms:
            return f"{ms // size_ms} {name}"
    return f"{ms // 1000} seconds"


def disk(folder: Path) -> Finding:
    """Of the file system that a folder is on, or will be."""
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    found = os.statvfs(there)
    free, total = found.f_bavail * found.f_frsize, found.f_blocks * found.f_frsize
    told = f"{free >> 20} MiB of {total >> 20} are free where {folder} is"
    if free >= min(_NEARLY_FULL_BYTES, max(total // 20, _FULL_BYTES)) and free >= _FULL_BYTES:
        return Finding("disk", told)
    how = "full" if free < _FULL_BYTES else "nearly full"
    return Finding("disk", f"{told}: it is {how}", "on a full disk every act is refused", "make room, or take another")


def secrets(files: Iterable[Path]) -> Iterator[Finding]:
    """Files that are to be their owner's alone."""
    files = [file for file in files if file.exists()]
    for file in files:
        mode = stat.S_IMODE(file.stat().st_mode)
        if mode & 0o077:
            what, do = f"{file} may be read by others ({mode:o})", f"chmod 600 {file}"
            yield Finding("key files", what, "whoever has it can speak or sign in in its owner's place", do)
    if all(not stat.S_IMODE(file.stat().st_mode) & 0o077 for file in files):
        yield Finding("key files", f"{len(files)} files are their owner's alone")


def backups(kept: Backups, now_ms: int) -> Finding:
    """Those by the clock."""
    last_ms, failure = kept.last_ms(), kept.failure()
    why = "what is on this disk alone is lost with it"
    if not kept.every_h:
        return Finding("backups", "none are made by the clock", why, "set LAZARETTE_NODE_ or _SHORE_BACKUP_EVERY_H")
    if failure:
        return Finding("backups", f"the last one failed: {failure}", why, f"see to that, or to room in {kept.folder}")
    if last_ms is None or now_ms - last_ms > 2 * kept.every_h * _HOUR_MS:
        what = f"there is none in {kept.folder}" if last_ms is None else f"the newest is of {moment(last_ms)}"
        return Finding("backups", what, why, "let it serve, or make one: lazarette backup FILE")
    return Finding("backups", f"the newest is of {moment(last_ms)}")


def switch(is_on: bool) -> Finding:
    """The feature's."""
    if is_on:
        return Finding("switch", "SHOPPING_LIST_V1_ENABLED is on")
    why = "every list and act is answered 503; sync goes on"
    return Finding("switch", "SHOPPING_LIST_V1_ENABLED is off", why, "set it to true when the yacht is to use it")


def schema(found: str | None, known: Sequence[str], command: str) -> Finding:
    """`known`: this version's schemas, the newest first; `command` brings an older one forward."""
    if found == known[0]:
        return Finding("schema", f"it is {found}, as this version has it")
    if found in known:
        what, do = f"it is {found}, and this version has {known[0]}", f"stop it, make a backup, {command}"
        return Finding("schema", what, "this version does not work with it", do)
    what = f"it is {found}, and this version knows none after {known[0]}"
    return Finding("schema", what, "a newer version wrote it; this one must not", "install that version or a newer one")


def guards(missing: Sequence[str]) -> Iterator[Finding]:
    """Triggers, functions and policies, as `verify` compares them."""
    for what in missing:
        yield Finding("guards", what, "raw SQL may break a rule that it kept", "restore a backup, or run its migration")
    if not missing:
        yield Finding("guards", "triggers, functions and policies are as declared")


def journal(problems: Sequence[str], do: str) -> Iterator[Finding]:
    """What a replay found."""
    for what in problems:
        yield Finding("journal", what, "the rows are not what people did", do)
    if not problems:
        yield Finding("journal", "chains, digests and rows are right")


def alerts(standing: Iterable[Mapping[str, Any]], do: str) -> Iterator[Finding]:
    """Those of the health worker, as rows."""
    texts = [f"{row['kind']}, since {row['opened_at']}: {str(row['text']).rstrip('.')}" for row in standing]
    for what in texts:
        yield Finding("alert", what, "the health worker found it, and it stands", do)
    if not texts:
        yield Finding("alert", "none stands")


def certificate(whose: str, from_ms: int, until_ms: int, now_ms: int, do: str) -> Finding:
    """When it ends."""
    if from_ms <= now_ms < until_ms - _EXPIRES_SOON_MS:
        return Finding("certificate", f"{whose} lasts until {moment(until_ms)}")
    ends = "begins only" if now_ms < from_ms else "ended" if now_ms >= until_ms else "ends"
    what = f"{whose} {ends} {moment(from_ms if now_ms < from_ms else until_ms)}"
    return Finding("certificate", what, "without a valid one nobody connects", do)


def reach(whose: str, url: str, now_ms: int) -> Iterator[Finding]:
    """Whether a shore answers at its address: name, connection, TLS and answer, each only after the one before."""
    address = httpx.URL(url)
    port = address.port or (443 if address.scheme == "https" else 80)
    why = "without it nothing goes ashore, and nothing comes from there; work goes on"
    try:
        place = socket.getaddrinfo(address.host, port, type=socket.SOCK_STREAM)[0][4]
    except OSError as error:
        yield Finding(
            whose, f"the name {address.host} is not found: {error.strerror}", why, "check the link and its DNS"
        )
        return
    try:
        with socket.create_connection((str(place[0]), port), _TIMEOUT_S) as connection:
            if address.scheme == "https":
                yield from _shown(connection, address.host, now_ms)
    except ssl.SSLError as error:
        what = getattr(error, "verify_message", "") or error.reason or str(error)
        do = "renew the certificate where TLS ends, or correct this clock"
        yield Finding("certificate", f"TLS with {address.host} fails: {what}", why, do)
        return
    except OSError as error:
        what = f"nothing answers at {address.host}, port {port}: {error.strerror or 'no answer in time'}"
        yield Finding(whose, what, why, "check the link, firewalls, and that the shore is up")
        return
    yield from _answers(whose, url, why, now_ms)


def _shown(connection: socket.socket, host: str, now_ms: int) -> Iterator[Finding]:
    with ssl.create_default_context().wrap_socket(connection, server_hostname=host) as secured:
        shown = secured.getpeercert() or {}
    from_ms, until_ms = (int(ssl.cert_time_to_seconds(str(shown[name])) * 1000) for name in ("notBefore", "notAfter"))
    yield certificate(f"that of {host}", from_ms, until_ms, now_ms, "renew it where TLS ends")


def _answers(whose: str, url: str, why: str, now_ms: int) -> Iterator[Finding]:
    try:
        answer = httpx.get(f"{url.rstrip('/')}/v1/actions/health", timeout=_TIMEOUT_S, trust_env=False)
        told = answer.json() if answer.status_code == 200 else None
    except (httpx.HTTPError, ValueError):
        told, answer = None, None
    if not isinstance(told, dict) or told.get("status") != "healthy":
        what = f"what answers at {url} is not the shore: a captive portal, a proxy, or a shore that is down"
        yield Finding(whose, what, why, "open it in a browser: sign in to the portal, or look after the shore")
        return
    yield Finding(whose, f"it answers at {url}, version {told.get('version')}")
    date = answer.headers.get("date") if answer is not None else None
    if date is not None:
        apart_ms = now_ms - int(parsedate_to_datetime(date).timestamp() * 1000)
        if abs(apart_ms) > _CLOCK_MS:
            side = "ahead of" if apart_ms > 0 else "behind"
            what = f"this clock is {_span(abs(apart_ms))} {side} that of {url}"
            yield Finding("clock", what, "one of them is wrong", "set the clock, and let it be kept by NTP or GPS")
