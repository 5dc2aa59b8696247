"""The command line: one module per command, and the only place that prints, reads the clock, or exits."""
