"""Every rule, family by family. A rule that is in none of these tuples does not run."""

from __future__ import annotations

from itgov.check.rule import Rule
from itgov.check.rules.acknowledgement import ACKNOWLEDGEMENT_RULES
from itgov.check.rules.adopted import ADOPTED_RULES
from itgov.check.rules.anchoring import ANCHORING_RULES
from itgov.check.rules.backing import BACKING_RULES
from itgov.check.rules.benefit import BENEFIT_RULES
from itgov.check.rules.benefit_budget import BENEFIT_BUDGET_RULES
from itgov.check.rules.benefit_share import BENEFIT_SHARE_RULES
from itgov.check.rules.benefit_time import BENEFIT_TIME_RULES
from itgov.check.rules.body import BODY_RULES
from itgov.check.rules.capability import CAPABILITY_RULES
from itgov.check.rules.concurrence import CONCURRENCE_RULES
from itgov.check.rules.contract import CONTRACT_RULES
from itgov.check.rules.coordination import COORDINATION_RULES
from itgov.check.rules.deadline import DEADLINE_RULES
from itgov.check.rules.decided import DECIDED_RULES
from itgov.check.rules.decision import DECISION_RULES
from itgov.check.rules.delivery import DELIVERY_RULES
from itgov.check.rules.delivery_capacity import DELIVERY_CAPACITY_RULES
from itgov.check.rules.delivery_cost import DELIVERY_COST_RULES
from itgov.check.rules.delivery_excluded import DELIVERY_EXCLUDED_RULES
from itgov.check.rules.delivery_passing import DELIVERY_PASSING_RULES
from itgov.check.rules.delivery_serving import DELIVERY_SERVING_RULES
from itgov.check.rules.duplicate import DUPLICATE_RULES
from itgov.check.rules.footing import FOOTING_RULES
from itgov.check.rules.form import FORM_RULES
from itgov.check.rules.funding import FUNDING_RULES
from itgov.check.rules.funding_frame import FUNDING_FRAME_RULES
from itgov.check.rules.funding_line import FUNDING_LINE_RULES
from itgov.check.rules.funding_pot import FUNDING_POT_RULES
from itgov.check.rules.funding_system import FUNDING_SYSTEM_RULES
from itgov.check.rules.future import FUTURE_RULES
from itgov.check.rules.key import KEY_RULES
from itgov.check.rules.key_agreement import KEY_AGREEMENT_RULES
from itgov.check.rules.key_basis import KEY_BASIS_RULES
from itgov.check.rules.key_values import KEY_VALUE_RULES
from itgov.check.rules.lifecycle import LIFECYCLE_RULES
from itgov.check.rules.likeness import LIKENESS_RULES
from itgov.check.rules.mandate import MANDATE_RULES
from itgov.check.rules.new_delivery import NEW_DELIVERY_RULES
from itgov.check.rules.object_role import OBJECT_ROLE_RULES
from itgov.check.rules.openness import OPENNESS_RULES
from itgov.check.rules.orphan import ORPHAN_RULES
from itgov.check.rules.outcome import OUTCOME_RULES
from itgov.check.rules.pilot import PILOT_RULES
from itgov.check.rules.price_index import PRICE_INDEX_RULES
from itgov.check.rules.privacy import PRIVACY_RULES
from itgov.check.rules.procurement import PROCUREMENT_RULES
from itgov.check.rules.reference import REFERENCE_RULES
from itgov.check.rules.relation import RELATION_RULES
from itgov.check.rules.retired import RETIRED_RULES
from itgov.check.rules.ruled import RULED_RULES
from itgov.check.rules.scenario import SCENARIO_RULES
from itgov.check.rules.stage_demand import STAGE_DEMAND_RULES
from itgov.check.rules.stages import STAGE_RULES
from itgov.check.rules.stated import STATED_RULES
from itgov.check.rules.system import SYSTEM_RULES
from itgov.check.rules.term import TERM_RULES
from itgov.check.rules.time import TIME_RULES
from itgov.check.rules.transfer import TRANSFER_RULES
from itgov.check.rules.waiver import WAIVER_RULES
from itgov.check.rules.window import WINDOW_RULES

RULES: tuple[Rule, ...] = (
    *FORM_RULES,
    *RETIRED_RULES,
    *REFERENCE_RULES,
    *RELATION_RULES,
    *STATED_RULES,
    *ORPHAN_RULES,
    *ANCHORING_RULES,
    *BACKING_RULES,
    *DECIDED_RULES,
    *STAGE_RULES,
    *STAGE_DEMAND_RULES,
    *MANDATE_RULES,
    *DECISION_RULES,
    *RULED_RULES,
    *NEW_DELIVERY_RULES,
    *PILOT_RULES,
    *BODY_RULES,
    *OBJECT_ROLE_RULES,
    *FUTURE_RULES,
    *CAPABILITY_RULES,
    *COORDINATION_RULES,
    *ACKNOWLEDGEMENT_RULES,
    *FOOTING_RULES,
    *CONCURRENCE_RULES,
    *LIKENESS_RULES,
    *CONTRACT_RULES,
    *TERM_RULES,
    *PROCUREMENT_RULES,
    *SYSTEM_RULES,
    *LIFECYCLE_RULES,
    *DUPLICATE_RULES,
    *FUNDING_RULES,
    *FUNDING_POT_RULES,
    *FUNDING_LINE_RULES,
    *FUNDING_FRAME_RULES,
    *FUNDING_SYSTEM_RULES,
    *DELIVERY_RULES,
    *DELIVERY_COST_RULES,
    *DELIVERY_SERVING_RULES,
    *DELIVERY_PASSING_RULES,
    *DELIVERY_CAPACITY_RULES,
    *DELIVERY_EXCLUDED_RULES,
    *KEY_RULES,
    *KEY_AGREEMENT_RULES,
    *KEY_BASIS_RULES,
    *KEY_VALUE_RULES,
    *PRICE_INDEX_RULES,
    *TRANSFER_RULES,
    *OUTCOME_RULES,
    *BENEFIT_RULES,
    *BENEFIT_TIME_RULES,
    *BENEFIT_BUDGET_RULES,
    *BENEFIT_SHARE_RULES,
    *TIME_RULES,
    *WINDOW_RULES,
    *DEADLINE_RULES,
    *PRIVACY_RULES,
    *OPENNESS_RULES,
    *ADOPTED_RULES,
    *SCENARIO_RULES,
    *WAIVER_RULES,
)
RULE_BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
