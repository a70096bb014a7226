"""Rows of study notes for tests: each maker gives a valid row, and takes by keyword what a test is about."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from courses.models import Course
from studynotes.answers.actions import mark_answer
from studynotes.answers.sentences import Span
from studynotes.models import (
    Answer,
    Card,
    ContactWay,
    Enquiry,
    KeyTerm,
    Marking,
    MarkScheme,
    Question,
    Specification,
    StudyNote,
    Subject,
    Topic,
    UnitTopic,
)
from tests import makers


def _point(key: str, text: str, *accepts: str) -> dict[str, Any]:
    return {"key": key, "marks": 1, "text": text, "alternatives": [], "accepts": list(accepts)}


# The seed's second question: two aspects of three points each, and an answer on one alone has three marks.
SCHEME: dict[str, Any] = {
    "marks": 6,
    "groups": [
        {
            "key": "propaganda",
            "title": "Propaganda",
            "at_most": 3,
            "points": [
                _point("propaganda-1", "Names the image of Lenin’s heir, a wise or heroic leader."),
                _point("propaganda-2", "Control of the media: newspapers, schools, films.", "newspapers"),
                _point("propaganda-3", "Use of historical revisionism."),
            ],
        },
        {
            "key": "secret-police",
            "title": "Secret police",
            "at_most": 3,
            "points": [
                _point("secret-police-1", "Names an organisation such as OGPU or NKVD.", "OGPU", "NKVD"),
                _point("secret-police-2", "Refers to purges, surveillance, arrests or executions."),
                _point("secret-police-3", "Gulags or show trials."),
            ],
        },
    ],
    "rules": [
        {
            "kind": "spread",
            "groups": [],
            "fewer_than": 2,
            "at_most": 3,
            "words": "answers on one aspect alone: at most 3",
        }
    ],
}


def make_topic(course: Course | None = None, **fields: Any) -> Topic:
    """A topic of a specification that `course` keeps; no unit lists it yet."""
    number = next(makers.numbers)
    if "specification" not in fields:
        subject = Subject.objects.create(name=f"Subject {number}", slug=f"subject-{number}")
        fields["specification"] = Specification.objects.create(
            subject=subject,
            board="OCR",
            level="A-Level",
            slug=f"specification-{number}",
            course=course or makers.make_course(),
        )
    values = {"number": f"1.{number}", "title": f"Topic {number}", "slug": f"topic-{number}"}
    return Topic.objects.create(**({"position": number} | values | fields))


def use_topic(course: Course, topic: Topic) -> UnitTopic:
    """A unit of `course` lists the topic: the course uses it."""
    unit = course.units.first() or makers.make_unit(course)
    return UnitTopic.objects.create(unit=unit, topic=topic)


def make_note(topic: Topic | None = None, **fields: Any) -> StudyNote:
    """A published note, unless the fields say otherwise."""
    topic = topic or make_topic()
    values = {
        "status": StudyNote.Status.PUBLISHED,
        "body": "What is to be known.",
        "body_html": "<p>What is to be known.</p>",
        "begun_by": fields.pop("begun_by", None) or makers.make_user(),
        "published_at": timezone.now(),
    }
    return StudyNote.objects.create(topic=topic, **(values | fields))


def make_term(note: StudyNote | None = None, term: str = "", *spellings: str, **fields: Any) -> KeyTerm:
    """A key term that the note's text defines."""
    number = next(makers.numbers)
    term = term or f"Term {number}"
    values: dict[str, Any] = {
        "slug": slugify(term),
        "spellings": list(spellings),
        "position": number,
        "definition": f"What {term} means.",
    }
    values |= fields
    values.setdefault("definition_html", f"<p>{values['definition']}</p>")
    return KeyTerm.objects.create(note=note or make_note(), term=term, **values)


def make_card(learner: User, term: KeyTerm | None = None, **fields: Any) -> Card:
    """A new card, due now."""
    return Card.objects.create(learner=learner, term=term or make_term(), **fields)


def make_question(note: StudyNote | None = None, scheme: Any = SCHEME, **fields: Any) -> Question:
    """A question with a scheme of its own; `scheme=None` leaves it without."""
    note = note or make_note()
    number = note.questions.count() + 1
    prompt = fields.pop("prompt", f"Explain matter {number}.")
    values = {"number": number, "prompt": prompt, "prompt_html": f"<p>{prompt}</p>"}
    question = Question.objects.create(note=note, **(values | fields))
    if scheme:
        make_scheme(question, scheme)
    return question


def ask(course: Course, **fields: Any) -> Question:
    """A question of a published note whose topic `course` uses."""
    topic = make_topic(course)
    use_topic(course, topic)
    return make_question(make_note(topic), **fields)


def make_scheme(question: Question, data: Any = SCHEME, **fields: Any) -> MarkScheme:
    """The question's next mark scheme."""
    version = question.schemes.count() + 1
    return MarkScheme.objects.create(
        question=question, data=data, **({"version": version, "marks": data["marks"]} | fields)
    )


def make_marking(answer: Answer, marker: User, **words: str) -> Marking:
    """A marking that ticks points, named with "_" for "-", by these words of the answer."""
    places = {key.replace("_", "-"): answer.body.index(said) for key, said in words.items()}
    spans = {
        key: Span(places[key], places[key] + len(said))
        for key, said in zip(places, words.values(), strict=True)
    }
    return mark_answer(answer=answer, by=marker, ticks=spans)


def make_answer(question: Question, student: User, **fields: Any) -> Answer:
    """An answer that was handed in, unless `handed_in_at` is None."""
    values = {
        "body": "The NKVD arrested his rivals. Newspapers praised him.",
        "attempt": Answer.objects.filter(question=question, student=student).count() + 1,
        "handed_in_at": timezone.now(),
    }
    values |= fields
    if values["handed_in_at"]:
        values.setdefault("scheme", question.schemes.first())
    return Answer.objects.create(question=question, student=student, **values)


def make_enquiry(**fields: Any) -> Enquiry:
    """Somebody's new enquiry, kept for a while yet."""
    number = next(makers.numbers)
    values = {
        "submission": uuid.uuid4(),
        "name": "Ada Asking",
        "email": f"ada{number}@example.org",
        "subject": "History",
        "level": "a-level",
        "needs": f"Help with essay {number}.",
        "erase_after": timezone.localdate() + timedelta(days=180),
    }
    return Enquiry.objects.create(**(values | fields))


def make_way(kind: str = "phone", value: str = "+44 20 7946 0000", **fields: Any) -> ContactWay:
    return ContactWay.objects.create(kind=kind, value=value, **fields)
