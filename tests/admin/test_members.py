"""Members: added by an address typed in full, and nobody raises themselves."""

import pytest

from comments.moderation.standings import lift_standing, set_standing
from courses.models import Membership, Role
from tests import makers

pytestmark = pytest.mark.django_db
LIST = "/admin/courses/membership/"


def role_of(user, course):
    return Membership.objects.get(user=user, course=course).role


def add(client, course, email, role="student"):
    return client.post(f"{LIST}add/", {"course": course.pk, "email": email, "role": role})


def act(client, name, *users):
    pks = list(Membership.objects.filter(user__in=users).values_list("pk", flat=True))
    client.post(LIST, {"action": name, "_selected_action": pks})


def test_a_member_is_added_by_address_in_any_case(teacher, course, outsider):
    assert add(teacher, course, f" {outsider.email.upper()} ").status_code == 302
    assert role_of(outsider, course) == Role.STUDENT


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("nobody@colloquy.example", "Nobody has an account"),
        ("nobody", "Enter a valid email address"),
        ("", "This field is required"),
    ],
)
def test_an_address_that_will_not_do(teacher, course, email, words):
    response = add(teacher, course, email)
    assert response.status_code == 200
    assert words in response.content.decode()


def test_part_of_an_address_finds_nobody(teacher, course, outsider):
    assert b"Olga" not in add(teacher, course, "@colloquy.example").content


def test_an_account_that_is_switched_off_is_nobody(teacher, course, outsider):
    outsider.is_active = False
    outsider.save()
    assert b"Nobody has an account" in add(teacher, course, outsider.email).content


def test_a_member_is_added_once(teacher, course, author):
    assert b"a member of the course already" in add(teacher, course, author.email).content
    assert Membership.objects.filter(user=author).count() == 1


def test_who_was_removed_is_added_when_that_is_lifted(teacher, course, instructor, author):
    set_standing(course=course, user=author, level="excluded", by=instructor, reason="Why")
    page = add(teacher, course, author.email).content
    assert b"This person was removed from the course. Lift that first, under Standings" in page
    assert not Membership.objects.filter(user=author).exists()
    lift_standing(course=course, user=author, by=instructor)
    assert add(teacher, course, author.email).status_code == 302


def test_members_are_added_to_ones_own_course(teacher, theirs, author):
    assert add(teacher, theirs.course, author.email).status_code == 200
    assert not theirs.course.memberships.filter(user=author).exists()


def test_an_instructor_gives_roles(teacher, course, author, classmate):
    act(teacher, "make_editor", author, classmate)
    assert {role_of(author, course), role_of(classmate, course)} == {Role.EDITOR}


def test_on_the_members_page_only_the_role_changes(teacher, course, author, outsider):
    member = Membership.objects.get(user=author)
    data = {"role": "assistant", "user": outsider.pk, "course": outsider.memberships.get().course_id}
    teacher.post(f"{LIST}{member.pk}/change/", data)
    member.refresh_from_db()
    assert (member.role, member.user, member.course) == (Role.ASSISTANT, author, course)


@pytest.mark.parametrize("name", ["make_student", "make_assistant"])
def test_nobody_changes_their_own_role(teacher, course, instructor, name):
    act(teacher, name, instructor)
    member = Membership.objects.get(user=instructor)
    assert teacher.post(f"{LIST}{member.pk}/change/", {"role": "student"}).status_code == 403
    assert teacher.post(f"{LIST}{member.pk}/delete/", {"post": "yes"}).status_code == 403
    assert role_of(instructor, course) == Role.INSTRUCTOR


@pytest.mark.parametrize("name", ["make_instructor", "delete_selected"])
def test_an_assistant_changes_no_role_by_an_action(client, course, assistant, author, name):
    client.force_login(assistant)
    act(client, name, assistant, author)
    assert (role_of(assistant, course), role_of(author, course)) == (Role.ASSISTANT, Role.STUDENT)


def test_who_assists_here_and_leads_there_gives_roles_there(client, course, assistant, author):
    elsewhere = makers.make_course()
    makers.make_member(elsewhere, Role.INSTRUCTOR, assistant)
    makers.make_member(elsewhere, user=author)
    client.force_login(assistant)
    act(client, "make_instructor", author)
    assert (role_of(author, course), role_of(author, elsewhere)) == (Role.STUDENT, Role.INSTRUCTOR)


def test_teachers_see_the_addresses_of_their_members_alone(teacher, author, theirs):
    page = teacher.get(LIST).content.decode()
    assert author.email in page
    assert theirs.student.email not in page
    assert b"Student zebra" not in teacher.get(LIST, {"q": theirs.student.email}).content
