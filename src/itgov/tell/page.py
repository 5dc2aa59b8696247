"""A rule explained: what it finds, why that matters, what to do, and an example of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from itgov.check.rule import Rule
from itgov.message import Message, msg
from itgov.tell.ending import LABEL

FAMILIES: dict[str, Message] = {
    "FRM": msg("Form"),
    "REF": msg("References"),
    "GOV": msg("Governance"),
    "COO": msg("Coordination"),
    "CON": msg("Procurement and contracts"),
    "SYS": msg("Systems"),
    "FUN": msg("Funding"),
    "DEL": msg("Base deliveries"),
    "KEY": msg("Allocation keys"),
    "TRF": msg("Budget transfer and bridges"),
    "OUT": msg("Outcome"),
    "BEN": msg("Benefits"),
    "TIM": msg("Time"),
    "PRI": msg("Privacy"),
    "OPE": msg("Openness"),
    "AGD": msg("Adopted agendas"),
    "SCE": msg("Scenarios"),
    "WAI": msg("Waivers"),
}
"""What each family of rules is called, by the letters of its codes, in the order they are listed."""


def family(code: str) -> str:
    """The letters that a code begins with."""
    return code.rstrip("0123456789")


def page(rule: Rule, language: str, fixable: Collection[str] = ()) -> str:
    """One rule as Markdown, from its heading on."""
    severity, demand, what_to_do = msg("severity"), msg("demand"), msg("What to do")
    facts = [
        f"{severity.into(language)}: {LABEL[rule.severity].into(language)}",
        f"{demand.into(language)}: {rule.demand}",
    ]
    if rule.after:
        facts.append(
            msg("not asked where one of these found something: {codes}", codes=", ".join(rule.after)).into(language)
        )
    if rule.code in fixable:
        facts.append(msg("`itgov fix` can mend it where only one right form is possible").into(language))
    return "\n".join(
        [
            f"### {rule.code} {rule.name}",
            "",
            " · ".join(facts),
            "",
            rule.why.into(language),
            "",
            f"**{what_to_do.into(language)}:** {rule.remedy.into(language)}",
            "",
            *_parameters(rule, language),
            *_example(msg("An example with the fault, as a change to a small city").into(language), rule.bad),
            *_example(msg("The same, put right").into(language), rule.good),
        ]
    )


def explained(rule: Rule, language: str, fixable: Collection[str] = ()) -> str:
    """One rule's page on its own: below it, how its examples are to be read."""
    return f"{page(rule, language, fixable)}\n{SMALL_CITY.into(language)}"


SMALL_CITY = msg(
    "In the examples, the keys below a file's path are set in that file, and all else in it stays; a key without a "
    "value is taken away, and after “|” stands a whole file. The small city has the administrations hvo and it; "
    "the initiatives init-a (of hvo, decided), init-b (of it, anchored) and init-lagd (withdrawn); the system "
    "sys-diarium in objekt-dokument (of it), under avtal-diarium; leverans-a, split by nyckel-a; formaga-finns, which "
    "sys-diarium provides, and formaga-saknas, which nothing does."
)
"""How an example is read: it is no whole file, and means something only beside the city's other records."""


def catalogue(rules: Iterable[Rule], language: str, fixable: Collection[str] = ()) -> str:
    """All rules as one Markdown page, family by family, with a table of them first."""
    listed = list(rules)
    lines = []
    for letters, name in FAMILIES.items():
        own = sorted((rule for rule in listed if family(rule.code) == letters), key=lambda rule: rule.code)
        if own:
            lines += [f"## {name.into(language)} ({letters})", ""]
            lines += [page(rule, language, fixable) for rule in own]
    head = (msg("family"), msg("rules"), msg("all"))
    table = [
        f"| {head[0].into(language)} | {head[1].into(language)} |",
        "|:--|--:|",
        *(
            f"| {name.into(language)} ({letters}) | {count} |"
            for letters, name in FAMILIES.items()
            if (count := sum(family(rule.code) == letters for rule in listed))
        ),
        f"| **{head[2].into(language)}** | **{len(listed)}** |",
        "",
    ]
    return "\n".join([*table, *lines])


def _parameters(rule: Rule, language: str) -> list[str]:
    if not rule.parameters:
        return []
    heading = msg("Parameters, under `rules` in itgov.yaml").into(language)
    listed = [f"- `{one.name}` = {one.default}: {one.meaning.into(language)}" for one in rule.parameters]
    return [f"{heading}:", "", *listed, ""]


def _example(heading: str, fragment: str) -> list[str]:
    return [f"{heading}:", "", "```yaml", fragment.rstrip("\n"), "```", ""]
