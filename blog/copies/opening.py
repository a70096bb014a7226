"""Which text the form of an essay opens with, and what it says of the texts that are not saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Max, QuerySet
from django.forms import BaseForm
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

    shown: Any = None
    others: Sequence[Any] = field(default=())
    is_behind: bool = False


def opened(form: PostForm, post: Post, writer: Viewer, asked: QueryDict) -> Opened:
    """Fill in the copy that `asked` names, else the writer's newest one that was not saved since.

    A form that a course or unit is chosen for stays as it is asked for, and lists what there is.
    """

    def own_save() -> datetime | None:
        own = Revision.objects.filter(post=post.pk, author=writer.pk) if post.pk else Revision.objects.none()
        return own.aggregate(newest=Max("made_at"))["newest"]

    last = post.revision_number if post.pk else None
    asks = "course" not in asked or "copy" in asked
    return opened_among(form, copies_of(writer, post), asked, own_save, last, shows_newest=asks)


def opened_among(
    form: BaseForm,
    own: QuerySet[Any],
    asked: Mapping[str, Any],
    own_save: Callable[[], datetime | None],
    last: int | None,
    *,
    shows_newest: bool = True,
) -> Opened:
    """The same of `own`, the writer's copies of one thing, the newest first.

    `own_save` says when the writer last saved it, `last` is the number of its newest revision; None where
    it has none.
    """
    copies = [copy for copy in own[:MOST_LISTED] if differs(form, copy.fields)]
    shown = _chosen(copies, asked, own_save) if shows_newest else None
    others = [copy for copy in copies if copy != shown]
    if shown is None:
        return Opened(others=others)
    fill(form, shown)
    return Opened(shown, others, is_behind=last is not None and shown.base != last)


def copies_of(writer: Viewer, post: Post | None) -> WorkingCopyQuerySet:
    """The writer's copies of an essay, of those not begun yet where it has no key; the newest first."""
    return WorkingCopy.objects.visible_to(writer).filter(post=post.pk if post else None)


def saved(response: HttpResponse, request: HttpRequest, *, post: Post, by: User, is_new: bool) -> None:
    """The form is saved: its copy goes, here and in the browser, which reads it in a cookie."""
    data = request.POST
    copy, version = number(data.get("copy", "")), number(data.get("copy_version", ""))
    let_go(writer=by, post=post, copy=copy, version=version, begun_as_new=is_new)
    tell_window(response, request)


def tell_window(response: HttpResponse, request: HttpRequest) -> None:
    """What the window that sent `request` held is saved: its browser drops it."""
    window = request.POST.get(WINDOW, "")[:MAX_WINDOW_LENGTH]
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


def _chosen(copies: Sequence[Any], asked: Mapping[str, Any], own_save: Callable[[], datetime | None]) -> Any:
    if "copy" in asked:
        wanted = number(str(asked["copy"]))
        return next((copy for copy in copies if copy.pk == wanted), None)
    saved_at = own_save() if copies else None
    return None if saved_at and saved_at > copies[0].saved_at else next(iter(copies), None)
