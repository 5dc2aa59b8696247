"""Findings as a person reads them in a terminal: what, where with an excerpt and a caret, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from itgov.check.rule import Rule
from itgov.finding import Severity
from itgov.message import Message, msg, msg_n
from itgov.tell.ending import FIX, LABEL, last_line
from itgov.tell.excerpt import Line, excerpt
from itgov.tell.frame import Frame
from itgov.tell.harmless import harmless
from itgov.tell.told import LineAt, Telling, Told

MANY_ALIKE = 20
"""More findings than this with one cause are not all shown, unless grouped by rule."""

SHOWN_ALIKE = 5
"""How many of many alike are shown."""

FAR = 8
"""With more findings than this from the first error on, its place is said once more at the end."""

_COLOUR: Mapping[Severity, str] = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
_Cause = tuple[str, str]


def render(telling: Telling, line_at: LineAt, language: str, frame: Frame) -> str:
    """The findings as plain text; see `lines`."""
    return plain(lines(telling, line_at, language, frame))


def plain(styled: Iterable[Line]) -> str:
    """Styled lines as text without styles, each with its line end."""
    return "".join("".join(piece for piece, _ in line).rstrip() + "\n" for line in styled)


def lines(telling: Telling, line_at: LineAt, language: str, frame: Frame) -> Iterator[Line]:
    """The findings as lines of styled pieces, and one last line that counts them.

    Before it stand where the first error is, if that has scrolled away, and that `itgov fix` helps, if it does.

    They keep their order; with `frame.group` they stand under a heading per record (in the order of the files)
    or per rule (by code). Of more than `MANY_ALIKE` with one cause the first `SHOWN_ALIKE` are shown and the
    rest counted, but for the grouping by rule, which shows all and says why once.
    """
    if frame.group == "rule":
        yield from _by_rule(telling, line_at, language, frame.rules)
    else:
        yield from _by_place(telling, line_at, language, headed=frame.group == "record")
    if (far := _first_error(telling, language)) is not None:
        yield ((far, "bold"),)
    if telling.fixable:
        yield ((FIX.into(language), "bold"),)
    yield ((last_line(telling, language), ""),)


def _first_error(telling: Telling, language: str) -> str | None:
    """Where the first error is, where many findings follow it; None where it is near, or there is none."""
    found = telling.found
    first = next((index for index, one in enumerate(found) if one.severity == "error"), len(found))
    if len(found) - first <= FAR:
        return None
    spot = found[first].spot
    place = f"{harmless(spot.path)}:{spot.line}:{spot.column}"
    count = telling.count("error")
    return msg_n("the only error is at {place}", "the first of {n} errors is at {place}", n=count, place=place).into(
        language
    )


def _by_rule(telling: Telling, line_at: LineAt, language: str, rules: Iterable[Rule]) -> Iterator[Line]:
    why = {rule.code: rule.why for rule in rules}
    groups: dict[str, list[Told]] = {}
    for one in telling.found:
        groups.setdefault(one.code, []).append(one)
    for code, group in sorted(groups.items()):
        yield _heading(f"{code} {group[0].name} ({len(group)})")
        if code in why:
            yield (("   ", ""), (harmless(why[code].into(language)), ""))
        yield ()
        said: Message | None = None
        for one in group:
            yield from _finding(one, line_at, language, help_=one.remedy if one.remedy != said else None)
            said = one.remedy


def _by_place(telling: Telling, line_at: LineAt, language: str, *, headed: bool) -> Iterator[Line]:
    found = _together(telling.found) if headed else telling.found
    total = Counter(_cause(one, language) for one in found)
    shown = Counter[_Cause]()
    under: str | None = None
    for one in found:
        cause = _cause(one, language)
        shown[cause] += 1
        many = total[cause] > MANY_ALIKE
        if many and shown[cause] > SHOWN_ALIKE:
            continue
        if headed and under != _group(one):
            under = _group(one)
            yield _heading(under)
            yield ()
        yield from _finding(one, line_at, language, help_=one.remedy)
        if many and shown[cause] == SHOWN_ALIKE:
            yield _more(total[cause] - SHOWN_ALIKE, language)
            yield ()


def _together(found: Iterable[Told]) -> list[Told]:
    """Findings of one record side by side, records in the order they first come."""
    groups: dict[str, list[Told]] = {}
    for one in found:
        groups.setdefault(_group(one), []).append(one)
    return [one for group in groups.values() for one in group]


def _group(one: Told) -> str:
    return one.record or one.spot.path


def _cause(one: Told, language: str) -> _Cause:
    """What two findings share that say the same of different records."""
    said = one.message.into(language)
    return one.code, said.replace(one.record, "\0") if one.record else said


def _heading(name: str) -> Line:
    return ((f"── {harmless(name)}", "bold"),)


def _more(count: int, language: str) -> Line:
    text = msg("and {n} more like it (`--group rule` shows all)", n=count)
    return (("   … ", "blue"), (text.into(language), ""))


def _finding(one: Told, line_at: LineAt, language: str, *, help_: Message | None) -> Iterator[Line]:
    colour = _COLOUR[one.severity]
    label = LABEL[one.severity].into(language)
    yield (f"{label}[{one.code}]", colour), (f": {harmless(one.message.into(language))}", "bold")
    yield from excerpt(one.spot, line_at, colour, masked=one.masked)
    for beside in one.beside:
        yield from excerpt(beside.spot, line_at, "cyan", note=beside.message.into(language), masked=beside.masked)
    if help_ is not None:
        yield ("   = ", "blue"), (msg("do").into(language), "bold"), (f": {harmless(help_.into(language))}", "")
    yield ()
