"""`python -m bench`: every measurement; `--quick` leaves out the large repositories."""

from __future__ import annotations

import argparse

from bench import commands, speed


def main() -> None:
    """Reads the arguments and prints the tables."""
    parser = argparse.ArgumentParser(prog="bench", description="Measures speed and memory on this machine.")
    parser.add_argument("--quick", action="store_true", help="only the repository of 1,000 records")
    parser.add_argument("--commands", action="store_true", help="only the commands on the city's own records")
    parser.add_argument("--runs", type=int, help="runs of each command; five where left out")
    asked = parser.parse_args()
    if not asked.commands:
        wish = speed.QUICK if asked.quick else speed.Wish()
        speed.measure(wish if asked.runs is None else speed.Wish(wish.beside, wish.growth, asked.runs))
        print("\n## Every command, on the city's own records\n")
    commands.measure()


if __name__ == "__main__":
    main()
