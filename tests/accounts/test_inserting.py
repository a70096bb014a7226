"""Rows stored by a statement made once: the same as Django stores."""

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from accounts.inserting import insert
from accounts.later import soon
from blog.models import Tag
from comments.models import Comment
from comments.notices.tasks import tell


def columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_row_is_what_save_makes_of_it(post, author):
    made = Comment(post=post, author=author, body="50 % 'is' %s", ip_address="::1", status="held")
    saved = Comment(post=post, author=author, body="50 % 'is' %s", ip_address="::1", status="held")
    insert(made)
    saved.save(force_insert=True)
    differs = {"id", "submission", "created_at"}
    stored, expected = (columns(Comment.objects.get(pk=row.pk)) for row in (made, saved))
    assert {name for name in stored if stored[name] != expected[name]} == differs
    assert columns(made) == stored


def test_it_is_stored_then_and_not_new(post, author):
    comment = Comment(post=post, author=author, body="Once.")
    insert(comment)
    comment.body = "Twice."
    comment.save()
    assert Comment.objects.get().body == "Twice."


def test_the_rules_of_the_database_hold(post, author):
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Comment(post=post, author=author, body=""))


def test_two_kinds_of_rows_have_their_own_statements(post, author):
    insert(Tag(name="Cult", slug="cult"))
    insert(Comment(post=post, author=author, body="One."))
    assert (Tag.objects.get().name, Comment.objects.get().body) == ("Cult", "One.")


def test_a_task_that_is_asked_for_is_what_the_queue_itself_stores(db, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    soon(tell, [1, 2], [3])
    ours = DBTaskResult.objects.get()
    theirs = DBTaskResult.objects.get(pk=tell.enqueue([1, 2], [3]).id)
    stored, expected = columns(ours), columns(theirs)
    assert {name for name in stored if stored[name] != expected[name]} == {"id", "enqueued_at"}
