"""The mails that tell of comments, as they arrive at a real mail server."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import User
from blog.models import Post
from comments.models import Comment, GuestSubscription, Notice, NoticeSettings, Passage, Subscription
from comments.moderation.deciding import moderate
from comments.notices import delivering
from comments.notices.making import make_notices
from courses.visibility import Visibility
from tests import makers
from tests.post_office import PostOffice

pytestmark = pytest.mark.django_db
NOON = datetime(2020, 2, 24, 12, 5, tzinfo=UTC)
SOON = timedelta(minutes=16)


def tell(post: Post, author: User | None = None, parent: Any = None, **fields: Any) -> Comment:
    """A comment of this moment, drawn, and its notices."""
    comment: Comment = makers.make_comment(post, author, parent, **fields)
    comment.html = f"<time>now</time><div>{comment.rendered_body()}</div>"
    comment.save(update_fields=["html"])
    make_notices([comment.pk])
    return comment


def deliver(at: datetime) -> delivering.Delivered:
    with time_machine.travel(at, tick=False):
        return delivering.deliver()


@pytest.fixture
def at_noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def eager(author: User) -> User:
    """The essay's author, who wants to hear of comments at once."""
    NoticeSettings.objects.create(user=author, comment="at-once")
    return author


def header(message: EmailMessage, name: str) -> str:
    return str(message[name])


def test_mail_waits_for_the_end_of_the_edit_window(
    at_noon: None, post_office: PostOffice, post: Post, eager: User, classmate: User
) -> None:
    tell(post, classmate)
    assert deliver(NOON + timedelta(minutes=14)) == (0, 0, 0)
    assert deliver(NOON + SOON) == (1, 0, 0)
    assert deliver(NOON + SOON) == (0, 0, 0)
    assert post_office.sent_to == [[eager.email]]


def test_mail_says_the_words_as_they_are_then(
    at_noon: None, post_office: PostOffice, post: Post, eager: User, classmate: User
) -> None:
    comment = tell(post, classmate, body="Well sayed.")
    Comment.objects.filter(pk=comment.pk).update(
        body="Well *said*.", html="<time>x</time><div><p>Well <em>said</em>.</p></div>"
    )
    deliver(NOON + SOON)
    text, html = post_office.parts()
    assert "Well *said*." in text
    assert "<em>said</em>" in html
    assert "sayed" not in text + html


def test_mail_says_what_is_answered_and_when(
    at_noon: None, post_office: PostOffice, post: Post, eager: User, classmate: User
) -> None:
    reply = tell(post, classmate, tell(post, eager, body="What of *1934*?"), body="See below.")
    words = Passage(comment=reply, exact="the <cult> of personality", placed_at=timezone.now())
    words.save()
    deliver(NOON + SOON)
    text, html = post_office.parts()
    assert "> On the passage “the <cult> of personality”" in text
    assert "> You wrote: What of 1934?" in text
    assert "February 24, 2020 at 12:05 pm" in text
    assert "“the &lt;cult&gt; of personality”" in html
    assert "You wrote</p>What of 1934?" in html


@pytest.mark.parametrize("status", ["held", "removed", "deleted"])
def test_mail_says_nothing_of_a_parent_that_is_not_shown(
    at_noon: None, post_office: PostOffice, post: Post, eager: User, classmate: User, status: str
) -> None:
    parent = tell(post, classmate, body="Something rude.")
    tell(post, classmate, parent, body="Forget it.")
    Comment.objects.filter(pk=parent.pk).update(status=status, is_shown=False)
    deliver(NOON + SOON)
    for message in range(len(post_office.arrived)):
        assert "Something rude" not in "".join(post_office.parts(message))


@pytest.mark.parametrize("status", ["held", "spam", "removed", "deleted"])
def test_what_is_not_shown_any_more_is_not_mailed(
    at_noon: None, post_office: PostOffice, post: Post, eager: User, classmate: User, status: str
) -> None:
    comment = tell(post, classmate)
    Comment.objects.filter(pk=comment.pk).update(status=status, is_shown=False)
    assert deliver(NOON + SOON) == (0, 1, 0)
    assert not post_office.arrived


