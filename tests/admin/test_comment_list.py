"""The moderation list: what a moderator sees, in which order, how they narrow it, and at what cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import Comment
from courses.models import Role
from tests import makers

pytestmark = pytest.mark.django_db
LIST = "/admin/comments/comment/"


def bodies(response):
    return [comment.text for comment in response.context["cl"].result_list]


def test_what_awaits_moderation_comes_first_then_the_newest(teacher, ours):
    now = timezone.now()
    for body, age in (("older", 2), ("newer", 1)):
        makers.make_comment(ours.post, ours.student, body=body, created_at=now - timedelta(hours=age))
    old = {"status": Comment.Status.HELD, "created_at": now - timedelta(days=9)}
    makers.make_comment(ours.post, ours.student, body="old, held", **old)
    assert bodies(teacher.get(LIST)) == ["Words russia", "old, held", "newer", "older"]


def test_a_row_shows_essay_parent_text_writer_and_status(teacher, ours):
    guest = {"guest_name": "Ann Guest", "guest_email": "ann@example.org", "ip_address": "203.0.113.7"}
    parent = makers.make_comment(ours.post, ours.student, body="What I said first")
    makers.make_comment(ours.post, parent=parent, body="An <b>answer</b>", status="held", **guest)
    page = teacher.get(LIST).content.decode()
    for text in ("Essay russia", "In reply to", "What I said first", "An &lt;b&gt;answer&lt;/b&gt;"):
        assert text in page
    for text in ("Ann Guest", "ann@example.org", "203.0.113.7", "Guest", "Waiting (2)"):
        assert text in page


def test_a_long_text_unfolds_and_a_longer_one_has_its_page(teacher, ours):
    makers.make_comment(ours.post, ours.student, body="a" * 300 + "b" * 4000)
    page = teacher.get(LIST).content.decode()
    assert "The other 4020 characters" in page
    makers.make_comment(ours.post, ours.student, body="c" * 60_000)
    page = teacher.get(LIST).content.decode()
    assert "55000 more on the comment’s page" in page
    assert len(page) < 60_000


def test_only_the_decisions_that_apply_are_offered(teacher, ours):
    page = teacher.get(LIST).content.decode()
    for name in ("approve", "spam", "remove"):
        assert f"/moderate/{name}/" in page
    for name in ("hold", "restore"):
        assert f"/moderate/{name}/" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "waiting"}, {"Words russia"}),
        ({"status": "published"}, {"by guest", "by instructor", "by stranger"}),
        ({"writer": "guest"}, {"by guest"}),
        ({"writer": "instructor"}, {"by instructor"}),
        ({"writer": "none"}, {"by stranger"}),
        ({"writer": "student", "status": "waiting"}, {"Words russia"}),
        ({"q": "ann@example.org"}, {"by guest"}),
        ({"q": "Ines"}, {"by instructor"}),
        ({"q": "stranger"}, {"by stranger"}),
        ({"q": "Essay russia"}, {"Words russia", "by guest", "by instructor", "by stranger"}),
        ({"status": "nothing"}, set()),
        ({"essay": "0"}, set()),
    ],
)
def test_filters_and_search(teacher, instructor, ours, query, found):
    makers.make_comment(ours.post, body="by guest", guest_name="Ann", guest_email="ann@example.org")
    makers.make_comment(ours.post, instructor, body="by instructor")
    makers.make_comment(ours.post, makers.make_user("Otto"), body="by stranger")
    assert set(bodies(teacher.get(LIST, query))) == found


def test_essays_are_offered_where_they_have_comments(teacher, ours):
    makers.make_post(ours.student, ours.course, title="Unanswered")
    other = makers.make_comment(makers.make_post(ours.student, ours.course, title="Answered"), ours.student)
    response = teacher.get(LIST, {"essay": other.post_id})
    assert bodies(response) == [other.body]
    assert b"Unanswered" not in response.content
    assert b"Essay russia" in response.content


def test_many_essays_are_a_menu(teacher, ours):
    for _ in range(9):
        makers.make_comment(makers.make_post(ours.student, ours.course), ours.student)
    page = teacher.get(LIST, {"status": "published", "q": "Comment"}).content.decode()
    assert '<select name="essay"' in page
    assert '<input type="hidden" name="status" value="published">' in page


def test_everything_in_a_menu_filters_nothing(teacher, ours):
    response = teacher.get(LIST, {"status": "waiting", "essay": "", "writer": "", "date": "", "q": ""})
    assert bodies(response) == ["Words russia"]
    assert "Clear</a>" not in response.content.decode()


@pytest.mark.parametrize(("date", "found"), [("1", 1), ("7", 2), ("365", 3), ("9", 0)])
def test_the_date_filter_counts_whole_days(teacher, ours, date, found):
    for days in (6, 300, 400):
        makers.make_comment(ours.post, ours.student, created_at=timezone.now() - timedelta(days=days))
    assert len(bodies(teacher.get(LIST, {"date": date}))) == found


def test_what_waits_is_the_first_tab(teacher, ours):
    tabs = teacher.get(LIST).content.decode().split('class="tabs"')[1].split("</nav>")[0]
    assert tabs.index("Waiting (1)") < tabs.index("Published") < tabs.index("All<")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"q": "zebra"}, "No comment matches."),
        ({"status": "waiting"}, "Nothing waits."),
        ({"status": "waiting", "writer": "guest"}, "No comment matches."),
        ({"status": "spam"}, "No comments here."),
        ({}, "Nobody has commented yet."),
    ],
)
def test_a_list_without_rows_says_what_that_means(teacher, query, words):
    page = teacher.get(LIST, query).content.decode()
    assert words in page
    assert "0 comments" not in page


def test_a_row_leads_to_the_comment_and_back_to_the_filtered_list(teacher, ours):
    page = teacher.get(LIST, {"status": "waiting"}).content.decode()
    assert f'href="{LIST}{ours.comment.pk}/change/?_changelist_filters=status%3Dwaiting"' in page


def test_the_course_filter_narrows_the_essays(client, staff, ours, theirs):
    client.force_login(staff)
    response = client.get(LIST, {"course": ours.course.pk})
    assert bodies(response) == ["Words russia"]
    assert b"Essay zebra" not in response.content


@pytest.mark.parametrize(("role", "limit"), [("instructor", 6), ("staff", 6)])
def test_the_queue_takes_few_queries_whatever_its_length(client, request, ours, role, limit):
    """Beside the session and the user."""
    client.force_login(request.getfixturevalue(role))
    parent = makers.make_comment(ours.post, ours.student)
    counts = []
    for more in (9, 490):
        for number in range(more):
            author = makers.make_member(ours.course, Role.STUDENT) if number < 30 else ours.student
            makers.make_comment(ours.post, author, parent=parent)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(LIST).status_code == 200
        counts.append(len(queries) - 2)
    assert counts[0] == counts[1] <= limit


def test_the_first_page_counts_what_waits_in_each_course(teacher, ours, theirs):
    makers.make_comment(ours.post, ours.student, status="held")
    page = teacher.get("/admin/").content.decode()
    assert "<b>2</b> comments await moderation" in page
    assert f"course={ours.course.pk}&amp;status=waiting" in page
    assert "Their course" not in page


def test_the_first_page_says_when_nothing_waits(teacher):
    assert "Nothing waits" in teacher.get("/admin/").content.decode()
