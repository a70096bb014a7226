from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from blog.actions import save_post
from blog.models import FormerAddress, Post
from blog.revising.addresses import follow_title
from courses.visibility import Visibility
from tests import makers
from tests.world import connected_to, copy_of


@pytest.fixture
def post(author, course):
    """Published as "Steel", and called "Iron" since."""
    post = makers.make_post(author, course, title="Steel")
    post.title = "Iron"
    save_post(post=post, tags=[], source_lines=[])
    return post


@pytest.fixture
def url(post):
    return f"/essays/{post.pk}/address/"


@pytest.fixture
def essays(course):
    return f"/courses/{course.slug}/essays"


def test_address_stays_when_the_title_changes(post):
    assert Post.objects.get().slug == "steel"


def test_author_is_asked(client, author, url, essays):
    client.force_login(author)
    page = client.get(url).content.decode()
    assert f"{essays}/steel/" in page
    assert f"{essays}/iron/" in page


def test_author_lets_it_follow(client, author, url, essays):
    client.force_login(author)
    assert client.post(url).url == f"{essays}/iron/"
    assert FormerAddress.objects.get().slug == "steel"


@pytest.mark.parametrize("below", ["", "feed/", "feed/atom/", "cite/", "cite.ris", "?comment=3", "?a=b&c=d"])
def test_old_address_leads_to_the_new_one(client, post, author, essays, below):
    follow_title(post=post, by=author)
    response = client.get(f"{essays}/steel/{below}")
    assert (response.status_code, response.url) == (301, f"{essays}/iron/{below}")
    assert "no-cache" in response["Cache-Control"]


def test_form_written_at_the_old_address_arrives(client, post, author, essays):
    follow_title(post=post, by=author)
    response = client.post(f"{essays}/steel/reply/", {"body": "Hello."})
    assert (response.status_code, response.url) == (308, f"{essays}/iron/reply/")


@pytest.mark.parametrize("hidden", [{"visibility": Visibility.COURSE}, {"status": "withdrawn"}])
def test_who_may_not_see_the_essay_gets_404(client, post, author, outsider, essays, hidden):
    follow_title(post=post, by=author)
    Post.objects.update(**hidden)
    client.force_login(outsider)
    assert client.get(f"{essays}/steel/").status_code == 404


def test_no_other_essay_gets_the_old_address(post, author, course):
    follow_title(post=post, by=author)
    assert makers.make_post(author, course, title="Steel").slug == "steel-2"


def test_essay_may_go_back_to_it(client, post, author, essays):
    follow_title(post=post, by=author)
    post.title = "Steel"
    save_post(post=post, tags=[], source_lines=[])
    follow_title(post=post, by=author)
    assert client.get(f"{essays}/steel/").status_code == 200
    assert client.get(f"{essays}/iron/").url == f"{essays}/steel/"


def test_an_essay_of_another_course_may_have_the_same(post, author):
    follow_title(post=post, by=author)
    assert makers.make_post(author, title="Steel").slug == "steel"


def test_who_looks_for_a_free_address_while_one_is_left_gets_another(post, author, course, monkeypatch):
    """Essays are asked before what they left: whatever lies between, one of the two has it."""
    asked = []
    plain = FormerAddress.objects.filter

    def leave_first(**which):
        if not asked:
            asked.append(which)
            follow_title(post=post, by=author)
        return plain(**which)

    new = Post(author=author, course=course, title="Steel")
    taken = Post.objects.filter(course=course, slug="steel").exists()
    monkeypatch.setattr(FormerAddress.objects, "filter", leave_first)
    assert taken
    assert new.free_slug() == "steel-2"


@pytest.mark.skipif(connection.vendor == "postgresql", reason="needs a database file of its own")
def test_two_essays_that_want_one_address_get_two(world_file, tmp_path, django_db_blocker):
    with django_db_blocker.unblock(), connected_to(copy_of(world_file, tmp_path / "addresses.sqlite3")):
        posts = list(Post.objects.filter(title__in=["For world", "For members"]).select_related("author"))
        Post.objects.filter(pk__in=[post.pk for post in posts]).update(title="New")

        def move(post):
            try:
                return follow_title(post=post, by=post.author)
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(move, posts)) == [True, True]
        found = Post.objects.filter(title="New").values_list("slug", flat=True)
        assert sorted(found) == ["new", "new-2"]


def test_address_is_left_once_in_a_course(post, author, course):
    follow_title(post=post, by=author)
    with pytest.raises(IntegrityError), transaction.atomic():
        FormerAddress.objects.create(course=course, slug="steel", post=post)


def test_nothing_to_follow_is_said(client, author, post, url):
    follow_title(post=post, by=author)
    client.force_login(author)
    assert "already" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    assert FormerAddress.objects.count() == 1


@pytest.mark.parametrize("who", ["classmate", "instructor", "staff"])
def test_others_may_not(client, request, url, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(url).status_code == 403
    assert client.post(url).status_code == 403


def test_stranger_is_sent_to_sign_in(client, url):
    assert client.post(url).url == f"/accounts/login/?next={url}"


def test_essay_that_cannot_be_seen_is_404(client, outsider, url):
    Post.objects.update(visibility=Visibility.COURSE)
    client.force_login(outsider)
    assert client.get(url).status_code == 404


def test_other_methods_are_refused(client, author, url):
    client.force_login(author)
    assert client.put(url).status_code == 405
