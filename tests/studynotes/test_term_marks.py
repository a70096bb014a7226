"""Key terms on an essay's page: who sees them, and the switches of author and reader."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from blog.models import Post
from courses.models import Course
from tests import makers

from .makers import make_note, make_term, make_topic, use_topic

pytestmark = pytest.mark.django_db
MARK = 'class="term"'


@pytest.fixture
def essay(author: User, course: Course) -> Post:
    topic = make_topic()
    use_topic(course, topic)
    make_term(make_note(topic), "Gulag")
    return makers.make_post(author, course, title="Camps", body="The Gulag (Freeze 347).")


def page(client: Client, post: Post) -> str:
    return client.get(post.get_absolute_url()).text


def choose(client: Client, post: Post, terms: str):
    return client.post("/key-terms/", {"post": post.pk, "terms": terms})


def test_the_page_has_the_marks_and_what_shows_them(client, essay) -> None:
    html = page(client, essay)
    assert html.count(MARK) == 1
    assert "js/terms.js" in html
    assert ">Hide key terms</button>" in html


def test_a_page_without_marks_loads_nothing_for_them(client, post) -> None:
    html = page(client, post)
    assert "terms.js" not in html
    assert "key terms" not in html


def test_a_guest_hides_them_and_shows_them_again(client, essay) -> None:
    assert choose(client, essay, "hidden").url == essay.get_absolute_url()
    assert client.cookies["marks"]["samesite"] == "Lax"
    html = page(client, essay)
    assert MARK not in html
    assert "terms.js" not in html
    assert ">Show key terms</button>" in html
    choose(client, essay, "shown")
    assert MARK in page(client, essay)


def test_a_members_choice_stays_with_the_account(client, essay, classmate) -> None:
    client.force_login(classmate)
    choose(client, essay, "hidden")
    other = Client()
    other.force_login(classmate)
    assert MARK not in page(other, essay)
    choose(client, essay, "shown")
    assert MARK in page(other, essay)


@pytest.mark.parametrize("sent", [{}, {"terms": "perhaps"}, {"terms": "hidden", "post": "x"}])
def test_a_choice_that_makes_no_sense_is_not_found(client, essay, sent) -> None:
    assert client.post("/key-terms/", {"post": essay.pk} | sent).status_code == 404


def test_a_choice_is_posted(client) -> None:
    assert client.get("/key-terms/").status_code == 405


def test_nobody_learns_of_an_essay_by_the_switch(client, author, course) -> None:
    assert choose(client, makers.make_draft(author, course), "hidden").status_code == 404


@pytest.mark.parametrize("address", ["feed/", "cite/"])
def test_what_leaves_the_page_is_unmarked(client, essay, address) -> None:
    assert MARK not in client.get(f"/courses/{essay.course.slug}/{address}").text
    assert MARK not in client.get(f"{essay.get_absolute_url()}{address}").text


def form_of(client: Client, post: Post) -> dict[str, str]:
    form = client.get(f"/essays/{post.pk}/edit/").context["form"]
    values = {name: form[name].value() for name in ("title", "body", "course", "visibility", "base", "begun")}
    return values | {"intent": "save", "sources": "", "tag_names": ""}


def test_its_author_switches_them_off(client, essay, author) -> None:
    client.force_login(author)
    client.post(f"/essays/{essay.pk}/edit/", form_of(client, essay) | {"marks_terms": ""})
    assert MARK not in page(client, essay)
    form = client.get(f"/essays/{essay.pk}/edit/").context["form"]
    assert 'value="" selected' in str(form["marks_terms"])


def test_a_form_that_does_not_ask_leaves_them_as_they_are(client, essay, author) -> None:
    client.force_login(author)
    client.post(f"/essays/{essay.pk}/edit/", form_of(client, essay))
    assert MARK in page(client, essay)
    Post.objects.update(marks_terms=False)
    client.post(f"/essays/{essay.pk}/edit/", form_of(client, essay) | {"body": "The Gulag, again."})
    assert MARK not in page(client, essay)


@pytest.mark.parametrize("name", ["", "classmate"])
def test_marks_cost_no_query(client, essay, classmate, name, django_assert_max_num_queries) -> None:
    if name:
        client.force_login(classmate)
    page(client, essay)
    with django_assert_max_num_queries(9 if name else 6):
        page(client, essay)
