"""The steps of an essay's way: who may, what is asked, what is written down."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone

from blog import actions
from blog.models import Authorship, Post
from blog.publishing import actions as publishing
from blog.publishing.steps import FIRST_HOUR
from courses.models import Course, WritingPolicy
from tests import makers


@pytest.fixture
def lets_through(course):
    return WritingPolicy.objects.create(course=course, publishing="staff")


@pytest.fixture
def draft(author, course):
    return makers.make_draft(author, course, title="On bread")


@pytest.fixture
def handed_in(lets_through, draft, author):
    publishing.submit(post=draft, by=author)
    return draft


def stored(post):
    return Post.objects.get(pk=post.pk)


def taken(post):
    return [(step.kind, step.by) for step in post.steps.order_by("pk")]


def tomorrow():
    return timezone.now() + timedelta(days=1)


def test_a_student_publishes_where_students_do(draft, author):
    publishing.publish(post=draft, by=author)
    assert stored(draft).status == "published"
    assert taken(draft) == [("published", author)]
    assert draft.counts_from - draft.submitted_at == FIRST_HOUR


def test_a_student_hands_in_where_staff_lets_through(lets_through, draft, author, instructor):
    with pytest.raises(PermissionDenied):
        publishing.publish(post=draft, by=author)
    publishing.submit(post=draft, by=author)
    assert (stored(draft).status, taken(draft)) == ("submitted", [("submitted", author)])
    publishing.publish(post=draft, by=instructor)
    assert taken(draft)[-1] == ("published", instructor)


def test_saving_with_publish_hands_in_where_staff_lets_through(lets_through, draft, author):
    actions.save_post(post=draft, tags=[], source_lines=[], publish=True)
    assert stored(draft).status == "submitted"


def test_who_teaches_the_course_lets_themselves_through(lets_through, course, instructor):
    own = makers.make_draft(instructor, course)
    publishing.publish(post=own, by=instructor)
    assert stored(own).status == "published"


def test_nobody_but_its_writers_sends_a_draft_on_its_way(draft, instructor, classmate, staff):
    for somebody in (instructor, classmate, staff):
        for step in (publishing.publish, publishing.submit):
            with pytest.raises(PermissionDenied):
                step(post=draft, by=somebody)
    assert taken(draft) == []


def test_a_co_author_hands_in_and_takes_back(lets_through, draft, author, classmate):
    Authorship.objects.create(post=draft, user=classmate, asked_by=author, accepted_at=tomorrow())
    publishing.submit(post=draft, by=classmate)
    publishing.take_back(post=draft, by=author)
    assert taken(draft) == [("submitted", classmate), ("taken-back", author)]


def test_what_a_co_author_withdrew_its_author_puts_back(draft, author, classmate):
    Authorship.objects.create(post=draft, user=classmate, asked_by=author, accepted_at=tomorrow())
    publishing.publish(post=draft, by=author)
    publishing.withdraw(post=draft, by=classmate)
    assert not stored(draft).is_held_back()
    publishing.publish(post=draft, by=author)


def test_taking_back_forgets_when_it_was_in(handed_in, author):
    publishing.take_back(post=handed_in, by=author)
    post = stored(handed_in)
    assert (post.status, post.submitted_at, post.counts_from) == ("draft", None, None)


def test_returned_with_a_note_it_counts_no_more(handed_in, instructor):
    before = handed_in.submitted_at
    publishing.return_with_note(post=handed_in, by=instructor, note="Where is this from?")
    post = stored(handed_in)
    assert (post.status, post.submitted_at, post.counts_from) == ("returned", before, None)
    assert post.steps.get(kind="returned").note == "Where is this from?"


def test_returning_takes_a_note(handed_in, instructor):
    with pytest.raises(ValidationError, match="Say what"):
        publishing.return_with_note(post=handed_in, by=instructor, note=" \n")
    assert stored(handed_in).status == "submitted"


def test_writers_go_on_changing_what_is_handed_in(handed_in, author):
    handed_in.body = "Better words."
    actions.save_post(post=handed_in, tags=[], source_lines=[])
    post = stored(handed_in)
    assert (post.status, post.body) == ("submitted", "Better words.")


def test_a_save_does_not_undo_a_step_taken_meanwhile(handed_in, author, instructor):
    in_the_form = stored(handed_in)
    publishing.return_with_note(post=handed_in, by=instructor, note="Not yet.")
    in_the_form.body = "Typed before that."
    actions.save_post(post=in_the_form, tags=[], source_lines=[])
    assert stored(handed_in).status == "returned"


def test_the_second_of_two_who_let_through_is_told(handed_in, instructor, assistant):
    seen_by_the_other = stored(handed_in)
    publishing.publish(post=handed_in, by=instructor)
    with pytest.raises(ValidationError, match="moved on meanwhile"):
        publishing.return_with_note(post=seen_by_the_other, by=assistant, note="Not yet.")


def test_a_past_or_far_date_is_refused(draft, author):
    for at in (timezone.now() - timedelta(minutes=1), timezone.now() + timedelta(days=400)):
        with pytest.raises(ValidationError):
            publishing.schedule(post=draft, by=author, at=at)
    assert stored(draft).status == "draft"


def test_scheduled_it_is_published_at_its_hour_and_not_before(draft, author, time_machine):
    at = tomorrow()
    publishing.schedule(post=draft, by=author, at=at)
    assert publishing.publish_due(at - timedelta(seconds=1)) == 0
    assert publishing.publish_due(at) == 1
    post = stored(draft)
    assert (post.status, post.publish_at) == ("published", None)
    assert taken(draft) == [("scheduled", author), ("published", None)]
    assert post.revisions.latest("number").is_public


def test_the_command_publishes_what_is_due(draft, author, capsys):
    publishing.schedule(post=draft, by=author, at=tomorrow())
    Post.objects.update(publish_at=timezone.now() - timedelta(hours=3))
    call_command("publish_scheduled")
    assert capsys.readouterr().out == "Essays published: 1.\n"
    assert stored(draft).published_at > timezone.now() - timedelta(minutes=1)


def test_one_that_cannot_be_published_hinders_no_other(author, course):
    broken, fine = (makers.make_draft(author, course, title=title) for title in ("A", "B"))
    for post in (broken, fine):
        publishing.schedule(post=post, by=author, at=tomorrow())
    Post.objects.filter(pk=broken.pk).update(title="x" * 201)
    assert publishing.publish_due(tomorrow()) == 1
    assert (stored(broken).status, stored(fine).status) == ("scheduled", "published")


def test_nor_does_one_that_fails_in_a_way_nobody_thought_of(author, course, time_machine):
    broken, fine = (makers.make_draft(author, where) for where in (makers.make_course(), course))
    for post in (broken, fine):
        publishing.schedule(post=post, by=author, at=tomorrow())
    Course.objects.filter(pk=broken.course_id).update(comments_close_after=2**15 - 1)
    time_machine.move_to(datetime(9950, 1, 1, tzinfo=UTC))  # no calendar has the day its thread closes
    assert publishing.publish_due() == 1
    assert (stored(broken).status, stored(fine).status) == ("scheduled", "published")


def test_staff_lets_through_at_a_date_and_takes_that_back(handed_in, instructor):
    publishing.schedule(post=handed_in, by=instructor, at=tomorrow())
    publishing.unschedule(post=handed_in, by=instructor)
    assert (stored(handed_in).status, stored(handed_in).publish_at) == ("submitted", None)


def test_the_hour_that_a_student_set_is_theirs(draft, author, instructor):
    publishing.schedule(post=draft, by=author, at=tomorrow())
    for step in (publishing.publish, publishing.unschedule):
        with pytest.raises(PermissionDenied):
            step(post=draft, by=instructor)


def test_withdrawn_and_published_again_its_first_hour_begins_anew(draft, author):
    publishing.publish(post=draft, by=author)
    publishing.withdraw(post=draft, by=author)
    assert stored(draft).counts_from is None
    publishing.publish(post=draft, by=author)
    assert stored(draft).counts_from > timezone.now()
