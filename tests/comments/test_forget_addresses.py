"""IP addresses are kept 30 days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import User
from blog.models import Post
from comments.actions import Guest, post_comment
from comments.models import Comment, ModerationEntry, ModerationPolicy
from comments.moderation.forgetting import forget_addresses
from tests import makers

pytestmark = pytest.mark.django_db
ADDRESS = {"ip_address": "192.0.2.7", "address_block": "192.0.2.0/24"}


def make_old(post: Post, days: float) -> Any:
    return makers.make_comment(post, created_at=timezone.now() - timedelta(days=days), **ADDRESS)


def test_old_addresses_are_forgotten_and_new_ones_kept(post: Post) -> None:
    old, new = make_old(post, 30.1), make_old(post, 29.9)
    assert forget_addresses(timezone.now()) == 1
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.ip_address, old.address_block) == (None, "")
    assert (new.ip_address, new.address_block) == ("192.0.2.7", "192.0.2.0/24")


def test_network_cannot_outlive_its_address(post: Post) -> None:
    comment = make_old(post, 1)
    with pytest.raises(IntegrityError, match="comment_block_goes_with_address"):
        Comment.objects.filter(pk=comment.pk).update(ip_address=None)


def test_next_comment_of_the_day_lets_them_be_forgotten(
    post: Post, classmate: User, django_capture_on_commit_callbacks: Any
) -> None:
    make_old(post, 31)
    with django_capture_on_commit_callbacks(execute=True) as tasks:
        post_comment(post=post, author=classmate, body="First of the day.")
        post_comment(post=post, author=classmate, body="Second of the day.")
    assert len(tasks) == 1
    assert not Comment.objects.filter(ip_address__isnull=False).exists()


def test_journal_never_has_an_address(post: Post) -> None:
    ModerationPolicy.objects.create(
        course=post.course, mode="at-once", blocked_addresses="192.0.2.7\ng@example.org"
    )
    for email, ip in (("a@example.org", "192.0.2.7"), ("g@example.org", "198.51.100.1")):
        post_comment(post=post, guest=Guest("G", email), body=email, ip_address=ip)
    reasons = [entry.reason + entry.shared_reason for entry in ModerationEntry.objects.all()]
    assert len(reasons) == 2
    assert not [reason for reason in reasons if "192.0" in reason or "example" in reason]


def test_command_says_how_many(post: Post, capsys: pytest.CaptureFixture[str]) -> None:
    make_old(post, 31)
    call_command("forget_addresses")
    assert capsys.readouterr().out == "1 address forgotten.\n"
