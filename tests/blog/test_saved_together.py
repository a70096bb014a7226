"""What others do with an essay while one saves it stays done: blog/actions.py."""

import pytest
from django.utils import timezone

from blog import actions
from blog.authorship.actions import leave
from blog.models import Post
from blog.revising.addresses import follow_title
from tests import makers


@pytest.fixture
def shared(author, classmate, course):
    post = makers.make_post(author, course, title="Old")
    makers.join(post, classmate)
    return post


@pytest.fixture
def read_before(shared):
    """The essay as a save read it before others did something."""
    Post.objects.filter(pk=shared.pk).update(title="New")
    return Post.objects.get(pk=shared.pk)


def save(post, by):
    post.body = "Other words."
    actions.save_post(post=post, tags=[], source_lines=[], by=by)
    return Post.objects.get(pk=post.pk)


def test_who_left_stays_away_and_the_heir_keeps_their_rights(read_before, shared, author, classmate):
    leave(post=shared, by=author)
    stored = save(read_before, classmate)
    assert stored.author == classmate
    assert not stored.is_written_by(author)
    assert stored.body == "Other words."


def test_address_that_followed_the_title_stays(read_before, shared, author):
    follow_title(post=Post.objects.get(pk=shared.pk), by=author)
    assert save(read_before, author).slug == "new"


def test_what_the_staff_and_the_thread_set_stays(read_before, shared, author, classmate):
    makers.make_comment(Post.objects.get(pk=shared.pk), classmate)
    category, now = makers.make_category(shared.course), timezone.now()
    Post.objects.filter(pk=shared.pk).update(comments_close_at=now, category=category, version=50)
    stored = save(read_before, author)
    assert (stored.comment_count, stored.comments_close_at, stored.category) == (1, now, category)
    assert stored.version > 50
