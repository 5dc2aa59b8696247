"""The development agenda: what fits the shared hours and money, and gives the most.

`problem` states the choice as plain whole numbers, `formulation` turns it into rows,
`solve` hands those to the solver, `verify` checks the answer without it, and
`proposal` runs the whole path from a city to a `plan`. Importing the package is
cheap: the solver is loaded by the first solve.
"""
