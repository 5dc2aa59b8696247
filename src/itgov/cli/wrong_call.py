"""A command line that cannot be understood, told in the words of the city: the parser itself speaks English only."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from itgov.cli.exits import Exit, Stop
from itgov.finding import nearest
from itgov.message import Message, msg, quoted

if TYPE_CHECKING:
    from typer.exceptions import TyperException

Found = re.Match[str]


def wrong_call(error: TyperException) -> Stop:
    """The end of a command that was called wrongly; what is not known here is told as the parser says it."""
    context = getattr(error, "ctx", None)
    command = str(context.command_path) if context is not None else "itgov"
    said = " ".join(error.format_message().split())
    problem = next((told(found) for form, told in _PROBLEMS if (found := form.fullmatch(said))), None)
    remedy = msg("`{command} --help` shows how it is used", command=command)
    close = _meant(said, context)
    if close is not None:
        remedy = msg("did you mean {close}? `{command} --help` shows how it is used", close=close, command=command)
    return Stop(Exit.USAGE, problem or msg("{problem}", problem=quoted(said)), remedy)


def _meant(said: str, context: object) -> str | None:
    """The command or option that is most like the one that is not there; None where there is none like it."""
    if found := re.search(r"No such command '(.*?)'", said):
        return nearest(found[1], getattr(getattr(context, "command", None), "commands", {}))
    if found := re.search(r"\(Possible options: ([^,)]+)", said):
        return found[1]
    return None


def _missing(found: Found) -> Message:
    name = found["name"].strip("'{}")
    choices = [word.strip() for word in (found["choices"] or "").split(",") if word.strip()]
    what = msg("the option {name}", name=name) if found["sort"] == "option" else msg("the argument {name}", name=name)
    if choices:
        return msg("{what} is missing: one of {choices}", what=what, choices=", ".join(choices))
    return msg("{what} is missing", what=what)


def _wrong_value(found: Found) -> Message:
    name, said = found["name"].strip("'"), found["said"].removeprefix("Value error, ")
    if choice := re.fullmatch(r"'(.*)' is not one of (.*?)\.?", said):
        return msg(
            "{name}: “{value}” is not one of {choices}",
            name=name,
            value=quoted(choice[1]),
            choices=choice[2].replace("'", ""),
        )
    if day := re.fullmatch(r"'(.*)' does not match the formats? '%Y-%m-%d'\.?", said):
        return msg(
            "{name}: “{value}” is no date: write year-month-day, as in 2027-03-31", name=name, value=quoted(day[1])
        )
    if bound := re.search(r"(greater|less) than( or equal to)? (\S+)", said):
        return _BOUNDS[bound[1], bound[2] is not None](name, bound[3])
    if re.search(r"valid (?:integer|int\b)", said):
        return msg("{name} takes a whole number", name=name)
    if re.search(r"valid (?:number|float)", said):
        return msg("{name} takes a number", name=name)
    return msg("{name}: the value will not do: {said}", name=name, said=quoted(said))


_BOUNDS: dict[tuple[str, bool], Callable[[str, str], Message]] = {
    ("greater", True): lambda name, least: msg("{name} is to be at least {least}", name=name, least=least),
    ("greater", False): lambda name, least: msg("{name} is to be more than {least}", name=name, least=least),
    ("less", True): lambda name, most: msg("{name} is to be at most {most}", name=name, most=most),
    ("less", False): lambda name, most: msg("{name} is to be less than {most}", name=name, most=most),
}
_Told = Callable[[Found], Message]
_PROBLEMS: tuple[tuple[re.Pattern[str], _Told], ...] = (
    (
        re.compile(r"Missing (?P<sort>option|argument) (?P<name>\S+?)\.(?: Choose from: (?P<choices>.*))?"),
        _missing,
    ),
    (re.compile(r"Invalid value for (?P<name>\S+): (?P<said>.*)"), _wrong_value),
    (
        re.compile(r"No such option: (\S+)(?: \(Possible options: .*\))?"),
        lambda found: msg("there is no option {name}", name=quoted(found[1])),
    ),
    (
        re.compile(r"No such command '(.*?)'\.(?: Did you mean .*)?"),
        lambda found: msg("there is no command “{name}”", name=quoted(found[1])),
    ),
    (re.compile(r"Missing command\."), lambda _: msg("a command is missing")),
    (
        re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)"),
        lambda found: msg("more is written than the command takes: {extra}", extra=quoted(found[1])),
    ),
    (
        re.compile(r"Option '(.*)' requires (?:an argument|\d+ arguments)\.?"),
        lambda found: msg("the option {name} needs a value after it", name=found[1]),
    ),
    (
        re.compile(r"Option '(.*)' does not take a value\.?"),
        lambda found: msg("the option {name} takes no value", name=found[1]),
    ),
)
"""What the parser says, with white space made one, and what is said instead."""
