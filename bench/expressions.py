"""`python -m bench.expressions [--rounds 30] [--times 200]`: what an expression costs, beside a packaged CEL.

docs/reference/benches.md says what is measured and how to read it.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

import cel

from motcua.rules.expressions import Expression, evaluate, read

EXPRESSIONS: Final = (
    'birth_proof == "witness"',
    'requester_kind == "person" && by_authorisation && !late',
    'place in ["ward", "commune", "town"]',
    "certificates > 1 ? 20000 + (certificates - 1) * 5000 : 20000",
    "worth * 5 / 1000 + pages * 2000",
    'has(answers.child_name) && (late || pages >= 10) && place != "ward"',
)
FACTS: Final[Mapping[str, Any]] = {
    "birth_proof": "certificate",
    "requester_kind": "person",
    "by_authorisation": True,
    "late": False,
    "place": "town",
    "certificates": 3,
    "worth": 1_250_000,
    "pages": 12,
    "child_name": "NGUYỄN VĂN ÁNH",
}
OTHERS: Final = {**FACTS, "answers": dict(FACTS)}


def expression(text: str) -> Expression:
    found = read(text)
    assert isinstance(found, Expression)
    return found


def ours_evaluated(times: int) -> Callable[[], None]:
    kept = [expression(text) for text in EXPRESSIONS]

    def run() -> None:
        for _ in range(times):
            for each in kept:
                evaluate(each, FACTS)

    return run


def theirs_evaluated(times: int, *, again: bool = False) -> Callable[[], None]:
    kept, context = [cel.compile(text) for text in EXPRESSIONS], cel.Context(OTHERS)

    def run() -> None:
        for _ in range(times):
            facts = context if again else cel.Context(OTHERS)
            for each in kept:
                each.execute(facts)

    return run


def ours_read(times: int) -> Callable[[], None]:
    def run() -> None:
        for text in EXPRESSIONS:
            for _ in range(times):
                evaluate(expression(text), FACTS)

    return run


def theirs_read(times: int) -> Callable[[], None]:
    context = cel.Context(OTHERS)

    def run() -> None:
        for text in EXPRESSIONS:
            for _ in range(times):
                cel.evaluate(text, context)

    return run


def compared(said: str, contenders: list[Callable[[], None]], rounds: int, count: int) -> None:
    spent: list[list[float]] = [[], []]
    for number in range(rounds):
        for which in (0, 1) if number % 2 else (1, 0):
            began = time.process_time()
            contenders[which]()
            spent[which].append((time.process_time() - began) / count * 1e6)
    ours, theirs = (statistics.median(each) for each in spent)
    ratio = statistics.median(ours / theirs for ours, theirs in zip(*spent, strict=True))
    print(f"{said:<22} ours {ours:7.2f} µs   packaged CEL {theirs:7.2f} µs   ours is {ratio:5.2f} times that")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--times", type=int, default=200)
    options = parser.parse_args()
    for text in EXPRESSIONS:
        assert evaluate(expression(text), FACTS) == cel.evaluate(text, OTHERS), text
    count = options.times * len(EXPRESSIONS)
    evaluated, rounds = ours_evaluated(options.times), options.rounds
    compared("new facts, evaluated", [evaluated, theirs_evaluated(options.times)], rounds, count)
    compared("same facts, evaluated", [evaluated, theirs_evaluated(options.times, again=True)], rounds, count)
    less = max(1, options.times // 10)
    compared("read and evaluated", [ours_read(less), theirs_read(less)], options.rounds, less * len(EXPRESSIONS))


if __name__ == "__main__":
    main()
