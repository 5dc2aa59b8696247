"""Everything in a scenario that cannot be planned for, each with its place, so that all of it is mended at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from itgov.agenda.changes import WrongChange, pot_of
from itgov.agenda.scenario import in_chain, in_scenario, lineage
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.scenario import MoneyChange, Scenario

Route = tuple[str | int, ...]
_LISTS = ("money", "hours", "delays", "force", "drop")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One line of a scenario that cannot be: the keys that lead to it, why not, and what to do."""

    route: Route
    message: Message
    remedy: Message


def wrong_in(city: City, one: str) -> tuple[Wrong, ...]:
    """The lines of a scenario that cannot be planned for, field by field; empty where it can be.

    A line is judged beside those before it that can be, and what its parents say. What names no record is left out,
    and so is all that is wrong in a parent: both are told by others.
    """
    try:
        in_scenario(city, one)
    except WrongChange:
        return tuple(_wrong_in(city, one))
    return ()


def _wrong_in(city: City, one: str) -> Iterator[Wrong]:
    *above, scenario = lineage(city, one)
    kept = scenario.model_copy(update=dict.fromkeys(_LISTS, ()))
    try:
        in_chain(city, (*above, kept))
    except WrongChange:
        return
    for name in _LISTS:
        for index, line in enumerate(getattr(scenario, name)):
            trial = kept.model_copy(update={name: (*getattr(kept, name), line)})
            try:
                in_chain(city, (*above, trial))
            except WrongChange as error:
                if _about(line) in city.kind_of:
                    yield Wrong((name, index), error.message, _remedy(city, trial, name, line, error))
            else:
                kept = trial


def _about(line: Any) -> str:
    """The record that a line is about."""
    if isinstance(line, str):
        return line
    return next(str(getattr(line, name)) for name in ("payer", "pool", "initiative") if hasattr(line, name))


def _remedy(city: City, trial: Scenario, name: str, line: Any, error: WrongChange) -> Message:
    if isinstance(line, MoneyChange) and line.pot is None and not _is_clear(city, line):
        return msg("say which with {pot}: operating or investment", pot=field(MoneyChange, "pot"))
    if name == "drop" and line in trial.force:
        return msg("leave it out of {force} or of {drop}", force=field(Scenario, "force"), drop=field(Scenario, "drop"))
    if name == "force":
        return msg("leave it out of {force}, or change its own record first", force=field(Scenario, "force"))
    if name == "drop":
        return msg("leave it out of {drop}: every plan holds it", drop=field(Scenario, "drop"))
    return error.remedy or msg("change only what is there, in the years of the agenda")


def _is_clear(city: City, line: MoneyChange) -> bool:
    try:
        pot_of(city, line.payer, line.pot)
    except WrongChange:
        return False
    return True
