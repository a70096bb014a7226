"""How a course cites, set on its page; and what its units ask for."""

from types import SimpleNamespace

import pytest

from sources.models import CitationPolicy, UnitSource
from tests import makers

from .test_courses import management, save_course

pytestmark = pytest.mark.django_db
UNITS = "/admin/sources/unitsource/"


def save_policy(client, course, initial=0, **data):
    fields = {f"citation_policy-0-{name}": value for name, value in data.items()}
    return save_course(client, course, **management("citation_policy", 1, initial), **fields)


def test_an_instructor_says_how_the_course_cites(teacher, course):
    assert save_policy(teacher, course, style="apa", shows_ledger="on").status_code == 302
    policy = CitationPolicy.objects.get()
    assert (policy.course, policy.style, policy.shows_ledger, policy.requires_sources) == (
        course, "apa", True, False,
    )  # fmt: skip


def test_the_essays_are_set_in_the_new_style(teacher, ours, monkeypatch):
    asked = []
    task = SimpleNamespace(enqueue=lambda *told: asked.append(told))
    monkeypatch.setattr("blog.admin_sources.set_course", task)
    save_policy(teacher, ours.course, style="apa")
    assert asked == [(ours.course.pk, "apa")]


def test_a_course_may_have_no_policy(teacher, course):
    assert save_policy(teacher, course, style="as-written").status_code == 302
    assert not CitationPolicy.objects.exists()


def test_a_policy_is_changed(teacher, course):
    policy = CitationPolicy.objects.create(course=course, style="apa", requires_sources=True)
    save_policy(teacher, course, 1, id=policy.pk, style="as-written")
    policy.refresh_from_db()
    assert (policy.style, policy.requires_sources) == ("as-written", False)


def test_an_unknown_style_is_the_forms_error(teacher, course):
    assert save_policy(teacher, course, style="zebra").status_code == 200
    assert not CitationPolicy.objects.exists()


def test_an_assistant_reads_the_policy(client, assistant, course):
    CitationPolicy.objects.create(course=course, style="apa")
    client.force_login(assistant)
    page = client.get(f"/admin/courses/course/{course.pk}/change/").content.decode()
    assert "APA 7" in page
    assert "citation_policy-0-style" not in page
    assert save_policy(client, course, style="modern-language-association").status_code == 403


def ask(client, unit, key, **data):
    return client.post(
        f"{UNITS}add/", {"unit": unit.pk, "key": key, "requirement": "required", "note": "", **data}
    )


def test_a_unit_asks_for_a_source(client, assistant, ours):
    client.force_login(assistant)
    assert ask(client, ours.unit, ours.source.key, note="Chapter 3").status_code == 302
    row = UnitSource.objects.get()
    assert (row.unit, row.source, row.requirement, row.note) == (
        ours.unit,
        ours.source,
        "required",
        "Chapter 3",
    )


@pytest.mark.parametrize("key", ["", "nothing", "\u200b"])
def test_what_names_no_source_is_the_forms_error(teacher, ours, key):
    assert ask(teacher, ours.unit, key).status_code == 200
    assert not UnitSource.objects.exists()


def test_a_source_belongs_to_the_units_course(client, staff, ours, theirs):
    client.force_login(staff)
    response = ask(client, ours.unit, theirs.source.key)
    assert "The course has no source under this key." in response.content.decode()


def test_what_a_unit_asks_for_stands_in_the_library(teacher, ours):
    type(ours.source).objects.update(shared_at=None)
    ask(teacher, ours.unit, ours.source.key)
    ours.source.refresh_from_db()
    assert ours.source.shared_at


def test_a_unit_asks_once(teacher, ours):
    ask(teacher, ours.unit, ours.source.key)
    assert "asks for this source already" in ask(teacher, ours.unit, ours.source.key).content.decode()


def test_what_only_a_draft_lists_is_not_asked_for(teacher, ours):
    hidden = makers.make_source(ours.course, shared_at=None)
    makers.make_entry(makers.make_draft(ours.student, ours.course), source=hidden)
    assert ask(teacher, ours.unit, hidden.key).status_code == 200


def test_what_a_unit_asks_for_is_changed_and_taken_away(teacher, ours):
    row = UnitSource.objects.create(unit=ours.unit, source=ours.source)
    teacher.post(f"{UNITS}{row.pk}/change/", {"requirement": "required", "note": "Pages 3-9", "source": 99})
    row.refresh_from_db()
    assert (row.source, row.requirement, row.note) == (ours.source, "required", "Pages 3-9")
    teacher.post(f"{UNITS}{row.pk}/delete/", {"post": "yes"})
    assert not UnitSource.objects.exists()


def test_another_courses_units_are_not_there(teacher, ours, theirs):
    row = UnitSource.objects.create(unit=theirs.unit, source=theirs.source)
    assert b"zebra" not in teacher.get(UNITS).content
    assert b"zebra" not in teacher.get(f"{UNITS}add/").content
    assert teacher.get(f"{UNITS}{row.pk}/change/").status_code == 302
    assert ask(teacher, theirs.unit, theirs.source.key).status_code == 200


def test_units_of_several_courses_are_told_apart(client, staff, ours, theirs):
    client.force_login(staff)
    assert "Their course: 1. Unit zebra" in client.get(f"{UNITS}add/").content.decode()
