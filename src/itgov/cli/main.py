"""The command `itgov`: its subcommands, and how it starts and ends."""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer
from typer.exceptions import TyperException

from itgov.cli import agenda, allocate, import_, report
from itgov.cli.exits import Exit, guarded
from itgov.cli.fix import fix
from itgov.cli.fmt import fmt
from itgov.cli.init import init
from itgov.cli.new import new
from itgov.cli.rename import rename
from itgov.cli.rule import rule
from itgov.cli.schema import schema
from itgov.cli.show import show
from itgov.cli.speech import language_of
from itgov.cli.validate import validate
from itgov.cli.wrong_call import wrong_call

app = typer.Typer(
    name="itgov",
    help="Governs a city's shared IT from reviewed records in git.",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 no error, 1 findings, 2 usage, 3 no city here, 4 no feasible plan, 70 a fault in itgov, "
    "130 interrupted.",
)
app.command()(validate)
app.command()(rule)
app.command()(new)
app.command()(show)
app.command()(fmt)
app.command()(fix)
app.command()(rename)
app.command()(schema)
app.command()(init)
app.add_typer(agenda.app, name="agenda")
app.add_typer(allocate.app, name="allocate")
app.add_typer(report.app, name="report")
app.add_typer(import_.app, name="import")


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"itgov {version('itgov')}")
        raise typer.Exit


@app.callback()
def itgov(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Governs a city's shared IT from reviewed records in git."""


def main(arguments: list[str]) -> int:
    """Runs one command line and returns its exit code; nothing below prints a traceback or exits."""
    if not arguments:
        main(["--help"])
        return Exit.USAGE
    return guarded(lambda: _run(arguments), lambda: language_of(arguments))


def _run(arguments: list[str]) -> int:
    try:
        result = app(args=arguments, prog_name="itgov", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except TyperException as error:
        raise wrong_call(error) from error
    finally:
        sys.stdout.flush()
    if result == Exit.INTERRUPTED:
        raise KeyboardInterrupt
    return result if isinstance(result, int) else Exit.OK


def run() -> None:
    """The console script. What a terminal's encoding cannot show is written out, never a reason to fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
