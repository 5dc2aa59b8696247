"""One fault for each rule on form, references, governance, waivers, privacy and openness, planted in Malmö's records.

Each is the smallest mistake of its kind that somebody could make. The key is the rule that must find it; the text
is what `tests.city.change` does to a copy of the city's data and settings.
"""

from __future__ import annotations

import json

_GOAL = """\
id: mal-oppen-stad
name: En öppen stad
note: Återgivet med egna ord; programmets lydelse gäller.
document: Det digitala Malmö, program för stadens digitalisering (2017)
description: >-
  Insyn i stadens handlingar, beslut och data ska vara enkel, utan att sekretess eller personlig integritet
  åsidosätts.
decided_by: Kommunfullmäktige
"""
"""The file of a real goal, for faults that stand in the text and not in the values."""


def _written(old: str, new: str) -> str:
    """The goal's file with one piece of its text written in another way."""
    assert old in _GOAL
    return f"data/goals/mal-oppen-stad.yaml: {json.dumps(_GOAL.replace(old, new), ensure_ascii=True)}\n"


_FORM = {
    "FRM001": _written("name: En öppen stad", 'name: "En öppen stad'),
    "FRM002": _written("En öppen stad", "En öppen\x0b stad"),
    "FRM003": _written("decided_by:", "name: En öppen och tillgänglig stad\ndecided_by:"),
    "FRM004": "data/initiatives/init-skolval-diarieforing.yaml: {executor: , executer: Enhetschef för skolval}",
    "FRM005": "data/goals/mal-oppen-stad.yaml: {document: }",
    "FRM006": "data/initiatives/init-skolval-diarieforing.yaml: {window: {earliest_start: 2027-13}}",
    "FRM007": """
data/goals/mal-trygghet.yaml: |
  id: mal-trygg-stad
  name: En trygg stad
  document: Malmö stads mål, kommunfullmäktiges budget
  description: Färre ska vara rädda för att gå ut.
  valid_until: 2026
""",
    "FRM008": _written("En öppen stad", "[" * 40),
    "FRM009": _written("En öppen stad", "!!str En öppen stad"),
    "FRM010": """
data/goals/fritid.yaml: |
  id: fritid
  name: En aktiv fritid
  document: Malmö stads mål, kommunfullmäktiges budget
  description: Fler ska röra sig.
  valid_until: 2026
""",
    "FRM011": """
data/initativ/init-lekplatser.yaml: |
  id: init-lekplatser
  name: Lekplatser på kartan
""",
    "FRM012": """
retired.yaml: |
  retired:
    - {id: init-gis-3d, on: 2026-01-31}
""",
    "FRM013": _written("Det digitala Malmö, program för stadens digitalisering (2017)", "2017-05-24"),
    "FRM015": "data/functions.yaml: |\n  functions: {}\n",
    "FRM014": _written("document:", "\tdocument:"),
}

