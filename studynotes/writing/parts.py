"""The key terms and practice questions of a note as rows, which follow its text at every save.

Cards and answers hang on them: a row whose part is gone is retired, never deleted, and comes back with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import F
from django.utils import timezone
from rapidfuzz import fuzz

from blog.markup import render_comment

from ..marking.scheme import Scheme
from ..models import KeyTerm, MarkScheme, Question, StudyNote
from ..text.reading import PracticeQuestion, Term

# A question in the place of another one is that one reworded where so much of a hundred is alike; else who
# answered the old one would have answered what they never read.
LEAST_ALIKE = 60
# Numbers that no question has: two of them may change places.
BEYOND = 10_000


def follow_terms(note: StudyNote, terms: Sequence[Term]) -> bool:
    """Let the rows say what the text says, found again by their address. Whether that changed any."""
    rows = {row.slug: row for row in note.terms.all()}
    changed = False
    for position, term in enumerate(terms, start=1):
        row = rows.pop(term.slug, None) or KeyTerm(note=note, slug=term.slug)
        values = {
            "term": term.title,
            "spellings": list(term.spellings),
            "definition": term.markdown,
            "definition_html": render_comment(term.markdown),
            "position": position,
            "retired_at": None,
        }
        changed |= _store(row, values)
    left = [row.pk for row in rows.values() if row.retired_at is None]
    return bool(note.terms.filter(pk__in=left).update(retired_at=timezone.now())) or changed


def follow_questions(note: StudyNote, asked: Sequence[PracticeQuestion]) -> dict[int, Question]:
    """Let the rows ask what the text asks: found again by the prompt, else, where it was reworded, by number.

    A scheme that says something else is a new version. Returns them by their number in the text.
    """
    rows = list(note.questions.order_by("number"))
    found = dict(_found(rows, asked))
    kept = {row.pk for row in found.values()}
    gone = [row.pk for row in rows if row.retired_at is None and row.pk not in kept]
    note.questions.filter(pk__in=gone).update(retired_at=timezone.now())
    moved = [row.pk for number, row in found.items() if row.retired_at is None and row.number != number]
    note.questions.filter(pk__in=moved).update(number=F("number") + BEYOND)
    questions = {}
    for question in asked:
        row = found.get(question.number) or Question(note=note)
        values = {
            "number": question.number,
            "prompt": question.markdown,
            "prompt_html": render_comment(question.markdown),
            "retired_at": None,
        }
        _store(row, values)
        if question.scheme:
            follow_scheme(row, question.scheme)
        questions[question.number] = row
    return questions


def follow_scheme(question: Question, scheme: Scheme) -> None:
    """Keep `scheme` as the newest version of the question's, unless it is that already."""
    data = scheme.to_data()
    newest = question.schemes.order_by("-version").first()
    if newest and newest.data == data:
        return
    version = newest.version + 1 if newest else 1
    MarkScheme.objects.create(question=question, version=version, marks=scheme.marks, data=data)


def _found(rows: Sequence[Question], asked: Sequence[PracticeQuestion]) -> Iterator[tuple[int, Question]]:
    """The row of each question of the text, by its number; those that are new have none."""
    by_prompt = {row.prompt: row for row in rows}
    prompts = {question.markdown for question in asked}
    by_number = {row.number: row for row in rows if row.retired_at is None and row.prompt not in prompts}
    for question in asked:
        row, other = by_prompt.get(question.markdown), by_number.get(question.number)
        if row is None and other and _is_reworded(other, question):
            row = other
        if row:
            yield question.number, row


def _is_reworded(row: Question, question: PracticeQuestion) -> bool:
    return fuzz.ratio(row.prompt, question.markdown) >= LEAST_ALIKE or not row.answers.exists()


def _store(row: KeyTerm | Question, values: Mapping[str, object]) -> bool:
    """Write what differs. Whether anything did."""
    if row.pk and all(getattr(row, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return True
