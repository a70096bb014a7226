"""A key term's page, and the list on its topic's page: which essays use it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from blog.models import Post
from blog.paging import PAGE_SIZE
from courses.models import Course
from courses.visibility import Visibility
from studynotes.models import KeyTerm, StudyNote
from studynotes.terms.uses import SHOWN, of_note, of_term, passages
from tests import makers

from .makers import make_note, make_term, make_topic, use_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(course: Course) -> KeyTerm:
    topic = make_topic()
    use_topic(course, topic)
    return make_term(make_note(topic), "Gulag")


def address(term: KeyTerm) -> str:
    return f"{term.note.get_absolute_url()}terms/{term.slug}/"


def write(course: Course, author, title: str, **fields) -> Post:
    return makers.make_post(author, course, title=title, body="He feared the Gulag most.", **fields)


def test_a_passage_leads_to_its_words(client, course, author, term) -> None:
    post = write(course, author, "Camps")
    html = client.get(address(term)).text
    assert "He feared the <mark>Gulag</mark> most." in html
    assert f'href="{post.get_absolute_url()}#:~:text=He%20feared%20the-,Gulag"' in html
    assert "What Gulag means." in html


def test_a_reader_sees_the_essays_that_they_may_read(client, course, author, classmate, term) -> None:
    write(course, author, "Of the class", visibility=Visibility.COURSE)
    write(course, author, "A draft", status=Post.Status.DRAFT)
    assert "Of the class" not in client.get(address(term)).text
    client.force_login(classmate)
    assert "Of the class" in client.get(address(term)).text
    client.force_login(author)
    assert "A draft" not in client.get(address(term)).text


def test_a_pseudonym_stands_for_the_name(client, course, author, classmate, term) -> None:
    write(course, author, "Camps", pseudonym="A. Nobody")
    client.force_login(classmate)
    html = client.get(address(term)).text
    assert "By A. Nobody" in html
    assert author.display_name not in html


def test_a_term_that_no_essay_uses_says_so(client, term) -> None:
    assert "No essay uses it yet." in client.get(address(term)).text


def test_many_essays_stand_on_pages(client, course, author, term) -> None:
    for n in range(PAGE_SIZE + 1):
        write(course, author, f"Essay {n}")
    assert client.get(address(term)).text.count("<mark>") == PAGE_SIZE
    assert client.get(address(term), {"page": 2}).text.count("<mark>") == 1
    assert client.get(address(term), {"page": 3}).status_code == 404


@pytest.mark.parametrize("change", [{"status": "draft"}, {}])
def test_what_no_reader_may_see_is_not_found(client, term, instructor, change) -> None:
    if change:
        StudyNote.objects.update(**change)
        assert client.get(address(term)).status_code == 404
        return
    assert client.get(f"{term.note.get_absolute_url()}terms/other/").status_code == 404


def test_it_is_only_read(client, term) -> None:
    assert client.post(address(term)).status_code == 405


@pytest.mark.parametrize("essays", [1, 8])
def test_it_asks_as_often_for_many_essays(client, course, author, term, essays, django_assert_num_queries):
    for n in range(essays):
        write(course, author, f"Essay {n}")
    with django_assert_num_queries(3):
        client.get(address(term))


def test_the_topics_page_has_the_newest_of_each_term(course, author, term) -> None:
    make_term(term.note, "Purge")
    posts = [write(course, author, f"Essay {n}") for n in range(SHOWN + 2)]
    (used,) = of_note(term.note, AnonymousUser())
    assert (used.term, used.count) == (term, SHOWN + 2)
    assert [one.post for one in used.passages] == posts[: -SHOWN - 1 : -1]


def test_an_essay_that_is_hidden_between_two_queries_is_left_out(course, author, term) -> None:
    hidden, shown = (write(course, author, title) for title in ("Hidden", "Shown"))
    rows = list(of_term(term, AnonymousUser()))
    Post.objects.filter(pk=hidden.pk).update(status=Post.Status.DRAFT)
    assert [one.post for one in passages(rows, AnonymousUser())] == [shown]


def test_the_topics_page_asks_twice(course, author, term, django_assert_num_queries) -> None:
    for n in range(3):
        make_term(term.note, f"Feared{n}")
        makers.make_post(author, course, body=f"Feared{n}, the Gulag.")
    with django_assert_num_queries(2):
        found = of_note(term.note, AnonymousUser())
        assert [len(one.passages) for one in found] == [3, 1, 1, 1]
        assert all(one.url for used in found for one in used.passages)
