"""The mails that tell of notices, in words and in HTML. No queries: what they need comes with the notices."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.mail import EmailMultiAlternatives
from django.utils.safestring import SafeString

from accounts.addresses import address
from accounts.letters import absolute, compose, host, message_id, title
from accounts.moments import said_date
from blog import markup
from blog.models import Post

from ..anchoring.chips import shortened
from ..drawing import text_of
from ..models import Comment, Notice
from . import headers, words
from .tokens import Wish, unsubscribe_link

# Links within a comment: to a citation of the essay, or to a page of the site.
_RELATIVE = re.compile(r'(<a [^>]*?href=")(#|/(?!/))')
# Of the passage that a comment answers: it stands whole in the essay.
MOST_QUOTED = 300


@dataclass(frozen=True)
class Told:
    """One notice as a mail says it. `parent` are the words that it answers, where they are shown."""

    notice: Notice
    said: str
    url: str
    body: str = ""
    html: SafeString | str = ""
    reason: str = ""
    at: str = ""
    passage: str = ""
    parent: str = ""
    whose: str = ""


@dataclass(frozen=True)
class OnEssay:
    """What a mail says of one essay."""

    post: Post
    url: str
    told: list[Told] = field(default_factory=list)


def letter(notices: Sequence[Notice]) -> EmailMultiAlternatives:
    """One mail to one recipient about these notices, which they may see."""
    essays = _by_essay(notices)
    first = notices[0]
    subject, ids = _single(first) if len(notices) == 1 else _digest(notices, essays)
    courses = {essay.post.course.slug for essay in essays}
    leaving = _ways_to_leave(notices)
    lines = headers.listing(
        course=courses.pop() if len(courses) == 1 else "", unsubscribe=leaving[0][1], host=host()
    )
    context = {
        "essays": essays,
        "single": len(notices) == 1,
        "title": f"{len(notices)} new in your discussions",
        "leaving": leaving,
        "settings": absolute(address("comments:notice_settings")) if first.recipient_id else "",
    }
    to = (first.recipient or first.guest).email  # type: ignore[union-attr]
    return compose("comments/mail/notices", context, subject=subject, to=to, lines=ids | lines)


def _single(notice: Notice) -> tuple[str, dict[str, str]]:
    """Subject and threading of a mail about one comment. All of an essay have one subject, as programs
    that show threads want it."""
    comment = notice.its_comment
    post = comment.post
    course, essay = title(post.course.title), title(str(post))
    place = headers.threading(post=post.pk, path=comment.path, host=host())
    if notice.decision_id is None:
        return f"[{course}] Re: {essay}", place
    references = f"{place['References']} {place['Message-ID']}"
    return f"[{course}] Your comment on “{essay}”", {
        "Message-ID": message_id("decision", notice.decision_id, host()),
        "In-Reply-To": place["Message-ID"],
        "References": references,
    }


def _digest(notices: Sequence[Notice], essays: list[OnEssay]) -> tuple[str, dict[str, str]]:
    courses = dict.fromkeys(title(essay.post.course.title) for essay in essays)
    where = f"“{title(str(essays[0].post))}”" if len(essays) == 1 else f"{len(essays)} essays"
    lines = {"Message-ID": message_id("digest", notices[0].pk, host())}
    if len(essays) == 1:
        start = message_id("essay", essays[0].post.pk, host())
        lines |= {"In-Reply-To": start, "References": start}
    return f"[{title(', '.join(courses))}] {len(notices)} new on {where}", lines


def _by_essay(notices: Sequence[Notice]) -> list[OnEssay]:
    """In the order of the thread within an essay, and of what came first among them."""
    by_post: defaultdict[int, list[Notice]] = defaultdict(list)
    for notice in notices:
        by_post[notice.its_comment.post_id].append(notice)
    found = []
    for group in by_post.values():
        post = group[0].its_comment.post
        group.sort(key=lambda notice: (notice.its_comment.path, notice.pk))
        found.append(
            OnEssay(post, absolute(post.get_absolute_url()), [_told(notice, post) for notice in group])
        )
    return found


def _told(notice: Notice, post: Post) -> Told:
    comment = notice.its_comment
    url = absolute(comment.get_absolute_url())
    if notice.decision is not None:
        # Their own words: they know them, and no mail repeats what was not to be shown.
        gone = notice.decision.to_status != Comment.Status.PUBLISHED
        page = absolute(post.get_absolute_url()) if gone else url
        return Told(notice, words.said(notice), page, reason=notice.decision.shared_reason)
    parent = comment.parent if comment.parent and comment.parent.is_shown else None
    passage = getattr(comment, "passage", None)
    return Told(
        notice,
        words.said(notice),
        url,
        comment.body,
        html_for_mail(comment),
        at=said_date(comment.created_at),
        passage=shortened(passage.exact, MOST_QUOTED) if passage else "",
        parent=markup.excerpt(text_of(parent.html)) if parent else "",
        whose=_whose(parent, notice) if parent else "",
    )


def _whose(parent: Comment, notice: Notice) -> str:
    is_theirs = parent.author_id is not None and parent.author_id == notice.recipient_id
    return "You" if is_theirs else parent.writer_name


def html_for_mail(comment: Comment) -> SafeString:
    """The text as it is stored, with links that lead to the site from everywhere."""
    page = absolute(comment.post.get_absolute_url())

    def whole(found: re.Match[str]) -> str:
        start, rest = found.groups()
        return f"{start}{page}#" if rest == "#" else f"{start}{absolute('/')}"

    return markup.stored(_RELATIVE.sub(whole, text_of(comment.html)))


def _ways_to_leave(notices: Sequence[Notice]) -> list[tuple[str, str]]:
    """Words and links; the first is what a mail program's own button does."""
    first = notices[0]
    if first.guest is not None:
        return [("Stop following this thread", unsubscribe_link(Wish(guest=first.guest.key.hex)))]
    user = first.recipient_id or 0
    kinds = tuple(sorted({notice.kind for notice in notices}))
    threads = {notice.its_comment.post_id for notice in notices if notice.kind != Notice.Kind.DECISION}
    stop = f"No more mail about {' or '.join(words.ABOUT[kind] for kind in kinds)}"
    ways = [(stop, unsubscribe_link(Wish(user, kinds)))]
    if len(threads) == 1:
        post = threads.pop()
        if kinds == (Notice.Kind.FOLLOWED,):
            ways.insert(0, ("Stop following this thread", unsubscribe_link(Wish(user, kinds, post))))
        else:
            ways.append(("Mute this thread", unsubscribe_link(Wish(user, (), post))))
    return ways
