"""The pages that list essays answer alike; what differs is tested with each page."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from blog.models import Category, Tag
from courses.visibility import Visibility
from tests import makers

PUBLISHED = timezone.datetime(2020, 2, 23, 12, tzinfo=timezone.get_current_timezone())


@pytest.fixture
def filed(course):
    return {
        "course": course,
        "unit": makers.make_unit(course),
        "category": makers.make_category(course, slug="essays"),
        "tags": (makers.make_tag("terror"),),
        "published_at": PUBLISHED,
    }


@pytest.fixture
def pages(filed, author):
    return {
        "home": "/",
        "course": "/courses/russia/",
        "unit": "/courses/russia/units/1/",
        "category": "/courses/russia/categories/essays/",
        "tag": filed["tags"][0].get_absolute_url(),
        "month": "/archive/2020/2/",
        "author": author.get_absolute_url(),
    }


PAGES = ["home", "course", "unit", "category", "tag", "month", "author"]


@pytest.mark.parametrize("name", PAGES)
def test_page_lists_what_its_reader_may_see(client, author, filed, pages, name):
    makers.make_post(author, **filed, title="A public essay")
    makers.make_post(author, **filed, title="A hidden essay", visibility=Visibility.COURSE)
    makers.make_draft(author, **filed, title="A draft")
    page = client.get(pages[name])
    assert page.status_code == 200
    assert "A public essay" in page.text
    assert "A hidden essay" not in page.text
    assert "A draft" not in page.text


@pytest.mark.parametrize("name", PAGES)
def test_members_see_what_is_for_the_course(client, author, classmate, filed, pages, name):
    makers.make_post(author, **filed, title="For the course", visibility=Visibility.COURSE)
    client.force_login(classmate)
    assert "For the course" in client.get(pages[name]).text


@pytest.mark.parametrize("name", PAGES)
def test_twenty_stand_on_a_page(client, author, filed, pages, name):
    for _ in range(21):
        makers.make_post(author, **filed)
    first, second = client.get(pages[name]).text, client.get(f"{pages[name]}?page=2").text
    assert (first.count('<li class="entry'), second.count('<li class="entry')) == (20, 1)
    assert "?page=2" in first
    assert "?page=1" in second


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("number", ["abc", "0", "-1", "2", "9" * 40, "1.5", "", "²", "1000"])
def test_page_that_is_none_is_404(client, author, filed, pages, name, number):
    makers.make_post(author, **filed)
    assert client.get(pages[name], {"page": number}).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_only_reading_is_allowed(client, filed, pages, name):
    assert client.post(pages[name]).status_code == 405


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("rows", [1, 15])
def test_queries_do_not_grow_with_the_list(
    client, filed, pages, name, author, rows, django_assert_max_num_queries
):
    for n in range(rows):
        image = makers.make_image(author)
        makers.make_post(makers.make_member(filed["course"]), **filed, featured_image=image)
        makers.make_post(author, **filed)
        makers.make_unit(filed["course"], number=n + 2)
        makers.make_course()
    client.get(pages[name])
    with django_assert_max_num_queries(4):
        client.get(pages[name])


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("rows", [1, 15])
def test_signed_in_readers_cost_few_queries_more(
    client, filed, pages, name, author, classmate, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        makers.make_post(makers.make_member(filed["course"]), **filed)
    makers.make_post(author, **filed)
    client.force_login(classmate)
    client.get(pages[name])
    # A unit's page asks besides for the sources of the unit, and who may set them.
    with django_assert_max_num_queries(9 if name == "unit" else 7):
        client.get(pages[name])


@pytest.mark.parametrize("name", ["home", "course", "unit", "category", "author"])
def test_empty_page_says_so(client, author, filed, pages, name):
    client.force_login(author)
    assert "No essays here yet" in client.get(pages[name]).text


@pytest.mark.parametrize("name", ["tag", "month"])
def test_page_that_only_essays_make_is_404_without_one(client, author, filed, pages, name):
    makers.make_post(author, **filed, visibility=Visibility.STAFF)
    assert client.get(pages[name]).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/archive/2020/13/", "/archive/2020/0/", "/archive/0/1/", "/archive/10000/1/", "/archive/9999/12/",
        f"/archive/{'9' * 5000}/1/", f"/courses/russia/units/{'9' * 30}/", "/courses/russia/units/-1/",
        "/courses/none/", "/courses/russia/units/7/", "/courses/russia/categories/none/", "/tags/none/",
        "/authors/none/", "/courses/%00/", "/tags/%00/", "/authors/a%00b/",
    ],
)  # fmt: skip
def test_address_of_nothing_is_404(client, course, address):
    assert client.get(address).status_code == 404


def test_december_ends_with_the_year(client, author, course):
    makers.make_post(author, course, title="New Year", published_at=PUBLISHED.replace(2019, 12, 31))
    assert "New Year" in client.get("/archive/2019/12/").text


def test_heading_without_an_address_is_not_stored(course):
    for heading in (Tag(name="Terror"), Category(name="Terror", course=course)):
        with pytest.raises(IntegrityError, match="slug_not_empty"), transaction.atomic():
            heading.save()
