"""A course's staff see and change their own course alone, by whatever way they come."""

import pytest
from django.contrib.contenttypes.models import ContentType

from blog.models import Category, Post
from courses.models import Course, Membership, Role, Unit
from sources.models import Source
from tests import makers

pytestmark = pytest.mark.django_db

LISTS = {
    "comment": "/admin/comments/comment/",
    "entry": "/admin/comments/moderationentry/",
    "post": "/admin/blog/post/",
    "category": "/admin/blog/category/",
    "image": "/admin/blog/image/",
    "course": "/admin/courses/course/",
    "unit": "/admin/courses/unit/",
    "member": "/admin/courses/membership/",
    "source": "/admin/sources/source/",
}
STAFF_ONLY = ["/admin/accounts/user/", "/admin/blog/tag/", "/admin/django_tasks_database/dbtaskresult/"]


@pytest.mark.parametrize("role", ["assistant", "instructor"])
@pytest.mark.parametrize("thing", LISTS)
def test_lists_and_filters_name_nothing_of_another_course(client, request, ours, theirs, role, thing):
    client.force_login(request.getfixturevalue(role))
    page = client.get(LISTS[thing]).content.decode()
    assert "russia" in page.lower()
    assert "zebra" not in page
    assert "Their course" not in page


@pytest.mark.parametrize("thing", LISTS)
def test_searching_finds_nothing_of_another_course(teacher, ours, theirs, thing):
    page = teacher.get(LISTS[thing], {"q": "zebra"}).content.decode()
    assert "Essay zebra" not in page
    assert "Their course" not in page


@pytest.mark.parametrize("action", ["change", "delete", "history"])
@pytest.mark.parametrize("thing", LISTS)
def test_addresses_of_another_course_lead_nowhere(teacher, ours, theirs, thing, action):
    response = teacher.get(f"{LISTS[thing]}{getattr(theirs, thing).pk}/{action}/")
    assert response.status_code in (302, 403)
    assert b"zebra" not in response.content
    if response.status_code == 302:
        assert response["Location"] == "/admin/"


@pytest.mark.parametrize("thing", LISTS)
def test_own_pages_name_nothing_of_another_course(teacher, ours, theirs, thing):
    response = teacher.get(f"{LISTS[thing]}{getattr(ours, thing).pk}/change/")
    assert response.status_code == 200
    assert b"zebra" not in response.content
    assert b"Their course" not in response.content


@pytest.mark.parametrize("name", ["category", "unit", "source", "member"])
def test_adding_offers_own_courses_alone(teacher, ours, theirs, name):
    assert b"Their course" not in teacher.get(f"{LISTS[name]}add/?course={theirs.course.pk}").content


def test_a_forged_course_is_refused(teacher, ours, theirs):
    response = teacher.post(f"{LISTS['category']}add/", {"course": theirs.course.pk, "name": "Mine"})
    assert response.status_code == 200
    assert not Category.objects.filter(name="Mine").exists()


def test_popups_and_to_field_open_nothing(teacher, ours, theirs):
    address = f"{LISTS['unit']}{theirs.unit.pk}/change/?_popup=1&_to_field=id"
    assert teacher.get(address).status_code == 302
    assert teacher.get(f"{LISTS['member']}?_to_field=user__password").status_code == 400
    assert b"zebra" not in teacher.get(f"{LISTS['unit']}?_popup=1").content


@pytest.mark.parametrize(
    "query", ["user__email__startswith=a", "user__password__startswith=p", "course__id=0x"]
)
def test_lookups_into_people_are_refused(teacher, ours, query):
    assert teacher.get(f"{LISTS['member']}?{query}").status_code in (302, 400)


def test_autocomplete_answers_from_own_courses_alone(teacher, ours, theirs):
    query = {"app_label": "blog", "model_name": "post", "field_name": "unit", "term": "zebra"}
    assert teacher.get("/admin/autocomplete/", query).json()["results"] == []


@pytest.mark.parametrize(("model", "field"), [("membership", "user"), ("post", "author"), ("post", "tags")])
def test_autocomplete_lists_no_people(teacher, ours, model, field):
    app = "courses" if model == "membership" else "blog"
    query = {"app_label": app, "model_name": model, "field_name": field, "term": ""}
    assert teacher.get("/admin/autocomplete/", query).status_code == 403


@pytest.mark.parametrize("path", STAFF_ONLY)
def test_what_belongs_to_no_course_is_site_staffs(client, instructor, staff, path):
    client.force_login(instructor)
    assert client.get(path).status_code == 403
    client.force_login(staff)
    assert client.get(path).status_code == 200


