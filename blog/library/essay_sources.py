"""An essay of this site as a source, found by its address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import Resolver404, resolve

from accounts.models import User
from accounts.texts import LineField
from courses.models import Course
from courses.visibility import Visibility
from sources import actions
from sources.models import Source

from ..citing.actions import sources_changed
from ..exports.essay_item import essay_item
from ..models import EssaySource, Post
from .styling import library_changed

MAX_ADDRESS_LENGTH = 1_000
NO_ESSAY = "There is no essay at this address that you may read."
NOT_PUBLISHED = "This essay is not published."
FOR_OTHERS = "Only some may read this essay, and the library would tell its title to more people."


class EssayForm(forms.Form):
    """The address of an essay on this site; `post` is the essay, once the form is valid."""

    address = LineField(
        label="Address of the essay",
        max_length=MAX_ADDRESS_LENGTH,
        help_text="Copy it from the essay’s page.",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )

    def __init__(self, data: Any = None, *, course: Course, user: User, host: str) -> None:
        super().__init__(data)
        self.course, self.user, self.host = course, user, host
        self.post: Post | None = None

    def clean_address(self) -> str:
        address = self.cleaned_data["address"]
        self.post = post = _post_at(address, self.host, self.user)
        if post is None:
            raise ValidationError(NO_ESSAY)
        if post.status != Post.Status.PUBLISHED:
            raise ValidationError(NOT_PUBLISHED)
        if not may_be_named(post, self.course):
            raise ValidationError(FOR_OTHERS)
        return address


def may_be_named(post: Post, course: Course) -> bool:
    """Whoever sees the library of `course` may read `post`, or at least know of it."""
    if post.course_id == course.pk:
        return Visibility(post.visibility) != Visibility.STAFF
    return Visibility(post.visibility) == Visibility.WORLD


@transaction.atomic
def add_essay(*, post: Post, course: Course, by: User, absolute: Callable[[str], str]) -> Source:
    """The source that is `post` in the library of `course`: the one that is there, else a new one."""
    known = Source.objects.filter(course=course, essay_link__post=post).first()
    if known:
        if actions.share(source=known):
            library_changed(course)
        return known
    item = essay_item(post, absolute(post.get_absolute_url()))
    try:
        source = actions.add(course=course, item=item, by=by)
        sources_changed([source])
    except ValidationError as error:
        # Somebody has described it by hand.
        if error.code != "there":
            raise
        source = error.params["source"]  # type: ignore[index]
    EssaySource.objects.get_or_create(source=source, defaults={"post": post})
    return source


def _post_at(address: str, host: str, user: User) -> Post | None:
    """The essay that `user` may read at an address of this site, with its host or without."""
    try:
        parts = urlsplit(address if "//" in address or address.startswith("/") else f"//{address}")
        if parts.netloc and parts.netloc.lower() != host.lower():
            return None
        match = resolve(unquote(parts.path))
    except (ValueError, Resolver404):
        return None
    if match.view_name != "blog:post_detail":
        return None
    posts = Post.objects.visible_to(user).with_names(user).select_related("course")
    return posts.filter(course__slug=match.kwargs["course"], slug=match.kwargs["slug"]).first()
