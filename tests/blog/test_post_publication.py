"""The page of an essay's way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.models import Post
from courses.models import WritingPolicy
from tests import makers


@pytest.fixture
def draft(author, course):
    return makers.make_draft(author, course, title="On bread")


@pytest.fixture
def handed_in(author, course):
    WritingPolicy.objects.create(course=course, publishing="staff", marks_late=True)
    return makers.make_post(author, course, title="On bread", status="submitted")


def url(post):
    return f"/essays/{post.pk}/publication/"


def buttons(client, post):
    return client.get(url(post)).context["moves"]


def test_its_writer_publishes(client, draft, author):
    client.force_login(author)
    assert buttons(client, draft) == ["publish", "schedule"]
    assert client.post(url(draft), {"move": "publish"}).url == draft.get_absolute_url()
    assert Post.objects.get().status == "published"


def test_its_writer_sets_an_hour_in_the_site_s_time(client, draft, author):
    client.force_login(author)
    at = timezone.localtime(timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    page = client.post(url(draft), {"move": "schedule", "at": f"{at:%Y-%m-%dT%H:%M}"}, follow=True)
    assert Post.objects.get().publish_at == at
    assert "will be published on" in page.content.decode()


def test_a_student_hands_in_and_takes_back(client, handed_in, author):
    client.force_login(author)
    assert buttons(client, handed_in) == ["take-back"]
    client.post(url(handed_in), {"move": "take-back"})
    assert buttons(client, handed_in) == ["submit"]
    client.post(url(handed_in), {"move": "submit"})
    assert Post.objects.get().status == "submitted"


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ({"move": "publish"}, "“On bread” is published."),
        ({"move": "return", "note": "Where is this from?"}, "“On bread” is returned to its authors"),
    ],
)
def test_staff_go_on_in_the_list_of_what_waits(client, handed_in, instructor, step, said):
    client.force_login(instructor)
    page = client.post(f"{url(handed_in)}?sort=unit", step, follow=True)
    assert page.redirect_chain == [("/courses/russia/submissions/?sort=unit", 302)]
    assert said in page.content.decode()


@pytest.mark.parametrize("who", ["assistant", "instructor", "staff"])
def test_staff_return_with_a_note_that_the_writer_reads(client, request, handed_in, author, who):
    client.force_login(request.getfixturevalue(who))
    assert buttons(client, handed_in) == ["publish", "return", "schedule"]
    client.post(url(handed_in), {"move": "return", "note": "Where is this from?"})
    client.force_login(author)
    assert "Where is this from?" in client.get(url(handed_in)).content.decode()
    assert "Where is this from?" in client.get(f"/essays/{handed_in.pk}/edit/").content.decode()


def test_a_stranger_signs_in_first(client, draft):
    assert client.get(url(draft)).url == f"/accounts/login/?next={url(draft)}"


def test_a_classmate_does_not_see_the_way(client, post, classmate, draft):
    client.force_login(classmate)
    assert client.get(url(post)).status_code == 403
    assert client.get(url(draft)).status_code == 404


@pytest.mark.parametrize("at", ["", "soon", "2020-01-01T10:00"])
def test_a_date_that_is_none_or_past_is_refused(client, draft, author, at):
    client.force_login(author)
    page = client.post(url(draft), {"move": "schedule", "at": at})
    assert page.status_code == 422
    assert page.context["form"].errors["at"]
    assert Post.objects.get().status == "draft"


def test_a_refused_return_keeps_the_note(client, handed_in, instructor):
    client.force_login(instructor)
    page = client.post(url(handed_in), {"move": "return", "note": "x" * 4001})
    assert page.status_code == 422
    assert "x" * 4001 in page.content.decode()


def test_what_the_course_requires_is_said(client, draft, author, course):
    WritingPolicy.objects.create(course=course, requires_length=True)
    Post.objects.update(unit=makers.make_unit(course, min_words=500))
    client.force_login(author)
    page = client.post(url(draft), {"move": "publish"})
    assert page.status_code == 422
    assert "At least 500 words" in page.content.decode()


def test_other_methods_are_refused(client, draft, author):
    client.force_login(author)
    assert client.put(url(draft)).status_code == 405


@pytest.mark.parametrize("marks", [True, False])
def test_late_is_said_where_the_course_marks_it(client, course, author, handed_in, marks):
    WritingPolicy.objects.update(marks_late=marks)
    unit = makers.make_unit(course, posts_due_at=timezone.now() - timedelta(hours=2))
    Post.objects.update(unit=unit)
    client.force_login(author)
    assert (b">Late<" in client.get(url(handed_in)).content) is marks


def test_queries_do_not_grow_with_the_steps(client, draft, author, instructor, django_assert_max_num_queries):
    for _ in range(9):
        draft.steps.create(kind="submitted", by=instructor)
    client.force_login(author)
    client.get(url(draft))
    with django_assert_max_num_queries(9):
        client.get(url(draft))
