"""Answers from which a new record of each kind is made in the small city: all that is asked for, and the least."""

from __future__ import annotations

from typing import Any

from itgov.edit.meant import Meant

FULL: dict[str, str] = {
    "administration": """
name: Miljöförvaltningen
illustrative: true
short_name: MF
committee: Miljönämnden
management_group: Ledningsgruppen MF
finance_chief: Ekonomichef MF
takes_part: agreement
agreement: Avtal MF-2026-3, 2026-03-01
""",
    "body": """
name: Digitaliseringsansvariga
level: supporting
group: digitalisation_leads
members: [{administration: hvo, role: Digitaliseringschef}, {administration: it, role: Digitaliseringschef}]
mandate: Bereder frågor om digitalisering åt beredande nivå.
""",
    "goal": """
name: Säker välfärd
document: Programmet
description: Den som får vård ska vara trygg.
""",
    "competence": """
name: Utveckling
illustrative: true
role: Utvecklare
unit: It-avdelningen
hours_per_year: {2027: 1 000, 2028: 1 000}
self_cost_per_hour: 800 kr
""",
    "capability": """
name: Säker lagring
description: Filer som bara rätt personer kan läsa.
provided_by: [{by: sys-diarium, since: 2020-01-01}]
""",
    "object": """
name: Vård och omsorg
administration: hvo
business_side: {owner: Avdelningschef, manager: Förvaltningsledare verksamhet, specialist: Verksamhetsutvecklare}
system_side: {owner: It-chef, manager: Förvaltningsledare it, specialist: Systemansvarig, hours_per_year: 500}
support: {users: business, incidents: system}
""",
    "system": """
name: E-arkivet
object: objekt-dokument
functions: [integration-diarium]
used_by: [hvo]
funded_by: [hvo]
criticality: high
incident_leader: Driftledare
supplier: It-avdelningen
information_class: {confidentiality: 2, integrity: 2, availability: 2}
""",
    "contract": """
name: Avtal om stöd till diariet
supplier: Nordisk Ärendehantering AB
covers: [{system: sys-diarium, functions: [integration-diarium]}]
ends_on: 2029-12-31
notice_months: 6
registry_number: STK-2026-9
""",
    "delivery": """
name: Digitala möten
illustrative: true
content: Rum och program för möten.
provider: It-avdelningen
unit: rum
volumes: {2027: 40, 2028: 40}
cost_parts: [{name: Personal, category: staff, behaviour: fixed, per_year: {2027: 90 000 kr, 2028: 90 000 kr}}]
key: nyckel-a
agreed: [{body: beredande-niva, on: 2026-09-01}, {body: ekonomichefsgrupp, on: 2026-09-08}]
incident_leader: Driftledare
""",
    "key": """
name: Datorer
definition: Datorer som är inloggade minst en gång i kvartalet.
driver: antalet datorer
wanted_direction: neutral
unit: dator
measured_on: 2026-03-01
locked_on: 2026-09-30
valid_for: [2027, 2028]
agreed: [{body: ekonomichefsgrupp, on: 2026-09-08}]
values: {hvo: 300, it: 100}
""",
    "index": """
name: Prisindex för kommunal verksamhet
illustrative: true
publisher: SKR
published_on: 2026-08-20
measures: Löner och priser i kommuner; 2024 = 100
values: {2026: "105,3", 2027: "108"}
forecast_from: 2026
""",
    "funder": """
name: Statsbidrag till välfärdsteknik
illustrative: true
funder_kind: grant
frames: [{year: 2027, operating: 1 mnkr, status: council}, {year: 2028, operating: 1 mnkr, status: frame}]
ends_after: 2028
decided_by: Regeringen
""",
    "initiative": """
name: Säkra meddelanden
illustrative: true
summary: Personalen skriver till varandra utan att någon annan kan läsa.
proposed_by: hvo
track: platform
stages: {idea: 2026-10-01}
goals: [mal-1]
phases: [{name: Införande, periods: 2, hours: {pool-integration: 100},
          costs: [{what: Konsulter, amount: 200 000 kr, funder: ram}]}]
operating_costs: [{what: Licenser, per_year: 50 000 kr, borne_by: leverans-a}]
benefits: [{name: Tryggare vård, category: quality, valued: false, receiver: hvo, points: 3, owner: Områdeschef,
            words: Färre uppgifter hamnar fel., measure: {name: Avvikelser, unit: antal}}]
take_up: [{administration: hvo, year: 2028, users: 100}]
""",
    "decision": """
name: Ny e-tjänst förbereds
body: beslutande-niva
formal_decider: Stadsdirektören
delegation: Delegationsordningen punkt 4.2
on: 2026-11-01
registry_number: STK-2026-44
paragraph: § 3
material: [Nyttokalkyl 2026-03-20]
rulings: [{record: init-b, outcome: postponed, content: Beredningen är inte klar.}]
executor: It-chef
follow_up: Uppföljningsenheten
""",
    "scenario": """
name: Mindre ram
illustrative: true
description: Kommunfullmäktige sänker ramen 2028.
money: [{payer: ram, pot: operating, year: 2028, amount: -1 mnkr}]
hours: [{pool: pool-integration, year: 2028, hours: -100}]
""",
    "agenda": """
name: Utvecklingsagenda
source: Protokoll 2026-05-02
decision: beslut-1
first: 2027-Q1
last: 2028-Q4
net_benefit: 1 mnkr
digest: abc
promised:
  - initiative: init-lagd
    way: base
    start: 2027-Q1
    end: 2027-Q2
    basis: {cost: a, scope: b, dates: c}
""",
    "charge": """
name: Internpris per dator
illustrative: true
model: unit_price
paid_to: it
year: 2026
pays: {hvo: 700 tkr, it: 200 tkr}
total: 900 tkr
""",
    "move": """
name: En förvaltare till it
illustrative: true
unit: En systemförvaltare
from_administration: hvo
to_administration: it
on: 2027-01-01
per_year: 800 tkr
agreed: [{body: ekonomichefsgrupp, on: 2026-09-08}]
""",
    "bridge": """
name: Förskott till it
illustrative: true
bridges: init-a
way: advance
paid_by: hvo
paid_to: it
per_year: {2027: 100 tkr, 2028: -100 tkr}
proposed: [{body: ekonomichefsgrupp, on: 2026-09-08}]
""",
    "outcome": """
name: Arbetsplats, utfall 2027
illustrative: true
of: leverans-a
year: 2027
booked: [{month: 1, string: 7010-920-5010, amount: 80 tkr}]
""",
    "ledger": """
name: Huvudboken
string_columns: [Ansvar, Konto]
amount_column: Belopp
month_column: Period
rows: [{begins_with: "7010", to: leverans-a}]
""",
}
"""YAML of each kind as somebody would write it."""

