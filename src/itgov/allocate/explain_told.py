"""An amount of a split explained downwards, as tables and sentences for a finance chief."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import TypeVar

from itgov.allocate.cost import CostLine
from itgov.allocate.explain import Downwards, Handed, Traced, record_of
from itgov.allocate.figures import exact, kr, number, per_cent
from itgov.allocate.follow_told import by_index
from itgov.allocate.labels import part_label
from itgov.allocate.names import full_name
from itgov.allocate.reading import exact_percent
from itgov.allocate.route import Step
from itgov.allocate.sheet import Piece, Prose, Sheet, Words, texts
from itgov.message import Message, msg, msg_n
from itgov.model.city import City

K = TypeVar("K")
Place = Callable[[CostLine], str]
"""Where in the files a line's cost part stands: path and line."""


def told(city: City, found: Downwards, place: Place, language: str, *, by_part: bool) -> list[Piece]:
    """The amount, where it comes from by delivery or by part, how the key and the way gave it, and that it adds up."""
    cost = sum(one.line.ore for one in found.traced)
    head = msg(
        "{administration} pays {ore} kr in {year}, of costs of {cost} kr",
        administration=full_name(city, found.administration_id),
        ore=kr(found.ore, language),
        year=str(found.year),
        cost=kr(cost, language),
    )
    sheets: list[Piece] = [Prose((head,))]
    if by_part:
        sheets.append(_by_part(found, place, language))
        sheets += _ways(city, found, language)
    else:
        sheets.append(_by_source(city, found, place, language))
    reckoned = by_index(city, (one.line for one in found.traced), language)
    if reckoned:
        sheets.append(Prose(reckoned))
    sheets.append(Prose(tuple(_sum(found, language))))
    return sheets


def _by_source(city: City, found: Downwards, place: Place, language: str) -> Sheet:
    rows: list[tuple[Words, ...]] = []
    for source, parts in _by(found.traced, lambda one: one.line.source_id).items():
        cost, ore = sum(one.line.ore for one in parts), sum(one.ore for one in parts)
        share = per_cent(Fraction(ore, cost), language) if cost else "–"
        where = place(parts[0].line).rpartition(":")[0]
        rows.append(
            (full_name(city, source), _keys(parts, language), kr(cost, language), share, kr(ore, language), where)
        )
    rows.append(
        (msg("Sum"), "", kr(sum(one.line.ore for one in found.traced), language), "", kr(found.ore, language), "")
    )
    heads = (
        msg("delivery or shared system"),
        msg("key: value of whole"),
        msg("cost, kr"),
        msg("share"),
        msg("pays, kr"),
        msg("record"),
    )
    return texts(msg("Where it comes from"), heads, tuple(rows), left=2, foot=True)


def _keys(parts: Iterable[Traced], language: str) -> str:
    """The keys that the cost goes by at last, each once, with value and whole."""
    readings = dict.fromkeys(_value(handed, language) for one in parts for handed in one.handed)
    return "; ".join(readings)


def _value(handed: Handed, language: str) -> str:
    reading = handed.reading
    if reading.value is None or reading.whole is None:
        return f"{reading.key_id}: {per_cent(reading.share, language)}"
    return f"{reading.key_id}: {number(reading.value, language)}/{number(reading.whole, language)}"


def _by_part(found: Downwards, place: Place, language: str) -> Sheet:
    rows: list[tuple[Words, ...]] = [
        (
            str(one.line.part_number),
            part_label(one.line),
            place(one.line).rpartition(":")[2],
            kr(one.line.ore, language),
            per_cent(one.share, language),
            exact(one.quota, language),
            f"{one.given_ore:+}" if one.given_ore else "",
            kr(one.ore, language),
        )
        for one in found.traced
    ]
    cost = sum(one.line.ore for one in found.traced)
    quota = sum((one.quota for one in found.traced), Fraction(0))
    given = sum(one.given_ore for one in found.traced)
    rows.append(
        (
            msg("Sum"),
            "",
            "",
            kr(cost, language),
            "",
            exact(quota, language),
            f"{given:+}" if given else "",
            kr(found.ore, language),
        )
    )
    heads = (
        msg("part"),
        msg("cost part"),
        msg("line"),
        msg("cost, kr"),
        msg("share"),
        msg("exact, kr"),
        msg("largest remainder, öre"),
        msg("pays, kr"),
    )
    title = msg("Where it comes from: {file}", file=place(found.traced[0].line).rpartition(":")[0])
    return texts(title, heads, tuple(rows), left=3, foot=True)


