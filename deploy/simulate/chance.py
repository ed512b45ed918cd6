"""Everything random from one seed, also what the product draws."""

import random
from uuid import UUID


class Chance(random.Random):
    """The seed's source."""

    def uuid(self) -> str:
        """A random UUID."""
        return str(UUID(int=self.getrandbits(128), version=4))

    def happens(self, rate: float) -> bool:
        """Whether something of that probability happens; takes a number also if it never does."""
        return self.random() < rate

    def draw_64_bits(self) -> str:
        """As `shared_models.host` draws them."""
        return self.randbytes(8).hex()
