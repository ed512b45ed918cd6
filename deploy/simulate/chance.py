"""Everything random from one seed, also what the product draws for itself."""

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch
from uuid import UUID


class Chance(random.Random):
    """The seed's source."""

    def uuid(self) -> str:
        """A random UUID."""
        return str(UUID(int=self.getrandbits(128), version=4))

    def happens(self, rate: float) -> bool:
        """Whether something of that probability happens; takes a number also if it never does."""
        return self.random() < rate


@contextmanager
def seeded(chance: Chance) -> Iterator[None]:
    """Epochs and generations are drawn from the seed, so that the same seed sends the same bytes."""
    own = random.Random(chance.getrandbits(64))  # noqa: S311  a simulation is to be repeatable
    with patch.object(secrets, "token_hex", lambda count=32: own.randbytes(count).hex()):
        yield
