"""What readers call CSL's types of works. Pure functions."""

from __future__ import annotations

# Only what differs from CSL's own word, read with its hyphens and underscores as blanks.
_NAMES = {
    "article": "Preprint",
    "article-journal": "Journal article",
    "article-magazine": "Magazine article",
    "article-newspaper": "Newspaper article",
    "document": "Source",
    "entry-dictionary": "Entry of a dictionary",
    "entry-encyclopedia": "Entry of an encyclopedia",
    "legal_case": "Court case",
    "motion_picture": "Film",
    "musical_score": "Score",
    "paper-conference": "Conference paper",
    "personal_communication": "Letter or message",
    "post": "Post",
    "post-weblog": "Blog post",
    "review-book": "Review of a book",
    "song": "Recording",
    "webpage": "Web page",
}


def type_name(csl_type: str) -> str:
    """ "Newspaper article" for "article-newspaper". An unknown type is told as it is written."""
    return _NAMES.get(csl_type) or csl_type.replace("-", " ").replace("_", " ").capitalize()
