"""Spans as OpenTelemetry makes them, sent over OTLP and HTTP. Loaded by `tracing` alone, when they are wanted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.trace import (
    Link,
    NonRecordingSpan,
    Span,
    SpanContext,
    StatusCode,
    TraceFlags,
    get_current_span,
    set_span_in_context,
    use_span,
)

from shared_models.logs import REQUEST_ID
from shared_models.tracing import Say

_TIMEOUT_S = 5
_GIVEN: ContextVar[tuple[int, int] | None] = ContextVar("given_ids", default=None)


class _Ids(RandomIdGenerator):
    """Random ids, but for a span whose ids are given."""

    def generate_trace_id(self) -> int:
        given = _GIVEN.get()
        return super().generate_trace_id() if given is None else given[0]

    def generate_span_id(self) -> int:
        given = _GIVEN.get()
        return super().generate_span_id() if given is None else given[1]


class OpenTelemetry:
    """See `tracing.Spans`."""

    def __init__(self, endpoint: str, service: str, version: str) -> None:
        resource = Resource.create({"service.name": service, "service.version": version})
        self._provider = TracerProvider(resource=resource, id_generator=_Ids(), shutdown_on_exit=False)
        exporter = OTLPSpanExporter(f"{endpoint.rstrip('/')}/v1/traces", timeout=_TIMEOUT_S)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("lazarette", version)

    @contextmanager
    def begun(self, name: str, said: dict[str, str | int]) -> Iterator[Say]:
        """A span of what is done in the block, with the id of the request that it belongs to."""
        with _open(self._tracer.start_span(name, attributes={**_request(), **said})) as say:
            yield say

    @contextmanager
    def caller(self, name: str, ids: tuple[int, int]) -> Iterator[Say]:
        """A trace of its own with these ids, linked to the one that asked for it."""
        mark = _GIVEN.set(ids)
        try:
            made = self._tracer.start_span(name, Context(), attributes=_request(), links=_linked())
        finally:
            _GIVEN.reset(mark)
        with _open(made) as say:
            yield say

    def called(self, name: str, ids: tuple[int, int]) -> Callable[[], None]:
        """A span under the caller's, linked to the request that brought it."""
        caller = SpanContext(*ids, is_remote=True, trace_flags=TraceFlags(TraceFlags.SAMPLED))
        within = set_span_in_context(NonRecordingSpan(caller), Context())
        return self._tracer.start_span(name, within, attributes=_request(), links=_linked()).end

    def close(self) -> None:
        """Send what waits, for as long as the collector may take."""
        self._provider.shutdown()


def _request() -> dict[str, str]:
    request_id = REQUEST_ID.get()
    return {} if request_id is None else {"request_id": request_id}


def _linked() -> list[Link]:
    current = get_current_span().get_span_context()
    return [Link(current)] if current.is_valid else []


@contextmanager
def _open(made: Span) -> Iterator[Say]:
    """The span while it is open. Of an exception its type is told alone: its words may be a person's."""

    def say(name: str | None = None, **said: str | int) -> None:
        if name is not None:
            made.update_name(name)
        made.set_attributes({key.replace("__", "."): value for key, value in said.items()})

    with use_span(made, end_on_exit=True, record_exception=False, set_status_on_exception=False):
        try:
            yield say
        except BaseException as error:
            made.set_attribute("error.type", type(error).__name__)
            made.set_status(StatusCode.ERROR)
            raise
