"""Which source a typed line names: blog/citing/lines.py."""

from __future__ import annotations

import pytest

from blog import actions
from blog.citing import desk
from blog.citing.lines import sources_named
from blog.citing.reciting import recite
from tests import makers
from tests.blog.test_citing import FREEZE, TUCKER, cited, plain, set_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    draft = makers.make_draft(body="So.")
    makers.make_source(draft.course, key="freeze", csl=FREEZE)
    makers.make_source(draft.course, key="tucker", csl=TUCKER)
    return draft


def listed(draft, *lines: str) -> list[str]:
    actions.save_post(post=draft, tags=[], source_lines=lines)
    return [entry.source.key for entry in draft.bibliography.select_related("source")]


@pytest.mark.parametrize(
    "line",
    [
        "Tucker, Robert C. “The Rise of Stalin’s Personality Cult.” The American Historical Review, 1979.",
        "The Rise of Stalin’s Personality Cult by Robert C. Tucker",
        "Tucker, R. C. (1979). The Rise of Stalin's Personality Cult.",
    ],
)  # fmt: skip
def test_a_line_with_author_and_title_names_the_librarys_work(draft, line):
    assert listed(draft, line) == ["tucker"]


@pytest.mark.parametrize(
    "line",
    [
        "Tucker, Robert C. Stalin in Power. New York: Norton, 1990.",
        "The Rise of Stalin’s Personality Cult",
        "Tucker, R. C. (1981). The Rise of Stalin's Personality Cult.",
    ],
)
def test_another_work_is_another_row(draft, line):
    assert listed(draft, line) != ["tucker"]


def test_the_editor_and_the_save_agree(draft):
    line = "The Rise of Stalin’s Personality Cult by Robert C. Tucker"
    assert list(desk.sources_of(draft, lines=[line])) == listed(draft, line)


def test_a_line_is_read_to_tell_works_apart(draft):
    draft.body = "Kelly (2005) and (Kelly 2007, 12)."
    listed(
        draft,
        "Kelly, Catriona. Comrade Pavlik. London: Granta, 2005.",
        "Kelly, Catriona. Children’s World. Yale UP, 2007.",
    )
    assert [row[1] is not None for row in cited(draft)] == [True, True]


def test_a_style_sets_what_can_be_read_and_leaves_the_rest_as_typed(draft):
    draft.body = "One (Granin 12). Two (Grey Notebook 3)."
    listed(
        draft, "Granin, Daniil. A Book of the Blockade. Moscow: Raduga, 1983.", "The grey notebook of my aunt"
    )
    page = set_in(draft, "apa")
    assert plain(page.body_html).startswith("One (Granin, 1983, p. 12). Two (Grey Notebook 3).")
    assert "The grey notebook of my aunt" in page.sources_html
    assert "n.d." not in page.sources_html


def test_the_author_is_offered_to_take_a_line_apart(client, draft):
    known = "The Rise of Stalin’s Personality Cult by Robert C. Tucker"
    listed(draft, "The grey notebook of my aunt", known)
    client.force_login(draft.author)
    page = client.get(f"/essays/{draft.pk}/edit/").text
    source = draft.bibliography.get(position=1).source
    assert f'href="{source.get_absolute_url()}edit/"' in page
    assert page.count('/edit/">') == 1


def test_reading_a_line_changes_no_record(draft):
    listed(draft, "Granin, Daniil. A Book of the Blockade. Moscow: Raduga, 1983.")
    recite(draft)
    assert set(draft.bibliography.get().source.csl) == {"type", "title"}


def test_what_stands_on_its_list_is_looked_for_nowhere_else(post, django_assert_num_queries):
    entry = makers.make_entry(post, "Tucker")
    with django_assert_num_queries(1):
        named = sources_named(["Tucker"], course=post.course_id, user=post.author, post=post)
    assert named == {"Tucker": entry.source}
