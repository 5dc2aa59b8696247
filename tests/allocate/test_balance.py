"""Who pays and who benefits: every table is a sum of the same flows."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import Any

from itgov.allocate import allocate
from itgov.allocate.added import added_lines, sum_by_administration
from itgov.allocate.added_output import notes
from itgov.allocate.balance import BENEFITS, COSTS, Balance, Flow, FlowSort, balance
from itgov.allocate.balance_output import as_data, flat_sheet, sheets
from itgov.allocate.gap import city_gap, gap_of, initiative_gaps, party_gap
from itgov.allocate.grant_share import grant_shares
from itgov.allocate.nobody import EVERYBODY, NO_KEY, NOT_SPLIT
from itgov.allocate.nominal import Nominal
from itgov.allocate.nominal import told as in_whose_kronor
from itgov.allocate.planned import Planned, years_in_use
from itgov.allocate.sheet import Kronor, Rounded, Sheet
from itgov.message import msg
from itgov.model.city import City
from itgov.model.initiative import Initiative
from itgov.model.money import format_amount
from itgov.model.period import Period
from tests.allocate.indices import series
from tests.allocate.money import bridge, initiative
from tests.allocate.small import AN_EQUAL_KEY, administration, city, delivery, key, part, system
from tests.allocate.small import settings as city_settings
from tests.laws import Cases

Q3 = Period(2027, 3)
YEARS = (2027, 2028)


def cost(per_year: str, borne_by: str) -> dict[str, str]:
    return {"what": "Drift", "per_year": per_year, "borne_by": borne_by}


def benefit(likely: str, receiver: str | None = "hvo", **changes: Any) -> dict[str, Any]:
    found = {
        "name": "Nyttan",
        "category": "reallocation",
        "valued": "true",
        "per_year": {"low": "0 kr", "likely": likely, "high": likely},
    }
    return found | ({} if receiver is None else {"receiver": receiver}) | changes


def planned(one: Initiative, go_live: Period = Q3, one_off: Mapping[Any, int] | None = None) -> Planned:
    return Planned(one.id, "base", go_live, one_off or {}, one.operating_costs, one.benefits)


ALL_BUT_WORK = (
    AN_EQUAL_KEY,
    delivery("leverans-borta", part(), retires_on="2027-12-31"),
    bridge("overbryggning-a", "init-0"),
    bridge("overbryggning-b", "leverans-a"),
    series({"2026": "100", "2027": "103", "2028": "107"}, "index-a"),
)
BUILT = (delivery("leverans-a", part()),
         delivery("leverans-a", part(), volumes={"2027": "3"}, capacity={"2027": "4"}))  # fmt: skip
SETTINGS = tuple(city_settings(allocation={"price_index": one}) for one in (None, "index-a"))


def amount(chance: Random) -> str:
    return format_amount(chance.randint(0, chance.choice((100, 10**12))))


def an_initiative(chance: Random, number: int) -> Initiative:
    """One with costs and benefits of all kinds, and those who take it up."""
    takers = chance.sample(("asf", "hvo", "miljo"), chance.randint(0, 3))
    bearers = ("asf", "leverans-a", "leverans-borta")
    return initiative(
        f"init-{number}",
        track=chance.choice(("platform", "system_change")),
        operating_costs=tuple(cost(amount(chance), chance.choice(bearers)) for _ in range(chance.randint(0, 2))),
        benefits=tuple(
            benefit(
                amount(chance),
                chance.choice((None, "asf", "hvo", "miljo")),
                category=chance.choice(("cashable", "reallocation")),
                ramp=("40 %", "80 %", "100 %"),
                **chance.choice(({}, {"budget_effect": "frame_lowered"})),
            )
            for _ in range(chance.randint(0, 2))
        ),
        take_up=tuple({"administration": name, "year": "2028", "users": str(n)} for n, name in enumerate(takers)),
    )


def works(chance: Random) -> tuple[City, list[Planned], Balance]:
    """A city with costs that end everywhere, up to three initiatives with all kinds of flows, and two bridges."""
    records, work = [], []
    for number in range(chance.randint(0, 3)):
        one = an_initiative(chance, number)
        payer, year = chance.choice(("asf", "hvo", "miljo")), chance.randint(2025, 2029)
        one_off = {(payer, "operating", year): chance.randint(0, 10**12)}
        records.append(one)
        work.append(planned(one, Period(2027, chance.randint(1, 4)).plus(chance.randint(0, 12)), one_off))
    town = city(
        *ALL_BUT_WORK,
        chance.choice(BUILT),
        delivery("leverans-ofordelad", part(per_year={"2027": amount(chance)}), key="saknas"),
        system("sys-delat", ("licences", amount(chance))),
        system("sys-eget", ("licences", amount(chance)), used_by=("hvo",)),
        *records,
        city_settings=chance.choice(SETTINGS),
    )
    return town, work, balance(town, work)


CASES = Cases(drawn=works)
Worked = tuple[City, list[Planned], Balance]


@CASES.law
def test_law_the_balance_adds_up_again_by_party_thing_sort_and_year(drawn: Worked) -> None:
    town, _, found = drawn
    whole = found.total()
    assert sum(found.total(party=one) for one in found.parties) == whole
    assert sum(found.total(of=one) for one in {flow.of for flow in found.flows}) == whole
    assert sum(found.total(years=[year]) for year in found.years) == whole
    assert found.total(sorts=COSTS) + found.total(sorts=BENEFITS) == whole
    assert sum(one.gap.cumulated[-1] for one in initiative_gaps(town, found)) == city_gap(found).cumulated[-1]
    assert sum(party_gap(found, one).cumulated[-1] for one in found.parties) == city_gap(found).cumulated[-1]


@CASES.law
def test_law_the_rows_of_every_table_add_up_to_its_sum(drawn: Worked) -> None:
    town, _, found = drawn
    looked = 0
    for sheet in (one for one in sheets(found, town) if one.foot and one.rows):
        for column in range(len(sheet.heads)):
            cells = [cell.ore for row in sheet.rows if isinstance(cell := row[column], Rounded)]
            if cells:
                looked += 1
                assert sum(cells[:-1]) == cells[-1]
    assert looked


@CASES.law
def test_law_all_that_is_put_in_is_paid_by_somebody_or_told_as_nobodys(drawn: Worked) -> None:
    town, _, found = drawn
    split = allocate(town, [2027, 2028])
    for year in (2027, 2028):
        put_in = sum(line.ore for line in split.lines if line.year == year)
        beside = sum(one.ore for one in split.direct if one.year == year)
        beside += sum(one.ore for one in split.unkeyed if one.year == year)
        assert found.total(sorts=frozenset({"delivery"}), years=[year]) == -put_in
        assert found.total(sorts=frozenset({"own_system"}), years=[year]) == -beside
    assert sum(row[-1].ore for row in flat_sheet(found, town).rows if isinstance(row[-1], Kronor)) == found.total()


@CASES.law
def test_law_added_lines_are_split_to_the_last_ore_or_told(drawn: Worked) -> None:
    town, work, _ = drawn
    lines = added_lines(town, work, YEARS)
    assert all((line.why is None) == (sum(line.shares.values()) == line.ore) for line in lines)
    for year in YEARS:
        shares = sum(ore for (_, at), ore in sum_by_administration(lines).items() if at == year)
        unsplit = sum(line.ore for line in lines if line.year == year and line.why is not None)
        assert shares + unsplit == sum(line.ore for line in lines if line.year == year)


@CASES.some
def test_law_the_order_of_the_work_does_not_matter(drawn: Worked) -> None:
    town, work, found = drawn
    assert found.flows == balance(town, work[::-1]).flows


def test_a_year_in_use_counts_its_quarters_and_its_ramp() -> None:
    ramp = (Fraction(2, 5), Fraction(4, 5), Fraction(1))
    assert [years_in_use(Q3, year) for year in (2026, 2027, 2028)] == [0, Fraction(1, 2), 1]
    # Half a year at 40 %, then half at 40 % and half at 80 %, and so on.
    assert [years_in_use(Q3, year, ramp) for year in (2027, 2028, 2029, 2030)] == [
        Fraction(1, 5),
        Fraction(3, 5),
        Fraction(9, 10),
        1,
    ]


def test_a_shared_platform_is_split_by_its_take_up_and_the_first_one_is_not_charged_alone() -> None:
    users = (
        {"administration": "asf", "year": "2028", "users": "3"},
        {"administration": "hvo", "year": "2028", "users": "1"},
    )
    one = initiative("init-a", track="platform", operating_costs=(cost("400 kr", "leverans-a"),), take_up=users)
    town = city(AN_EQUAL_KEY, delivery("leverans-a", part()), one)
    before, after = added_lines(town, [planned(one)], YEARS)
    assert dict(after.shares) == {"asf": 30_000, "hvo": 10_000}
    # In a year before the first that is stated, the first one holds.
    assert dict(before.shares) == {"asf": 15_000, "hvo": 5_000}


def test_what_a_delivery_bears_is_split_as_its_own_cost() -> None:
    one = initiative("init-a", operating_costs=(cost("400 kr", "leverans-a"),))
    town = city(key("anstallda", {"asf": "1", "hvo": "2", "miljo": "1"}), delivery("leverans-a", part()), one)
    assert dict(added_lines(town, [planned(one)], [2028])[0].shares) == {"asf": 10_000, "hvo": 20_000, "miljo": 10_000}


def test_what_an_administration_bears_it_bears_alone() -> None:
    one = initiative("init-a", track="platform", operating_costs=(cost("400 kr", "asf"),))
    line = added_lines(city(AN_EQUAL_KEY, one), [planned(one)], [2028])[0]
    assert (line.way, dict(line.shares)) == ("alone", {"asf": 40_000})


def test_a_delivery_that_has_ended_bears_nothing_and_it_is_told() -> None:
    one = initiative("init-a", operating_costs=(cost("400 kr", "leverans-a"),))
    town = city(AN_EQUAL_KEY, delivery("leverans-a", part(), retires_on="2027-12-31"), one)
    found = balance(town, [planned(one)])
    assert Flow(NOT_SPLIT, "init-a", "operating", 2028, -40_000) in found.flows
    assert "not given in 2028" in " ".join(map(str, found.notes))


def worked() -> tuple[City, list[Planned]]:
    """asf pays 1 000 kr once and 100 kr a year; hvo gets 600 kr a year from the middle of 2027."""
    one = initiative("init-a", operating_costs=(cost("100 kr", "asf"),), benefits=(benefit("600 kr"),))
    town = city(AN_EQUAL_KEY, one, bridge("overbryggning-a", "init-a", paid_by="hvo", paid_to="asf"))
    return town, [planned(one, Q3, {("asf", "operating", 2027): 100_000, ("asf", "operating", 2026): 5})]


def test_the_gap_turns_when_benefit_has_made_up_for_cost() -> None:
    found = balance(*worked())
    gap = city_gap(found)
    assert gap.net[:4] == (-75_000, 50_000, 50_000, 50_000)
    assert (gap.deepest, gap.deepest_ore, gap.turns) == (2027, -75_000, 2029)


def test_a_bridge_moves_money_and_makes_none() -> None:
    found = balance(*worked())
    assert found.total(party="hvo", years=[2027]) == 30_000 - 10_000
    assert found.total(party="asf", years=[2027]) == -100_000 - 5_000 + 10_000
    assert found.total(sorts=frozenset({"bridge"})) == 0


def test_a_bridge_is_only_proposed_until_it_is_decided() -> None:
    town, work = worked()
    assert [one.bridge for one in initiative_gaps(town, balance(town, work))] == ["proposed"]
    decided = city(*town.records(), bridge("overbryggning-b", "init-a", decision="beslut-1"))
    assert [one.bridge for one in initiative_gaps(decided, balance(decided, work))] == ["decided"]


def test_a_gap_that_opens_again_has_not_turned_before() -> None:
    gap = gap_of((2027, 2028, 2029, 2030), (-1, 2, -3, 4))
    assert (gap.turns, gap.deepest) == (2030, 2029)


def test_what_is_never_below_zero_has_no_gap() -> None:
    gap = gap_of((2027, 2028), (0, 5))
    assert (gap.turns, gap.deepest) == (None, None)


def test_a_gap_that_is_open_at_the_end_does_not_turn() -> None:
    gap = gap_of((2027, 2028), (-5, 4))
    assert (gap.turns, gap.deepest) == (None, 2027)


def test_a_cashable_benefit_without_an_effect_on_the_budget_is_a_reallocation() -> None:
    one = initiative(
        "init-a",
        benefits=(
            benefit("100 kr", category="cashable", budget_effect="frame_lowered"),
            benefit("100 kr", receiver=None, category="cashable"),
        ),
    )
    found = balance(city(AN_EQUAL_KEY, one), [planned(one)])
    assert [(flow.party, flow.sort, flow.effect) for flow in found.flows if flow.year == 2028] == [
        (EVERYBODY, "other_benefit", None),
        ("hvo", "cashable", "frame_lowered"),
    ]


def test_the_share_of_the_grant_counts_deliveries_own_systems_and_added_operation() -> None:
    one = initiative("init-a", operating_costs=(cost("100 kr", "hvo"),))
    town = city(
        administration("hvo", committee_grant={"2028": "1 000 kr"}),
        key("anstallda", {"hvo": "1"}),
        delivery("leverans-a", part(per_year={"2028": "100 kr"})),
        system("sys-a", ("licences", "50 kr"), used_by=("hvo",)),
        one,
    )
    found = balance(town, [planned(one)])
    (share,) = grant_shares(found, town)
    assert (share.shared_ore, share.own_ore, share.added_ore, share.ore) == (10_000, 5_000, 10_000, 25_000)
    data: Any = as_data(found, town)["share_of_grant"][0]  # type: ignore[index]
    assert (data["amount_ore"], data["share"], data["shared_share"]) == (25_000, "1/4", "1/10")


def of_deliveries(*records: Any) -> tuple[Balance, City]:
    town = city(AN_EQUAL_KEY, *records)
    return balance(town, []), town


def row_of(sheet: Sheet, name: object) -> tuple[object, ...]:
    return next(row for row in sheet.rows if row[0] == name)


def told(found: Balance) -> str:
    return "\n".join(map(str, found.notes))


def test_what_several_pay_without_a_key_is_another_thing_than_what_cannot_be_split() -> None:
    broken = delivery("leverans-b", part(per_year={"2027": "7 kr"}), key="saknas")
    found, town = of_deliveries(broken, system("sys-a", ("licences", "50 kr")))
    assert (found.total(party=NOT_SPLIT), found.total(party=NO_KEY)) == (-700, -2 * 5_000)
    table = sheets(found, town)[0]
    assert row_of(table, msg("not split"))[-1] == Rounded(-700)
    assert row_of(table, msg("several pay, no key on record"))[-1] == Rounded(-10_000)
    assert table.rows[-1][-1] == Rounded(-10_700)
    assert "cost 100 kr in these years: a line of their own, in the sum" in told(found)


def test_unused_capacity_stands_in_the_table_with_who_bears_it() -> None:
    built = delivery("leverans-b", part(), volumes={"2027": "3"}, capacity={"2027": "4"})
    found, town = of_deliveries(built)
    assert row_of(sheets(found, town)[0], msg("unused capacity (the provider's)"))[-1] == Rounded(-2_500)
    assert "25 kr is unused capacity, or unassigned, of Leveransen leverans-b" in told(found)
    assert "the provider, Digitala enheten" in told(found)


def test_a_bridge_over_a_delivery_is_in_no_gap_of_the_agenda() -> None:
    town, work = worked()
    both = city(*town.records(), delivery("leverans-a", part()), bridge("overbryggning-b", "leverans-a"))
    found = balance(both, work)
    assert found.total(of="leverans-a", sorts=frozenset({"bridge"}), party="asf", years=[2027]) == -10_000
    for party in ("asf", "hvo"):
        assert party_gap(found, party) == party_gap(balance(town, work), party)
    assert "“overbryggning-b” is over a gap of the base delivery “leverans-a”" in told(found)


def test_bridges_that_are_only_proposed_are_named() -> None:
    assert "counted as if they held: the bridges Bron overbryggning-a" in told(balance(*worked()))


def test_the_page_says_how_the_year_it_turns_is_counted() -> None:
    text = told(balance(*worked()))
    assert "added up from 2027; it turns in the first year from which that sum stays at 0 or above through 2034" in text


def test_who_only_pays_is_not_said_to_turn_one_day() -> None:
    town, work = worked()
    found = balance(town, work)
    gaps = sheets(found, town)[2]
    assert row_of(gaps, "asf")[-1] == msg("only pays")
    assert row_of(gaps, "hvo")[-1] == msg("no gap")
    slow = gap_of((2027, 2028), (-5, 4))
    assert (slow.only_pays, slow.turns) == (False, None)


def in_2026_prices(**index: str) -> Balance:
    """100 kr of operation and 1 000 kr once, by the index; evaluated to 2034."""
    town, work = worked()
    prices = series(index, "index-a")
    setting = city_settings(allocation={"price_index": "index-a"})
    return balance(city(*town.records(), prices, city_settings=setting), work)


def test_what_the_agenda_states_in_the_price_year_is_reckoned_up_to_each_years_kronor() -> None:
    found = in_2026_prices(**{"2026": "100", "2027": "102", "2028": "105"})
    operating: frozenset[FlowSort] = frozenset({"operating"})
    assert [found.total(sorts=operating, years=[year]) for year in (2027, 2028)] == [-5_100, -10_500]
    assert found.total(sorts=frozenset({"one_off"}), years=[2027]) == -102_000
    assert found.total(sorts=frozenset({"other_benefit"}), years=[2027, 2028]) == 30_600 + 63_000
    # A bridge is agreed in the year's own kronor.
    assert found.total(party="asf", sorts=frozenset({"bridge"}), years=[2027]) == 10_000


def test_after_the_last_year_of_the_index_its_prices_stand_and_that_is_told() -> None:
    found = in_2026_prices(**{"2026": "100", "2027": "102", "2028": "105"})
    assert found.total(sorts=frozenset({"operating"}), years=[2033]) == -10_500
    assert found.prices.level(2033) == 2028
    assert "which ends with 2028: later years are in the prices of 2028" in told(found)


def test_years_that_the_index_skips_are_named_with_the_prices_they_are_in() -> None:
    found = in_2026_prices(**{"2026": "100", "2027": "102", "2030": "105"})
    assert found.total(sorts=frozenset({"operating"}), years=[2028, 2029]) == 2 * -10_200
    assert "; the index has no number for 2028, 2029: they are in the prices of 2027" in told(found)
    assert "which ends with 2030: later years are in the prices of 2030" in told(found)


def test_years_before_the_first_number_of_the_index_are_named_with_the_prices_they_are_in() -> None:
    prices = Nominal(2028, series({"2028": "100", "2029": "102"}, "index-a"))
    assert str(in_whose_kronor(prices, range(2026, 2030))).endswith(
        "; the index has no number for 2026, 2027: they are in the prices of 2028"
    )


def test_an_index_with_a_number_for_every_year_names_none() -> None:
    prices = Nominal(2026, series({"2026": "100", "2027": "102"}, "index-a"))
    assert "no number" not in str(in_whose_kronor(prices, (2026, 2027)))


def test_without_an_index_two_price_levels_are_told() -> None:
    assert "sums of both are of two price levels" in told(balance(*worked()))
    assert in_2026_prices(**{"2027": "102"}).prices == Nominal(2026, None)


def test_what_an_agenda_adds_beside_the_split_says_whose_kronor_it_is_in() -> None:
    town, work = worked()
    lines = added_lines(town, work, YEARS)
    assert "in the prices of 2026" in "\n".join(map(str, notes(lines, town)))
    assert notes((), town) == ()