def test_what_was_read_meanwhile_is_not_mailed(
    at_noon: None, post_office: PostOffice, post: Post, eager: User, classmate: User
) -> None:
    tell(post, classmate)
    Notice.objects.update(read_at=timezone.now())
    deliver(NOON + SOON)
    assert not post_office.arrived


def test_essay_that_was_narrowed_is_not_mailed_of(
    at_noon: None, post_office: PostOffice, post: Post, classmate: User
) -> None:
    outsider = makers.make_user("Otto Outside")
    Subscription.objects.create(user=outsider, post=post, state="followed")
    GuestSubscription.objects.create(post=post, email="g@example.org", confirmed_at=timezone.now())
    tell(post, classmate)
    Post.objects.filter(pk=post.pk).update(visibility=Visibility.COURSE)
    deliver(NOON + timedelta(days=1))
    assert post_office.sent_to == [[post.author.email]]


def test_headers_let_programs_show_the_thread(
    at_noon: None, post_office: PostOffice, post: Post, eager: User, classmate: User, editor: User
) -> None:
    first = tell(post, classmate)
    second = tell(post, editor, first)
    deliver(NOON + SOON)
    by_id = {header(message, "Message-ID"): message for message in post_office.arrived}
    essay = f"<essay-{post.pk}@essays.example.edu>"
    one, two = (f"<comment-{comment.pk}@essays.example.edu>" for comment in (first, second))
    assert (header(by_id[one], "In-Reply-To"), header(by_id[one], "References")) == (essay, essay)
    assert (header(by_id[two], "In-Reply-To"), header(by_id[two], "References")) == (one, f"{essay} {one}")
    assert header(by_id[one], "Subject") == header(by_id[two], "Subject")


def test_mail_comes_from_the_site_and_names_the_course(
    at_noon: None, post_office: PostOffice, post: Post, eager: User, classmate: User
) -> None:
    tell(post, classmate)
    deliver(NOON + SOON)
    (message,) = post_office.arrived
    assert header(message, "From") == "Colloquy <site@colloquy.example>"
    assert header(message, "To") == eager.email
    assert header(message, "Subject") == "[Russia in the 20th Century] Re: The Cult of Personality"
    assert header(message, "Auto-Submitted") == "auto-generated"
    assert header(message, "List-Id") == "<russia.discussion.essays.example.edu>"


def test_nobodys_address_is_in_anybodys_mail(
    at_noon: None, post_office: PostOffice, post: Post, eager: User, classmate: User, instructor: User
) -> None:
    tell(post, instructor, tell(post, classmate))
    guest = makers.make_comment(post, guest_name="Gast", guest_email="gast@example.org")
    tell(post, classmate, guest)
    make_notices([guest.pk])
    deliver(NOON + SOON)
    assert len(post_office.arrived) == 5
    for message, raw, (recipient,) in zip(
        post_office.arrived, post_office.raw, post_office.sent_to, strict=True
    ):
        text, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
        said = raw.decode() + text + html
        assert set(re.findall(r"[\w.]+@(?:colloquy\.example|example\.org)", said)) <= {
            recipient,
            "site@colloquy.example",
        }


def test_title_cannot_write_headers(
    at_noon: None, post_office: PostOffice, post: Post, eager: User, classmate: User
) -> None:
    title = "A title\r\nBcc: victim@example.org\r\n\r\nText"
    Post.objects.filter(pk=post.pk).update(title=title)
    tell(Post.objects.get(pk=post.pk), classmate)
    deliver(NOON + SOON)
    (message,) = post_office.arrived
    assert message["Bcc"] is None
    assert header(message, "Subject").endswith("Re: A title Bcc: victim@example.org Text")
    assert post_office.sent_to == [[eager.email]]


