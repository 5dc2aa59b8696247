"""Tests of itgov.allocate; `small` builds the cities they are tried on."""
