"""One fault for each rule on coordination, contracts, systems, money, benefits and time, planted in Malmö's records.

Each is the smallest mistake of its kind that somebody could make. The key is the rule that must find it; the text
is what `tests.city.change` does to a copy of the city's data and settings. A list is written whole, since a change
sets keys and not places in lists.
"""

from __future__ import annotations

_AGENDAS = {
    "AGD001": """
data/agendas/agenda-2027.yaml: |
  id: agenda-2027
  name: Utvecklingsagenda 2027–2030
  illustrative: true
  decision: beslut-2025-201
  first: 2027-Q1
  last: 2030-Q4
  net_benefit: 1 mnkr
  digest: abc
  promised:
    - initiative: init-masterdata
      way: base
      start: 2028-Q2
      end: 2029-Q3
      basis: {cost: a00000000000, scope: a00000000000, dates: a00000000000}
""",
    "AGD002": """
data/agendas/agenda-2027.yaml: |
  id: agenda-2027
  name: Utvecklingsagenda 2027–2030
  illustrative: true
  decision: beslut-2026-104
  first: 2027-Q1
  last: 2030-Q4
  net_benefit: 1 mnkr
  digest: abc
  promised:
    - initiative: init-masterdata
      way: base
      start: 2028-Q2
      end: 2029-Q3
      basis: {cost: 'cf4303f7ce44', scope: '33a1d6a54f0e', dates: '6e462bf807aa'}
""",
    "AGD003": """
data/agendas/agenda-2027.yaml: |
  id: agenda-2027
  name: Utvecklingsagenda 2027–2030
  illustrative: true
  decision: beslut-2026-207
  first: 2027-Q1
  last: 2030-Q4
  net_benefit: 1 mnkr
  digest: abc
  promised:
    - initiative: init-masterdata
      way: base
      start: 2028-Q2
      end: 2029-Q3
      basis: {cost: 'cf4303f7ce44', scope: '33a1d6a54f0e', dates: '6e462bf807aa'}
""",
}
_SCENARIOS = {
    "SCE001": """
data/scenarios/scenario-stram-ram.yaml: {parent: scenario-stram-ram-fler-integratorer}
""",
    "SCE002": """
data/scenarios/scenario-stram-ram-forsenad-larplattform.yaml:
  money: [{payer: ram-plattformar, pot: operating, year: 2024, amount: -1 mnkr}]
""",
}
_COORDINATION = {
    "COO001": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  needs:
    capabilities:
      - {capability: formaga-saker-mobilitet, by: go_live}
""",
    "COO002": """
data/initiatives/init-skolval-diarieforing.yaml:
  affects:
    - {record: objekt-dokument-arende, how: '9 000 nya ärenden om året, en ny ärendetyp med gallringsregler och
        support till 120 användare. Objektet har lagt in arbetet i sin plan för 2028.'}
    - {record: sys-diarium, how: Ny ärendetyp och systemanvändare; själva gränssnittet byggs i ett annat
        initiativ., acknowledged_on: 2026-09-08, acknowledged_by: förvaltningsledare verksamhet för
        dokument och ärende}
    - {record: sys-skolval, how: Får ärendevy och skickar dialoger till diariet., changes: true,
        acknowledged_on: 2026-02-24, acknowledged_by: förvaltningsledare verksamhet för skola och förskola}
    - {record: sys-integrationsplattform, how: Ett nytt flöde med toppar i januari och februari.,
        acknowledged_on: 2026-06-03, acknowledged_by: objektspecialist system för integrationsplattformen}
""",
    "COO003": """
data/initiatives/init-skolval-diarieforing.yaml:
  needs:
    functions:
      - {system: sys-diarium, function: diarieforing}
      - {system: sys-skolval, function: diariedialog-skolval}
""",
    "COO004": """
data/initiatives/init-skolval-diarieforing.yaml: {scope_on: 2026-06-10}
""",
    "COO005": """
data/initiatives/init-skolval-diarieforing.yaml:
  affects:
    - {record: objekt-dokument-arende, how: '9 000 nya ärenden om året, en ny ärendetyp med gallringsregler och
        support till 120 användare. Objektet har lagt in arbetet i sin plan för 2028.', acknowledged_on: 2026-09-08}
    - {record: sys-diarium, how: Ny ärendetyp och systemanvändare; själva gränssnittet byggs i ett annat
        initiativ., acknowledged_on: 2026-09-08, acknowledged_by: förvaltningsledare verksamhet för
        dokument och ärende}
    - {record: sys-skolval, how: Får ärendevy och skickar dialoger till diariet., changes: true,
        acknowledged_on: 2026-02-24, acknowledged_by: förvaltningsledare verksamhet för skola och förskola}
    - {record: sys-integrationsplattform, how: Ett nytt flöde med toppar i januari och februari.,
        acknowledged_on: 2026-06-03, acknowledged_by: objektspecialist system för integrationsplattformen}
""",
    "COO006": """
data/initiatives/init-museisamling-digital.yaml:
  needs:
    contracts:
      - {contract: avtal-medarbetarenkat, by: go_live}
""",
    "COO007": """
data/initiatives/init-hemtjanst-mobilitet.yaml:
  affects:
    - {record: sys-hemtjanstplanering, how: 'Byggs om för arbete utan täckning, ny vy för dagens besök och registrering
        på plats.', changes: true, acknowledged_on: 2026-02-17, acknowledged_by: förvaltningsledare
        verksamhet för vård och omsorg}
    - {record: sys-vardjournal, how: Tar emot anteckningar och läser ut genomförandeplan genom gränssnitt i
        stället för genom nattlig fil., acknowledged_on: 2026-02-17, acknowledged_by: förvaltningsledare
        verksamhet för vård och omsorg}
    - {record: sys-mdm, how: '1 900 nya mobiler med krav på kryptering, skärmlås och fjärradering.',
        acknowledged_on: 2026-05-28, acknowledged_by: objektägare IT för IT-plattformar}
    - {record: sys-iam, how: Nya roller för hemtjänst och omsorgspersonal som loggar in starkt i mobil.,
        acknowledged_on: 2026-05-28, acknowledged_by: objektägare IT för IT-plattformar}
    - {record: leverans-mobil, how: Antalet hanterade mobiler ökar med en sjättedel; behovet av support ökar
        under införandet., acknowledged_on: 2026-06-11, acknowledged_by: leveransansvarig för mobil
        arbetsplats}
    - {record: sys-integrationsplattform, how: 'Tre nya flöden mellan planering, journal och bemanning.',
        acknowledged_on: 2026-06-03, acknowledged_by: objektspecialist system för integrationsplattformen}
    - {record: sys-sms-vard, how: Påminnelser om besök skickas som sms., acknowledged_on: 2026-02-17,
        acknowledged_by: förvaltningsledare verksamhet för vård och omsorg}
""",
    "COO008": """
data/objects/objekt-funktionsstod.yaml:
  system_side: {hours_per_year: ''}
""",
    "COO009": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  affects:
    - {record: sys-foreningsbidrag, how: 'Ny ansökan och kontroll mot medlemsuppgifter, i förvaltningens eget
        system.', changes: true, acknowledged_on: 2025-12-02, acknowledged_by: 'Förvaltningsledare verksamhet
        kultur och fritid, kulturförvaltningen', hours: 9 000}
""",
    "COO010": """
data/initiatives/init-hvo-digital-tillsyn.yaml:
  affects:
    - {record: sys-hemtjanstplanering, how: Får insatstypen digital tillsyn och tar emot händelser från
        sensorerna., acknowledged_on: 2026-03-05, acknowledged_by: förvaltningsledare verksamhet för vård
        och omsorg}
    - {record: sys-trygghetslarm, how: Larmcentralen tar emot sensorernas larm i samma kö som
        trygghetslarmen., acknowledged_on: 2026-03-05, acknowledged_by: enhetschef för larmcentralen,
        changes: true}
    - {record: leverans-natverk, how: 850 uppkopplade enheter i hemmen skiljs från stadens övriga nät.,
        acknowledged_on: 2026-04-21, acknowledged_by: leveransansvarig för nätverk}
""",
    "COO011": """
data/initiatives/init-museisamling-digital.yaml: {name: Föreningsbidrag utan blanketter, summary: 'Föreningar
    söker och redovisar bidrag på en sida, och deltagartillfällen hämtas ur föreningens eget medlemssystem. Omkring
    640 föreningar och 1 900 ansökningar om året.'}
""",
    "COO012": """
data/initiatives/init-skolval-diarieforing.yaml:
  affects:
    - {record: sys-skolval, how: Får ärendevy och skickar dialoger till diariet., changes: true,
        acknowledged_on: 2026-02-24, acknowledged_by: förvaltningsledare verksamhet för skola och förskola}
    - {record: sys-integrationsplattform, how: Ett nytt flöde med toppar i januari och februari.,
        acknowledged_on: 2026-06-03, acknowledged_by: objektspecialist system för integrationsplattformen}
""",
    "COO013": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  affects:
    - {record: sys-foreningsbidrag, how: 'Ny ansökan och kontroll mot medlemsuppgifter, i förvaltningens eget system.',
        changes: true, acknowledged_on: 2026-04-02, acknowledged_by: 'Förvaltningsledare verksamhet kultur och
        fritid, kulturförvaltningen'}
""",
}

_CONTRACTS = {
    "CON001": """
data/contracts/avtal-bibliotek.yaml:
  options:
    - {until: 2027-12-31, call_by: 2027-11-30}
""",
    "CON002": """
data/contracts/avtal-resa-tillbud.yaml: {options: ''}
""",
    "CON003": """
data/contracts/avtal-badpassage.yaml: {ends_on: 2026-02-28}
""",
    "CON004": """
data/contracts/avtal-bibliotek.yaml:
  options:
    - {until: 2029-12-31, call_by: 2026-10-30}
""",
    "CON005": """
data/contracts/avtal-krisledning.yaml:
  options:
    - {until: 2029-03-31}
""",
    "CON006": """
data/contracts/avtal-bibliotek.yaml:
  bought: {amount: 27 mnkr, up_to: 2026-10-31}
""",
    "CON007": """
data/initiatives/init-datahall-fornyelse.yaml:
  needs:
    procurements:
      - {what: 'Servrar, lagring och inplacering', months: 9, before_phase: 2}
      - {what: Kyla och kraft i hall A, months: 48, before_phase: 3}
""",
    "CON008": """
data/initiatives/init-datahall-fornyelse.yaml:
  needs:
    procurements:
      - {what: 'Servrar, lagring och inplacering', months: 6, before_phase: 2}
      - {what: Kyla och kraft i hall A, months: 12, before_phase: 3}
""",
    "CON009": """
data/contracts/avtal-parkering.yaml:
  procurement: {ready_by: 2027-12-31}
""",
    "CON010": """
data/contracts/avtal-bibliotek.yaml: {registry_number: ''}
""",
    "CON011": """
data/contracts/avtal-bibliotek.yaml: {notice_months: ''}
""",
}

_SYSTEMS = {
    "SYS001": """
data/objects/objekt-idrott.yaml: |
  id: objekt-idrott
  name: Idrott
  administration: fritid
  business_side:
    owner: Idrottschef, fritidsförvaltningen
    manager: Förvaltningsledare verksamhet idrott, fritidsförvaltningen
    specialist: Anläggningssamordnare, fritidsförvaltningen
  system_side:
    owner: Administrativ chef, fritidsförvaltningen
    manager: Förvaltningsledare IT idrott, fritidsförvaltningen
    specialist: Driftansvarig IT, fritidsförvaltningen
    hours_per_year: 400
  support: {users: business, incidents: system}
""",
    "SYS002": """
data/systems/sys-bibliotek.yaml: {incident_leader: ''}
""",
    "SYS003": """
data/systems/sys-bildarkiv.yaml: {criticality: high}
""",
    "SYS004": """
data/systems/sys-bibliotek.yaml: {information_class: ''}
""",
    "SYS005": """
data/objects/objekt-kultur-fritid.yaml:
  support: {users: system}
""",
    "SYS006": """
data/systems/sys-kompetens.yaml:
  lifecycle: {end_of_support: 2028-12-31}
""",
    "SYS007": """
data/systems/sys-bibliotek.yaml:
  lifecycle: {end_of_support: 2015-12-31}
""",
    "SYS008": """
data/systems/sys-foreningsbidrag.yaml: {disposition: eliminate}
""",
    "SYS009": """
data/capabilities/formaga-videomote.yaml:
  provided_by:
    - {by: sys-samarbete, since: 2020-04-01}
    - {by: sys-videomote, since: 2015-02-01}
data/systems/sys-videomote.yaml:
  lifecycle: {retires_on: 2026-10-31}
  yearly_cost: ''
""",
    "SYS010": """
data/systems/sys-lager.yaml:
  lifecycle: {retires_on: 2029-06-30}
""",
    "SYS011": """
data/systems/sys-apl.yaml:
  lifecycle: {retires_on: 2026-10-31}
""",
    "SYS012": """
data/functions.yaml:
  functions:
    budget-prognos: {may_repeat: ''}
""",
}

_FUNDING = {
    "FUN001": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  phases:
    - name: Ansökan och kontroller
      periods: 2
      costs:
        - {what: leverantörens ändring av ansökan, amount: 800 tkr, funder: ram-plattformar}
    - name: Redovisning ur medlemssystem
      periods: 2
      costs:
        - {what: hämtning av deltagartillfällen, amount: 350 tkr, funder: fritid}
        - {what: stöd till små föreningar, amount: 150 tkr, funder: fritid}
""",
    "FUN002": """
data/initiatives/init-ekot-e-faktura.yaml:
  phases:
    - name: Attestordning, konteringsregler och leverantörsregister
      periods: 2
      hours: {pool-projektledare: 400, pool-forandringsledare: 200, pool-arkitekter: 250,
          pool-integration: 300, pool-informationssakerhet: 150, pool-systemforvaltning: 500,
          pool-upphandling-avtal: 350}
      costs:
        - {what: rensning av leverantörsregister, amount: 700 tkr, funder: stadskontoret}
        - {what: översyn av attestordning med revisionsstöd, amount: 600 tkr, funder:
            andringsmedel-stadskontoret}
    - name: Uppsättning och prov i tre förvaltningar
      periods: 2
      hours: {pool-projektledare: 600, pool-forandringsledare: 200, pool-arkitekter: 200,
          pool-integration: 1100, pool-identitet: 300, pool-informationssakerhet: 150, pool-utvecklare: 700,
        pool-systemforvaltning: 700}
      costs:
        - {what: 'modul för matchning och kontering, engångslicens', amount: '4,8 mnkr', funder:
            andringsmedel-stadskontoret, pot: investment, life_years: 5, in_service: 2028-07-01}
        - {what: leverantörens uppsättning, amount: '4,2 mnkr', funder: andringsmedel-stadskontoret}
    - name: Breddinförande och avveckling av skanning
      periods: 2
      hours: {pool-projektledare: 400, pool-forandringsledare: 300, pool-arkitekter: 50,
          pool-integration: 200, pool-utvecklare: 200, pool-systemforvaltning: 500,
          pool-plattform-drift: 150}
      costs:
        - {what: utbildning av 2 900 attestanter, amount: 1 300 tkr, funder: andringsmedel-stadskontoret}
        - {what: anslutning av 600 mindre leverantörer, amount: 1 100 tkr, funder:
            andringsmedel-stadskontoret}
        - {what: avveckling av skanningstjänst, amount: 800 tkr, funder: andringsmedel-stadskontoret}
""",
    "FUN003": """
data/initiatives/init-foreningsbidrag-ansokan.yaml: {illustrative: ''}
""",
    "FUN004": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  phases:
    - name: Ansökan och kontroller
      periods: 2
      costs:
        - {what: leverantörens ändring av ansökan, amount: 800 tkr, funder: fritid}
    - name: Redovisning ur medlemssystem
      periods: 2
      costs:
        - {what: hämtning av deltagartillfällen, amount: 350 tkr, funder: kultur}
        - {what: stöd till små föreningar, amount: 150 tkr, funder: fritid}
""",
    "FUN005": """
data/systems/sys-diarium.yaml: {key: nyckel-arendeanvandare}
""",
    "FUN006": """
data/systems/sys-bibliotek.yaml: {price_year: 2024}
""",
    "FUN007": """
data/funders/ram-plattformar.yaml:
  frames:
    - {year: 2027, operating: 22 000 tkr, investment: 18 000 tkr, status: council}
    - {year: 2028, operating: 21 700 tkr, investment: 17 700 tkr, status: frame}
    - {year: 2029, operating: 21 400 tkr, investment: 17 450 tkr, status: requested}
""",
    "FUN008": """
data/funders/ram-plattformar.yaml:
  frames:
    - {year: 2027, operating: 22 000 tkr, investment: 18 000 tkr, status: council}
    - {year: 2028, operating: 21 700 tkr, investment: 17 700 tkr, status: frame}
    - {year: 2029, operating: 21 400 tkr, investment: 17 450 tkr, status: requested}
    - {year: 2030, operating: 21 100 tkr, investment: 17 200 tkr, status: requested}
    - {year: 2028, operating: 21 mnkr, status: requested}
""",
    "FUN009": """
data/systems/sys-bibliotek.yaml: {funded_by: ''}
""",
    "FUN010": """
data/systems/sys-hemtjanstplanering.yaml:
  funded_by: [ram-plattformar]
""",
    "FUN011": """
data/initiatives/init-datahall-fornyelse.yaml:
  phases:
    - name: Dimensionering och upphandling
      periods: 3
      hours: {pool-projektledare: 420, pool-arkitekter: 360, pool-informationssakerhet: 240,
          pool-plattform-drift: 700, pool-integration: 60, pool-identitet: 60, pool-upphandling-avtal: 620,
        pool-systemforvaltning: 80}
      costs:
        - {what: 'Projektering av kyla, kraft och återvinning', amount: '1,7 mnkr', funder: ram-plattformar,
            pot: operating}
    - name: Lagring och servrar i hall B
      periods: 2
      hours: {pool-projektledare: 620, pool-arkitekter: 260, pool-informationssakerhet: 280,
          pool-plattform-drift: 1 700, pool-integration: 320, pool-identitet: 140,
          pool-upphandling-avtal: 100, pool-utvecklare: 60, pool-systemforvaltning: 320}
      costs:
        - {what: 'Servrar och lagring, hall B', amount: '13,2 mnkr', funder: ram-plattformar, pot:
            investment, life_years: 5}
        - {what: Flytt av 240 servrar, amount: '2,6 mnkr', funder: ram-plattformar, pot: operating}
    - name: Ombyggnad av hall A och flytt
      periods: 3
      hours: {pool-projektledare: 860, pool-arkitekter: 200, pool-informationssakerhet: 200,
          pool-plattform-drift: 1 900, pool-integration: 200, pool-identitet: 40, pool-upphandling-avtal: 80,
        pool-utvecklare: 100, pool-systemforvaltning: 380}
      costs:
        - {what: 'Kyla, kraft och värmeåtervinning', amount: '9,8 mnkr', funder: ram-plattformar, pot:
            investment, life_years: 15, in_service: 2030-07-01}
        - {what: 'Servrar, hall A', amount: '5,9 mnkr', funder: ram-plattformar, pot: investment, life_years: 5,
          in_service: 2030-07-01}
        - {what: 'Flytt, prov av återställning och rivning', amount: '2,4 mnkr', funder: ram-plattformar,
            pot: operating}
        - {what: Återställningsövning med åtta förvaltningar, amount: 400 tkr, funder: ram-plattformar, pot:
            operating}
""",
    "FUN012": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  phases:
    - name: Ansökan och kontroller
      periods: 2
      costs:
        - {what: leverantörens ändring av ansökan, amount: 800 tkr, funder: fritid, life_years: 5}
    - name: Redovisning ur medlemssystem
      periods: 2
      costs:
        - {what: hämtning av deltagartillfällen, amount: 350 tkr, funder: fritid}
        - {what: stöd till små föreningar, amount: 150 tkr, funder: fritid}
""",
    "FUN013": """
data/initiatives/init-datahall-fornyelse.yaml:
  operating_costs:
    - {what: Serviceavtal för ny utrustning, per_year: '1,1 mnkr', borne_by: leverans-servrar-lagring}
    - {what: Förbindelse mellan hallarna, per_year: 450 tkr, borne_by: leverans-natverk}
    - {what: Avskrivning på servrar, per_year: 2 600 tkr, borne_by: leverans-servrar-lagring}
""",
    "FUN014": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  provides: [formaga-e-tjanst]
""",
    "FUN015": """
data/initiatives/init-datahall-fornyelse.yaml:
  take_up: []
""",
    "FUN016": """
data/funders/ram-plattformar.yaml:
  frames:
    - {year: 2027, operating: 2 200 tkr, investment: 18 000 tkr, status: council}
    - {year: 2028, operating: 21 700 tkr, investment: 17 700 tkr, status: frame}
    - {year: 2029, operating: 21 400 tkr, investment: 17 450 tkr, status: requested}
    - {year: 2030, operating: 21 100 tkr, investment: 17 200 tkr, status: requested}
""",
    "FUN017": """
data/funders/ram-piloter.yaml:
  frames:
    - {year: 2027, operating: 600 tkr, status: council}
    - {year: 2028, operating: 5 910 tkr, status: frame}
    - {year: 2029, operating: 5 820 tkr, status: requested}
    - {year: 2030, operating: 5 730 tkr, status: requested}
""",
    "FUN018": """
data/initiatives/init-hemtjanst-mobilitet.yaml:
  operating_costs:
    - {what: licenser för mobil planering och dokumentation, per_year: '2,9 mnkr', borne_by: hvo}
    - {what: abonnemang och utbyte av mobiler vart fjärde år, per_year: '2,1 mnkr', borne_by: hvo}
    - {what: 'nära stöd till användarna, en halv tjänst', per_year: 500 tkr, borne_by:
        statsbidrag-valfardsteknik}
""",
    "FUN019": """
data/funders/eu-digital-delaktighet.yaml: {ends_after: 2028}
""",
    "FUN020": """
data/initiatives/init-visselblasning.yaml: {operating_costs: ''}
""",
    "FUN021": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  operating_costs:
    - {what: licens för hämtning av uppgifter, per_year: 120 tkr, borne_by: kultur}
""",
}

_DELIVERIES = {
    "DEL001": """
data/deliveries/leverans-telefoni.yaml:
  agreed:
    - {body: beredande-niva, on: 2026-09-10, registry_number: STK-2026-1014}
""",
    "DEL002": """
data/deliveries/leverans-telefoni.yaml:
  cost_parts: []
""",
    "DEL003": """
data/deliveries/leverans-telefoni.yaml:
  cost_parts:
    - name: Licenser per anknytning
      category: licences
      behaviour: variable
      per_year: {2027: 4 000 tkr, 2028: 3 900 tkr, 2029: 3 800 tkr}
    - name: Support från leverantör
      category: support_fees
      behaviour: fixed
      per_year: {2027: 1 500 tkr, 2028: 1 500 tkr, 2029: 1 500 tkr, 2030: 1 500 tkr}
    - name: Personal, telefonister
      category: staff
      behaviour: fixed
      per_year: {2027: 3 100 tkr, 2028: 3 070 tkr, 2029: 3 040 tkr, 2030: 3 010 tkr}
    - name: Personal, drift
      category: staff
      behaviour: fixed
      per_year: {2027: 1 500 tkr, 2028: 1 500 tkr, 2029: 1 500 tkr, 2030: 1 500 tkr}
    - name: Trafikavgifter
      category: other
      behaviour: variable
      per_year: {2027: 5 000 tkr, 2028: 4 820 tkr, 2029: 4 660 tkr, 2030: 4 490 tkr}
    - name: Konsulter vid ändrade svarsflöden
      category: consultants
      behaviour: variable
      per_year: {2027: 700 tkr, 2028: 700 tkr, 2029: 700 tkr, 2030: 700 tkr}
    - name: Växel
      category: capital
      behaviour: stepped
      asset: {outlay: 16 000 tkr, in_service: 2023-01-01, life_years: 8}
      step_capacity: 25 000
""",
    "DEL004": """
data/deliveries/leverans-telefoni.yaml:
  excluded:
    - {administration: stadskontoret, reason: Har egen lösning}
    - {administration: service, reason: Har egen lösning}
    - {administration: fgk, reason: Har egen lösning}
    - {administration: miljo, reason: Har egen lösning}
    - {administration: sbk, reason: Har egen lösning}
    - {administration: forskola, reason: Har egen lösning}
    - {administration: grundskola, reason: Har egen lösning}
    - {administration: gymnasie, reason: Har egen lösning}
    - {administration: kultur, reason: Har egen lösning}
    - {administration: fritid, reason: Har egen lösning}
    - {administration: funktionsstod, reason: Har egen lösning}
    - {administration: hvo, reason: Har egen lösning}
    - {administration: asf, reason: Har egen lösning}
    - {administration: overformyndar, reason: Har egen lösning}
    - {administration: revision, reason: Har egen lösning}
""",
    "DEL005": """
data/deliveries/leverans-piloter.yaml: {retires_on: 2029-12-31}
""",
    "DEL006": """
data/deliveries/leverans-telefoni.yaml:
  cost_parts:
    - name: Licenser per anknytning
      category: licences
      behaviour: variable
      per_year: {2027: 4 000 tkr, 2028: 3 900 tkr, 2029: 3 800 tkr, 2030: 3 710 tkr}
    - name: Support från leverantör
      category: support_fees
      behaviour: fixed
      per_year: {2027: 1 500 tkr, 2028: 1 500 tkr, 2029: 1 500 tkr, 2030: 1 500 tkr}
    - name: Personal, telefonister
      category: staff
      behaviour: fixed
      per_year: {2027: 3 100 tkr, 2028: 3 070 tkr, 2029: 3 040 tkr, 2030: 3 010 tkr}
    - name: Personal, drift
      category: staff
      behaviour: fixed
      per_year: {2027: 1 500 tkr, 2028: 1 500 tkr, 2029: 1 500 tkr, 2030: 1 500 tkr}
    - name: Trafikavgifter
      category: other
      behaviour: variable
      per_year: {2027: 5 000 tkr, 2028: 4 820 tkr, 2029: 4 660 tkr, 2030: 4 490 tkr}
    - name: Konsulter vid ändrade svarsflöden
      category: consultants
      behaviour: variable
      per_year: {2027: 700 tkr, 2028: 700 tkr, 2029: 700 tkr, 2030: 700 tkr}
    - name: Växel
      category: capital
      behaviour: stepped
      asset: {outlay: 16 000 tkr, in_service: 2023-01-01, life_years: 3}
      step_capacity: 25 000
""",
    "DEL008": """
data/deliveries/leverans-telefoni.yaml:
  cost_parts:
    - name: Licenser per anknytning
      category: licences
      behaviour: stepped
      per_year: {2027: 4 000 tkr, 2028: 3 900 tkr, 2029: 3 800 tkr, 2030: 3 710 tkr}
""",
    "DEL007": """
data/deliveries/leverans-telefoni.yaml:
  cost_parts:
    - name: Licenser per anknytning
      category: licences
      behaviour: variable
      per_year: {2027: 4 000 tkr, 2028: 3 900 tkr, 2029: 3 800 tkr, 2030: 3 710 tkr}
    - name: Support från leverantör
      category: support_fees
      behaviour: fixed
      per_year: {2027: 1 500 tkr, 2028: 1 500 tkr, 2029: 1 500 tkr, 2030: 1 500 tkr}
    - name: Personal, telefonister
      category: staff
      behaviour: fixed
      per_year: {2027: 3 100 tkr, 2028: 3 070 tkr, 2029: 3 040 tkr, 2030: 3 010 tkr}
    - name: Personal, drift
      category: staff
      behaviour: fixed
      per_year: {2027: 1 500 tkr, 2028: 1 500 tkr, 2029: 1 500 tkr, 2030: 1 500 tkr}
    - name: Trafikavgifter
      category: other
      behaviour: variable
      per_year: {2027: 5 000 tkr, 2028: 4 820 tkr, 2029: 4 660 tkr, 2030: 4 490 tkr}
    - name: Konsulter vid ändrade svarsflöden
      category: consultants
      behaviour: variable
      per_year: {2027: 700 tkr, 2028: 700 tkr, 2029: 700 tkr, 2030: 700 tkr}
    - name: Växel
      category: capital
      behaviour: stepped
      asset: {outlay: 16 000 tkr, in_service: 2023-01-01, life_years: 8}
      step_capacity: 25 000
    - name: Växel
      category: capital
      behaviour: fixed
      per_year: {2027: 2 mnkr, 2028: 2 mnkr, 2029: 2 mnkr, 2030: 2 mnkr}
""",
    "DEL009": """
data/deliveries/leverans-telefoni.yaml:
  serves: [{delivery: leverans-identitet, share: 100 %}]
data/deliveries/leverans-identitet.yaml:
  serves: [{delivery: leverans-telefoni, share: 100 %}]
""",
    "DEL010": """
data/deliveries/leverans-servicedesk.yaml:
  serves: [{delivery: leverans-servrar-lagring, share: 60 %}, {delivery: leverans-arbetsplats, share: 50 %}]
""",
    "DEL011": """
data/deliveries/leverans-telefoni.yaml:
  serves: [{delivery: leverans-servicedesk, units: {2028: 21 401}}]
""",
    "DEL012": """
data/deliveries/leverans-piloter.yaml:
  retires_on: 2027-12-31
  cost_parts: [{name: Försök, category: other, behaviour: fixed, per_year: {2027: 6 000 tkr}}]
data/deliveries/leverans-servicedesk.yaml:
  serves: [{delivery: leverans-piloter, share: 1 %}]
""",
    "DEL013": """
data/deliveries/leverans-telefoni.yaml:
  volumes: {2028: ''}
  capacity: {2028: 25 000}
""",
    "DEL014": """
data/deliveries/leverans-telefoni.yaml:
  capacity: {2027: 21 000}
""",
    "DEL015": """
itgov.yaml: {allocation: {method: step_down, order: [leverans-servicedesk]}}
""",
    "DEL016": """
data/deliveries/leverans-telefoni.yaml:
  excluded:
    - {administration: revision, reason: Har egen växel, since: 2028-01-01}
    - {administration: revision, reason: Har egen växel, until: 2028-01-01}
""",
    "DEL017": """
data/deliveries/leverans-e-arkiv.yaml:
  consumers: [hvo, asf]
  excluded:
    - {administration: hvo, reason: Inga bevarade handlingar, until: 2028-01-01}
    - {administration: asf, reason: Inga bevarade handlingar, since: 2027-01-01, until: 2027-12-31}
""",
}

_KEYS = {
    "KEY001": """
data/keys/nyckel-anknytningar.yaml:
  values: {revision: ''}
  total: 21 983
""",
    "KEY002": """
data/keys/nyckel-anknytningar.yaml:
  values: {miljo: 251}
""",
    "KEY003": """
data/keys/nyckel-mobiler.yaml: {wanted_direction: more}
""",
    "KEY004": """
data/keys/nyckel-mobiler.yaml:
  valid_for: [2028, 2029, 2030]
""",
    "KEY005": """
data/keys/nyckel-anknytningar.yaml:
  values: {stadskontoret: 0, service: 0, fgk: 0, miljo: 0, sbk: 0, forskola: 0, grundskola: 0,
      gymnasie: 0, kultur: 0, fritid: 0, funktionsstod: 0, hvo: 0, asf: 0, overformyndar: 0,
      revision: 0}
  total: 0
""",
    "KEY006": """
data/keys/nyckel-mobiler.yaml: {measured_on: 2023-08-31}
""",
    "KEY007": """
data/keys/nyckel-mobiler.yaml: {measured_on: 2026-10-31}
""",
    "KEY008": """
data/keys/nyckel-mobiler.yaml:
  agreed:
    - {body: beredande-niva, on: 2026-09-10, registry_number: STK-2026-1014}
""",
    "KEY009": """
data/keys/nyckel-mobiler.yaml: {locked_on: ''}
""",
    "KEY010": """
data/keys/nyckel-mobiler.yaml: {locked_on: 2026-09-01}
""",
    "KEY011": """
data/keys/nyckel-mobiler.yaml: {definition: 'Antal aktiva anknytningar i växeln: fasta, mobila och gruppnummer.
    Larm- och hissnummer räknas inte.'}
""",
    "KEY012": """
data/keys/nyckel-arendeanvandare.yaml:
  values: ''
  total: ''
  mix: [{key: nyckel-arsanstallda, weight: 50 %}, {key: nyckel-ekot-2026, weight: 50 %}]
""",
    "KEY013": """
data/keys/nyckel-anknytningar.yaml:
  bounds:
    - {administration: hvo, least: 60 %, reason: Har flest nummer}
    - {administration: grundskola, least: 50 %, reason: Har näst flest}
""",
    "KEY014": """
data/keys/nyckel-anknytningar.yaml:
  bounds: [{administration: revision, most: 1 %, reason: Är liten}]
data/deliveries/leverans-telefoni.yaml:
  excluded: [{administration: revision, reason: Har egen växel}]
""",
    "KEY015": """
data/keys/nyckel-anknytningar.yaml:
  shares: {revision: 1 %}
data/deliveries/leverans-telefoni.yaml:
  excluded: [{administration: revision, reason: Har egen växel, since: 2029-07-01}]
""",
    "KEY017": """
data/keys/nyckel-anknytningar.yaml:
  shares: {hvo: 20 %, revision: 1 %}
data/deliveries/leverans-telefoni.yaml:
  consumers: [hvo, revision]
""",
    "KEY018": """
data/keys/nyckel-anknytningar.yaml:
  values: {miljo: 999 999 999 999}
  total: ''
data/deliveries/leverans-telefoni.yaml: {unit: telefonanknytning}
""",
    "KEY019": """
data/deliveries/leverans-telefoni.yaml:
  volumes: {2029: 2 070}
""",
    "KEY016": """
data/keys/nyckel-mobiler.yaml:
  per_year: {2030: ''}
""",
}

_INDICES = {
    "IDX001": """
data/indices/index-kontorslicenser.yaml:
  values: {2030: ''}
""",
    "IDX002": """
data/indices/index-eur.yaml:
  values: {2026: 0}
""",
    "IDX003": """
data/indices/index-eur.yaml: {published_on: 2025-11-01}
""",
    "IDX004": """
itgov.yaml: {price_year: 2023}
""",
}
_TRANSFER = {
    "TRF001": """
data/charges/ersattning-arsavgift.yaml: {total: 111 000 tkr}
""",
    "TRF002": """
data/charges/ersattning-egen-ram.yaml: {year: 2025}
""",
    "TRF003": """
data/moves/flytt-forvaltare-skola.yaml: {to_administration: grundskola}
""",
    "TRF004": """
data/bridges/overbryggning-kost.yaml: {paid_to: grundskola}
""",
    "TRF005": """
data/bridges/overbryggning-kost.yaml: {proposed: ''}
""",
    "OUT001": """
data/outcomes/utfall-telefoni-rattelse.yaml: |
  id: utfall-telefoni-rattelse
  name: Rättelse av mars
  illustrative: true
  of: leverans-telefoni
  year: 2027
  booked: [{month: 3, string: 7160-920-6810, amount: -40 tkr}]
""",
    "OUT002": """
data/outcomes/utfall-natverk-2027.yaml: {of: sys-natverk}
""",
    "OUT003": """
data/ledgers/huvudbok-ekot.yaml:
  left_out: [{begins_with: "7010", reason: Egna system.}]
""",
    "OUT004": """
data/outcomes/utfall-e-arkiv-2027.yaml:
  booked: [{month: 1, string: 7030-920-6810, amount: 100 tkr, part: Licenzer}]
""",
    "OUT005": """
data/outcomes/utfall-e-arkiv-2027.yaml: {year: 2072}
""",
}
_BENEFITS = {
    "BEN001": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  benefits:
    - name: Kortare handläggning av bidrag
      category: reallocation
      valued: true
      receiver: fritid
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Arbetstid per ansökan, unit: minuter, baseline: 75, baseline_on: 2025-12-31,
          target: 36, target_on: 2029-06-30}
      owner: Enhetschef för föreningsstöd, fritidsförvaltningen
      words: 1 900 ansökningar × 39 minuter × 390 kr per timme.
    - {name: Mindre ideell tid på blanketter, category: citizen, valued: false, points: 4, words:
        Föreningarnas kassörer lägger kvällarna på verksamheten. En liten förening sparar omkring tolv
        timmar om året., owner: 'Enhetschef för föreningsstöd, fritidsförvaltningen'}
""",
    "BEN002": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  benefits:
    - name: Kortare handläggning av bidrag
      category: reallocation
      valued: true
      receiver: fritid
      per_year: {low: 300 tkr, likely: 680 tkr, high: 600 tkr}
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Arbetstid per ansökan, unit: minuter, baseline: 75, baseline_on: 2025-12-31,
          target: 36, target_on: 2029-06-30}
      owner: Enhetschef för föreningsstöd, fritidsförvaltningen
      words: 1 900 ansökningar × 39 minuter × 390 kr per timme.
    - {name: Mindre ideell tid på blanketter, category: citizen, valued: false, points: 4, words:
        Föreningarnas kassörer lägger kvällarna på verksamheten. En liten förening sparar omkring tolv
        timmar om året., owner: 'Enhetschef för föreningsstöd, fritidsförvaltningen'}
""",
    "BEN003": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  benefits:
    - name: Kortare handläggning av bidrag
      category: reallocation
      valued: true
      receiver: fritid
      per_year: {low: 300 tkr, likely: 480 tkr, high: 600 tkr}
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Arbetstid per ansökan, unit: minuter, baseline: 75, baseline_on: 2025-12-31,
          target: 36, target_on: 2029-06-30}
      owner: Enhetschef för föreningsstöd, fritidsförvaltningen
      words: 1 900 ansökningar × 39 minuter × 390 kr per timme.
      points: 3
    - {name: Mindre ideell tid på blanketter, category: citizen, valued: false, points: 4, words:
        Föreningarnas kassörer lägger kvällarna på verksamheten. En liten förening sparar omkring tolv
        timmar om året., owner: 'Enhetschef för föreningsstöd, fritidsförvaltningen'}
""",
    "BEN004": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  benefits:
    - name: Kortare handläggning av bidrag
      category: reallocation
      valued: true
      receiver: fritid
      per_year: {low: 300 tkr, likely: 480 tkr, high: 600 tkr}
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Arbetstid per ansökan, unit: minuter, baseline: 75, baseline_on: 2025-12-31,
          target: 36, target_on: 2029-06-30}
      owner: Enhetschef för föreningsstöd, fritidsförvaltningen
      words: 1 900 ansökningar × 39 minuter × 390 kr per timme.
    - {name: Mindre ideell tid på blanketter, category: citizen, valued: false, points: 4, owner: 'Enhetschef
        för föreningsstöd, fritidsförvaltningen'}
""",
    "BEN005": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  benefits:
    - name: Kortare handläggning av bidrag
      category: reallocation
      valued: true
      per_year: {low: 300 tkr, likely: 480 tkr, high: 600 tkr}
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Arbetstid per ansökan, unit: minuter, baseline: 75, baseline_on: 2025-12-31,
          target: 36, target_on: 2029-06-30}
      owner: Enhetschef för föreningsstöd, fritidsförvaltningen
      words: 1 900 ansökningar × 39 minuter × 390 kr per timme.
    - {name: Mindre ideell tid på blanketter, category: citizen, valued: false, points: 4, words:
        Föreningarnas kassörer lägger kvällarna på verksamheten. En liten förening sparar omkring tolv
        timmar om året., owner: 'Enhetschef för föreningsstöd, fritidsförvaltningen'}
""",
    "BEN006": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  benefits:
    - name: Kortare handläggning av bidrag
      category: reallocation
      valued: true
      receiver: fritid
      per_year: {low: 300 tkr, likely: 480 tkr, high: 600 tkr}
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Arbetstid per ansökan, unit: minuter, baseline: 75, baseline_on: 2025-12-31,
          target: 36, target_on: 2029-06-30}
      words: 1 900 ansökningar × 39 minuter × 390 kr per timme.
    - {name: Mindre ideell tid på blanketter, category: citizen, valued: false, points: 4, words:
        Föreningarnas kassörer lägger kvällarna på verksamheten. En liten förening sparar omkring tolv
        timmar om året., owner: 'Enhetschef för föreningsstöd, fritidsförvaltningen'}
""",
    "BEN007": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  benefits:
    - name: Kortare handläggning av bidrag
      category: reallocation
      valued: true
      receiver: fritid
      per_year: {low: 300 tkr, likely: 480 tkr, high: 600 tkr}
      ramp: [40 %, 80 %, 100 %]
      owner: Enhetschef för föreningsstöd, fritidsförvaltningen
      words: 1 900 ansökningar × 39 minuter × 390 kr per timme.
    - {name: Mindre ideell tid på blanketter, category: citizen, valued: false, points: 4, words:
        Föreningarnas kassörer lägger kvällarna på verksamheten. En liten förening sparar omkring tolv
        timmar om året., owner: 'Enhetschef för föreningsstöd, fritidsförvaltningen'}
""",
    "BEN008": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  benefits:
    - name: Kortare handläggning av bidrag
      category: reallocation
      valued: true
      receiver: fritid
      per_year: {low: 300 tkr, likely: 480 tkr, high: 600 tkr}
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Arbetstid per ansökan, unit: minuter, baseline_on: 2025-12-31, target: 36,
          target_on: 2029-06-30}
      owner: Enhetschef för föreningsstöd, fritidsförvaltningen
      words: 1 900 ansökningar × 39 minuter × 390 kr per timme.
    - {name: Mindre ideell tid på blanketter, category: citizen, valued: false, points: 4, words:
        Föreningarnas kassörer lägger kvällarna på verksamheten. En liten förening sparar omkring tolv
        timmar om året., owner: 'Enhetschef för föreningsstöd, fritidsförvaltningen'}
""",
    "BEN009": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  benefits:
    - name: Kortare handläggning av bidrag
      category: reallocation
      valued: true
      receiver: fritid
      per_year: {low: 300 tkr, likely: 480 tkr, high: 600 tkr}
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Arbetstid per ansökan, unit: minuter, baseline: 75, baseline_on: 2025-12-31,
          target_on: 2029-06-30}
      owner: Enhetschef för föreningsstöd, fritidsförvaltningen
      words: 1 900 ansökningar × 39 minuter × 390 kr per timme.
    - {name: Mindre ideell tid på blanketter, category: citizen, valued: false, points: 4, words:
        Föreningarnas kassörer lägger kvällarna på verksamheten. En liten förening sparar omkring tolv
        timmar om året., owner: 'Enhetschef för föreningsstöd, fritidsförvaltningen'}
