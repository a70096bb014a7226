from xml.etree import ElementTree

import pytest

from courses.visibility import Visibility
from tests import makers
from tests.studynotes.makers import make_note, make_topic

PLACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def places(client):
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {place.text.removeprefix("http://testserver") for place in root.iter(PLACE)}


def test_courses_and_public_essays_are_in_it(client, post, author):
    makers.make_post(author, post.course, visibility=Visibility.SIGNED_IN)
    makers.make_draft(author, post.course)
    makers.make_post(author, post.course, status="withdrawn")
    assert places(client) == {post.get_absolute_url(), post.course.get_absolute_url()}


def test_published_study_notes_and_their_specifications_are_in_it(client, course):
    note = make_note(make_topic(course))
    make_note(make_topic(specification=note.topic.specification), status="draft")
    assert places(client) == {
        course.get_absolute_url(), note.get_absolute_url(), note.topic.specification.get_absolute_url(),
    }  # fmt: skip


def test_it_is_the_same_for_members(client, post, author):
    makers.make_draft(author, post.course)
    client.force_login(author)
    assert len(places(client)) == 2


def test_only_reading_is_allowed(client, db):
    assert client.post("/sitemap.xml").status_code == 405


@pytest.mark.parametrize("number", ["abc", "0", "7", "9" * 30])
def test_part_that_is_none_is_404(client, post, number):
    assert client.get("/sitemap.xml", {"p": number}).status_code == 404


@pytest.mark.parametrize("rows", [1, 12])
def test_queries_do_not_grow(client, db, rows, django_assert_max_num_queries):
    for _ in range(rows):
        makers.make_post()
        make_note()
    with django_assert_max_num_queries(8):
        client.get("/sitemap.xml")
