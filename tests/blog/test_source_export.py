"""A course's sources, or chosen ones, as a file: only what the viewer may see."""

from __future__ import annotations

import json

import pytest

from blog.exports import views
from courses.visibility import Visibility
from tests import makers

ADDRESS = "/courses/russia/export-sources/"


@pytest.fixture
def library(course, author, instructor):
    """One source in the library, one that a public essay lists, one that only a draft does."""
    makers.make_source(course, "Shared", key="shared")
    listed = makers.make_source(course, "Listed", key="listed", shared_at=None)
    drafted = makers.make_source(course, "Drafted", key="drafted", shared_at=None, added_by=author)
    makers.make_entry(makers.make_post(author, course), source=listed)
    makers.make_entry(makers.make_draft(author, course), source=drafted)


def keys(response) -> set[str]:
    assert response.status_code == 200
    return {item["id"] for item in json.loads(response.content)}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("", {"listed"}),
        ("outsider", {"listed"}),
        ("classmate", {"listed", "shared"}),
        ("instructor", {"listed", "shared"}),
        ("author", {"listed", "shared", "drafted"}),
    ],
)
def test_file_holds_what_its_reader_may_see(client, request, library, who, seen):
    if who:
        client.force_login(request.getfixturevalue(who))
    assert keys(client.get(f"{ADDRESS}?format=json")) == seen


def test_withdrawing_an_essay_takes_its_source_out(client, library, author):
    author.posts.filter(status="published").update(status="withdrawn")
    assert client.get(f"{ADDRESS}?format=json").status_code == 404


def test_chosen_sources_alone_and_invisible_ones_left_out(client, classmate, course, library):
    client.force_login(classmate)
    chosen = [course.sources.get(key=key).pk for key in ("shared", "drafted")]
    query = "".join(f"&ids={pk}" for pk in [*chosen, 99999, "x", "-1", "٣", "9" * 40, ""])
    assert keys(client.get(f"{ADDRESS}?format=json{query}")) == {"shared"}


@pytest.mark.parametrize(
    "query", ["?ids=99999", "?ids=x&format=ris", "?ids=", "?format=docx", "?format=txt&style=x"]
)
def test_nothing_and_no_format_are_404(client, library, query):
    assert client.get(ADDRESS + query).status_code == 404


def test_source_of_another_course_is_not_here(client, library):
    other = makers.make_entry(makers.make_post()).source
    assert client.get(f"{ADDRESS}?ids={other.pk}").status_code == 404


def test_file_is_named_after_the_course(client, library):
    response = client.get(f"{ADDRESS}?format=ris")
    assert response["Content-Disposition"] == 'attachment; filename="russia-sources.ris"'


def test_page_offers_each_format_with_what_it_loses(client, course, author, library):
    odd = makers.make_source(course, csl={"type": "map", "title": "<b>Map</b> & more", "scale": "1:500"})
    makers.make_entry(author.posts.filter(status="published").get(), "Map", 2, source=odd)
    page = client.get(ADDRESS).content.decode()
    assert "2 sources that you can see in this course." in page
    assert 'href="?format=bib"' in page
    assert "It cannot hold everything of 1 of 2 sources" in page
    assert "<li>&lt;b&gt;Map&lt;/b&gt; &amp; more: scale</li>" in page


def test_page_keeps_the_choice(client, course, library):
    pk = course.sources.get(key="listed").pk
    page = client.get(f"{ADDRESS}?ids={pk}&ids=99999").content.decode()
    assert f'href="?format=ris&amp;ids={pk}"' in page
    assert f'<input type="hidden" name="ids" value="{pk}">' in page
    assert 'value="99999"' not in page


def test_page_of_an_empty_library_says_so(client, course):
    assert "There is nothing to export yet." in client.get(ADDRESS).content.decode()


def test_page_says_where_a_file_ends(client, course, library, classmate, monkeypatch):
    monkeypatch.setattr(views, "MAX_SOURCES", 1)
    client.force_login(classmate)
    page = client.get(ADDRESS).content.decode()
    assert "2 sources that you can see" in page
    assert "A file holds 1 source" in page
    assert len(json.loads(client.get(f"{ADDRESS}?format=json").content)) == 1


def test_text_in_a_style_never_asks_the_renderer(client, library, monkeypatch):
    monkeypatch.setattr("sources.styling.rendering.render", None)
    text = client.get(f"{ADDRESS}?format=txt&style=modern-language-association").content.decode()
    assert text.startswith("Sources of Russia in the 20th Century (MLA 9)\n\nListed\n")


def test_members_only_essay_shows_its_sources_to_members(client, library, author, classmate):
    author.posts.filter(status="published").update(visibility=Visibility.COURSE)
    assert client.get(f"{ADDRESS}?format=json").status_code == 404
    client.force_login(classmate)
    assert keys(client.get(f"{ADDRESS}?format=json")) == {"listed", "shared"}


def test_unknown_course_is_404_and_a_form_is_refused(client, course):
    assert client.get("/courses/nowhere/export-sources/").status_code == 404
    assert client.post(ADDRESS).status_code == 405


@pytest.mark.parametrize(("query", "queries"), [("", 2), ("?format=bib", 2), ("?format=html&style=apa", 4)])
def test_queries_do_not_grow_with_the_library(
    client, course, author, library, query, queries, django_assert_num_queries
):
    for _ in range(10):
        makers.make_entry(makers.make_post(author, course))
    with django_assert_num_queries(queries):
        client.get(ADDRESS + query)