""",
    "BEN010": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  benefits:
    - name: Kortare handläggning av bidrag
      category: reallocation
      valued: true
      receiver: fritid
      per_year: {low: 300 tkr, likely: 480 tkr, high: 600 tkr}
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Arbetstid per ansökan, unit: minuter, baseline: 75, baseline_on: 2025-12-31,
          target: 36, target_on: 2026-12-31}
      owner: Enhetschef för föreningsstöd, fritidsförvaltningen
      words: 1 900 ansökningar × 39 minuter × 390 kr per timme.
    - {name: Mindre ideell tid på blanketter, category: citizen, valued: false, points: 4, words:
        Föreningarnas kassörer lägger kvällarna på verksamheten. En liten förening sparar omkring tolv
        timmar om året., owner: 'Enhetschef för föreningsstöd, fritidsförvaltningen'}
""",
    "BEN011": """
data/initiatives/init-visselblasning.yaml:
  benefits:
    - name: Egna kanaler och avtal upphör
      category: cashable
      valued: true
      receiver: gymnasie
      per_year: {low: 60 tkr, likely: 90 tkr, high: 100 tkr}
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Avgift för egen telefonsvarare och postlåda, unit: kronor per år, baseline: 95 tkr,
          baseline_on: 2026-10-31, target: 0 kr, target_on: 2027-12-31}
      owner: Ekonomichef, gymnasie- och vuxenutbildningsförvaltningen
      budget_effect: kept_in_own_frame
    - name: Lagens krav uppfylls i varje nämnd
      category: law
      valued: false
      points: 4
      words: Den som rapporterar får bekräftelse inom sju dagar och återkoppling inom tre månader, och kan
        vara anonym.
      measure: {name: Ärenden med återkoppling inom tre månader, unit: andel, baseline: 61 %, baseline_on: 2025-12-31,
        target: 100 %, target_on: 2027-12-31}
      owner: Chefsjurist, stadskontoret
""",
    "BEN012": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  benefits:
    - name: Kortare handläggning av bidrag
      category: reallocation
      valued: true
      receiver: fritid
      per_year: {low: 300 tkr, likely: 480 tkr, high: 600 tkr}
      ramp: [80 %, 40 %, 100 %]
      measure: {name: Arbetstid per ansökan, unit: minuter, baseline: 75, baseline_on: 2025-12-31,
          target: 36, target_on: 2029-06-30}
      owner: Enhetschef för föreningsstöd, fritidsförvaltningen
      words: 1 900 ansökningar × 39 minuter × 390 kr per timme.
    - {name: Mindre ideell tid på blanketter, category: citizen, valued: false, points: 4, words:
        Föreningarnas kassörer lägger kvällarna på verksamheten. En liten förening sparar omkring tolv
        timmar om året., owner: 'Enhetschef för föreningsstöd, fritidsförvaltningen'}
