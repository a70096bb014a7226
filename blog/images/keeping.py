"""Which pictures an essay shows: of its text those that are its authors', or that it shows already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from ..models import MAX_ALT_LENGTH, Image, Post, Revision
from .figures import Figure, name_of, names_in, words_in
from .files import EXTENSIONS, FOLDER

# Of one text; what names more is no essay.
MAX_PICTURES = 500


def named(names: Iterable[str]) -> Q:
    """A condition on pictures: their names are among `names`."""
    return Q(file__in=[f"{FOLDER}/{name}{extension}" for name in names for extension in EXTENSIONS])


def pictures_in(post: Post, body: str) -> dict[str, Image]:
    """The pictures that `body`, typed by an author of `post`, may show, by name. One query, or none."""
    names = names_in(body)[:MAX_PICTURES]
    if not names:
        return {}
    own = Q(uploaded_by=post.author_id)
    if post.pk:
        own |= Q(uploaded_by__in=post.authorships.accepted().values("user")) | Q(pk=post.featured_image_id)
        own |= Q(pk__in=Post.images.through.objects.filter(post=post).values("image"))
    return {image.name: image for image in Image.objects.filter(own, named(names))}


def figures(pictures: Mapping[str, Image]) -> dict[str, Figure]:
    """The same as markup wants them."""
    return {
        name: Figure(
            image.get_absolute_url(),
            image.width,
            image.height,
            image.alt,
            image.is_decorative,
            image.caption,
            image.credit,
        )
        for name, image in pictures.items()
    }


def keep(post: Post, pictures: Mapping[str, Image]) -> None:
    """Store that a stored essay shows `pictures`, those of its text."""
    read = _read(post) if post.published_at else Revision.objects.none()
    keep_shown(post.images, post.body, pictures, read=read)


def keep_shown(images: Any, body: str, pictures: Mapping[str, Image], *, read: QuerySet[Any]) -> None:
    """Let `images`, those that an essay or a note shows, be the `pictures` of its text, `body`.

    Beside them those stay that readers see in a revision, one of `read`. The words in their brackets become
    the description of those that have none.
    """
    describe_in_words(body, pictures)
    before = dict(images.values_list("pk", "file"))
    shown = {image.pk for image in pictures.values()}
    gone = {name_of(file): pk for pk, file in before.items() if pk not in shown}
    if gone:
        shown |= {gone[name] for name in _names_in(read, set(gone))}
    if shown - set(before):
        images.add(*(shown - set(before)))
    if set(before) - shown:
        images.remove(*(set(before) - shown))


def forget_joined(post: Post) -> None:
    """A revision has lost its place in the list: what it alone showed, readers see no more."""
    names = {name_of(file): pk for pk, file in post.images.values_list("pk", "file")}
    gone = set(names) - set(names_in(post.body))
    if gone:
        post.images.remove(*(names[name] for name in gone - _names_in(_read(post), gone)))


def describe_in_words(body: str, pictures: Mapping[str, Image]) -> None:
    """Store the words that `body` has in the brackets of those that are not described."""
    words = words_in(body)
    described = []
    for name, image in pictures.items():
        if not image.is_described and name in words:
            image.alt = words[name][:MAX_ALT_LENGTH]
            described.append(image)
    Image.objects.bulk_update(described, ["alt"])


def _read(post: Post) -> QuerySet[Revision]:
    return post.revisions.listed().filter(is_public=True)


def _names_in(revisions: QuerySet[Any], names: set[str]) -> set[str]:
    """Those of `names` that one of these texts shows: from the newest on, until all are found."""
    found: set[str] = set()
    bodies = revisions.order_by("-number").values_list("body", flat=True)
    for body in bodies.iterator(chunk_size=20):
        found |= names.intersection(names_in(body))
        if found == names:
            break
    return found
