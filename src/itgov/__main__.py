"""`python -m itgov` is `itgov`."""

from itgov.cli.start import run

run()
