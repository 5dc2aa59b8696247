from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from itgov.agenda.obstacle import Obstacle
from itgov.agenda.plan import Plan
from itgov.message import msg
from itgov.model.capability import Provision
from itgov.model.city import City
from itgov.model.initiative import (
    Benefit,
    CapabilityNeed,
    Effect,
    Estimate,
    FunctionNeed,
    Handover,
    InitiativeNeed,
    LegalBasis,
    Needs,
    ProcurementNeed,
    Risk,
    Transition,
)
from itgov.model.scalar import Visibility
from itgov.report.agenda import AgendaView, agenda_view, sheets
from tests.report.small import changed, material, planned, small, small_plan

KRONA = 100


def view(city: City | None = None, audience: Visibility = "public", plan: Plan | None = None) -> AgendaView:
    made = plan or (small_plan() if city is None else planned(city))
    return agenda_view(material(city or small(), audience, plan=made), made)


def test_without_a_plan_there_is_no_page() -> None:
    assert sheets(material(small())) == ()


def test_it_says_what_is_chosen_and_what_it_costs() -> None:
    found = view()
    assert (found.chosen_count, found.one_off_ore, found.operating_ore) == (2, 1_300_000 * KRONA, 100_000 * KRONA)


def test_the_cost_may_differ_by_what_the_estimates_say() -> None:
    estimate = Estimate(maturity="rough", plus_minus=Fraction(1, 3))
    unsure = view(changed(small(), "init-a", estimate=estimate)).unsure
    assert (unsure.cost_ore, unsure.without_estimate) == (300_000 * KRONA, 1)


def test_money_in_a_frame_that_is_only_requested_is_told() -> None:
    frames = tuple(frame.model_copy(update={"status": "requested"}) for frame in small().funders["ram"].frames)
    assert view(changed(small(), "ram", frames=frames)).unsure.requested_ore == 1_300_000 * KRONA


def test_payers_add_up_to_what_is_used() -> None:
    economy = view().economy
    assert [(one.name, one.used_ore) for one in economy.funder_payers] == [("Solidarisk ram", 1_300_000 * KRONA)]


def test_a_hidden_payer_is_one_line_without_name() -> None:
    economy = view(changed(small(), "ram", visibility="city")).economy
    assert [(str(one.name), one.used_ore) for one in economy.funder_payers] == [("not public", 1_300_000 * KRONA)]


def test_the_peak_is_the_first_period_of_the_heaviest_load() -> None:
    pool = view().economy.pools[0]
    # 250 of 360 hours, cut off to whole per cent.
    assert (pool.peak, pool.peak_share) == ("2027-Q1", Fraction(69, 100))


def test_a_transition_stands_under_its_goal() -> None:
    city = changed(small(), "init-a", transition=Transition(today="papper", wanted="mobil"))
    goal = view(city).effects.goals[0]
    assert (goal.name, goal.movements[0].today, goal.movements[0].wanted) == ("Enklare vardag", "papper", "mobil")


def test_a_goal_without_initiatives_shows() -> None:
    city = changed(changed(small(), "init-a", goals=()), "init-b", goals=())
    assert view(city).effects.goals_without == ("Enklare vardag",)


def test_an_initiative_without_goals_shows() -> None:
    assert view(changed(small(), "init-b", goals=())).effects.without_goal == ("Ny e-tjänst",)


def test_receivers_add_up_to_the_benefits() -> None:
    effects = view().effects
    assert effects.likely_ore == sum(one.likely_ore for one in effects.receivers) == 800_000 * KRONA


def test_a_benefit_without_a_price_stands_beside() -> None:
    safe = Benefit(name="Trygghet", category="security", valued=False, points=4, words="Ingen söker i onödan.")
    city = changed(small(), "init-a", benefits=(*small().initiatives["init-a"].benefits, safe))
    assert [(one.name, one.points) for one in view(city).effects.unpriced] == [("Trygghet", 4)]


def test_who_waits_for_another_initiative_sees_when_it_comes() -> None:
    city = changed(small(), "init-b", needs=Needs(initiatives=(InitiativeNeed(initiative="init-a"),)))
    wait = view(city).needs.waits[0]
    assert (wait.initiative, wait.what, str(wait.comes)) == ("Ny e-tjänst", "Mobil dokumentation", "from 2027-Q3")


