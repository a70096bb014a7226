"""Making anew what is computed: the stored display, the paths, the counts."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from blog.models import Post
from comments.models import Comment
from comments.showing import settle
from comments.upkeep import rebuild_paths, redraw
from tests import makers

pytestmark = pytest.mark.django_db


def test_redraw_makes_the_stored_part_and_shows_the_thread_anew(post: Post) -> None:
    comment = makers.make_comment(post, body="So *true*.")
    assert redraw(Comment.objects.all()) == 1
    comment.refresh_from_db()
    assert "So <em>true</em>." in comment.html
    assert Post.objects.get().thread_version == 1


def test_redraw_command_says_how_many_changed(post: Post) -> None:
    makers.make_comment(post)
    out = io.StringIO()
    call_command("redraw_comments", stdout=out)
    call_command("redraw_comments", stdout=out)
    assert out.getvalue() == "1 comments look different now.\n0 comments look different now.\n"


def test_redraw_of_what_is_right_changes_nothing(post: Post) -> None:
    makers.make_comment(post)
    redraw(Comment.objects.all())
    assert redraw(Comment.objects.all()) == 0
    assert Post.objects.get().thread_version == 1


def test_rebuild_paths_repairs_places_and_depths(post: Post) -> None:
    root = makers.make_comment(post)
    reply = makers.make_comment(post, parent=root)
    right = reply.path
    Comment.objects.filter(pk=reply.pk).update(path="wrong", depth=7)
    assert rebuild_paths() == 1
    reply.refresh_from_db()
    assert (reply.path, reply.depth) == (right, 1)


def test_command_says_how_many_were_wrong(post: Post) -> None:
    makers.make_comment(post)
    Comment.objects.update(path="wrong")
    out = io.StringIO()
    call_command("rebuild_paths", stdout=out)
    assert out.getvalue() == "1 comments had a wrong place in their thread.\n"


def test_settle_counts_the_published_ones(post: Post) -> None:
    makers.make_comment(post)
    makers.make_comment(post, status="held")
    Post.objects.update(comment_count=9)
    settle(post.pk)
    assert Post.objects.get().comment_count == 1
