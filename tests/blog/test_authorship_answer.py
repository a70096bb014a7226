import pytest
from django.urls import reverse
from django.utils import timezone

from blog.authorship import actions
from blog.models import Authorship, Post
from courses.models import WritingPolicy
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(course, author, classmate):
    """A draft to whose author's question the classmate has not answered."""
    WritingPolicy.objects.create(course=course, allows_coauthors=True)
    draft = makers.make_draft(author, course, title="Two hands", body="What it says.")
    actions.ask(post=draft, who=classmate.email, by=author)
    return draft


def page_of(post):
    return reverse("blog:authorship_answer", args=[post.pk])


def answer(client, post, user, said):
    client.force_login(user)
    return client.post(page_of(post), {"answer": said})


def test_who_is_asked_reads_who_asks_and_the_text(client, asked, classmate, author):
    client.force_login(classmate)
    page = client.get(page_of(asked)).text
    assert f"Write “Two hands” with {author}?" in page
    assert "What it says." in page


def test_who_is_asked_finds_it_among_their_writing(client, asked, classmate):
    client.force_login(classmate)
    assert page_of(asked) in client.get(reverse("blog:post_mine")).text


def test_being_asked_opens_nothing_else(client, asked, classmate):
    assert not Post.objects.visible_to(classmate).filter(pk=asked.pk).exists()
    assert not Post.objects.editable_by(classmate).exists()


def test_accepting_makes_an_author(client, asked, classmate):
    response = answer(client, asked, classmate, "accept")
    assert response["Location"] == reverse("blog:post_edit", args=[asked.pk])
    assert Post.objects.editable_by(classmate).get() == asked


def _leaves(asked, classmate):
    classmate.memberships.all().delete()


def _course_forbids(asked, classmate):
    WritingPolicy.objects.update(allows_coauthors=False)


def _is_called_alike(asked, classmate):
    Post.objects.update(pseudonym=f"{classmate.display_name} the Elder")


@pytest.mark.parametrize("happens", [_leaves, _course_forbids, _is_called_alike])
def test_what_was_asked_is_not_accepted_where_it_could_not_be_asked_now(client, asked, classmate, happens):
    happens(asked, classmate)
    response = answer(client, asked, classmate, "accept")
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert not Post.objects.editable_by(classmate).exists()


def test_declining_leaves_nothing(client, asked, classmate):
    assert answer(client, asked, classmate, "decline").status_code == 302
    assert not Authorship.objects.exists()


def test_other_answers_are_refused(client, asked, classmate):
    assert answer(client, asked, classmate, "perhaps").status_code == 400


def test_nobody_else_has_such_a_page(client, asked, author):
    for user in (author, makers.make_member(asked.course)):
        assert answer(client, asked, user, "accept").status_code == 404


def test_anonymous_reader_signs_in_first(client, asked):
    assert client.get(page_of(asked)).status_code == 302


def test_it_takes_visits_and_forms_alone(client, asked, classmate):
    client.force_login(classmate)
    assert client.put(page_of(asked)).status_code == 405


def test_what_was_accepted_is_not_answered_again(client, asked, classmate):
    answer(client, asked, classmate, "accept")
    assert answer(client, asked, classmate, "decline").status_code == 404
    assert Authorship.objects.get().accepted_at <= timezone.now()


def test_page_costs_few_queries(client, asked, classmate, django_assert_max_num_queries):
    client.force_login(classmate)
    with django_assert_max_num_queries(5):
        client.get(page_of(asked))
