"""Learning with cards: one's own decks, the card that is asked, its history, and all of them on paper."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import pluralize
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from accounts.addresses import address
from accounts.requests import SignedInRequest
from accounts.sign_in import sign_in_first
from blog.numbers import number

from ..models import Card, CardReview
from .actions import rate_card, start_cards, stop_cards, undo_review
from .decks import Deck, deck_of, rows_of, session_of
from .forms import RatingForm
from .scheduling import NEW_A_DAY, outcomes
from .sheets import sheets

MAX_REVIEWS = 100  # of one card; FSRS asks a card some ten times a year


@require_safe
@login_required
def card_list(request: SignedInRequest) -> HttpResponse:
    groups = rows_of(request.user, timezone.now())
    due = sum(row.due for rows in groups.values() for row in rows)
    return render(request, "studynotes/card_list.html", {"groups": groups, "due": due})


@require_safe
@login_required
def card_review(request: SignedInRequest) -> HttpResponse:
    """The next card of a deck, or that there is none now; with what became of the one before."""
    deck = deck_of(request.user, request.GET.get("deck", ""))
    session = session_of(request.user, deck, timezone.now())
    return _asked(request, deck, session.card, {"session": session, "rated": _rated(request)})


@require_POST
@sign_in_first(lambda pk: address("studynotes:card_review"))
def card_rate(request: SignedInRequest, pk: int) -> HttpResponse:
    cards = Card.objects.visible_to(request.user).select_related("term__note__topic__specification__subject")
    card = get_object_or_404(cards, pk=pk)
    deck = deck_of(request.user, request.POST.get("deck", ""))
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _asked(request, deck, card, {"form": form}, status=422)
    try:
        review = rate_card(card=card, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
        return redirect(_review_address(deck))
    return redirect(_review_address(deck, rated=review.pk))


@require_POST
@sign_in_first(lambda pk: address("studynotes:card_review"))
def card_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    reviews = CardReview.objects.visible_to(request.user).select_related("card__term")
    review = get_object_or_404(reviews, pk=pk)
    deck = deck_of(request.user, request.POST.get("deck", ""))
    term = review.card.term
    try:
        undo_review(review=review, by=request.user)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        messages.success(request, f"The rating of “{term}” is undone: the card is due as it was before.")
    return redirect(_review_address(deck))


@require_POST
@sign_in_first(lambda: address("studynotes:card_list"))
def card_start(request: SignedInRequest) -> HttpResponse:
    deck = _named(request)
    begun = start_cards(learner=request.user, deck=deck)
    if not begun:
        messages.info(request, f"{deck}: there is no term that you are not learning already.")
        return redirect(deck)
    more = f" The first {NEW_A_DAY} are asked today, as many again each day." if begun > NEW_A_DAY else ""
    messages.success(request, f"{deck}: {begun} card{pluralize(begun)} to learn.{more}")
    return redirect(_review_address(deck))


@require_POST
@sign_in_first(lambda: address("studynotes:card_list"))
def card_stop(request: SignedInRequest) -> HttpResponse:
    deck = _named(request)
    stopped = stop_cards(learner=request.user, deck=deck)
    cards = f"{stopped} card{pluralize(stopped, ' is,s are')}"
    messages.success(request, f"{deck}: {cards} set aside. What you know of them is kept.")
    return redirect("studynotes:card_list")


@require_safe
@login_required
def card_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    cards = Card.objects.visible_to(request.user).select_related("term__note__topic__specification__subject")
    card = get_object_or_404(cards, pk=pk)
    context = {"card": card, "term": card.term, "reviews": card.reviews.all()[:MAX_REVIEWS]}
    return render(request, "studynotes/card_detail.html", context)


@require_safe
def card_sheet(request: HttpRequest, specification: str, topic: str = "") -> HttpResponse:
    """The cards on paper, for everyone who may read their notes."""
    deck = deck_of(request.user, f"{specification}/{topic}" if topic else specification)
    terms = list(deck.terms(request.user).select_related("note__topic__specification"))
    context = {"deck": deck, "terms": terms, "sheets": list(sheets(terms))}
    return render(request, "studynotes/card_sheet.html", context)


def _named(request: SignedInRequest) -> Deck:
    """The deck that a form names: there is no button for all there are."""
    if not (slug := request.POST.get("deck", "")):
        raise BadRequest("The form names no deck.")
    return deck_of(request.user, slug)


def _asked(
    request: SignedInRequest, deck: Deck, card: Card | None, context: dict[str, object], status: int = 200
) -> HttpResponse:
    """The page of one card, with what each rating would make of it."""
    now, zone = timezone.now(), timezone.get_current_timezone()
    context |= {"deck": deck, "card": card, "outcomes": outcomes(card.memory, now, zone) if card else []}
    return render(request, "studynotes/card_review.html", context, status=status)


def _rated(request: SignedInRequest) -> CardReview | None:
    """The rating that led here, so that it can be undone."""
    if not (pk := number(request.GET.get("rated", ""))):
        return None
    return CardReview.objects.visible_to(request.user).select_related("card__term").filter(pk=pk).first()


def _review_address(deck: Deck, **more: int) -> str:
    query: dict[str, str | int] = {"deck": deck.slug, **more} if deck.slug else {**more}
    return address("studynotes:card_review") + (f"?{urlencode(query)}" if query else "")
