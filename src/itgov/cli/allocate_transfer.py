"""`itgov allocate transfer`: what committee grants must change by for the new model to change nobody's net."""

from __future__ import annotations

from typing import Annotated

import typer

from itgov.cli.allocate import AllocationFormat, FormatOption
from itgov.cli.exits import Exit, Stop
from itgov.cli.options import LanguageOption, Output, Root

FirstYear = Annotated[
    int | None,
    typer.Option(
        "--year", help="The first year of the new model; the horizon's first if left out.", show_default=False
    ),
]
PhaseYears = Annotated[
    int | None,
    typer.Option(
        "--phase-in",
        min=1,
        max=30,
        help="Try a phase-in over so many years; as itgov.yaml says if left out, which is none by default.",
        show_default=False,
    ),
]


def transfer(
    root: Root = None,
    language: LanguageOption = None,
    year: FirstYear = None,
    phase_in: PhaseYears = None,
    format_: FormatOption = AllocationFormat.TEXT,
    output: Output = None,
) -> int:
    """Reckon the lasting transfer of committee grants that makes a start in solidarity neutral.

    From data/charges/ (what each pays today) to the split of a year. Sums to zero in öre and in tkr. With a phase-in
    each year tells how far grants have changed, what each pays by the split, and what is left for it to bear.

    Examples:

      itgov allocate transfer

      itgov allocate transfer --year 2027 --phase-in 3

      itgov allocate transfer --format csv --output vaxling-2027.csv
    """
    from itgov.allocate import transfer_output
    from itgov.allocate.missing import missing_costs, told
    from itgov.allocate.phase_in import steps
    from itgov.allocate.transfer import CannotTransfer
    from itgov.allocate.transfer import transfer as reckon
    from itgov.cli.allocate_sheets import answer
    from itgov.cli.asked_year import planned_year
    from itgov.cli.opened import check_output, open_city, require_sound
    from itgov.model.settings import PhaseIn

    opened = open_city(root, language)
    city = require_sound(opened)
    check_output(opened, output)
    setting = city.settings.allocation.phase_in
    if phase_in is not None:
        setting = PhaseIn(years=phase_in) if setting is None else setting.model_copy(update={"years": phase_in})
    try:
        found = reckon(city, planned_year(city, year))
        made = steps(city, found, setting)
    except CannotTransfer as error:
        raise Stop(Exit.FINDINGS, error.message, error.remedy) from error
    answer(
        format_,
        output,
        opened.language,
        data=lambda: transfer_output.as_data(found, made, opened.language),
        sheets=transfer_output.sheets(found, made, city),
        flat=lambda: transfer_output.flat_sheet(found, made, city),
        notes=transfer_output.notes_of(found, made),
        missing=told(missing_costs(city, [found.year]), [found.year]),
    )
    return Exit.OK
