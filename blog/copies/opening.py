"""Which text a form opens with, and what it says of the texts that are not saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from ..models import KeptForm
from ..numbers import number
from .fields import differs, fill, window_of
from .keeping import let_go
from .manuscript import Manuscript, Words

MOST_LISTED = 20
# Read by static/js/keep-draft.js, and by nothing else: the windows whose text has been saved.
COOKIE = "colloquy_saved"
COOKIE_AGE = 30 * 24 * 3600
MOST_WINDOWS = 20


@dataclass(frozen=True)
class Opened:
    """The copy that the form was filled in from, and the writer's other copies.

    `is_behind`: somebody has saved another text since this one was begun.
    """

    shown: KeptForm | None = None
    others: Sequence[KeptForm] = field(default=())
    is_behind: bool = False


def opened(
    form: BaseForm, work: Manuscript, asked: Mapping[str, Any], *, shows_newest: bool = True
) -> Opened:
    """Fill in the copy that `asked` names by `?copy=`, else the writer's newest one that was not saved since.

    `?copy=saved`, as whatever names none, asks for what is saved. Without `shows_newest` the form stays as it
    is where none is named, and lists what there is.
    """
    copies = [copy for copy in work.copies[:MOST_LISTED] if differs(form, copy.fields)]
    shown = None
    if "copy" in asked:
        shown = next((copy for copy in copies if copy.pk == number(str(asked["copy"]))), None)
    elif shows_newest and copies:
        saved_at = work.saved_by_writer_at()
        shown = None if saved_at and saved_at > copies[0].saved_at else copies[0]
    others = [copy for copy in copies if copy != shown]
    if shown is None:
        return Opened(others=others)
    fill(form, shown)
    return Opened(shown, others, is_behind=work.newest is not None and shown.base != work.newest)


def saved(response: HttpResponse, request: HttpRequest, copies: Iterable[KeptForm], words: Words) -> None:
    """A form with these `words` is saved: its copy goes, here and in the browser (which reads a cookie)."""
    copy, version = (number(request.POST.get(name, "")) for name in ("copy", "copy_version"))
    let_go(copies, words, copy=copy, version=version, window=window_of(request.POST))
    tell_window(response, request)


def tell_window(response: HttpResponse, request: HttpRequest) -> None:
    """What the window that sent `request` held is saved: its browser drops it."""
    window = window_of(request.POST)
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
