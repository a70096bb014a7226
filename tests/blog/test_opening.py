"""With which text the form of an essay opens: blog/copies/opening.py."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from blog.models import Post, Revision
from tests import makers


@pytest.fixture
def url(post):
    return f"/essays/{post.pk}/edit/"


@pytest.fixture
def page(client, author):
    """What `author` sees at an address."""
    client.force_login(author)
    return lambda address, **query: client.get(f"{address}?{urlencode(query)}").text


def later(post, minutes=5):
    """When somebody types after the last save."""
    return timezone.now() + timedelta(minutes=minutes)


def test_form_opens_with_what_was_typed_last(page, author, post, url):
    makers.make_copy(author, post, fields={"body": "Older"}, saved_at=later(post, 1))
    copy = makers.make_copy(author, post, fields={"title": "Typed", "body": "Newer"}, saved_at=later(post, 2))
    shown = page(url)
    assert "Newer</textarea>" in shown
    assert "This is what you typed until" in shown
    assert f'name="copy" value="{copy.pk}"' in shown
    assert 'name="copy_version" value="1"' in shown
    assert "1 other text that you did not save" in shown


def test_one_goes_back_to_the_saved_text_and_loses_nothing(page, author, post, url):
    makers.make_copy(author, post, saved_at=later(post))
    shown = page(url, copy="saved")
    assert f"{post.body}</textarea>" in shown
    assert "1 text that you did not save" in shown
    assert post.working_copies.exists()


def test_another_copy_is_shown_where_it_is_asked_for(page, author, post, url):
    other = makers.make_copy(author, post, fields={"body": "Older"}, saved_at=later(post, 1))
    makers.make_copy(author, post, saved_at=later(post, 2))
    assert "Older</textarea>" in page(url, copy=other.pk)


def test_copy_of_somebody_else_is_never_shown(page, classmate, post, url):
    copy = makers.make_copy(classmate, post, fields={"title": "Secret"}, saved_at=later(post))
    for query in ({}, {"copy": copy.pk}):
        assert "Secret" not in page(url, **query)
        assert "Typed and not saved." not in page(url, **query)


def test_copy_older_than_ones_own_save_is_listed_alone(page, author, post, url):
    makers.make_copy(author, post, saved_at=timezone.now() - timedelta(hours=1))
    shown = page(url)
    assert f"{post.body}</textarea>" in shown
    assert "1 text that you did not save" in shown


def test_copy_older_than_anothers_save_is_shown_and_says_so(page, author, classmate, post, url):
    Revision.objects.update(author=classmate)
    Post.objects.update(revision_number=4)
    makers.make_copy(author, post, saved_at=timezone.now() - timedelta(hours=1))
    shown = page(url)
    assert "Typed and not saved.</textarea>" in shown
    assert "The essay was saved since then" in shown
    assert 'name="base" value="1"' in shown


def test_copy_that_says_what_is_saved_is_not_spoken_of(page, author, post, url):
    fields = {"title": post.title, "body": post.body, "course": str(post.course_id), "visibility": "world"}
    makers.make_copy(author, post, fields=fields, saved_at=later(post))
    assert "This is what you typed" not in page(url)


def test_essay_not_begun_yet_is_found_again(page, author, course):
    makers.make_copy(author, fields={"title": "Half an essay", "course": str(course.pk)})
    shown = page("/write/")
    assert 'value="Half an essay"' in shown
    assert f'<option value="{course.pk}" selected' in shown
    assert "Begin with an empty page" in shown
    assert 'value="Half an essay"' not in page("/write/", copy="saved")


def test_essay_begun_for_a_unit_is_not_filled_in(page, author, course):
    makers.make_copy(author)
    shown = page("/write/", course=course.slug)
    assert "Typed and not saved." not in shown
    assert "1 text that you did not save" in shown


@pytest.mark.parametrize("wrong", ["x", "-1", "4711", "1" * 5000, "\x00"])
def test_copy_that_is_none_opens_the_saved_text(page, author, post, url, wrong):
    makers.make_copy(author, post, saved_at=later(post))
    assert f"{post.body}</textarea>" in page(url, copy=wrong)


@pytest.mark.parametrize("copies", [1, 20])
def test_queries_do_not_grow(page, author, post, url, copies, django_assert_max_num_queries):
    for _ in range(copies):
        makers.make_copy(author, post, saved_at=later(post))
    with django_assert_max_num_queries(22):
        page(url)
