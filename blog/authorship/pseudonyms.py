"""Which name may stand in the place of an essay's authors', and what follows where it changes."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.models import User
from sources.models import Source

from ..citing.actions import sources_changed
from ..exports.essay_item import people_of
from ..models import Post
from .likeness import is_name, resembles

NOT_ALLOWED = "In this course essays stand under their authors’ names."
NO_NAME = "A pseudonym needs a letter or two: readers call you by it."
TAKEN = "Somebody in this course has this name, or nearly this. Choose one that nobody takes for theirs."
LIKE_YOURS = "The essay’s pseudonym is like your name. Ask its authors to choose another one first."
OWN = "Readers would know you by this. Choose a name that is not like your own."


def check_pseudonym(post: Post) -> None:
    """Raise ValidationError where the pseudonym of `post` is none that its course takes.

    The one that is stored stays as long as its authors want it, whatever the course allows by now.
    """
    if not post.pseudonym or post.pseudonym == _stored(post):
        return
    if not post.course.rules_of_writing().allows_pseudonyms:
        raise ValidationError({"pseudonym": NOT_ALLOWED})
    if not is_name(post.pseudonym):
        raise ValidationError({"pseudonym": NO_NAME})
    own = post.writers
    here = User.objects.filter(Q(memberships__course=post.course_id) | Q(pk__in=own))
    for pk, name in here.values_list("pk", "display_name").distinct():
        if resembles(post.pseudonym, name):
            raise ValidationError({"pseudonym": OWN if pk in own else TAKEN})
    others = Post.objects.filter(course=post.course_id).exclude(pseudonym="").exclude(author__in=own)
    if any(resembles(post.pseudonym, name) for name in others.values_list("pseudonym", flat=True).distinct()):
        raise ValidationError({"pseudonym": TAKEN})


def check_joining(post: Post, user: User) -> None:
    """Raise ValidationError where readers would know by the pseudonym of `post` that `user` writes it too."""
    if post.pseudonym and resembles(post.pseudonym, user.display_name):
        raise ValidationError(LIKE_YOURS)


def names_changed(post: Post) -> None:
    """What cites `post` as a source names it as its readers do now. In a transaction, after it is stored."""
    stale = []
    for source in Source.objects.filter(essay_link__post=post).select_related("course"):
        people = people_of(post.public_byline)
        if source.csl.get("author") != people:
            source.csl = source.csl | {"author": people}
            source.save()
            stale.append(source)
    if stale:
        sources_changed(stale)


def _stored(post: Post) -> str:
    return (
        Post.objects.filter(pk=post.pk).values_list("pseudonym", flat=True).first() or "" if post.pk else ""
    )