def test_markup_in_names_and_words_stays_text(
    at_noon: None, post_office: PostOffice, post: Post, eager: User
) -> None:
    writer = makers.make_member(post.course, user=makers.make_user("Bob <b>Bold</b>"))
    tell(post, writer, body="1 < 2 & <script>alert(1)</script>")
    deliver(NOON + SOON)
    text, html = post_office.parts()
    assert "Bob <b>Bold</b>" in text
    assert "1 < 2 & <script>" in text
    assert "Bob &lt;b&gt;Bold&lt;/b&gt;" in html
    assert "<script" not in html


def test_links_in_a_comment_lead_to_the_site(
    at_noon: None, post_office: PostOffice, post: Post, eager: User, classmate: User
) -> None:
    comment = tell(post, classmate)
    links = '<a class="cite" href="#source-1">F</a> <a href="/tags/x/">t</a> <a href="//e.example">e</a>'
    Comment.objects.filter(pk=comment.pk).update(html=f"<time>x</time><div><p>{links}</p></div>")
    deliver(NOON + SOON)
    html = post_office.parts()[1]
    assert f'href="https://essays.example.edu{post.get_absolute_url()}#source-1"' in html
    assert 'href="https://essays.example.edu/tags/x/"' in html
    assert 'href="//e.example"' in html
    assert "<img" not in html


def test_hour_is_one_mail_by_essay(
    at_noon: None, post_office: PostOffice, post: Post, author: User, classmate: User
) -> None:
    other = makers.make_post(author, post.course, title="Another essay")
    for essay, words in [(post, "First"), (other, "Second"), (post, "Third")]:
        tell(essay, classmate, body=words)
    assert deliver(NOON + SOON) == (0, 0, 0)
    assert deliver(datetime(2020, 2, 24, 13, 0, tzinfo=UTC)) == (3, 0, 0)
    text, _ = post_office.parts()
    assert header(post_office.arrived[0], "Subject") == "[Russia in the 20th Century] 3 new on 2 essays"
    places = [text.index(words) for words in ("First", "Third", "Another essay", "Second")]
    assert places == sorted(places)


def test_day_is_one_mail_in_the_morning(
    at_noon: None, post_office: PostOffice, post: Post, classmate: User, editor: User
) -> None:
    Subscription.objects.create(user=editor, post=post, state="followed")
    for _ in range(3):
        tell(post, classmate)
    Notice.objects.exclude(recipient=editor).delete()
    assert deliver(datetime(2020, 2, 25, 6, 59, tzinfo=UTC)) == (0, 0, 0)
    assert deliver(datetime(2020, 2, 25, 7, 0, tzinfo=UTC)) == (3, 0, 0)
    assert len(post_office.arrived) == 1


