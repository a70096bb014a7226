"""Every feed of essays: full text, valid XML, and nothing that is not public."""

import html
from xml.etree import ElementTree

import pytest

from courses.visibility import Visibility
from tests import makers

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture
def feeds(course, author):
    category, tag = makers.make_category(course, "Stalinism", slug="essays"), makers.make_tag("terror")
    filed = {"category": category, "tags": (tag,)}
    makers.make_post(author, course, title="Public & <open>", body="All *of* it.\x0b", **filed)
    makers.make_post(author, course, title="Hidden", visibility=Visibility.SIGNED_IN, **filed)
    makers.make_draft(author, course, title="Unfinished", **filed)
    makers.make_post(author, course, title="Taken back", status="withdrawn", **filed)
    return {
        "site": "/feed/",
        "course": "/courses/russia/feed/",
        "category": "/courses/russia/categories/essays/feed/",
        "tag": f"{tag.get_absolute_url()}feed/",
        "author": f"{author.get_absolute_url()}feed/",
    }


FEEDS = ["site", "course", "category", "tag", "author"]


@pytest.mark.parametrize("name", FEEDS)
def test_rss_carries_the_full_text_of_what_is_public(client, feeds, name):
    response = client.get(feeds[name])
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    (item,) = ElementTree.fromstring(response.content).iter("item")
    assert item.findtext("title") == "Public & <open>"
    assert item.findtext(CONTENT) == "<p>All <em>of</em> it.</p>\n"
    assert item.findtext("link").startswith("http://testserver/courses/russia/essays/")


@pytest.mark.parametrize("name", FEEDS)
def test_atom_carries_the_full_text_of_what_is_public(client, feeds, name):
    response = client.get(f"{feeds[name]}atom/")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    (entry,) = root.iter(f"{ATOM}entry")
    content = entry.find(f"{ATOM}content")
    assert (content.text, content.get("type")) == ("<p>All <em>of</em> it.</p>\n", "html")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Isaiah Author"
    assert root.find(f"{ATOM}link[@rel='self']").get("href").endswith(f"{feeds[name]}atom/")


@pytest.mark.parametrize("name", FEEDS)
def test_feed_is_the_same_for_members(client, author, feeds, name):
    client.force_login(author)
    assert len(list(ElementTree.fromstring(client.get(feeds[name]).content).iter("item"))) == 1


@pytest.mark.parametrize("name", FEEDS)
def test_no_address_of_a_person_is_in_a_feed(client, author, feeds, name):
    for address in (feeds[name], f"{feeds[name]}atom/"):
        assert author.email not in client.get(address).text


@pytest.mark.parametrize("name", FEEDS)
def test_only_reading_is_allowed(client, feeds, name):
    assert client.post(feeds[name]).status_code == 405
    assert client.post(f"{feeds[name]}atom/").status_code == 405


def test_tag_of_hidden_essays_alone_has_no_feed(client, course):
    tag = makers.make_tag()
    makers.make_post(course=course, tags=(tag,), visibility=Visibility.COURSE)
    assert client.get(f"{tag.get_absolute_url()}feed/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/courses/none/feed/",
        "/courses/russia/categories/none/feed/",
        "/tags/none/feed/",
        "/authors/none/feed/",
    ],
)
def test_feed_of_nothing_is_404(client, course, address):
    assert client.get(address).status_code == 404
    assert client.get(f"{address}atom/").status_code == 404


def test_feed_without_essays_is_still_a_feed(client, course):
    for address in ("/feed/", "/feed/atom/"):
        ElementTree.fromstring(client.get(address).content)


@pytest.mark.parametrize("rows", [1, 15])
@pytest.mark.parametrize("name", FEEDS)
def test_queries_do_not_grow(client, feeds, course, author, name, rows, django_assert_max_num_queries):
    for _ in range(rows):
        makers.make_post(author, course, tags=(makers.make_tag(),))
        makers.make_post(course=course, category=makers.make_category(course))
    with django_assert_max_num_queries(3):
        client.get(feeds[name])


def test_pictures_of_the_text_have_whole_addresses(client, author, course):
    image = makers.make_image(author)
    makers.make_post(author, course, body=f"![](image:{image.name})")
    content = client.get("/feed/").text
    assert f'src="http://testserver{image.get_absolute_url()}"' in html.unescape(content)
    assert '"/images/' not in html.unescape(content)
