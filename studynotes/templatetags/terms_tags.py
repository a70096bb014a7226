"""Key terms on other pages: the switch below an essay, the essays below a study note."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from blog.citing.styles import Shown
from blog.models import Post

from ..models import StudyNote, Topic
from ..terms import uses

register = template.Library()


@register.inclusion_tag("studynotes/_term_switch.html", takes_context=True)
def term_switch(context: Context, post: Post, shown: Shown) -> dict[str, Any]:
    """Hides the key terms that are marked in `post`, or shows them again; without any it is nothing."""
    return {"csrf_token": context.get("csrf_token"), "post": post, "shown": shown}


@register.inclusion_tag("studynotes/_term_uses.html", takes_context=True)
def term_uses(context: Context, topic: Topic, note: StudyNote | None) -> dict[str, Any]:
    """The essays that use the terms of a topic's note, of those that the viewer may read: two queries."""
    if note is None:
        return {}
    note.topic = topic
    return {"used": uses.of_note(note, context["request"].user)}
