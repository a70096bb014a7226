"""The operator's command that approves what is held: as a moderator's decision, logged."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from blog.models import Post
from comments.models import Comment, ModerationEntry
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(post: Post, staff: User) -> list[Comment]:
    """One on the essay, one on another essay of its course, one in another course."""
    essays = [post, makers.make_post(post.author, post.course), makers.make_post()]
    return [makers.make_comment(essay, status="held") for essay in essays]


def approve(*options: str) -> str:
    out = io.StringIO()
    call_command("approve_comments", *options, stdout=out)
    return out.getvalue()


def waiting() -> set[int]:
    return set(Comment.objects.awaiting_review().values_list("pk", flat=True))


def test_those_of_an_essay(held: list[Comment], post: Post) -> None:
    assert approve("--essay", f"russia/{post.slug}") == "1 approved by Sam Staff.\n"
    assert waiting() == {held[1].pk, held[2].pk}
    assert Post.objects.get(pk=post.pk).comment_count == 1


def test_those_of_a_course(held: list[Comment]) -> None:
    assert approve("--course", "russia") == "2 approved by Sam Staff.\n"
    assert waiting() == {held[2].pk}


def test_all(held: list[Comment]) -> None:
    assert approve("--all") == "3 approved by Sam Staff.\n"
    assert not waiting()


def test_journal_names_who_decided(held: list[Comment], instructor: User) -> None:
    approve("--course", "russia", "--by", instructor.email.upper())
    entry = ModerationEntry.objects.first()
    assert (entry.moderator, entry.from_status, entry.to_status) == (instructor, "held", "published")


def test_spam_and_removed_ones_stay(post: Post, staff: User) -> None:
    for status in ("spam", "removed"):
        makers.make_comment(post, status=status)
    assert approve("--all") == "0 approved by Sam Staff.\n"


def test_dry_run_changes_nothing(held: list[Comment]) -> None:
    assert approve("--all", "--dry-run") == "3 would be approved by Sam Staff.\n"
    assert len(waiting()) == 3


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "one of the arguments --essay --course --all is required"),
        (("--all", "--course", "russia"), "not allowed with argument"),
        (("--course", "nowhere"), "There is no course nowhere"),
        (("--essay", "russia"), "There is no essay russia"),
        (("--essay", "russia/nothing"), "There is no essay russia/nothing"),
        (("--all", "--by", "nobody@example.org"), "There is no account with the address nobody@example.org"),
    ],
)
def test_what_is_wrong_is_said(held: list[Comment], options: tuple[str, ...], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        approve(*options)
    assert len(waiting()) == 3


def test_who_does_not_teach_there_approves_nothing(held: list[Comment], instructor: User) -> None:
    with pytest.raises(CommandError, match="Ines Instructor does not teach"):
        approve("--all", "--by", instructor.email)
    assert len(waiting()) == 3


def test_site_without_staff_asks_who_decides(post: Post) -> None:
    makers.make_comment(post, status="held")
    with pytest.raises(CommandError, match="Say with --by EMAIL"):
        approve("--all")
