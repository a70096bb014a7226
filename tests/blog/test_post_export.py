"""An essay's sources as files: for whoever may read the essay, in every format, nothing active in them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from blog.exports import preparing
from blog.models import Post
from courses.visibility import Visibility
from sources import typesetting
from sources.formats import bibtex, ris
from sources.styling.rendering import Rendered
from sources.styling.styles import Style
from tests import makers
from tests.html_checks import faults
from tests.makers import FREEZE

LINE = "Russia A History by Gregory L. Freeze"
HOSTILE = "</li></textarea><script>alert(1)</script>} @book{x, y} \\input{/etc/passwd} % & \u202e"
ADDRESS = "/courses/russia/essays/terror/"
TYPES = {
    "bib": "application/x-bibtex",
    "bibtex.bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "json": "application/vnd.citationstyles.csl+json",
    "zotero.json": "application/vnd.citationstyles.csl+json",
    "txt": "text/plain",
    "html": "text/html",
}


@pytest.fixture
def essay(author, course):
    post = makers.make_post(author, course, title="Terror", slug="terror")
    cite(post, FREEZE, "freeze", LINE)
    return post


def cite(post: Post, csl: dict[str, Any], key: str, line: str, position: int = 1) -> None:
    source = makers.make_source(post.course, csl=csl, key=key)
    makers.make_entry(post, line, position, source=source)


@pytest.fixture
def no_renderer(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a page asked the renderer")

    monkeypatch.setattr("sources.styling.rendering.render", refuse)


@pytest.mark.parametrize(("extension", "media_type"), TYPES.items())
def test_each_format_has_its_type_and_name(client, essay, extension, media_type):
    response = client.get(f"{ADDRESS}sources.{extension}")
    assert response.status_code == 200
    assert response["Content-Type"] == f"{media_type}; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="terror-sources.{extension}"'
    assert response["X-Robots-Tag"] == "noindex"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_bib_is_read_again(client, essay):
    (item,) = bibtex.read(client.get(f"{ADDRESS}sources.bib").content.decode()).items
    assert item == FREEZE | {"id": "freeze"}


def test_ris_is_read_again(client, essay):
    (item,) = ris.read(client.get(f"{ADDRESS}sources.ris").content.decode()).items
    assert item == FREEZE | {"id": "freeze"}


def test_json_holds_everything(client, essay):
    assert json.loads(client.get(f"{ADDRESS}sources.json").content) == [FREEZE | {"id": "freeze"}]


def test_json_for_zotero_keeps_particles(client, essay):
    name = {"family": "Linden", "given": "Jan", "non-dropping-particle": "van der"}
    cite(essay, {"type": "book", "title": "Modernism", "author": [name]}, "linden", "Linden", 2)
    _, item = json.loads(client.get(f"{ADDRESS}sources.zotero.json").content)
    assert item["author"] == [{"family": "van der Linden", "given": "Jan"}]


def test_works_stand_in_the_order_of_the_list(client, essay):
    cite(essay, {"type": "book", "title": "An earlier letter"}, "another", "Another", 2)
    keys = [item["id"] for item in json.loads(client.get(f"{ADDRESS}sources.json").content)]
    assert keys == ["freeze", "another"]


def test_what_bib_cannot_hold_is_a_comment_that_begins_no_entry(client, essay):
    cite(essay, {"type": "map", "title": "Map @home", "scale": "1:500"}, "map", "Map", 2)
    text = client.get(f"{ADDRESS}sources.bib").content.decode()
    assert text.startswith("% BibLaTeX could not hold:\n%   map: scale\n\n@book{freeze,")
    assert len(bibtex.read(text).items) == 2


def test_text_as_written_is_the_authors_list(client, essay, no_renderer):
    text = client.get(f"{ADDRESS}sources.txt").content.decode()
    assert text == f"Sources of “Terror”\n\n{LINE}\n"


def test_style_that_is_not_ready_gives_plain_references_and_says_so(client, essay, no_renderer):
    text = client.get(f"{ADDRESS}sources.txt?style=apa").content.decode()
    assert "Sources of “Terror” (APA 7)\n\nFreeze, Gregory L., ed. Russia: A History. 2009.\n" in text
    assert "Not set in this style yet, and given plainly: 1 of 1." in text


def test_style_that_is_ready_is_used(client, essay):
    typesetting.typeset(preparing.listed_items(essay), [], Style.APA)
    text = client.get(f"{ADDRESS}sources.txt?style=apa").content.decode()
    assert text.endswith("\n\nFreeze, G. L. (Ed.). (2009). Russia: A History.\n")


def test_entries_that_are_ready_one_by_one_are_used(client, essay):
    typesetting.entry(FREEZE, Style.APA)
    page = client.get(f"{ADDRESS}sources.html?style=apa").content.decode()
    assert "<li>Freeze, G. L. (Ed.). (2009). <em>Russia: A History</em>.</li>" in page


def test_work_that_a_style_leaves_out_is_named_as_a_number(client, essay, monkeypatch):
    monkeypatch.setattr(typesetting, "ready", lambda *_: Rendered((), {}))
    text = client.get(f"{ADDRESS}sources.txt?style=apa").content.decode()
    assert "[APA 7 keeps out of bibliographies: 1 of 1.]" in text


@pytest.mark.parametrize("style", ["as-written", "apa"])
def test_html_is_a_whole_page_without_scripts(client, essay, style):
    cite(essay, {"type": "book", "title": HOSTILE}, "hostile", HOSTILE, 2)
    page = client.get(f"{ADDRESS}sources.html?style={style}").content
    assert not faults(page)
    assert b"<script" not in page


@pytest.mark.parametrize("extension", ["bib", "bibtex.bib", "ris"])
def test_hostile_title_stays_inside_its_entry(client, essay, extension):
    cite(essay, {"type": "book", "title": HOSTILE}, "hostile", HOSTILE, 2)
    text = client.get(f"{ADDRESS}sources.{extension}").content.decode()
    items = (ris if extension == "ris" else bibtex).read(text).items
    assert [item["id"] for item in items] == ["freeze", "hostile"]
    assert "\\input{/etc" not in text or extension == "ris"


def test_name_in_cyrillic_is_given_whole_and_in_ascii(client, author, course):
    post = makers.make_post(author, course, title="Террор", slug="террор")
    makers.make_entry(post)
    response = client.get(f"{post.get_absolute_url()}sources.bib")
    assert response["Content-Disposition"] == (
        "attachment; filename=\"sources.bib\"; filename*=UTF-8''"
        "%D1%82%D0%B5%D1%80%D1%80%D0%BE%D1%80-sources.bib"
    )


@pytest.mark.parametrize(
    "address", ["sources.docx", "sources.txt?style=nonsense", "sources.", "sources.bib/"]
)
def test_what_there_is_not_is_404(client, essay, address):
    assert client.get(ADDRESS + address).status_code == 404


def test_essay_without_sources_has_no_file(client, post):
    assert client.get(f"{post.get_absolute_url()}sources.bib").status_code == 404


def test_sending_a_form_is_refused(client, essay):
    assert client.post(f"{ADDRESS}sources.bib").status_code == 405


WHO_READS = {
    ("published", Visibility.WORLD): "guest outsider classmate instructor author",
    ("published", Visibility.COURSE): "classmate instructor author",
    ("draft", Visibility.WORLD): "author",
    ("withdrawn", Visibility.WORLD): "instructor author",
}


@pytest.mark.parametrize(
    "extension", ["sources.bib", "sources.ris", "sources.json", "sources.html", "cite.ris"]
)
@pytest.mark.parametrize(("state", "readers"), WHO_READS.items(), ids=str)
def test_files_are_for_those_who_may_read_the_essay(client, request, essay, state, readers, extension):
    Post.objects.filter(pk=essay.pk).update(status=state[0], visibility=state[1])
    for who in ["guest", "outsider", "classmate", "instructor", "author"]:
        client.logout()
        if who != "guest":
            client.force_login(request.getfixturevalue(who))
        expected = 200 if who in readers.split() else 404
        assert client.get(ADDRESS + extension).status_code == expected, who


@pytest.mark.parametrize("extension", ["bib", "html?style=apa"])
def test_queries_do_not_grow_with_the_list(client, essay, extension, django_assert_num_queries):
    for position in range(2, 12):
        makers.make_entry(essay, position=position)
    with django_assert_num_queries(4 if "style" in extension else 2):
        client.get(f"{ADDRESS}sources.{extension}")
