"""Which works the words of a citation name. Pure functions.

The words must be covered completely by one source: by the names of its authors, editors and translators
and the words of its titles. That, and no list of words, is what tells "(Stalin Short Course)" from
"(Bolsheviks)". Author beats editor beats translator beats title; a matching year adds, another year
subtracts; and a tie stays a tie.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import locators
from .dictionary import Dictionary
from .locators import CSL_LABEL, Tail
from .vocabulary import ARTICLES, CONNECTORS, PARTICLES, SMALL
from .words import Word
from .works import AUTHOR, TITLE, Name, Work

SAME_YEAR, OTHER_YEAR, SAME_SUFFIX = 4, -5, 1
MIN_SINGLE_TITLE_WORD = 4
MAX_NAME_WORDS = 6
# A first author with another year is probably meant; an editor with another year is probably a mention.
CLEAR_CONFLICT = AUTHOR + OTHER_YEAR


@dataclass(frozen=True, slots=True)
class Match:
    """The works that fit best; `conflict` when all of them have another year than the one cited."""

    works: tuple[Work, ...]
    score: int
    conflict: bool


def match(
    dictionary: Dictionary,
    words: Sequence[Word],
    tail: Tail,
    *,
    quoted: bool = False,
    narrative: bool = False,
) -> Match | None:
    """The works that cover all of `words` and fit best, with the year and locator of `tail`.

    `quoted` says that the words stand in quotation marks or in italics, as a title does. `narrative`
    wants a name among them. None when no work covers them.
    """
    needed = uncovered(words)
    if not needed or len(needed) > 40:
        return None
    keys = [dictionary.spelled(word.key, inflected=narrative) for word in needed]
    best: list[Work] = []
    score = 0
    for work in dictionary.candidates(keys):
        fit, named = _fit(work, needed, keys, tail, quoted=quoted)
        if fit <= 0 or fit < score or (narrative and not named):
            continue
        best = [*best, work] if fit == score else [work]
        score = fit
    if not best:
        return None
    return Match(tuple(best), score, all(_conflicts(work, tail) for work in best))


def uncovered(words: Iterable[Word]) -> list[Word]:
    """What of a citation has to be covered: all but what stands between names."""
    return [word for word in words if word.key not in CONNECTORS]


def _conflicts(work: Work, tail: Tail) -> bool:
    return bool(tail.years and work.years and work.years.isdisjoint(tail.years))


def _fit(
    work: Work, words: Sequence[Word], keys: Sequence[str], tail: Tail, *, quoted: bool
) -> tuple[int, bool]:
    """How well `work` fits, 0 or less where it does not, and whether by a name."""
    same_year = bool(tail.years) and not work.years.isdisjoint(tail.years)
    role, used = _named(work, words, keys, tail, same_year=same_year)
    rest = [place for place in range(len(keys)) if place not in used]
    if role:
        fits = _rest_fits(work, words, keys, rest, tail, quoted=quoted)
    else:
        role = AUTHOR if tuple(keys) in work.aliases else TITLE
        fits = role != TITLE or _title_fits(work, words, keys, tail, quoted=quoted)
    if not fits:
        return 0, False
    named = role > TITLE
    if same_year:
        role += SAME_YEAR + (SAME_SUFFIX if tail.suffix and tail.suffix == work.year_suffix else 0)
    elif _conflicts(work, tail):
        role += OTHER_YEAR
    return role, named


def _named(
    work: Work, words: Sequence[Word], keys: Sequence[str], tail: Tail, *, same_year: bool
) -> tuple[int, set[int]]:
    """The best role of a name that `keys` hold whole, 0 without one, and the places of all such names."""
    best, used = 0, set[int]()
    places: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)
    for name in work.names:
        found = (
            _organisation(name, words, keys, tail) if name.is_organisation else _person(name, words, places)
        )
        # Without a number beside it, a surname is one only with its capital.
        if found and (tail.locator or same_year or any(words[place].text[0].isupper() for place in found)):
            best = max(best, name.role)
            used.update(found)
    return best, used


def _person(name: Name, words: Sequence[Word], places: dict[str, list[int]]) -> list[int]:
    found = [place for word in name.core for place in places.get(word, ())]
    if not found:
        return []
    whole = all(word in places for word in name.core)
    # Half of a double surname will do, but not the "O" of O'Brien.
    if not whole and not any(len(words[place].key) > 3 for place in found):
        return []
    return found + [place for word in name.particles for place in places.get(word, ())]


def _organisation(name: Name, words: Sequence[Word], keys: Sequence[str], tail: Tail) -> list[int]:
    acronyms = [
        place
        for place, word in enumerate(words)
        if word.is_acronym
        and (name.initials.endswith(word.key) or (tail.locator and word.key in name.initials))
    ]
    spelled = [place for place, key in enumerate(keys) if key in name.core and place not in acronyms]
    run = [keys[place] for place in spelled]
    significant = [key for key in run if key not in SMALL]
    core = name.core[1:] if name.core[0] in SMALL else name.core
    if run and run[0] in SMALL:
        run = run[1:]
    if len(significant) < 2 or not _is_run(run, core, prefix=not tail.locator):
        return acronyms
    return acronyms + spelled


def _rest_fits(
    work: Work, words: Sequence[Word], keys: Sequence[str], rest: Sequence[int], tail: Tail, *, quoted: bool
) -> bool:
    """Beside a name may stand given names, initials, other names, and a run of a title's words."""
    people = {word for n in work.names if not n.is_organisation for word in (*n.core, *n.particles, *n.given)}
    left: list[int] = []
    for place in rest:
        if keys[place] in people:
            continue
        initial = len(keys[place]) == 1 and words[place].is_capital
        if not (initial and keys[place] in work.given_initials):
            left.append(place)
    if left and all(len(keys[place]) == 1 and not keys[place].isdigit() for place in left):
        return False  # another person's initials
    small = {keys[place] for place in left}
    while left and keys[left[-1]] in SMALL:
        left.pop()
    while left and keys[left[0]] in SMALL:
        left.pop(0)
    if not left:
        return small <= ARTICLES | PARTICLES | {"in"}
    run = [keys[place] for place in left]
    titles = (*work.titles, *work.containers, *work.aliases)
    if not any(_is_run(run, title) for title in titles):
        return False
    return quoted or bool(tail.locator) or words[left[0]].text[0].isdigit() or words[left[0]].is_capital


