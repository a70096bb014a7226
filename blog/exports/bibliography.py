"""A bibliography that is about to leave the site: of an essay, of a course, of a selection."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string

from sources.styling.rendering import plain as without_tags
from sources.styling.styles import Style

from ..models import Post
from . import files, preparing
from .essay_item import essay_item
from .files import Format
from .preparing import Reference

# Formatted, in a style: not a format that programs read.
STYLED = {"txt": "text/plain", "html": "text/html"}


@dataclass(frozen=True)
class Bibliography:
    """Works under a heading. `name` begins the names of its files; `lines` are the works as typed."""

    heading: str
    name: str
    items: Sequence[dict[str, Any]]
    lines: Sequence[str] = field(default=())

    def download(self, extension: str, style: Style = Style.AS_WRITTEN) -> HttpResponse:
        """The file. Raises Http404 for an extension that is none of ours."""
        name = f"{self.name}.{extension}"
        if extension in STYLED:
            return files.download(self._typeset(extension, style), name, STYLED[extension])
        if extension not in files.FORMATS:
            raise Http404("There is no such format.")
        form = files.FORMATS[extension]
        return files.download(form.text(self.items), name, form.media_type)

    def offers(self, address_of: Callable[[str], str]) -> list[tuple[Format, str, list[str]]]:
        """Each format with its address, by its extension, and what it cannot hold."""
        return [(one, address_of(one.extension), one.losses(self.items)) for one in files.FORMATS.values()]

    def references(self, style: Style) -> list[Reference]:
        """As written, or as far as `style` is ready. No renderer, at most two queries."""
        if style.is_rendered:
            return preparing.in_style(self.items, style)
        if self.lines:
            return [Reference(html.escape(line)) for line in self.lines]
        return [preparing.plain(item) for item in self.items]

    def _typeset(self, extension: str, style: Style) -> str:
        found = self.references(style)
        remarks = _remarks(found, len(self.items), style) if style.is_rendered else []
        if extension == "html":
            context = {"heading": self.heading, "style": style, "references": found, "remarks": remarks}
            return render_to_string("blog/_bibliography.html", context)
        said = f"{self.heading} ({style.label})" if style.is_rendered else self.heading
        entries = [without_tags(one.html) for one in found]
        return "\n\n".join([said, *entries, *remarks]) + "\n"


def itself(post: Post, address: str) -> Bibliography:
    """The essay as a reference, with its first words as the summary."""
    item = essay_item(post, address)
    summary = {"abstract": post.excerpt} if post.excerpt else {}
    return Bibliography(f"“{post}”", post.slug, [item | summary])


def listed_by(post: Post) -> Bibliography:
    """The essay's list of sources: one query."""
    entries = preparing.listed(post)
    items, lines = [entry.source.item() for entry in entries], [entry.line for entry in entries]
    return Bibliography(f"Sources of “{post}”", f"{post.slug}-sources", items, lines)


def style_named(name: str) -> Style:
    """The style that an address asks for. Raises Http404 where there is none of that name."""
    if name not in Style.values:
        raise Http404("There is no such style.")
    return Style(name)


def _remarks(found: Sequence[Reference], works: int, style: Style) -> list[str]:
    waiting = sum(not one.is_ready for one in found)
    remarks = []
    if waiting:
        remarks.append(f"[Not set in this style yet, and given plainly: {waiting} of {works}.]")
    if len(found) < works:
        remarks.append(f"[{style.label} keeps out of bibliographies: {works - len(found)} of {works}.]")
    return remarks
