"""What an agenda adds to what each administration pays: before and after, and it adds up."""

from __future__ import annotations

from itgov.allocate.added import AddedLine
from itgov.allocate.agendas import Agendas, compared
from itgov.allocate.agendas_told import data, told
from itgov.allocate.shares import allocate
from itgov.allocate.sheet import Sheet
from itgov.message import Message, msg

from .small import AN_EQUAL_KEY, city, delivery, part

CITY = city(AN_EQUAL_KEY, delivery("natverk", part(per_year={"2027": "90 kr", "2028": "90 kr"})))
SPLIT = allocate(CITY, (2027, 2028))


def added(initiative: str, year: int, why: Message | None = None, **shares: int) -> AddedLine:
    """One operating cost of an initiative."""
    ore = sum(shares.values()) if why is None else 9_00
    return AddedLine(initiative, 1, "Drift", year, ore, "natverk", "delivery", shares, why)


def put(*after: AddedLine, before: tuple[AddedLine, ...] = ()) -> Agendas:
    """An agenda against the split alone, or against another."""
    return compared(SPLIT, ("agenda-a" if before else None, "agenda-b"), before, after)


def test_each_pays_the_split_and_what_is_added() -> None:
    found = put(added("init-a", 2028, hvo=5_00, asf=1_00))
    assert found.pays("hvo", 2028) == (30_00, 35_00)
    assert found.pays("hvo", 2027) == (30_00, 30_00)
    assert [found.difference_ore(year) for year in found.years] == [0, 0]


def test_one_agenda_is_compared_with_another() -> None:
    found = put(added("init-b", 2028, hvo=5_00), before=(added("init-a", 2028, asf=2_00),))
    assert (found.pays("asf", 2028), found.pays("hvo", 2028)) == ((32_00, 30_00), (30_00, 35_00))
    assert found.initiatives == {("init-a", 2028): -2_00, ("init-b", 2028): 5_00}
    assert found.difference_ore(2028) == 0


def test_funders_nobody_and_what_cannot_be_split_are_rows_too() -> None:
    found = put(added("init-a", 2028, ram=5_00, UNUSED=1_00), added("init-b", 2028, msg("no key")))
    assert found.payers == ("asf", "hvo", "miljo", "UNUSED", "ram", "")
    assert found.pays("", 2028) == (0, 9_00)
    assert found.difference_ore(2028) == 0
    assert data(found, "en")["not_split"] == ["no key"]


def test_the_tables_hold_what_is_added_and_end_with_its_sum() -> None:
    tables = [one for one in told(CITY, put(added("init-a", 2028, hvo=5_00)), "en") if isinstance(one, Sheet)]
    assert tables[0].rows[0] == ("Förvaltningen hvo", "0.00", "+5.00")
    assert tables[0].rows[-1][1:] == ("0.00", "+5.00")
    assert tables[1].rows[-1][1:] == ("90.00", "95.00", "+5.00", "5.6%")


def test_an_agenda_that_adds_nothing_is_one_sentence() -> None:
    assert not [one for one in told(CITY, put(), "en") if isinstance(one, Sheet)]
