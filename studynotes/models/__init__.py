"""Study notes: subjects and topics, their pages, key terms, questions and answers, and enquiries."""

from .answer import MAX_ANSWER_LENGTH, Answer, AnswerQuerySet, Marking, Tick, where_written, written_in
from .card import Card, CardQuerySet, CardReview
from .enquiry import ContactWay, Enquiry, EnquiryNote, EnquiryQuerySet
from .note import NoteCopy, NoteRevision, NoteRevisionQuerySet, NoteSource, StudyNote
from .question import MarkScheme, Question, QuestionQuerySet
from .term import KeyTerm, KeyTermQuerySet, TermUse
from .tree import Specification, SpecificationQuerySet, Subject, Topic, UnitTopic

__all__ = [
    "MAX_ANSWER_LENGTH",
    "Answer",
    "AnswerQuerySet",
    "Card",
    "CardQuerySet",
    "CardReview",
    "ContactWay",
    "Enquiry",
    "EnquiryNote",
    "EnquiryQuerySet",
    "KeyTerm",
    "KeyTermQuerySet",
    "MarkScheme",
    "Marking",
    "NoteCopy",
    "NoteRevision",
    "NoteRevisionQuerySet",
    "NoteSource",
    "Question",
    "QuestionQuerySet",
    "Specification",
    "SpecificationQuerySet",
    "StudyNote",
    "Subject",
    "TermUse",
    "Tick",
    "Topic",
    "UnitTopic",
    "where_written",
    "written_in",
]
