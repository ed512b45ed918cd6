"""Plots as paths of SVG, made on the server: one path for each plot, so that a thousand of them draw at once. Pure."""

from collections.abc import Sequence

STEP, HEIGHT = 4, 20
"""How far apart bars stand, and how high the highest is."""


def bars(values: Sequence[float], most: float | None = None) -> str:
    """The `d` of a path with a bar for each value, from the left; nothing for 0. `most`: what is as high as can be."""
    top = most or max(values, default=0) or 1
    drawn = []
    for place, value in enumerate(values):
        if value > 0:
            drawn.append(f"M{place * STEP + STEP // 2} {HEIGHT}v-{max(2, round(min(value, top) / top * HEIGHT))}")
    return "".join(drawn)


LENGTH = 240
"""How long a line is that stands for the most."""


def stretches(values: Sequence[float], most: float) -> list[str]:
    """The `d` of a path for each value: lines that lie one after the other; an empty one for 0."""
    drawn, at = [], 0.0
    for value in values:
        long = value / most * LENGTH if most else 0
        drawn.append(f"M{at:.1f} 5h{long:.1f}" if value else "")
        at += long
    return drawn
