"""A public page of essays that somebody chose of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accounts.addresses import address
from accounts.joins import Join, JoinManager

from .authorship import Authorship
from .post import Post

if TYPE_CHECKING:
    from accounts.models import Viewer

MAX_INTRODUCTION_LENGTH = 2000


class PortfolioQuerySet(models.QuerySet["Portfolio"]):
    def visible_to(self, user: Viewer) -> PortfolioQuerySet:
        """Those that are shown to everyone, of people who are still here, and one's own."""
        shown = Q(is_public=True, user__is_active=True)
        return self.filter(shown | Q(user=user.pk) if user.is_authenticated else shown)


class PortfolioManager(models.Manager.from_queryset(PortfolioQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, email: str) -> Portfolio:
        return self.get(user__email=email)


class Portfolio(models.Model):
    """Who has none, or keeps it to themselves, has no such page."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="portfolio")
    is_public = models.BooleanField("everyone may see it", default=False)
    introduction = models.TextField(max_length=MAX_INTRODUCTION_LENGTH, blank=True)

    objects = PortfolioManager()

    def __str__(self) -> str:
        return f"Portfolio of {self.user}"

    def get_absolute_url(self) -> str:
        return address("blog:portfolio_detail", self.user.slug)

    def natural_key(self) -> tuple[str]:
        return self.user.natural_key()

    natural_key.dependencies = ["accounts.user"]  # type: ignore[attr-defined]


class PortfolioEntryQuerySet(models.QuerySet["PortfolioEntry"]):
    def visible_to(self, user: Viewer) -> PortfolioEntryQuerySet:
        """Published essays that `user` may read and the portfolio's owner is an author of by name.

        Under a pseudonym an essay stays away, for everyone: the page would say who wrote it.
        """
        shared = Authorship.objects.accepted().filter(post=OuterRef("post"), user=OuterRef("portfolio__user"))
        return self.filter(
            Q(post__author=F("portfolio__user")) | Exists(shared),
            post__in=Post.objects.visible_to(user).published().filter(pseudonym=""),
        )


class PortfolioEntry(Join):
    """An essay in its place of a portfolio."""

    JOINS = ("portfolio_id", "post_id")

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="entries")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="portfolio_entries")
    position = models.PositiveSmallIntegerField()

    objects = JoinManager.from_queryset(PortfolioEntryQuerySet)()

    class Meta:
        ordering = ["portfolio", "position"]
        verbose_name_plural = "portfolio entries"
        constraints = [
            models.UniqueConstraint(fields=["portfolio", "post"], name="portfolio_entry_once"),
            models.UniqueConstraint(fields=["portfolio", "position"], name="portfolio_position_once"),
            models.CheckConstraint(condition=Q(position__gt=0), name="portfolio_counts_from_one"),
        ]

    def __str__(self) -> str:
        return str(self.post)
