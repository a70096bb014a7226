"""The page of notices, what one wants to hear of, and the signed links in mails."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.addresses import address
from accounts.clients import client_block
from accounts.later import soon
from accounts.rates import AN_HOUR
from accounts.requests import SignedInRequest, form_methods
from accounts.sign_in import sign_in_first
from blog.models import Post
from blog.numbers import number
from blog.paging import page_of
from blog.views import visible_post

from ..models import Notice, Subscription
from . import confirming, following, reading, tokens, words
from .forms import FrequencyForm, GuestFollowForm
from .tasks import ask_to_confirm
from .timing import settings_of

_SAID = {
    Subscription.State.FOLLOWED: "You follow this thread now, and are told of every comment in it.",
    Subscription.State.MUTED: "This thread is muted: you hear of it only where somebody mentions you.",
    following.NEITHER: "You are told of what concerns you in this thread, as in every other.",
}


@require_safe
@sign_in_first()
def notice_list(request: SignedInRequest) -> HttpResponse:
    page = page_of(reading.notices_of(request.user), request)
    rows = [reading.row_of(notice) for notice in page.rows]
    newest = Notice.objects.filter(recipient=request.user).aggregate(Max("pk"))["pk__max"]
    return render(request, "comments/notice_list.html", {"page": page, "rows": rows, "newest": newest})


@require_POST
@sign_in_first(partial(address, "comments:notice_list"))
def notice_read(request: SignedInRequest) -> HttpResponse:
    """Mark one as read, or all up to the newest that the page showed: later ones were not seen."""
    one, upto = number(request.POST.get("notice", "")), number(request.POST.get("upto", ""))
    if not (one or upto):
        raise BadRequest("No notice.")
    chosen = Notice.objects.filter(pk=one) if one else Notice.objects.filter(pk__lte=upto)
    reading.mark_read(user=request.user, notices=chosen)
    page = number(request.POST.get("page", ""))
    return redirect(address("comments:notice_list") + (f"?page={page}" if page > 1 else ""))


@form_methods
@sign_in_first()
def notice_settings(request: SignedInRequest) -> HttpResponse:
    chosen = settings_of(request.user)
    form = FrequencyForm(request.POST if request.method == "POST" else None, instance=chosen)
    if request.method == "POST" and form.is_valid():
        following.choose(chosen=form.instance)
        messages.success(request, "Your choice is saved.")
        return redirect("comments:notice_settings")
    threads = Subscription.objects.filter(
        user=request.user, post__in=Post.objects.visible_to(request.user)
    ).select_related("post__course")
    context = {"form": form, "threads": threads.order_by("state", "post__title")}
    return render(request, "comments/notice_settings.html", context, status=422 if form.errors else 200)


@require_POST
@sign_in_first(lambda course, slug: address("blog:post_detail", course, slug))
def thread_follow(request: SignedInRequest, course: str, slug: str) -> HttpResponse:
    """Follow or mute a thread, or neither: the buttons beside it, and those on the page of settings."""
    post = visible_post(request.user, course, slug)
    state = request.POST.get("state", "")
    if "state" not in request.POST or state not in following.STATES:
        raise BadRequest("No such state.")
    following.follow(user=request.user, post=post, state=state)
    messages.success(request, _SAID[state])
    if request.POST.get("back") == "settings":
        return redirect("comments:notice_settings")
    return redirect(f"{post.get_absolute_url()}#comments")


@form_methods
def guest_follow(request: HttpRequest, course: str, slug: str) -> HttpResponse:
    """A guest asks for mail about a thread that the world may read. Members have buttons beside it."""
    post = visible_post(request.user, course, slug)
    if request.user.is_authenticated:
        return redirect(f"{post.get_absolute_url()}#comments")
    form = GuestFollowForm(request.POST if request.method == "POST" else None)
    context, block = {"form": form, "post": post}, client_block(request)
    if request.method == "POST" and confirming.asks_too_fast(block):
        form.add_error(None, "Very many have asked for mail from where you are. Please try again in an hour.")
        refusal = render(request, "comments/guest_follow.html", context, status=429)
        refusal["Retry-After"] = str(AN_HOUR)
        return refusal
    if not form.is_valid():
        return render(request, "comments/guest_follow.html", context, status=422 if form.is_bound else 200)
    _ask(post, form.cleaned_data["email"], block)
    messages.success(request, "Check your e-mail: a link in it confirms that you follow this thread.")
    return redirect(f"{post.get_absolute_url()}#comments")


@transaction.atomic
def _ask(post: Post, email: str, block: str) -> None:
    if asked := confirming.ask(post=post, email=email, block=block):
        soon(ask_to_confirm, asked.pk)


@form_methods
def guest_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A GET asks, because programs that look for viruses follow every link; the button confirms."""
    key = tokens.key_in(token)
    asked = confirming.asked_by(key) if key else None
    if asked is None:
        raise Http404("There is nothing to confirm here.")
    if request.method == "POST":
        confirming.confirm(subscription=asked)
        messages.success(request, "You follow this thread now. Every mail has a link that ends it.")
        return redirect(f"{asked.post.get_absolute_url()}#comments")
    return render(request, "comments/guest_confirm.html", {"asked": asked})


@csrf_exempt
@form_methods
def notice_unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """What the link in a mail, and a mail program's own button (RFC 8058), stop. Nobody signs in for it."""
    wish = tokens.wish_in(token)
    if wish is None:
        return render(request, "comments/notice_unsubscribe.html", status=404)
    done = request.method == "POST"
    if done:
        following.unsubscribe(wish=wish)
    about = [words.ABOUT[kind] for kind in wish.kinds]
    mine = request.user.is_authenticated and request.user.pk == wish.user
    context = {"wish": wish, "about": about, "done": done, "mine": mine}
    return render(request, "comments/notice_unsubscribe.html", context)
