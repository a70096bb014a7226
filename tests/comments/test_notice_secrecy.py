"""Property: whatever happens before a mail goes out, nobody is mailed of what they may not see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from blog.models import Post
from comments.models import Comment, GuestSubscription, NoticeSettings, Subscription
from comments.notices import delivering
from comments.notices.making import make_notices
from courses.models import Membership
from courses.visibility import Visibility
from tests import makers
from tests.post_office import PostOffice

pytestmark = pytest.mark.django_db
NOON = datetime(2020, 2, 24, 12, 5, tzinfo=UTC)
GUEST = "greta@example.org"


def _narrow(to: str) -> Callable[[Post], object]:
    return lambda post: Post.objects.filter(pk=post.pk).update(visibility=to)


def _put(status: str) -> Callable[[Post], object]:
    return lambda post: Comment.objects.filter(post=post).update(
        status=status, is_shown=status == "published"
    )


EVENTS: dict[str, Callable[[Post], object]] = {
    **{f"for {audience}": _narrow(audience) for audience in Visibility.values},
    **{status: _put(status) for status in ("held", "removed", "deleted", "published")},
    "withdrawn": lambda post: Post.objects.filter(pk=post.pk).update(status="withdrawn"),
    "all left": lambda post: Membership.objects.filter(course=post.course, role="student").delete(),
    "switched off": lambda post: User.objects.filter(subscriptions__post=post).update(is_active=False),
    "told": lambda post: make_notices(list(Comment.objects.filter(post=post).values_list("pk", flat=True))),
}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    events=st.lists(st.sampled_from(sorted(EVENTS)), max_size=6),
    frequency=st.sampled_from(["at-once", "daily"]),
)
def test_nobody_is_mailed_of_what_they_may_not_see(
    post: Post, classmate: User, editor: User, outsider: User, post_office: PostOffice,
    events: list[str], frequency: str,
) -> None:  # fmt: skip
    post_office.arrived.clear()
    post_office.sent_to.clear()
    with transaction.atomic(), time_machine.travel(NOON, tick=False) as clock:
        for follower in (editor, outsider):
            Subscription.objects.create(user=follower, post=post, state="followed")
            NoticeSettings.objects.create(user=follower, followed=frequency)
        GuestSubscription.objects.create(post=post, email=GUEST, confirmed_at=timezone.now())
        comment = makers.make_comment(post, classmate, makers.make_comment(post, editor))
        make_notices([comment.pk])
        for event in events:
            EVENTS[event](post)
        clock.move_to(NOON + timedelta(days=2))
        delivering.deliver()
        for (recipient,) in post_office.sent_to:
            assert _may_see(recipient, post)
        transaction.set_rollback(True)


def _may_see(recipient: str, post: Post) -> bool:
    viewer: Any = AnonymousUser() if recipient == GUEST else User.objects.get(email=recipient)
    return (
        bool(viewer.is_active or recipient == GUEST)
        and Comment.objects.visible_to(viewer).filter(post=post, is_shown=True).exists()
    )
