"""The drafts whose saving is measured: a short one, and one of 20,000 words with 200 pictures."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Pillow

from accounts.models import User
from accounts.pictures import new_name
from blog.models import Image, Post
from blog.revising.recording import record
from courses.models import Course

from .writing import LONG, SHORT

PICTURES = 200
WORDS_BETWEEN = 102
SENTENCE = "The town grew by the river and nobody had planned it so, wrote those who measured it. "
CITATION = "The letters say otherwise (Freeze 347)."
SOURCE = "Freeze, Gregory L., ed. Russia: A History. Oxford University Press, 2009."


def make_drafts(course: Course, author: User) -> dict[str, dict[str, Any]]:
    """By name, the address of each draft's form and the fields that a browser sends from it."""
    block = SENTENCE * (WORDS_BETWEEN // len(SENTENCE.split())) + CITATION
    names = [_picture(author) for _ in range(PICTURES)]
    bodies = {SHORT: block, LONG: "\n\n".join(f"{block}\n\n![](image:{name})" for name in names)}
    return {name: _draft(course, author, name, body) for name, body in bodies.items()}


def _draft(course: Course, author: User, title: str, body: str) -> dict[str, Any]:
    post = Post.objects.create(course=course, author=author, title=title, body=body, visibility="course")
    record(post, by=author)
    fields = {"title": title, "body": body, "course": str(course.pk), "visibility": "course"}
    return {"path": f"/essays/{post.pk}/edit/", "fields": fields | {"sources": SOURCE}}


def _picture(owner: User) -> str:
    """A small picture with a description. Returns its name, as a text calls it."""
    out, name = BytesIO(), new_name(".jpg")
    Pillow.new("RGB", (64, 48), "#b3261e").save(out, "JPEG")
    Image.objects.create(uploaded_by=owner, file=ContentFile(out.getvalue(), name=name), alt="A tower")
    return name.removesuffix(".jpg")
