"""`python -m itgov` is `itgov`."""

from itgov.cli.main import run

run()
