"""`itgov import`: what others keep in files of their own comes in as records."""

from __future__ import annotations

import typer

from itgov.cli.import_ledger import ledger
from itgov.cli.import_xlsx import xlsx

app = typer.Typer(help="Take in files that others keep, as changes of the records.", no_args_is_help=True)
app.command()(ledger)
app.command()(xlsx)
