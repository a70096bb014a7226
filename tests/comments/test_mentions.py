"""Who is named with an @, and whom that reaches."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from blog.models import Post
from comments import upkeep
from comments.actions import Guest, post_comment
from comments.mentions import find
from comments.models import Comment, Mention, Notice
from comments.naming import named_in
from comments.writing.editing import edit_comment
from tests import makers

pytestmark = pytest.mark.django_db
NAMES = ["Tom", "Tom Maxwell", "Siria", "Jürgen Groß", "Анна"]


def named(text: str) -> list[str]:
    return [one.name for one in find(text, NAMES)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Tom, see this.", ["Tom"]),
        ("I agree with @tom maxwell.", ["Tom Maxwell"]),
        ("@Tom Max", ["Tom"]),
        ("(@Siria) **@Tom** “@Siria” @Tom’s", ["Siria", "Tom", "Siria", "Tom"]),
        ("Danke @jürgen groß und @АННА!", ["Jürgen Groß", "Анна"]),
        ("One line\n@Tom\nanother", ["Tom"]),
        ("@Tomas @Tom2 @Tom_x @Tom-x @Tom.x", []),
        ("tom@Siria.example, a@Tom", []),
        ("https://site.example/@Tom", []),
        ("[@Tom, 12]", []),
        ("`@Tom` and ``a ` @Tom``", []),
        ("```\n@Tom\n```\n@Siria", ["Siria"]),
        ("> @Tom said\n\n@Siria", ["Siria"]),
        ("@ Tom @Nobody @", []),
        ("a lone ` and @Tom", ["Tom"]),
    ],
)
def test_names_are_found_where_somebody_is_named(text: str, found: list[str]) -> None:
    assert named(text) == found


@given(st.text(max_size=60), st.sampled_from(NAMES))
def test_place_is_that_of_the_name(before: str, name: str) -> None:
    for one in find(f"{before} @{name} said", NAMES):
        text = f"{before} @{name} said"
        assert text[one.start : one.end].casefold() == f"@{one.name}".casefold()


@given(st.text(alphabet="`@Tom >~\n_", max_size=200))
def test_any_text_is_searched(text: str) -> None:
    places = find(text, NAMES)
    assert all(one.end <= other.start for one, other in pairwise(places))


def say(post: Post, author: User, body: str) -> Comment:
    return post_comment(post=post, author=author, body=body)


def test_member_is_named(post: Post, instructor: User, classmate: User) -> None:
    comment = say(post, instructor, "Ask @Tom Classmate.")
    assert [one.user for one in comment.mentions.all()] == [classmate]
    assert "<strong>@Tom Classmate</strong>" in comment.html


def test_two_of_one_name_are_both_named(post: Post, instructor: User, classmate: User) -> None:
    other = makers.make_member(post.course, user=makers.make_user("tom classmate"))
    comment = say(post, instructor, "Ask @Tom Classmate.")
    assert {one.user for one in comment.mentions.all()} == {classmate, other}


def test_who_wrote_in_the_thread_can_be_named(post: Post, instructor: User, outsider: User) -> None:
    assert not named_in("@Olga Outsider", post, instructor)
    makers.make_comment(post, outsider)
    assert [one.user for one in named_in("@Olga Outsider", post, instructor)] == [outsider]


def test_guest_names_nobody_whom_they_cannot_see(post: Post, classmate: User, instructor: User) -> None:
    body = "@Tom Classmate, @Ines Instructor and @Isaiah Author"
    comment = post_comment(post=post, guest=Guest("Gail", "gail@example.org"), body=body)
    assert {one.user for one in comment.mentions.all()} == {instructor, post.author}
    assert "<strong>@Tom" not in comment.html
    assert classmate not in [one.user for one in named_in(body, post, AnonymousUser())]


def test_one_does_not_name_oneself(post: Post, instructor: User) -> None:
    assert not say(post, instructor, "@Ines Instructor was here.").mentions.exists()


def test_display_is_the_same_when_it_is_made_anew(post: Post, instructor: User, classmate: User) -> None:
    comment = say(post, instructor, "Ask *@Tom Classmate*, `@Isaiah Author`.")
    assert upkeep.redraw(Comment.objects.all()) == 0
    comment.refresh_from_db()
    assert "<em><strong>@Tom Classmate</strong></em>, <code>@Isaiah Author</code>" in comment.html


def test_edit_names_others(post: Post, instructor: User, classmate: User) -> None:
    comment = say(post, instructor, "@Tom Classmate and @Isaiah Author")
    kept = Mention.objects.get(user=classmate)
    edit_comment(comment=comment, body="@Tom Classmate alone", by=instructor)
    assert list(Mention.objects.all()) == [kept]


def test_text_without_names_costs_no_query(post: Post, instructor: User) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert named_in("No name.", post, instructor) == []
    assert len(queries) == 0


def test_citation_of_a_source_comes_first(post: Post, instructor: User) -> None:
    makers.make_entry(post, source=makers.make_source(post.course, "Freeze, Gregory. Russia.", key="freeze"))
    makers.make_member(post.course, user=makers.make_user("Freeze"))
    html = say(post, instructor, "As @freeze [12] says.").html
    assert 'class="cite"' in html
    assert "<strong>" not in html


def test_whom_an_edit_names_is_told_and_nobody_twice(
    post: Post, instructor: User, classmate: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        comment = say(post, instructor, "Ask @Isaiah Author.")
    with django_capture_on_commit_callbacks(execute=True):
        edit_comment(comment=comment, body="Ask @Isaiah Author and @Tom Classmate.", by=instructor)
    told = Notice.objects.filter(comment=comment).values_list("recipient", flat=True)
    assert sorted(told) == sorted([post.author.pk, classmate.pk])


def test_posting_with_a_name_costs_two_queries_more(post: Post, instructor: User, classmate: User) -> None:
    counts = []
    for body in ("Nobody.", "Ask @Tom Classmate."):
        with CaptureQueriesContext(connection) as queries:
            say(post, instructor, body)
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 3
