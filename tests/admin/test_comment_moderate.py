"""Decisions: from a row, from the comment's page, and over many comments."""

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.admin_decisions import MAX_EDITS_AT_ONCE
from comments.models import Comment, CommentEdit, ModerationEntry, Report
from comments.writing.editing import edit_comment
from courses.models import Course, Role
from tests import makers

pytestmark = pytest.mark.django_db
LIST = "/admin/comments/comment/"


def decide(client, name, *comments, query="", **data):
    pks = ",".join(str(comment.pk) for comment in comments)
    return client.post(f"{LIST}moderate/{name}/{query}", {"pks": pks, **data})


def status_of(comment):
    return Comment.objects.get(pk=comment.pk).status


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("approve", "held", "published"),
        ("approve", "spam", "published"),
        ("hold", "published", "held"),
        ("spam", "held", "spam"),
        ("remove", "published", "removed"),
        ("restore", "removed", "published"),
        # What does not apply leaves everything as it is.
        ("approve", "removed", "removed"),
        ("restore", "held", "held"),
        ("hold", "removed", "removed"),
    ],
)
def test_a_decision_and_its_log(teacher, instructor, ours, name, before, after):
    comment = makers.make_comment(ours.post, ours.student, status=before)
    decide(teacher, name, comment, reason="Because.")
    assert status_of(comment) == after
    log = list(comment.moderation_log.values_list("moderator", "from_status", "to_status", "reason"))
    assert log == ([(instructor.pk, before, after, "Because.")] if before != after else [])


def test_the_essays_count_follows(teacher, ours):
    decide(teacher, "approve", ours.comment)
    ours.post.refresh_from_db()
    assert ours.post.comment_count == 1


def test_removing_asks_for_a_reason_first(teacher, ours):
    response = decide(teacher, "remove", ours.comment)
    assert response.status_code == 200
    assert b"A reason is required" in response.content
    assert b"Words russia" in response.content
    assert status_of(ours.comment) == "held"


@pytest.mark.parametrize(("reason", "words"), [("  ", "Say why"), ("x" * 501, "longer than 500")])
def test_a_reason_that_will_not_do_is_asked_for_again(teacher, ours, reason, words):
    response = decide(teacher, "remove", ours.comment, reason=reason)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert status_of(ours.comment) == "held"


def test_the_filters_survive_a_decision(teacher, ours):
    query = "?_changelist_filters=status%3Dheld%26q%3DWords"
    assert decide(teacher, "approve", ours.comment, query=query)["Location"] == f"{LIST}?status=held&q=Words"


def test_the_page_that_asks_for_a_reason_leads_back_to_the_list_as_it_was(teacher, ours):
    filters = {"_changelist_filters": "status=waiting"}
    page = teacher.post(f"{LIST}moderate/remove/?{urlencode(filters)}", {"pks": ours.comment.pk})
    assert page.content.decode().count(f'href="{LIST}?status=waiting"') == 2


def test_the_comments_page_leads_back_to_the_list_as_it_was(teacher, ours):
    filters = {"_changelist_filters": "status=waiting"}
    page = teacher.get(f"{LIST}{ours.comment.pk}/change/", filters)
    assert f'<a href="{LIST}?status=waiting">Back to the list</a>' in page.content.decode()


def test_from_the_comments_page_back_to_it(teacher, ours):
    response = decide(teacher, "approve", ours.comment, back="comment", reason="Fine")
    assert response["Location"] == f"{LIST}{ours.comment.pk}/change/"
    page = teacher.get(response["Location"]).content.decode()
    for text in ("Awaiting moderation → Published", "Ines Instructor", "Fine", "Reason russia", "A rule"):
        assert text in page


def test_the_comments_page_shows_its_thread(teacher, ours):
    parent = makers.make_comment(ours.post, ours.student, body="The question")
    comment = makers.make_comment(ours.post, ours.student, parent=parent, body="The comment")
    makers.make_comment(ours.post, ours.student, parent=comment, body="The reply", status="removed")
    page = teacher.get(f"{LIST}{comment.pk}/change/").content.decode()
    for text in ("The question", "The comment", "The reply", "Removed", comment.get_absolute_url()):
        assert text in page


