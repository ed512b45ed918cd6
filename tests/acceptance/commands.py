"""The command `lazarette` as its entry point runs it, from a process that has its code loaded: that is half its time.

Each command is a process of its own, forked, with its own folder, environment, output and exit code.
"""

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn


class Loaded:
    """A process that runs one command after another."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, words: tuple[str, ...], folder: Path, environment: Mapping[str, str]) -> tuple[int, str, str]:
        """Its exit code, what it printed and what it said on standard error."""
        printed, said = folder / ".printed", folder / ".said"
        task = {
            "words": words,
            "folder": str(folder),
            "environment": dict(environment),
            "out": [str(printed), str(said)],
        }
        assert self._process.stdin is not None and self._process.stdout is not None
        print(json.dumps(task), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline()), printed.read_text(), said.read_text()

    def __enter__(self) -> "Loaded":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._process:
            assert self._process.stdin is not None
            self._process.stdin.close()


def _become(words: list[str], folder: str, environment: dict[str, str], out: list[str]) -> NoReturn:
    """Be a command; its entry point does the rest. What was loaded for all of them is not taken apart by each."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for file, number in ((os.devnull, 0), (out[0], 1), (out[1], 2)):
        os.dup2(os.open(file, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), number)
    sys.argv = ["lazarette", *words]
    code: Any = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code or 0)


if __name__ == "__main__":
    from importlib import import_module

    from deploy.cli import _WHERE, main

    for module in set(_WHERE.values()):
        import_module(f"deploy.{module}")
    for line in sys.stdin:
        if not (child := os.fork()):
            _become(**json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
