"""What a course asks and allows: the widest audience, what is required, who may say so."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from blog import actions
from blog.models import Post
from blog.publishing import actions as publishing
from blog.publishing.audience import set_policy
from courses.models import WritingPolicy
from sources.models import UnitSource
from tests import makers

FORM = {"title": "On bread", "body": "Some words.", "unit": "", "tag_names": "", "sources": ""}


def policy(course, **fields):
    return WritingPolicy.objects.create(course=course, **fields)


def test_a_narrower_policy_narrows_the_essays(course, author, instructor):
    wide = makers.make_post(author, course, visibility="world")
    kept = makers.make_post(author, course, visibility="staff")
    assert set_policy(policy=WritingPolicy(course=course, widest="course"), by=instructor) == 1
    assert [Post.objects.get(pk=post.pk).visibility for post in (wide, kept)] == ["course", "staff"]
    step = wide.steps.get()
    assert (step.kind, step.by, kept.steps.count()) == ("narrowed", instructor, 0)
    assert Post.objects.get(pk=wide.pk).version > wide.version


def test_essays_of_other_courses_stay_as_they_are(course, instructor):
    other = makers.make_post(visibility="world")
    set_policy(policy=WritingPolicy(course=course, widest="staff"), by=instructor)
    assert Post.objects.get(pk=other.pk).visibility == "world"


@pytest.mark.parametrize("who", ["author", "editor", "assistant", "outsider"])
def test_who_does_not_lead_the_course_sets_nothing(request, course, who):
    with pytest.raises(PermissionDenied):
        set_policy(policy=WritingPolicy(course=course), by=request.getfixturevalue(who))


def test_hiding_takes_an_audience_within_the_course(course, instructor):
    with pytest.raises(ValidationError, match="whoever signs out would find the others"):
        set_policy(policy=WritingPolicy(course=course, hides_until_own=True), by=instructor)


def test_the_action_refuses_a_wider_audience(course, author):
    policy(course, widest="course")
    post = Post(author=author, course=course, title="A", body="B", visibility="world")
    with pytest.raises(ValidationError, match="the widest audience is") as caught:
        actions.save_post(post=post, tags=[], source_lines=[])
    assert list(caught.value.message_dict) == ["visibility"]


def test_the_form_offers_what_the_course_allows(client, course, author):
    policy(course, widest="course")
    client.force_login(author)
    choices = client.get("/write/").context["form"].fields["visibility"].choices
    assert [value for value, _ in choices] == ["course", "staff"]


def test_of_two_courses_the_chosen_one_decides(client, course, author):
    open_course = makers.make_course()
    makers.make_member(open_course, user=author)
    policy(course, widest="course")
    client.force_login(author)
    refused = client.post("/write/", FORM | {"course": course.pk, "visibility": "world"})
    assert refused.status_code == 422
    assert "the widest audience is" in refused.context["form"].errors["visibility"][0]
    assert client.post("/write/", FORM | {"course": open_course.pk, "visibility": "world"}).status_code == 302


def test_a_length_is_required_of_what_goes_in_and_of_no_draft(course, author):
    policy(course, requires_length=True)
    unit = makers.make_unit(course, min_words=100)
    draft = makers.make_draft(author, course, unit=unit)
    for step in (publishing.publish, later):
        with pytest.raises(ValidationError, match="At least 100 words"):
            step(post=draft, by=author)
    actions.save_post(post=draft, tags=[], source_lines=[])
    assert Post.objects.get().status == "draft"


def later(*, post, by):
    publishing.schedule(post=post, by=by, at=timezone.now() + timedelta(days=1))


def test_a_key_question_is_required(course, author):
    policy(course, requires_key_question=True)
    unit = makers.make_unit(course)
    question = makers.make_key_question(unit)
    draft = makers.make_draft(author, course, unit=unit)
    with pytest.raises(ValidationError, match="A key question"):
        publishing.publish(post=draft, by=author)
    Post.objects.update(key_question=question)
    publishing.publish(post=draft, by=author)
    assert Post.objects.get().status == "published"


def test_the_sources_of_the_unit_are_required(course, author):
    policy(course, requires_unit_sources=True)
    unit = makers.make_unit(course)
    UnitSource.objects.create(unit=unit, source=makers.make_source(course), requirement="required")
    draft = makers.make_draft(author, course, unit=unit)
    with pytest.raises(ValidationError, match="sources that the unit requires"):
        publishing.publish(post=draft, by=author)


def test_what_is_handed_in_keeps_what_is_required(course, author):
    policy(course, requires_length=True, publishing="staff")
    unit = makers.make_unit(course, min_words=3)
    draft = makers.make_draft(author, course, unit=unit, body="Three good words.")
    publishing.submit(post=draft, by=author)
    draft.body = "One."
    with pytest.raises(ValidationError, match="At least 3 words"):
        actions.save_post(post=draft, tags=[], source_lines=[])
    assert Post.objects.get().body == "Three good words."