_REFERENCES = {
    "REF001": "data/initiatives/init-fordon-delning.yaml: {goals: [mal-klimatneutralt]}",
    "REF002": "data/initiatives/init-fordon-delning.yaml: {goals: [ram-piloter]}",
    "REF003": "data/systems/sys-skolplattform.yaml: {depends_on: [sys-iam, sys-skolval]}",
    "REF004": "data/initiatives/init-fordon-delning.yaml: {together_with: [init-fordon-delning]}",
    "REF005": """
retired.yaml: |
  retired:
    - {id: mal-klimat, on: 2026-10-30, renamed_to: mal-klimatneutral}
data/initiatives/init-fordon-delning.yaml: {goals: [mal-klimat]}
""",
    "REF006": """
data/goals/mal-trygg-stad.yaml: |
  id: mal-trygg-stad
  name: En trygg stad
  document: Malmö stads mål, kommunfullmäktiges budget
  description: Färre ska vara rädda för att gå ut.
  decided_by: Kommunfullmäktige
""",
    "REF007": "data/initiatives/init-fordon-delning.yaml: {goals: []}",
    "REF008": """
data/capabilities/formaga-oversattning.yaml: |
  id: formaga-oversattning
  name: Maskinell översättning
  description: Text kan översättas mellan svenska och de tio vanligaste språken i staden.
""",
    "REF009": """
data/competences/pool-tillganglighet.yaml: |
  id: pool-tillganglighet
  name: Tillgänglighet
  illustrative: true
  role: Granskar webb och dokument för alla
  unit: IT-organisationen, enheten för digital utveckling
  hours_per_year: {2027: 1 600, 2028: 1 600, 2029: 1 600, 2030: 1 600}
  self_cost_per_hour: 750 kr
""",
    "REF010": """
data/keys/nyckel-skrivare.yaml: |
  id: nyckel-skrivare
  name: Skrivare
  illustrative: true
  definition: Antal skrivare i nätet, räknade av utskriftstjänsten
  driver: Hur många skrivare förvaltningen har
  wanted_direction: less
  unit: skrivare
  measured_on: 2026-08-31
  locked_on: 2026-10-22
  valid_for: [2027, 2028, 2029, 2030]
  agreed:
    - {body: beredande-niva, on: 2026-09-10, registry_number: STK-2026-1014}
    - {body: ekonomichefsgrupp, on: 2026-09-24, registry_number: STK-2026-1068}
  values: {stadskontoret: 90, service: 80, fgk: 60, miljo: 20, sbk: 30, forskola: 220, grundskola: 300, gymnasie: 110,
    kultur: 60, fritid: 40, funktionsstod: 190, hvo: 260, asf: 170, overformyndar: 6, revision: 3}
""",
    "REF011": """
data/funders/eu-klimat.yaml: |
  id: eu-klimat
  name: EU-medel för klimatanpassning
  illustrative: true
  funder_kind: grant
  frames: [{year: 2027, operating: 1 000 tkr, status: council}]
  ends_after: 2027
""",
    "REF012": "data/systems/sys-luftmatning.yaml: {lifecycle: {retires_on: 2026-06-30}, yearly_cost: []}",
    "REF013": "data/initiatives/init-skolval-diarieforing.yaml: {excludes: [init-diarieintegration]}",
    "REF014": """
data/initiatives/init-skolval-diarieforing.yaml:
  needs:
    capabilities:
      - {capability: formaga-diarieforing, by: start}
      - {capability: formaga-diarie-api, by: go_live}
      - {capability: formaga-integration, by: start}
      - {capability: formaga-integration, by: go_live}
""",
    "REF015": "data/initiatives/init-fordon-delning.yaml: {goals: [mal-klimatneutral, mal-klimatneutral]}",
    "REF016": "data/initiatives/init-tioarig-grundskola.yaml: {stages: {withdrawn: 2026-11-02}}",
    "REF017": "data/initiatives/init-masterdata.yaml: {excludes: [init-logganalys]}",
    "REF018": """
data/deliveries/leverans-forandringsstod.yaml:
  consumers: [stadskontoret, service, fgk, miljo, sbk, forskola, grundskola, gymnasie, kultur, fritid, funktionsstod,
    hvo, asf, overformyndar, revision]
""",
    "REF019": "data/capabilities/formaga-iot.yaml: {provided_by: [{by: init-iot-plattform, since: 2026-06-01}]}",
    "REF020": "data/deliveries/leverans-e-arkiv.yaml: {retires_on: 2030-12-31}",
}

