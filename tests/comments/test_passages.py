"""Passages follow their essay, on the seed: comments/anchoring/placing.py."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from blog.citing.reciting import recite
from blog.models import Post
from comments.anchoring.placing import misplaced
from comments.models import Passage
from tests import makers
from tests.world import SEED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
CHIP = "data-passage="


@pytest.fixture
def essay() -> Post:
    return Post.objects.get(slug=SEED)


def revise(essay: Post, *changes: tuple[str, str]) -> None:
    essay.refresh_from_db()
    for old, new in changes:
        assert old in essay.body
        essay.body = essay.body.replace(old, new)
    essay.save()
    recite(essay)


def closing(essay: Post) -> Passage:
    return Passage.objects.select_related("comment").get(comment__post=essay)


def page_of(essay: Post) -> str:
    return Client().get(essay.get_absolute_url()).content.decode()


def test_fifth_reply_of_the_first_level_answers_the_closing_paragraph(essay: Post) -> None:
    passage = closing(essay)
    assert "Your last paragraph is especially striking" in passage.comment.body
    assert passage.exact.startswith("In closing, Joseph Stalin")
    assert not passage.is_detached
    page = page_of(essay)
    assert page.count(CHIP) == 1
    assert ">10 replies on" in page


def test_it_holds_when_the_first_paragraph_is_edited(essay: Post) -> None:
    before = closing(essay)
    revise(essay, ("one of the most influential people", "among the most influential and most feared people"))
    after = closing(essay)
    assert after.start > before.start
    assert (after.found, after.end - after.start) == ("", len(after.exact))
    assert f'{CHIP}"{after.start}-{after.end}"' in page_of(essay)


def test_it_is_found_again_when_it_is_reworded_a_little(essay: Post) -> None:
    revise(
        essay,
        ("In closing, Joseph Stalin,", "To conclude, Stalin,"),
        ("required the twisting", "took a twisting"),
    )
    passage = closing(essay)
    assert passage.found.startswith("To conclude, Stalin, while never in real danger")
    assert passage.found.endswith("back to the Soviet Union.")
    assert passage.exact.startswith("In closing, Joseph Stalin")
    assert "reworded since" in page_of(essay)


def test_it_is_detached_with_its_quote_when_the_paragraph_is_deleted(essay: Post) -> None:
    version = essay.version
    revise(essay, (essay.body[essay.body.index("In closing") :], ""))
    passage = closing(essay)
    assert passage.is_detached
    assert passage.post_version > version
    page = page_of(essay)
    assert "No longer in the essay since its revision of" in page
    assert "<q>In closing, Joseph Stalin, while never in real danger" in page
    assert ">10 replies on" in page


def test_it_is_placed_again_when_the_paragraph_comes_back(essay: Post) -> None:
    before, words = closing(essay), essay.body
    revise(essay, (essay.body[essay.body.index("In closing") :], ""))
    lost = Post.objects.get(pk=essay.pk).thread_version
    revise(essay, (Post.objects.get(pk=essay.pk).body, words))
    after = closing(essay)
    assert (after.start, after.end, after.found) == (before.start, before.end, "")
    assert CHIP in page_of(essay)
    assert Post.objects.get(pk=essay.pk).thread_version == lost + 1


def test_revision_elsewhere_leaves_the_thread_as_it_is(essay: Post) -> None:
    version = essay.thread_version
    Passage.objects.update(start=None, end=None)
    Passage.objects.update(exact="Words that the essay never had, not even in a draft of it.")
    revise(essay, ("20th century", "twentieth century"))
    assert Post.objects.get(pk=essay.pk).thread_version == version


def test_queries_of_a_revision_do_not_grow_with_passages(post: Post) -> None:
    counts = []
    for number in (1, 300):
        comments = [makers.make_comment(post, post.author) for _ in range(number)]
        for comment in comments:
            makers.make_passage(comment, "short text")
        with CaptureQueriesContext(connection) as queries:
            revise(post, ("*short*", "rather *short*"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert not Passage.objects.filter(comment__post=post, start=None).exists()


def test_passage_that_is_not_where_it_says_is_told(essay: Post) -> None:
    assert misplaced(essay) == []
    passage = closing(essay)
    Passage.objects.filter(pk=passage.pk).update(start=5, end=30)
    assert misplaced(essay) == [passage.pk]
