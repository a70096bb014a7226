"""Any mark scheme in the notation, so that tests can hold what is read to what was written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studynotes.marking.notation import OR
from studynotes.marking.rule_words import read_rule
from studynotes.marking.scheme import Group, Point, Rule, Scheme

# How a title would be taken for something else; the last letter is what a backslash stands before.
TAKEN = re.compile(r"(?:marks|scheme|rule)?:|[-*](?=\s|$)", re.IGNORECASE)


def write_scheme(scheme: Scheme) -> str:
    """The scheme in the notation. `read_scheme` of its lines gives it back, but for keys made otherwise."""
    lines = [f"Marks: {scheme.marks}", "Scheme:"]
    for group in scheme.groups:
        if group.title:
            most = "" if group.at_most is None else f" (at most {group.at_most})"
            lines.append(_title_line(group.title) + most)
        lines += [_point_line(point) for point in group.points]
    lines += [f"Rule: {_rule_line(rule, scheme.groups)}" for rule in scheme.rules]
    return "\n".join(lines) + "\n"


def _title_line(title: str) -> str:
    title = title.replace("\\", "\\\\")
    title = re.sub(r"(?i)\((?=at most \d)", r"\\(", title)
    if taken := TAKEN.match(title):
        at = taken.end() - 1
        title = f"{title[:at]}\\{title[at:]}"
    return title


def _point_line(point: Point) -> str:
    texts = [OR.sub(lambda found: found[0].replace(":", "\\:"), _escaped(text))
             for text in (point.text, *point.alternatives)]  # fmt: skip
    phrases = [_escaped(phrase) for phrase in point.accepts]
    return f"- {point.marks}: {' | '.join([' or: '.join(texts), *phrases])}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


def _rule_line(rule: Rule, groups: Sequence[Group]) -> str:
    """The rule as it was typed; where its words do not say it, in ours."""
    try:
        if read_rule(rule.words, groups) == rule:
            return rule.words
    except ValueError:
        pass
    titles = {group.key: group.title for group in groups}
    names = ", ".join(f"“{titles[key]}”" for key in rule.groups)
    said = f"fewer than {rule.fewer_than} {f'of {names}' if names else 'aspects'}"
    whole = f"{names} together" if rule.kind == "together" else f"answers on {said}"
    return f"{whole}: at most {rule.at_most}"
