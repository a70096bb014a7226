"""Two courses with one of everything: "ours", which the cast teaches, and "theirs"."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from accounts.models import User
from comments.models import Comment, ModerationEntry
from courses.models import Course, Membership
from tests import makers


def furnish(course: Course) -> SimpleNamespace:
    """One of each thing that belongs to a course, marked with the course's slug."""
    mark = course.slug
    student = makers.make_member(course, user=makers.make_user(f"Student {mark}"))
    unit = makers.make_unit(course, title=f"Unit {mark}")
    makers.make_key_question(unit, text=f"Question {mark}?")
    category = makers.make_category(course, f"Category {mark}")
    image = makers.make_image(student, alt=f"Picture {mark}")
    post = makers.make_post(
        student, course, title=f"Essay {mark}", unit=unit, category=category, featured_image=image
    )
    source = makers.make_entry(post, f"Source {mark}").source
    comment = makers.make_comment(post, student, body=f"Words {mark}", status=Comment.Status.HELD)
    entry = ModerationEntry.objects.create(
        course=comment.post.course, comment=comment, to_status="held", reason=f"Reason {mark}"
    )
    member = Membership.objects.get(course=course, user=student)
    return SimpleNamespace(
        course=course, student=student, unit=unit, category=category, image=image, post=post,
        source=source, comment=comment, entry=entry, member=member,
    )  # fmt: skip


@pytest.fixture
def ours(course: Course) -> SimpleNamespace:
    return furnish(course)


@pytest.fixture
def theirs(db: None) -> SimpleNamespace:
    return furnish(makers.make_course(title="Their course", slug="zebra"))


@pytest.fixture
def teacher(client, instructor: User):
    """A browser in which the instructor is signed in."""
    client.force_login(instructor)
    return client


@pytest.fixture
def admin(client, staff: User):
    """A browser in which somebody of the site's staff is signed in."""
    client.force_login(staff)
    return client