def test_who_waits_for_a_capability_sees_who_brings_it() -> None:
    capability = small().capabilities["formaga-saknas"]
    provided = capability.model_copy(update={"provided_by": (Provision(by="init-a"),)})
    needs = Needs(capabilities=(CapabilityNeed(capability="formaga-saknas"),))
    city = changed(changed(small(), "formaga-saknas", provided_by=provided.provided_by), "init-b", needs=needs)
    assert str(view(city).needs.waits[0].comes) == "from 2027-Q3, by Mobil dokumentation"


def test_a_capability_that_is_there_says_since_when() -> None:
    needs = Needs(capabilities=(CapabilityNeed(capability="formaga-finns"),))
    assert str(view(changed(small(), "init-b", needs=needs)).needs.waits[0].comes) == "given since 2020-01-01"


def test_a_procurement_says_how_long_it_takes() -> None:
    need = ProcurementNeed(what="Avrop", months=3, begun_on=date(2026, 10, 1))
    city = changed(small(), "init-b", needs=Needs(procurements=(need,)))
    assert str(view(city).needs.waits[0].comes) == "takes 3 months, begun 2026-10-01"


def test_who_has_not_said_that_they_know_is_told() -> None:
    city = changed(small(), "init-a", affects=(Effect(record="sys-diarium", how="Anropas."),))
    assert [one.touched for one in view(city).needs.silent] == ["Diariet"]


def test_only_risks_that_weigh_are_shown_the_heaviest_first() -> None:
    risks = (
        Risk(what="Lätt", likelihood="low", consequence="medium"),
        Risk(what="Tung", likelihood="low", consequence="high"),
        Risk(what="Tyngst", likelihood="high", consequence="high"),
    )
    needs = view(changed(small(), "init-a", risks=risks)).needs
    assert ([one.what for one in needs.risks], needs.risks_in_all) == (["Tyngst", "Tung"], 3)


def test_a_decisions_conditions_are_conditions_of_the_agenda() -> None:
    conditions = view(changed(small(), "beslut-1", conditions=("Nytt underlag lämnas.",))).needs.conditions
    assert [(one.initiative, one.what) for one in conditions] == [("Mobil dokumentation", "Nytt underlag lämnas.")]


def test_a_law_is_a_condition_with_the_day_it_is_in_force() -> None:
    law = LegalBasis(law="Lag (2026:1)", in_force=date(2027, 7, 1))
    condition = view(changed(small(), "init-b", legal_basis=law)).needs.conditions[0]
    assert (condition.what, str(condition.source)) == ("Lag (2026:1)", "law, in force 2027-07-01")


def test_what_the_receiving_object_asked_for_is_a_condition() -> None:
    handover = Handover(object="objekt-dokument", terms="En testmiljö.")
    condition = view(changed(small(), "init-b", handover=handover)).needs.conditions[0]
    assert (condition.what, str(condition.source)) == ("En testmiljö.", "handover to Dokument och ärende")


def test_a_function_of_an_existing_system_is_waited_for() -> None:
    need = FunctionNeed(system="sys-diarium", function="integration-diarium")
    wait = view(changed(small(), "init-b", needs=Needs(functions=(need,)))).needs.waits[0]
    assert str(wait.what) == "Integration mot diariet in Diariet"


def test_a_capability_that_the_agenda_brings_is_told_with_its_period() -> None:
    provided = view(changed(small(), "init-a", provides=("formaga-saknas",))).needs.provided
    assert [(one.capability, one.initiative, one.since) for one in provided] == [
        ("Säker mobilitet", "Mobil dokumentation", "2027-Q3")
    ]


def test_an_initiative_in_use_says_since_when() -> None:
    stages = small().initiatives["init-a"].stages.model_copy(update={"in_operation": date(2026, 9, 1)})
    needs = Needs(initiatives=(InitiativeNeed(initiative="init-a"),))
    city = changed(changed(small(), "init-a", stages=stages), "init-b", needs=needs)
    assert str(view(city).needs.waits[0].comes) == "in use since 2026-09-01"


def test_a_plan_that_was_not_found_says_why() -> None:
    none = replace(
        small_plan(), value=None, chosen=(), status="infeasible", obstacles=(Obstacle(msg("two clash"), "counted"),)
    )
    found = view(plan=none)
    assert (found.found, [str(one) for one in found.obstacles]) == (False, ["two clash"])
