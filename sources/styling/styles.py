"""The citation styles that an author or a reader can choose."""

from __future__ import annotations

from pathlib import Path

from django.db import models

FOLDER = Path(__file__).resolve().parent.parent / "csl"


class Style(models.TextChoices):
    """A value other than "as written" is the name of a file in sources/csl."""

    AS_WRITTEN = "as-written", "As written"
    CHICAGO_AUTHOR_DATE = "chicago-author-date", "Chicago 18, author and date"
    CHICAGO_NOTES = "chicago-notes-bibliography", "Chicago 18, notes"
    CHICAGO_SHORT_NOTES = "chicago-shortened-notes-bibliography", "Chicago 18, short notes"
    CHICAGO_17_AUTHOR_DATE = "chicago-author-date-17th-edition", "Chicago 17, author and date"
    CHICAGO_17_NOTES = "chicago-notes-bibliography-17th-edition", "Chicago 17, notes"
    MLA = "modern-language-association", "MLA 9"
    APA = "apa", "APA 7"
    HARVARD = "harvard-cite-them-right", "Harvard (Cite Them Right 12)"

    @property
    def is_rendered(self) -> bool:
        """Whether citations look other than their author typed them."""
        return self is not Style.AS_WRITTEN

    @property
    def locale(self) -> str:
        return "en-GB" if self is Style.HARVARD else "en-US"

    @property
    def path(self) -> Path:
        """The style's file. Raises ValueError for "as written", which has none."""
        if not self.is_rendered:
            raise ValueError("Citations as written have no style file.")
        return FOLDER / f"{self.value}.csl"


RENDERED_STYLES = tuple(style for style in Style if style.is_rendered)
