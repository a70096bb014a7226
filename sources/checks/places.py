"""What stands around a bracket: whether a citation would stand there. Pure functions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from .brackets import Bracket
from .locators import Tail
from .quotations import Quotation
from .text import Essay
from .vocabulary import SMALL
from .words import APOSTROPHES, key, words

MIN_QUOTED_WORDS = 6  # a shorter quotation is a term or a title and needs no citation
WINDOW = 120  # characters before a bracket that are looked at
NEAR = 20  # characters between a quotation and its citation

_CLAUSE_END = re.compile(r"[*_]*\s*(?:[.,;:!?…)\]”»—–]|$|\n)|\[\^|[*_\s]*\Z")
_LETTERS = re.compile(r"[^\W\d_]{2,10}(?:\([^\W\d_]\))?$")


class Places:
    """The surroundings of an essay's brackets."""

    def __init__(self, essay: Essay, quotations: Sequence[Quotation]) -> None:
        self._plain = essay.plain
        self._quotations = quotations
        self._ends = [quotation.end for quotation in quotations]

    def quotation_before(self, bracket: Bracket) -> Quotation | None:
        """The quotation that ends right before a bracket."""
        place = bisect_right(self._ends, bracket.start) - 1
        if place < 0 or bracket.start - self._ends[place] >= NEAR:
            return None
        between = self._plain[self._ends[place] : bracket.start]
        return None if between.strip(" \n\t.,;:!?…") else self._quotations[place]

    def ends_clause(self, bracket: Bracket) -> bool:
        """Whether a clause, sentence or paragraph ends with a bracket."""
        return bool(_CLAUSE_END.match(self._plain, bracket.end, bracket.end + 10))

    def is_clear(self, bracket: Bracket) -> bool:
        """After a quotation, or before the end of a clause: where citations stand."""
        return self.quotation_before(bracket) is not None or self.ends_clause(bracket)

    def is_issue(self, bracket: Bracket, tail: Tail) -> bool:
        """Whether a year stands right after a title in italics or quotation marks: that of its issue."""
        if tail.locator:
            return False
        quotation = self.quotation_before(bracket)
        before = self._plain[max(0, bracket.start - 3) : bracket.start].rstrip()
        return before.endswith(("*", "_")) or bool(quotation and quotation.words < MIN_QUOTED_WORDS)

    def is_gloss(self, bracket: Bracket) -> bool:
        """Whether the bracket holds the initials of the words before it: "United Nations (UN)"."""
        content = self._plain[bracket.start + 1 : min(bracket.end - 1, bracket.start + 20)].strip()
        if not _LETTERS.match(content) or not content[0].isupper():
            return False
        letters = key(content)
        before = words(self._plain, max(0, bracket.start - WINDOW), bracket.start)[-2 * len(letters) :]
        if before and self._plain[before[-1].end : bracket.start].strip(APOSTROPHES + ' \n*_"”s'):
            return False
        initials = "".join(word.key[0] for word in before)
        significant = "".join(word.key[0] for word in before if word.key not in SMALL)
        return initials.endswith(letters) or significant.endswith(letters)


def is_page(tail: Tail) -> bool:
    """A number that could be a page although nothing says so: no roman one, and no clock or score."""
    return tail.labelled or (
        tail.locator[:1].isdigit() and ":" not in tail.locator and "." not in tail.locator
    )
