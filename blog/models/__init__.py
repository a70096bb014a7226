"""Essays: posts with their category, tags, picture and bibliography."""

from .bibliography import MAX_LINE_LENGTH, BibliographyEntry, EssaySource, SourceProposal
from .citation import Citation, FindingAnswer, Rendering
from .filing import MAX_TAG_LENGTH, Category, Tag
from .post import (
    MAX_ALT_LENGTH,
    MAX_BODY_LENGTH,
    MAX_CAPTION_LENGTH,
    MAX_CREDIT_LENGTH,
    MAX_TITLE_LENGTH,
    Image,
    Post,
    PostQuerySet,
    srcset,
)

__all__ = [
    "MAX_ALT_LENGTH",
    "MAX_BODY_LENGTH",
    "MAX_CAPTION_LENGTH",
    "MAX_CREDIT_LENGTH",
    "MAX_LINE_LENGTH",
    "MAX_TAG_LENGTH",
    "MAX_TITLE_LENGTH",
    "BibliographyEntry",
    "Category",
    "Citation",
    "EssaySource",
    "FindingAnswer",
    "Image",
    "Post",
    "PostQuerySet",
    "Rendering",
    "SourceProposal",
    "Tag",
    "srcset",
]
