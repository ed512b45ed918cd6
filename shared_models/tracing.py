"""Spans of requests, transactions and exchanges, where `OTEL_EXPORTER_OTLP_ENDPOINT` is set; else nothing is loaded.

They say names, ids and codes, and no word of a person. What a node and the shore do in one exchange is one trace: both
derive its id from what the request's head holds, so that it costs the link no byte.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module
from typing import Protocol

from shared_models.errors import CommandError
from shared_models.host import VERSION

Say = Callable[..., None]
"""Say more of a span: its `name`, and attributes."""


class Spans(Protocol):
    """What makes spans and sends them; see `otel`."""

    def begun(self, name: str, said: dict[str, str | int]) -> AbstractContextManager[Say]:
        """A span of what is done in the block, within the one that is open."""
        ...

    def caller(self, name: str, ids: tuple[int, int]) -> AbstractContextManager[Say]:
        """A trace of its own, of what is done in the block. `ids`: of the trace and of the span."""
        ...

    def called(self, name: str, ids: tuple[int, int]) -> Callable[[], None]:
        """A span in the caller's trace, which began now and ends when what is answered is called."""
        ...

    def close(self) -> None:
        """Send what waits."""
        ...


_spans: Spans | None = None


def _silent(name: str | None = None, **said: str | int) -> None:
    """Nobody listens."""


_OFF = nullcontext[Say](_silent)


@contextmanager
def traced(endpoint: str | None, service: str) -> Iterator[None]:
    """Send spans there while the block runs; None: none are made. Raises CommandError if what makes them is missing."""
    global _spans  # noqa: PLW0603  one for the process, as logs are
    if endpoint is None:
        yield
        return
    try:
        made: Spans = import_module("shared_models.otel").OpenTelemetry(endpoint, service, VERSION)
    except ImportError as error:
        raise CommandError(
            "OTEL_EXPORTER_OTLP_ENDPOINT is set, and OpenTelemetry is not installed: pip install 'lazarette[otel]'."
        ) from error
    _spans = made
    try:
        yield
    finally:
        _spans = None
        made.close()


def span(name: str, **said: str | int) -> AbstractContextManager[Say]:
    """A span of what is done in the block."""
    return _OFF if _spans is None else _spans.begun(name, said)


def calling(node_id: str, epoch: str, number: int) -> AbstractContextManager[Say]:
    """A node's exchange, by what its request's head holds."""
    return _OFF if _spans is None else _spans.caller("exchange on board", _ids(node_id, epoch, number))


def called(node_id: str, epoch: str, number: int) -> Callable[[], None]:
    """The same exchange ashore; call what is answered when it is over."""
    return _silent if _spans is None else _spans.called("exchange ashore", _ids(node_id, epoch, number))


def _ids(node_id: str, epoch: str, number: int) -> tuple[int, int]:
    digest = hashlib.sha256(f"exchange:{node_id}:{epoch}:{number}".encode()).digest()
    return int.from_bytes(digest[:16]), int.from_bytes(digest[16:24])
