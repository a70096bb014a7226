"""Rules of a mark scheme in words: four sentences that teachers type. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .scheme import Group, Rule, refuse

CAPPED = re.compile(r"(.*):\s*at most (\d{1,6})(?: marks?)?\.?", re.IGNORECASE)
ALONE = re.compile(r"answers? on one aspect alone", re.IGNORECASE)
FEWER = re.compile(r"answers? on fewer than (\d{1,6})(?: aspects?| of (.+))", re.IGNORECASE)
WITHOUT = re.compile(r"answers? without (.+)", re.IGNORECASE)
TOGETHER = re.compile(r"(.+?) together", re.IGNORECASE)
BETWEEN = re.compile(r"(?:,\s*)?\b(?:and|or)\s+|,\s*", re.IGNORECASE)
EXAMPLES = (
    "“answers on one aspect alone: at most 3”, “answers on fewer than 2 of NAME, NAME: at most 3”, "
    "“answers without NAME: at most 3” or “NAME and NAME together: at most 3”"
)


def read_rule(words: str, groups: Sequence[Group]) -> Rule:
    """The rule that `words` say about `groups`. Raises SchemeError."""
    words = " ".join(words.split())
    if not (capped := CAPPED.fullmatch(words)):
        raise refuse(f"A rule is written like {EXAMPLES}.")
    said, most = capped[1].strip(), int(capped[2])
    if ALONE.fullmatch(said):
        return Rule("spread", (), 2, most, words)
    if found := FEWER.fullmatch(said):
        named = _named(found[2], groups) if found[2] else ()
        return Rule("spread", named, int(found[1]), most, words)
    if found := WITHOUT.fullmatch(said):
        named = _named(found[1], groups)
        return Rule("spread", named, len(named), most, words)
    if found := TOGETHER.fullmatch(said):
        return Rule("together", _named(found[1], groups), 0, most, words)
    raise refuse(f"A rule is written like {EXAMPLES}.")


def _named(text: str, groups: Sequence[Group]) -> tuple[str, ...]:
    """The keys of the groups that `text` names, quoted or not; a title may hold an "and" itself."""
    by_title = {
        form.format(group.title.casefold()): group.key
        for group in groups
        for form in ("{}", "“{}”", '"{}"')
        if group.title
    }
    longest_first = sorted(by_title, key=len, reverse=True)
    rest, keys = text.casefold().strip(), []
    while rest:
        for title in longest_first:
            after = rest[len(title) :].lstrip()
            if rest.startswith(title) and (not after or BETWEEN.match(after)):
                break
        else:
            raise refuse(f"A rule names “{rest}”, which is not a group of the scheme.")
        keys.append(by_title[title])
        rest = BETWEEN.sub("", after, count=1)
    return tuple(keys)
