"""The years of a phase-in as plain data and as tables: what is transferred, what is paid, what is left to bear."""

from __future__ import annotations

from collections.abc import Sequence

from itgov.allocate.names import short_name
from itgov.allocate.phase_in import Step, is_at_once, phased
from itgov.allocate.sheet import Percent, Rounded, Sheet, SheetCell, Thousands
from itgov.allocate.transfer import Position, Transfer
from itgov.message import msg
from itgov.model.city import City

Data = dict[str, object]


def payer_data(step: Step, one: Position) -> Data:
    """One administration's year: today + made + left + changed = pays, to the öre."""
    name = one.administration_id
    return {
        "administration": name,
        "today_ore": one.today_ore,
        "made_ore": step.made.get(name, 0),
        "left_ore": step.left.get(name, 0),
        "left_tkr": step.left_tkr.get(name, 0),
        "changed_ore": step.changed(one),
        "pays_ore": None if step.pays is None else step.pays.get(name, 0),
        "net_ore": step.net(one),
    }


def phase_sheets(found: Transfer, made: tuple[Step, ...], city: City) -> tuple[Sheet, ...]:
    """Only where the years differ: a transfer that is made at once is in the first table."""
    if is_at_once(made):
        return ()
    return (_steps_sheet(made, city), *(_year_sheet(found, step, city) for step in phased(made)))


def _steps_sheet(made: tuple[Step, ...], city: City) -> Sheet:
    rows: list[tuple[SheetCell, ...]] = [(msg("of the neutral transfer"), *(Percent(step.share) for step in made))]
    rows += [(short_name(city, one), *(Thousands(step.tkr[one]) for step in made)) for one in made[0].tkr]
    rows.append((msg("Sum"), *(Thousands(sum(step.tkr.values())) for step in made)))
    return Sheet(
        msg("Change of grants year by year, since before the model, tkr"),
        ("", *(str(step.year) for step in made)),
        tuple(rows),
        foot=True,
    )


def _year_sheet(found: Transfer, step: Step, city: City) -> Sheet:
    """One year: pays today + transfer made + left to bear + changed cost = pays by the split."""
    rows: list[tuple[SheetCell, ...]] = [
        (short_name(city, one.administration_id), *_year_cells(step, [one])) for one in found.positions
    ]
    rows.append((msg("Sum"), *_year_cells(step, found.positions)))
    return Sheet(
        msg("Who pays what in {year}, and what the phase-in leaves to bear, tkr", year=str(step.year)),
        (
            "",
            msg("pays today"),
            msg("transfer made"),
            msg("left to bear"),
            msg("changed cost"),
            msg("pays by the split"),
            msg("change of grant"),
        ),
        tuple(rows),
        foot=True,
    )


def _year_cells(step: Step, positions: Sequence[Position]) -> tuple[SheetCell, ...]:
    names = [one.administration_id for one in positions]
    pays = step.pays

    def known(ore: int) -> Rounded | None:
        return None if pays is None else Rounded(ore)

    return (
        Rounded(sum(one.today_ore for one in positions)),
        Rounded(sum(step.made.get(name, 0) for name in names)),
        Thousands(sum(step.left_tkr.get(name, 0) for name in names)),
        known(sum(step.changed(one) or 0 for one in positions)),
        known(sum((pays or {}).get(name, 0) for name in names)),
        Thousands(sum(step.tkr.get(name, 0) for name in names)),
    )