""",
    "BEN013": """
data/initiatives/init-fordon-delning.yaml:
  benefits:
    - name: Färre leasade bilar i funktionsstöd
      category: cashable
      valued: true
      receiver: funktionsstod
      per_year: {low: 500 tkr, likely: 900 tkr, high: 1 200 tkr}
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Leasade bilar, unit: bilar, baseline: 248, baseline_on: 2026-08-31, target: 225,
          target_on: 2031-06-30}
      owner: Ekonomichef, funktionsstödsförvaltningen
    - name: Färre leasade bilar i vård och omsorg
      category: cashable
      valued: true
      receiver: hvo
      per_year: {low: 700 tkr, likely: 1 300 tkr, high: 1 700 tkr}
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Leasade bilar, unit: bilar, baseline: 390, baseline_on: 2026-08-31, target: 355,
          target_on: 2031-06-30}
      owner: Ekonomichef, hälsa-, vård- och omsorgsförvaltningen
      budget_effect: efficiency_requirement
    - name: Körjournal utan papper
      category: reallocation
      valued: true
      receiver: asf
      per_year: {low: 400 tkr, likely: 700 tkr, high: 900 tkr}
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Tid för nycklar och journal, unit: minuter per resa, baseline: 7, baseline_on: 2026-08-31,
        target: 2, target_on: 2031-06-30}
      owner: Administrativ chef, arbetsmarknads- och socialförvaltningen
    - {name: Mindre utsläpp och färre bilar i staden, category: environment, valued: false, points: 3,
        words: 160 färre bilar frigör parkering och minskar körningen med 9 procent.,
        owner: 'Fordonschef, serviceförvaltningen'}