def test_the_shortcut_to_the_site_keeps_to_the_scope(teacher, ours, theirs):
    number = ContentType.objects.get_for_model(Post).pk
    assert teacher.get(f"/admin/r/{number}/{ours.post.pk}/")["Location"] == ours.post.get_absolute_url()
    for path in (f"{number}/{theirs.post.pk}", f"{number}/x", "0/1", "x/1", "9" * 30 + "/1"):
        assert teacher.get(f"/admin/r/{path}/").status_code == 404


@pytest.mark.parametrize("role", ["instructor", "staff"])
def test_drafts_are_their_authors_alone(client, request, ours, role):
    draft = makers.make_draft(ours.student, ours.course, title="Secret draft", unit=ours.unit)
    makers.make_entry(draft, source=ours.source, line="x")
    client.force_login(request.getfixturevalue(role))
    assert b"Secret draft" not in client.get(LISTS["post"]).content
    assert client.get(f"{LISTS['post']}{draft.pk}/change/").status_code == 302
    assert b"Secret draft" not in client.get(f"{LISTS['unit']}{ours.unit.pk}/delete/").content
    assert b"Secret draft" not in client.get(f"{LISTS['source']}{ours.source.pk}/delete/").content


def test_actions_touch_nothing_of_another_course(teacher, ours, theirs):
    data = {"action": "delete_selected", "_selected_action": [theirs.category.pk], "post": "yes"}
    teacher.post(LISTS["category"], data)
    assert Category.objects.filter(pk=theirs.category.pk).exists()


def test_an_assistant_sees_the_course_and_does_not_change_it(client, assistant, ours):
    client.force_login(assistant)
    for name in ("course", "unit", "member"):
        address = f"{LISTS[name]}{getattr(ours, name).pk}"
        assert client.get(f"{address}/change/").status_code == 200
        assert client.post(f"{address}/change/", {"title": "Mine", "role": "instructor"}).status_code == 403
        assert client.get(f"{address}/delete/").status_code == 403
        assert client.get(f"{LISTS[name]}add/").status_code == 403


def test_an_assistant_files_under_categories_and_keeps_sources(client, assistant, ours):
    client.force_login(assistant)
    client.post(f"{LISTS['category']}add/", {"course": ours.course.pk, "name": "Letters"})
    assert Category.objects.get(name="Letters").course == ours.course


def test_who_assists_elsewhere_leads_only_at_home(client, instructor, ours, theirs):
    Membership.objects.create(course=theirs.course, user=instructor, role=Role.ASSISTANT)
    client.force_login(instructor)
    assert b"Unit zebra" in client.get(LISTS["unit"]).content
    address = f"{LISTS['unit']}{theirs.unit.pk}/change/"
    assert client.post(address, {"number": 1, "title": "Mine"}).status_code == 403
    assert b"Their course" not in client.get(f"{LISTS['unit']}add/").content
    data = {"action": "delete_selected", "_selected_action": [theirs.unit.pk], "post": "yes"}
    client.post(LISTS["unit"], data)
    assert Unit.objects.filter(pk=theirs.unit.pk).exists()


def test_a_course_is_made_and_deleted_by_site_staff(client, instructor, staff, ours):
    client.force_login(instructor)
    assert client.get(f"{LISTS['course']}add/").status_code == 403
    assert client.get(f"{LISTS['course']}{ours.course.pk}/delete/").status_code == 403
    client.force_login(staff)
    data = {"title": "New", "slug": "new", "subject": "Law", "enrolment": "closed"}
    assert client.post(f"{LISTS['course']}add/", data).status_code == 302
    assert Course.objects.filter(slug="new").exists()


def test_the_history_names_people_not_addresses(client, staff, instructor, ours):
    client.force_login(staff)
    client.post(f"{LISTS['category']}{ours.category.pk}/change/", {"name": "Renamed"})
    client.force_login(instructor)
    page = client.get(f"{LISTS['category']}{ours.category.pk}/history/").content.decode()
    assert "Sam Staff" in page
    assert staff.email not in page


def test_source_stays_in_its_course(teacher, ours, theirs):
    data = {"course": theirs.course.pk, "key": "k", "csl": '{"title": "T"}'}
    teacher.post(f"{LISTS['source']}{ours.source.pk}/change/", data)
    assert Source.objects.get(pk=ours.source.pk).course == ours.course
