"""A course, its units, key questions and categories in the admin."""

import pytest

from blog.models import Category, Post
from comments.models import ModerationPolicy
from courses.models import Course, KeyQuestion, Unit
from tests import makers

pytestmark = pytest.mark.django_db


def management(prefix, total=0, initial=0):
    return {f"{prefix}-TOTAL_FORMS": total, f"{prefix}-INITIAL_FORMS": initial}


def save_course(client, course, **data):
    values = {"title": "New title", "subject": "History", "enrolment": "open"}
    values |= management("units") | management("categories") | management("memberships")
    values |= (
        management("citation_policy") | management("writing_policy") | management("moderation_policy") | data
    )
    return client.post(f"/admin/courses/course/{course.pk}/change/", values)


def save_unit(client, unit, **data):
    values = {"number": unit.number, "title": unit.title}
    values |= management("key_questions") | management("unit_topics") | data
    return client.post(f"/admin/courses/unit/{unit.pk}/change/", values)


def test_an_instructor_changes_the_course_but_not_its_address(teacher, course):
    assert save_course(teacher, course, slug="mine").status_code == 302
    course.refresh_from_db()
    assert (course.title, course.slug, course.enrolment) == ("New title", "russia", "open")


def test_units_and_categories_are_set_on_the_courses_page(teacher, course):
    units = management("units", 1) | {"units-0-number": 1, "units-0-title": "Thaw"}
    names = {"categories-0-name": "Letters", "categories-1-name": "Letters!"}
    assert save_course(teacher, course, **units, **management("categories", 2), **names).status_code == 302
    assert Unit.objects.get(course=course).title == "Thaw"
    assert {c.slug for c in Category.objects.filter(course=course)} == {"letters", "letters-2"}


@pytest.mark.parametrize("text", ["\u3164", "\u2800", "\u200b", "\u202e"], ids=ascii)
def test_a_title_that_nobody_could_see_is_refused(teacher, course, ours, text):
    assert save_course(teacher, course, title=text).status_code == 200
    assert save_unit(teacher, ours.unit, title=text).status_code == 200


def test_a_title_cannot_turn_the_page_around(teacher, course):
    save_course(teacher, course, title="A\u202eb", description="One.\r\n\r\nTwo\u202e.")
    course.refresh_from_db()
    assert (course.title, course.description) == ("Ab", "One.\n\nTwo.")


def test_the_members_on_the_courses_page_are_to_read(teacher, course, author):
    page = teacher.get(f"/admin/courses/course/{course.pk}/change/").content.decode()
    assert author.email in page
    member = author.memberships.get()
    forged = management("memberships", 1, 1) | {
        "memberships-0-id": member.pk, "memberships-0-role": "instructor", "memberships-0-DELETE": "on",
    }  # fmt: skip
    save_course(teacher, course, **forged)
    member.refresh_from_db()
    assert member.role == "student"


def test_key_questions_are_set_on_the_units_page(teacher, ours):
    question = {"key_questions-0-number": 7, "key_questions-0-text": "Why?"}
    assert save_unit(teacher, ours.unit, **management("key_questions", 1), **question).status_code == 302
    assert KeyQuestion.objects.get(unit=ours.unit, number=7).text == "Why?"


def test_a_number_that_is_taken_is_the_forms_error(teacher, ours):
    other = makers.make_unit(ours.course, 2)
    response = save_unit(teacher, other, number=1)
    assert response.status_code == 200
    assert b"already exists" in response.content or b"violated" in response.content


def test_comments_that_close_before_they_open_are_the_forms_error(teacher, ours):
    dates = {
        "comments_open_at_0": "2020-02-02", "comments_open_at_1": "00:00:00",
        "comments_close_at_0": "2020-02-01", "comments_close_at_1": "00:00:00",
    }  # fmt: skip
    assert save_unit(teacher, ours.unit, **dates).status_code == 200


def test_a_unit_with_essays_is_not_deleted(teacher, ours):
    response = teacher.post(f"/admin/courses/unit/{ours.unit.pk}/delete/", {"post": "yes"})
    assert b"essays: 1" in response.content
    assert Unit.objects.filter(pk=ours.unit.pk).exists()


def test_an_essay_outlives_its_category(teacher, ours):
    teacher.post(f"/admin/blog/category/{ours.category.pk}/delete/", {"post": "yes"})
    assert Post.objects.get(pk=ours.post.pk).category is None


def test_the_address_of_a_category_stays(teacher, ours):
    slug = ours.category.slug
    teacher.post(f"/admin/blog/category/{ours.category.pk}/change/", {"name": "Other"})
    assert Category.objects.get(name="Other").slug == slug


def test_site_staff_delete_an_empty_course(client, staff, ours):
    client.force_login(staff)
    empty = makers.make_course()
    client.post(f"/admin/courses/course/{empty.pk}/delete/", {"post": "yes"})
    assert not Course.objects.filter(pk=empty.pk).exists()
    page = client.post(f"/admin/courses/course/{ours.course.pk}/delete/", {"post": "yes"}).content.decode()
    assert "essays: 1" in page
    assert Course.objects.filter(pk=ours.course.pk).exists()


def test_a_course_with_a_policy_of_moderation_is_saved(teacher, course):
    policy = ModerationPolicy.objects.create(course=course, held_words="casino")
    response = save_course(teacher, course, **management("moderation_policy", 1, 1))
    assert response.status_code == 302
    policy.refresh_from_db()
    assert policy.held_words == "casino"
