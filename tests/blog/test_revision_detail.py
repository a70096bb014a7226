import pytest

from blog.models import Post
from blog.publishing import actions as publishing
from courses.visibility import Visibility
from tests import makers

from .test_post_revisions import revise, revised  # noqa: F401  a fixture


@pytest.fixture
def url(revised):  # noqa: F811
    return f"/essays/{revised.pk}/revisions/3/"


def get(client, url, **query):
    return client.get(url, query).content.decode()


def test_reader_sees_what_changed_since_the_text_before(client, url):
    page = get(client, url)
    assert "and more of them" in page
    assert '<ins><span class="visually-hidden">[inserted: </span>' in page


def test_first_text_stands_whole(client, revised):  # noqa: F811
    page = get(client, f"/essays/{revised.pk}/revisions/1/")
    assert "The first text" in page
    assert "<ins>" not in page


def test_changed_title_and_sources_are_shown(client, revised):  # noqa: F811
    revised.title = "On iron"
    from blog.actions import save_post

    save_post(post=revised, tags=[], source_lines=["Freeze, Russia"], reason="New")
    page = get(client, f"/essays/{revised.pk}/revisions/4/")
    assert '<p class="named">On <del>' in page
    assert "Freeze, Russia" in page


def test_against_another_one(client, revised, author):  # noqa: F811
    revise(revised, "Something else altogether.", reason="Anew")
    url = f"/essays/{revised.pk}/revisions/4/"
    assert "Tom asked" not in get(client, url)
    assert "more of them" in get(client, url, against="3")
    assert "more of them" not in get(client, url, against="1")


@pytest.mark.parametrize("against", ["0", "x", "99", "-1", "2"])
def test_against_what_a_reader_does_not_see_is_404(client, url, against):
    assert client.get(url, {"against": against}).status_code == 404


@pytest.mark.parametrize("who", ["", "classmate", "outsider", "editor"])
def test_joined_one_is_404_for_readers(client, request, revised, who):  # noqa: F811
    if who:
        client.force_login(request.getfixturevalue(who))
    assert client.get(f"/essays/{revised.pk}/revisions/2/").status_code == 404


@pytest.mark.parametrize("who", ["", "classmate", "instructor", "staff"])
def test_what_nobody_has_read_is_404_for_all_but_its_authors(client, request, revised, author, who):  # noqa: F811
    publishing.withdraw(post=revised, by=author)
    revise(revised, "A secret thought.")
    revise(revised, "What readers get to read in the end, with no secret in it. " * 3, reason="Done")
    publishing.publish(post=revised, by=author)
    if who:
        client.force_login(request.getfixturevalue(who))
    assert client.get(f"/essays/{revised.pk}/revisions/4/").status_code == 404
    assert client.get(f"/essays/{revised.pk}/revisions/5/", {"against": "4"}).status_code == 404
    assert "secret thought" not in get(client, f"/essays/{revised.pk}/revisions/5/")


def test_author_sees_own_draft(client, author, course):
    draft = makers.make_draft(author, course, body="Just begun.")
    client.force_login(author)
    assert "Just begun." in get(client, f"/essays/{draft.pk}/revisions/1/")


def test_unknown_number_is_404(client, url):
    assert client.get(url.replace("/3/", "/33/")).status_code == 404


def test_essay_that_cannot_be_seen_is_404(client, outsider, url):
    Post.objects.update(visibility=Visibility.COURSE)
    client.force_login(outsider)
    assert client.get(url).status_code == 404


def test_post_is_refused(client, url):
    assert client.post(url).status_code == 405


def test_queries_are_few(client, url, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        client.get(url)
