"""Storing a file of topics: all of it, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from courses.models import Course

from ..models import Specification, Subject
from ..problems import Problem
from .checking import SpecificationEntry, SubjectEntry, outline
from .nodes import TreeError
from .reading import read
from .report import Change, Report, differences
from .topics import store_topics

if TYPE_CHECKING:
    from accounts.models import User


def import_tree(*, data: bytes | str, by: User | None, prune: bool = False, is_trial: bool = False) -> Report:
    """Make the tree of topics what the file `data` says; with `is_trial` only say what that would do.

    Subjects and specifications are found again by their slugs, topics by slug or else by number. What the
    file lacks stays; `prune` removes topics of its specifications that it lacks and that nothing hangs on.
    `by` may change what courses keep that they lead; None is the operator of the site, who may everything.
    Raises TreeError with what is wrong, by line; then nothing is stored.
    """
    subjects = outline(read(data))
    with transaction.atomic():
        run = _Run(by, prune)
        for entry in subjects:
            run.store_subject(entry)
        if run.problems:
            raise TreeError(*run.problems)
        transaction.set_rollback(is_trial)
    topics = sum(len(one.topics) for entry in subjects for one in entry.specifications)
    return Report(topics, tuple(run.changes))


class _Run:
    """One import inside its transaction."""

    def __init__(self, by: User | None, prune: bool) -> None:
        self.by, self.prune = by, prune
        self.led = Course.objects.all() if by is None else Course.objects.led_by(by)
        self.changes: list[Change] = []
        self.problems: list[Problem] = []

    @property
    def is_for_all(self) -> bool:
        return self.by is None or (self.by.is_active and self.by.is_staff)

    def store_subject(self, entry: SubjectEntry) -> None:
        subject = Subject.objects.select_for_update().filter(slug=entry.slug).first()
        if subject and subject.name != entry.name and not self.is_for_all:
            words = f"The subject “{entry.slug}” is called “{subject.name}”. Site staff may rename it."
            self.problems.append(Problem(entry.line, words))
            return
        subject = self.store(
            subject or Subject(slug=entry.slug), {"name": entry.name}, what="subject", line=entry.line
        )
        for specification in entry.specifications if subject else []:
            self.store_specification(subject, specification)

    def store_specification(self, subject: Subject, entry: SpecificationEntry) -> None:
        there = Specification.objects.select_for_update().filter(slug=entry.slug)
        specification = there.select_related("subject", "course").first()
        course = self.led.filter(slug=entry.course).first()
        if problem := self._refusal(subject, entry, specification, course):
            self.problems.append(Problem(entry.line, problem))
            return
        values = {"board": entry.board, "level": entry.level, "course": course}
        specification = self.store(
            specification or Specification(subject=subject, slug=entry.slug),
            values,
            what="specification",
            line=entry.line,
        )
        if specification:
            changes, problems = store_topics(specification, entry.topics, prune=self.prune)
            self.changes += changes
            self.problems += problems

    def _refusal(
        self, subject: Subject, entry: SpecificationEntry, there: Specification | None, course: Course | None
    ) -> str:
        """Why the specification may not become what the file says. Empty where it may."""
        if course is None:
            return f"There is no course “{entry.course}” that you lead."
        if there and there.subject_id != subject.pk:
            return f"The specification “{entry.slug}” belongs to the subject “{there.subject.slug}”."
        if there and not self.led.filter(pk=there.course_id).exists():
            return f"The specification “{entry.slug}” is kept by a course that you do not lead."
        if there and there.course_id != course.pk:
            # As in the admin: its notes' sources are in that course's library.
            return f"The specification “{entry.slug}” is kept by “{there.course.slug}”, and stays there."
        return ""

    def store(self, row: Any, values: dict[str, Any], *, what: str, line: int) -> Any:
        """`row` with `values`, stored if that changes it. None where it may not be: that is a problem."""
        is_new = row.pk is None
        details = () if is_new else differences(row, values)
        if not (is_new or details):
            return row
        for name, value in values.items():
            setattr(row, name, value)
        try:
            row.full_clean()
        except ValidationError as error:
            self.problems += [Problem(line, words) for words in error.messages]
            return None
        row.save()
        self.changes.append(Change("new" if is_new else "changed", what, str(row), line, details))
        return row
