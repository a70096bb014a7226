"""What is said of a picture: its one home is the picture, and every essay that shows it says the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F

from accounts.models import User

from ..citing.reciting import recite_posts
from ..models import Image, Post
from . import elsewhere
from .figures import names_in, words_in
from .keeping import pictures_in

FIELDS = ("alt", "is_decorative", "caption", "credit")


def undescribed(post: Post, body: str | None = None) -> list[Image]:
    """The pictures of an essay's text, or of `body`, that nobody has described, in order. One query, or none.

    An essay is neither handed in, scheduled nor published with such a picture.
    """
    text = post.body if body is None else body
    return undescribed_of(pictures_in(post, text), text)


def undescribed_of(shown: Mapping[str, Image], text: str) -> list[Image]:
    """Those of the pictures that `text` shows, by name. Words in the brackets of one describe it. Pure."""
    words = words_in(text)
    shown_in_order = [shown[name] for name in names_in(text) if name in shown]
    return [image for image in shown_in_order if not image.is_described and image.name not in words]


def require_descriptions(post: Post) -> None:
    """Raise ValidationError, on the text, where one of its pictures is not described."""
    if missing := undescribed(post):
        raise ValidationError({"body": words_for(missing)})


def words_for(missing: list[Image]) -> str:
    number = len(missing)
    what = "A picture has" if number == 1 else f"{number} pictures have"
    it = "it" if number == 1 else "each"
    return (
        f"{what} no description. Say for readers who cannot see it what {it} shows, or that it is decorative."
    )


@transaction.atomic
def describe(*, images: Sequence[Image], by: User) -> None:
    """Store what `by` says of pictures (FIELDS), and draw anew what shows them.

    Raises PermissionDenied where it is not theirs to say, and ValidationError by field.
    """
    if Image.objects.editable_by(by).filter(pk__in=[image.pk for image in images]).count() < len(images):
        raise PermissionDenied
    hold_essays(images)
    elsewhere.hold(images)
    for image in images:
        image.full_clean(exclude=["file", "width", "height"])
        image.save(update_fields=FIELDS)
    Post.objects.filter(featured_image__in=images).update(version=F("version") + 1)
    recite_posts(set(Post.objects.filter(images__in=images).values_list("pk", flat=True)))
    elsewhere.redraw(images)


def hold_essays(images: Sequence[Image], *, beside: Collection[int] = ()) -> None:
    """Lock the essays that show `images`, and those with the keys `beside` them, until the transaction ends.

    Before the pictures, and in the order of their keys: whoever saves an essay has it, and then writes what
    its text says of a picture.
    """
    essays = Post.objects.showing(images) | Post.objects.filter(pk__in=beside)
    list(essays.select_for_update().order_by("pk").values_list("pk"))
