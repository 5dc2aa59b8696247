"""Every rule, family by family. A rule that is not in this tuple does not run."""

from __future__ import annotations

from itgov.check.rule import Rule
from itgov.check.rules.coordination import (
    AFFECTED_NOT_ACKNOWLEDGED,
    CAPABILITY_NOT_PROVIDED_IN_TIME,
    FUNCTION_NOT_COVERED,
)
from itgov.check.rules.delivery import DELIVERY_NOT_AGREED, DELIVERY_WITHOUT_COST
from itgov.check.rules.form import FORM_RULES
from itgov.check.rules.funding import (
    AMOUNT_WITHOUT_SOURCE,
    CITY_OFFICE_CHANGE_NOT_FROM_CHANGE_MONEY,
    COST_CARRIED_TWICE,
    PAYER_HAS_NOT_AGREED,
    TRACK_MAY_NOT_USE_FUNDER,
)
from itgov.check.rules.governance import (
    ANCHORED_ON_NO_LEG,
    ANCHORED_ON_ONE_LEG,
    BODY_MAY_NOT_SETTLE,
    DECIDED_WITHOUT_DECISION,
    SHARED_HOURS_BEFORE_DECISION,
)
from itgov.check.rules.key import (
    KEY_NOT_VALID_FOR_YEAR,
    KEY_PUNISHES_WHAT_IS_WANTED,
    KEY_TOTAL_DIFFERS,
    KEY_WITHOUT_VALUE,
    KEY_ZERO_FOR_ALL,
)
from itgov.check.rules.reference import DEPENDENCY_CYCLE, UNKNOWN_REFERENCE, WRONG_KIND
from itgov.check.rules.time import PERIOD_OF_OTHER_LENGTH

RULES: tuple[Rule, ...] = (
    *FORM_RULES,
    UNKNOWN_REFERENCE,
    WRONG_KIND,
    DEPENDENCY_CYCLE,
    ANCHORED_ON_NO_LEG,
    ANCHORED_ON_ONE_LEG,
    DECIDED_WITHOUT_DECISION,
    BODY_MAY_NOT_SETTLE,
    SHARED_HOURS_BEFORE_DECISION,
    CAPABILITY_NOT_PROVIDED_IN_TIME,
    AFFECTED_NOT_ACKNOWLEDGED,
    FUNCTION_NOT_COVERED,
    TRACK_MAY_NOT_USE_FUNDER,
    CITY_OFFICE_CHANGE_NOT_FROM_CHANGE_MONEY,
    AMOUNT_WITHOUT_SOURCE,
    PAYER_HAS_NOT_AGREED,
    COST_CARRIED_TWICE,
    DELIVERY_NOT_AGREED,
    DELIVERY_WITHOUT_COST,
    KEY_WITHOUT_VALUE,
    KEY_TOTAL_DIFFERS,
    KEY_PUNISHES_WHAT_IS_WANTED,
    KEY_NOT_VALID_FOR_YEAR,
    KEY_ZERO_FOR_ALL,
    PERIOD_OF_OTHER_LENGTH,
)
RULE_BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