def test_decision_is_mailed_with_its_shared_reason_alone(
    at_noon: None,
    post_office: PostOffice,
    post: Post,
    classmate: User,
    instructor: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    makers.make_comment(post, classmate, status="held", body="Something rude.")
    with django_capture_on_commit_callbacks(execute=True):
        words = {"reason": "Rude as ever", "shared_reason": "Keep to the essay."}
        moderate(comments=Comment.objects.all(), to="removed", by=instructor, **words)
    deliver(NOON + SOON)
    text, html = post_office.parts()
    assert "Your comment was not published" in text
    assert "Keep to the essay." in text
    assert not re.search("Rude as ever|Something rude", text + html)


def test_server_that_is_down_costs_nothing_but_time(
    at_noon: None, post_office: PostOffice, post: Post, eager: User, classmate: User
) -> None:
    tell(post, classmate)
    with post_office.closed():
        assert deliver(NOON + SOON) == (0, 0, 1)
    assert deliver(NOON + SOON) == (0, 0, 0)
    assert deliver(NOON + SOON + delivering.LEASE) == (1, 0, 0)


def test_mail_that_is_not_taken_is_tried_ever_more_seldom_and_then_given_up(
    at_noon: None, post_office: PostOffice, post: Post, eager: User, classmate: User
) -> None:
    tell(post, classmate)
    post_office.answer = "451 Try again later"
    moments = []
    while due := delivering.next_due():
        assert deliver(due) == (0, 0, 1)
        moments.append(due)
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert gaps == sorted(gaps)
    assert len(moments) == delivering.MAX_TRIES


def test_refused_address_keeps_nobody_else_from_their_mail(
    at_noon: None,
    post_office: PostOffice,
    post: Post,
    eager: User,
    classmate: User,
    editor: User,
    caplog: Any,
) -> None:
    post_office.unknown = {eager.email}
    tell(post, classmate, tell(post, editor))
    assert deliver(NOON + SOON) == (1, 0, 2)
    assert post_office.sent_to == [[editor.email]]
    assert "refused" in caplog.text
    assert eager.email not in caplog.text


def test_crash_between_sending_and_marking_sends_again_under_the_same_id(
    at_noon: None,
    post_office: PostOffice,
    post: Post,
    eager: User,
    classmate: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tell(post, classmate)

    def crash(*args: Any) -> bool:
        mail(*args)
        raise KeyboardInterrupt

    mail = delivering._mail
    monkeypatch.setattr(delivering, "_mail", crash)
    with pytest.raises(KeyboardInterrupt):
        deliver(NOON + SOON)
    Notice.objects.update(mailed_at=None)
    monkeypatch.setattr(delivering, "_mail", mail)
    assert deliver(NOON + SOON) == (0, 0, 0)
    assert deliver(NOON + SOON + delivering.LEASE) == (1, 0, 0)
    assert len({header(message, "Message-ID") for message in post_office.arrived}) == 1


def test_command_sends_what_is_due(
    at_noon: None, post_office: PostOffice, post: Post, eager: User, classmate: User, capsys: Any
) -> None:
    tell(post, classmate)
    with time_machine.travel(NOON + SOON, tick=False):
        call_command("send_notices")
    assert "mailed: 1;" in capsys.readouterr().out
    assert len(post_office.arrived) == 1


def one_click(message: EmailMessage) -> Any:
    """What a mail program does with the button of RFC 8058: a plain POST, without cookies."""
    assert header(message, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    address = header(message, "List-Unsubscribe").strip(" <>")
    assert address.startswith("https://essays.example.edu/")
    client = Client(enforce_csrf_checks=True)
    path = address.removeprefix("https://essays.example.edu")
    return client.post(path, {"List-Unsubscribe": "One-Click"})


def test_one_click_ends_mail_of_this_kind(
    at_noon: None, post_office: PostOffice, post: Post, eager: User, classmate: User
) -> None:
    tell(post, classmate)
    deliver(NOON + SOON)
    assert one_click(post_office.arrived[0]).status_code == 200
    tell(post, classmate)
    assert Notice.objects.latest("pk").mail_due_at is None
    assert NoticeSettings.objects.get(user=eager).comment == "never"


def test_one_click_ends_following(
    at_noon: None, post_office: PostOffice, post: Post, classmate: User, editor: User
) -> None:
    Subscription.objects.create(user=editor, post=post, state="followed")
    NoticeSettings.objects.create(user=editor, followed="at-once")
    tell(post, classmate)
    deliver(NOON + SOON)
    assert one_click(post_office.arrived[0]).status_code == 200
    assert not Subscription.objects.exists()


def test_one_click_ends_a_guests_mail(
    at_noon: None, post_office: PostOffice, post: Post, classmate: User, author: User
) -> None:
    GuestSubscription.objects.create(post=post, email="g@example.org", confirmed_at=timezone.now())
    tell(post, classmate)
    Notice.objects.filter(recipient=author).delete()
    deliver(NOON + timedelta(hours=1))
    assert post_office.sent_to == [["g@example.org"]]
    assert one_click(post_office.arrived[0]).status_code == 200
    assert one_click(post_office.arrived[0]).status_code == 200
    assert not GuestSubscription.objects.exists()
