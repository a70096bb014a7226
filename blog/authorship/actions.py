"""How an essay gets further authors: asked by one who writes it, until they accept; and how they leave.

Nobody takes an author's essay from them: who has accepted goes when they want to. Only an essay's last author
stays. What was asked can be taken back as long as there is no answer.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from courses.models import Membership

from ..followers import author_asked
from ..models import Authorship, Post
from ..publishing.actions import set_references
from .pseudonyms import check_joining, names_changed

# A class's largest group; a byline of more is none.
MAX_AUTHORS = 8
NOT_ALLOWED = "In this course an essay has one author."
NOT_HERE = "Only members of this essay’s course write it, and you are none any more."
# The same whether nobody has the address or somebody outside of the course: it tells of no account.
NOBODY = "Nobody in this course has this name or address."
SEVERAL = "Several people in this course have this name. Give the e-mail address of the one you mean."
THERE = "{} is an author of this essay already."
ASKED = "{} has been asked already."
FULL = "An essay has at most {} authors, with those who were asked."


def askable(post: Post) -> QuerySet[User]:
    """Those who may become its authors: the members of its course."""
    members = Membership.objects.filter(course=post.course_id)
    return User.objects.filter(pk__in=members.values("user"), is_active=True)


@transaction.atomic
def ask(*, post: Post, who: str, by: User) -> Authorship:
    """Ask the member of the course whom `who`, a name or an address, means.

    Raises ValidationError, by field.
    """
    post = _held(post, by)
    if not post.course.rules_of_writing().allows_coauthors:
        raise ValidationError({"who": NOT_ALLOWED})
    user = _meant(post, who)
    if user.pk in post.writers:
        raise ValidationError({"who": THERE.format(user)})
    known = post.authorships.filter(user=user).first()
    if known and known.accepted_at is None:
        raise ValidationError({"who": ASKED.format(user)})
    if len(post.writers) + post.authorships.waiting().count() >= MAX_AUTHORS:
        raise ValidationError({"who": FULL.format(MAX_AUTHORS)})
    now = timezone.now()
    values = {"asked_by": by, "asked_at": now, "accepted_at": None, "left_at": None}
    authorship, _ = Authorship.objects.update_or_create(post=post, user=user, defaults=values)
    author_asked(authorship)
    return authorship


@transaction.atomic
def take_back(*, post: Post, person: int, by: User) -> None:
    """What was asked of the account `person`; where they have answered meanwhile, nothing happens."""
    _held(post, by).authorships.waiting().filter(user=person).delete()


@transaction.atomic
def accept(*, post: Post, by: User) -> None:
    """Become an author, with all rights. Raises Authorship.DoesNotExist where nobody asks any more.

    Raises ValidationError where they could not be asked today, or would be known by the essay's pseudonym.
    """
    post = Post.objects.select_for_update(of=["self"]).select_related("course", "author").get(pk=post.pk)
    authorship = post.authorships.waiting().get(user=by)
    if not post.course.rules_of_writing().allows_coauthors:
        raise ValidationError(NOT_ALLOWED)
    if not askable(post).filter(pk=by.pk).exists():
        raise ValidationError(NOT_HERE)
    check_joining(post, by)
    authorship.accepted_at = timezone.now()
    authorship.save(update_fields=["accepted_at"])
    _authors_changed(post)


@transaction.atomic
def decline(*, post: Post, by: User) -> None:
    post.authorships.waiting().filter(user=by).delete()


@transaction.atomic
def leave(*, post: Post, by: User) -> None:
    """Be its author no more; the one who accepted first takes the place of who began it.

    The row stays, so that what they wrote below a pseudonymous essay does not give them away afterwards.
    Raises PermissionDenied to its last author.
    """
    post = _held(post, by)
    now, others = timezone.now(), post.authorships.accepted().exclude(user=by)
    if post.author_id == by.pk:
        heir = others.order_by("accepted_at", "pk").first()
        if heir is None:
            raise PermissionDenied
        if post.withdrawn_by_id == by.pk:
            post.withdrawn_by = heir.user
        post.author = heir.user
        post.save(update_fields=["author", "withdrawn_by"])
        heir.delete()
        began = {"asked_by": by, "asked_at": post.created_at, "accepted_at": now, "left_at": now}
        Authorship.objects.update_or_create(post=post, user=by, defaults=began)
    else:
        post.authorships.accepted().filter(user=by).update(left_at=now)
    _authors_changed(post)


def _held(post: Post, by: User) -> Post:
    """Its row until the transaction ends, for one of its authors. Raises PermissionDenied."""
    held = Post.objects.select_for_update(of=["self"]).select_related("course", "author").get(pk=post.pk)
    if not held.is_written_by(by):
        raise PermissionDenied
    return held


def _meant(post: Post, who: str) -> User:
    typed = " ".join(who.split())
    members = askable(post)
    by_address = members.filter(email=typed.lower()).first()
    if by_address:
        return by_address
    found = [user for user in members if user.display_name.casefold() == typed.casefold()]
    if len(found) != 1:
        raise ValidationError({"who": SEVERAL if found else NOBODY})
    return found[0]


def _authors_changed(post: Post) -> None:
    """Its names stand on other pages too, and in references."""
    names_changed(post)
    post.touch()
    set_references(post)
