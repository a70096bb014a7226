"""The form in which somebody marks an answer: for each point a box, and the words that earn it.

The words are a choice from the answer's sentences. A script adds to it the words that are selected in the
answer itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms

from blog.numbers import count

from ..marking.arithmetic import Result, mark
from ..marking.scheme import Group, Point, Scheme
from ..marking.suggesting import Suggestion, suggest
from .drawing import Earned, Piece, look_of, paragraphs
from .sentences import Span, choices, trimmed

_SPAN = re.compile(r"(\d{1,6})-(\d{1,6})", re.ASCII)
MISSING = "Choose the words that earn it, or take the tick away."
BROKEN = "The form did not arrive whole. Nothing was stored."
WHOLE = "whole"
ELSEWHERE = "These words are not in the answer. Choose them again."


class Line(NamedTuple):
    """A point of the scheme as the form shows it; `number` counts the points of all groups.

    `words` is the value of the choice, `quote` the words where they are none of the choices. `suggestion` is
    one for a point that is not ticked.
    """

    number: int
    look: int
    point: Point
    is_ticked: bool
    words: str
    quote: str
    more: str
    suggestion: Suggestion | None
    suggested: str
    errors: list[str]


class MarkingForm(forms.Form):
    """Bound to what was sent, or showing `ticks`. `given`: the ticks that have words, by point.

    `version` is that of the stored marking which it goes on from, 0 where there is none.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        scheme: Scheme,
        text: str,
        ticks: Mapping[str, Span],
        version: int = 0,
    ) -> None:
        super().__init__(data)
        self.scheme, self.text, self.ticks = scheme, text, ticks
        self.version = version if data is None else count(data.get("version", ""))
        self.choices = [(said(span), words) for span, words in choices(text)]
        self.given: dict[str, Span] = dict(ticks)
        # The last field of the page: a form that breaks off on its way ticks nothing.
        self.fields[WHOLE] = forms.CharField(required=False)
        for number, point in scheme.numbered():
            self.fields[f"tick-{point.key}"] = forms.BooleanField(required=False)
            self.fields[f"words-{point.key}"] = forms.CharField(
                required=False, max_length=20, label=f"Point {number}"
            )
            self.fields[f"more-{point.key}"] = forms.IntegerField(
                required=False, min_value=1, max_value=max(len(self.choices), 1), label=f"Point {number}"
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self.given = {}
        if not cleaned.get(WHOLE):
            self.add_error(None, BROKEN)
        for _, point in self.scheme.numbered():
            name = f"words-{point.key}"
            if not cleaned.get(f"tick-{point.key}") or name in self.errors:
                continue
            words = self._words(cleaned[name], cleaned.get(f"more-{point.key}") or 1)
            if words:
                self.given[point.key] = words
            else:
                self.add_error(name, ELSEWHERE if cleaned[name] else MISSING)
        return cleaned

    def groups(self) -> list[tuple[Group, list[Line]]]:
        """The scheme's groups with their points, as the page shows them."""
        found = {one.point: one for one in suggest(self.scheme, self.text)}
        lines = {point.key: self._line(number, point, found) for number, point in self.scheme.numbered()}
        return [(group, [lines[point.key] for point in group.points]) for group in self.scheme.groups]

    def result(self) -> Result:
        """What the ticks that have words come to."""
        return mark(self.scheme, self.given.keys())

    def drawn(self) -> list[list[Piece]]:
        """The answer with the words of the ticks marked."""
        return drawn(self.text, self.scheme, self.given)

    def wordless(self) -> list[int]:
        """The numbers of the points that are ticked without words."""
        return [
            number
            for number, point in self.scheme.numbered()
            if self._is_ticked(point) and point.key not in self.given
        ]

    def _is_ticked(self, point: Point) -> bool:
        return bool(self[f"tick-{point.key}"].value()) if self.is_bound else point.key in self.ticks

    def _words(self, value: str, more: int) -> Span | None:
        """The words of a choice; of a sentence's, together with the sentences behind it."""
        span = span_of(self.text, value)
        values = [one for one, _ in self.choices]
        if span is None or more < 2 or value not in values:
            return span
        last = span_of(self.text, values[min(values.index(value) + more, len(values)) - 1])
        return Span(span.start, last.end if last else span.end)

    def _line(self, number: int, point: Point, found: Mapping[str, Suggestion]) -> Line:
        value, more = self._sent(point)
        span = span_of(self.text, value)
        is_other = value not in [one for one, _ in self.choices]
        is_ticked = self._is_ticked(point)
        one = None if is_ticked else found.get(point.key)
        return Line(
            number=number,
            look=look_of(number),
            point=point,
            is_ticked=is_ticked,
            words=value if span else "",
            quote=self.text[span.start : span.end] if span and is_other else "",
            more=more,
            suggestion=one,
            suggested=said(Span(one.start, one.end)) if one else "",
            errors=[*self[f"words-{point.key}"].errors, *self[f"more-{point.key}"].errors],
        )

    def _sent(self, point: Point) -> tuple[str, str]:
        """The choice of words and the number of sentences, as they are shown."""
        if not self.is_bound:
            return said(self.ticks[point.key]) if point.key in self.ticks else "", "1"
        value, more = self[f"words-{point.key}"].value(), self[f"more-{point.key}"].value()
        return str(value or ""), str(more or 1)


def drawn(text: str, scheme: Scheme, ticks: Mapping[str, Span]) -> list[list[Piece]]:
    """The answer in paragraphs with the words of the ticks marked."""
    earned = [Earned(number, *ticks[point.key]) for number, point in scheme.numbered() if point.key in ticks]
    return paragraphs(text, earned)


def span_of(text: str, value: str) -> Span | None:
    """The words that "12-48" says, without blanks around them; None where `text` has none there."""
    match = _SPAN.fullmatch(value)
    if not match or int(match[2]) > len(text):
        return None
    return trimmed(text, int(match[1]), int(match[2]))


def said(span: Span) -> str:
    """The span as a form says it: "12-48"."""
    return f"{span.start}-{span.end}"
