"""Every kind of damage is said in a plain sentence, mended, and gone; on a right thread nothing is said."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from blog.models import Post
from comments import consistency
from comments.actions import post_comment
from comments.anchoring.placing import place_passages
from comments.models import Comment, CommentEdit, ModerationEntry, Notice, Passage, ReadMark, Thanks
from comments.moderation.deciding import moderate
from tests import makers
from tests.world import connected_to

pytestmark = pytest.mark.django_db


def damage_path(thread: list[Comment]) -> None:
    Comment.objects.filter(pk=thread[1].pk).update(path="wrong")


def damage_depth(thread: list[Comment]) -> None:
    Comment.objects.filter(pk=thread[1].pk).update(depth=7)


def damage_hidden(thread: list[Comment]) -> None:
    Comment.objects.filter(pk=thread[1].pk).update(is_shown=False)


def damage_shown_below_held(thread: list[Comment]) -> None:
    moderate(comments=Comment.objects.filter(pk=thread[0].pk), to="held", by=teacher(thread))
    Comment.objects.filter(pk=thread[1].pk).update(is_shown=True)
    Post.objects.update(comment_count=2)


def damage_branch_count(thread: list[Comment]) -> None:
    Comment.objects.filter(pk=thread[0].pk).update(branch_count=9)


def damage_comment_count(thread: list[Comment]) -> None:
    Post.objects.update(comment_count=9)


def damage_status(thread: list[Comment]) -> None:
    """Held by hand: the journal knows nothing of it, and the counts are wrong too."""
    Comment.objects.filter(pk=thread[2].pk).update(status="held", is_shown=False)


def damage_last_status(thread: list[Comment]) -> None:
    moderate(comments=Comment.objects.filter(pk=thread[2].pk), to="spam", by=teacher(thread))
    Comment.objects.filter(pk=thread[2].pk).update(status="removed")


def damage_thanks(thread: list[Comment]) -> None:
    Thanks.objects.create(comment=thread[0], user=thread[1].author)


def damage_notices(thread: list[Comment]) -> None:
    Notice.objects.create(recipient=thread[0].author, comment=thread[1], kind="reply")
    User.objects.filter(pk=thread[0].author_id).update(unread_notices=4)


def damage_display(thread: list[Comment]) -> None:
    Comment.objects.filter(pk=thread[0].pk).update(html="<div>Other words</div>")


def damage_edit(thread: list[Comment]) -> None:
    moderate(comments=Comment.objects.filter(pk=thread[2].pk), to="deleted", by=teacher(thread))
    CommentEdit.objects.create(comment=thread[2], before="a", after="b", state="held")


def damage_first_showing(thread: list[Comment]) -> None:
    Comment.objects.filter(pk=thread[0].pk).update(shown_in=99)


def damage_read_mark(thread: list[Comment]) -> None:
    ReadMark.objects.create(user=thread[0].author, post=thread[0].post, version=99)


def damage_what_was_read(thread: list[Comment]) -> None:
    ReadMark.objects.create(user=thread[0].author, post=thread[0].post, read_ids=[thread[1].pk, 999_999])


def damage_passage(thread: list[Comment]) -> None:
    answer_passage(thread[0])
    Passage.objects.update(start=5_000, end=5_004)


def damage_passage_version(thread: list[Comment]) -> None:
    answer_passage(thread[0])
    Passage.objects.update(post_version=99)


def answer_passage(comment: Comment) -> None:
    Passage.objects.create(comment=comment, exact="short", placed_at=timezone.now())
    place_passages(comment.post)


DAMAGE = {
    damage_path: r"Comment \d+ on russia/\S+ is filed at wrong, depth 1; it should be at \w{14}, depth 1\.",
    damage_depth: r"Comment \d+ on \S+ is filed at \w{14}, depth 7; it should be at \w{14}, depth 1\.",
    damage_hidden: r"Comment \d+ on \S+ is hidden; by its status it should be shown\.",
    damage_shown_below_held: r"Comment \d+ on \S+ is shown; .* it should not be.",
    damage_branch_count: r"Comment \d+ on \S+ counts 9 below it; it should count 1\.",
    damage_comment_count: r"The thread of \S+ counts 9 comments; it should count 3\.",
    damage_status: r"Comment \d+ is held, and in the journal it has no entry; it should say held\.",
    damage_last_status: r"Comment \d+ is removed, and in the journal its last entry says spam; .*",
    damage_thanks: r"Comment \d+ counts 0 thanks; it should count 1\.",
    damage_notices: r"User \d+ counts 4 unread notices; it should count 1\.",
    damage_display: r"Comment \d+ is stored as it is not drawn any more; it should be redrawn\.",
    damage_passage: r"The passage of comment \d+ is not where it says in essay \d+; .* looked for anew\.",
    damage_passage_version: r"The passage of comment \d+ was placed in version 99 .* at most \d\.",
    damage_edit: r"Edit \d+ of comment \d+, which is deleted, waits; it should be refused\.",
    damage_first_showing: r"Comment \d+ was first shown in version 99 of its thread; .* at most \d\.",
    damage_read_mark: r"User \d+ has read essay \d+ up to version 99 of its thread; .* at most \d\.",
    damage_what_was_read: r"User \d+ has read 999999 in the thread of essay \d+, .* should be forgotten\.",
}


@pytest.fixture
def thread(post: Post, author: User, instructor: User) -> list[Comment]:
    """A comment, its reply, and one more of the first level: by the actions, so that all agrees."""
    first = post_comment(post=post, author=instructor, body="First.")
    reply = post_comment(post=post, author=instructor, body="Reply.", parent=first)
    return [first, reply, post_comment(post=post, author=instructor, body="Second.")]


def teacher(thread: list[Comment]) -> User:
    assert thread[0].author
    return thread[0].author


def said(*, repair: bool = False) -> list[str]:
    return [finding.says for finding in consistency.check(repair=repair)]


def command(*options: str) -> str:
    out = io.StringIO()
    call_command("check_consistency", *options, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_damage_is_said_then_mended_then_gone(
    damage: Callable[[list[Comment]], None], thread: list[Comment]
) -> None:
    damage(thread)
    before = said()
    sentence = next(sentence for sentence in before if re.fullmatch(DAMAGE[damage], sentence))
    assert said() == before, "to look changes nothing"
    assert sentence in said(repair=True)
    assert said() == []


def test_mending_publishes_nothing(thread: list[Comment]) -> None:
    damage_status(thread)
    said(repair=True)
    assert Comment.objects.get(pk=thread[2].pk).status == "held"
    assert ModerationEntry.objects.get().rule == "check_consistency"


def test_thread_whose_count_is_mended_is_shown_anew(thread: list[Comment]) -> None:
    post = thread[0].post
    before = Post.objects.get(pk=post.pk).thread_version
    damage_comment_count(thread)
    said(repair=True)
    assert Post.objects.get(pk=post.pk).thread_version > before


def test_parent_on_another_essay_is_left_to_a_person(thread: list[Comment]) -> None:
    stray = post_comment(
        post=makers.make_post(course=thread[0].post.course), author=teacher(thread), body="Else."
    )
    Comment.objects.filter(pk=thread[1].pk).update(parent=stray)
    with pytest.raises(CommandError, match=r"^0 mended; 1 to be mended by hand\.$"):
        command("--repair")
    assert "its parent has to be set by hand" in said()[0]


def test_command_says_that_everything_agrees(thread: list[Comment]) -> None:
    assert command() == "Everything agrees.\n"


def test_command_fails_where_something_is_wrong(thread: list[Comment]) -> None:
    damage_comment_count(thread)
    with pytest.raises(CommandError, match="1 wrong") as refusal:
        command()
    assert refusal.value.returncode == 1


def test_command_mends(thread: list[Comment]) -> None:
    damage_comment_count(thread)
    assert command("--repair").endswith("\n1 mended.\n")
    assert command() == "Everything agrees.\n"


def test_class_of_the_fixtures_agrees(world_file: Path, django_db_blocker: DjangoDbBlocker) -> None:
    """Read where it is: `world` would stay for the tests of this module that come after."""
    with django_db_blocker.unblock(), connected_to(world_file):
        assert said() == []