OWED: dict[str, tuple[str, ...]] = {
    "administration": ("GOV033",),
    "body": ("GOV036",),
    "goal": ("REF006",),
    "competence": ("REF009", "FUN003"),
    "capability": ("REF008",),
    "object": ("SYS001", "GOV029", "GOV030", "GOV029", "GOV030"),
    "system": (),
    "contract": ("CON010", "CON011"),
    "delivery": ("DEL001", "SYS002", "DEL002"),
    "key": ("REF010",),
    "index": (),
    "funder": ("REF011", "FUN003"),
    "initiative": (),
    "decision": ("GOV017", "GOV018", "GOV019", "GOV023"),
    "scenario": (),
    "agenda": ("FUN003",),
    "charge": ("FUN003",),
    "move": ("FUN003",),
    "bridge": ("TRF005", "FUN003"),
    "outcome": ("FUN003",),
    "ledger": (),
}
"""The codes of what a record still owes that has its required answers alone."""


ONE_OF = {"key": ("values",)}
"""Fields of which a kind must have one or another: the one that is answered."""


def least(what: Meant, answers: Any) -> Any:
    """The required answers alone."""
    if what.part is not None:
        fields = what.part.model_fields
        return {name: least(what.entry(name), answers[name]) for name in fields if fields[name].is_required()}
    if isinstance(answers, tuple):
        return tuple(least(what.item(), one) for one in answers)
    return answers
