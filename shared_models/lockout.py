"""How long somebody who tries PINs is held up. Pure: the counts are kept by each side's database.

Guessing is slowed down and nobody is locked out for good: a hold doubles up to a quarter of an hour and tries are
forgotten after a day; and from a tablet on which a person has signed in before, what strangers try under their name
elsewhere does not count (OWASP calls this protecting against lockout of the real user by known devices).
"""

from dataclasses import dataclass

FORGOTTEN_AFTER_MS = 24 * 3600 * 1000
PROVEN_FOR_MS = 30 * FORGOTTEN_AFTER_MS
_FIRST_HOLD_MS, _LONGEST_HOLD_MS = 60_000, 900_000
_FREE, _FREE_OF_NAME, _FREE_OF_CLIENT = 5, 20, 50
NOBODY = ""
"""The name under which tries are counted for names that nobody has: so many rows there are at most."""


@dataclass(frozen=True)
class Tries:
    """Tries that were not right: under this name from this client, under this name from anywhere that is not proven,
    from this client under any name; each with the time of the last. `is_proven`: the person has signed in from here."""

    here: int = 0
    here_ms: int = 0
    name: int = 0
    name_ms: int = 0
    client: int = 0
    client_ms: int = 0
    is_proven: bool = False


def held_for_ms(tries: Tries, now_ms: int) -> int:
    """How long this client must wait before a PIN for this name is looked at; 0: not at all.

    A time that lies ahead (the clock was set back) counts as now, so that a hold ends even so.
    """
    counted = [(tries.here, tries.here_ms, _FREE)]
    if not tries.is_proven:
        counted += [(tries.name, tries.name_ms, _FREE_OF_NAME), (tries.client, tries.client_ms, _FREE_OF_CLIENT)]
    return max(_held(count, at_ms, free, now_ms) for count, at_ms, free in counted)


def _held(count: int, at_ms: int, free: int, now_ms: int) -> int:
    if count < free:
        return 0
    hold_ms = min(_FIRST_HOLD_MS << min(count - free, 8), _LONGEST_HOLD_MS)
    return max(0, min(at_ms, now_ms) + hold_ms - now_ms)
