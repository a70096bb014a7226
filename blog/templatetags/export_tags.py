"""What the essay page tells programs that collect references."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django import template
from django.utils import timezone

from sources.formats import names

from ..authorship.names import Byline
from ..exports.essay_item import split_name

register = template.Library()


@register.filter
def citation_authors(line: Byline) -> list[str]:
    """Each author as `citation_author` has them: "Family, Given"; a pseudonym as it is."""
    if line.is_pseudonym:
        return line.names
    return [name for author in line.names for name in _citation_authors(author)]


@register.filter
def citation_date(moment: datetime) -> str:
    """As `citation_publication_date` has it, in the site's time zone: 2020/02/24."""
    return f"{timezone.localtime(moment):%Y/%m/%d}"


# Taking a name apart costs a tenth of what a page may.
@lru_cache(maxsize=5000)
def _citation_authors(display_name: str) -> tuple[str, ...]:
    return tuple(names.inverted(name).rstrip(",") for name in split_name(display_name))
