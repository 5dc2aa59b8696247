"""The console script: how the command `itgov` starts. What is asked most often by programs is answered at once."""

from __future__ import annotations

import sys


def run() -> None:
    """Runs the command line and exits; `--version` alone is answered without loading what commands need."""
    if sys.argv[1:] == ["--version"]:
        from importlib.metadata import version  # noqa: PLC0415

        print(f"itgov {version('itgov')}")
        return
    from itgov.cli.main import run as run_commands  # noqa: PLC0415

    run_commands()
