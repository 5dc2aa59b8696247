"""`itgov allocate compare`: who pays what if something is otherwise, before anything is decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.allocate_agendas import compare_agendas
from itgov.cli.allocate_asked import Asked, Method, Tried, first_costing_year, tried
from itgov.cli.allocate_shown import ToldForm, ToldFormat, show
from itgov.cli.asked_year import planned_year
from itgov.cli.exits import Exit, Stop
from itgov.cli.options import LanguageOption, Output, Root
from itgov.message import Message, msg, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itgov.allocate.comparison import Compared
    from itgov.allocate.sheet import Piece
    from itgov.model.city import City

Texts = list[str] | None
KeyOption = Annotated[
    Texts,
    typer.Option(
        "--key",
        metavar="WHAT=KEY",
        help="Split a delivery, a system, one part (ID:N), or all that a key splits, by another key.",
        show_default=False,
    ),
]
CostOption = Annotated[
    Texts,
    typer.Option(
        "--cost",
        metavar="ID=CHANGE",
        help="A cost +10%, -500 tkr or 30 mnkr, of a delivery, a system or one part (ID:N).",
        show_default=False,
    ),
]
VolumeOption = Annotated[
    Texts,
    typer.Option(
        "--volume",
        metavar="ID@WHO=N",
        help="Units that an administration hands back (-100) or takes more of (+50): parts follow by how they behave.",
        show_default=False,
    ),
]
RetireOption = Annotated[
    Texts, typer.Option("--retire", metavar="ID", help="Without this delivery or shared system.", show_default=False)
]
WithOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--with",
        metavar="FILE",
        help="With the delivery, key or initiative in this file, new or changed.",
        show_default=False,
    ),
]
MethodOption = Annotated[
    Method | None, typer.Option("--method", help="Another method through deliveries that serve others.")
]
OrderOption = Annotated[
    str | None,
    typer.Option(
        "--order", metavar="IDS", help="For step_down: who passes on first, commas between.", show_default=False
    ),
]
BenefitOption = Annotated[
    Texts,
    typer.Option(
        "--benefit",
        metavar="ID",
        help="An initiative whose benefit stands beside, where no record names what is changed.",
        show_default=False,
    ),
]
AgendasOption = Annotated[
    Texts,
    typer.Option(
        "--agenda",
        metavar="FILE|ID",
        help="With the operation that a proposed or adopted agenda adds; two: the first against the second.",
        show_default=False,
    ),
]
FromOption = Annotated[
    int | None, typer.Option("--from", metavar="YEAR", help="Compare this year with that of --to.", show_default=False)
]
ToOption = Annotated[int | None, typer.Option("--to", metavar="YEAR", help="The later year.", show_default=False)]
CommitOption = Annotated[
    str | None,
    typer.Option("--commit", metavar="REV", help="Compare with the records at this commit.", show_default=False),
]
YearsOption = Annotated[
    list[int] | None,
    typer.Option(
        "--year",
        help="The year; may be given several times. The horizon's first, or the first when a --with delivery costs.",
        show_default=False,
    ),
]


def compare(
    root: Root = None,
    language: LanguageOption = None,
    year: YearsOption = None,
    key: KeyOption = None,
    method: MethodOption = None,
    order: OrderOption = None,
    cost: CostOption = None,
    volume: VolumeOption = None,
    retire: RetireOption = None,
    with_: WithOption = None,
    benefit: BenefitOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    commit: CommitOption = None,
    agenda: AgendasOption = None,
    format_: ToldFormat = ToldForm.TEXT,
    output: Output = None,
) -> int:
    """Show who would pay what if something were otherwise: before and after, who gains, who loses, and why.

    Changes are tried together, in the order records, retired, keys, costs, volumes, method. Nothing is written.
    Where initiatives name a delivery that is changed, the benefit that they promise stands beside; of one that is
    retired or cut it is at stake, and in no sum. Exits 1 where a
    cost cannot be split then.

    Examples:

      itgov allocate compare --key leverans-hr-lon=nyckel-arsanstallda

      itgov allocate compare --volume leverans-arbetsplats@asf=-100

      itgov allocate compare --with ny-leverans.yaml --year 2028

      itgov allocate compare --from 2027 --to 2028

      itgov allocate compare --commit HEAD~20

      itgov allocate compare --agenda agenda-2026
    """
    from itgov.allocate.compare_told import Beside, told_comparison
    from itgov.allocate.comparison import benefits_of, both, cut
    from itgov.allocate.explain_output import comparison_data
    from itgov.cli.opened import check_output, open_city, require_sound

    asked = Asked(with_ or (), retire or (), key or (), cost or (), volume or (), method, order)
    if agenda:
        if asked.anything or commit is not None or from_ is not None or to is not None or benefit:
            raise Stop(
                Exit.USAGE,
                msg("--agenda compares what agendas add: of the other options only --year goes with it"),
                msg("run the two one after the other"),
            )
        return compare_agendas(root, language, year, agenda, format_, output)
    if not asked.anything and commit is None and from_ is None and to is None:
        raise Stop(Exit.USAGE, msg("nothing is to be otherwise"), msg("say what with {options}", options=_OPTIONS))
    opened = open_city(root, language)
    city = require_sound(opened)
    check_output(opened, output)
    asked_years = year or ([first] if (first := first_costing_year(city, asked)) is not None else None)
    years = _years(city, asked_years if from_ is None and to is None else year, from_, to)
    changed = tried(city, asked, [after for _, after in years])
    before = city
    if commit is not None:
        before = _at(opened.repository.root, commit)
        changed.supposed.insert(0, msg("before: the records at {commit}", commit=commit))
    found = _compared(before, changed, years)
    less = cut(before, changed.city, changed.touched, years)
    promised = benefits_of(both(before, changed.city), changed.touched, _initiatives(changed.city, benefit or ()), less)
    beside = Beside(
        tuple(changed.supposed),
        tuple(dict.fromkeys(changed.notes)),
        tuple(changed.savings),
        promised,
        tuple(dict.fromkeys(changed.touched)),
    )
    sheets: list[Piece] = []
    for one in found:
        sheets += told_comparison(both(before, changed.city), one, beside, opened.language)
    show(sheets, comparison_data(changed.city, found, beside, opened.language), format_, output, opened.language)
    # What nobody would pay any more is no saving.
    return Exit.FINDINGS if any(one.after.not_split_ore for one in found) else Exit.OK


_OPTIONS = "--key, --method, --cost, --volume, --retire, --with, --from, --to, --commit, --agenda"


def _years(city: City, asked: list[int] | None, from_: int | None, to: int | None) -> list[tuple[int, int]]:
    """The years that are compared, before and after."""
    if (from_ is None) != (to is None):
        raise Stop(Exit.USAGE, msg("--from and --to go together"), msg("as in --from 2027 --to 2028"))
    if from_ is not None and to is not None:
        if asked:
            raise Stop(Exit.USAGE, msg("--year does not go with --from and --to"))
        if from_ >= to:
            raise Stop(
                Exit.USAGE,
                msg("--from {first} is not before --to {last}", first=str(from_), last=str(to)),
                msg("turn them round, as in --from {first} --to {last}", first=str(to), last=str(from_))
                if from_ > to
                else msg("name two years"),
            )
        return [(from_, planned_year(city, to))]
    return [(one, one) for one in sorted({planned_year(city, one) for one in asked or city.settings.plan.years[:1]})]


def _initiatives(city: City, asked: Sequence[str]) -> Sequence[str]:
    """The initiatives whose benefit is asked for; raises Stop where there is no such one."""
    from itgov.finding import nearest

    for one in asked:
        if one not in city.initiatives:
            near = nearest(one, city.initiatives)
            raise Stop(
                Exit.USAGE,
                msg("there is no initiative “{id}”", id=quoted(one)),
                None if near is None else msg("did you mean {close}?", close=near),
            )
    return asked


def _compared(before: City, changed: Tried, years: Sequence[tuple[int, int]]) -> list[Compared]:
    from itgov.allocate.between import Side
    from itgov.allocate.comparison import compare as side_by_side
    from itgov.allocate.shares import allocate

    old = allocate(before, [one for one, _ in years])
    new = allocate(changed.city, [one for _, one in years])
    for one, _ in years:
        if not any(line.year == one for line in old.lines):
            raise Stop(Exit.FINDINGS, _nothing(one), msg("choose another year"))
    return [side_by_side(Side(before, old, one), Side(changed.city, new, other)) for one, other in years]


def _nothing(year: int) -> Message:
    return msg("no cost is on record for {year}, so that there is nothing to compare with", year=str(year))


def _at(root: Path, revision: str) -> City:
    import tempfile

    from itgov.store.repository import load
    from itgov.store.revision import at_revision
    from itgov.store.root import NoRoot

    with tempfile.TemporaryDirectory(prefix="itgov-") as folder:
        try:
            at_revision(root, revision, Path(folder))
            then = load(Path(folder)).city
        except NoRoot as error:
            what = msg("“{name}” is no commit with a city's records", name=revision)
            raise Stop(Exit.USAGE, what, error.remedy) from error
    if then is None:
        raise Stop(Exit.FINDINGS, msg("the settings at {revision} cannot be read", revision=revision))
    return then
