"""Comments that cite the essay's sources."""

from __future__ import annotations

import pytest

from comments import actions, upkeep
from comments.models import Comment
from sources.models import SourceMerge
from tests import makers
from tests.blog.test_citing import essay, plain

pytestmark = pytest.mark.django_db


def post_comment(body: str, post=None, author=None) -> Comment:
    post = post or essay("So (Freeze 347).")
    return actions.post_comment(post=post, author=author or makers.make_member(post.course), body=body)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("But see (Freeze 350).", "But see (Freeze 350)."),
        ("But [see @freeze, 350; @tucker, 3]!", "But (see Freeze 350; Tucker 3)!"),
        ("As @tucker [12] has it", "As Tucker (12) has it"),
    ],
)
def test_a_comment_cites_in_the_notation_of_essays(body, said):
    html = post_comment(body).html
    assert plain(html).endswith(said)
    assert '<a class="cite" href="/courses/' in html
    assert "/sources/freeze/" in html or "/sources/tucker/" in html


@pytest.mark.parametrize("body", ["Hello (all)", "mail me @home", "[@nobody, 3]", "(Smith 3)", "(" * 500])
def test_what_is_no_source_of_the_essay_stays_as_typed(body):
    html = post_comment(body).html
    assert "cite" not in html
    assert body.split()[0] in plain(html)


def test_citations_are_no_links_that_hold_a_comment():
    post = essay("So (Freeze 347).")
    author = makers.make_member(post.course)
    makers.make_comment(post, author)
    comment = post_comment("(Freeze 1) and (Freeze 2) and (Tucker 3)", post, author)
    assert comment.html.count('class="cite"') == 3
    assert comment.status == Comment.Status.PUBLISHED


def test_redrawing_keeps_citations():
    comment = post_comment("But (Freeze 350).")
    assert upkeep.redraw(Comment.objects.filter(pk=comment.pk)) == 0


def test_a_comment_that_cannot_cite_asks_nothing_of_the_sources(django_assert_num_queries):
    post = essay("So (Freeze 347).")
    with django_assert_num_queries(0):
        Comment(post=post, body="A plain remark.").rendered_body()
    with django_assert_num_queries(1):
        Comment(post=post, body="A remark (Freeze 3).").rendered_body()


def test_the_key_of_a_merged_source_goes_on_citing():
    post = essay("So (Freeze 347).")
    freeze = post.bibliography.get(source__key="freeze").source
    SourceMerge.objects.create(course=post.course, kept=freeze, key="freese", csl={"title": "x"})
    assert plain(post_comment("But [@freese, 350].", post).html).endswith("But (Freeze 350).")
