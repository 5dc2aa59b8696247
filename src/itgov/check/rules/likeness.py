"""Likeness: two administrations that want the same, each on its own (D35)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Parameter, Rule
from itgov.check.rules.concurrence import know_each_other
from itgov.finding import At, Fault, Related
from itgov.message import msg, quoted
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.initiative import Initiative
from itgov.model.likeness import bands, likeness, stems
from itgov.model.planning import is_alive

ALIKE = Parameter("COO011", "percent", 30, msg("from how many per cent of words in common two initiatives read alike"))
MOST_ALIKE = Parameter("COO011", "pairs", 3, msg("how many initiatives most like one are told"))
NEXT_IN_BAND = 8
"""How many of those who share a key are compared: texts from one mould must not cost the square of their number."""


def _reads_alike(city: City, initiative: Initiative) -> Iterator[Fault]:
    if not is_alive(initiative):
        return
    for percent, other in _most_alike(city, initiative)[: MOST_ALIKE.of(city)]:
        yield Fault(
            At(initiative.id, ("summary",)),
            msg(
                "“{id}” reads like “{other}” of “{administration}”, “{name}”: {percent} % of their words are the same",
                id=initiative.id,
                other=other.id,
                administration=other.proposed_by,
                name=quoted(other.name),
                percent=percent,
            ),
            msg(
                "talk to each other: do it once, or let one name the other under {needs}, {excludes} or {together}",
                needs=field(Initiative, "needs"),
                excludes=field(Initiative, "excludes"),
                together=field(Initiative, "together_with"),
            ),
            (Related(At(other.id, ("summary",)), msg("the other one's summary is here")),),
        )


def _most_alike(city: City, initiative: Initiative) -> list[tuple[int, Initiative]]:
    """Those that read alike and might be the same, with their likeness in per cent; most alike first, then by id."""
    mine, least = stems(initiative), ALIKE.of(city)
    scored = [
        (percent, other)
        for one in _in_same_bands(city, initiative)
        if (percent := likeness(mine, stems(other := city.initiatives[one]))) >= least
        and _might_be_same(initiative, other)
    ]
    return sorted(scored, key=lambda found: (-found[0], found[1].id))


def _in_same_bands(city: City, initiative: Initiative) -> set[str]:
    """The next few ids after its own under each key of likeness."""
    found: set[str] = set()
    for key in bands(initiative):
        ids = city.index.get(key, ())
        if len(ids) > 1 and ids[-1] != initiative.id:
            after = ids.index(initiative.id) + 1
            found.update(ids[after : after + NEXT_IN_BAND])
    return found


def _might_be_same(one: Initiative, other: Initiative) -> bool:
    return one.proposed_by != other.proposed_by and is_alive(other) and not know_each_other(one, other)


READS_ALIKE = Rule(
    "COO011",
    "reads-alike",
    "warning",
    "D35",
    msg("Two administrations that want the same each pay for their own, unless somebody sees it in time."),
    msg("Do it once, or say in one of them how they belong together."),
    bad=(
        "data/initiatives/init-b.yaml: {name: Mobil dokumentation i hemmet,"
        " summary: Personalen i hemtjänsten dokumenterar där de är.}\n"
    ),
    good="data/initiatives/init-b.yaml: {name: Ny e-tjänst, summary: Ansökan på nätet.}\n",
    over=(Initiative,),
    find=_reads_alike,
    parameters=(ALIKE, MOST_ALIKE),
)


LIKENESS_RULES: tuple[Rule, ...] = (READS_ALIKE,)
