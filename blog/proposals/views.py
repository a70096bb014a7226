"""Proposing a source for somebody's essay, and what its author answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.addresses import address
from accounts.models import User
from accounts.rates import AN_HOUR
from accounts.requests import SignedInRequest, form_methods
from accounts.sign_in import sign_in_first

from ..models import SourceProposal
from ..views import visible_post
from . import actions
from .forms import ProposalForm

# More than a reader suggests in a class's hour of reading.
MAX_PROPOSALS_PER_HOUR = 20
# What each button of a proposal does, and what is said then.
ANSWERS: dict[str, tuple[Callable[..., None], str]] = {
    "accept": (actions.accept, "The source now stands below your list, with the name of who suggested it."),
    "decline": (actions.decline, "The suggestion is declined. Readers do not see it."),
    "take-back": (actions.take_back, "Your suggestion is taken back."),
    "remove": (actions.remove, "The suggestion is removed."),
}


@form_methods
@sign_in_first()
def source_propose(request: SignedInRequest, course: str, slug: str) -> HttpResponse:
    post = visible_post(request.user, course, slug)
    if post.is_written_by(request.user):
        messages.info(request, "This is your own essay: add the source to its list.")
        return redirect("blog:post_edit", pk=post.pk)
    if not actions.may_propose(post, request.user):
        raise PermissionDenied
    form = ProposalForm(request.POST if request.method == "POST" else None, post=post, proposer=request.user)
    context = {"form": form, "post": post}
    if request.method != "POST":
        return render(request, "blog/source_propose.html", context)
    if _proposes_too_fast(request.user):
        form.add_error(None, "You have suggested very many sources within an hour. Please try again later.")
        refusal = render(request, "blog/source_propose.html", context, status=429)
        refusal["Retry-After"] = str(AN_HOUR)
        return refusal
    if not (form.is_valid() and _propose(form)):
        return render(request, "blog/source_propose.html", context, status=422)
    messages.success(request, f"Thank you. {post.byline} will see your suggestion and decide on it.")
    return redirect(f"{post.get_absolute_url()}#suggestions")


@require_POST
@sign_in_first(lambda pk: address("blog:home"))
def proposal_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """The buttons of a proposal: of the essay's author, of who made it, and of the course's staff."""
    visible = SourceProposal.objects.visible_to(request.user)
    proposal = get_object_or_404(visible.select_related("post__course", "post__author", "source"), pk=pk)
    if request.POST.get("answer") not in ANSWERS:
        raise BadRequest("No such answer.")
    act, said = ANSWERS[request.POST["answer"]]
    try:
        act(proposal=proposal, by=request.user)
    except SourceProposal.DoesNotExist as error:  # gone since it was read above
        raise Http404 from error
    messages.success(request, said)
    return redirect(f"{proposal.post.get_absolute_url()}#suggestions")


def _propose(form: ProposalForm) -> bool:
    cleaned = form.cleaned_data
    try:
        actions.propose(
            post=form.post,
            by=form.proposer,
            line=cleaned["line"],
            source=form.source,
            note=cleaned["note"],
        )
    except ValidationError as error:
        form.tell(error)
        return False
    return True


def _proposes_too_fast(reader: User) -> bool:
    if not settings.RATE_LIMITS:
        return False
    since = timezone.now() - timedelta(seconds=AN_HOUR)
    return reader.source_proposals.filter(created_at__gte=since).count() >= MAX_PROPOSALS_PER_HOUR