""",
    "BEN014": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  benefits:
    - name: Kortare handläggning av bidrag
      category: reallocation
      valued: true
      receiver: fritid
      per_year: {low: 300 tkr, likely: 480 tkr, high: 600 tkr}
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Arbetstid per ansökan, unit: minuter, baseline: 75, baseline_on: 2025-12-31,
          target: 36, target_on: 2029-06-30}
      owner: Enhetschef för föreningsstöd, fritidsförvaltningen
      words: 1 900 ansökningar × 39 minuter × 390 kr per timme.
      budget_effect: kept_in_own_frame
    - {name: Mindre ideell tid på blanketter, category: citizen, valued: false, points: 4, words:
        Föreningarnas kassörer lägger kvällarna på verksamheten. En liten förening sparar omkring tolv
        timmar om året., owner: 'Enhetschef för föreningsstöd, fritidsförvaltningen'}
""",
    "BEN015": """
data/initiatives/init-fordon-delning.yaml:
  benefits:
    - name: Färre leasade bilar i funktionsstöd
      category: cashable
      valued: true
      receiver: service
      per_year: {low: 500 tkr, likely: 900 tkr, high: 1 200 tkr}
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Leasade bilar, unit: bilar, baseline: 248, baseline_on: 2026-08-31, target: 225,
          target_on: 2031-06-30}
      owner: Ekonomichef, funktionsstödsförvaltningen
      budget_effect: efficiency_requirement
    - name: Färre leasade bilar i vård och omsorg
      category: cashable
      valued: true
      receiver: hvo
      per_year: {low: 700 tkr, likely: 1 300 tkr, high: 1 700 tkr}
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Leasade bilar, unit: bilar, baseline: 390, baseline_on: 2026-08-31, target: 355,
          target_on: 2031-06-30}
      owner: Ekonomichef, hälsa-, vård- och omsorgsförvaltningen
      budget_effect: efficiency_requirement
    - name: Körjournal utan papper
      category: reallocation
      valued: true
      receiver: asf
      per_year: {low: 400 tkr, likely: 700 tkr, high: 900 tkr}
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Tid för nycklar och journal, unit: minuter per resa, baseline: 7, baseline_on: 2026-08-31,
        target: 2, target_on: 2031-06-30}
      owner: Administrativ chef, arbetsmarknads- och socialförvaltningen
    - {name: Mindre utsläpp och färre bilar i staden, category: environment, valued: false, points: 3,
        words: 160 färre bilar frigör parkering och minskar körningen med 9 procent.,
        owner: 'Fordonschef, serviceförvaltningen'}
""",
    "BEN016": """
data/administrations/asf.yaml:
  efficiency_requirement: {2027: '0,0075 %', 2028: ''}
""",
    "BEN017": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  benefits:
    - name: Kortare handläggning av bidrag
      category: reallocation
      valued: true
      receiver: fritid
      per_year: {low: 300 tkr, likely: 480 tkr, high: 600 tkr}
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Arbetstid per ansökan, unit: minuter, baseline: 75, baseline_on: 2025-12-31,
          target: 36, target_on: 2029-06-30}
      owner: Enhetschef för föreningsstöd, fritidsförvaltningen
      words: 1 900 ansökningar × 39 minuter × 390 kr per timme.
    - {name: Mindre ideell tid på blanketter, category: citizen, valued: false, points: 4, words:
        Föreningarnas kassörer lägger kvällarna på verksamheten. En liten förening sparar omkring tolv
        timmar om året., owner: 'Enhetschef för föreningsstöd, fritidsförvaltningen'}
    - name: Mindre rättning av redovisningar
      category: reallocation
      valued: true
      receiver: fritid
      per_year: {low: 90 tkr, likely: 120 tkr, high: 150 tkr}
      owner: Enhetschef för föreningsstöd
      measure: {name: Arbetstid per ansökan, unit: minuter, baseline: 75, baseline_on: 2025-12-31,
          target: 36, target_on: 2029-06-30}
