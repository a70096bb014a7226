"""One's own essays, by what is to be done with them, each with what its writer wants to know of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone

from accounts.models import User
from courses.models import Course, WritingPolicy

from ..checklist.items import Asked, Written, items
from ..checklist.words import count
from ..models import Post, Revision, Step, WorkingCopy
from ..publishing.moves import Rights, onward

# The order of the page: what waits for its writer comes first.
HEADINGS = {
    Post.Status.RETURNED: "Returned to you",
    Post.Status.DRAFT: "Drafts",
    Post.Status.SUBMITTED: "Handed in",
    Post.Status.SCHEDULED: "Scheduled",
    Post.Status.PUBLISHED: "Published",
    Post.Status.WITHDRAWN: "Withdrawn",
}
# Their words are still to be written: the title leads to the editor, and the unit's date matters.
UNDER_WAY = (Post.Status.RETURNED, Post.Status.DRAFT)


@dataclass(frozen=True)
class Own:
    """An essay in the list.

    `returned` is the step with the teacher's note. `due_at` is when it should be in, `lacks` what it is known
    to lack, and `onward` what its editor's button says, all where it is still written; `unsaved` is what its
    reader typed and did not save.
    """

    post: Post
    heading: str
    words: int
    saved_at: datetime
    returned: Step | None = None
    due_at: datetime | None = None
    is_overdue: bool = False
    lacks: Sequence[str] = ()
    unsaved: WorkingCopy | None = None
    onward: str = ""

    @property
    def is_under_way(self) -> bool:
        return self.post.status in UNDER_WAY


def own_posts(user: User) -> QuerySet[Post]:
    """In the order of the page, and within a status those saved last first."""
    newest = Revision.objects.filter(post=OuterRef("pk"), number=OuterRef("revision_number"))
    taught = Course.objects.taught_by(user).filter(pk=OuterRef("course"))
    places = [When(status=status, then=Value(place)) for place, status in enumerate(HEADINGS)]
    return (
        Post.objects.editable_by(user)
        .annotate(place=Case(*places), saved_at=Subquery(newest.values("made_at")), teaches=Exists(taught))
        .select_related("course__writing_policy", "unit", "withdrawn_by")
        .defer("body_html", "marked_html", "sources_html", "course__description", "unit__prompt")
        .order_by("place", "-updated_at", "-pk")
    )


def rows_of(posts: Sequence[Post], copies: Mapping[int, WorkingCopy]) -> list[Own]:
    """`posts` of `own_posts` as rows, with the `copies` of what was not saved, by essay.

    One query, for what was said when some of them were returned.
    """
    now, notes = timezone.now(), _notes(posts)
    rows = []
    for post in posts:
        words = count(post.body)
        due_at = post.unit.posts_due_at if post.unit and post.status in UNDER_WAY else None
        rows.append(
            Own(
                post,
                HEADINGS[Post.Status(post.status)],
                words=words,
                saved_at=post.saved_at or post.updated_at,  # type: ignore[attr-defined]
                returned=notes.get(post.pk),
                due_at=due_at,
                is_overdue=due_at is not None and due_at < now,
                unsaved=copies.get(post.pk),
                lacks=_lacks(post, words) if post.status in UNDER_WAY else (),
                onward=_onward(post) if post.status in UNDER_WAY else "",
            )
        )
    return rows


def _lacks(post: Post, words: int) -> list[str]:
    """What the checklist says that needs no query: the length, and what the last check of citations found."""
    unit, found = post.unit, post.ledger.get("findings", 0)
    asked = Asked(unit.min_words, unit.max_words) if unit else Asked()
    lacks = [f"{item.text}: {item.missing}" for item in items(asked, Written(words)) if item.missing]
    return lacks + ([f"{found} suggestion{'' if found == 1 else 's'} about citations"] if found else [])


def _onward(post: Post) -> str:
    """Of an essay of `own_posts`, which know whether their writer teaches the course."""
    lets_through = post.course.rules_of_writing().publishing == WritingPolicy.Publishing.STAFF
    return onward(post, Rights(True, post.teaches, lets_through)).label  # type: ignore[attr-defined]


def _notes(posts: Sequence[Post]) -> dict[int, Step]:
    """By essay how it was last returned, of those that are returned."""
    returned = [post.pk for post in posts if post.status == Post.Status.RETURNED]
    if not returned:
        return {}
    steps = Step.objects.filter(post__in=returned, kind=Step.Kind.RETURNED).select_related("by")
    return {step.post_id: step for step in steps.order_by("at", "pk")}
