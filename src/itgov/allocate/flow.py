"""Where a cost ends that passes through others on its way: shares of every sender, exact, by three known methods.

Knows nothing of cities, keys or kronor. A sender costs something, and serves both final receivers and other senders,
which serve it again, perhaps. What is found is, for each sender, the share of its *own* cost that ends at each final
receiver: exact fractions that make a whole. An amount is then split once, by these shares, however many steps lie
between (`remainder`), so nothing is rounded on the way.

- **direct**: what senders do for each other is left out, and the shares of the final receivers are made whole again.
- **step-down**: senders pass on in a stated order. What one does for those before it, or for itself, is left out, and
  the rest is made whole again.
- **reciprocal**: nothing is left out. With `S` the shares between senders and `F` those to final receivers, all of a
  sender's cost `x` and what it is passed ends at `x (I - S)⁻¹ F`. It is solved loop by loop, not all at once: only
  senders that serve each other in a circle hang together (Tarjan 1972); a loop of two or more is solved exactly by
  FLINT. A loop that serves nobody outside it has no solution, and is an error that names it.

Source of the methods: Horngren, Datar & Rajan, Cost Accounting, chapter on support-department allocation. The published
cases that the tests run are three of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING, Literal

from itgov.allocate.ends import Ends, Shared, added, shared
from itgov.message import Message, msg

if TYPE_CHECKING:
    import flint

Method = Literal["direct", "step_down", "reciprocal"]


_NONE = Fraction(0)


class CannotPass(ValueError):
    """Costs cannot be passed on as asked; `message` says why, `senders` are those that cannot, where it is some."""

    def __init__(self, message: Message, senders: Iterable[str] = ()) -> None:
        super().__init__(str(message))
        self.message = message
        self.senders = tuple(senders)


def called(sender: str) -> Message:
    """A sender in the words of records: the record itself, or what a key of its own splits of it ("record/key")."""
    record, _, key = sender.partition("/")
    if key:
        return msg("what the key “{key}” splits of “{name}”", key=key, name=record)
    return msg("“{name}”", name=record)


@dataclass(frozen=True, slots=True)
class Sender:
    """One that costs, and whom it serves: shares of 0 or more, to other senders and to final receivers.

    Together they make a whole, exactly. Ids of senders and final receivers are two sets of names.
    """

    id: str
    to_senders: Mapping[str, Fraction]
    to_final: Mapping[str, Fraction]


def ends_of(senders: Iterable[Sender], method: Method, order: Sequence[str] = ()) -> dict[str, Ends]:
    """Where each sender's own cost ends, by id.

    `order` is for step-down: every sender that serves others stands in it once, the first to pass on first.
    Raises CannotPass for an unknown sender, for one that by the method serves nobody, and for a closed loop.
    """
    passing = passing_on(senders, method, order)
    splits = _Splits([shared(one.to_final) for one in passing.values()])
    found: dict[str, _Row] = {}
    for loop in _loops(passing):
        found.update(_solved(loop, passing, splits, found))
    return {name: splits.ends(found[name]) for name in sorted(found)}


def gross_of(
    senders: Iterable[Sender], costs: Mapping[str, int], method: Method, order: Sequence[str] = ()
) -> dict[str, Fraction]:
    """What each sender passes on, its own cost and what it is passed by others, exact, by id.

    Its share to each receiver, sender or final, is then its gross times that share of `passing_on`; what all senders
    pass to final receivers is the sum of `costs`, so in and out of every sender agree.
    """
    passing = passing_on(senders, method, order)
    gross: dict[str, Fraction] = {}
    arrived = {name: Fraction(costs.get(name, 0)) for name in passing}
    for loop in reversed(list(_loops(passing))):
        gross.update(_loaded(loop, passing, arrived))
        for name in loop:
            for other, share in passing[name].to_senders.items():
                if other not in loop:
                    arrived[other] += gross[name] * share
    return gross


def passing_on(senders: Iterable[Sender], method: Method, order: Sequence[str] = ()) -> dict[str, Sender]:
    """The senders with the shares that count by the method, made whole again, by id; raises as `ends_of`."""
    known = {one.id: one for one in sorted(senders, key=lambda one: one.id)}
    for one in known.values():
        _check(one, known)
    if method == "direct":
        return {name: _whole(one, ()) for name, one in known.items()}
    if method == "reciprocal":
        return {name: _whole(one, known) for name, one in known.items()}
    at = _places(known, order)
    last = len(at)
    return {
        name: _whole(one, {other for other in one.to_senders if at.get(other, last) > at.get(name, last)})
        for name, one in known.items()
    }


def _check(one: Sender, known: Mapping[str, Sender]) -> None:
    strange = sorted(set(one.to_senders) - set(known))
    if strange:
        raise CannotPass(msg("{one} serves “{other}”, which is not there", one=called(one.id), other=strange[0]))
    final = one.to_final.values() if not isinstance(one.to_final, Shared) else [one.to_final.whole]
    shares = (*one.to_senders.values(), *final)
    if any(share.numerator < 0 for share in shares) or added(shares) != 1:
        raise CannotPass(msg("the shares of {one} do not make a whole", one=called(one.id)))


def _places(known: Mapping[str, Sender], order: Sequence[str]) -> dict[str, int]:
    at = {name: place for place, name in enumerate(order)}
    if len(at) != len(order):
        twice = next(name for name in order if order.count(name) > 1)
        raise CannotPass(msg("“{one}” stands twice in the order of the steps", one=twice))
    unplaced = sorted(one.id for one in known.values() if any(one.to_senders.values()) and one.id not in at)
    if unplaced:
        raise CannotPass(
            msg(
                "the order of the steps does not say when {one}, which serves others, is passed on",
                one=called(unplaced[0]),
            ),
            unplaced[:1],
        )
    return at


def _whole(one: Sender, counted: Collection[str]) -> Sender:
    to_senders = {name: share for name, share in one.to_senders.items() if name in counted and share}
    to_final = shared(one.to_final)
    total = added((*to_senders.values(), to_final.whole))
    if not total:
        raise CannotPass(
            msg("{one} serves nobody that its cost could be passed to by this method", one=called(one.id)), (one.id,)
        )
    if total == 1:
        return replace(one, to_senders=to_senders, to_final=to_final)
    scaled = {name: share / total for name, share in to_senders.items()}
    return replace(one, to_senders=scaled, to_final=to_final.times(1 / total))


class _Splits:
    """The distinct splits that senders' costs end by, as columns: what many have alike is carried as one to the end.

    Where there are more of them than final receivers, as when every sender has its own, each receiver is a column.
    """

    def __init__(self, every: Collection[Shared]) -> None:
        columns = list(dict.fromkeys(ends for one in every for _, ends in one.parts))
        self.ids = tuple(sorted({name for ends in columns for name in ends.ids}))
        self._apart = len(columns) > len(self.ids)
        self._columns = [Ends((name,), (1,), 1) for name in self.ids] if self._apart else columns
        self._at = {ends: at for at, ends in enumerate(self._columns)}
        self._weights = [] if self._apart else [self._of_all(ends) for ends in columns]

    def _of_all(self, ends: Ends) -> list[int]:
        known = dict(zip(ends.ids, ends.weights, strict=True))
        return [known.get(name, 0) for name in self.ids]

    def row(self, one: Shared) -> _Row:
        """The shares of one sender, by column."""
        parts = [(share, Ends((name,), (1,), 1)) for name, share in one.items()] if self._apart else one.parts
        return _added([(share, _Row({self._at[ends]: 1}, 1)) for share, ends in parts])

    def ends(self, row: _Row) -> Ends:
        """Where a cost ends that ends by a row's columns."""
        if len(row.weights) == 1:
            return self._columns[min(row.weights)]
        if self._apart:
            return _ends(self.ids, [row.weights.get(at, 0) for at in range(len(self.ids))], row.of)
        of = lcm(*(self._columns[at].of for at in row.weights))
        found = [0] * len(self.ids)
        for at, weight in row.weights.items():
            factor = weight * (of // self._columns[at].of)
            found = [sum_ + factor * part for sum_, part in zip(found, self._weights[at], strict=True)]
        return _ends(self.ids, found, row.of * of)


def _ends(ids: Sequence[str], weights: Sequence[int], of: int) -> Ends:
    common = gcd(of, *weights)
    kept = [(name, weight // common) for name, weight in zip(ids, weights, strict=True) if weight]
    return Ends(tuple(name for name, _ in kept), tuple(weight for _, weight in kept), of // common)


@dataclass(frozen=True, slots=True)
class _Row:
    """Whole weights above 0 of columns (`_Splits`), over one denominator."""

    weights: Mapping[int, int]
    of: int


def _solved(
    loop: Sequence[str], passing: Mapping[str, Sender], splits: _Splits, below: Mapping[str, _Row]
) -> dict[str, _Row]:
    """The ends of all senders of one loop, where those of all that it serves outside itself are known."""
    sums = [_sum_of(passing[name], set(loop), splits, below) for name in loop]
    if len(loop) == 1 and loop[0] not in passing[loop[0]].to_senders:
        return {loop[0]: sums[0]}
    import flint  # noqa: PLC0415 - an eighth of a second that only a loop should pay

    inverse, of = _inverse(loop, passing).numer_denom()
    common = lcm(*(row.of for row in sums))
    columns = sorted({at for row in sums for at in row.weights})
    entries = [row.weights.get(at, 0) * (common // row.of) for row in sums for at in columns]
    product = (inverse * flint.fmpz_mat(len(loop), len(columns), entries)).tolist()
    return {
        name: _reduced(dict(zip(columns, map(int, row), strict=True)), int(of) * common)
        for name, row in zip(loop, product, strict=True)
    }


def _sum_of(one: Sender, loop: Collection[str], splits: _Splits, below: Mapping[str, _Row]) -> _Row:
    """What goes to final receivers without passing the loop again; its weights do not make a whole in a loop."""
    parts = [(share, below[name]) for name, share in one.to_senders.items() if name not in loop]
    return _added([*parts, (Fraction(1), splits.row(shared(one.to_final)))])


def _added(parts: Sequence[tuple[Fraction, _Row]]) -> _Row:
    """Rows together, each times its share."""
    of = lcm(*(share.denominator * row.of for share, row in parts))
    weights: dict[int, int] = {}
    for share, row in parts:
        factor = share.numerator * (of // (share.denominator * row.of))
        for at, weight in row.weights.items():
            weights[at] = weights.get(at, 0) + factor * weight
    return _reduced(weights, of)


def _reduced(weights: Mapping[int, int], of: int) -> _Row:
    common = gcd(of, *weights.values())
    return _Row({at: weight // common for at, weight in weights.items() if weight}, of // common)


def _loaded(
    loop: Sequence[str], passing: Mapping[str, Sender], arrived: Mapping[str, Fraction]
) -> Iterator[tuple[str, Fraction]]:
    """What each sender of a loop passes on in all, when all that comes from outside the loop has arrived."""
    if len(loop) == 1 and loop[0] not in passing[loop[0]].to_senders:
        yield loop[0], arrived[loop[0]]
        return
    import flint  # noqa: PLC0415 - as above

    row = flint.fmpq_mat(1, len(loop), [_rational(arrived[name]) for name in loop]) * _inverse(loop, passing)
    for name, value in zip(loop, row.tolist()[0], strict=True):
        yield name, Fraction(int(value.p), int(value.q))


def _inverse(loop: Sequence[str], passing: Mapping[str, Sender]) -> flint.fmpq_mat:
    """(I - S)⁻¹ of a loop; raises CannotPass where there is none."""
    import flint  # noqa: PLC0415 - as above

    entries = [
        _rational(Fraction(name == other) - passing[name].to_senders.get(other, Fraction(0)))
        for name in loop
        for other in loop
    ]
    # A loop of senders has an inverse where anything at all leaves it.
    if all(added(passing[name].to_senders.get(other, _NONE) for other in loop) == 1 for name in loop):
        path = " → ".join(_circle(loop, passing))
        raise CannotPass(msg("these serve only each other, in a circle, so that nobody pays: {path}", path=path), loop)
    return flint.fmpq_mat(len(loop), len(loop), entries).inv()


def _circle(loop: Sequence[str], passing: Mapping[str, Sender]) -> list[str]:
    """One way round in a loop, from a sender back to itself."""
    walked = [loop[0]]
    while True:
        after = min(other for other in passing[walked[-1]].to_senders if other in loop)
        if after in walked:
            return [*walked[walked.index(after) :], after]
        walked.append(after)


def _rational(share: Fraction) -> flint.fmpq:
    import flint  # noqa: PLC0415 - as above

    return flint.fmpq(share.numerator, share.denominator)


def _loops(passing: Mapping[str, Sender]) -> Iterator[tuple[str, ...]]:
    """The senders that hang together in circles, most of them alone; each after all that it serves.

    Tarjan, Depth-first search and linear graph algorithms, SIAM Journal on Computing 1 (1972), without recursion.
    """
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for root in passing:
        if root in number:
            continue
        work: list[tuple[str, Iterator[str]]] = [(root, iter(sorted(passing[root].to_senders)))]
        number[root] = low[root] = len(number)
        stack.append(root)
        on_stack.add(root)
        while work:
            name, others = work[-1]
            for other in others:
                if other not in number:
                    number[other] = low[other] = len(number)
                    stack.append(other)
                    on_stack.add(other)
                    work.append((other, iter(sorted(passing[other].to_senders))))
                    break
                if other in on_stack:
                    low[name] = min(low[name], number[other])
            else:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[name])
                if low[name] == number[name]:
                    begin = stack.index(name)
                    loop = tuple(stack[begin:])
                    del stack[begin:]
                    on_stack.difference_update(loop)
                    yield loop