def _ways(city: City, found: Downwards, language: str) -> Iterator[Piece]:
    """Of each way and key that parts have in common, the steps and the last hands."""
    for (source, steps, last), parts in _by(
        found.traced, lambda one: (one.line.source_id, one.steps, one.handed)
    ).items():
        numbers = ", ".join(str(one.line.part_number) for one in parts)
        cost = sum(one.line.ore for one in parts)
        lines = [
            msg(
                "How part {numbers} of “{source}” is split, {cost} kr:",
                numbers=numbers,
                source=full_name(city, source),
                cost=kr(cost, language),
            )
        ]
        lines += [_step(city, step, cost, language) for step in steps]
        for handed in last:
            lines += _handed(city, handed, found.administration_id, cost, language)
        if not last:
            lines.append(msg("nothing of it comes to {administration}", administration=found.administration_id))
        yield Prose(tuple(lines))


def _step(city: City, step: Step, cost: int, language: str) -> Message:
    return msg(
        "  • “{giver}” passes {share} of what it has on to “{receiver}”: {amount} kr of this cost",
        giver=full_name(city, record_of(step.giver)),
        share=exact_percent(step.share),
        receiver=full_name(city, record_of(step.receiver)),
        amount=exact(cost * step.carried, language),
    )


def _handed(city: City, handed: Handed, administration: str, cost: int, language: str) -> Iterator[Message]:
    reading, hand = handed.reading, handed.hand
    values = {
        "sender": full_name(city, record_of(hand.sender)),
        "amount": exact(cost * hand.reached, language),
        "by_key": exact_percent(handed.by_key),
        "key": reading.key_id,
    }
    yield msg("  • of the {amount} kr that come to “{sender}”, {by_key} is split by the key “{key}”", **values)
    pays = {
        "administration": administration,
        "share": exact_percent(reading.share),
        "pays": exact(cost * hand.share, language),
    }
    if reading.plain and reading.value is not None and reading.whole is not None:
        yield msg(
            "    {administration} has {value} of {whole} {unit}: {share}, {pays} kr",
            value=number(reading.value, language),
            whole=number(reading.whole, language),
            unit=msg("equal shares") if reading.basis == "equal" else reading.unit,
            **pays,
        )
    else:
        yield msg("    {administration} bears {share} of it: {pays} kr", **pays)
    for note in reading.notes:
        yield msg("    {note}", note=note)
    if reading.valid is not None and reading.basis != "equal":
        yield msg("    the key is agreed for {year}", year=str(reading.valid))


def _sum(found: Downwards, language: str) -> Iterator[Message]:
    given = sum(one.given_ore for one in found.traced)
    yield msg(
        "Each part is rounded once: the whole öre of its exact amount, and {n} öre given by largest remainder in all.",
        n=given,
    )
    yield msg_n(
        "{n} line makes {ore} kr; difference {difference} kr.",
        "{n} lines make {ore} kr together; difference {difference} kr.",
        len(found.traced),
        ore=kr(sum(one.ore for one in found.traced), language),
        difference=kr(found.difference_ore, language),
    )


def _by(found: Iterable[Traced], key: Callable[[Traced], K]) -> dict[K, list[Traced]]:
    """The traced lines by what `key` says of them, in the order in which they come."""
    groups: dict[K, list[Traced]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return groups
