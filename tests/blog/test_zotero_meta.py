"""What Zotero and other programs find in the page of an essay."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs

import pytest

from blog import actions
from tests import makers
from tests.html_checks import parse

ADDRESS = "http://testserver/courses/russia/essays/terror/"


@pytest.fixture
def essay(author, course):
    published = datetime(2020, 2, 23, 19, tzinfo=UTC)
    post = makers.make_post(author, course, title="“Terror” & <more>", slug="terror", published_at=published)
    source = makers.make_source(
        course,
        csl={"type": "book", "title": "Russia & “us”", "author": [{"family": "Freeze", "given": "G."}]},
    )
    makers.make_entry(post, "Freeze", source=source)
    makers.make_entry(post, "Anonymous", position=2)
    actions.save_post(post=post, tags=[], source_lines=["Freeze", "Anonymous"])
    return post


@pytest.fixture
def page(client, essay):
    return parse(client.get(essay.get_absolute_url()).content, strict=True)


def metas(page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in page.iter("meta"):
        for name in {meta.get("name"), meta.get("property")} - {None}:
            found.setdefault(name, []).append(meta.get("content"))
    return found


def test_page_says_what_it_is(page):
    told = metas(page)
    assert {name: told[name] for name in EXPECTED} == EXPECTED


EXPECTED = {
    "z:itemType": ["blogPost"],
    "citation_title": ["“Terror” & <more>"],
    "citation_author": ["Author, Isaiah"],
    "citation_publication_date": ["2020/02/23"],
    "citation_language": ["en"],
    "citation_public_url": [ADDRESS],
    "og:type": ["article"],
    "og:title": ["“Terror” & <more>"],
    "og:site_name": ["Russia in the 20th Century"],
    "og:url": [ADDRESS],
    "article:published_time": ["2020-02-23T19:00Z"],
    "DC.rights": ["© Isaiah Author"],
    "author": ["Isaiah Author"],
}


def test_summary_is_said_once_for_all(page, essay):
    told = metas(page)
    assert told["description"] == told["og:description"] == [essay.excerpt]


@pytest.mark.parametrize(
    "name", ["journal_title", "book_title", "conference_title", "dissertation_institution"]
)
def test_nothing_makes_it_another_kind_of_work(page, name):
    assert f"citation_{name}" not in metas(page)


def test_two_authors_are_two(client, essay):
    essay.author.display_name = "Ann Lee and Bo Ek"
    essay.author.save()
    page = parse(client.get(essay.get_absolute_url()).content, strict=True)
    assert metas(page)["citation_author"] == ["Lee, Ann", "Ek, Bo"]


def test_page_names_its_server_and_its_id(page, essay):
    (server,) = (link for link in page.iter("link") if link.get("rel") == "unapi-server")
    assert (server.get("href"), server.get("type")) == ("http://testserver/unapi/", "application/xml")
    (abbr,) = (abbr for abbr in page.iter("abbr") if abbr.get("class") == "unapi-id")
    assert abbr.get("title") == f"essay-{essay.pk}"


def test_canonical_address_and_language_are_there(page):
    (canonical,) = (link.get("href") for link in page.iter("link") if link.get("rel") == "canonical")
    assert (canonical, page.get("lang")) == (ADDRESS, "en")


def test_sources_are_coins(page):
    """One without an author has none: it would be looked up online."""
    (span,) = (span for span in page.iter("span") if span.get("class") == "Z3988")
    told = parse_qs(span.get("title"), strict_parsing=True)
    assert told["ctx_ver"] == ["Z39.88-2004"]
    assert (told["rft.btitle"], told["rft.aulast"]) == (["Russia & “us”"], ["Freeze"])


def test_draft_has_no_date_yet(client, author, course):
    draft = makers.make_draft(author, course)
    client.force_login(author)
    told = metas(parse(client.get(draft.get_absolute_url()).content, strict=True))
    assert not {"citation_publication_date", "article:published_time"} & set(told)


def test_page_leads_to_the_ways_to_cite_it(page):
    links = {link.get("href"): "".join(link.itertext()) for link in page.iter("a")}
    assert links[f"{ADDRESS}cite/"] == "Cite this essay"
    assert links[f"{ADDRESS}cite/#sources"] == "Sources as files"
