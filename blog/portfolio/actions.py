"""What is done with a portfolio. What is wrong is said in ValidationError, before anything is stored."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User

from ..models import Portfolio, PortfolioEntry
from .arranging import Change, arranged
from .choosing import MAX_ENTRIES, choosable_by

NOT_YOURS = "Only published essays of your own can stand here, and none under a pseudonym."
FULL = f"A portfolio may have {MAX_ENTRIES} essays. Take one out first."


@transaction.atomic
def save_portfolio(
    *, user: User, introduction: str, is_public: bool, change: Change | None = None
) -> Portfolio:
    """Store what the owner wrote, who may see it, and one `change` of its essays.

    Raises ValidationError, and stores nothing then. Two windows that change the order do it one after the
    other, each from where the other left it.
    """
    portfolio, _ = Portfolio.objects.get_or_create(user=user)
    portfolio = Portfolio.objects.select_for_update().get(pk=portfolio.pk)
    portfolio.introduction, portfolio.is_public = introduction, is_public
    portfolio.full_clean()
    portfolio.save()
    if change:
        _arrange(portfolio, change)
    return portfolio


def _arrange(portfolio: Portfolio, change: Change) -> None:
    order = list(portfolio.entries.order_by("position").values_list("post", flat=True))
    new = arranged(order, change)
    if new == order:
        return
    if change.way == "add":
        if not choosable_by(portfolio.user).filter(pk=change.post).exists():
            raise ValidationError(NOT_YOURS)
        if len(new) > MAX_ENTRIES:
            raise ValidationError(FULL)
    portfolio.entries.all().delete()
    PortfolioEntry.objects.bulk_create(
        PortfolioEntry(portfolio=portfolio, post_id=post, position=position)
        for position, post in enumerate(new, start=1)
    )
