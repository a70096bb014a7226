"""python -m bench.terms: what it costs to mark 500 key terms in an essay of 20,000 words, as JSON.

Beside it what it costs to draw the same text, in the same process: the ratio counts. Every fourth word begins
a term, which is far more than in any essay.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from typing import Any

from blog import markup
from studynotes.terms.marking import mark
from studynotes.terms.vocabulary import Term, Vocabulary

WORDS, TERMS, RUNS = 20_000, 500, 5
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def measured() -> dict[str, object]:
    """Milliseconds of CPU: the best of RUNS, for whatever else the machine does only adds."""
    numbers = random.Random(1)
    words = ["".join(numbers.choices(_LETTERS, k=numbers.randint(2, 10))) for _ in range(4000)]
    spelled = [(" ".join(numbers.sample(words, numbers.randint(1, 3))), words[n]) for n in range(TERMS)]
    terms = [Term(n, f"/notes/a/b/#term-{n}", names) for n, names in enumerate(spelled)]
    text = "\n\n".join(_paragraph(numbers.choices(words, k=100)) for _ in range(WORDS // 100))
    drawing, drawn = _cpu(lambda: markup.render_post(text), runs=1)
    marking, (_, uses) = _cpu(lambda: mark(drawn, Vocabulary(terms)))
    return {
        "name": f"mark {TERMS} terms in {WORDS:,} words",
        "cpu": round(marking, 1),
        "marked": len(uses),
        "cpu_to_drawing": round(marking / drawing, 3),
    }


def _paragraph(words: list[str]) -> str:
    words[10], words[12] = f"*{words[10]}", f"{words[12]}*"
    words[20], words[30] = f"“{words[20]}", f"{words[30]}”"
    words[60], words[61] = f"‘{words[60]}", f"{words[61]}’"
    return f"{' '.join(words)}."


def _cpu(act: Callable[[], Any], runs: int = RUNS) -> tuple[float, Any]:
    times = []
    for _ in range(runs):
        before = time.process_time()
        made = act()
        times.append((time.process_time() - before) * 1000)
    return min(times), made


if __name__ == "__main__":
    print(json.dumps(measured()))
