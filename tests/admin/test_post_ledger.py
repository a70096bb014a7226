"""An essay's citations and what the check found, on its page in the admin: to read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.citing.reciting import recite
from blog.models import Citation
from tests import makers

pytestmark = pytest.mark.django_db
BODY = "So it was (Freese 12). Thus, too (Freeze 13)."


@pytest.fixture
def cited(ours):
    csl = {"type": "book", "title": "Russia: A History", "editor": [{"family": "Freeze"}]}
    makers.make_entry(ours.post, "Freeze, Russia", 2, source=makers.make_source(ours.course, csl=csl))
    ours.post.body = BODY
    ours.post.save()
    recite(ours.post)
    return ours.post


def page(client, post):
    return client.get(f"/admin/blog/post/{post.pk}/change/").content.decode()


def test_each_citation_with_its_source_page_and_status(teacher, cited):
    shown = page(teacher, cited)
    for words in (
        "2 citations",
        "1 of 2 sources cited",
        "Freeze 13",
        "Russia: A History",
        "Matches no source",
    ):
        assert words in shown
    assert f"/essays/{cited.pk}/citations/" in shown


def test_findings_with_their_words(teacher, cited):
    shown = page(teacher, cited)
    assert "Did you mean “Freeze”?" in shown
    assert "<mark>Freese 12</mark>" in shown


def test_an_essay_without_citations(teacher, ours):
    assert "0 citations" in page(teacher, ours.post)


def test_nothing_of_it_can_be_changed(teacher, cited):
    data = {
        "visibility": "course",
        "tag_names": "",
        "citations": "",
        "status": "matched",
        "answer": "leave:1",
    }
    teacher.post(f"/admin/blog/post/{cited.pk}/change/", data)
    assert set(Citation.objects.filter(post=cited).values_list("status", flat=True)) == {"matched", "missing"}
    assert not cited.finding_answers.exists()


def test_a_drafts_citations_are_its_authors(client, staff, ours):
    draft = makers.make_draft(ours.student, ours.course, body=BODY)
    client.force_login(staff)
    assert client.get(f"/admin/blog/post/{draft.pk}/change/").status_code == 302


def test_more_citations_take_no_more_queries(teacher, cited):
    counts = []
    for body in (BODY, BODY * 10):
        cited.body = body
        cited.save()
        recite(cited)
        page(teacher, cited)
        with CaptureQueriesContext(connection) as queries:
            page(teacher, cited)
        counts.append(len(queries))
    assert counts[0] == counts[1]
