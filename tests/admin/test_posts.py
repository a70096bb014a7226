"""Essays in the admin: filed, withdrawn and published again, and never rewritten."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from blog import actions
from blog.models import Post
from blog.publishing import actions as publishing
from blog.publishing.audience import AUTHOR_WIDENS
from sources.models import CitationPolicy
from tests import makers

pytestmark = pytest.mark.django_db
LIST = "/admin/blog/post/"


def file(client, post, **data):
    values = {"unit": "", "category": "", "visibility": "course", "tag_names": ""} | data
    values |= {"comments_close_at_0": data.get("day", ""), "comments_close_at_1": data.get("time", "")}
    return client.post(f"{LIST}{post.pk}/change/", values)


def act(client, name, *posts):
    chosen = [post.pk for post in posts]
    response = client.post(LIST, {"action": name, "_selected_action": chosen}, follow=True)
    return [str(message) for message in response.context["messages"]]


def test_staff_file_an_essay(teacher, ours):
    version = Post.objects.get(pk=ours.post.pk).version
    unit = makers.make_unit(ours.course, 2)
    response = file(
        teacher, ours.post, unit=unit.pk, tag_names="Stalin, terror", day="2030-05-01", time="12:00:00"
    )
    assert response.status_code == 302
    ours.post.refresh_from_db()
    assert (ours.post.unit, ours.post.category, ours.post.visibility) == (unit, None, "course")
    assert {tag.name for tag in ours.post.tags.all()} == {"Stalin", "terror"}
    assert ours.post.comments_close_at.year == 2030
    assert ours.post.version > version


def test_nobody_changes_the_words(client, staff, ours):
    client.force_login(staff)
    forged = {"title": "Mine", "body": "Mine", "status": "draft", "author": staff.pk, "comment_count": 9}
    assert file(client, ours.post, **forged).status_code == 302
    post = Post.objects.get(pk=ours.post.pk)
    assert (post.title, post.status, post.author) == ("Essay russia", "published", ours.student)
    assert post.body == ours.post.body


@pytest.mark.parametrize("field", ["unit", "category"])
def test_an_essay_is_filed_within_its_course(client, staff, ours, theirs, field):
    client.force_login(staff)
    assert file(client, ours.post, **{field: getattr(theirs, field).pk}).status_code == 200
    page = client.get(f"{LIST}{ours.post.pk}/change/").content
    assert b"Unit zebra" not in page
    assert b"Category zebra" not in page


def test_too_many_tags_are_the_forms_error(teacher, ours):
    response = file(teacher, ours.post, tag_names=",".join(f"t{n}" for n in range(99)))
    assert response.status_code == 200
    assert b"An essay may have" in response.content


def test_the_page_shows_words_picture_and_the_way_to_the_site(teacher, ours):
    page = teacher.get(f"{LIST}{ours.post.pk}/change/").content.decode()
    for text in ("The text of essay", "Source russia", ours.image.get_absolute_url()):
        assert text in page
    assert ours.post.get_absolute_url() in page


def test_withdraw_and_publish_again(teacher, ours):
    published_at = ours.post.published_at
    assert act(teacher, "withdraw", ours.post) == ["1 essay withdrawn."]
    assert Post.objects.get(pk=ours.post.pk).status == "withdrawn"
    assert act(teacher, "withdraw", ours.post) == ["1 left as before."]
    assert act(teacher, "publish_again", ours.post) == ["1 essay published again."]
    again = Post.objects.get(pk=ours.post.pk)
    assert (again.status, again.published_at) == ("published", published_at)
    assert b"Published again." in teacher.get(f"{LIST}{ours.post.pk}/history/").content


def test_what_its_author_withdrew_stays_withdrawn(teacher, instructor, ours):
    publishing.withdraw(post=ours.post, by=ours.student)
    told = act(teacher, "publish_again", ours.post)
    assert told == ["1 left as before.", "What its author withdrew, only its author publishes again."]
    with pytest.raises(PermissionDenied):
        publishing.publish(post=ours.post, by=instructor)
    publishing.publish(post=ours.post, by=ours.student)
    assert Post.objects.get(pk=ours.post.pk).withdrawn_by is None


def test_what_lacks_a_source_is_left_and_hinders_no_other(teacher, instructor, ours):
    CitationPolicy.objects.create(course=ours.course, requires_sources=True)
    lacking = makers.make_post(ours.student, ours.course, title="Lacking", body="Thus (Conquest 1990, 12).")
    for post in (ours.post, lacking):
        publishing.withdraw(post=post, by=instructor)
    told = act(teacher, "publish_again", ours.post, lacking)
    assert Post.objects.filter(status="published").get() == ours.post
    assert told[0].startswith("“Lacking”: In this course each citation")
    assert told[1:] == ["1 essay published again.", "1 left as before."]


def test_who_withdrew_is_kept_with_a_withdrawn_essay_alone(teacher, instructor, ours):
    act(teacher, "withdraw", ours.post)
    assert Post.objects.get(pk=ours.post.pk).withdrawn_by == instructor
    with pytest.raises(IntegrityError, match="post_withdrawer_of_withdrawn_only"), transaction.atomic():
        Post.objects.filter(pk=ours.post.pk).update(status="published")


def test_staff_narrow_an_audience(teacher, ours):
    Post.objects.update(visibility="course")
    assert file(teacher, ours.post, visibility="staff").status_code == 302
    assert Post.objects.get(pk=ours.post.pk).visibility == "staff"


@pytest.mark.parametrize("wider", ["world", "signed-in"])
def test_staff_do_not_widen_an_audience(client, staff, ours, wider):
    client.force_login(staff)
    Post.objects.update(visibility="course")
    page = file(client, ours.post, visibility=wider)
    assert page.status_code == 200
    assert AUTHOR_WIDENS in page.content.decode()
    assert f'<option value="{wider}"' not in page.content.decode()
    assert Post.objects.get(pk=ours.post.pk).visibility == "course"


def test_filing_refuses_a_wider_audience_by_field(instructor, ours):
    Post.objects.update(visibility="staff")
    with pytest.raises(ValidationError, match="Only the author") as caught:
        actions.file_post(post=ours.post, tags=[], by=instructor)
    assert list(caught.value.message_dict) == ["visibility"]


def test_essays_are_begun_and_ended_by_their_authors(client, staff, ours):
    client.force_login(staff)
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{ours.post.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "withdrawn"}, 1),
        ({"status": "draft"}, 0),
        ({"visibility__exact": "course"}, 1),
        ({"q": '"Essay russia"'}, 1),
        ({"q": "Student"}, 2),
    ],
)
def test_filters_and_search(teacher, ours, query, found):
    makers.make_post(ours.student, ours.course, status="withdrawn", visibility="course")
    makers.make_draft(ours.student, ours.course)
    assert len(teacher.get(LIST, query).context["cl"].result_list) == found


def test_units_and_categories_are_offered_within_a_course(client, staff, ours, theirs):
    client.force_login(staff)
    assert b"Unit russia</a>" not in client.get(LIST).content
    query = {"course": ours.course.pk, "unit": ours.unit.pk}
    response = client.get(LIST, query)
    assert b"Unit russia</a>" in response.content
    assert b"Unit zebra" not in response.content
    assert list(response.context["cl"].result_list) == [ours.post]


def test_pictures_are_to_look_at(teacher, ours):
    address = f"/admin/blog/image/{ours.image.pk}/change/"
    assert ours.image.get_absolute_url() in teacher.get(address).content.decode()
    assert teacher.post(address, {"alt": "Mine"}).status_code == 403


def test_picture_names_no_essay_of_another_course(teacher, ours, theirs):
    Post.objects.filter(pk=theirs.post.pk).update(featured_image=ours.image, visibility="staff")
    page = teacher.get(f"/admin/blog/image/{ours.image.pk}/change/").text
    assert "Essay russia" in page
    assert "Essay zebra" not in page


def test_a_picture_shown_in_a_draft_alone_is_not_there(teacher, ours):
    image = makers.make_image(ours.student, alt="Secret picture")
    makers.make_draft(ours.student, ours.course, featured_image=image)
    assert b"Secret picture" not in teacher.get("/admin/blog/image/").content
    assert teacher.get(f"/admin/blog/image/{image.pk}/change/").status_code == 302
