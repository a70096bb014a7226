"""The page on which an author lets an essay's address follow its title."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.addresses import address
from accounts.requests import SignedInRequest, form_methods
from accounts.sign_in import sign_in_first

from ..writing.reaching import post_to_write
from . import addresses


@form_methods
@sign_in_first()
def address_follow(request: SignedInRequest, pk: int) -> HttpResponse:
    """A page that says what it means, and the button."""
    post = post_to_write(request.user, pk)
    if request.method == "POST":
        if addresses.follow_title(post=post, by=request.user):
            messages.success(request, "The essay has its new address. The old one leads there.")
        else:
            messages.info(request, "The essay’s address is that of its title already.")
        return redirect(post)
    then = address("blog:post_detail", post.course.slug, post.free_slug())
    context = {
        "post": post,
        "can_follow": addresses.can_follow(post),
        "now_at": request.build_absolute_uri(post.get_absolute_url()),
        "then_at": request.build_absolute_uri(then),
    }
    return render(request, "blog/address_follow.html", context)
