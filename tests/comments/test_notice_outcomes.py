"""What writers hear of decisions that are changed and taken back."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from blog.models import Post
from comments.models import Comment, CommentEdit, ModerationEntry, Notice
from comments.moderation.deciding import moderate, refuse_edits, undo
from comments.notices.making import make_notices
from comments.notices.outcomes import last_standing
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(post: Post, classmate: User) -> Comment:
    return makers.make_comment(post, classmate, status="held")


@pytest.fixture
def decide(instructor: User, django_capture_on_commit_callbacks: Any) -> Any:
    """Put the only comment into a status, or take a batch back; the batch of that."""

    def act(to: str | uuid.UUID) -> uuid.UUID:
        with django_capture_on_commit_callbacks(execute=True):
            if isinstance(to, uuid.UUID):
                undo(batch=to, by=instructor)
            else:
                moderate(comments=Comment.objects.all(), to=to, by=instructor)
        return ModerationEntry.objects.latest("pk").batch or uuid.uuid4()

    return act


def told() -> list[str]:
    rows = Notice.objects.filter(kind="decision").order_by("pk")
    return [decision.to_status for notice in rows if (decision := notice.decision)]


def hear() -> None:
    Notice.objects.update(mailed_at=timezone.now())


def test_approval_is_told_after_a_wrong_key_was_taken_back(
    held: Comment, classmate: User, decide: Any
) -> None:
    decide("published")
    decide(decide("removed"))
    assert told() == ["published"]
    classmate.refresh_from_db()
    assert classmate.unread_notices == 1


def test_same_status_by_another_decision_is_told(held: Comment, decide: Any) -> None:
    decide("removed")
    decide("held")
    assert told() == ["held"]


def test_what_was_heard_is_told_to_be_taken_back(held: Comment, decide: Any) -> None:
    batch = decide("removed")
    hear()
    decide(batch)
    assert told() == ["removed", "held"]


def test_taking_back_twice_tells_the_first(held: Comment, decide: Any) -> None:
    decide(decide(decide("removed")))
    assert told() == ["removed"]


def test_order_of_the_tasks_does_not_matter(held: Comment, instructor: User) -> None:
    for to in ("published", "removed"):
        moderate(comments=Comment.objects.all(), to=to, by=instructor)
    undo(batch=ModerationEntry.objects.latest("pk").batch or uuid.uuid4(), by=instructor)
    for pk in ModerationEntry.objects.order_by("-pk").values_list("pk", flat=True):
        make_notices(decisions=[pk])
    assert told() == ["published"]


def edit_waiting(comment: Comment, after: str) -> None:
    CommentEdit.objects.create(comment=comment, before=comment.body, after=after, state="held")


@pytest.mark.parametrize("first", ["refused", "nothing"])
def test_second_edit_is_told_whatever_became_of_the_first(
    post: Post,
    classmate: User,
    instructor: User,
    decide: Any,
    first: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    comment = makers.make_comment(post, classmate)
    if first == "refused":
        edit_waiting(comment, "One.")
        with django_capture_on_commit_callbacks(execute=True):
            refuse_edits(comments=Comment.objects.all(), by=instructor)
    edit_waiting(comment, "Two.")
    decide("published")
    notice = Notice.objects.get(kind="decision")
    assert notice.decision
    assert notice.decision.rule == "edit"


def test_edit_does_not_silence_the_approval(held: Comment, decide: Any) -> None:
    decide("published")
    edit_waiting(held, "Two.")
    decide("published")
    rules = Notice.objects.filter(kind="decision").order_by("pk").values_list("decision__rule", flat=True)
    assert list(rules) == ["", "edit"]


def test_one_decision_about_comment_and_edit_is_told_once(post: Post, classmate: User, decide: Any) -> None:
    edit_waiting(makers.make_comment(post, classmate), "Two.")
    decide("removed")
    assert told() == ["removed"]


def test_decisions_that_were_never_told_stay_untold() -> None:
    first, back = ModerationEntry(pk=1), ModerationEntry(pk=2, undoes_id=1)
    assert last_standing([first, back], heard=()) is None
    assert last_standing([first, back], heard={1}) == back
