"""People of a course: trusted, limited, silenced or removed by its staff, and what is kept of that."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from comments.models import ModerationEntry
from comments.moderation.standings import set_standing
from courses.models import Membership, Standing
from tests import makers

pytestmark = pytest.mark.django_db
LIST = "/admin/courses/standing/"


def address(course, user):
    return f"{LIST}decide/{course.pk}/{user.pk}/"


def decide(client, course, user, level, **fields):
    return client.post(address(course, user), {"level": level, "reason": "Because.", **fields})


def level_of(user):
    return Standing.objects.filter(user=user).values_list("level", flat=True).first()


@pytest.mark.parametrize("level", ["trusted", "limited", "silenced", "excluded"])
def test_a_decision_and_its_line_in_the_journal(teacher, instructor, course, author, level):
    response = decide(teacher, course, author, level)
    assert response["Location"] == f"{LIST}?course={course.pk}"
    assert level_of(author) == level
    entry = ModerationEntry.objects.get()
    assert (entry.person, entry.moderator, entry.to_status, entry.reason) == (
        author,
        instructor,
        level,
        "Because.",
    )
    journal = teacher.get("/admin/comments/moderationentry/").content.decode()
    assert "Isaiah Author" in journal


def test_from_the_queue_back_to_it_as_it_was_filtered(teacher, ours):
    filters = f"course={ours.course.pk}&status=waiting"
    query = urlencode({"back": "comments", "_changelist_filters": filters})
    queue = teacher.get(f"/admin/comments/comment/?{filters}").content.decode()
    page = f"{address(ours.course, ours.student)}?{query}"
    assert page.replace("&", "&amp;") in queue
    assert (
        f'href="/admin/comments/comment/?{filters}"'.replace("&", "&amp;")
        in teacher.get(page).content.decode()
    )
    response = teacher.post(page, {"level": "limited", "reason": "Because."})
    assert response["Location"] == f"/admin/comments/comment/?{filters}"


def test_who_is_removed_is_no_member(teacher, course, author):
    decide(teacher, course, author, "excluded")
    assert not Membership.objects.filter(user=author, course=course).exists()
    assert teacher.get(address(course, author)).status_code == 200


def test_a_day_ends_at_its_end(teacher, course, author):
    day = timezone.localdate() + timedelta(days=3)
    decide(teacher, course, author, "silenced", until=day.isoformat())
    assert timezone.localtime(Standing.objects.get().until).date() == day


def test_a_decision_is_lifted(teacher, course, author):
    decide(teacher, course, author, "limited")
    decide(teacher, course, author, "none")
    assert level_of(author) is None
    assert ModerationEntry.objects.all()[0].from_status == "limited"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"level": ""}, "Choose one."),
        ({"level": "silenced", "reason": " "}, "Say why."),
        ({"level": "silenced", "until": "2020-01-01"}, "That day has passed."),
        ({"level": "limited", "reason": "x" * 501}, "501"),
    ],
)
def test_bad_input_is_asked_for_again(teacher, course, author, fields, words):
    response = teacher.post(address(course, author), {"reason": "Typed words", **fields})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert level_of(author) is None


@pytest.mark.parametrize("who", ["assistant", "staff"])
def test_nobody_decides_about_staff(teacher, course, request, who):
    person = request.getfixturevalue(who)
    makers.make_comment(makers.make_post(course=course), person)
    assert decide(teacher, course, person, "silenced").status_code == 403
    assert level_of(person) is None


def test_who_never_wrote_in_the_course_is_nobody_there(teacher, course, outsider):
    assert teacher.get(address(course, outsider)).status_code == 404
    makers.make_comment(makers.make_post(course=course), outsider)
    assert teacher.get(address(course, outsider)).status_code == 200


def test_address_is_shown_of_members_alone(teacher, course, outsider, author):
    for person, is_shown in ((outsider, False), (author, True)):
        comment = makers.make_comment(makers.make_post(course=course), person, status="held")
        queue, own = "/admin/comments/comment/", f"/admin/comments/comment/{comment.pk}/change/"
        for page in (address(course, person), queue, own):
            assert (person.email in teacher.get(page).content.decode()) == is_shown


def test_no_standing_is_found_by_an_address(teacher, course, instructor, author):
    set_standing(course=course, user=author, level="limited", by=instructor, reason="Why")
    assert "Isaiah" not in teacher.get(f"{LIST}?q={author.email}").content.decode()
    assert "Isaiah" in teacher.get(f"{LIST}?q=isaiah").content.decode()


def test_another_course_is_none_of_ones_own(teacher, theirs, staff):
    assert decide(teacher, theirs.course, theirs.student, "silenced").status_code == 404
    set_standing(course=theirs.course, user=theirs.student, level="limited", by=staff, reason="Theirs")
    assert b"Theirs" not in teacher.get(LIST).content


def test_a_student_and_a_stranger_decide_nothing(client, course, author, classmate):
    assert "/accounts/login/" in decide(client, course, author, "silenced")["Location"]
    client.force_login(classmate)
    assert decide(client, course, author, "silenced").status_code == 403


def test_lists_of_people_lead_there(teacher, ours):
    decide(teacher, ours.course, ours.student, "limited")
    link = address(ours.course, ours.student)
    for page in (LIST, "/admin/courses/membership/", "/admin/comments/comment/"):
        text = teacher.get(page).content.decode()
        assert link in text
        assert "Limited: every comment waits" in text
