"""What an initiative gives: benefits with and without a price, each with measure, baseline and owner."""

from __future__ import annotations

from datetime import date
from random import Random

from bench.plan import Plan, administration_id
from bench.spelling import Value
from bench.words import role, sentence, tkr, word


def valued(plan: Plan, number: int, random: Random, category: str, target: date) -> dict[str, Value]:
    """A benefit with a price, for the administration that proposes it."""
    likely = random.randrange(150, 1_500)
    return {
        "name": f"Mindre {word(random)} i {word(random)}",
        "category": category,
        "valued": "true",
        "receiver": administration_id(plan.proposer_of(number)),
        "per_year": {"low": tkr(likely * 6 // 10), "likely": tkr(likely), "high": tkr(likely * 13 // 10)},
        "ramp": ["40 %", "80 %", "100 %"],
        "measure": _measure(random, target),
        "owner": role(random),
        "words": sentence(random),
    }


def unpriced(plan: Plan, number: int, random: Random, target: date) -> dict[str, Value]:
    """A benefit without a price."""
    return {
        "name": f"Säkrare {word(random)} för {word(random)}",
        "category": random.choice(("quality", "citizen", "security")),
        "valued": "false",
        "receiver": administration_id(plan.proposer_of(number)),
        "points": str(random.randrange(1, 6)),
        "measure": _measure(random, target),
        "owner": role(random),
        "words": sentence(random),
    }


def _measure(random: Random, target: date) -> dict[str, Value]:
    baseline = random.randrange(20, 400)
    return {
        "name": f"Tid för {word(random)} och {word(random)}",
        "unit": "minuter per vecka",
        "baseline": str(baseline),
        "baseline_on": "2023-01-31",
        "target": str(baseline // 2),
        "target_on": str(target),
    }
