"""`itgov agenda robust`: what holds of the agenda when the estimates do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.agenda_base import Agenda, Nodes, base_plan, restored_as_is, share_of
from itgov.cli.exits import Exit, Stop
from itgov.cli.options import Format, LanguageOption, Root, Shape
from itgov.message import Message, msg

if TYPE_CHECKING:
    from itgov.agenda.near import Near
    from itgov.agenda.robust import Robustness, Sample
    from itgov.cli.robust_workers import Work
    from itgov.store.journal import Journal

Samples = Annotated[int, typer.Option("--samples", min=1, max=100_000, help="How many samples to draw.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed draws the same samples, on any machine.")]
SampleGap = Annotated[
    str, typer.Option("--gap", help="Prove each sample's plan to be this close to the best possible, such as 1%.")
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", min=1, max=512, help="How many processes to use.", show_default="one per processor"),
]
Epsilon = Annotated[str, typer.Option("--epsilon", help="What another plan may be worth less than the agenda.")]
Plans = Annotated[int, typer.Option("--plans", min=0, max=20, help="How many other plans to look for.")]
Resume = Annotated[
    Path | None,
    typer.Option(
        "--resume",
        metavar="FILE",
        help="Keep each sample in this file as it is done, and go on from what it holds.",
        show_default=".itgov/cache/robust-….jsonl",
    ),
]


def robust(
    root: Root = None,
    language: LanguageOption = None,
    format_: Format = Shape.TEXT,
    agenda: Agenda = None,
    samples: Samples = 100,
    seed: Seed = 1,
    gap: SampleGap = "1%",
    nodes: Nodes = None,
    workers: Workers = None,
    epsilon: Epsilon = "5%",
    plans: Plans = 3,
    resume: Resume = None,
) -> int:
    """What holds of the agenda when benefits, costs and go-lives come otherwise than estimated.

    Draws them all, time after time, between the ends that the records give. Tells which initiatives nearly every
    best plan would hold (core), nearly none (exterior), or some (borderline); the chance that the agenda's net
    benefit is below zero; which initiative's estimates it would pay most to improve; and plans nearly as good that
    differ most. Ctrl-C keeps what is done: the same command goes on from there.

    Examples:

      itgov agenda robust --samples 500 --seed 1

      itgov agenda robust --agenda build/agenda.yaml --samples 50 --gap 2% --format json
    """
    from itgov.agenda.build import build
    from itgov.agenda.near import near_plans
    from itgov.agenda.proposal import DEFAULT_GAP, choice_of
    from itgov.agenda.restore import as_proposed
    from itgov.agenda.uncertainty import outcomes_of
    from itgov.cli import robust_answers, screen
    from itgov.cli.opened import open_city, require_sound
    from itgov.cli.robust_workers import Work, cores

    allowed, given_up = share_of(gap), _epsilon(epsilon)
    opened = open_city(root, language)
    city = require_sound(opened)
    if agenda is None:
        base = base_plan(city, None, min(allowed, DEFAULT_GAP), None, opened)
    else:
        base = restored_as_is(city, agenda)
        city = as_proposed(city, base.digest)
    preparation = build(city)
    work = Work(outcomes_of(city, preparation, seed), choice_of(base), allowed, nodes)
    place = resume if resume is not None else _usual_place(opened.repository.root, work)
    journal = _journal(place, work)
    done = _all(work, journal, samples, workers or cores(), opened.language)
    with screen.progress(msg("searching for plans that differ").into(opened.language)):
        known = [sample.choice for sample in done]
        near = tuple(near_plans(preparation.problem, work.base, given_up, plans, known))
    answer = robust_answers.Answer(base, work, _told(work, done, near, journal), near, plans, given_up)
    if format_ is Shape.JSON:
        screen.write_json(robust_answers.data(city, answer))
    else:
        robust_answers.show(city, answer, opened.language)
    return Exit.OK


def _all(work: Work, journal: Journal, count: int, workers: int, language: str) -> list[Sample]:
    """Every sample, those that the journal holds and the rest, by number; each is kept as soon as it is done."""
    from itgov.cli import screen
    from itgov.cli.robust_state import line_of
    from itgov.cli.robust_workers import samples

    done = {sample.number: sample for sample in _kept(work, journal)}
    left = [number for number in range(count) if number not in done]
    try:
        with (
            screen.progress(msg("samples").into(language)) as update,
            closing(samples(work, left, min(workers, max(1, len(left))))) as coming,
        ):
            for sample in coming:
                journal.add(line_of(sample))
                done[sample.number] = sample
                update(sum(number < count for number in done), count)
    except KeyboardInterrupt:
        raise _interrupted(journal, sum(number < count for number in done), count) from None
    return [done[number] for number in range(count)]


def _interrupted(journal: Journal, done: int, count: int) -> Stop:
    return Stop(
        Exit.INTERRUPTED,
        msg("interrupted; {done} of {count} samples are done, and kept", done=done, count=count),
        msg("the same command, with --resume {file}, does the rest", file=str(journal.path)),
    )


def _kept(work: Work, journal: Journal) -> Iterator[Sample]:
    from itgov.cli.robust_state import sample_of

    for number, line in enumerate(journal.lines, start=2):
        sample = sample_of(line, work)
        if sample is None:
            raise _spoilt(msg("{path}:{line}: not a sample of this agenda", path=str(journal.path), line=number))
        yield sample


def _told(work: Work, done: list[Sample], near: Iterable[Near], journal: Journal) -> Robustness:
    from itgov.agenda.robust import WrongSample, robustness

    try:
        return robustness(work.outcomes, work.base, done, gap=work.gap, others=[one.choice for one in near])
    except WrongSample as error:
        what = msg(
            "{path}: the plan of sample {number} is not worth what it says", path=str(journal.path), number=error.number
        )
        raise _spoilt(what) from error


def _journal(place: Path, work: Work) -> Journal:
    from itgov.cli.robust_state import head_of
    from itgov.store.journal import NotThisJournal, open_journal

    try:
        return open_journal(place, head_of(work))
    except NotThisJournal as error:
        raise _spoilt(error.message) from error


def _spoilt(what: Message) -> Stop:
    return Stop(Exit.USAGE, what, msg("name another file, or remove this one to begin anew"))


def _usual_place(root: Path, work: Work) -> Path:
    """A file for each thing that samples may rest on, where what can be found out again is kept."""
    import hashlib

    from itgov.cli.robust_state import head_of
    from itgov.store.cache import FOLDER

    key = hashlib.sha256(repr(head_of(work)).encode()).hexdigest()[:16]
    return root / FOLDER / f"robust-{key}.jsonl"


def _epsilon(text: str) -> Fraction:
    from itgov.model.scalar import BadValue, parse_share

    try:
        return parse_share(text)
    except BadValue as error:
        raise Stop(Exit.USAGE, msg("--epsilon: {problem}", problem=error.message)) from error
