"""The `lazarette` command. Errors are one sentence and an exit code, never a traceback."""

import sys
from importlib import import_module
from typing import Any

import sqlalchemy as sa
import typer
from typer.core import TyperGroup

from deploy.terminal import err
from shared_models.errors import LazaretteError

_WHERE = {
    "shore": "shore_commands", "node": "node_commands", "sync": "board_commands", "import": "board_commands",
    "explain": "proof_commands", "verify": "proof_commands", "backup": "care_commands",
    "restore": "care_commands", "migrate": "care_commands", "doctor": "doctor_commands",
    "audit": "world_commands", "world": "world_commands", "smoke": "smoke",
}  # fmt: skip
"""The module of each command: a node that starts, perhaps on a small machine, waits for nothing of the shore's."""


class _Commands(TyperGroup):
    """Loads a command when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """In the order of the help."""
        return list(_WHERE)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, or the group of them; None if there is none."""
        if cmd_name not in _WHERE:
            return None
        found = typer.main.get_command(import_module(f"deploy.{_WHERE[cmd_name]}").app)
        if isinstance(found, TyperGroup) and cmd_name in found.commands:
            return found.commands[cmd_name]
        found.name = cmd_name
        return found


main_app = typer.Typer(cls=_Commands, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@main_app.callback()
def lazarette() -> None:
    """The locker on a yacht where the spares are kept."""


def main() -> None:
    """The entry point: 2 for what was asked wrongly or cannot be done, with one sentence."""
    try:
        main_app()
    except (LazaretteError, OSError, sa.exc.OperationalError) as error:
        err.print(str(error).splitlines()[0], style="red", markup=False, soft_wrap=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
