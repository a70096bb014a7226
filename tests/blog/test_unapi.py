"""unAPI: an essay's reference for Zotero, to whoever may read the essay."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from blog.models import Post
from courses.visibility import Visibility
from sources.formats import ris
from tests import makers

from .test_post_export import WHO_READS

FORMAT = {"name": "ris", "type": "application/x-research-info-systems"}


def ask(client, **query):
    return client.get("/unapi/", query)


def test_without_an_id_it_lists_its_formats(client, db):
    response = ask(client)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8")
    root = ElementTree.fromstring(response.content)
    assert (root.tag, root.attrib, root[0].attrib) == ("formats", {}, FORMAT)


def test_with_an_id_it_lists_the_formats_of_that_essay(client, post):
    response = ask(client, id=f"essay-{post.pk}")
    assert response.status_code == 300
    root = ElementTree.fromstring(response.content)
    assert (root.attrib, root[0].attrib) == ({"id": f"essay-{post.pk}"}, FORMAT)


def test_essay_comes_as_a_blog_post(client, post):
    response = ask(client, id=f"essay-{post.pk}", format="ris")
    assert (response.status_code, response["Content-Type"]) == (200, f"{FORMAT['type']}; charset=utf-8")
    assert response.content.startswith(b"TY  - BLOG\r\n")
    (item,) = ris.read(response.content.decode()).items
    assert item["title"] == "The Cult of Personality"
    assert item["author"] == [{"family": "Author", "given": "Isaiah"}]
    assert item["container-title"] == "Russia in the 20th Century"
    assert item["URL"] == f"http://testserver{post.get_absolute_url()}"
    assert item["abstract"] == "A short text."


@pytest.mark.parametrize(
    "asked", ["", "essay-", "essay-999", "essay-0x1", "post-1", "essay-" + "9" * 40, "essay-٣", "\x00"]
)
def test_unknown_id_is_404(client, post, asked):
    assert ask(client, id=asked).status_code == 404
    assert ask(client, id=asked, format="ris").status_code == 404


@pytest.mark.parametrize("name", ["", "bibtex", "RIS", "<script>"])
def test_unknown_format_is_406(client, post, name):
    response = ask(client, id=f"essay-{post.pk}", format=name)
    assert (response.status_code, response["Content-Type"]) == (406, "text/plain; charset=utf-8")


def test_form_is_refused(client, post):
    assert client.post("/unapi/", {"id": f"essay-{post.pk}"}).status_code == 405


def test_title_breaks_no_line(client, author, course):
    post = makers.make_post(author, course, title="A ER  - <b>\u2028TY  - BOOK")
    (item,) = ris.read(ask(client, id=f"essay-{post.pk}", format="ris").content.decode()).items
    assert item["type"] == "post-weblog"


@pytest.mark.parametrize(("state", "readers"), WHO_READS.items(), ids=str)
def test_it_answers_those_who_may_read_the_essay(client, request, post, state, readers):
    Post.objects.filter(pk=post.pk).update(status=state[0], visibility=state[1])
    for who in ["guest", "outsider", "classmate", "instructor", "author"]:
        client.logout()
        if who != "guest":
            client.force_login(request.getfixturevalue(who))
        expected = 200 if who in readers.split() else 404
        assert ask(client, id=f"essay-{post.pk}", format="ris").status_code == expected, who


def test_it_costs_one_query(client, post, django_assert_num_queries):
    Post.objects.update(visibility=Visibility.WORLD)
    with django_assert_num_queries(1):
        ask(client, id=f"essay-{post.pk}", format="ris")
