"""Essays: posts with their category, tags, picture and bibliography."""

from .bibliography import MAX_LINE_LENGTH, BibliographyEntry
from .filing import Category, Tag
from .post import MAX_BODY_LENGTH, MAX_TITLE_LENGTH, Image, Post, PostQuerySet, srcset

__all__ = [
    "MAX_BODY_LENGTH",
    "MAX_LINE_LENGTH",
    "MAX_TITLE_LENGTH",
    "BibliographyEntry",
    "Category",
    "Image",
    "Post",
    "PostQuerySet",
    "Tag",
    "srcset",
]
