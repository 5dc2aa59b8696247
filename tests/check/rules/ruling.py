"""One more decision in the small city, whole in all that a rule may ask for."""

from __future__ import annotations


def ruling(number: int, on: str, outcome: str, record: str = "init-a", body: str = "beslutande-niva") -> str:
    """One more decision, as a file of its own."""
    return (
        f"data/decisions/beslut-{number}.yaml: |\n  id: beslut-{number}\n  name: Beslut {number}\n  body: {body}\n"
        f"  formal_decider: Stadsdirektören\n  delegation: Punkt 4.2\n  on: {on}\n"
        f"  registry_number: STK-2026-{number}\n  paragraph: § {number}\n  material: [Underlag]\n"
        f"  executor: It-chefen\n  follow_up: Uppföljningsenheten\n"
        f"  rulings:\n    - {{record: {record}, outcome: {outcome}, content: Enligt protokollet}}\n"
    )
