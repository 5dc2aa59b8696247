"""What a privacy rule hits is printed by no rule, in any format, excerpt, baseline or cache (D40)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from itgov.cli import review as module
from itgov.cli.main import main
from itgov.store import cache
from tests.city import SMALL

Changed = Callable[[str], Path]
Capture = pytest.CaptureFixture[str]

FORMATS = ("text", "concise", "json", "github", "gitlab", "sarif", "junit")
SAME_OWNER = """
data/objects/objekt-dokument.yaml:
  business_side: {owner: Berit Lundkvist 640823-3234}
  system_side: {owner: Berit Lundkvist 640823-3234}
"""
FORUM = "data/initiatives/init-a.yaml: {anchoring: {management: {where: 'Prioriteringsrådet: Berit Lundkvist'}}}\n"
ALIKE = """
data/initiatives/init-b.yaml:
  name: Mobil dokumentation, ring 070-174 06 36 eller olle99@hotmail.com
  summary: Personalen i hemtjänsten dokumenterar där de är.
"""
ON_ONE_LINE = """
data/objects/objekt-dokument.yaml: |
  id: objekt-dokument
  name: Dokument
  business_side: {owner: Berit Lundkvist, manager: Verksamhetsledare}
  system_side: {owner: Avdelningschef it, manager: Verksamhetsledare}
"""
BROKEN = """
data/initiatives/init-a.yaml: |
  id: init-a # fråga berit.lundkvist@smastad.example
  stages: {idea: 640823-3234}
  track: olle99@hotmail.com
"""
SECRETS = ("23-3234", "Lundkvist", "174 06 36", "olle99", "berit.lundkvist")


@pytest.fixture(autouse=True)
def _kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WORTH_KEEPING", -1)
    monkeypatch.setattr(cache, "_RACY_NS", -(10**12))


@pytest.mark.parametrize("fragment", [SAME_OWNER, FORUM, ALIKE, ON_ONE_LINE, BROKEN])
@pytest.mark.parametrize("form", FORMATS)
def test_no_format_shows_what_is_about_a_person(
    form: str, fragment: str, changed: Changed, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    folder = changed(fragment)
    shown = []
    for language in ("sv", "en"):
        # The second run tells what was kept of the first.
        main(["validate", "--root", str(folder), "--format", form, "--language", language])
        shown.append(capsys.readouterr().out)
    if summary.exists():
        shown.append(summary.read_text("utf-8"))
    assert all(shown)
    for secret in SECRETS:
        assert not any(secret in text for text in shown)


@pytest.mark.parametrize("fragment", [SAME_OWNER, FORUM, ALIKE, ON_ONE_LINE, BROKEN])
@pytest.mark.parametrize("group", ["record", "rule"])
def test_no_excerpt_shows_it_however_findings_are_grouped(
    group: str, fragment: str, changed: Changed, capsys: Capture
) -> None:
    main(["validate", "--root", str(changed(fragment)), "--group", group])
    out = capsys.readouterr().out
    assert "[" in out
    assert not any(secret in out for secret in SECRETS)


@pytest.mark.parametrize("fragment", [SAME_OWNER, FORUM, ALIKE, ON_ONE_LINE, BROKEN])
def test_neither_the_cache_nor_the_baseline_holds_it(fragment: str, changed: Changed) -> None:
    folder = changed(fragment)
    main(["validate", "--root", str(folder)])
    main(["validate", "--root", str(folder), "--write-baseline"])
    kept = (folder / ".itgov/cache/validate.json").read_text("utf-8") + (folder / "baseline.yaml").read_text("utf-8")
    assert "PRI" in kept or "FRM" in kept
    assert not any(secret in kept for secret in SECRETS)


def test_a_waived_name_is_still_not_shown_by_others(changed: Changed, capsys: Capture) -> None:
    folder = changed(
        SAME_OWNER
        + "waivers.yaml: |\n  waivers:\n"
        + "".join(
            f"    - {{rule: {rule}, record: objekt-dokument, reason: R, owner: O, until: 2099-01-01}}\n"
            for rule in ("PRI001", "PRI005")
        )
    )
    main(["validate", "--root", str(folder), "--language", "en"])
    out = capsys.readouterr().out
    assert "warning[GOV031]: “B. L. 640823-****” is on both sides of “objekt-dokument”" in out
    assert not any(secret in out for secret in SECRETS)


def test_roles_are_shown_as_they_are(changed: Changed, capsys: Capture) -> None:
    folder = changed("data/objects/objekt-dokument.yaml:\n  system_side: {owner: Kanslichef}\n")
    main(["validate", "--root", str(folder), "--language", "en"])
    assert "“Kanslichef” is on both sides" in capsys.readouterr().out
    assert list(SMALL.rglob("objekt-dokument.yaml"))


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        (
            (
                "waivers.yaml: |\n  waivers:\n    - {rule: GOV001, record: init-a, until: 2099-01-01, "
                "owner: Berit Lundkvist, reason: 'Enligt 640823-3234, 070-174 06 36'}\n"
            ),
            {"PRI001 reason", "PRI004 reason", "PRI005 owner"},
        ),
        (
            "retired.yaml: |\n  retired:\n    - {id: init-x, on: 2026-01-01, reason: 'Fråga olle99@hotmail.com'}\n",
            {"PRI002 reason"},
        ),
        (
            (
                "data/functions.yaml: |\n  functions:\n    diarieforing:\n      name: Diarieföring\n"
                "      description: Fråga berit.lundkvist@smastad.example\n"
            ),
            {"PRI003 description"},
        ),
    ],
)
def test_the_lists_beside_the_records_are_looked_at_as_well(
    fragment: str, expected: set[str], changed: Changed, capsys: Capture
) -> None:
    folder = changed(fragment)
    for _ in range(2):
        main(["validate", "--root", str(folder), "--format", "json", "--select", "PRI", "--language", "en"])
        out = capsys.readouterr().out
        found = json.loads(out)["findings"]
        fields = {f"{one['code']} {one['message'].partition('`')[2].partition('`')[0]}" for one in found}
        assert fields == expected
        assert not any(secret in out for secret in SECRETS)
        assert {one["path"] for one in found} == {fragment.partition(":")[0]}