""",
    "BEN018": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  benefits:
    - name: Kortare handläggning av bidrag
      category: reallocation
      valued: true
      receiver: kultur
      per_year: {low: 300 tkr, likely: 480 tkr, high: 600 tkr}
      ramp: [40 %, 80 %, 100 %]
      measure: {name: Arbetstid per ansökan, unit: minuter, baseline: 75, baseline_on: 2025-12-31,
          target: 36, target_on: 2029-06-30}
      owner: Enhetschef för föreningsstöd, fritidsförvaltningen
      words: 1 900 ansökningar × 39 minuter × 390 kr per timme.
    - {name: Mindre ideell tid på blanketter, category: citizen, valued: false, points: 4, words:
        Föreningarnas kassörer lägger kvällarna på verksamheten. En liten förening sparar omkring tolv
        timmar om året., owner: 'Enhetschef för föreningsstöd, fritidsförvaltningen'}
""",
    "BEN019": """
data/initiatives/init-skolval-diarieforing.yaml:
  benefits:
    - name: Mindre avskrivning och letande
      category: reallocation
      valued: true
      receiver: grundskola
      per_year: {low: 500 tkr, likely: 700 tkr, high: 850 tkr}
      ramp: [60 %, 100 %]
      measure: {name: Tid för registrering och sökning per dialog, unit: minuter, baseline: 19,
          baseline_on: 2026-03-31, target: 7, target_on: 2030-03-31}
      owner: enhetschef för skolval och placering
      words: 9 000 dialoger, tolv minuter, 390 kr per timme.
    - name: Lagenlig registrering
      category: law
      valued: false
      receiver: grundskola
      points: 5
      measure: {name: Dialoger som går att återfinna inom en dag, unit: procent, baseline: 71, baseline_on: 2026-03-31,
        target: 100, target_on: 2029-03-31}
      owner: förvaltningsjurist, grundskoleförvaltningen
      words: Allmänna handlingar registreras utan dröjsmål och kan lämnas ut.
    - {name: Vårdnadshavare får samma besked oavsett vem som svarar, category: citizen, valued: false,
        points: 3, owner: enhetschef för skolval och placering, words: 'Alla som svarar ser samma ärende, så
        att vårdnadshavare inte får olika besked.'}
    - name: Färre frågor om skolval i kontaktcenter
      category: cashable
      valued: true
      receiver: service
      per_year: {low: 100 tkr, likely: 150 tkr, high: 200 tkr}
      budget_effect: frame_lowered
      owner: enhetschef för kontaktcenter
      measure: {name: Samtal om skolval, unit: samtal, baseline: 2 100, baseline_on: 2026-03-31, target: 900,
        target_on: 2030-03-31}
""",
}

