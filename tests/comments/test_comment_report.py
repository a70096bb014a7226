"""Reporting a comment."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from blog.models import Post
from comments.models import Comment, ModerationEntry, Report
from comments.moderation.deciding import moderate
from comments.moderation.reporting import REPORTS_THAT_HOLD, report_comment
from courses.models import Course, Standing
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(post: Post, author: User) -> Comment:
    return makers.make_comment(post, author, body="What was said")


def send(client: Client, comment: Comment, **fields: Any) -> HttpResponse:
    return client.post(f"/comments/{comment.pk}/report/", {"reason": "rude", **fields})


def report_by(number: int, comment: Comment) -> list[User]:
    readers = [makers.make_user() for _ in range(number)]
    for reader in readers:
        report_comment(comment=comment, by=reader, reason="spam")
    return readers


def status_of(comment: Comment) -> str:
    return Comment.objects.values_list("status", flat=True).get(pk=comment.pk)


def test_a_member_sees_what_they_report_and_sends_it(
    client: Client, comment: Comment, classmate: User
) -> None:
    client.force_login(classmate)
    page = client.get(f"/comments/{comment.pk}/report/")
    assert b"What was said" in page.content
    response = send(client, comment, note="He means\nme.")
    assert response["Location"] == comment.get_absolute_url()
    report = comment.reports.get()
    assert (report.reporter, report.reason, report.note) == (classmate, "rude", "He means me.")


def test_who_is_signed_out_signs_in_first(client: Client, comment: Comment) -> None:
    assert "/accounts/login/" in client.get(f"/comments/{comment.pk}/report/")["Location"]
    assert send(client, comment, note="Kept words").status_code == 403
    assert not Report.objects.exists()


def test_what_one_may_not_see_does_not_exist(client: Client, post: Post, classmate: User) -> None:
    client.force_login(classmate)
    assert send(client, makers.make_comment(post, status="held")).status_code == 404
    members = makers.make_post(post.author, post.course, visibility="course")
    client.force_login(makers.make_user())
    assert send(client, makers.make_comment(members)).status_code == 404


def test_nobody_reports_themselves(client: Client, comment: Comment, author: User) -> None:
    client.force_login(author)
    assert client.get(f"/comments/{comment.pk}/report/").status_code == 403
    assert send(client, comment).status_code == 403


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"reason": ""}, "Say what is wrong"), ({"reason": "x"}, "Choose one"), ({"note": "n" * 501}, "501")],
)
def test_bad_input_is_kept(
    client: Client, comment: Comment, classmate: User, fields: dict[str, str], words: str
) -> None:
    client.force_login(classmate)
    response = send(client, comment, **{"note": "My note", **fields})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert fields.get("note", "My note") in response.content.decode()


def test_a_second_time_says_so(client: Client, comment: Comment, classmate: User) -> None:
    client.force_login(classmate)
    send(client, comment)
    assert b"You have reported this comment" in client.get(f"/comments/{comment.pk}/report/").content
    assert send(client, comment).status_code == 409
    assert Report.objects.count() == 1


def test_other_methods_are_refused(client: Client, comment: Comment, classmate: User) -> None:
    client.force_login(classmate)
    assert client.put(f"/comments/{comment.pk}/report/").status_code == 405


def test_so_many_reports_in_an_hour_are_enough(client: Client, post: Post, classmate: User) -> None:
    for _ in range(20):
        report_comment(comment=makers.make_comment(post), by=classmate, reason="spam")
    client.force_login(classmate)
    refusal = send(client, makers.make_comment(post))
    assert (refusal.status_code, refusal["Retry-After"]) == (429, "3600")


def test_three_hold_the_comment_and_what_hangs_on_it(comment: Comment, post: Post) -> None:
    makers.make_comment(post, parent=comment)
    report_by(REPORTS_THAT_HOLD - 1, comment)
    assert status_of(comment) == "published"
    report_by(1, comment)
    assert status_of(comment) == "held"
    assert not Comment.objects.published().exists()
    entry = ModerationEntry.objects.get()
    assert (entry.rule, entry.moderator, entry.reason) == ("reported", None, "Reported by 3 readers")


def test_after_approval_it_takes_three_others(comment: Comment, instructor: User) -> None:
    report_by(3, comment)
    moderate(comments=Comment.objects.all(), to="published", by=instructor)
    report_by(2, comment)
    assert status_of(comment) == "published"
    report_by(1, comment)
    assert status_of(comment) == "held"


@pytest.mark.parametrize("level", ["silenced", "excluded"])
def test_reports_of_who_may_not_write_hold_nothing(
    comment: Comment, post: Post, instructor: User, level: str
) -> None:
    reader = makers.make_user()
    Standing.objects.create(course=post.course, user=reader, level=level, reason="Why", set_by=instructor)
    report_by(2, comment)
    report_comment(comment=comment, by=reader, reason="spam")
    assert (status_of(comment), comment.reports.count()) == ("published", 3)
    report_by(1, comment)
    assert status_of(comment) == "held"


def test_what_staff_wrote_is_not_held(post: Post, instructor: User) -> None:
    comment = makers.make_comment(post, instructor)
    report_by(3, comment)
    assert status_of(comment) == "published"


def test_the_writer_does_not_learn_who_reported(client: Client, comment: Comment, author: User) -> None:
    readers = report_by(3, comment)
    client.force_login(author)
    for address in (comment.get_absolute_url(), f"/comments/{comment.pk}/"):
        page = client.get(address).content.decode()
        assert not [reader for reader in readers if reader.display_name in page]


def test_who_moderates_reads_no_reports_of_their_own(
    client: Client, post: Post, assistant: User, course: Course
) -> None:
    comment = makers.make_comment(post, assistant)
    report_comment(comment=comment, by=makers.make_user("Rita Reader"), reason="rude", note="So unfair")
    client.force_login(assistant)
    for address in ("/admin/comments/comment/", f"/admin/comments/comment/{comment.pk}/change/"):
        page = client.get(address).content.decode()
        assert "1 report" in page
        assert "So unfair" not in page
        assert "Rita" not in page


def test_the_page_takes_as_many_queries_with_many_reports(
    client: Client, comment: Comment, classmate: User
) -> None:
    client.force_login(classmate)
    counts = []
    for more in (1, 5):
        report_by(more, comment)
        Comment.objects.update(status="published", is_shown=True)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/comments/{comment.pk}/report/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 5
