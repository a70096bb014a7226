"""How well citations are found: `python -m bench.citations`, see README.md in this folder."""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sources.checks.ledger import check
from sources.checks.records import Citation

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
PARTS = {"tune": "tuned on", "held": "held out"}


@dataclass(frozen=True)
class Case:
    part: str
    shape: str
    items: tuple[dict[str, Any], ...]
    text: str
    expected: Counter[str]


@dataclass
class Score:
    cases: int = 0
    right: int = 0
    found: int = 0
    expected: int = 0
    whole: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    def add(self, case: Case, found: Counter[str]) -> None:
        self.cases += 1
        self.right += (found & case.expected).total()
        self.found += found.total()
        self.expected += case.expected.total()
        self.whole += found == case.expected


def read_cases() -> Iterator[Case]:
    """The table tests/data/citation_cases.txt."""
    data = json.loads((DATA / "citation_sources.json").read_text(encoding="utf-8"))
    items = {item["id"]: item for item in data["items"]}
    for line in (DATA / "citation_cases.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            part, shape, sources, text, expected = line.split("|")
            ids = [id_ for name in sources.split() for id_ in data["groups"].get(name, name).split()]
            citations = [] if expected == "-" else expected.split(";")
            written = text.replace("\\n", "\n")
            yield Case(part, shape, tuple(items[id_] for id_ in ids), written, Counter(citations))


def as_expected(citation: Citation) -> str:
    """A citation as the table writes it."""
    named = citation.source or ("/".join(citation.candidates) if citation.status == "ambiguous" else "?")
    return f"{named}@{citation.locator}" if citation.locator else named


def scores(failures: str = "") -> dict[str, Score]:
    """The score of each part; a citation is right when source, status and locator are.

    Prints what went wrong in the part `failures`.
    """
    found_by_part = {part: Score() for part in PARTS}
    for case in read_cases():
        found = Counter(as_expected(c) for c in check(case.text, case.items).citations)
        found_by_part[case.part].add(case, found)
        if case.part == failures and found != case.expected:
            print(f"{case.shape}: {case.text}\n    expected {dict(case.expected)}, found {dict(found)}")
    return found_by_part


def long_essay(words: int, sources: int) -> tuple[str, list[dict[str, Any]]]:
    """An essay of about `words` words with a citation every 33, and `sources` sources."""
    letters = "abdefgiklmnoprstuvz"
    names = [
        "".join(letters[(n // d) % len(letters)] for d in (1, 3, 19, 57, 361)).capitalize()
        for n in range(sources)
    ]
    items = [
        {
            "id": f"s{n}",
            "type": "book",
            "title": f"The {name} Papers: A Study of Town and Country",
            "author": [{"family": name, "given": "Ada B."}],
            "issued": {"date-parts": [[1900 + n % 120]]},
        }
        for n, name in enumerate(names)
    ]
    filler = "The town grew by the river and nobody had planned it so, as the surveyors later wrote down."
    sentences = []
    for n in range(words // 33):
        name = names[n % sources]
        quotation = "“the town had been drawn before a single house was built”"
        sentences.append(f"{filler} {name} says that {quotation} ({name} {n % 400 + 1}).")
        if n % 5 == 4:
            sentences.append("\n\n")
    return " ".join(sentences), items


HOSTILE = {
    "10,000 brackets": "(Freeze 347) " * 10_000,
    "10,000 unknown names": " ".join(f"(Freze{n % 7}{'abcdefgh'[n % 8]} {n})" for n in range(10_000)),
    "10,000 numbers in brackets": "Freeze " + "(12) " * 10_000,
    "20,000 nested brackets": "(" * 20_000 + "Freeze 347" + ")" * 20_000,
    "20,000 brackets never closed": "(Freeze 347 " * 20_000,
    "20,000 quotations never closed": "“so it was " * 20_000,
    "20,000 nested quotations": "“" * 20_000 + "so it was" + "”" * 20_000,
    "20,000 Pandoc keys": "[@freeze, 347; @tucker] " * 10_000,
    "one sentence of 200,000 letters": "freeze" * 33_000,
}


def milliseconds(text: str, items: list[dict[str, Any]], times: int = 5) -> float:
    def once() -> float:
        start = time.process_time()
        check(text, items)
        return (time.process_time() - start) * 1000

    return statistics.median(once() for _ in range(times))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.citations", description=__doc__)
    parser.add_argument("--failures", choices=PARTS, default="", help="print what went wrong in this part")
    parser.add_argument("--speed", action="store_true", help="measure the cost as well")
    options = parser.parse_args()
    print(f"{'part':10} {'cases':>6} {'citations':>10} {'precision':>10} {'recall':>8} {'cases right':>12}")
    for part, score in scores(options.failures).items():
        print(
            f"{PARTS[part]:10} {score.cases:6} {score.expected:10} {score.precision:10.3f}"
            f" {score.recall:8.3f} {score.whole:12}"
        )
    if options.speed:
        print(f"\n{'CPU':40} {'ms':>8}")
        for words in (5_000, 10_000, 20_000, 40_000):
            print(f"{f'{words:,} words, 200 sources':40} {milliseconds(*long_essay(words, 200)):8.0f}")
        items = [item for case in read_cases() if case.part == "tune" for item in case.items]
        unique = list({item["id"]: item for item in items}.values())
        for name, text in HOSTILE.items():
            print(f"{name:40} {milliseconds(text, unique, times=1):8.0f}")


if __name__ == "__main__":
    main()
