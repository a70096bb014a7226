"""What the check of the citations adds to the pages of an essay."""

from __future__ import annotations

from typing import Any

from django import template

from sources.formats.line import is_bare
from sources.models import Source, rules_of_citing

from ..checklist.reading import checks, chosen
from ..citing import desk, panel
from ..citing.typed import typed_body, typed_lines
from ..forms import PostForm
from ..models import MAX_BODY_LENGTH, Post

register = template.Library()


@register.inclusion_tag("blog/_citation_check.html")
def citation_check(form: PostForm) -> dict[str, Any]:
    """The ledger of what stands in the form of an essay, saved or not."""
    post: Post = form.instance
    context = {"post": post, "can_answer": bool(post.pk), "at_desk": True, "longest": MAX_BODY_LENGTH}
    body = typed_body(form["body"].value() or "")
    if len(body) > MAX_BODY_LENGTH:
        return context | {"is_too_long": True}
    lines = typed_lines(form["sources"].value() or "") if form.is_bound or not post.pk else None
    reading = desk.read(post, body=body, lines=lines)
    asking = post if post.course_id else Post(author=post.author, course=form.chosen_course())
    unit, question = chosen(
        asking, {name: str(form[name].value() or "") for name in ("unit", "key_question")}
    )
    checklist = checks(asking, reading, unit=unit, question=question)
    return context | {"panel": panel.make(reading), "checklist": checklist}


@register.inclusion_tag("blog/_citation_summary.html", takes_context=True)
def citation_summary(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """What the last check of `post` counted: for its author and the course's staff, and, where the course
    shows it, in a line for readers. No query: `post` is annotated by `for_page`."""
    user = context["user"]
    counts = post.ledger
    if not counts:
        return {}
    is_full = post.is_written_by(user) or post.is_managed  # type: ignore[attr-defined]
    if not is_full and not rules_of_citing(post.course).shows_ledger:
        return {}
    return {"post": post, "counts": counts, "is_full": is_full, "quoted": f"{counts.get('quoted', 0):.0%}"}


@register.inclusion_tag("blog/_unread_lines.html")
def unread_lines(post: Post) -> dict[str, Any]:
    """The lines of a saved list of which only the words are known, for their author to take apart."""
    if not post.pk:
        return {}
    editable = Source.objects.editable_by(post.author)
    entries = post.bibliography.filter(source__in=editable).select_related("source__course")
    return {"entries": [entry for entry in entries.order_by("position") if is_bare(entry.source.csl)]}
