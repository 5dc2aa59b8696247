"""Guesses at what was meant: near enough, or none."""

from __future__ import annotations

import pytest

from itgov.finding import nearest

IDS = ("init-gemensam-klient", "init-dataplattform", "init-hvo-ehds", "ram", "scenario-stram-ram")


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("init-finns-inte", None),
        ("init-dataplatform", "init-dataplattform"),
        ("init-hvo-ehd", "init-hvo-ehds"),
        ("dataplattform", "init-dataplattform"),
        ("scenario-stram", "scenario-stram-ram"),
        ("ramm", "ram"),
        ("helt-annat", None),
    ],
)
def test_a_guess_is_near_or_none(wanted: str, meant: str | None) -> None:
    assert nearest(wanted, IDS) == meant
