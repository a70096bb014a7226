"""Which text the form of an essay opens with, and what it says of the texts that are not saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, QueryDict

from accounts.models import User, Viewer

from ..forms import PostForm
from ..models import Post, Revision, WorkingCopy
from ..models.copy import WorkingCopyQuerySet
from ..numbers import number
from .fields import MAX_WINDOW_LENGTH, WINDOW, differs, fill
from .keeping import let_go

# `?copy=` names one, or asks for what is saved.
SAVED = "saved"
MOST_LISTED = 20
# Read by static/js/keep-draft.js, and by nothing else: the windows whose text has been saved.
COOKIE = "colloquy_saved"
COOKIE_AGE = 30 * 24 * 3600
MOST_WINDOWS = 20


@dataclass(frozen=True)
class Opened:
    """The copy that the form was filled in from, and the writer's other copies.

    `is_behind`: somebody has saved the essay since this text was begun.
    """

    shown: WorkingCopy | None = None
    others: Sequence[WorkingCopy] = field(default=())
    is_behind: bool = False


def opened(form: PostForm, post: Post, writer: Viewer, asked: QueryDict) -> Opened:
    """Fill in the copy that `asked` names, else the writer's newest one that was not saved since.

    A form that a course or unit is chosen for stays as it is asked for, and lists what there is.
    """
    newest = copies_of(writer, post)[:MOST_LISTED]
    copies = [copy for copy in newest if differs(form, copy.fields)]
    shown = _chosen(copies, post, writer, asked)
    others = [copy for copy in copies if copy != shown]
    if shown is None:
        return Opened(others=others)
    fill(form, shown)
    return Opened(shown, others, is_behind=bool(post.pk) and shown.base != post.revision_number)


def copies_of(writer: Viewer, post: Post | None) -> WorkingCopyQuerySet:
    """The writer's copies of an essay, of those not begun yet where it has no key; the newest first."""
    return WorkingCopy.objects.visible_to(writer).filter(post=post.pk if post else None)


def saved(response: HttpResponse, request: HttpRequest, *, post: Post, by: User, is_new: bool) -> None:
    """The form is saved: its copy goes, here and in the browser, which reads it in a cookie."""
    data = request.POST
    copy, version = number(data.get("copy", "")), number(data.get("copy_version", ""))
    let_go(writer=by, post=post, copy=copy, version=version, begun_as_new=is_new)
    window = data.get(WINDOW, "")[:MAX_WINDOW_LENGTH]
    if not (window.isascii() and window.isalnum()):
        return
    known = [one for one in request.COOKIES.get(COOKIE, "").split(".") if one.isascii() and one.isalnum()]
    response.set_cookie(
        COOKIE,
        ".".join([*known, window][-MOST_WINDOWS:]),
        max_age=COOKIE_AGE,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _chosen(
    copies: Sequence[WorkingCopy], post: Post, writer: Viewer, asked: QueryDict
) -> WorkingCopy | None:
    if "copy" in asked:
        wanted = number(str(asked["copy"]))
        return next((copy for copy in copies if copy.pk == wanted), None)
    if not copies or "course" in asked:
        return None
    if post.pk:
        own = Revision.objects.filter(post=post, author=writer.pk).aggregate(newest=Max("made_at"))["newest"]
        if own and own > copies[0].saved_at:
            return None
    return copies[0]
