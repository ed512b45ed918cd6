"""What holds for signing in on either side: which PINs may be chosen, and who must wait. Pure."""

from itertools import pairwise

from shared_models.errors import RateLimited, ValidationFailed
from shared_models.lockout import Tries, held_for_ms

WRONG = "The name or the PIN is wrong."
_FEWEST_DIGITS, _MOST_DIGITS = 4, 12


def chosen_pin(pin: str) -> str:
    """A PIN that somebody chose. Raises ValidationFailed if it is none, or among the first that anyone tries."""
    if not (pin.isascii() and pin.isdecimal() and _FEWEST_DIGITS <= len(pin) <= _MOST_DIGITS):
        raise ValidationFailed(f"A PIN has {_FEWEST_DIGITS} to {_MOST_DIGITS} digits.", "new_pin")
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise ValidationFailed("Digits that repeat or count up or down are the first that anyone tries.", "new_pin")
    return pin


def held_up(tries: Tries, now_ms: int) -> None:
    """Raises RateLimited while PINs are not looked at; it says for how long."""
    hold_ms = held_for_ms(tries, now_ms)
    if hold_ms:
        minutes = -(-hold_ms // 60_000)
        raise RateLimited(f"Too many wrong tries; wait {minutes} minute{'' if minutes == 1 else 's'}.")
