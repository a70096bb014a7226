"""How essays come about in a course, on the course's page."""

import pytest

from blog.models import Post
from courses.models import WritingPolicy

from .test_courses import management, save_course

pytestmark = pytest.mark.django_db


def save_policy(client, course, initial=0, **data):
    values = {"publishing": "students", "widest": "world"} | data
    fields = {f"writing_policy-0-{name}": value for name, value in values.items()}
    return save_course(client, course, **management("writing_policy", 1, initial), **fields)


def test_an_instructor_lets_essays_through_from_now_on(teacher, course):
    assert save_policy(teacher, course, publishing="staff", marks_late="on").status_code == 302
    policy = WritingPolicy.objects.get()
    assert (policy.course, policy.publishing, policy.marks_late) == (course, "staff", True)


def test_narrowing_says_how_many_essays_it_was(teacher, ours):
    Post.objects.update(visibility="world")
    save_policy(teacher, ours.course, widest="staff")
    page = teacher.get(f"/admin/courses/course/{ours.course.pk}/change/").content.decode()
    assert "open to more people: narrowed to" in page
    assert not Post.objects.filter(course=ours.course).exclude(visibility="staff").exists()


def test_hiding_what_the_web_reads_is_the_forms_error(teacher, course):
    page = save_policy(teacher, course, hides_until_own="on")
    assert page.status_code == 200
    assert "whoever signs out would find the others" in page.content.decode()
    assert not WritingPolicy.objects.exists()


def test_a_course_may_have_no_policy(teacher, course):
    assert save_policy(teacher, course).status_code == 302
    assert not WritingPolicy.objects.exists()
