"""What changed in an essay, and when: pages for readers, and a button for who may put a text back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.addresses import address
from accounts.requests import SignedInRequest
from accounts.sign_in import sign_in_first

from ..models import Revision
from ..paging import page_of
from . import reading
from .forms import RestoreForm
from .restoring import restorable_by, restore


@require_safe
def post_revisions(request: HttpRequest, pk: int) -> HttpResponse:
    post = reading.essay_for(request.user, pk)
    page = page_of(reading.light(reading.revisions_of(post, request.user)), request)
    context = {"post": post, "page": page}
    return render(request, "blog/post_revisions.html", context)


@require_safe
def revision_detail(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return _page(request, pk, number, RestoreForm())


@require_POST
@sign_in_first(lambda pk, number: address("blog:revision_detail", pk, number))
def revision_restore(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    revision = get_object_or_404(Revision.objects.visible_to(request.user), post=pk, number=number)
    if not restorable_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    form = RestoreForm(request.POST)
    if put_back(request, form, partial(restore, revision=revision, by=request.user), thing="essay"):
        return redirect("blog:post_revisions", pk=pk)
    return _page(request, pk, number, form, status=422)


def put_back(request: HttpRequest, form: RestoreForm, put: Callable[..., bool], *, thing: str) -> bool:
    """Let `put` restore a text, with the reason that was sent. False where it cannot: the form says why."""
    if not form.is_valid():
        return False
    try:
        is_new = put(reason=form.cleaned_data["reason"])
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    if is_new:
        messages.success(
            request, f"That text is the {thing}’s again. The one before it is kept in this list."
        )
    else:
        messages.info(request, f"The {thing} says just that already.")
    return True


def _page(
    request: HttpRequest, pk: int, number: int, form: RestoreForm, *, status: int = 200
) -> HttpResponse:
    post = reading.essay_for(request.user, pk)
    rows = reading.revisions_of(post, request.user)
    against, at = request.GET.get("against", ""), partial(address, "blog:revision_detail", pk)
    context = reading.shown(number, rows, rows.listed(), against, at) | {
        "post": post,
        "form": form,
        "may_restore": restorable_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "blog/revision_detail.html", context, status=status)
