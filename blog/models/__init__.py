"""Essays: posts with their writers, revisions, category, tags, pictures and bibliography."""

from .authorship import Authorship
from .bibliography import MAX_LINE_LENGTH, MAX_LISTED, BibliographyEntry, EssaySource, SourceProposal
from .citation import Citation, FindingAnswer, Rendering
from .copy import KeptForm, WorkingCopy
from .filing import MAX_TAG_LENGTH, MAX_TAG_SLUG_LENGTH, Category, FormerAddress, Tag
from .image import MAX_ALT_LENGTH, MAX_CAPTION_LENGTH, MAX_CREDIT_LENGTH, Image
from .portfolio import MAX_INTRODUCTION_LENGTH, Portfolio, PortfolioEntry
from .post import MAX_BODY_LENGTH, MAX_PSEUDONYM_LENGTH, MAX_TITLE_LENGTH, Post, PostQuerySet
from .revision import MAX_REASON_LENGTH, Revision, RevisionQuerySet, SavedText
from .step import MAX_NOTE_LENGTH, Step

__all__ = [
    "MAX_ALT_LENGTH",
    "MAX_BODY_LENGTH",
    "MAX_CAPTION_LENGTH",
    "MAX_CREDIT_LENGTH",
    "MAX_INTRODUCTION_LENGTH",
    "MAX_LINE_LENGTH",
    "MAX_LISTED",
    "MAX_NOTE_LENGTH",
    "MAX_PSEUDONYM_LENGTH",
    "MAX_REASON_LENGTH",
    "MAX_TAG_LENGTH",
    "MAX_TAG_SLUG_LENGTH",
    "MAX_TITLE_LENGTH",
    "Authorship",
    "BibliographyEntry",
    "Category",
    "Citation",
    "EssaySource",
    "FindingAnswer",
    "FormerAddress",
    "Image",
    "KeptForm",
    "Portfolio",
    "PortfolioEntry",
    "Post",
    "PostQuerySet",
    "Rendering",
    "Revision",
    "RevisionQuerySet",
    "SavedText",
    "SourceProposal",
    "Step",
    "Tag",
    "WorkingCopy",
]
