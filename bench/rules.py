"""How often a second do the boundary rules decide? On one core, in this process, with a register of a believable size.

Forty data categories, thirty projects, rules in a third of the cells. Prints single verdicts a second, and whole calls:
one with three categories at one destination, answered with the outcome that counts, is one decision. Fails below
200,000 decisions a second.
"""

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from registers.rules.boundary import OUTCOMES, BoundaryBook, RuleLine, worst  # noqa: E402 - found by the line above

LEAST = 200_000
ENDPOINTS = ("chat.completions", "responses", "embeddings", "files", "batches")
CALLS, ROUNDS = 100_000, 5


def main() -> int:
    """Measure and print the best of several rounds, by the time of this process: the machine has other work."""
    chance = random.Random(20260101)
    ids = [UUID(int=chance.getrandbits(128)) for _ in range(70)]
    categories, projects = ids[:40], ids[40:]
    places: list[tuple[UUID | None, str]] = [(None, ""), *((None, each) for each in ENDPOINTS)]
    places += [(project, endpoint) for project in projects for endpoint in ("", *ENDPOINTS)]
    lines = [
        RuleLine(number, category, *place, chance.choice(OUTCOMES), 1)
        for category in categories
        for number, place in enumerate(chance.sample(places, len(places) // 3))
    ]
    book = BoundaryBook.of(lines)
    # Equal to those in the book but not the same: what a call brings along was read on its own.
    asked = [
        ([UUID(bytes=each.bytes) for each in chance.sample(categories, 3)], project, endpoint)
        for project, endpoint in (
            (UUID(bytes=chance.choice(projects).bytes), chance.choice(ENDPOINTS)) for _ in range(CALLS)
        )
    ]

    def single() -> int:
        for categories_of_call, project, endpoint in asked:
            book.verdict(categories_of_call[0], project, endpoint)
        return len(asked)

    def whole() -> int:
        for categories_of_call, project, endpoint in asked:
            worst([each.outcome for each in book.verdicts(categories_of_call, project, endpoint)])
        return len(asked)

    print(f"{len(lines):,} rules, {len(categories)} categories, {len(projects)} projects")
    slow = [
        name for name, run in {"single verdicts": single, "calls with 3 categories": whole}.items() if show(name, run)
    ]
    if slow:
        print(f"Below {LEAST:,} a second: {', '.join(slow)}.", file=sys.stderr)
    return 1 if slow else 0


def show(name: str, run: Callable[[], int]) -> bool:
    """Print how many a second, and tell whether that is too few."""
    best = 0.0
    for _ in range(ROUNDS):
        began = time.process_time()
        best = max(best, run() / (time.process_time() - began))
    print(f"{name:<26} {best:>12,.0f} a second   (at least {LEAST:,})")
    return best < LEAST


if __name__ == "__main__":
    sys.exit(main())
