"""What a notice says: the words that a writer reads of what became of a comment, and of who wrote."""

from __future__ import annotations

import pytest

from comments.notices.words import ABOUT, said_of_comment, said_of_decision, said_of_step


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("held", "published", "Your comment is published"),
        ("spam", "published", "Your comment is published"),
        ("removed", "published", "Your comment is shown again"),
        ("published", "held", "Your comment is with the moderators again, and not shown meanwhile"),
        ("held", "removed", "Your comment was not published"),
        ("held", "spam", "Your comment was not published"),
        ("published", "removed", "Your comment was removed"),
        ("published", "spam", "Your comment was removed"),
    ],
)
def test_what_became_of_a_comment(before: str, after: str, words: str) -> None:
    assert said_of_decision(before, after) == words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("reply", "Ann replied to you"),
        ("comment", "Ann commented on your essay"),
        ("mention", "Ann mentioned you"),
        ("followed", "Ann commented"),
    ],
)
def test_who_wrote(kind: str, words: str) -> None:
    assert said_of_comment(kind, "Ann") == words
    assert kind in ABOUT


def test_an_essays_title_is_said_where_it_stands_nowhere_else() -> None:
    assert said_of_step("returned") == "Your essay was returned to you"
    assert said_of_step("submitted") == "An essay was handed in"
    assert said_of_step("published", "The Cult") == "“The Cult” is published"
