import pytest

from blog.models import Authorship, Portfolio, PortfolioEntry, Post
from courses.visibility import Visibility
from tests import makers


@pytest.fixture
def shown(author):
    return Portfolio.objects.create(user=author, is_public=True, introduction="One.\n\nTwo <b>.")


def choose(portfolio, *posts):
    for position, post in enumerate(posts, start=1):
        PortfolioEntry.objects.create(portfolio=portfolio, post=post, position=position)


def page_for(client, portfolio, viewer=None):
    client.logout()
    if viewer:
        client.force_login(viewer)
    return client.get(portfolio.get_absolute_url()).text


def test_public_page_shows_the_chosen_in_their_order(client, shown, author):
    courses = [makers.make_course(title=f"In {term}", term=term) for term in ("Spring 2020", "Autumn 2019")]
    posts = [makers.make_post(author, course, title=f"On {course.term}") for course in courses]
    choose(shown, *reversed(posts))
    page = page_for(client, shown)
    places = [
        page.index(words) for words in ("In Autumn 2019</a>, Autumn 2019", "On Autumn 2019", "On Spring")
    ]
    assert places == sorted(places)
    assert "<p>Two &lt;b&gt;.</p>" in page


def test_what_is_not_chosen_is_not_there(client, shown, post):
    assert post.title not in page_for(client, shown)


def test_each_reader_finds_what_they_may_read(client, shown, author, course, classmate, outsider):
    posts = [makers.make_post(author, course, title=f"For {v}", visibility=v) for v in Visibility.values]
    choose(shown, *posts)
    found = {
        viewer: [v for v in Visibility.values if f"For {v}" in page_for(client, shown, viewer)]
        for viewer in (None, outsider, classmate, author)
    }
    assert [len(seen) for seen in found.values()] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "fields", [{"pseudonym": "A Reader"}, {"status": "withdrawn"}, {"visibility": Visibility.STAFF}]
)
def test_essay_that_would_give_its_author_away_or_is_gone_vanishes(client, shown, post, fields):
    choose(shown, post)
    assert post.title in page_for(client, shown)
    Post.objects.filter(pk=post.pk).update(**fields)
    assert post.title not in page_for(client, shown)


def test_pseudonym_is_not_given_away_to_staff_either(client, shown, post, instructor, author):
    choose(shown, post)
    Post.objects.filter(pk=post.pk).update(pseudonym="A Reader")
    assert [post.title in page_for(client, shown, viewer) for viewer in (instructor, author)] == [
        False,
        False,
    ]


def test_essay_whose_authors_its_owner_left_vanishes(client, shown, author, classmate, course):
    ours = makers.make_post(classmate, course, title="Ours")
    shared = Authorship.objects.create(post=ours, user=author, asked_by=classmate)
    Authorship.objects.filter(pk=shared.pk).update(accepted_at=shared.asked_at)
    choose(shown, ours)
    page = page_for(client, shown)
    assert "Ours" in page
    assert "Tom Classmate</a> and <a" in page
    shared.delete()
    assert "Ours" not in page_for(client, shown)


def test_private_one_does_not_exist_for_others(client, shown, author, instructor, staff):
    Portfolio.objects.update(is_public=False)
    statuses = []
    for viewer in (None, instructor, staff, author):
        client.logout()
        if viewer:
            client.force_login(viewer)
        statuses.append(client.get(shown.get_absolute_url()).status_code)
    assert statuses == [404, 404, 404, 200]


def test_robots_and_previews_follow_who_may_see_it(client, shown, author):
    page = page_for(client, shown)
    assert "noindex" not in page
    assert '<meta property="og:title" content="Portfolio of Isaiah Author">' in page
    Portfolio.objects.update(is_public=False)
    page = page_for(client, shown, author)
    assert 'content="noindex"' in page
    assert "og:title" not in page


def test_page_of_who_left_is_404(client, shown, author):
    author.is_active = False
    author.save()
    assert client.get(shown.get_absolute_url()).status_code == 404


def test_authors_page_leads_to_it_when_it_is_public(client, shown, post):
    address = shown.get_absolute_url()
    assert f'href="{address}"' in client.get(post.author.get_absolute_url()).text
    Portfolio.objects.update(is_public=False)
    assert address not in client.get(post.author.get_absolute_url()).text


def test_who_has_none_is_404(client, author):
    client.force_login(author)
    assert client.get(f"/authors/{author.slug}/portfolio/").status_code == 404


def test_only_reading_is_allowed(client, shown):
    assert client.post(shown.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("rows", [1, 12])
@pytest.mark.parametrize("signed_in", [False, True])
def test_queries_do_not_grow(client, shown, author, rows, signed_in, django_assert_max_num_queries):
    choose(shown, *(makers.make_post(author, makers.make_course()) for _ in range(rows)))
    if signed_in:
        client.force_login(author)
    with django_assert_max_num_queries(5 if signed_in else 2):
        client.get(shown.get_absolute_url())
