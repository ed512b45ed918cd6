"""What a service counts of itself, for Prometheus: in this process alone, whatever else runs beside it.

Counters are kept here; what is read from the database when somebody asks comes from the backend, as `Gauge`s.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 10.0)


@dataclass(frozen=True)
class Gauge:
    """A figure of now: its name without `lazarette_`, what it is, and each label set's value."""

    name: str
    text: str
    samples: Sequence[tuple[Mapping[str, str], float]]


class Metrics:
    """The counters of one service."""

    def __init__(self, side: str, version: str) -> None:
        self._registry = registry = CollectorRegistry()
        self._build = {"side": side, "version": version}
        self._requests = Counter(
            "lazarette_requests", "Requests answered", ("method", "endpoint", "status"), registry=registry
        )
        self._seconds = Histogram(
            "lazarette_request_seconds", "How long answers took", ("endpoint",), buckets=BUCKETS_S, registry=registry
        )
        self._found: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self._actions = Counter(
            "lazarette_actions", "Actions by what became of them: ok, or the error's code", ("action", "outcome"),
            registry=registry,
        )  # fmt: skip
        self._exchanges = Counter(
            "lazarette_exchanges", "Exchanges between node and shore", ("outcome",), registry=registry
        )
        self._round_trips = Counter("lazarette_exchange_round_trips", "Their round trips", registry=registry)
        self._bytes = Counter(
            "lazarette_exchange_bytes", "Their bytes: on board with headers, ashore the bodies alone", ("direction",),
            registry=registry,
        )  # fmt: skip

    def answered(self, method: str, endpoint: str, status: int, took_s: float) -> None:
        """Count a request. `endpoint`: the address as it is declared, not as it was called."""
        found = self._found.get((method, endpoint, status))
        if found is None:  # looked up once: the library's own look-up costs more than the counting
            found = self._requests.labels(method, endpoint, str(status)), self._seconds.labels(endpoint)
            self._found[method, endpoint, status] = found
        found[0].inc()
        found[1].observe(took_s)

    def acted(self, action: str, outcome: str) -> None:
        """Count an action."""
        self._actions.labels(action, outcome).inc()

    def exchanged(self, outcome: str, bytes_up: int, bytes_down: int, round_trips: int) -> None:
        """Count an exchange; up is from the yacht to the shore."""
        self._exchanges.labels(outcome).inc()
        self._round_trips.inc(round_trips)
        self._bytes.labels("up").inc(bytes_up)
        self._bytes.labels("down").inc(bytes_down)

    def shown(self, gauges: Iterable[Gauge]) -> bytes:
        """All of it in Prometheus' text form."""
        build = Gauge("build_info", "Which version runs", [(self._build, 1)])
        return generate_latest(_Joined(self._registry, [build, *gauges]))


class _Joined(Collector):
    def __init__(self, registry: CollectorRegistry, gauges: Sequence[Gauge]) -> None:
        self._registry, self._gauges = registry, gauges

    def collect(self) -> Iterator[Metric]:
        yield from self._registry.collect()
        for gauge in self._gauges:
            names = list(gauge.samples[0][0]) if gauge.samples else []
            family = GaugeMetricFamily(f"lazarette_{gauge.name}", gauge.text, labels=names)
            for labels, value in gauge.samples:
                family.add_metric([labels[name] for name in names], value)
            yield family
