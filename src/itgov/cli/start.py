"""The console script: how the command `itgov` starts. What is asked most often by programs is answered at once."""

from __future__ import annotations

import sys


def run() -> None:
    """Runs the command line and exits; `--version` alone is answered without loading what commands need."""
    if sys.argv[1:] == ["--version"]:
        from importlib.metadata import version

        print(f"itgov {version('itgov')}")
        return
    from itgov.cli.main import run as run_commands

    run_commands()
