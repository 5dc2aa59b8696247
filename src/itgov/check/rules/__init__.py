"""Every rule, family by family. A rule that is in none of these tuples does not run."""

from __future__ import annotations

from itgov.check.rule import Rule
from itgov.check.rules.coordination import COORDINATION_RULES
from itgov.check.rules.delivery import DELIVERY_RULES
from itgov.check.rules.form import FORM_RULES
from itgov.check.rules.funding import FUNDING_RULES
from itgov.check.rules.governance import GOVERNANCE_RULES
from itgov.check.rules.key import KEY_RULES
from itgov.check.rules.reference import REFERENCE_RULES
from itgov.check.rules.time import TIME_RULES
from itgov.check.rules.waiver import WAIVER_RULES

RULES: tuple[Rule, ...] = (
    *FORM_RULES,
    *REFERENCE_RULES,
    *GOVERNANCE_RULES,
    *COORDINATION_RULES,
    *FUNDING_RULES,
    *DELIVERY_RULES,
    *KEY_RULES,
    *TIME_RULES,
    *WAIVER_RULES,
)
RULE_BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