_STAGES = {
    "GOV001": "data/initiatives/init-fordon-delning.yaml: {anchoring: }",
    "GOV002": "data/initiatives/init-fordon-delning.yaml: {anchoring: {finance_chief: }}",
    "GOV003": "data/initiatives/init-skolval-diarieforing.yaml: {stages: {decided: 2026-11-10}}",
    "GOV005": "data/initiatives/init-masterdata.yaml: {stages: {under_way: 2026-10-12}}",
    "GOV006": """
data/initiatives/init-hemtjanst-mobilitet.yaml:
  stages: {anchored: 2026-04-21}
  anchoring: {finance_chief: {on: 2026-04-21}}
""",
    "GOV007": "data/initiatives/init-skolval-diarieforing.yaml: {stages: {anchored: 2026-01-20}}",
    "GOV008": """
data/initiatives/init-skolval-diarieforing.yaml:
  anchoring: {finance_chief: {where: Ekonomichefsgruppen för gemensam IT, mötet i januari}}
""",
    "GOV009": "data/initiatives/init-skolval-diarieforing.yaml: {estimate: }",
    "GOV010": "data/initiatives/init-visselblasning.yaml: {handover: }",
    "GOV011": "data/initiatives/init-pilot-sensorer-staden.yaml: {benefits: []}",
    "GOV012": "data/initiatives/init-fordon-delning.yaml: {stages: {idea: 2026-10-20}}",
    "GOV013": "data/initiatives/init-skolval-diarieforing.yaml: {stages: {anchored: }}",
    "GOV014": "data/initiatives/init-masterdata.yaml: {stages: {prepared: 2026-11-02}}",
    "GOV015": "data/initiatives/init-skolval-diarieforing.yaml: {stages: {prepared: 2026-12-08}}",
    "GOV040": "data/initiatives/init-skolval-diarieforing.yaml: {benefits: []}",
    "GOV041": """
data/initiatives/init-fordon-delning.yaml:
  deadline: 2030-Q4
  legal_basis: {law: Lag om bilar, in_force: 2031-01-01}
""",
    "GOV024": "data/initiatives/init-pilot-sensorer-staden.yaml: {pilot_result: }",
    "GOV039": "data/initiatives/init-pilot-sensorer-staden.yaml: {stages: {benefits_realised: 2026-03-10}}",
}

_DECISIONS = {
    "GOV004": "data/decisions/beslut-2026-201.yaml: {body: ekonomichefsgrupp}",
    "GOV016": "data/decisions/beslut-2026-201.yaml: {formal_decider: Ekonomidirektören}",
    "GOV017": "data/decisions/beslut-2026-201.yaml: {delegation: }",
    "GOV018": "data/decisions/beslut-2026-201.yaml: {paragraph: }",
    "GOV019": "data/decisions/beslut-2026-201.yaml: {material: []}",
    "GOV020": "data/keys/nyckel-anknytningar.yaml: {measured_on: 2026-10-16}",
    "GOV021": """
data/decisions/beslut-2026-206.yaml:
  rulings:
    - {record: init-masterdata, outcome: approved, content: Genomförs 2027–2028.}
    - {record: init-masterdata, outcome: postponed, content: Tas upp igen i januari.}
""",
    "GOV022": "data/decisions/beslut-2026-201.yaml: {follow_up: }",
    "GOV023": """
data/decisions/beslut-2026-207.yaml:
  deviation_reason:
  rulings: [{record: init-datahall-fornyelse, outcome: postponed}]
""",
    "GOV025": "data/deliveries/leverans-forandringsstod.yaml: {no_pilot_reason: }",
    "GOV026": "data/deliveries/leverans-forandringsstod.yaml: {no_pilot_reason: , pilot: init-pilot-fallsensorer}",
    "GOV027": """
data/decisions/beslut-2026-018.yaml:
  rulings:
    - {record: leverans-piloter, outcome: approved, content: "Nivå standard, 6,0 mnkr 2027."}
    - {record: ram-piloter, outcome: approved, content: "6,0 mnkr 2027, samma pengar som leveransen piloter."}
""",
    "GOV028": """
data/deliveries/leverans-forandringsstod.yaml:
  agreed:
    - {body: beredande-niva, on: 2026-09-10, registry_number: STK-2026-1014}
    - {body: ekonomichefsgrupp, on: 2026-11-12, registry_number: STK-2026-1068}
""",
    "GOV038": "data/deliveries/leverans-forandringsstod.yaml: {no_pilot_reason: , pilot: init-visselblasning}",
}

