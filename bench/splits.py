"""Random splits by largest remainder, each of which must add up: `python -m bench.splits 1000000`.

Amounts to 10^15 öre, one in five a credit; 1 to 40 weights, some 0, some wide. Ends with exit code 1 at the first that
does not add up, or that is not as the whole numbers have it, and names it.
"""

from __future__ import annotations

import sys
import time
from random import Random

from itgov.allocate.remainder import Splitter

WIDE = (3, 1_000, 10**6, 10**40)


def main() -> None:
    """Splits as often as it is asked, and says in how many seconds."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    random = Random(1)  # noqa: S311  a measurement is no secret
    begun = time.perf_counter()
    for number in range(count):
        most = random.choice(WIDE)
        weights = {f"f{at:02}": random.randrange(most) for at in range(random.randrange(1, 41))}
        weights["f00"] += 1
        total = random.randrange(10**15) * (-1 if number % 5 == 0 else 1)
        splitter = Splitter(weights)
        shares = splitter.amounts(total)
        if sum(shares) != total:
            raise SystemExit(f"split {number} does not add up: {total} by {weights}")
        whole = splitter._by_whole_numbers(abs(total))  # noqa: SLF001  the quick way is held against the plain one
        if [abs(share) for share in shares] != whole:
            raise SystemExit(f"split {number} gives an öre to another: {total} by {weights}")
    print(f"{count:,} splits, all exact, in {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
