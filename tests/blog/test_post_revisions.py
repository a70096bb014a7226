from datetime import timedelta

import pytest
from django.utils import timezone

from blog.actions import save_post
from blog.models import Post, Revision
from blog.publishing import actions as publishing
from courses.visibility import Visibility
from tests import makers


def revise(post, body, **said):
    post.body = body
    save_post(post=post, tags=[], source_lines=[], **said)


@pytest.fixture
def revised(author, course):
    """Published, revised once with a reason, and once again by a slip that joined it."""
    post = makers.make_post(author, course, title="On steel", body="One.\n\nTwo.")
    revise(post, "One.\n\nTwo, and more of it.", reason="Tom asked")
    revise(post, "One.\n\nTwo, and more of them.")
    return post


@pytest.fixture
def url(revised):
    return f"/essays/{revised.pk}/revisions/"


def test_reader_sees_when_who_why_and_how_much(client, url, author):
    page = client.get(url).content.decode()
    for said in ["First published", "Paragraph 2 revised", author.display_name, "Tom asked", "4 words added"]:
        assert said in page


def test_reader_is_not_shown_what_a_small_change_replaced(client, url, revised):
    assert f"{url}2/" not in client.get(url).content.decode()


@pytest.mark.parametrize("who", ["author", "instructor", "staff"])
def test_authors_and_staff_are_shown_it(client, request, url, who):
    client.force_login(request.getfixturevalue(who))
    page = client.get(url).content.decode()
    assert f"{url}2/" in page
    assert "Joined with the next" in page


def test_text_that_readers_have_not_read_is_its_authors_alone(client, url, revised, author, instructor):
    publishing.withdraw(post=revised, by=author)
    revise(revised, "A secret thought.")
    client.force_login(instructor)
    assert f"{url}4/" not in client.get(url).content.decode()
    client.force_login(author)
    assert f"{url}4/" in client.get(url).content.decode()


def test_drafts_are_listed_for_their_author(client, author, course):
    draft = makers.make_draft(author, course)
    client.force_login(author)
    assert "Seen by its authors alone" in client.get(f"/essays/{draft.pk}/revisions/").content.decode()


@pytest.mark.parametrize("who", ["", "classmate", "instructor"])
def test_draft_is_404_for_others(client, request, author, course, who):
    draft = makers.make_draft(author, course)
    if who:
        client.force_login(request.getfixturevalue(who))
    assert client.get(f"/essays/{draft.pk}/revisions/").status_code == 404


def test_essay_for_the_course_is_404_for_an_outsider(client, url, outsider):
    Post.objects.update(visibility=Visibility.COURSE)
    client.force_login(outsider)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("asked", ["0", "x", "99"])
def test_page_that_is_not_there_is_404(client, url, asked):
    assert client.get(url, {"page": asked}).status_code == 404


def test_post_is_refused(client, url):
    assert client.post(url).status_code == 405


def add_revisions(post, count):
    first = post.revisions.count() + 1
    Revision.objects.bulk_create(
        Revision(
            post=post, number=n, author=post.author, body=f"{n}", body_html=f"<p>{n}</p>", is_public=True,
            made_at=timezone.now() + timedelta(minutes=n),
        )
        for n in range(first, first + count)
    )  # fmt: skip
    Post.objects.filter(pk=post.pk).update(revision_number=first + count - 1, revised_at=timezone.now())


@pytest.mark.parametrize("count", [1, 200])
def test_list_takes_four_queries_for_any_number(client, post, count, django_assert_max_num_queries):
    add_revisions(post, count)
    with django_assert_max_num_queries(4):
        client.get(f"/essays/{post.pk}/revisions/")


@pytest.mark.parametrize("count", [1, 200])
def test_essay_page_takes_six_queries_for_any_number(client, post, count, django_assert_max_num_queries):
    add_revisions(post, count)
    with django_assert_max_num_queries(6):
        assert "Revised on" in client.get(post.get_absolute_url()).content.decode()


def test_essay_without_a_revision_says_nothing_of_it(client, post):
    assert "Revised on" not in client.get(post.get_absolute_url()).content.decode()


def test_essay_says_when_it_was_revised(client, revised, url):
    assert f'<a href="{url}">Revised on <time' in client.get(revised.get_absolute_url()).content.decode()
