"""`itgov allocate outcome`: booked cost against budget, forecast and closing."""

from __future__ import annotations

from typing import Annotated

import typer

from itgov.cli.allocate import AllocationFormat, FormatOption
from itgov.cli.exits import Exit, Stop, tell
from itgov.cli.options import LanguageOption, Output, Root
from itgov.message import msg, msg_n

OutcomeYear = Annotated[
    int | None,
    typer.Option("--year", help="The year; the last one with outcomes in the horizon if left out.", show_default=False),
]
MonthOption = Annotated[
    int | None,
    typer.Option("--month", min=1, max=12, help="To the end of which month; the last one known if left out."),
]


def outcome(
    root: Root = None,
    language: LanguageOption = None,
    year: OutcomeYear = None,
    month: MonthOption = None,
    format_: FormatOption = AllocationFormat.TEXT,
    output: Output = None,
) -> int:
    """Hold booked cost against budget, per delivery and administration, by the same split.

    A delivery is compared to its last closed month (`through` of its outcome), or else the last one booked. The
    forecast is what is booked and the budget of the months that are left, a twelfth each; where nothing is booked it
    is the budget. The closing keeps, repays or carries the difference, as itgov.yaml or the delivery says. Exits 1
    where something is not split.

    Examples:

      itgov allocate outcome

      itgov allocate outcome --year 2027 --month 3 --format csv
    """
    from itgov.allocate import missing, outcome_output
    from itgov.allocate.outcome import NothingBooked
    from itgov.allocate.outcome import outcome as follow
    from itgov.cli.allocate_sheets import answer
    from itgov.cli.asked_year import planned_year
    from itgov.cli.opened import check_output, open_city, require_sound

    opened = open_city(root, language)
    city = require_sound(opened)
    check_output(opened, output)
    booked = {record.year for record in city.outcomes.values()} & set(city.settings.plan.years)
    try:
        view = follow(city, planned_year(city, max(booked) if year is None and booked else year), month)
    except NothingBooked as error:
        raise Stop(
            Exit.FINDINGS,
            error.message,
            msg("`itgov import ledger` makes outcomes of a ledger's file; they stand under data/outcomes/"),
        ) from error
    answer(
        format_,
        output,
        opened.language,
        data=lambda: outcome_output.as_data(view, opened.language),
        sheets=outcome_output.sheets(view, city),
        flat=lambda: outcome_output.flat_sheet(view, city),
        notes=(
            *view.notes,
            *(msg("“{source}” is not split whole: {why}", source=source, why=why) for source, why in view.unsplit),
        ),
        missing=missing.told(missing.missing_costs(city, [view.year]), [view.year]),
    )
    if view.unsplit:
        count = len({source for source, _ in view.unsplit})
        unsplit = msg_n("{n} source is not split whole", "{n} sources are not split whole", count)
        tell(Exit.FINDINGS, unsplit, None, opened.language)
        return Exit.FINDINGS
    return Exit.OK
