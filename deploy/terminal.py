"""What the commands share: the terminal, the loop, the options that many take."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
import uvloop
from pydantic import ValidationError
from pydantic_settings import BaseSettings
from rich.console import Console

from shared_models.errors import CommandError

S = TypeVar("S", bound=BaseSettings)

out = Console(emoji=False)
err = Console(stderr=True, emoji=False)

DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Where it keeps its data.")]
DatabaseUrl = Annotated[
    str | None, typer.Option("--database-url", help="The owner's URL of a Postgres; else embedded.")
]


def settings_of(kind: type[S], **given: Any) -> S:
    """Settings: what was given on the command line, else the environment. Raises CommandError, without the value."""
    try:
        return kind(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = str(first["loc"][0])
        variable = f"{kind.model_config['env_prefix']}{name}" if name in kind.model_fields else name
        why = first["msg"]
        raise CommandError(f"{variable.upper()} is not valid: {why[0].lower()}{why[1:]}.") from None


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run a command's work, on the faster loop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)
