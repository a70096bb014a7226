"""What a course's staff have to read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog import actions
from blog.publishing import actions as publishing
from courses.models import WritingPolicy
from tests import makers

URL = "/courses/russia/submissions/"


@pytest.fixture
def policy(course):
    return WritingPolicy.objects.create(course=course, publishing="staff", marks_late=True)


def hand_in(course, **fields):
    post = makers.make_draft(None, course, **fields)
    publishing.submit(post=post, by=post.author)
    return post


def titles(client, query=""):
    return [post.title for post in client.get(f"{URL}{query}").context["page"].rows]


@pytest.mark.parametrize("who", ["assistant", "instructor", "staff"])
def test_staff_see_what_waits(client, request, policy, course, who):
    waits = hand_in(course, title="On bread", body="Three good words.")
    makers.make_draft(None, course, title="A draft")
    client.force_login(request.getfixturevalue(who))
    page = client.get(URL).content.decode()
    assert titles(client) == ["On bread"]
    assert ">3</td>" in page
    assert f"/essays/{waits.pk}/publication/" in page
    assert f'href="/admin/courses/course/{course.pk}/change/#writing_policy-group"' in page
    assert "Waiting for you (1)</a>" in page


@pytest.mark.parametrize("who", ["author", "editor", "outsider"])
def test_others_may_not(client, request, policy, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403


def test_a_stranger_signs_in_first(client, course):
    assert client.get(URL).url == f"/accounts/login/?next={URL}"


def test_an_unknown_course_is_404_and_other_methods_are_refused(client, policy, instructor):
    client.force_login(instructor)
    assert client.get("/courses/nowhere/submissions/").status_code == 404
    assert client.post(URL).status_code == 405


def test_nonsense_in_the_address_is_the_first_of_each(client, policy, course, instructor):
    hand_in(course, title="On bread")
    client.force_login(instructor)
    assert titles(client, "?show=x&sort=%00") == ["On bread"]
    assert client.get(f"{URL}?page=0").status_code == 404


def test_sorted_by_unit_and_by_what_is_late(client, policy, course, instructor):
    past, ahead = (timezone.now() + timedelta(days=days) for days in (-1, 1))
    hand_in(course, title="Second", unit=makers.make_unit(course, 2, posts_due_at=past))
    hand_in(course, title="First", unit=makers.make_unit(course, 1, posts_due_at=ahead))
    client.force_login(instructor)
    assert titles(client, "?sort=unit") == ["First", "Second"]
    assert titles(client, "?sort=late") == ["Second", "First"]
    assert client.get(URL).content.count(b">Late<") == 1


def test_it_says_what_the_check_of_citations_and_the_unit_find(client, policy, course, instructor):
    unit = makers.make_unit(course, min_words=5, max_words=900)
    post = hand_in(course, unit=unit, body="Much remains (Nobody 3).")
    client.force_login(instructor)
    page = client.get(URL).content.decode()
    assert "<small>5 to 900 words asked for</small>" in page
    assert f'href="/essays/{post.pk}/citations/"' in page
    assert ">Citations: 1 suggestion</a>" in page
    post = hand_in(course, unit=unit, body="Not a word too few.")
    page = client.get(URL).content.decode()
    assert page.count("asked for") == page.count(">Citations: ") == 1


def test_the_order_is_kept_on_the_way(client, policy, course, instructor):
    post = hand_in(course)
    client.force_login(instructor)
    assert (
        f'href="/essays/{post.pk}/publication/?sort=unit"' in client.get(f"{URL}?sort=unit").content.decode()
    )
    page = client.get(f"/essays/{post.pk}/publication/?sort=unit").content.decode()
    assert f'href="{URL}?sort=unit">Handed in</a>' in page


def test_a_change_after_it_was_handed_in_is_told(client, policy, course, instructor):
    post = hand_in(course)
    client.force_login(instructor)
    assert b"changed" not in client.get(URL).content
    post.body = "Other words."
    actions.save_post(post=post, tags=[], source_lines=[])
    assert b"changed" in client.get(URL).content


def test_forty_essays_take_no_more_queries_than_one(
    client, policy, course, instructor, django_assert_max_num_queries
):
    for number in range(12):
        hand_in(course, unit=makers.make_unit(course, number + 1))
    client.force_login(instructor)
    client.get(URL)
    with django_assert_max_num_queries(7):
        assert len(titles(client)) == 12
