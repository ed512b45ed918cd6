"""What can go wrong, each with a rate."""

from dataclasses import dataclass, fields, replace

WITHIN_SHORE = ("shore_crash", "serialization_failure")
"""Those of a request that the link itself has no part in."""
LINK = (
    "request_lost", "reply_lost", "duplicate", "old_request", "old_reply", "request_cut", "reply_cut",
    "request_flipped", "reply_flipped", "portal", *WITHIN_SHORE,
)  # fmt: skip
"""Of one request."""
EXCHANGE = ("one_way", "two_at_once", "node_crash", "older_version", "bytes_limited")
"""Of one exchange."""
STEP = (
    "restart", "old_file", "restored", "cloned", "replaced", "disk_full", "shore_restored", "poison", "role_revoked",
    "clock",
)  # fmt: skip
"""Of one step of the run."""


@dataclass(frozen=True, kw_only=True)
class Faults:
    """Probabilities: of the first group for each request, then for each exchange, then for each step."""

    request_lost: float = 0.05
    reply_lost: float = 0.07
    """After the shore has committed."""
    duplicate: float = 0.05
    """The request arrives twice; the second answer is the one that is heard."""
    old_request: float = 0.04
    """A request of hours or days ago arrives once more before this one."""
    old_reply: float = 0.04
    """The answer to another request comes instead."""
    request_cut: float = 0.05
    """After any byte; the shore sees the caller leave."""
    reply_cut: float = 0.06
    """After any byte."""
    request_flipped: float = 0.04
    """One bit."""
    reply_flipped: float = 0.04
    """One bit."""
    portal: float = 0.03
    """A captive portal's page, with status 200."""
    shore_crash: float = 0.04
    """After the commit of any of the transactions of a request."""
    serialization_failure: float = 0.03
    """Postgres gives one of the transactions up, once."""
    one_way: float = 0.05
    """For one exchange everything arrives ashore and nothing comes back, or the reverse."""
    two_at_once: float = 0.08
    """Two runs of the exchange."""
    node_crash: float = 0.08
    """Before or after any of the commits of an exchange; what is opened again is the files as they lie."""
    older_version: float = 0.06
    """The node speaks JSON, as the version before."""
    bytes_limited: float = 0.1
    """The node wants little back at once, and its link is known to break early."""
    restart: float = 0.02
    old_file: float = 0.012
    """An old backup is put in place of the node's file, by hand."""
    restored: float = 0.012
    """An old backup is restored by the command."""
    cloned: float = 0.012
    """A copy of the node goes on beside it."""
    replaced: float = 0.006
    """The node is lost; a new one is enrolled."""
    disk_full: float = 0.02
    """On board, until the next step or two."""
    shore_restored: float = 0.012
    """From a backup that the node is ahead of."""
    poison: float = 0.02
    """An entry that the shore does not know."""
    role_revoked: float = 0.02
    """Ashore, while the yacht is away."""
    clock: float = 0.04
    """The node's clock: 1970, 1980, a GPS week roll-over, 2036, 2038, 9999, a time zone off, backwards."""

    @classmethod
    def none(cls, **rates: float) -> "Faults":
        """Nothing goes wrong but what is named."""
        return replace(cls(**{each.name: 0.0 for each in fields(cls)}), **rates)

    @classmethod
    def parsed(cls, text: str) -> "Faults":
        """From `name=rate,name=rate`; what is not named does not happen. Raises ValueError."""
        rates = dict(pair.split("=", 1) for pair in text.split(",") if pair)
        unknown = sorted(rates.keys() - {each.name for each in fields(cls)})
        if unknown:
            raise ValueError(
                f"There is no fault {unknown[0]}; there are {', '.join(each.name for each in fields(cls))}."
            )
        return cls.none(**{name: float(rate) for name, rate in rates.items()})

    def rate(self, name: str) -> float:
        """The rate of the fault of that name."""
        return float(getattr(self, name))
