"""What the queue shows beside a comment, what waits in it, and that only moderators see it."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import Comment, CommentEdit, ModerationEntry, Passage, Report
from comments.moderation.deciding import moderate, undo
from comments.writing.editing import edit_comment
from courses.models import Role, Standing
from tests import makers
from tests.studynotes import makers as notes

pytestmark = pytest.mark.django_db
LIST = "/admin/comments/comment/"
QUEUE = {"status": "waiting"}


def report(comment, **fields):
    return Report.objects.create(comment=comment, reporter=makers.make_user(), **{"reason": "rude", **fields})


def edit(comment, after="New words"):
    return CommentEdit.objects.create(comment=comment, before=comment.body, after=after, state="held")


def test_reported_and_edited_comments_wait_too(teacher, ours):
    reported, edited, settled, _ = (makers.make_comment(ours.post, ours.student) for _ in range(4))
    report(reported)
    edit(edited)
    report(settled, settled_at=timezone.now())
    response = teacher.get(LIST, QUEUE)
    found = {comment.pk for comment in response.context["cl"].result_list}
    assert found == {ours.comment.pk, reported.pk, edited.pk}
    assert b"Waiting (3)" in response.content


def test_beside_one_course_stands_how_much_waits_there(client, staff, ours, theirs):
    client.force_login(staff)
    assert "Waiting (2)" in client.get(LIST, QUEUE).content.decode()
    assert "Waiting (1)" in client.get(LIST, {**QUEUE, "course": ours.course.pk}).content.decode()


def test_what_waits_comes_before_what_is_newer(teacher, ours):
    report(ours.comment)
    Comment.objects.update(status="published", is_shown=True, shown_in=0)
    makers.make_comment(ours.post, ours.student)
    assert teacher.get(LIST).context["cl"].result_list[0].pk == ours.comment.pk


def test_a_row_says_why_and_about_which_words(teacher, ours):
    Passage.objects.create(comment=ours.comment, exact="the closing paragraph", placed_at=timezone.now())
    page = teacher.get(LIST, QUEUE).content.decode()
    for words in ("Reason russia", "the closing paragraph", "which the essay no longer has"):
        assert words in page


def test_a_row_shows_what_was_reported(teacher, ours):
    report(ours.comment, note="He means me")
    report(ours.comment, reason="spam")
    page = teacher.get(LIST, QUEUE).content.decode()
    for words in ("2 reports", "Rude or hurtful", "He means me", "Spam"):
        assert words in page


def test_a_row_shows_old_and_new_words(teacher, ours):
    comment = makers.make_comment(ours.post, ours.student, body="The old end")
    edit(comment, "The new end")
    page = teacher.get(LIST, QUEUE).content.decode()
    assert "The <del>old</del><ins>new</ins> end" in page
    assert "An edit waits" in page
    assert "Apply the edit" in page
    teacher.post(f"{LIST}moderate/refuse/", {"pks": comment.pk})
    assert comment.edits.get().state == "refused"


def test_a_text_that_is_all_new_stands_below_the_old(teacher, ours):
    edit(makers.make_comment(ours.post, ours.student, body="The old end"), "Something else")
    page = teacher.get(LIST, QUEUE).content.decode()
    assert "Old words</span><del>The old end</del></p>" in page
    assert "New words</span><ins>Something else</ins></p>" in page


def test_why_it_waits_outlives_a_decision_that_was_taken_back(teacher, ours, instructor):
    comment = makers.make_comment(ours.post, ours.student, status="held")
    why = {"comment": comment, "course": ours.course}
    ModerationEntry.objects.create(**why, rule="link_count", to_status="held", reason="Two or more links")
    batch = uuid.uuid4()
    moderate(comments=Comment.objects.filter(pk=comment.pk), to="published", by=instructor, batch=batch)
    undo(batch=batch, by=instructor)
    page = teacher.get(LIST, QUEUE).content.decode()
    assert "<b>Held</b>: Two or more links (a decision was taken back)" in page


def test_a_row_shows_what_was_changed_since_it_was_reported(teacher, ours):
    comment = makers.make_comment(ours.post, ours.student, body="The old end")
    edit_comment(comment=comment, body="The first end", by=ours.student)
    report(comment)
    assert "since it was reported" not in teacher.get(LIST, QUEUE).content.decode()
    for body in ("The rude end", "The kind end"):
        edit_comment(comment=comment, body=body, by=ours.student)
    page = teacher.get(LIST, QUEUE).content.decode()
    assert "since it was reported" in page
    assert "The <del>first</del><ins>kind</ins> end" in page


def test_a_row_tells_the_writers_history_and_standing(teacher, ours, instructor):
    for status in ("published", "published", "spam", "removed"):
        last = makers.make_comment(ours.post, ours.student, status=status)
    report(last, settled_at=timezone.now())
    level = {"level": "limited", "reason": "Links", "set_by": instructor}
    Standing.objects.create(course=ours.course, user=ours.student, **level)
    page = " ".join(teacher.get(LIST, QUEUE).content.decode().split())
    assert "2 approved, 2 rejected, 1 report" in page
    assert "Limited: every comment waits" in page


def test_guests_are_told_apart_by_address(teacher, ours):
    guest = {"guest_name": "Ann", "guest_email": "ann@example.org"}
    makers.make_comment(ours.post, **guest)
    makers.make_comment(ours.post, **guest, status="held")
    makers.make_comment(ours.post, guest_name="Ann", guest_email="other@example.org", status="held")
    rows = teacher.get(LIST, {**QUEUE, "writer": "guest"}).context["cl"].result_list
    assert sorted(row.history.approved for row in rows) == [0, 1]


def test_a_row_says_which_replies_go_with_it(teacher, ours):
    parent = makers.make_comment(ours.post, ours.student)
    makers.make_comment(ours.post, parent=makers.make_comment(ours.post, parent=parent))
    makers.make_comment(ours.post, parent=parent, status="removed")
    report(parent)
    assert "Hold and Spam withhold 2 replies too" in teacher.get(LIST, QUEUE).content.decode()
    teacher.post(f"{LIST}moderate/hold/", {"pks": parent.pk})
    assert "2 replies are withheld with it" in teacher.get(LIST, QUEUE).content.decode()


def test_the_first_page_counts_reports_and_changes(teacher, ours):
    report(makers.make_comment(ours.post, ours.student))
    edit(makers.make_comment(ours.post, ours.student))
    page = " ".join(teacher.get("/admin/").content.decode().split())
    assert "<b>3</b> comments await moderation" in page
    assert "1 held, 1 reported, 1 with an edit that waits" in page


def test_the_first_page_counts_essays_and_answers_too(teacher, ours, theirs):
    for course in (ours.course, ours.course, theirs.course):
        makers.make_post(None, course, status="submitted")
    question = notes.ask(ours.course)
    notes.make_answer(question, ours.student)
    notes.make_answer(question, ours.student, handed_in_at=None)
    page = " ".join(teacher.get("/admin/").content.decode().split())
    assert f'"/courses/{ours.course.slug}/submissions/"><b>2</b> essays wait to be let through' in page
    assert "<b>1</b> answer waits to be marked" in page
    assert theirs.course.title not in page


@pytest.mark.parametrize("role", ["instructor", "staff"])
def test_the_queue_opens_in_six_queries(client, request, ours, role):
    """Beside the session and the user: with 10 that wait and with 1,010, each with all there is to show."""
    client.force_login(request.getfixturevalue(role))
    counts = []
    for more in (10, 1000):
        for number in range(more):
            author = makers.make_member(ours.course, Role.STUDENT) if number < 30 else ours.student
            comment = makers.make_comment(ours.post, author, parent=ours.comment, status="held")
            if number < 30:
                report(comment)
                Passage.objects.create(comment=comment, exact="Words", placed_at=timezone.now())
                edit(comment)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST, QUEUE).status_code == 200
        counts.append(len(queries) - 2)
    assert counts[0] == counts[1] <= 6


@pytest.mark.parametrize("count", [1, 5])
def test_essays_under_a_pseudonym_take_no_more_queries(teacher, ours, count, django_assert_num_queries):
    for _ in range(count):
        post = makers.make_post(ours.student, ours.course, pseudonym="A Reader")
        makers.make_comment(post, ours.student, status="held")
    with django_assert_num_queries(8):
        page = teacher.get(LIST, QUEUE).content.decode()
    assert page.count("Readers see A Reader") == count


def test_no_other_page_has_addresses(client, ours, author):
    member = makers.make_comment(ours.post, ours.student, ip_address="203.0.113.9")
    guest = makers.make_comment(
        ours.post, guest_name="Ann", guest_email="ann@example.org", ip_address="203.0.113.9"
    )
    report(member)
    pages = ["", "?replytocom=" + str(guest.pk), "feed/"]
    addresses = [f"{ours.post.get_absolute_url()}{page}" for page in pages]
    addresses += [f"/comments/{pk}/{page}" for pk in (member.pk, guest.pk) for page in ("", "report/")]
    client.force_login(author)
    for address in addresses:
        text = client.get(address).content.decode()
        assert not [
            secret for secret in ("ann@example.org", ours.student.email, "203.0.113.9") if secret in text
        ]


def test_the_journal_holds_no_words_of_a_comment(teacher, ours):
    makers.make_comment(ours.post, ours.student, body="Never to be copied")
    teacher.post(f"{LIST}moderate/spam/", {"pks": ours.comment.pk, "reason": "A wave"})
    page = teacher.get("/admin/comments/moderationentry/").content.decode()
    assert "A wave" in page
    assert ours.comment.body not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [({"rule": "link_count"}, 1), ({"rule": "x"}, 0), ({"decision": "spam"}, 1), ({"moderator": "rule"}, 2)],
)
def test_the_journal_is_narrowed(teacher, ours, query, found):
    lines = {"course": ours.course, "comment": ours.comment}
    ModerationEntry.objects.create(**lines, rule="link_count", reason="Links", to_status="held")
    teacher.post(f"{LIST}moderate/spam/", {"pks": ours.comment.pk})
    assert teacher.get("/admin/comments/moderationentry/", query).context["cl"].result_count == found
