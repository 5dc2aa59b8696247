"""The words for every code that a field of the model may hold. Texts for people: translated, never printed raw."""

from __future__ import annotations

from collections.abc import Mapping

from itgov.allocate.labels import (
    BEHAVIOUR_LABELS,
    BRIDGE_WAY_LABELS,
    CATEGORY_LABELS,
    CLOSING_LABELS,
    MODEL_LABELS,
    SOURCE_LABELS,
)
from itgov.message import Message, msg
from itgov.model.kinds import KINDS

Labels = Mapping[str, Message]

SOURCE: Labels = {str(code): label for code, label in SOURCE_LABELS.items()}
BEHAVIOUR: Labels = {str(code): label for code, label in BEHAVIOUR_LABELS.items()}
BRIDGE_WAY: Labels = {str(code): label for code, label in BRIDGE_WAY_LABELS.items()}
CLOSING: Labels = {str(code): label for code, label in CLOSING_LABELS.items()}
CHARGE_MODEL: Labels = {str(code): label for code, label in MODEL_LABELS.items()}
CATEGORY: Labels = {str(code): label for code, label in CATEGORY_LABELS.items()}
VISIBILITY: Labels = {
    "public": msg("the public"),
    "city": msg("the city's own staff"),
    "restricted": msg("a restricted circle"),
}
SIDE: Labels = {"business": msg("business side"), "system": msg("system side")}
STAGE: Labels = {
    "idea": msg("idea"),
    "anchored": msg("anchored"),
    "prepared": msg("prepared"),
    "decided": msg("decided"),
    "under_way": msg("under way"),
    "in_operation": msg("in operation"),
    "benefits_realised": msg("benefits realised"),
    "closed": msg("closed"),
    "rejected": msg("rejected"),
    "withdrawn": msg("withdrawn"),
}
TRACK: Labels = {
    "prototype": msg("prototype"),
    "pilot": msg("pilot"),
    "platform": msg("platform"),
    "new_delivery": msg("new base delivery"),
    "system_change": msg("system change"),
    "business_development": msg("business development"),
}
POT: Labels = {"operating": msg("operating"), "investment": msg("investment")}
BENEFIT_CATEGORY: Labels = {
    "cashable": msg("cashable"),
    "reallocation": msg("reallocation"),
    "quality": msg("quality"),
    "citizen": msg("citizens"),
    "law": msg("law"),
    "security": msg("security"),
    "environment": msg("environment"),
}
BUDGET_EFFECT: Labels = {
    "frame_lowered": msg("the frame is lowered"),
    "kept_in_own_frame": msg("kept in the own frame"),
    "efficiency_requirement": msg("counted against the efficiency requirement"),
}
MATURITY: Labels = {
    "idea": msg("an idea"),
    "rough": msg("rough"),
    "calculated": msg("calculated"),
    "tendered": msg("tendered"),
}
DEGREE: Labels = {"low": msg("low"), "medium": msg("medium"), "high": msg("high")}
CRITICALITY: Labels = {**DEGREE, "vital": msg("vital")}
DISPOSITION: Labels = {
    "tolerate": msg("tolerate"),
    "invest": msg("invest"),
    "migrate": msg("migrate"),
    "eliminate": msg("eliminate"),
}
CLASS_LEVEL: Labels = {
    "0": msg("none"),
    "1": msg("limited harm"),
    "2": msg("considerable harm"),
    "3": msg("serious harm"),
}
FINANCING: Labels = {
    "grant": msg("committee grant"),
    "internal_price": msg("internal price"),
    "fee": msg("fee"),
    "external": msg("external"),
}
BUDGET_STATUS: Labels = {
    "requested": msg("requested"),
    "frame": msg("planned frame"),
    "council": msg("decided by the council"),
    "committee": msg("decided by the committee"),
}
TAKES_PART: Labels = {"member": msg("member"), "agreement": msg("by agreement")}
GROUP: Labels = {
    "finance_chiefs": msg("finance chiefs"),
    "business_owners": msg("business owners"),
    "digitalisation_leads": msg("digitalisation leads"),
    "working_group": msg("working group"),
}
LEVEL: Labels = {
    "formal": msg("formal decider"),
    "deciding": msg("deciding level"),
    "preparatory": msg("preparatory level"),
    "supporting": msg("supporting body"),
}
MATTER: Labels = {
    "agenda": msg("the agenda"),
    "initiative": msg("initiatives"),
    "reserve": msg("the reserve"),
    "delivery": msg("base deliveries"),
    "key": msg("allocation keys"),
    "budget_transfer": msg("budget transfers"),
    "system_change": msg("changes to systems"),
    "material": msg("material for decisions"),
}
OUTCOME: Labels = {
    "approved": msg("approved"),
    "rejected": msg("rejected"),
    "postponed": msg("postponed"),
    "returned": msg("returned for more work"),
}
FUNDER_KIND: Labels = {
    "solidarity": msg("solidarity frame"),
    "pilots": msg("frame for prototypes and pilots"),
    "change_money": msg("change money"),
    "grant": msg("grant from outside"),
}
PAYER_KIND: Labels = {**FUNDER_KIND, "own": msg("own development budget")}
NEED_BY: Labels = {"start": msg("at the start"), "go_live": msg("at go-live")}
RELATION: Labels = {
    "finished_before_start": msg("finished before the start"),
    "same_period_allowed": msg("finished in the same period at the latest"),
    "before_go_live": msg("finished before go-live"),
}
WANTED_DIRECTION: Labels = {"more": msg("more of it"), "less": msg("less of it"), "neutral": msg("neutral")}
METHOD: Labels = {
    "direct": msg("direct: what deliveries do for each other is left out"),
    "step_down": msg("step by step: in a stated order, nothing going back"),
    "reciprocal": msg("reciprocal: all that deliveries do for each other counts, also in circles"),
}
PROCUREMENT_STAGE: Labels = {
    "planned": msg("planned"),
    "begun": msg("begun"),
    "advertised": msg("advertised"),
    "awarded": msg("awarded"),
}
LANGUAGE: Labels = {"sv": msg("Swedish"), "en": msg("English")}
SEVERITY: Labels = {"error": msg("error"), "warning": msg("warning"), "info": msg("information"), "off": msg("off")}
STATUS: Labels = {
    "optimal": msg("proven to be the best"),
    "within_gap": msg("proven to be within the gap asked for"),
    "feasible_stopped": msg("sound, but the search was stopped before it was proven to be the best"),
    "infeasible": msg("there is no plan that keeps all that is asked for"),
    "stopped": msg("the search was stopped before it found a plan"),
    "unverified": msg("the plan found did not keep every promise when it was checked exactly"),
    "error": msg("the solver gave up"),
}
PERIOD_LENGTH: Labels = {"quarter": msg("quarter"), "month": msg("month")}
KIND: Labels = {kind.name: kind.label for kind in KINDS}

ALL: tuple[Labels, ...] = (
    SOURCE,
    BEHAVIOUR,
    BRIDGE_WAY,
    CLOSING,
    METHOD,
    CHARGE_MODEL,
    CATEGORY,
    VISIBILITY,
    SIDE,
    STAGE,
    TRACK,
    POT,
    BENEFIT_CATEGORY,
    BUDGET_EFFECT,
    MATURITY,
    DEGREE,
    CRITICALITY,
    DISPOSITION,
    CLASS_LEVEL,
    FINANCING,
    BUDGET_STATUS,
    TAKES_PART,
    GROUP,
    LEVEL,
    MATTER,
    OUTCOME,
    FUNDER_KIND,
    PAYER_KIND,
    NEED_BY,
    RELATION,
    WANTED_DIRECTION,
    METHOD,
    PROCUREMENT_STAGE,
    LANGUAGE,
    SEVERITY,
    STATUS,
    PERIOD_LENGTH,
)
"""Every mapping above but the kinds: a test holds them against the codes of the model."""

NOT_PUBLIC = msg("not public")
"""What stands in the place of a name that the readers may not see."""
