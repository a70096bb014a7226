"""A thread as HTML, without a database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.drawing import Person, Reader, Row, draw, fragment, said_date, text_of

WHEN = datetime(2020, 2, 24, 14, 5, tzinfo=UTC)
TOM, ISAIAH = 1, 2
PEOPLE = {TOM: Person("Tom Maxwell"), ISAIAH: Person("Isaiah")}


def row(pk: int = 7, **fields: Any) -> Row:
    values = {
        "pk": pk, "path": "", "depth": 0, "status": "published", "author": TOM, "guest": "", "website": "",
        "html": fragment(created_at=WHEN, body_html=f"<p>Text {pk}</p>"),
        "shown_in": 1, "is_thanked": False, "parent": None,
        "parent_is_shown": None, "parent_author": None, "parent_guest": None,
    }  # fmt: skip
    return Row(**(values | fields))


def guest(pk: int = 7, name: str = "Gast", **fields: Any) -> Row:
    return row(pk, author=None, guest=name, **fields)


def drawn(*rows: Row, people: dict[int, Person] | None = None, **options: Any) -> str:
    options = {"reader": Reader(), "writers": {ISAIAH}, "answerable": True} | options
    return str(draw(rows, people or PEOPLE, **options))


def test_date_is_said_as_wordpress_says_it_and_links_to_the_comment() -> None:
    date = '<time datetime="2020-02-24T14:05Z">February 24, 2020 at 2:05 pm</time>'
    assert f'<a href="?comment=7#comment-7">{date}</a><div><p>Text 7</p></div>' in drawn(row())


def test_links_lead_to_the_essay_where_the_page_has_another_address() -> None:
    reply = row(8, depth=1, parent=6, parent_is_shown=True, parent_author=TOM)
    html = drawn(row(7), reply, base="/essay/")
    for query in ("?comment=7#", "?replytocom=7#", "?comment=6#", "?comment=8#"):
        assert f'<a href="/essay/{query}' in html
    assert 'href="?' not in html


@pytest.mark.parametrize(("hour", "said"), [(0, "12:05 am"), (12, "12:05 pm"), (23, "11:05 pm")])
def test_hours_of_the_day(hour: int, said: str) -> None:
    assert said_date(WHEN.replace(hour=hour)).endswith(said)


def test_text_comes_out_of_the_fragment_as_it_went_in() -> None:
    assert text_of(fragment(created_at=WHEN, body_html="<p>a</p>\n<ul><li>b</li></ul>\n")) == (
        "<p>a</p>\n<ul><li>b</li></ul>"
    )


def test_comment_has_its_id_its_depth_its_writer_and_a_reply_link() -> None:
    html = drawn(row(depth=3))
    assert '<article id="comment-7" class="depth-3">' in html
    assert "<b>Tom Maxwell</b>" in html
    assert '<a href="?replytocom=7#respond">Reply</a>' in html


def test_posts_author_is_marked() -> None:
    html = drawn(row(author=ISAIAH))
    assert 'class="depth-0 bypostauthor"' in html
    assert "<em>By Post Author</em>" in html


def test_role_in_the_course_is_marked() -> None:
    assert "<em>Instructor</em>" in drawn(row(), people={TOM: Person("Tom", role="Instructor")})


def test_guest_with_the_posts_authors_name_is_not_marked() -> None:
    assert "By Post Author" not in drawn(guest(name="Isaiah"))


def test_reply_says_whom_it_answers() -> None:
    reply = row(8, depth=1, parent=7, parent_is_shown=True, parent_author=TOM)
    assert '<a href="#comment-7">in reply to Tom Maxwell</a>' in drawn(row(7), reply)


def test_answered_comment_on_another_page_is_linked_there() -> None:
    reply = row(8, depth=1, parent=7, parent_is_shown=True, parent_guest="Gast")
    assert '<a href="?comment=7#comment-7">in reply to Gast</a>' in drawn(reply)


def test_name_of_a_hidden_comments_writer_stays_hidden() -> None:
    reply = guest(8, depth=1, parent=7, parent_is_shown=False, parent_author=TOM)
    html = drawn(row(7, status="removed"), reply)
    assert "in reply to a hidden reply" in html
    assert "Tom" not in html


@pytest.mark.parametrize("status", ["removed", "held", "spam"])
def test_hidden_comment_is_a_tombstone_without_words(status: str) -> None:
    html = drawn(row(status=status))
    assert 'id="comment-7" class="depth-0 gone"' in html
    assert "Text 7" not in html
    assert "Tom" not in html


def test_held_comment_is_shown_to_its_writer_and_cannot_be_answered() -> None:
    html = drawn(row(status="held"), reader=Reader(TOM))
    assert "Text 7" in html
    assert "Your comment is awaiting moderation." in html
    assert "replytocom" not in html


def test_guest_sees_their_own_held_comment_by_its_id() -> None:
    assert "Text 7" in drawn(guest(status="held"), reader=Reader(None, {7}))
    assert "Text 7" not in drawn(guest(status="held"), reader=Reader(None, {8}))


def test_guests_spam_is_drawn_for_them_as_if_it_waited() -> None:
    reader = Reader(None, {7})
    assert drawn(guest(status="spam"), reader=reader) == drawn(guest(status="held"), reader=reader)
    assert "Text 7" not in drawn(row(status="spam"), reader=Reader(TOM))


def test_guests_id_does_not_open_a_members_held_comment() -> None:
    assert "Text 7" not in drawn(row(status="held"), reader=Reader(None, {7}))


def test_closed_thread_has_no_reply_links() -> None:
    assert "Reply" not in drawn(row(), answerable=False)


def test_website_is_linked_as_what_users_link() -> None:
    html = drawn(guest(website="https://gast.example/?a=1&b=2"))
    assert '<a href="https://gast.example/?a=1&amp;b=2" rel="external nofollow ugc">Gast</a>' in html


def test_picture_stands_in_place_of_the_initials() -> None:
    assert '<img src="/pictures/tom.jpg" alt=""' in drawn(
        row(), people={TOM: Person("Tom", "/pictures/tom.jpg")}
    )


def test_each_of_many_replies_costs_at_most_350_bytes_beside_its_text() -> None:
    replies = [
        row(pk, depth=9, parent=pk - 1, parent_is_shown=True, parent_author=TOM)
        for pk in range(10_001, 11_001)
    ]
    text = len("Text 10001")
    assert len(drawn(*replies).encode()) / 1000 - text <= 350


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_name_becomes_markup(name: str, answered: str) -> None:
    reply = guest(8, name, depth=1, parent=7, parent_is_shown=True, parent_guest=answered)
    html = drawn(guest(7, answered), reply)
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    assert {element.tag for element in tree.iter() if isinstance(element.tag, str)} <= {
        "DOCUMENT_FRAGMENT", "article", "i", "b", "a", "time", "div", "p",
    }  # fmt: skip
    assert len(tree.findall("article")) == 2
