"""The same small world as the acceptance tests'; every attack is made over real HTTP, and honest requests go on."""

from tests.acceptance.conftest import Side, Tried, side, tried

__all__ = ["Side", "Tried", "side", "tried"]
