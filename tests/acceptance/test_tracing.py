"""Spans, as a collector gets them over OTLP and HTTP: from a tablet's request to the shore's transaction."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from shared_models.errors import CommandError
from shared_models.tracing import traced
from tests.acceptance.conftest import Tried


@dataclass
class Collector:
    """What came so far."""

    url: str = ""
    raw: bytes = b""
    spans: list[Any] = field(default_factory=list)

    def named(self, name: str) -> list[Any]:
        return [one for one in self.spans if one.name == name]


@pytest.fixture
def collector() -> Iterator[Collector]:
    found = Collector()

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/traces"
            body = self.rfile.read(int(self.headers["content-length"]))
            found.raw += body
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                found.spans += [span for scope in resource.scope_spans for span in scope.spans]
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        found.url = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        yield found
        server.shutdown()


def said(span: Any) -> dict[str, Any]:
    return {one.key: getattr(one.value, one.value.WhichOneof("value")) for one in span.attributes}


async def a_tap_and_the_exchange_that_follows_it_are_spans_with_one_trace_for_both_sides(
    tried: Tried, collector: Collector
) -> None:
    node, engine = tried.nodes[0], tried.world.yachts[0].node.backend.engine
    await engine.exchange()
    key, secret = str(uuid4()), f"Secret words {uuid4()}"
    with traced(collector.url, "lazarette"):
        await node.crew.act(
            "create_shopping_list_item", key, part_name=secret, quantity_requested=1, source_type="manual_add"
        )
        await node.crew.act("create_shopping_list_item", part_name=secret, quantity_requested=secret)
        assert (await engine.exchange()).outcome == "ok"
    done, refused = sorted(
        collector.named("POST /v1/actions/execute"), key=lambda one: said(one)["http.response.status_code"]
    )
    assert (said(done)["request_id"], said(done)["http.response.status_code"]) == (key, 200)
    assert said(refused)["http.response.status_code"] == 400
    within = [one for one in collector.named("transaction on board") if one.parent_span_id == done.span_id]
    assert {said(one)["request_id"] for one in within} == {key}
    (board,), (shore,) = collector.named("exchange on board"), collector.named("exchange ashore")
    assert (shore.trace_id, shore.parent_span_id) == (board.trace_id, board.span_id)
    assert not board.parent_span_id
    (brought,) = collector.named("POST /v1/sync")
    assert (shore.links[0].span_id, said(shore)["request_id"]) == (brought.span_id, said(brought)["request_id"])
    assert [one for one in collector.named("transaction ashore") if one.trace_id == brought.trace_id]
    assert secret.encode() not in collector.raw


async def no_span_costs_the_link_a_byte_and_a_collector_that_is_away_holds_up_nobody(tried: Tried) -> None:
    engine = tried.world.yachts[0].node.backend.engine
    await engine.exchange()
    usual = await engine.exchange()
    with traced("http://127.0.0.1:1", "lazarette"):
        watched = await engine.exchange()
    assert (watched.outcome, watched.bytes_up, watched.bytes_down) == ("ok", usual.bytes_up, usual.bytes_down)


def what_is_off_loads_nothing_and_what_is_not_installed_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = (
        "import sys, deploy.node_commands, deploy.shore_commands\n"
        "sys.exit(any(name.startswith(('opentelemetry.sdk', 'opentelemetry.exporter')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0
    monkeypatch.delitem(sys.modules, "shared_models.otel", raising=False)
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(CommandError, match=r"pip install 'lazarette\[otel\]'"), traced("http://127.0.0.1:1", "x"):
        pass
