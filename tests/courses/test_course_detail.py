import pytest

from courses.models import Course
from tests import makers

URL = "/courses/russia/"


def test_course_shows_its_units_and_who_leads_it(client, course, instructor, assistant, editor):
    makers.make_unit(course, 1, title="Revolution")
    Course.objects.update(description="About *Russia*.")
    page = client.get(URL).text
    assert "About <em>Russia</em>." in page
    assert "1. Revolution" in page
    for person in (instructor, assistant, editor):
        assert person.display_name in page


def test_students_are_known_to_members_alone(client, course, classmate, author, outsider, staff):
    assert classmate.display_name not in client.get(URL).text
    client.force_login(outsider)
    assert classmate.display_name not in client.get(URL).text
    for user in (author, staff):
        client.force_login(user)
        assert classmate.display_name in client.get(URL).text


def test_open_course_offers_to_join(client, course, outsider, author):
    assert "Join this course" not in client.get(URL).text
    Course.objects.update(enrolment=Course.Enrolment.OPEN)
    assert "Sign in to join" in client.get(URL).text
    client.force_login(outsider)
    assert "Join this course" in client.get(URL).text
    client.force_login(author)
    assert "Join this course" not in client.get(URL).text


@pytest.mark.parametrize(("who", "has"), [("instructor", True), ("staff", True), ("author", False)])
def test_who_teaches_finds_what_they_look_after(client, request, course, who, has):
    client.force_login(request.getfixturevalue(who))
    page = client.get(URL).text
    waiting = f"/admin/comments/comment/?course={course.pk}&amp;status=waiting"
    for address in (f"{URL}submissions/", waiting, f"/admin/courses/course/{course.pk}/change/"):
        assert (f'href="{address}"' in page) == has


@pytest.mark.parametrize("rows", [1, 12])
def test_queries_do_not_grow_with_its_members(client, course, author, rows, django_assert_max_num_queries):
    for _ in range(rows):
        makers.make_member(course, "instructor")
        makers.make_member(course)
    client.force_login(author)
    with django_assert_max_num_queries(7):
        client.get(URL)


def test_instructors_come_first_and_students_last(client, course, author, editor, instructor):
    client.force_login(author)
    people = [member.user for member in client.get(URL).context["members"]]
    assert people == [instructor, editor, author]
