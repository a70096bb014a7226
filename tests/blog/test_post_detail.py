import re

import pytest
from django.utils import timezone

from accounts.models import User
from courses.visibility import Visibility
from tests import makers


def order_of(page, *parts):
    places = [page.index(part) for part in parts]
    return places == sorted(places)


def test_the_page_follows_the_order_of_an_essay(client, course, author):
    User.objects.filter(pk=author.pk).update(biography="Studies history.")
    image = makers.make_image(author, caption="The caption", credit="The credit")
    tag, category = makers.make_tag("terror"), makers.make_category(course, "Stalinism")
    makers.make_post(author, course, title="Earlier")
    post = makers.make_post(
        author, course, (tag,), title="The Cult", body="The text.", category=category, featured_image=image
    )
    makers.make_entry(post, "Freeze, G. Russia: A History.")
    page = client.get(post.get_absolute_url()).text
    assert order_of(
        page, "Stalinism</a>", "<h1>The Cult</h1>", 'rel="author"', "<time datetime=", 'href="#comments"',
        "The caption", "The credit", "<p>The text.", "Freeze, G. Russia", 'rel="tag"', "About the author",
        "Studies history.", "Earlier", 'id="comments"', 'id="respond"',
    )  # fmt: skip


def test_public_essay_is_readable_signed_out(client, post):
    assert "A <em>short</em> text." in client.get(post.get_absolute_url()).text


@pytest.mark.parametrize(
    ("visibility", "seen_by"),
    [
        (Visibility.WORLD, {"nobody", "outsider", "classmate", "editor", "instructor", "staff", "author"}),
        (Visibility.SIGNED_IN, {"outsider", "classmate", "editor", "instructor", "staff", "author"}),
        (Visibility.COURSE, {"classmate", "editor", "instructor", "staff", "author"}),
        (Visibility.STAFF, {"instructor", "staff", "author"}),
    ],
)
def test_audience_is_kept(client, request, post, visibility, seen_by):
    type(post).objects.filter(pk=post.pk).update(visibility=visibility)
    found = set()
    for name in ["nobody", "outsider", "classmate", "editor", "instructor", "staff", "author"]:
        client.logout()
        if name != "nobody":
            client.force_login(request.getfixturevalue(name))
        if client.get(post.get_absolute_url()).status_code == 200:
            found.add(name)
    assert found == seen_by


def test_draft_is_its_authors_alone(client, author, instructor, course):
    draft = makers.make_draft(author, course)
    client.force_login(instructor)
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(author)
    page = client.get(draft.get_absolute_url()).text
    assert "This is a draft" in page.partition('<header class="head">')[2].partition("</header>")[0]


def test_withdrawn_essay_is_gone_for_readers(client, author, course):
    post = makers.make_post(author, course, status="withdrawn")
    assert client.get(post.get_absolute_url()).status_code == 404


def test_neighbours_are_essays_that_the_reader_may_see(client, author, course, post):
    makers.make_post(author, course, title="Hidden", visibility=Visibility.STAFF)
    makers.make_post(author, course, title="Next one")
    page = client.get(post.get_absolute_url()).text
    assert "Next one" in page
    assert "Hidden" not in page


def test_neighbours_of_the_same_moment_have_an_order(client, author, course):
    now = timezone.now()
    first, second, third = (makers.make_post(author, course, published_at=now) for _ in range(3))
    page = client.get(second.get_absolute_url())
    assert (page.context["previous"], page.context["following"]) == (first, third)


def test_picture_has_its_size_and_text(client, author, course):
    image = makers.make_image(author, alt='A "tower"', caption="C", credit="D")
    post = makers.make_post(author, course, featured_image=image)
    page = client.get(post.get_absolute_url()).text
    assert 'alt="A &quot;tower&quot;" width="64" height="48"' in page
    assert re.search(r'property="og:image" content="http://testserver/images/[\w.]+"', page)


def test_sources_stand_as_typed(client, post):
    makers.make_entry(post, "Tucker, R.   “Stalin” <i>in</i> Power & more")
    page = client.get(post.get_absolute_url()).text
    assert "Tucker, R.   “Stalin” &lt;i&gt;in&lt;/i&gt; Power &amp; more" in page


def test_feeds_are_announced(client, post):
    page = client.get(post.get_absolute_url()).text
    address = f"http://testserver{post.get_absolute_url()}"
    assert f'<link rel="canonical" href="{address}">' in page
    assert f'href="{address}feed/"' in page


@pytest.mark.parametrize("address", ["/courses/russia/essays/none/", "/courses/none/essays/none/"])
def test_unknown_address_is_404(client, course, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["%00", "a%00b", "%ff", "a.b", "x" * 400, "%E2%80%AE"])
def test_strange_address_is_404(client, course, address):
    assert client.get(f"/courses/russia/essays/{address}/").status_code == 404


def test_only_reading_is_allowed(client, post):
    assert client.post(post.get_absolute_url()).status_code == 405
    assert client.generic("TRACE", post.get_absolute_url()).status_code == 405


def fill(post, rows):
    for n in range(1, rows + 1):
        makers.make_entry(post, position=n)
        post.tags.add(makers.make_tag())
        makers.make_post(post.author, post.course)
        makers.make_comment(post)


@pytest.mark.parametrize("rows", [0, 1, 12])
def test_queries_do_not_grow_with_what_is_shown(client, post, rows, django_assert_max_num_queries):
    fill(post, rows)
    client.get(post.get_absolute_url())
    with django_assert_max_num_queries(6):
        client.get(post.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 12])
def test_signed_in_readers_cost_three_queries_more(
    client, classmate, post, rows, django_assert_max_num_queries
):
    fill(post, rows)
    client.force_login(classmate)
    client.get(post.get_absolute_url())
    with django_assert_max_num_queries(9):
        client.get(post.get_absolute_url())
