"""itgov governs a city's shared IT from reviewed records in git.

The package itself does nothing on import: commands live in `itgov.cli`, the
records in `itgov.model`. See docs/architecture.md for the layers.
"""
