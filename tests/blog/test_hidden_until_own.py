"""A course hides classmates' essays of a unit until one's own has been in for an hour: everywhere."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.actions import file_post
from blog.models import Authorship, Post
from blog.publishing import actions as publishing
from courses.models import WritingPolicy
from sources.models import Source
from tests import makers

HOUR = timedelta(hours=1)
SECRET = "A title that gives it away"


@pytest.fixture
def unit(course):
    return makers.make_unit(course, 3, posts_due_at=timezone.now())


@pytest.fixture
def hiding(course):
    return WritingPolicy.objects.create(course=course, hides_until_own=True, widest="course")


@pytest.fixture
def theirs(hiding, author, course, unit):
    """A classmate's essay of the unit, with all that could lead to it."""
    fields = {"unit": unit, "visibility": "course", "category": makers.make_category(course)}
    tag = makers.make_tag("telling")
    post = makers.make_post(author, course, (tag,), title=SECRET, **fields)
    makers.make_entry(post, "Nobody, A Book of Theirs.", source=makers.make_source(course, shared_at=None))
    makers.make_comment(post, author, body="A comment on it.")
    return post


def own(course, unit, writer, **fields):
    return makers.make_post(writer, course, unit=unit, visibility="course", **fields)


def sees(user, post):
    return Post.objects.visible_to(user).filter(pk=post.pk).exists()


def test_hidden_before_ones_own_is_in(theirs, classmate, editor):
    assert not sees(classmate, theirs)
    assert not sees(editor, theirs)


def test_staff_and_the_writer_see_it(theirs, author, assistant, instructor, staff):
    assert all(sees(user, theirs) for user in (author, assistant, instructor, staff))


@pytest.mark.parametrize("status", ["submitted", "scheduled", "published"])
def test_ones_own_opens_it_after_an_hour(theirs, course, unit, classmate, status):
    own(course, unit, classmate, status=status, counts_from=timezone.now() - timedelta(seconds=1))
    assert sees(classmate, theirs)


def test_within_the_first_hour_it_stays_hidden(theirs, course, unit, classmate):
    own(course, unit, classmate)
    assert not sees(classmate, theirs)


def test_a_draft_of_ones_own_opens_nothing(theirs, course, unit, classmate):
    own(course, unit, classmate, status="draft")
    assert not sees(classmate, theirs)


def test_an_essay_of_another_unit_opens_nothing(theirs, course, classmate):
    own(course, makers.make_unit(course, 4), classmate, counts_from=timezone.now() - HOUR)
    assert not sees(classmate, theirs)


def test_an_old_essay_that_is_moved_into_the_unit_is_as_new_there(client, theirs, course, unit, classmate):
    long_ago = timezone.now() - timedelta(days=30)
    old = own(course, None, classmate, submitted_at=long_ago, counts_from=long_ago)
    client.force_login(classmate)
    form = {"title": old.title, "body": old.body, "course": course.pk, "visibility": "course"}
    assert client.post(f"/essays/{old.pk}/edit/", form | {"unit": unit.pk}).status_code == 302
    assert not sees(classmate, theirs)
    old.refresh_from_db()
    assert old.counts_from > timezone.now()
    assert old.submitted_at > long_ago


def test_what_staff_move_into_the_unit_opens_after_an_hour_and_is_not_late(
    theirs, course, unit, classmate, instructor
):
    long_ago = timezone.now() - timedelta(days=30)
    old = own(course, None, classmate, submitted_at=long_ago, counts_from=long_ago)
    old.unit = unit
    file_post(post=old, tags=[], by=instructor)
    assert not sees(classmate, theirs)
    assert Post.objects.get(pk=old.pk).submitted_at == long_ago


def test_what_is_returned_or_withdrawn_opens_nothing(theirs, course, unit, classmate, instructor):
    mine = own(course, unit, classmate, counts_from=timezone.now() - HOUR)
    assert sees(classmate, theirs)
    publishing.withdraw(post=mine, by=classmate)
    assert not sees(classmate, theirs)


