"""How the command starts: what a page of help must not wait for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from itgov.cli.start import run


@pytest.mark.parametrize("heavy", ["pydantic", "ruamel.yaml", "highspy", "rich.table", "jinja2"])
def test_help_loads_nothing_that_only_a_command_needs(heavy: str) -> None:
    code = f"import sys, itgov.cli.main; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_version_is_told_without_loading_any_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["itgov", "--version"])
    run()
    assert capsys.readouterr().out.startswith("itgov ")
