"""How the admin says things: the same dates as the site, and no name of a field."""

from datetime import UTC, datetime

import pytest

from comments.models import ModerationEntry
from courses.models import Unit

pytestmark = pytest.mark.django_db
WHEN = datetime(2020, 2, 24, 14, 5, tzinfo=UTC)
SAID = "February 24, 2020 at 2:05 pm"


@pytest.mark.parametrize("path", ["courses/unit/", "courses/unit/{unit}/change/"])
def test_times_are_said_as_on_the_site(client, assistant, ours, path):
    Unit.objects.update(posts_due_at=WHEN)
    client.force_login(assistant)
    page = client.get(f"/admin/{path.format(unit=ours.unit.pk)}").content.decode()
    assert ("Feb. 24" in page, "p.m." in page) == (False, False)
    assert SAID.split(" at ")[0] in page


def test_a_day_is_said_as_on_the_site(teacher, ours):
    type(ours.post).objects.update(published_at=WHEN)
    assert "February 24, 2020</td>" in teacher.get("/admin/blog/post/").content.decode()
    assert SAID in teacher.get(f"/admin/blog/post/{ours.post.pk}/change/").content.decode()


def test_the_log_says_who_decided_what_and_leads_to_the_comment(teacher, instructor, ours):
    ModerationEntry.objects.create(
        course=ours.course,
        comment=ours.comment,
        moderator=instructor,
        from_status="held",
        to_status="published",
        created_at=WHEN,
    )
    page = teacher.get("/admin/comments/moderationentry/").content.decode()
    for words in (SAID, "Awaiting moderation → Published", "By decision", "2 decisions"):
        assert words in page
    assert f'href="/admin/comments/comment/{ours.comment.pk}/change/"' in page
    for raw in ("Created at", "rom status", "to status"):
        assert raw not in page


@pytest.mark.parametrize(
    ("rule", "is_by_rule", "words"),
    [
        ("links", True, "Edit held"),
        ("edit", False, "Edit applied"),
        ("edit-refused", False, "Edit refused"),
        ("", False, "Stays published"),
    ],
)
def test_the_log_says_what_happened_without_a_change_of_status(
    teacher, instructor, ours, rule, is_by_rule, words
):
    entry = {"course": ours.course, "comment": ours.comment, "rule": rule, "reason": "Why"}
    moderator = None if is_by_rule else instructor
    ModerationEntry.objects.create(
        **entry, moderator=moderator, from_status="published", to_status="published"
    )
    for path in ("moderationentry/", f"comment/{ours.comment.pk}/change/"):
        page = teacher.get(f"/admin/comments/{path}").content.decode()
        assert f">{words}</td>" in page


@pytest.mark.parametrize("path", ["blog/post", "courses/course", "sources/source"])
def test_no_step_of_the_breadcrumbs_is_said_twice(teacher, ours, path):
    page = teacher.get(f"/admin/{path}/").content.decode()
    trail = page.split('class="breadcrumbs"')[1].split("</div>")[0]
    steps = [step.strip() for step in trail.replace("</a>", "\n").split("\n") if step.strip()]
    words = [step.rsplit(">", 1)[-1].removeprefix("&rsaquo; ").strip() for step in steps]
    assert len([word for word in words if word]) == len({word for word in words if word})


@pytest.mark.parametrize("path", ["accounts/user", "blog/tag"])
def test_a_list_is_headed_by_what_it_holds(client, staff, path):
    client.force_login(staff)
    assert "to change</h1>" not in client.get(f"/admin/{path}/").content.decode()


def test_a_picture_and_its_description_are_called_so(teacher, ours):
    page = teacher.get("/admin/blog/image/").text
    assert "<h1>Pictures</h1>" in page
    assert ("Description" in page, "lternative text" in page) == (True, False)


def test_what_waits_stands_on_the_first_page_and_not_on_that_of_an_app(teacher, ours):
    ours.comment.status = "held"
    ours.comment.save()
    assert "Awaiting moderation" in teacher.get("/admin/").text
    assert "Awaiting moderation" not in teacher.get("/admin/blog/").text