_BODIES = {
    "GOV029": "data/objects/objekt-hr.yaml: {system_side: {manager: }}",
    "GOV030": "data/objects/objekt-hr.yaml: {business_side: {specialist: }}",
    "GOV031": 'data/objects/objekt-hr.yaml: {system_side: {owner: "HR-direktör, stadskontoret"}}',
    "GOV032": """
data/bodies/digitaliseringsansvariga.yaml:
  illustrative: true
  may_settle: [system_change, material]
  ceiling: 5 000 000 kr
  formal_decider: Stadsdirektören, på delegation från kommunstyrelsen
  delegation: Kommunstyrelsens delegationsordning, punkt 4.8
""",
    "GOV033": """
data/bodies/beslutande-niva.yaml:
  members:
    - {administration: stadskontoret, role: "Stadsdirektör, ordförande"}
    - {administration: service, role: Förvaltningsdirektör}
    - {administration: fgk, role: Fastighets- och gatudirektör}
    - {administration: miljo, role: Miljödirektör}
    - {administration: sbk, role: Stadsbyggnadsdirektör}
    - {administration: forskola, role: Förskoledirektör}
    - {administration: grundskola, role: Grundskoledirektör}
    - {administration: gymnasie, role: Utbildningsdirektör}
    - {administration: kultur, role: Kulturdirektör}
    - {administration: fritid, role: Fritidsdirektör}
    - {administration: funktionsstod, role: Funktionsstödsdirektör}
    - {administration: hvo, role: Förvaltningsdirektör}
    - {administration: asf, role: Social- och arbetsmarknadsdirektör}
""",
    "GOV034": "data/administrations/revision.yaml: {agreement: }",
    "GOV035": "data/bodies/beredande-niva.yaml: {level: supporting}",
    "GOV036": "data/bodies/arkitekturgrupp.yaml: {members: []}",
    "GOV037": "data/bodies/verksamhetsagare.yaml: {delegation: }",
}

_WAIVERS = {
    "WAI001": """
waivers.yaml: |
  waivers:
    - rule: SYS003
      record: sys-kort
      reason: Upphandlingen avslutas under hösten
      owner: Enhetschef upphandling
      until: 2026-09-30
""",
    "WAI002": """
waivers.yaml: |
  waivers:
    - rule: SYS003
      record: sys-lss
      reason: Upphandlingen avslutas under hösten
      owner: Enhetschef upphandling
      until: 2027-03-31
""",
    "WAI003": """
waivers.yaml: |
  waivers:
    - rule: SYS003
      record: sys-kort
      reason: Upphandlingen avslutas under hösten
      until: 2027-03-31
""",
}

_PRIVACY = {
    "PRI001": "data/initiatives/init-fordon-delning.yaml: {note: Provad av 811218-9876 under våren.}",
    "PRI002": "data/initiatives/init-fordon-delning.yaml: {note: Frågor till kalle77@gmail.com}",
    "PRI003": "data/initiatives/init-fordon-delning.yaml: {note: Frågor till anna.andersson@malmo.se}",
    "PRI004": "data/initiatives/init-fordon-delning.yaml: {note: Ring 070-174 06 05 vid frågor.}",
    "PRI005": "data/initiatives/init-fordon-delning.yaml: {executor: Anna Andersson}",
}

_OPENNESS = {
    "OPE001": """
data/systems/sys-badpassage.yaml:
  description: >-
    Årskort, simskola och vändkors på fem simhallar; 1,1 miljoner besök om året. Leverantörens stöd upphör
    2029-02-28.
""",
    "OPE002": """
data/systems/sys-skolval.yaml:
  description: Tar emot vårdnadshavares val. Valrutan Sverige AB tar 365 tkr om året.
""",
    "OPE003": """
data/initiatives/init-stark-autentisering.yaml:
  note: Brådskar. Elva system med uppgifter i klass 3 nås med enbart lösenord från stadens nät.
""",
    "OPE004": """
data/systems/sys-visselblasning.yaml: {visibility: restricted, note: Sekretess enligt OSL 18 kap. 8 §.}
""",
    "OPE005": "data/contracts/avtal-lager.yaml: {visibility: restricted}",
    "OPE006": "data/initiatives/init-skolval-diarieforing.yaml: {registry_number: }",
    "OPE007": "data/contracts/avtal-lager.yaml: {visibility: public}",
}

PLANTS: dict[str, str] = {
    **_FORM,
    **_REFERENCES,
    **_STAGES,
    **_DECISIONS,
    **_BODIES,
    **_WAIVERS,
    **_PRIVACY,
    **_OPENNESS,
}
"""Rule code → the fault, as a fragment."""
