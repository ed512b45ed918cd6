"""What the commands share: the terminal, the loop, the options that many take."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer
import uvloop
from rich.console import Console

out = Console(emoji=False)
err = Console(stderr=True, emoji=False)

DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Where it keeps its data.")]
DatabaseUrl = Annotated[
    str | None, typer.Option("--database-url", help="The owner's URL of a Postgres; else embedded.")
]


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run a command's work, on the faster loop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)