def _title_fits(work: Work, words: Sequence[Word], keys: Sequence[str], tail: Tail, *, quoted: bool) -> bool:
    """A title without a name: two of its words in a row, or one that is quoted, or begins it and is long.

    Where no page follows, they must begin the title or one of its parts, for the words of titles are
    also those of the essay.
    """
    run = [key for place, key in enumerate(keys) if place or key not in SMALL]
    significant = [key for key in run if key not in SMALL and len(key) > 1]
    # A newspaper stands for its article only where nobody signed that.
    containers = () if work.names else work.containers
    titles = (*work.titles, *containers)
    if not significant or not (quoted or words[0].is_capital or words[0].text[0].isdigit()):
        return False
    whole = tuple(run) in work.whole_titles or (tuple(run) in containers and bool(tail.years or tail.locator))
    begins = any(_is_run(run, title, prefix=True) for title in titles)
    if quoted:
        return begins
    if len(significant) >= 2:
        return begins or (bool(tail.locator) and any(_is_run(run, title) for title in titles))
    if tail.locator:
        return whole or (begins and len(significant[0]) >= MIN_SINGLE_TITLE_WORD and significant[0].isalpha())
    return whole and significant[0].isalpha()


def _is_run(run: Sequence[str], title: Sequence[str], *, prefix: bool = False) -> bool:
    inner = f" {' '.join(run)} "
    outer = f" {' '.join(title)} "
    return outer.startswith(inner) if prefix else inner in outer


def looks_like_names(words: Sequence[Word], tail: Tail, *, joined: bool, clear: bool) -> bool:
    """Whether `words` with `tail` are a citation of something that is not among the sources.

    `joined` says that "and", "&" or "et al." stands between or after them; `clear` that the place is one
    for a citation: after a quotation or before the end of a clause.
    """
    needed = uncovered(words)
    if not needed or len(needed) > MAX_NAME_WORDS or not (tail.locator or tail.years):
        return False
    names = [word for word in needed if len(word.key) > 1]
    if not names or not all(_may_be_name(word) for word in names):
        return False
    if tail.dated or locators.MONTH.match(names[-1].text):
        return False
    if tail.locator and (tail.labelled or tail.years):
        return tail.label not in ("issue", "figure", "table")
    if tail.locator:
        # "(Freese 347)", and not "(Apollo 11) landed".
        return clear and (len(names) == 1 or joined or len(tail.locator) > 1)
    # "(Smith, 2009)", "(Smith & Jones, 2009)", and not "(Battleship Potemkin, 1925)".
    return clear and (len(names) == 1 or joined)


def _may_be_name(word: Word) -> bool:
    return (
        word.is_capital
        and word.text[0].isalpha()
        and not word.is_acronym
        and word.key not in CSL_LABEL
        and word.key not in SMALL - PARTICLES
    )