def test_the_comments_page_takes_as_many_queries_with_many_replies(teacher, ours):
    counts = []
    for more in (2, 60):
        for _ in range(more):
            makers.make_comment(ours.post, parent=ours.comment)
        with CaptureQueriesContext(connection) as queries:
            teacher.get(f"{LIST}{ours.comment.pk}/change/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_words_are_nobodys_to_change(client, staff, ours):
    client.force_login(staff)
    address = f"{LIST}{ours.comment.pk}/change/"
    assert client.post(address, {"body": "Mine", "status": "published"}).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.get(f"{LIST}{ours.comment.pk}/delete/").status_code == 403
    assert (ours.comment.body, status_of(ours.comment)) == ("Words russia", "held")
    assert 'name="body"' not in client.get(address).content.decode()


def test_a_get_decides_nothing(teacher, ours):
    assert teacher.get(f"{LIST}moderate/approve/", {"pks": ours.comment.pk}).status_code == 405
    teacher.get(LIST, {"action": "approve", "_selected_action": ours.comment.pk})
    assert status_of(ours.comment) == "held"


def test_comments_of_another_course_stay_as_they_are(teacher, ours, theirs):
    assert decide(teacher, "approve", theirs.comment).status_code == 404
    assert decide(teacher, "approve", ours.comment, theirs.comment).status_code == 302
    assert (status_of(ours.comment), status_of(theirs.comment)) == ("published", "held")


def test_a_student_decides_nothing(client, author, ours):
    client.force_login(author)
    assert decide(client, "approve", ours.comment).status_code == 403
    assert status_of(ours.comment) == "held"


@pytest.mark.parametrize("pks", ["", "x", "1,", "-1", "9" * 19, "1;2", "²"])
def test_a_forged_list_is_a_bad_request(teacher, ours, pks):
    assert teacher.post(f"{LIST}moderate/approve/", {"pks": pks}).status_code == 400


def test_an_unknown_decision_does_not_exist(teacher, ours):
    assert decide(teacher, "publish", ours.comment).status_code == 404


def test_no_decision_without_the_token(client, instructor, ours):
    client.handler.enforce_csrf_checks = True
    client.force_login(instructor)
    assert decide(client, "approve", ours.comment).status_code == 403


def act(client, name, comments, **data):
    pks = [comment.pk for comment in comments]
    return client.post(LIST, {"action": name, "_selected_action": pks, **data}, follow=True)


def test_an_action_tells_what_it_did_and_what_it_left(teacher, ours):
    shown = makers.make_comment(ours.post, ours.student)
    response = act(teacher, "approve", [ours.comment, shown])
    assert said(response) == ["1 comment approved.", "1 comment left as before."]


def test_removing_many_asks_once_and_then_acts(teacher, ours):
    comments = [makers.make_comment(ours.post, ours.student) for _ in range(12)]
    response = act(teacher, "remove", comments)
    assert "And 2 more." in response.content.decode()
    assert not Comment.objects.filter(status="removed").exists()
    response = teacher.post(
        f"{LIST}moderate/remove/", {"pks": response.context["pks"], "reason": "A wave of spam"}, follow=True
    )
    assert said(response) == ["12 comments removed."]
    assert ModerationEntry.objects.filter(reason="A wave of spam").count() == 12


def test_an_action_over_all_pages_takes_few_queries(teacher, ours):
    path = "0" * 6 + "1"
    rows = [
        Comment(post=ours.post, author=ours.student, body=f"{n}", status="held", path=path)
        for n in range(1000)
    ]
    Comment.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as queries:
        response = teacher.post(
            LIST, {"action": "approve", "_selected_action": [ours.comment.pk], "select_across": "1"}
        )
    assert response.status_code == 302
    assert Comment.objects.filter(status="published").count() == 1001
    # SQLite takes so many values in one statement that a hundred entries of the log fill it.
    assert len(queries) < 50


def undo(client, batch, **data):
    return client.post(f"{LIST}undo/", {"batch": batch, **data}, follow=True)


def test_a_decision_is_taken_back_by_the_button_beside_what_it_said(teacher, ours):
    page = act(teacher, "spam", [ours.comment])
    batch = ModerationEntry.objects.first().batch
    assert f'value="{batch}"' in page.content.decode()
    assert said(undo(teacher, batch)) == ["1 comment put back as before."]
    assert status_of(ours.comment) == "held"


def test_a_decision_is_taken_back_from_the_journal(teacher, ours):
    decide(teacher, "spam", ours.comment)
    journal = teacher.get("/admin/comments/moderationentry/").content.decode()
    assert journal.count("?back=journal") == 1
    batch = ModerationEntry.objects.first().batch
    response = teacher.post(f"{LIST}undo/?back=journal", {"batch": batch})
    assert response["Location"] == "/admin/comments/moderationentry/"
    assert status_of(ours.comment) == "held"


def buttons_of_the_journal(client):
    return client.get("/admin/comments/moderationentry/").content.decode().count("?back=journal")


@pytest.mark.parametrize("name", ["approve", "refuse"])
def test_what_was_decided_of_an_edit_is_taken_back_from_the_journal(teacher, ours, name):
    comment = makers.make_comment(ours.post, ours.student, body="Old")
    change = CommentEdit.objects.create(comment=comment, before="Old", after="New", state="held")
    decide(teacher, name, comment)
    assert buttons_of_the_journal(teacher) == 1
    undo(teacher, ModerationEntry.objects.first().batch)
    assert buttons_of_the_journal(teacher) == 0
    change.refresh_from_db()
    assert change.state == "held"


def test_what_only_settled_reports_is_taken_back_from_the_journal(teacher, ours, author):
    comment = makers.make_comment(ours.post, ours.student)
    report = Report.objects.create(comment=comment, reporter=author, reason="rude")
    decide(teacher, "approve", comment)
    assert buttons_of_the_journal(teacher) == 1
    undo(teacher, ModerationEntry.objects.first().batch)
    report.refresh_from_db()
    assert report.settled_at is None


def test_what_was_decided_anew_is_not_taken_back(teacher, ours):
    decide(teacher, "spam", ours.comment)
    batch = ModerationEntry.objects.first().batch
    decide(teacher, "approve", ours.comment)
    assert said(undo(teacher, batch))[-1:] == ["Nothing was changed: that has been decided anew since."]


@pytest.mark.parametrize(
    ("batch", "status"), [("", 400), ("x", 400), ("8c5d7b6e-0000-4000-8000-000000000000", 404)]
)
def test_a_batch_that_is_none(teacher, batch, status):
    assert undo(teacher, batch).status_code == status


def test_decisions_of_another_course_are_not_taken_back(client, staff, theirs):
    client.force_login(staff)
    decide(client, "spam", theirs.comment)
    client.force_login(makers.make_member(makers.make_course(), Role.INSTRUCTOR))
    assert undo(client, ModerationEntry.objects.first().batch).status_code == 404
    assert status_of(theirs.comment) == "spam"


def test_the_script_of_the_queue_is_answered_in_short(teacher, ours):
    pks = {"pks": ours.comment.pk}
    answer = teacher.post(f"{LIST}moderate/approve/", pks, headers={"Accept": "application/json"}).json()
    assert (answer["said"], answer["decided"]) == ("Approved.", [ours.comment.pk])
    again = teacher.post(f"{LIST}moderate/approve/", pks, headers={"Accept": "application/json"}).json()
    assert (again["left"], again["decided"]) == ("Somebody has decided on this already.", [])
    undone = teacher.post(
        f"{LIST}undo/", {"batch": answer["batch"]}, headers={"Accept": "application/json"}
    ).json()
    assert undone == {"said": "1 comment put back as before.", "decided": 1}


def seen_on(client, page):
    return re.findall(r'name="seen" value="([\d,-]+)"', client.get(page).content.decode())


@pytest.mark.parametrize("page", ["?status=waiting", "{pk}/change/"])
def test_words_that_were_changed_since_one_looked_are_not_approved(teacher, ours, page):
    seen = seen_on(teacher, LIST + page.format(pk=ours.comment.pk))
    edit_comment(comment=ours.comment, body="Other words", by=ours.student)
    response = teacher.post(f"{LIST}moderate/approve/", {"pks": ours.comment.pk, "seen": seen}, follow=True)
    assert said(response) == ["1 comment left as before: changed since you looked."]
    assert status_of(ours.comment) == "held"
    seen = seen_on(teacher, LIST)
    assert said(act(teacher, "approve", [ours.comment], seen=seen)) == ["1 comment approved."]


def test_the_page_that_asks_for_a_reason_remembers_what_was_seen(teacher, ours):
    seen = seen_on(teacher, LIST)
    response = act(teacher, "remove", [ours.comment], seen=seen)
    assert response.context["seen"] == seen[0]
    edit_comment(comment=ours.comment, body="Other words", by=ours.student)
    decide(teacher, "remove", ours.comment, seen=seen, reason="Rude")
    assert status_of(ours.comment) == "held"


def test_a_change_that_another_has_replaced_is_not_applied(teacher, ours):
    comment = makers.make_comment(ours.post, ours.student)
    links = "https://a.example https://b.example"
    edit_comment(comment=comment, body=f"First {links}", by=ours.student)
    seen = seen_on(teacher, LIST)
    edit_comment(comment=comment, body=f"Second {links}", by=ours.student)
    for name in ("approve", "refuse"):
        decide(teacher, name, comment, seen=seen)
    assert comment.edits.get().state == "held"


@pytest.mark.parametrize("seen", ["x", "1", "1-", "1-x", "1-2;3-4", f"1-{'9' * 19}"])
def test_a_forged_list_of_what_was_seen_is_a_bad_request(teacher, ours, seen):
    assert decide(teacher, "approve", ours.comment, seen=seen).status_code == 400


def test_many_changes_of_words_are_not_decided_at_once(teacher, ours):
    comments = [makers.make_comment(ours.post, ours.student) for _ in range(MAX_EDITS_AT_ONCE + 1)]
    CommentEdit.objects.bulk_create(
        CommentEdit(comment=comment, before=comment.body, after="New", state="held") for comment in comments
    )
    response = act(teacher, "approve", comments)
    assert "Choose at most 25 comments" in said(response)[0]
    assert not CommentEdit.objects.exclude(state="held").exists()
    assert said(act(teacher, "approve", comments[1:])) == ["25 comments approved."]


def test_the_reason_for_the_writer_is_enough_to_remove(teacher, ours):
    decide(teacher, "remove", ours.comment, shared_reason="It is hurtful to somebody.")
    entry = ours.comment.moderation_log.first()
    assert (entry.to_status, entry.shared_reason, entry.reason) == (
        "removed",
        "It is hurtful to somebody.",
        "",
    )


def test_the_log_is_to_read(client, staff, ours):
    client.force_login(staff)
    address = "/admin/comments/moderationentry/"
    assert b"Reason russia" in client.get(address, {"moderator": "rule"}).content
    assert b"Reason russia" not in client.get(address, {"moderator": staff.pk}).content
    assert client.get(f"{address}{ours.entry.pk}/change/").status_code == 200
    assert client.post(f"{address}{ours.entry.pk}/change/", {"reason": "x"}).status_code == 403
    assert client.get(f"{address}{ours.entry.pk}/delete/").status_code == 403


def test_a_teacher_who_leaves_decides_no_more(teacher, instructor, ours):
    Course.objects.get(pk=ours.course.pk).memberships.filter(user=instructor).delete()
    assert decide(teacher, "approve", ours.comment).status_code == 403