def test_an_essay_written_together_opens_it_to_both(theirs, course, unit, classmate, editor):
    mine = own(course, unit, classmate, counts_from=timezone.now() - HOUR)
    Authorship.objects.create(post=mine, user=editor, asked_by=classmate, accepted_at=timezone.now() + HOUR)
    assert sees(editor, theirs)


def test_who_was_asked_and_has_not_accepted_sees_nothing(theirs, course, unit, classmate, editor):
    mine = own(course, unit, classmate, counts_from=timezone.now() - HOUR)
    Authorship.objects.create(post=mine, user=editor, asked_by=classmate)
    assert not sees(editor, theirs)


def test_an_essay_without_unit_is_hidden_from_nobody(hiding, course, author, classmate):
    assert sees(classmate, makers.make_post(author, course, visibility="course"))


def addresses(post):
    page = post.get_absolute_url()
    return [page, f"{page}cite/", f"{page}feed/", f"{page}replies/{post.comments.get().pk}/"]


def test_no_page_of_it_exists_as_yet(client, theirs, classmate):
    client.force_login(classmate)
    for address in addresses(theirs):
        assert client.get(address).status_code == 404, address
    assert client.get(f"/comments/{theirs.comments.get().pk}/").status_code == 404


def lists(post):
    return [
        "/", post.course.get_absolute_url(), post.unit.get_absolute_url(), post.category.get_absolute_url(),
        post.author.get_absolute_url(), "/feed/", f"{post.course.get_absolute_url()}feed/", "/sitemap.xml",
        "/courses/russia/sources/", "/courses/russia/sources/?q=Theirs", "/my/essays/",
    ]  # fmt: skip


def test_no_list_feed_or_search_names_it(client, theirs, classmate):
    client.force_login(classmate)
    for address in lists(theirs):
        page = client.get(address).content.decode()
        assert SECRET not in page, address
        assert theirs.slug not in page, address
        assert "A Book of Theirs" not in page, address


def test_the_tag_and_the_month_do_not_exist(client, theirs, classmate):
    client.force_login(classmate)
    now = timezone.localtime(theirs.published_at)
    assert client.get(theirs.tags.get().get_absolute_url()).status_code == 404
    assert client.get(f"/archive/{now.year}/{now.month}/").status_code == 404


def test_its_sources_and_comments_are_hidden_with_it(theirs, classmate):
    from comments.models import Comment

    assert not Comment.objects.visible_to(classmate).exists()
    assert not Source.objects.filter(entries__post__in=Post.objects.visible_to(classmate)).exists()


@pytest.mark.parametrize("page", ["course", "unit"])
def test_the_page_says_how_many_are_hidden_and_why(client, theirs, course, unit, classmate, page):
    client.force_login(classmate)
    address = (course if page == "course" else unit).get_absolute_url()
    said = client.get(address).content.decode()
    assert "1 essay of classmates is hidden from you" in said
    assert "once your own essay of that unit has been in for an hour" in said


def test_the_unit_says_when_they_open(client, theirs, course, unit, classmate):
    mine = own(course, unit, classmate)
    client.force_login(classmate)
    page = client.get(unit.get_absolute_url()).content.decode()
    assert "hidden from you until" in page
    assert f"{mine.counts_from:%Y-%m-%dT%H:%MZ}" in page


def test_nothing_is_said_where_nothing_is_hidden(client, theirs, unit, instructor):
    client.force_login(instructor)
    assert b"hidden from you" not in client.get(unit.get_absolute_url()).content


def test_the_count_is_one_query_however_many_there_are(
    client, theirs, course, unit, author, classmate, django_assert_num_queries
):
    from blog.publishing.hiding import hidden_from

    for _ in range(5):
        own(course, unit, author)
    with django_assert_num_queries(3):
        assert hidden_from(classmate, course, unit).count == 6
