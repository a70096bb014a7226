"""Study notes: subjects and topics, their pages, key terms, questions and answers, and enquiries."""

from .answer import MAX_ANSWER_LENGTH, Answer, Marking, Tick
from .card import Card, CardReview
from .enquiry import ContactWay, Enquiry, EnquiryNote, EnquiryQuerySet
from .note import NoteCopy, NoteRevision, NoteRevisionQuerySet, NoteSource, StudyNote
from .question import MarkScheme, Question
from .term import KeyTerm, TermUse
from .tree import Specification, Subject, Topic, UnitTopic

__all__ = [
    "MAX_ANSWER_LENGTH",
    "Answer",
    "Card",
    "CardReview",
    "ContactWay",
    "Enquiry",
    "EnquiryNote",
    "EnquiryQuerySet",
    "KeyTerm",
    "MarkScheme",
    "Marking",
    "NoteCopy",
    "NoteRevision",
    "NoteRevisionQuerySet",
    "NoteSource",
    "Question",
    "Specification",
    "StudyNote",
    "Subject",
    "TermUse",
    "Tick",
    "Topic",
    "UnitTopic",
]
