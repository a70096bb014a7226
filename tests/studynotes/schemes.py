"""The seed's two schemes in our own words, and any scheme, for tests of marking."""

from __future__ import annotations

from hypothesis import strategies as st

from studynotes.marking.notation import read_scheme
from studynotes.marking.scheme import Group, Point, Rule, Scheme

DEFINE = """\
Marks: 2
- 1: The image of a leader is idealised. | hero | ideal leader | idealised
- 1: Under Stalin, censored media demanded loyalty. | censorship | mass media | propaganda
"""
EXPLAIN = """\
Marks: 6
Scheme:
Propaganda (at most 3)
- 1: Names the image of Lenin's heir, a wise leader. | Lenin's heir | wise leader
- 1: Names the control of newspapers, schools or films. | censorship | newspapers
- 1: Rivals vanish from the record. or: Photographs are retouched. | airbrushed | historical revisionism
Secret police (at most 3)
- 1: Names an organisation. | OGPU | NKVD
- 1: Names what it did. | purges | surveillance | arrests | executions
- 1: Camps or trials in public make an example of rivals. | gulags | show trials
Rule: answers on one aspect alone: at most 3
"""


def scheme(text: str) -> Scheme:
    return read_scheme(text.splitlines())


# What the notation has a meaning for, and letters of several lengths in bytes.
PIECES = st.sampled_from(
    ["|", "\\", ":", "or:", "or", "-", "*", "(at most 3)", "(", "Marks:", "Rule:", "Scheme:", ":::", "1", "ß",
     "и", "🦉", "and", ",", "together", "wise"]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text("abc\\|:", min_size=1, max_size=4), min_size=1, max_size=6).map(" ".join)
PHRASES = st.lists(TEXTS, max_size=2).map(tuple)


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    titles = draw(st.lists(TEXTS, min_size=1, max_size=4, unique_by=str.casefold))
    if draw(st.booleans()):
        titles[0] = ""
    groups = []
    for number, title in enumerate(titles, 1):
        points = tuple(
            Point(f"g{number}-{n + 1}", draw(st.integers(1, 4)), draw(TEXTS), draw(PHRASES), draw(PHRASES))
            for n in range(draw(st.integers(1, 4)))
        )
        most = draw(st.none() | st.integers(1, 6)) if title else None
        groups.append(Group(f"g{number}", title, most, points))
    return Scheme(draw(st.integers(1, 12)), tuple(groups), draw(_rules([group.key for group in groups])))


@st.composite
def _rules(draw: st.DrawFn, keys: list[str]) -> tuple[Rule, ...]:
    rules = []
    free = list(keys[1:])
    if len(free) > 1 and draw(st.booleans()):
        rules.append(Rule("together", tuple(free[:2]), 0, draw(st.integers(0, 6)), "together"))
    for _ in range(draw(st.integers(0, 2))):
        over = tuple(draw(st.lists(st.sampled_from(keys[1:]), unique=True)) if keys[1:] else ())
        fewer = draw(st.integers(1, len(over or keys)))
        rules.append(Rule("spread", over, fewer, draw(st.integers(0, 6)), "a rule"))
    return tuple(rules)
