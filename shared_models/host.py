"""What the machine and the installation say: the time, and which version this is."""

import time
from importlib.metadata import version

VERSION = version("lazarette")
"""What the health endpoint tells."""


def wall_ms() -> int:
    """Now, by this machine's clock, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000
