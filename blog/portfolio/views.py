"""Somebody's portfolio: the page, and where its owner makes it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.addresses import address
from accounts.requests import SignedInRequest, form_methods
from accounts.sign_in import sign_in_first

from ..models import Portfolio
from .actions import save_portfolio
from .arranging import Change, read_change
from .choosing import MAX_OFFERED, chosen_by, offered_to, posts_of
from .forms import PortfolioForm

DONE = {
    "": "Your portfolio is saved.",
    "add": "The essay is in your portfolio.",
    "drop": "The essay is taken out of your portfolio. Nothing else became of it.",
    "up": "Moved up.",
    "down": "Moved down.",
}


@require_safe
def portfolio_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """To everybody but its owner there is none until it is public."""
    portfolio = get_object_or_404(
        Portfolio.objects.visible_to(request.user).select_related("user"), user__slug=slug
    )
    owner = portfolio.user
    context = {
        "portfolio": portfolio,
        "owner": owner,
        "is_own": owner.pk == request.user.pk,
        "posts": posts_of(portfolio, request.user),
        "address": request.build_absolute_uri(portfolio.get_absolute_url()),
        "picture_address": request.build_absolute_uri(owner.picture_url()) if owner.picture else "",
    }
    return render(request, "blog/portfolio_detail.html", context)


@form_methods
@sign_in_first()
def portfolio_edit(request: SignedInRequest) -> HttpResponse:
    """One form: every button saves all of it, so that nothing typed is lost when an essay is moved."""
    if request.method != "POST":
        portfolio = _portfolio(request)
        return _page(request, PortfolioForm(instance=portfolio), portfolio)
    form = PortfolioForm(request.POST, instance=_portfolio(request))
    change = _change(request)
    if not form.is_valid():
        return _page(request, form, _portfolio(request), status=422)
    try:
        save_portfolio(user=request.user, change=change, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error.messages[0])
        return _page(request, form, _portfolio(request), status=422)
    messages.success(request, DONE[change.way if change else ""])
    where = f"#essay-{change.post}" if change and change.way != "drop" else ""
    return redirect(address("blog:portfolio_edit") + where)


def _portfolio(request: SignedInRequest) -> Portfolio:
    """As it is stored: a refused form must not change what is said of it."""
    portfolio = Portfolio.objects.filter(user=request.user).first() or Portfolio()
    portfolio.user = request.user
    return portfolio


def _change(request: HttpRequest) -> Change | None:
    if "introduction" not in request.POST:
        # The form broke off on its way: it must not empty what is stored.
        raise BadRequest("The form is not complete.")
    try:
        return read_change(request.POST.get("change", ""))
    except ValueError as error:
        raise BadRequest(str(error)) from error


def _page(
    request: SignedInRequest, form: PortfolioForm, portfolio: Portfolio, *, status: int = 200
) -> HttpResponse:
    chosen, offered = chosen_by(portfolio), offered_to(request.user, portfolio)
    context = {
        "form": form,
        "portfolio": portfolio,
        "chosen": chosen,
        "unseen": sum(not one.is_seen_by_all for one in chosen),
        "offered": offered,
        "has_more": len(offered) == MAX_OFFERED,
    }
    return render(request, "blog/portfolio_edit.html", context, status=status)