_TIME = {
    "TIM001": """
data/initiatives/init-foreningsbidrag-ansokan.yaml:
  window: {latest_end: 2027-09}
""",
    "TIM002": """
data/initiatives/init-bibliotek-meroppet.yaml:
  window: {earliest_start: '', latest_end: 2026-Q4}
""",
    "TIM003": """
data/initiatives/init-foreningsbidrag-ansokan.yaml: {started_in: 2026-Q2}
""",
    "TIM004": """
data/initiatives/init-fordon-delning.yaml:
  window: {latest_end: 2028-Q3}
""",
    "TIM005": """
data/initiatives/init-datahall-fornyelse.yaml:
  window: {latest_end: 2029-Q3}
""",
    "TIM006": """
data/initiatives/init-tioarig-grundskola.yaml:
  needs:
    initiatives:
      - {initiative: init-saker-mobilitet}
""",
    "TIM007": """
data/initiatives/init-e-arkivleverans.yaml:
  needs:
    initiatives:
      - {initiative: init-saker-digital-kommunikation}
""",
    "TIM008": "data/competences/pool-integration.yaml: {operation_share: 99 %, bought_in: }\n",
    "TIM009": """
data/initiatives/init-logganalys.yaml: {legal_basis: ''}
""",
    "TIM010": """
data/initiatives/init-hvo-ehds.yaml:
  legal_basis: {in_force: 2031-03-26}
""",
    "TIM011": """
data/initiatives/init-visselblasning.yaml:
  stages: {in_operation: 2026-03-20}
""",
    "TIM012": """
itgov.yaml: {evaluation_years: 2}
""",
}

PLANTS: dict[str, str] = {
    **_COORDINATION,
    **_CONTRACTS,
    **_SYSTEMS,
    **_FUNDING,
    **_DELIVERIES,
    **_KEYS,
    **_INDICES,
    **_TRANSFER,
    **_BENEFITS,
    **_TIME,
    **_SCENARIOS,
    **_AGENDAS,
}
