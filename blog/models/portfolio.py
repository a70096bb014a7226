"""A public page of essays that somebody chose of their own."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.addresses import address
from accounts.joins import Join, JoinManager

from .post import Post

MAX_INTRODUCTION_LENGTH = 2000


class Portfolio(Join):
    """Who has none, or keeps it to themselves, has no such page."""

    JOINS = ("user_id",)

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="portfolio")
    is_public = models.BooleanField("everyone may see it", default=False)
    introduction = models.TextField(max_length=MAX_INTRODUCTION_LENGTH, blank=True)

    objects = JoinManager()

    def __str__(self) -> str:
        return f"Portfolio of {self.user}"

    def get_absolute_url(self) -> str:
        return address("blog:portfolio_detail", self.user.slug)


class PortfolioEntry(Join):
    JOINS = ("portfolio_id", "post_id")

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="entries")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="portfolio_entries")
    position = models.PositiveSmallIntegerField()

    objects = JoinManager()

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
