"""A revision that answers a reply, from the thread to the editor and to its readers."""

from __future__ import annotations

from playwright.sync_api import expect

from comments.models import Comment
from tests.world import COURSE, SEED

from .conftest import Visitors

ESSAY = f"/courses/{COURSE}/essays/{SEED}/"
ADDED = " What Stalin himself believed of it, no source can say."


def test_revision_that_answers_the_third_reply_shows_in_the_thread_and_in_the_difference(
    visitor: Visitors,
) -> None:
    third = Comment.objects.filter(post__slug=SEED).order_by("path")[2]
    author = visitor("isaiah")
    author.goto(f"/comments/{third.pk}/")
    author.get_by_role("link", name="Revise the essay in answer").click()
    expect(author.get_by_label("In answer to")).to_have_value(str(third.pk))
    text = author.locator("textarea[name=body]")
    paragraphs = text.input_value().split("\n\n")
    paragraphs[1] += ADDED
    text.fill("\n\n".join(paragraphs))
    author.get_by_role("button", name="Update").click()

    reader = visitor()
    reader.goto(ESSAY)
    expect(reader.get_by_role("link", name="Revised on")).to_be_visible()
    note = reader.locator(f"#comment-{third.pk}").get_by_role("link", name="The author revised paragraph 2")
    note.click()
    expect(reader.locator("ins").filter(has_text="no source can say")).to_have_count(1)
    expect(reader.locator("details.same")).to_have_count(0)
    reader.get_by_role("link", name="the comment by").click()
    expect(reader.locator(f"#comment-{third.pk}")).to_be_in_viewport()
