import pytest
from django.urls import reverse

from blog.authorship import actions
from blog.models import Authorship, Post, Revision
from courses.access import writes, written_by
from courses.models import WritingPolicy
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(course, author, classmate):
    """An essay by two."""
    WritingPolicy.objects.create(course=course, allows_coauthors=True)
    post = makers.make_post(author, course)
    actions.ask(post=post, who=classmate.email, by=author)
    actions.accept(post=post, by=classmate)
    return post


def leave(client, post, user):
    client.force_login(user)
    return client.post(reverse("blog:authorship_leave", args=[post.pk]))


def test_second_author_leaves(client, shared, author, classmate):
    assert leave(client, shared, classmate).status_code == 302
    assert Post.objects.get(pk=shared.pk).writers == {author.pk}


def seen(condition, person):
    """Revisions, by a condition that leads to their essays."""
    return Revision.objects.filter(condition(person, "post__"))


def test_both_conditions_find_the_same_essays(client, shared, author, classmate, outsider, course):
    left, asked = makers.make_draft(author, course), makers.make_draft(author, course)
    makers.join(left, classmate)
    actions.ask(post=asked, who=classmate.email, by=author)
    leave(client, left, classmate)
    for person, expected in ((author, {shared, left, asked}), (classmate, {shared}), (outsider, set())):
        assert set(Post.objects.filter(written_by(person))) == expected
        assert set(Post.objects.filter(writes(person))) == expected
        for condition in (written_by, writes):
            assert set(Post.objects.filter(revisions__in=seen(condition, person))) == expected


def test_first_author_hands_the_essay_over(client, shared, author, classmate):
    assert leave(client, shared, author).status_code == 302
    post = Post.objects.get(pk=shared.pk)
    assert (post.author, post.writers) == (classmate, {classmate.pk})
    assert Authorship.objects.get(user=author).left_at


def test_what_a_leaver_withdrew_is_not_held_back(client, shared, author):
    client.force_login(author)
    client.post(reverse("blog:post_withdraw", args=[shared.pk]))
    leave(client, shared, author)
    assert not Post.objects.get(pk=shared.pk).is_held_back()


def test_last_author_stays(client, shared, author, classmate):
    leave(client, shared, classmate)
    assert leave(client, shared, author).status_code == 403


def test_who_left_can_be_asked_again(shared, author, classmate):
    actions.leave(post=shared, by=classmate)
    actions.ask(post=shared, who=classmate.email, by=author)
    actions.accept(post=shared, by=classmate)
    assert Post.objects.get(pk=shared.pk).writers == {author.pk, classmate.pk}


def test_a_reader_gets_403(client, shared):
    assert leave(client, shared, makers.make_member(shared.course)).status_code == 403


def test_anonymous_reader_signs_in_first(client, shared):
    assert client.post(reverse("blog:authorship_leave", args=[shared.pk])).status_code == 302


def test_it_takes_forms_alone(client, shared, author):
    client.force_login(author)
    assert client.get(reverse("blog:authorship_leave", args=[shared.pk])).status_code == 405
