"""A thread as HTML, drawn from plain rows. Pure functions: no request, no query.

A template loop costs 0.1 ms and more a comment, so a comment is put together in two steps. What is the
same for every reader (`fragment`: date and text) is made once and stored with it; who wrote it, whom it
answers and what this reader may do with it (`draw`) is added per request. The markup is kept short on
purpose: a thread repeats it a thousand times. docs/design.md lists its parts for the style sheet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString

from accounts import faces
from accounts.moments import said_date
from blog import markup

from .anchoring.chips import Quote, at_essay, quoted

GONE = {
    "removed": "This reply was removed.",
    "deleted": "This reply was deleted by its writer.",
    "held": "This reply is not shown.",
    "spam": "This reply is not shown.",
}
AWAITING = "Your comment is awaiting moderation."
# More paragraphs than these are counted and not listed.
MAX_NUMBERS = 3
CHANGE_WAITS = "Your change waits for a moderator."


class Person(NamedTuple):
    """What a thread shows of somebody with an account. `role` is their chip's text in this course."""

    name: str
    picture: str = ""
    website: str = ""
    role: str = ""


class Row(NamedTuple):
    """What a thread shows of one comment.

    The rows themselves are plain tuples in this order, which is why they are unpacked and not asked by name:
    to make a thousand Rows costs as much as to draw them. comments/thread.py reads by these names, so that
    only the one unpacking in `draw` repeats the order.
    """

    pk: int
    path: str
    depth: int
    status: str
    author: int | None
    guest: str
    website: str
    html: str
    shown_in: int | None
    is_thanked: bool
    parent: int | None
    parent_is_shown: bool | None
    parent_author: int | None
    parent_guest: str | None
    # Of the reader's own: why it is not shown, or that a change of it waits.
    told: str | None = ""


PK, AUTHOR, PARENT_AUTHOR = map(Row._fields.index, ("pk", "author", "parent_author"))


class Change(NamedTuple):
    """A revision that answers a comment: the address of what it changed, and in which paragraphs."""

    address: str
    paragraphs: Sequence[int] = ()


class Reader(NamedTuple):
    """Whose thread it is: their account, or the held comments that this guest's browser wrote.

    `read_to` is the version of the thread up to which they have read it, None for who never has; `read`
    are the ids of later comments that they have read.
    """

    account: int | None = None
    own: Collection[int] = ()
    read_to: int | None = None
    read: Collection[int] = ()


def fragment(
    *,
    created_at: datetime,
    body_html: str,
    edited: bool = False,
    question: str = "",
    quote: Quote | None = None,
    thanks: int = 0,
    changes: Sequence[Change] = (),
) -> str:
    """What is stored with a comment: its date, its chips, its rendered text, how often it was thanked for,
    and what its essay's author changed in answer to it.

    `question` is "", "open" or "answered".
    """
    utc = created_at.astimezone(UTC)
    date = f'<time datetime="{utc:%Y-%m-%dT%H:%MZ}">{said_date(created_at)}</time>'
    chips = " <small>edited</small>" * edited + _QUESTIONS[question] + (quoted(quote) if quote else "")
    thanked = f"<small>Thanks: {thanks}</small>" if thanks else ""
    return f"{date}{chips}<div>{body_html.strip()}</div>{''.join(map(_revised, changes))}{thanked}"


def _revised(change: Change) -> str:
    """Not by name: an author may write under another one."""
    numbers = [str(number) for number in change.paragraphs]
    where = "the essay"
    if len(numbers) == 1:
        where = f"paragraph {numbers[0]}"
    elif len(numbers) > MAX_NUMBERS:
        where = f"{len(numbers)} paragraphs"
    elif numbers:
        where = f"paragraphs {', '.join(numbers[:-1])} and {numbers[-1]}"
    return f'<small><a href="{escape(change.address)}">The author revised {where}</a></small>'


_QUESTIONS = {
    "": "",
    "open": " <em>Question</em>",
    "answered": " <em>Question, answered</em>",
}


def text_of(html: str) -> str:
    """The rendered text in what `fragment` made: no text of a comment contains a <div>."""
    return html.partition("<div>")[2].rpartition("</div>")[0]


