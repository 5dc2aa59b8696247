"""Malmö's own records, through every command: what the project is shown by."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from itgov.allocate.weights import shares_of
from itgov.cli.exits import Exit
from itgov.cli.main import main
from itgov.store.repository import load
from tests.city import ROOT, checked

Capture = pytest.CaptureFixture[str]
AT_LEAST = {
    "administrations": 15,
    "bodies": 5,
    "goals": 5,
    "competences": 10,
    "capabilities": 15,
    "objects": 14,
    "systems": 130,
    "contracts": 30,
    "deliveries": 17,
    "keys": 8,
    "funders": 3,
    "initiatives": 70,
    "decisions": 20,
}


def test_there_are_records_enough_to_be_a_real_choice() -> None:
    city = load(ROOT).city
    assert city is not None
    too_few = {name for name, least in AT_LEAST.items() if len(getattr(city, name)) < least}
    assert too_few == set()


def test_no_record_has_an_error_and_what_is_worth_a_look_can_be_read_in_one_sitting() -> None:
    report = checked(ROOT)[1]
    assert not report.fails()
    assert report.count("warning") + report.count("info") < 100


def test_the_split_of_every_year_makes_the_deliveries_cost(capsys: Capture) -> None:
    assert main(["allocate", "--root", str(ROOT), "--format", "json"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    for year in data["years"]:
        cost = sum(line["amount_ore"] for line in data["lines"] if line["year"] == year)
        paid = sum(cell["amount_ore"] for cell in data["cells"] if cell["year"] == year)
        unused = sum(one["amount_ore"] for one in data["beside"] if one["year"] == year)
        assert cost == paid + unused > 43_000_000_000
        assert paid > 99 * unused > 0


def test_what_comes_in_at_a_delivery_goes_out_of_it_through_the_loop_of_servers_and_service_desk(
    capsys: Capture,
) -> None:
    assert main(["allocate", "--root", str(ROOT), "--format", "json"]) == Exit.OK
    tiers = json.loads(capsys.readouterr().out)["tiers"]
    served = {(one["source"], other["delivery"]) for one in tiers for other in one["passed"]}
    assert {
        ("leverans-servrar-lagring", "leverans-servicedesk"),
        ("leverans-servicedesk", "leverans-servrar-lagring"),
    } <= served
    assert {one["difference"] for one in tiers} == {"0"}


def test_the_key_that_ekot_had_makes_one_administration_pay_six_times_as_much_for_its_invoices() -> None:
    city = load(ROOT).city
    assert city is not None
    present = dict.fromkeys(city.administrations, Fraction(1))
    invoices, staff, old = (
        shares_of(city.keys, city.keys[name], 2027, present).shares["fgk"]
        for name in ("nyckel-transaktioner", "nyckel-arsanstallda", "nyckel-ekot-2026")
    )
    assert invoices == Fraction(12, 100)
    assert 6 * staff < invoices < 8 * staff
    assert old == Fraction(60, 100) * staff + Fraction(40, 100) * invoices


@pytest.mark.slow
def test_the_agenda_is_proven_and_beats_the_ranking(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "agenda.yaml"
    arguments = ["agenda", "build", "--root", str(ROOT), "--gap", "20%", "--format", "json", "-o", str(file)]
    assert main(arguments) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    assert data["status"] in {"optimal", "within_gap"}
    assert len(data["chosen"]) > 15
    assert _kronor(data["bound"]) >= _kronor(data["objective"]["net_benefit"]) > _kronor(data["ranking"])
    reports = tmp_path / "reports"
    assert main(["report", "build", "--root", str(ROOT), "--agenda", str(file), "-o", str(reports)]) == Exit.OK
    assert len(list(reports.rglob("*.md"))) >= 2 * (4 + 15)


def _kronor(text: str) -> float:
    return float(text.removesuffix(" kr").replace(" ", "").replace(",", "."))
