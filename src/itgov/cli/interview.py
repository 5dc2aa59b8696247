"""Asking somebody for a new record: questions with what there is to choose from, wrong answers told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from itgov.message import Message, msg, quoted

if TYPE_CHECKING:
    from itgov.edit.questions import Question, State
    from itgov.model.city import City
    from itgov.model.kinds import Kind
    from itgov.store.repository import Repository

Ask = Callable[[str], str]
"""Shows a line and returns what is typed after it; raises EOFError or KeyboardInterrupt where it is broken off."""
_SHOWN = 8
_ID = ("id",)
_NO_TEXT = "\ud800"


def converse(kind: Kind, repository: Repository, ask: Ask, language: str, state: State) -> Iterator[State]:
    """The answers after each one given, from those in `state` on; ends when nothing more is asked.

    A wrong answer is told at once and asked for again.
    """
    from itgov.cli import screen
    from itgov.edit.draft import propose_id
    from itgov.edit.questions import answered, choices, next_question

    city = repository.city
    assert city is not None
    yield state
    while (question := next_question(kind, state)) is not None:
        own_id = question.route == _ID
        proposed = propose_id(kind, state[("name",)], taken_ids(repository)) if own_id else ""
        _introduce(question, city, language)
        while problem := _problem(question, text := _typed(question, ask, proposed, language), state, repository):
            screen.styled([[("  ", ""), (problem.into(language), "red")]])
            if question.kinds:
                _list_choices(choices(city, question.kinds, text, _SHOWN))
        state = answered(state, question, text)
        yield state


def taken_ids(repository: Repository) -> frozenset[str]:
    """Every id that a new record may not have: in use, of a broken file, or retired."""
    city = repository.city
    assert city is not None
    return repository.ids | frozenset(city.kind_of) | frozenset(city.retired)


def taken_id(repository: Repository, text: str) -> Message | None:
    """That an id is taken; None where it is free."""
    return msg("the id “{id}” is already taken", id=quoted(text)) if text in taken_ids(repository) else None


def _typed(question: Question, ask: Ask, proposed: str, language: str) -> str:
    """What is typed after the prompt; what is no text becomes a sign that no answer may hold."""
    try:
        return ask(f"{_prompt(question, proposed, language)} ").strip() or proposed
    except UnicodeDecodeError:
        return _NO_TEXT


def _problem(question: Question, text: str, state: State, repository: Repository) -> Message | None:
    from itgov.edit.questions import answered, problem_of

    assert repository.city is not None
    if any("\ud800" <= char <= "\udfff" for char in text):
        return msg("what was typed is not UTF-8")
    problem = problem_of(question, text, repository.city)
    if problem is None and question.route == _ID:
        return taken_id(repository, text)
    if problem is None and answered(state, question, text) is state:
        return msg("“{key}” is answered already", key=quoted(text))
    return problem


def _introduce(question: Question, city: City, language: str) -> None:
    """What is asked for, and what there is to choose from."""
    from itgov.cli import screen
    from itgov.edit.questions import choices

    doc = question.doc
    screen.styled([[(f"{doc.swedish} ({_place(question)})", "bold"), (f": {Message(doc.meaning).into(language)}", "")]])
    if question.sort in {"block", "more"}:
        return
    if question.codes:
        _list_choices(_meanings(question.codes, language))
    elif question.kinds:
        _list_choices(choices(city, question.kinds, "", _SHOWN))


def _place(question: Question) -> str:
    """Where in the record the question is, as "phases.1.name": places in lists count from 1."""
    steps = question.route[:-2] if question.sort == "key" else question.route
    steps = steps[:-1] if question.sort in {"block", "more"} else steps
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in steps)


def _meanings(codes: tuple[str, ...], language: str) -> tuple[tuple[str, str], ...]:
    from itgov.report.labels import ALL

    fitting = [one for one in ALL if set(codes) <= set(one)]
    words = min(fitting, key=len, default={})
    return tuple((code, words[code].into(language) if code in words else "") for code in codes)


def _list_choices(listed: tuple[tuple[str, str], ...]) -> None:
    from itgov.cli import screen

    screen.styled([[("  ", ""), (one, "cyan"), (f"  {name}", "")] for one, name in listed])


def _prompt(question: Question, proposed: str, language: str) -> str:
    from itgov.edit.draft import form_hint

    shown = form_hint(question.what)
    if question.sort == "block":
        asked = msg("fill it in? (y/N)")
    elif question.sort == "more":
        asked = msg("add one? (y/N)") if question.route[-2] == 0 else msg("one more? (y/N)")
    elif proposed:
        asked = msg("Enter takes {proposed}", proposed=proposed)
    elif not question.required:
        asked = msg("as in {form}; Enter skips", form=shown) if shown else msg("Enter skips")
    else:
        asked = msg("as in {form}", form=shown) if shown else msg("needed")
    return f"  [{asked.into(language)}] >"
