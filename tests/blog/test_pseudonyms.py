"""An essay under a pseudonym tells nobody who wrote it, on no page, in no feed, file or mail, but its authors
and the course's staff. Its authors are in the world as two whom no member of the course meets otherwise."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from blog.exports.essay_item import essay_item
from blog.library.essay_sources import add_essay
from blog.models import Authorship, Category, Post, Tag
from comments import naming, upkeep
from comments.models import Comment, Notice, Subscription
from comments.notices import delivering, making
from comments.writing.thanking import toggle_thanks
from courses.models import Course
from sources.models import CitationPolicy
from tests import makers
from tests.pages import SIGHTS, Sight
from tests.world import COURSE, SEED, client_of, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
NAME, PSEUDONYM = "Zebulon Quill", "Grey Heron"
# Of both authors: names, addresses of pages and of mail, the picture.
TELLING = ["zebulon", "quill", "yolanda", "vantage"]
MAY_NOT_KNOW = ["", "guest", "tom", "outsider", "editor"]


class Told(NamedTuple):
    post: Post
    author: User
    second: User
    comments: list[Comment]


def _say(post: Post, author: User, parent: Comment | None = None, **fields: Any) -> Comment:
    comment: Comment = makers.make_comment(post, author, parent, **fields)
    naming.attach(comment)
    naming.file_mentions(comment)
    return comment


@pytest.fixture
def told(world: None) -> Told:
    """The essay, and below it a thread in which its authors, classmates and staff answer each other."""
    course = Course.objects.get(slug=COURSE)
    author, second = makers.make_user(NAME, email="zebulon@quill.example"), makers.make_user(
        "Yolanda Vantage", email="yolanda@vantage.example", biography="Vantage is my name.",
        website="https://vantage.example/",
    )  # fmt: skip
    author.picture.save("zebulon.jpg", makers.make_upload())
    User.objects.filter(pk=author.pk).update(website="https://quill.example/", picture="pictures/zebulon.jpg")
    post = makers.make_post(
        author, course, (Tag.objects.get(slug="stalin"),), title="Behind a name", pseudonym=PSEUDONYM,
        unit=course.units.first(), category=Category.objects.get(slug="stalinism", course=course),
        body="The words of the essay, which is behind a name (Freeze 347).",
    )  # fmt: skip
    makers.make_entry(post, "Freeze, G. Russia: A History.", source=course.sources.get(key="freeze-russia"))
    now = timezone.now()
    Authorship.objects.create(post=post, user=second, asked_by=author, asked_at=now, accepted_at=now)
    CitationPolicy.objects.update_or_create(course=course, defaults={"shows_ledger": True})
    tom, teacher = person("tom"), person("instructor")
    Subscription.objects.create(post=post, user=tom, state="followed")
    first = _say(post, tom, question="open")
    answer = _say(post, author, first)
    third = _say(post, tom, answer, body=f"Thank you, @{PSEUDONYM}.")
    said = [
        first,
        answer,
        third,
        _say(post, second, third),
        _say(post, teacher, answer, body="A word of staff."),
    ]
    toggle_thanks(comment=first, by=author)
    toggle_thanks(comment=answer, by=tom)
    makers.make_passage(answer, "words of the essay")
    add_essay(post=post, course=course, by=tom, absolute=lambda path: f"https://testserver{path}")
    Post.objects.filter(pk=post.pk).update(visibility="world")
    return Told(Post.objects.select_related("course").get(pk=post.pk), author, second, said)


def _own_addresses(told: Told) -> list[str]:
    page = told.post.get_absolute_url()
    below = [
        "",
        "feed/",
        "feed/atom/",
        "cite/",
        "cite.ris",
        "cite.bib",
        "cite.json",
        "sources.ris",
        "passages/",
    ]
    found = [page + part for part in below] + [
        f"{page}news/?since=0&html",
        f"{page}mentions/?q=",
        f"{page}?replytocom=",
    ]
    found += [f"{page}?replytocom={comment.pk}" for comment in told.comments]
    found += [reverse("comments:comment_detail", args=[comment.pk]) for comment in told.comments]
    found += [f"{page}replies/{comment.pk}/" for comment in told.comments]
    found += [
        reverse("comments:comment_report", args=[comment.pk])
        for comment in told.comments
        if comment.author_id != person("tom").pk
    ]
    found += [f"{reverse('blog:unapi')}?id=essay-{told.post.pk}&format=ris"]
    found += [reverse(f"blog:post_{name}", args=[told.post.pk]) for name in ("citations", "revisions")]
    found += [revision.get_absolute_url() for revision in told.post.revisions.all()]
    found += [reverse("blog:source_propose", args=[COURSE, told.post.slug])]
    return found + [source.get_absolute_url() for source in told.post.course.sources.shared()]


def _addresses(told: Told) -> list[str]:
    looked_at = [sight.where() for sight in SIGHTS if isinstance(sight, Sight) and sight.form is None]
    open_to_all = [address for address in looked_at if not address.startswith("/admin/")]
    feeds = [f"{address}feed/" for address in ("/", f"/courses/{COURSE}/", "/tags/stalin/")]
    return [*dict.fromkeys([*_own_addresses(told), *open_to_all, *feeds, "/sitemap.xml"])]


def test_what_is_searched_is_there(told: Told) -> None:
    client = client_of("tom")
    answers = {address: client.get(address).status_code for address in _own_addresses(told)}
    assert {address: status for address, status in answers.items() if status != 200} == {}


def _is_telling(text: str) -> list[str]:
    return [word for word in TELLING if word in text.casefold()]


@pytest.mark.parametrize("who", MAY_NOT_KNOW)
def test_no_page_tells_who_wrote_it(told: Told, who: str) -> None:
    client = client_of(who)
    leaks = {}
    for address in _addresses(told):
        response = client.get(address)
        if words := _is_telling(b"".join(response).decode(errors="replace") + str(response.headers)):
            leaks[address] = words
    assert leaks == {}


@pytest.mark.parametrize("who", MAY_NOT_KNOW)
def test_the_authors_have_no_page_for_who_may_not_know_them(told: Told, who: str) -> None:
    for user in (told.author, told.second):
        assert client_of(who).get(user.get_absolute_url()).status_code == 404


def test_readers_see_the_pseudonym(told: Told) -> None:
    page = client_of("tom").get(told.post.get_absolute_url()).text
    assert page.count(PSEUDONYM) > 5
    assert 'class="h' in page
    assert f"<b>{PSEUDONYM}</b> <em>By Post Author</em>" in page


@pytest.mark.parametrize("who", ["instructor", "assistant", "staff"])
def test_staff_see_both_names(told: Told, who: str) -> None:
    page = client_of(who).get(told.post.get_absolute_url()).text
    assert f"{NAME}</a> and <a" in page
    assert f"(to others “{PSEUDONYM}”)" in page
    assert f'<b><a href="https://quill.example/" rel="external nofollow ugc">{NAME}</a></b>' in page


def test_authors_see_their_own_names_and_how_others_see_them(told: Told) -> None:
    client = Client()
    client.force_login(told.second)
    page = client.get(told.post.get_absolute_url()).text
    assert f"Logged in as Yolanda Vantage, here seen as {PSEUDONYM}." in page
    assert NAME in page


def test_references_have_the_pseudonym_for_everyone(told: Told) -> None:
    assert essay_item(told.post, "https://example.org/")["author"] == [{"literal": PSEUDONYM}]
    assert not _is_telling(client_of("staff").get(f"{told.post.get_absolute_url()}cite.ris").text)


def test_notices_and_mails_have_the_pseudonym(told: Told) -> None:
    making.make_notices([comment.pk for comment in told.comments])
    past = timezone.now() - timedelta(days=1)
    Notice.objects.filter(comment__post=told.post).update(mail_due_at=past, read_at=None)
    delivering.deliver()
    theirs = [message for message in mail.outbox if message.to == [person("tom").email]]
    texts = [str(message.message()) + str(message.alternatives) for message in theirs]
    assert texts
    assert any(PSEUDONYM in text for text in texts)
    assert not [words for text in texts if (words := _is_telling(text))]
    assert not _is_telling(client_of("tom").get(reverse("comments:notice_list")).text)


def test_every_author_is_told_of_comments(told: Told) -> None:
    making.make_notices([told.comments[0].pk])
    recipients = set(Notice.objects.filter(comment=told.comments[0]).values_list("recipient", flat=True))
    assert {told.author.pk, told.second.pk} <= recipients


def test_stored_texts_of_comments_hold_no_name(told: Told) -> None:
    upkeep.redraw(Comment.objects.filter(post=told.post))
    stored = Comment.objects.filter(post=told.post).values_list("html", flat=True)
    assert not any(_is_telling(html) for html in stored)
    assert any(f"<strong>@{PSEUDONYM}</strong>" in html for html in stored)


def test_pseudonym_can_be_called_and_the_name_cannot(told: Told) -> None:
    address = f"{told.post.get_absolute_url()}mentions/?q="
    names = client_of("tom").get(address).json()["names"]
    assert PSEUDONYM in client_of("tom").get(f"{address}grey").json()["names"]
    assert NAME not in names


def test_who_left_keeps_the_pseudonym_over_their_comments(told: Told) -> None:
    Authorship.objects.filter(user=told.second).update(left_at=timezone.now() + timedelta(1))
    page = client_of("tom").get(told.post.get_absolute_url()).text
    assert not _is_telling(page)


def test_search_would_find_the_names_where_they_stand(told: Told) -> None:
    """The search above is one that can fail."""
    assert _is_telling(client_of("staff").get(told.post.get_absolute_url()).text)
    assert urlsplit(told.author.get_absolute_url()).path.count("zebulon")
    assert client_of("").get(f"/courses/{COURSE}/essays/{SEED}/").status_code == 200
