"""The way of a cost to those who pay: how much comes where, by which steps, and by whose hands it ends."""

from __future__ import annotations

from fractions import Fraction

from itgov.allocate.flow import Sender
from itgov.allocate.route import hands, route, steps_to

from .senders import sender

HALF = Fraction(1, 2)


def passing(*senders: Sender) -> dict[str, Sender]:
    return {one.id: one for one in senders}


def test_a_cost_that_goes_nowhere_else_reaches_only_its_source() -> None:
    found = route(passing(sender("A", asf=1)), "A")
    assert found.reached == {"A": 1}
    assert found.steps == ()


def test_by_two_ways_to_the_same_the_shares_add_up() -> None:
    of = passing(sender("A", B=1, C=1), sender("B", D=1), sender("C", D=1, asf=1), sender("D", hvo=1))
    found = route(of, "A")
    assert found.reached == {"A": 1, "B": HALF, "C": HALF, "D": Fraction(3, 4)}
    assert [(one.giver, one.receiver, one.carried) for one in found.steps] == [
        ("A", "B", HALF),
        ("A", "C", HALF),
        ("B", "D", HALF),
        ("C", "D", Fraction(1, 4)),
    ]


def test_the_nearest_are_met_first_and_those_as_near_by_id() -> None:
    of = passing(sender("Z", Y=1, B=1), sender("Y", A=1), sender("B", C=1), sender("A", asf=1), sender("C", asf=1))
    assert list(route(of, "Z").reached) == ["Z", "B", "Y", "C", "A"]


def test_senders_that_the_cost_never_comes_to_are_not_told() -> None:
    of = passing(sender("A", asf=1), sender("B", A=1), sender("C", hvo=1))
    assert list(route(of, "A").reached) == ["A"]


def test_a_source_in_a_circle_is_reached_more_than_once_over() -> None:
    of = passing(sender("A", B=1, asf=1), sender("B", A=1, hvo=1))
    found = route(of, "A")
    assert found.reached == {"A": Fraction(4, 3), "B": Fraction(2, 3)}
    # What comes back is carried, and told as a step like any other.
    assert [(one.giver, one.receiver, one.carried) for one in found.steps] == [
        ("A", "B", Fraction(2, 3)),
        ("B", "A", Fraction(1, 3)),
    ]


def test_one_that_serves_itself_keeps_what_comes_back() -> None:
    found = route(passing(sender("A", A=1, asf=1)), "A")
    assert [found.reached["A"], found.steps[0].carried] == [2, 1]


def test_the_hands_of_a_payer_make_its_share_and_those_who_give_it_nothing_are_left_out() -> None:
    of = passing(sender("A", B=1, asf=1), sender("B", asf=1, hvo=3))
    found = route(of, "A")
    last = hands(of, found, "asf")
    assert [(one.sender, one.reached, one.paid, one.share) for one in last] == [
        ("A", 1, HALF, HALF),
        ("B", HALF, Fraction(1, 4), Fraction(1, 8)),
    ]
    assert [one.sender for one in hands(of, found, "hvo")] == ["B"]
    assert hands(of, found, "skola") == ()


def test_all_hands_of_all_payers_make_a_whole() -> None:
    of = passing(sender("A", B=2, C=1, asf=1), sender("B", C=1, A=1, hvo=2), sender("C", A=3, miljo=1, asf=1))
    found = route(of, "A")
    assert sum(one.share for payer in ("asf", "hvo", "miljo") for one in hands(of, found, payer)) == 1


def test_only_the_steps_that_lead_to_a_payer_are_its_way() -> None:
    of = passing(sender("A", B=1, C=1), sender("B", D=1), sender("C", asf=1), sender("D", hvo=1))
    found = route(of, "A")
    way = steps_to(found, hands(of, found, "hvo"))
    assert [(one.giver, one.receiver) for one in way] == [("A", "B"), ("B", "D")]
    assert steps_to(found, hands(of, found, "skola")) == ()
