"""The rules of governance: what each looks for, and running them over a city.

A rule is a pure function from a city to faults. It names a record and a route of
keys, never a line. Adding one: CONTRIBUTING.md.
"""
