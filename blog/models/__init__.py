"""Essays: posts with their category, tags, picture and bibliography."""

from .bibliography import MAX_LINE_LENGTH, BibliographyEntry
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
    "Image",
    "Post",
    "PostQuerySet",
    "Tag",
    "srcset",
]
