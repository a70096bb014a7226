"""How a course moderates, set by its instructor, and the trial of its lists."""

import pytest

from comments.models import ModerationPolicy
from tests import makers

pytestmark = pytest.mark.django_db
LIST = "/admin/comments/moderationpolicy/"


def fill(course, **fields):
    values = {"course": course.pk, "mode": "rules", "max_links": "3"}
    return {**values, "held_words": "", "spam_words": "", "blocked_addresses": "", **fields}


def test_an_instructor_sets_the_policy_of_their_course(teacher, course):
    assert teacher.post(f"{LIST}add/", fill(course, held_words="casino*")).status_code == 302
    policy = ModerationPolicy.objects.get()
    assert (policy.course, policy.mode, policy.held_words, policy.max_links) == (
        course,
        "rules",
        "casino*",
        3,
    )


def test_a_course_has_one_policy(teacher, course):
    ModerationPolicy.objects.create(course=course)
    assert b"already exists" in teacher.post(f"{LIST}add/", fill(course)).content
    assert ModerationPolicy.objects.count() == 1


def test_what_is_no_address_is_asked_for_again(teacher, course):
    page = teacher.post(f"{LIST}add/", fill(course, blocked_addresses="a@example.org\nnonsense")).content
    assert b"No address, domain or network: nonsense." in page
    assert b"a@example.org" in page
    assert not ModerationPolicy.objects.exists()


def test_an_assistant_reads_it(client, assistant, course):
    ModerationPolicy.objects.create(course=course, held_words="casino*")
    client.force_login(assistant)
    assert b"casino*" in client.get(f"{LIST}{course.pk}/change/").content
    assert client.post(f"{LIST}{course.pk}/change/", fill(course)).status_code == 403
    assert client.post(f"{LIST}{course.pk}/change/", fill(course, _trial="1")).status_code == 403


def test_another_course_has_a_policy_of_its_own(teacher, theirs):
    ModerationPolicy.objects.create(course=theirs.course, held_words="secret")
    assert b"secret" not in teacher.get(LIST).content
    assert teacher.get(f"{LIST}{theirs.course.pk}/change/").status_code == 302
    assert b"Select a valid choice" in teacher.post(f"{LIST}add/", fill(theirs.course)).content


def test_a_trial_says_what_would_have_been_caught_and_saves_nothing(teacher, ours):
    for body in ("Win at the CASINOS now", "A sober thought"):
        makers.make_comment(ours.post, ours.student, body=body)
    page = teacher.post(f"{LIST}add/", fill(ours.course, held_words="casino*", _trial="1"))
    text = page.content.decode()
    assert "would have caught 1 of the last 3 comments" in text
    assert "Win at the CASINOS now" in text
    assert "A sober thought" not in text
    assert ">casino*" in text.split('name="held_words"')[1].replace("\n", "")
    assert not ModerationPolicy.objects.exists()


def test_a_trial_of_what_will_not_do_says_so(teacher, course):
    page = teacher.post(f"{LIST}add/", fill(course, mode="x", _trial="1")).content.decode()
    assert "Select a valid choice" in page
    assert "would have caught" not in page


def test_a_trial_shows_the_first_of_many(teacher, ours):
    for _ in range(60):
        makers.make_comment(ours.post, ours.student, body="casino")
    page = teacher.post(f"{LIST}add/", fill(ours.course, held_words="casino", _trial="1")).content.decode()
    assert "60 of the last 61" in page
    assert "The newest 50 of them are shown." in page


def test_the_courses_page_leads_to_its_policy(teacher, course):
    address = f"/admin/courses/course/{course.pk}/change/"
    assert f"{LIST}add/?course={course.pk}" in teacher.get(address).content.decode()
    ModerationPolicy.objects.create(course=course, mode="review-all")
    assert f"{LIST}{course.pk}/change/" in teacher.get(address).content.decode()
