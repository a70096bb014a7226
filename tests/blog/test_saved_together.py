"""What others do with an essay while one saves it stays done: blog/actions.py."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
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


def test_course_is_held_before_the_essay(shared, author):
    """As where its rules change: two who held one each and wanted the other's would both fail."""
    shared.visibility = "signed-in"
    with CaptureQueriesContext(connection) as queries:
        save(shared, author)
    read = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    assert 'FROM "courses_course"' in read[0]
    assert any('FROM "blog_post"' in sql for sql in read[1:])


def test_pictures_of_a_text_that_is_not_saved_are_not_described(client, shared, author):
    image = makers.make_image(author, alt="")
    save(Post.objects.get(pk=shared.pk), author)
    client.force_login(author)
    form = {"title": "Mine", "body": f"Mine.\n\n![](image:{image.name})", "course": shared.course_id}
    form |= {"visibility": "world", "base": 1, "intent": "publish", f"alt_{image.name}": "A tower"}
    assert client.post(f"/essays/{shared.pk}/edit/", form).status_code == 409
    image.refresh_from_db()
    assert image.alt == ""


def test_essay_that_could_not_be_stored_has_no_key(author, course):
    post = Post(author=author, course=course, title="New", body="Words.")
    with pytest.raises(ValidationError):
        actions.save_post(post=post, tags=[], source_lines=[], answers="1")
    assert post.pk is None
    assert not Post.objects.exists()
