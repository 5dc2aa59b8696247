"""Samples on all cores: each process is handed the problem once, and solves one sample after the other.

Processes are begun anew (spawn), never copied: a copy beside the solver's threads would hang. What comes of a sample
rests on its number alone, so neither their number nor their order changes anything.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from fractions import Fraction

from itgov.agenda.problem import Choice
from itgov.agenda.robust import Sample, solved
from itgov.agenda.uncertainty import Outcomes


@dataclass(frozen=True, slots=True)
class Work:
    """What every sample of a run shares."""

    outcomes: Outcomes
    base: Choice
    gap: Fraction
    node_limit: int | None

    def sample(self, number: int) -> Sample:
        """One sample, solved."""
        return solved(self.outcomes, number, self.base, gap=self.gap, node_limit=self.node_limit)


_given: list[Work] = []


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def samples(work: Work, numbers: Sequence[int], workers: int) -> Generator[Sample, None, None]:
    """The samples of those numbers as they are done, by so many processes; in their order where there is one.

    Whatever ends it, Ctrl-C too, no process is left behind.
    """
    if workers == 1 or len(numbers) < 2:
        yield from map(work.sample, numbers)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, _begin, (work,))
    try:
        yield from _as_done(pool, list(reversed(numbers)), 2 * workers)
    except BaseException:
        for process in list((pool._processes or {}).values()):  # noqa: SLF001  it has no public way to stop what runs
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _as_done(pool: ProcessPoolExecutor, waiting: list[int], ahead: int) -> Iterator[Sample]:
    running: set[Future[Sample]] = set()
    while waiting or running:
        while waiting and len(running) < ahead:
            running.add(pool.submit(_sample, waiting.pop()))
        done, running = wait(running, return_when=FIRST_COMPLETED)
        for one in done:
            yield one.result()


def _begin(work: Work) -> None:
    # Ctrl-C is the first process's to answer: it ends these.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _given.append(work)


def _sample(number: int) -> Sample:
    return _given[0].sample(number)
