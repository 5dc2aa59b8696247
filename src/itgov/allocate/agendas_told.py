"""What agendas add to what each administration pays, as tables and sentences, and as data."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from itgov.allocate.agendas import NOT_SPLIT, Agendas
from itgov.allocate.figures import change, kr
from itgov.allocate.names import full_name
from itgov.allocate.nobody import NOBODY
from itgov.allocate.nominal import nominal
from itgov.allocate.nominal import told as in_whose_kronor
from itgov.allocate.output import Data
from itgov.allocate.sheet import Piece, Prose, Sheet, Words, texts
from itgov.allocate.table import percent
from itgov.message import Message, msg
from itgov.model.city import City


def told(city: City, found: Agendas, language: str) -> list[Piece]:
    """What is added each year and to whom, before and after in the last year, by which initiatives, and the sums."""
    one, other = found.names
    last = found.years[-1]
    head = (
        msg("before: the split as it is; after: with the operation that the agenda “{agenda}” adds", agenda=other)
        if one is None
        else msg("before: with the agenda “{one}”; after: with the agenda “{other}”", one=one, other=other)
    )
    if not found.initiatives and not found.difference_ore(last):
        return [Prose((head, msg("Nothing changes: everybody pays the same by both.")))]
    more = _by_year(
        msg("What each pays more, kr"),
        msg("who"),
        [(_payer(city, name), [_more(found, name, year) for year in found.years]) for name in found.payers],
        found.years,
        language,
    )
    initiatives = sorted({name for name, _ in found.initiatives})
    by_initiative = _by_year(
        msg("By which initiatives, kr"),
        msg("initiative"),
        [
            (full_name(city, name), [found.initiatives.get((name, year), 0) for year in found.years])
            for name in initiatives
        ],
        found.years,
        language,
    )
    return [
        Prose((head,)),
        more,
        _both(city, found, last, language),
        by_initiative,
        Prose(
            (
                *(msg("not split: {why}", why=why) for why in found.whys),
                *_of_two_sorts(city, found),
                in_whose_kronor(nominal(city), found.years),
                *(_sum(found, year, language) for year in found.years),
                msg(
                    "What these initiatives cost once, and whom they help: `itgov allocate balance --agenda {agenda}`.",
                    agenda=other,
                ),
            )
        ),
    ]


def data(found: Agendas, language: str) -> Data:
    """The same for JSON: the form `itgov.allocation-agendas`."""
    return {
        "format": "itgov.allocation-agendas",
        "version": 1,
        "before": found.names[0],
        "after": found.names[1],
        "years": [_year(found, year) for year in found.years],
        "not_split": [why.into(language) for why in found.whys],
    }


def _year(found: Agendas, year: int) -> Data:
    return {
        "year": year,
        "payers": [
            {
                "payer": name or None,
                "split_ore": found.split.get((name, year), 0),
                "before_ore": found.pays(name, year)[0],
                "after_ore": found.pays(name, year)[1],
                "change_ore": _more(found, name, year),
            }
            for name in found.payers
        ],
        "initiatives": [
            {"initiative": name, "change_ore": ore} for (name, at), ore in found.initiatives.items() if at == year
        ],
        "difference_ore": found.difference_ore(year),
    }


def _of_two_sorts(city: City, found: Agendas) -> tuple[Message, ...]:
    """That a proposal holds more than an adopted agenda, where one of each is compared."""
    one, other = found.names
    if one is None or (one in city.agendas) == (other in city.agendas):
        return ()
    return (
        msg(
            "A proposal holds what the administrations do with their own money too, an adopted agenda only what it "
            "promises: a part of the difference is that."
        ),
    )


def _more(found: Agendas, payer: str, year: int) -> int:
    one, other = found.pays(payer, year)
    return other - one


def _by_year(
    title: Message, first: Message, rows: Sequence[tuple[Words, list[int]]], years: Sequence[int], language: str
) -> Sheet:
    """Amounts by year, those who have none in any left out; the sum last."""
    kept = [(name, amounts) for name, amounts in rows if any(amounts)]
    sums = [sum(amounts[at] for _, amounts in kept) for at in range(len(years))]
    cells = [(name, *(change(ore, language) for ore in amounts)) for name, amounts in [*kept, (msg("Sum"), sums)]]
    return texts(title, (first, *map(str, years)), tuple(cells), foot=True)


def _both(city: City, found: Agendas, year: int, language: str) -> Sheet:
    rows = [_row(_payer(city, name), found.pays(name, year), language) for name in found.payers]
    rows.append(_row(msg("Sum"), found.total(year), language))
    heads = (msg("who"), msg("before"), msg("after"), msg("change"), "%")
    return texts(msg("What each pays in all in {year}, kr", year=str(year)), heads, tuple(rows), foot=True)


def _row(who: Words, both: tuple[int, int], language: str) -> tuple[Words, ...]:
    one, other = both
    share = percent(Fraction(other - one, abs(one)), language) if one else "–"
    return who, kr(one, language), kr(other, language), change(other - one, language), share


def _sum(found: Agendas, year: int, language: str) -> Message:
    one, other = found.total(year)
    return msg(
        "{year}: before {before} kr + added {added} kr = after {after} kr; difference {difference} kr",
        year=str(year),
        before=kr(one, language),
        added=kr(other - one - found.difference_ore(year), language),
        after=kr(other, language),
        difference=kr(found.difference_ore(year), language),
    )


def _payer(city: City, name: str) -> Words:
    if name == NOT_SPLIT:
        return msg("not split")
    return NOBODY.get(name) or full_name(city, name)
