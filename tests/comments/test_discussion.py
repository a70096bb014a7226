"""The thread and the reply form on the essay's page."""

from __future__ import annotations

import re
from typing import Any

import html5lib
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from blog.models import Post
from comments import thread
from comments.drawing import Row
from comments.models import Comment
from comments.moderation.deciding import moderate
from comments.upkeep import redraw
from tests import makers

from .test_comment_reply import send, text_in

pytestmark = pytest.mark.django_db
REMEMBER = "Save my name, email, and website in this browser for the next time I comment."


def page_of(client: Client, post: Post, query: str = "") -> str:
    response = client.get(post.get_absolute_url() + query)
    assert response.status_code == 200
    return text_in(response)


def order_in(page: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'<article id="comment-(\d+)"', page)]


def words_in(page: str) -> str:
    """What a reader reads of a page, spaces as one."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return " ".join("".join(tree.itertext()).split())


@pytest.mark.parametrize(
    ("size", "heading"),
    [(1, "1 reply on “The Cult of Personality”"), (10, "10 replies on “The Cult of Personality”")],
)
def test_heading_counts_the_replies(client: Client, post: Post, size: int, heading: str) -> None:
    makers.make_thread(post, [post.author], size)
    assert f">{heading}</h2>" in page_of(client, post)


def test_no_heading_without_replies(client: Client, post: Post) -> None:
    makers.make_comment(post, status="removed")
    page = page_of(client, post)
    assert "repl" not in re.sub(r"reply|Reply", "", page[page.index('id="comments"') :])
    assert '<section id="comments" aria-label="Comments">' in page


def test_replies_stand_under_their_parents_oldest_first(client: Client, post: Post) -> None:
    first = makers.make_comment(post)
    second = makers.make_comment(post)
    late = makers.make_comment(post, parent=first)
    later = makers.make_comment(post, parent=late)
    assert order_in(page_of(client, post)) == [first.pk, late.pk, later.pk, second.pk]


def test_removed_comment_with_replies_leaves_a_tombstone(client: Client, post: Post) -> None:
    gone = makers.make_comment(post, status="removed", body="Hidden words")
    reply = makers.make_comment(post, parent=gone)
    page = page_of(client, post)
    assert "This reply was removed." in page
    assert "Hidden words" not in page
    assert order_in(page) == [gone.pk, reply.pk]
    assert "1 reply on" in page


@pytest.mark.parametrize("status", ["removed", "held", "spam"])
def test_hidden_comment_without_replies_leaves_nothing(client: Client, post: Post, status: str) -> None:
    shown = makers.make_comment(post)
    makers.make_comment(post, status=status)
    makers.make_comment(post, parent=makers.make_comment(post, status=status), status=status)
    assert order_in(page_of(client, post)) == [shown.pk]


@pytest.mark.parametrize("status", ["held", "spam"])
def test_what_hangs_on_a_withheld_comment_is_withheld(client: Client, post: Post, status: str) -> None:
    hidden = makers.make_comment(post, status=status, body="Hidden words")
    makers.make_comment(post, parent=makers.make_comment(post, parent=hidden))
    assert order_in(page_of(client, post)) == []


def test_count_in_the_heading_is_the_list_below_it(client: Client, post: Post, instructor: User) -> None:
    makers.make_thread(post, [post.author], 12, levels=4)
    some = Comment.objects.filter(pk__in=Comment.objects.values("pk")[3:7])
    moderate(comments=some, to="removed", by=instructor)
    page = page_of(client, post)
    shown = page.count("<article id=") - page.count('gone"')
    assert f"{shown} replies on" in page


def test_role_in_this_course_is_shown_and_no_other(client: Client, post: Post, instructor: User) -> None:
    other = makers.make_course()
    editor_elsewhere = makers.make_member(other, "editor")
    makers.make_comment(post, instructor)
    makers.make_comment(post, editor_elsewhere)
    page = page_of(client, post)
    assert "<em>Instructor</em>" in page
    assert "<em>Editor</em>" not in page


def test_form_is_as_wordpress_readers_know_it(client: Client, post: Post) -> None:
    words = words_in(page_of(client, post))
    form = words[words.index("Leave a Reply") :]
    steps = [
        "Leave a Reply", "Your email address will not be published.", "Required fields are marked *",
        "Comment *", "Name *", "Email *", "Website", REMEMBER, "Post Comment",
    ]  # fmt: skip
    places = [form.index(step) for step in steps]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "attributes",
    [
        ["<textarea", 'name="body"', "required"],
        ["<input", 'name="name"', 'maxlength="245"', 'autocomplete="name"', "required"],
        ["<input", 'type="email"', 'maxlength="100"', 'aria-describedby="email-notes"', "required"],
        ["<input", 'type="url"', 'maxlength="200"'],
    ],
)
def test_fields_have_wordpress_limits(client: Client, post: Post, attributes: list[str]) -> None:
    tags = re.findall(r"<(?:input|textarea)[^>]*>", page_of(client, post))
    assert any(all(attribute in tag for attribute in attributes) for tag in tags)


def test_browser_cuts_nothing_off_what_is_pasted(client: Client, post: Post) -> None:
    tag = re.search(r"<textarea[^>]*>", page_of(client, post))
    assert tag is not None
    assert "maxlength" not in tag[0]


def test_signed_in_form_asks_for_the_comment_alone(client: Client, post: Post, classmate: User) -> None:
    client.force_login(classmate)
    page = page_of(client, post)
    assert f"Logged in as {classmate.display_name}. Edit your profile. Log out?" in words_in(page)
    assert 'name="body"' in page
    for absent in ('name="email"', 'name="website"', REMEMBER, "will not be published"):
        assert absent not in page


def test_closed_thread_keeps_its_comments_without_reply_links(client: Client, post: Post) -> None:
    makers.make_comment(post, body="Said in time")
    redraw(Comment.objects.all())
    Post.objects.update(comments_close_at=timezone.now())
    page = page_of(client, post)
    assert "Comments are closed." in page
    assert "Said in time" in page
    assert "replytocom" not in page
    assert "Leave a Reply" not in page


@pytest.mark.parametrize("status", [Post.Status.DRAFT, Post.Status.WITHDRAWN])
def test_nothing_is_drawn_where_nothing_was_said_and_nothing_can_be(
    client: Client, author: User, status: str
) -> None:
    client.force_login(author)
    page = page_of(client, makers.make_post(author, status=status))
    for absent in ("comments", "respond", "Comments are closed."):
        assert absent not in page[page.index("<main") :].replace("comments.css", "")


def test_thread_of_a_withdrawn_essay_is_shown(client: Client, post: Post, author: User) -> None:
    makers.make_comment(post)
    Post.objects.update(status=Post.Status.WITHDRAWN)
    client.force_login(author)
    assert 'class="thread"' in page_of(client, post)


def test_rows_are_read_as_they_are_drawn(post: Post, classmate: User) -> None:
    parent = makers.make_comment(post, classmate)
    guest = {"guest_name": "Gast", "guest_email": "gast@example.org", "guest_website": "https://gast.example"}
    reply = makers.make_comment(post, parent=parent, **guest)
    rows = [Row(*row) for row in thread._whole.rows(AnonymousUser(), post=post.pk)]
    assert rows[1] == Row(
        pk=reply.pk, path=reply.path, depth=1, status="published", author=None, guest="Gast",
        website="https://gast.example", html=reply.html, shown_in=0, is_thanked=False,
        parent=parent.pk, parent_is_shown=True,
        parent_author=classmate.pk, parent_guest="",
    )  # fmt: skip


def test_replytocom_sets_the_form_for_that_comment(client: Client, post: Post) -> None:
    parent = makers.make_comment(post, makers.make_user("Tom Maxwell"), body="The *parent's* words")
    redraw(Comment.objects.all())
    page = page_of(client, post, f"?replytocom={parent.pk}")
    assert ">Leave a Reply to Tom Maxwell</h2>" in page
    assert f'<input type="hidden" name="parent" value="{parent.pk}">' in page
    quote = page[page.index("<blockquote") : page.index("</blockquote>")]
    assert "The <em>parent's</em> words" in quote
    assert f'href="?comment={parent.pk}#comment-{parent.pk}">Cancel reply</a>' in page


@pytest.mark.parametrize("asked", ["0", "", "x", "-1", "9" * 500, "99999999999", "1.5", "%00", "%F0%28"])
def test_replytocom_that_is_none_gets_the_plain_form(client: Client, post: Post, asked: str) -> None:
    page = page_of(client, post, f"?replytocom={asked}")
    assert ">Leave a Reply</h2>" in page
    assert '<input type="hidden" name="parent" value="">' in page


@pytest.mark.parametrize("status", ["held", "spam", "removed"])
def test_replytocom_of_a_hidden_comment_gets_the_plain_form(client: Client, post: Post, status: str) -> None:
    hidden = makers.make_comment(post, status=status)
    assert ">Leave a Reply</h2>" in page_of(client, post, f"?replytocom={hidden.pk}")


def test_replytocom_of_another_essays_comment_gets_the_plain_form(client: Client, post: Post) -> None:
    elsewhere = makers.make_comment(makers.make_post(post.author, post.course))
    assert ">Leave a Reply</h2>" in page_of(client, post, f"?replytocom={elsewhere.pk}")


def test_addresses_of_commenters_are_nowhere(client: Client, post: Post, classmate: User) -> None:
    makers.make_comment(post, classmate, ip_address="192.0.2.77")
    makers.make_comment(post, guest_name="Gast", guest_email="secret@example.org", ip_address="192.0.2.78")
    page = page_of(client, post)
    for secret in (classmate.email, "secret@example.org", "192.0.2"):
        assert secret not in page


def test_every_form_has_an_id_of_its_own(client: Client, post: Post) -> None:
    ids = {re.findall(r'name="submission" value="([^"]+)"', page_of(client, post))[0] for _ in range(3)}
    assert len(ids) == 3


@pytest.mark.parametrize("size", [10, 1000])
def test_two_queries_for_the_thread_whatever_its_size(client: Client, post: Post, size: int) -> None:
    writers = [makers.make_member(post.course) for _ in range(size // 10 + 3)]
    makers.make_thread(post, writers, size)
    page_of(client, post)
    with CaptureQueriesContext(connection) as queries:
        page_of(client, post)
    about_comments = [q["sql"] for q in queries if "comments_comment" in q["sql"]]
    assert len(about_comments) == 1
    assert len(queries) <= 6, [q["sql"][:90] for q in queries]


def test_guest_is_not_remembered_unless_they_tick_the_box(client: Client, post: Post) -> None:
    send(client, post)
    page = page_of(client, post)
    assert "gast@example.org" not in page
    assert 'name="remember" class=" form-check-input" id="id_remember">' in page


def test_remembered_guest_finds_the_form_filled_in(client: Client, post: Post) -> None:
    response = send(client, post, remember="on", website="https://gast.example")
    page = page_of(client, post)
    assert 'value="Gast"' in page
    assert 'value="gast@example.org"' in page
    assert 'value="https://gast.example"' in page
    cookie = response.cookies["colloquy_commenter"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (365 * 24 * 3600, True, "Lax")


def test_unticked_submit_forgets(client: Client, post: Post) -> None:
    send(client, post, remember="on")
    send(client, post, body="Something else")
    assert "gast@example.org" not in page_of(client, post)


@pytest.mark.parametrize("name", ["colloquy_commenter", "colloquy_held"])
@pytest.mark.parametrize("value", ["", "forged", "x:y:z", "\u00e9", "W10:1:x"])
def test_forged_cookies_are_ignored(client: Client, post: Post, name: str, value: str) -> None:
    held = makers.make_comment(post, status="held", guest_name="Gast", guest_email="gast@example.org")
    client.cookies[name] = value
    assert order_in(page_of(client, post)) == []
    assert held.status == "held"


def test_signed_in_reader_is_not_shown_the_browsers_guests_comments(
    client: Client, post: Post, classmate: User
) -> None:
    send(client, post, body="From before I signed in")
    client.force_login(classmate)
    assert "From before I signed in" not in page_of(client, post)


def test_page_is_good_html(client: Client, post: Post) -> None:
    parent = makers.make_comment(post)
    makers.make_comment(post, parent=makers.make_comment(post, parent=parent, status="removed"))
    redraw(Comment.objects.all())
    answers: list[Any] = [
        client.get(post.get_absolute_url()),
        client.get(f"{post.get_absolute_url()}?replytocom={parent.pk}"),
        send(client, post, name="", email="x"),
    ]
    for answer in answers:
        html5lib.HTMLParser(strict=True).parse(answer.content.decode())


@pytest.mark.parametrize("signed_in", [True, False])
def test_quote_of_a_comment_is_in_the_form(
    client: Client, post: Post, classmate: User, signed_in: bool
) -> None:
    comment = makers.make_comment(post, body="*Well* said.\n\nTwice.")
    if signed_in:
        client.force_login(classmate)
    page = page_of(client, post, f"?replytocom={comment.pk}&quote=1")
    assert "> *Well* said.\n>\n> Twice.\n\n</textarea>" in page
    assert "> *Well*" not in page_of(client, post, f"?replytocom={comment.pk}")
