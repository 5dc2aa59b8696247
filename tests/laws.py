"""Laws, each tried on many cases: 200 in the suite, as many as `LAWS` says in the long run.

A case is drawn by a seed, so that the same number is the same case on every machine, and a failure names it. Records
of many fields are drawn so at a fiftieth of what a search costs that keeps every choice in order to shrink it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from inspect import signature
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

TRIES = int(os.environ.get("LAWS", "200"))
LONG = "LAWS" in os.environ
"""Whether this is the long run: laws that state no number of cases are tried on as many then."""
_SEEDS = 2**48
T = TypeVar("T")
Law = Callable[..., None]


class Cases:
    """Cases that laws are tried on, each what `makers` draw in turn; drawn once for all laws that share them.

    A maker takes `chance`, and what was made before it, by its names; `law` makes a test of a function that does. All
    laws of the same cases are tried when the first of their tests is run: what they all need, such as two splits and
    what lies between, is reckoned once.
    """

    def __init__(self, tries: int = TRIES, /, **makers: Callable[..., Any]) -> None:
        self._makers = {name: (make, _asked(make)) for name, make in makers.items()}
        self._tries = tries
        self._laws: dict[str, tuple[Law, tuple[str, ...], int]] = {}
        self._broken: dict[str, BaseException] | None = None

    def law(self, law: Law) -> Callable[[], None]:
        """A test that the law holds in every case."""
        return self._tested(law, 1)

    def some(self, law: Law) -> Callable[[], None]:
        """A test that the law holds in every fifth case, for one that takes as long as all the others."""
        return self._tested(law, 5)

    def _tested(self, law: Law, every: int) -> Callable[[], None]:
        self._laws[law.__name__] = law, _asked(law), every

        def tried() -> None:
            broken = self._tried().get(law.__name__)
            if broken is not None:
                raise broken

        tried.__name__, tried.__doc__, tried.__module__ = law.__name__, law.__doc__, law.__module__
        return tried

    def _tried(self) -> dict[str, BaseException]:
        """The first failure of each law that has one."""
        if self._broken is None:
            self._broken = {}
            for seed in range(self._tries):
                case: dict[str, Any] = {"chance": Random(seed)}
                for name, (make, needed) in self._makers.items():
                    case[name] = make(**{one: case[one] for one in needed})
                for name, (law, wanted, every) in self._laws.items():
                    if name not in self._broken and seed % every == 0:
                        self._try(law, {one: case[one] for one in wanted}, seed)
        return self._broken

    def _try(self, law: Law, case: dict[str, Any], seed: int) -> None:
        assert self._broken is not None
        try:
            law(**case)
        except Exception as error:  # noqa: BLE001  kept, and raised by the law's own test
            error.add_note(f"case {seed} of {self._tries}, which Random({seed}) draws again: {case!r:.2000}")
            self._broken[law.__name__] = error


def _asked(function: Callable[..., Any]) -> tuple[str, ...]:
    """The names of what a function must be given."""
    return tuple(name for name, one in signature(function).parameters.items() if one.default is one.empty)


def law(**makers: Callable[..., Any]) -> Callable[[Law], Callable[[], None]]:
    """A test of a law that has its cases to itself."""
    return Cases(**makers).law


def drawn(make: Callable[[Random], T]) -> st.SearchStrategy[T]:
    """What a maker draws by a seed, for tests that let Hypothesis draw other things beside it."""
    return st.integers(0, _SEEDS).map(lambda seed: make(Random(seed)))
