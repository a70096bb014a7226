"""Every list and page of the admin takes as many queries with many rows as with few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import makers

from .conftest import furnish

pytestmark = pytest.mark.django_db

LISTS = [
    "/admin/",
    "/admin/comments/comment/",
    "/admin/comments/moderationentry/",
    "/admin/blog/post/",
    "/admin/blog/category/",
    "/admin/blog/tag/",
    "/admin/blog/image/",
    "/admin/courses/course/",
    "/admin/courses/unit/",
    "/admin/courses/membership/",
    "/admin/sources/source/",
    "/admin/accounts/user/",
]


def queries_for(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_takes_as_many_queries_with_more_rows(client, staff, ours, path):
    client.force_login(staff)
    furnish(makers.make_course())
    makers.make_tag()
    before = queries_for(client, path)
    for _ in range(5):
        furnish(makers.make_course())
        makers.make_tag()
    assert queries_for(client, path) == before <= 9


@pytest.mark.parametrize("path", ["courses/course", "courses/unit"])
def test_a_page_takes_as_many_queries_with_more_parts(teacher, ours, path):
    address = f"/admin/{path}/{(ours.course if path.endswith('course') else ours.unit).pk}/change/"
    before = queries_for(teacher, address)
    for number in range(2, 12):
        makers.make_key_question(ours.unit, number)
        makers.make_unit(ours.course, number)
        makers.make_category(ours.course)
        makers.make_member(ours.course)
    assert queries_for(teacher, address) == before
