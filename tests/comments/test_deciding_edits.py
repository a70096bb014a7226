"""What a decision does with an edit that waits."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from blog.models import Post
from comments.models import Comment, CommentEdit, Notice
from comments.moderation.deciding import moderate, refuse_edits, undo
from comments.notices.words import said
from comments.writing.deleting import delete_comment
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def edit(post: Post) -> CommentEdit:
    comment = makers.make_comment(post, body="The old words")
    return CommentEdit.objects.create(comment=comment, before="The old words", after="The new", state="held")


def now(edit: CommentEdit) -> tuple[str, str, str]:
    edit.refresh_from_db()
    comment = Comment.objects.get(pk=edit.comment_id)
    return comment.body, comment.status, edit.state


def test_approval_lets_readers_see_the_new_words(edit: CommentEdit, instructor: User) -> None:
    assert moderate(comments=Comment.objects.all(), to="published", by=instructor) == 1
    assert now(edit) == ("The new", "published", "applied")
    assert "The new" in Comment.objects.get().html


def test_the_journals_last_line_names_the_status(edit: CommentEdit, instructor: User) -> None:
    Comment.objects.update(status="held", is_shown=False)
    moderate(comments=Comment.objects.all(), to="published", by=instructor)
    assert [line.to_status for line in edit.comment.moderation_log.all()] == ["published", "held"]


def test_the_old_words_stay_where_the_edit_is_refused(edit: CommentEdit, instructor: User) -> None:
    refuse_edits(comments=Comment.objects.all(), by=instructor, shared_reason="Too many links.")
    assert now(edit) == ("The old words", "published", "refused")
    assert edit.comment.moderation_log.get().shared_reason == "Too many links."


@pytest.mark.parametrize(("to", "state"), [("removed", "refused"), ("spam", "refused"), ("held", "held")])
def test_an_edit_goes_with_its_comment(edit: CommentEdit, instructor: User, to: str, state: str) -> None:
    moderate(comments=Comment.objects.all(), to=to, by=instructor)
    assert now(edit) == ("The old words", to, state)


@pytest.mark.parametrize("to", ["published", "removed", ""])
def test_what_was_decided_of_an_edit_is_taken_back(edit: CommentEdit, instructor: User, to: str) -> None:
    batch, comments = uuid.uuid4(), Comment.objects.all()
    if to:
        moderate(comments=comments, to=to, by=instructor, batch=batch)
    else:
        refuse_edits(comments=comments, by=instructor, batch=batch)
    assert undo(batch=batch, by=instructor) == 1
    assert now(edit) == ("The old words", "published", "held")
    assert Comment.objects.get().edited_at is None


def test_what_was_edited_since_is_not_taken_back(edit: CommentEdit, instructor: User) -> None:
    batch = uuid.uuid4()
    moderate(comments=Comment.objects.all(), to="published", by=instructor, batch=batch)
    CommentEdit.objects.create(comment=edit.comment, before="The new", after="The newest")
    Comment.objects.update(body="The newest")
    assert undo(batch=batch, by=instructor) == 0
    assert now(edit) == ("The newest", "published", "applied")


def test_no_edit_waits_of_what_its_writer_has_deleted(edit: CommentEdit, instructor: User) -> None:
    batch, comment = uuid.uuid4(), edit.comment
    moderate(comments=Comment.objects.all(), to="published", by=instructor, batch=batch)
    delete_comment(comment=comment, by=comment.author)
    assert undo(batch=batch, by=instructor) == 0
    assert now(edit) == ("The new", "deleted", "applied")


def test_who_does_not_teach_the_course_refuses_nothing(edit: CommentEdit, classmate: User) -> None:
    with pytest.raises(PermissionDenied):
        refuse_edits(comments=Comment.objects.all(), by=classmate)
    assert now(edit)[2] == "held"


def test_a_long_reason_is_refused(edit: CommentEdit, instructor: User) -> None:
    with pytest.raises(ValidationError):
        refuse_edits(comments=Comment.objects.all(), by=instructor, reason="x" * 501)


@pytest.mark.parametrize(("to", "words"), [("published", "is shown"), ("", "its old words stay")])
def test_the_writer_is_told(
    edit: CommentEdit, instructor: User, to: str, words: str, django_capture_on_commit_callbacks: Any
) -> None:
    comments = Comment.objects.all()
    with django_capture_on_commit_callbacks(execute=True):
        if to:
            moderate(comments=comments, to=to, by=instructor)
        else:
            refuse_edits(comments=comments, by=instructor, shared_reason="Too many links.")
    notice = Notice.objects.get(kind="decision")
    assert (notice.recipient, notice.kind) == (edit.comment.author, "decision")
    assert words in said(notice)


def test_what_is_taken_back_at_once_is_not_told(
    edit: CommentEdit, instructor: User, django_capture_on_commit_callbacks: Any
) -> None:
    batch = uuid.uuid4()
    with django_capture_on_commit_callbacks(execute=True):
        moderate(comments=Comment.objects.all(), to="published", by=instructor, batch=batch)
    assert Notice.objects.filter(kind="decision").exists()
    with django_capture_on_commit_callbacks(execute=True):
        undo(batch=batch, by=instructor)
    assert not Notice.objects.filter(kind="decision").exists()
