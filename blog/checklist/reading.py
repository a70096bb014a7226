"""The checklist of an essay as it is stored, or as it stands in its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.template.defaultfilters import pluralize

from courses.models import KeyQuestion, Unit
from sources.models import UnitSource, rules_of_citing
from sources.reference import short_reference

from ..citing import desk
from ..citing.desk import Reading
from ..images.describing import undescribed_of
from ..images.keeping import pictures_in
from ..models import Post
from ..numbers import number
from . import words
from .items import Asked, Item, Name, Written, items

_CHOICES = ("unit", "key_question")


@dataclass(frozen=True)
class Checklist:
    """What is asked, met or not, and how long the text is."""

    items: list[Item]
    words: int
    minutes: int
    unit: Unit | None = None

    @property
    def length(self) -> str:
        """How long it is, in words."""
        count = words.said(self.words)
        if not self.words:
            return count
        return f"{count}, {self.minutes} minute{pluralize(self.minutes)} to read"


def checks(
    post: Post,
    reading: Reading | None = None,
    *,
    unit: Unit | None = None,
    question: KeyQuestion | None = None,
) -> Checklist:
    """The checklist of `post`, or of the text that `reading` (blog/citing/desk.py) read.

    `unit` and `question` are what its form has chosen; without a `reading` they are the stored ones. Five
    queries at most, beside those of a reading.
    """
    if reading is None:
        reading, unit, question = desk.read(post), post.unit, post.key_question
    written = _written(post, reading, question)
    asked = _asked(post, unit) if post.course_id else Asked()
    return Checklist(items(asked, written), written.words, words.minutes(written.words), unit)


def chosen(post: Post, data: Mapping[str, str]) -> tuple[Unit | None, KeyQuestion | None]:
    """The unit and its question that a form chooses, within the essay's course; a question names its unit.

    What the form does not have is as it is stored.
    """
    unit, question = (number(str(data.get(name, getattr(post, f"{name}_id")))) for name in _CHOICES)
    if not post.course_id or not (unit or question):
        return None, None
    asked = (
        KeyQuestion.objects.filter(pk=question, unit__course=post.course_id)
        .select_related("unit__course")
        .first()
    )
    of = Unit.objects.filter(pk=unit, course=post.course_id).select_related("course").first() or (
        asked.unit if asked else None
    )
    return of, asked if asked and of and asked.unit_id == of.pk else None


def _asked(post: Post, unit: Unit | None) -> Asked:
    rules = post.course.rules_of_writing()
    flags = {
        Name.LENGTH: rules.requires_length,
        Name.SOURCES: rules.requires_unit_sources,
        Name.QUESTION: rules.requires_key_question,
        Name.CITATIONS: rules_of_citing(post.course).requires_sources,
        Name.PICTURES: True,
    }
    required = frozenset(name for name, is_asked in flags.items() if is_asked)
    if unit is None:
        return Asked(required=required)
    rows = unit.unit_sources.filter(requirement=UnitSource.Requirement.REQUIRED).select_related("source")
    sources = {row.source.key: short_reference(row.source.csl) for row in rows}
    return Asked(unit.min_words, unit.max_words, sources, unit.key_questions.exists(), required)


def _written(post: Post, reading: Reading, question: KeyQuestion | None) -> Written:
    shown = pictures_in(post, reading.body)
    return Written(
        words=words.count(reading.body),
        sources={*reading.lines, *reading.ledger.cited},
        has_question=question is not None,
        citations=len(reading.ledger.citations),
        unmatched=len(reading.without_source()),
        pictures=len(shown),
        undescribed=len(undescribed_of(shown, reading.body)),
    )