def draw(
    rows: Iterable[Row],
    people: Mapping[int, Person],
    *,
    reader: Reader,
    writers: Collection[int],
    answerable: bool,
    base: str = "",
    gaps: Mapping[int, str] | None = None,
) -> SafeString:
    """The thread of `rows`, which come in reading order and include nothing that is not shown.

    A row that its reader may not see is drawn as a tombstone: its place, neither its words nor its writer.
    `answerable` says whether replies are open. `base` is the essay's address, where the page has another.
    `gaps` has the HTML of what stands for replies that are left out, by the id of the row that they follow.
    """
    rows = list(rows)
    here = {row[PK] for row in rows}
    # Escaped once a person, not once a reply.
    names = {pk: escape(person.name) for pk, person in people.items()}
    heads: dict[int | tuple[str, str], str] = {}
    may_be_new = reader.read_to is not None
    parts: list[str] = []
    for row in rows:
        (
            pk, _, depth, status, author, guest, website, html, shown_in, is_thanked,
            parent, parent_is_shown, parent_author, parent_guest, told,
        ) = row  # fmt: skip
        # A guest's spam is drawn as if it waited: who sends it learns nothing, and no one's words vanish.
        held = (
            (status == "held" and author == reader.account)
            if author
            else (status in ("held", "spam") and pk in reader.own)
        )
        if status != "published" and not held:
            parts.append(
                f'<article id="comment-{pk}" class="depth-{depth} gone"><p>{GONE[status]}</p></article>\n'
            )
            continue
        who = author or (guest, website)
        head = heads.get(who)
        if head is None:
            person = people[author] if author else Person(guest, website=website)
            head = heads[who] = _head(person, author in writers)
        link = ""
        if parent:
            page = "" if parent in here else f"{base}?comment={parent}"
            # The name of a hidden comment's writer stays hidden.
            name = "a hidden reply"
            if parent_is_shown:
                name = names[parent_author] if parent_author else escape(parent_guest or "")
            link = f'<a href="{page}#comment-{parent}">in reply to {name}</a> '
        date, _, text = html.partition("</time>")
        text = at_essay(text, base) if base else text
        extra = " held" if held else " bypostauthor" if author in writers else ""
        new = ""
        if may_be_new and is_new(shown_in, pk, author, reader):
            extra += " new"
            new = "<strong>New</strong> "
        end = ""
        if held:
            end = f'<p class="notice">{AWAITING}{f" {escape(told)}" if told else ""}</p>'
        elif answerable:
            end = f'<a href="{base}?replytocom={pk}#respond">Reply</a>'
        if told and not held:
            end = f'<p class="notice">{escape(told)}</p>{end}'
        if reader.account:
            end += _for_member(pk, is_thanked, own=author == reader.account)
        elif pk in reader.own:
            end += _more(pk)
        parts.append(
            f'<article id="comment-{pk}" class="depth-{depth}{extra}">{head}{new}{link}'
            f'<a href="{base}?comment={pk}#comment-{pk}">{date}</time></a>{text}{end}</article>\n'
        )
    if gaps:
        # A part for each row.
        parts = [part + gaps.get(pk, "") for part, (pk, *_) in zip(parts, rows, strict=True)]
    return markup.stored("".join(parts))


def _for_member(pk: int, is_thanked: bool, own: bool) -> str:
    """Thanks, by the page's one form of that id, and the page of all that one may do with a comment."""
    if own:
        return _more(pk)
    thank = "Thanked" if is_thanked else "Thank"
    pressed = ' aria-pressed="true"' * is_thanked
    return f'<button form="thank" name="comment" value="{pk}"{pressed}>{thank}</button>{_more(pk)}'


def _more(pk: int) -> str:
    return f'<a href="/comments/{pk}/">More</a>'


def is_new(shown_in: int | None, pk: int, author: int | None, reader: Reader) -> bool:
    """Not read yet: of who has never read this thread, nothing is."""
    if reader.read_to is None or shown_in is None or author == reader.account:
        return False
    return shown_in > reader.read_to and pk not in reader.read


@lru_cache(maxsize=5_000)
def _head(person: Person, wrote_post: bool) -> str:
    """Picture or initials, name and chips: the same for every comment of one person."""
    name = escape(person.name)
    if person.website:
        name = f'<a href="{escape(person.website)}" rel="external nofollow ugc">{name}</a>'
    chips = ["By Post Author"] * wrote_post + [escape(person.role)] * bool(person.role)
    return f"{face(person)}<b>{name}</b> " + "".join(f"<em>{chip}</em> " for chip in chips)


def face(person: Person) -> str:
    """Their picture, or initials where they have none."""
    if person.picture:
        return f'<img src="{escape(person.picture)}" alt="" width="40" height="40" loading="lazy">'
    return f'<i class="h{faces.tint(person.name)}" data-i="{escape(faces.initials(person.name))}"></i>'
