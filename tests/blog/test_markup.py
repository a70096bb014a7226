"""Markup: what Markdown may become, and that any text becomes something safe in bounded time."""

import time
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.texts import storable
from blog import markup

HOSTILE = [
    "[", "](", "[a](", "*", "**a*", "_a_", "- ", "- a\n", "> ", "`a``", "![", "[^", "^[a]", "<", "<a ", "&",
    "\\", "a\n", "|a|b|\n|-|-|\n", "<http://", "https://a.b/(((", "mailto:", "a@", "  - a\n", "1. a\n", "~",
    "a\n: ", "[a]: b\n", "[^1]\n\n[^1]: [^1]", "\t", "```\n", "<!--", "😀", "\u202e", "\u200b", "a@b.c",
    "javascript:", "<script>", "</p>",
    "onload=", '"', "data:text/html,", "\x00", "\ud800", "[a](javascript:alert(1))",
]  # fmt: skip
ATTRIBUTES = {"href", "rel", "start", "id", "class"}

texts = st.one_of(
    st.text(),
    st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=8)), max_size=40).map("".join),
)


def elements(rendered: str):
    """Every element of a rendered text, as (name, attributes), after a strict parse."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parseFragment(rendered)
    return [(node.tag, node.attrib) for node in tree.iter() if node.tag != "DOCUMENT_FRAGMENT"]


@pytest.mark.parametrize(
    ("render", "tags"),
    [(markup.render_post, markup.POST_TAGS), (markup.render_comment, markup.COMMENT_TAGS)],
)
@settings(max_examples=300, deadline=None)
@given(text=texts)
def test_no_text_yields_an_element_or_attribute_outside_the_list(render, tags, text):
    for name, attributes in elements(render(storable(text))):
        assert name in tags
        assert set(attributes) <= ATTRIBUTES
        address = urlsplit(attributes.get("href", "#"))
        assert address.scheme in {"", "http", "https", "mailto"}


@pytest.mark.parametrize(
    ("render", "length"), [(markup.render_post, 200_000), (markup.render_comment, 65_525)]
)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_text_renders_in_bounded_time(render, length, data):
    unit = "".join(data.draw(st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=4)))
    text = storable((unit * (length // len(unit) + 1))[:length])
    # CPU time of this process, so that a busy machine does not count.
    begin = time.process_time()
    render(text)
    assert time.process_time() - begin < 3


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_page_full_of_one_mark_renders_in_bounded_time(unit):
    text = storable((unit * 200_000)[:200_000])
    begin = time.process_time()
    markup.render_post(text)
    assert time.process_time() - begin < 3


@given(text=texts)
@settings(max_examples=200, deadline=None)
def test_storable_text_can_be_encoded_and_is_stable(text):
    clean = storable(text)
    clean.encode("utf-8")
    assert "\x00" not in clean
    assert storable(clean) == clean


def test_plain_text_looks_as_typed():
    typed = "Hi Isaiah!\nI really enjoyed “reading” your post -- it's 5 * 3 * 2 and #1.\n\nBye & thanks <3"
    rendered = markup.render_comment(typed)
    assert "Hi Isaiah!<br>\nI really enjoyed “reading” your post -- it's 5 * 3 * 2 and #1.</p>" in rendered
    assert "Bye &amp; thanks &lt;3" in rendered


def test_indented_and_underlined_lines_of_a_comment_stay_text():
    assert (
        markup.render_comment("title\n---\n# one\n\n    four")
        == "<p>title<br>\n---<br>\n# one</p>\n<p>four</p>\n"
    )


def test_comment_knows_emphasis_links_quotes_lists_and_code():
    rendered = markup.render_comment("*a* **b** `c`\n\n> d\n\n- e\n- f\n\nhttps://example.org/f")
    assert "<em>a</em> <strong>b</strong> <code>c</code>" in rendered
    assert "<blockquote>" in rendered
    assert "<li>e</li>" in rendered
    assert '<a href="https://example.org/f" rel="nofollow ugc noopener">' in rendered


def test_headings_start_below_the_title_and_skip_no_level():
    rendered = markup.render_post("### A\n\n##### B\n\n# C")
    assert '<h2 id="part-1">A</h2>' in rendered
    assert "<h3>B</h3>" in rendered
    assert '<h2 id="part-2">C</h2>' in rendered


def test_headings_typed_alike_stay_alike():
    rendered = markup.render_post("## A\n\n### B\n\n### C\n\n## D")
    assert [rendered.count(f"<h{level}") for level in (2, 3, 4)] == [2, 2, 0]


def test_the_contents_are_the_headings_of_the_first_level_in_words():
    rendered = markup.render_post("# *One* & all[^n]\n\n## Below\n\n# Two\n\n[^n]: A note.")
    assert markup.contents(rendered) == [("part-1", "One & all"), ("part-2", "Two")]


def test_footnotes_link_there_and_back():
    rendered = markup.render_post("Text.[^n]\n\n[^n]: The note.")
    assert 'href="#fn-essay-1"' in rendered
    assert 'id="fn-essay-1"' in rendered
    assert 'href="#fnref-essay-1"' in rendered


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "JaVaScRiPt:x", "java\tscript:x"]
)
def test_links_that_run_something_are_no_links(url):
    assert "href" not in markup.render_post(f"[a]({url}) <{url}>")


def test_table_columns_keep_their_alignment_without_a_style_attribute():
    rendered = markup.render_post("| a | b |\n|:--|--:|\n| c | d |")
    assert '<td class="align-right">d</td>' in rendered
    assert "style" not in rendered


def test_excerpt_ends_at_a_word():
    cut = markup.excerpt("<p>" + "word " * 100 + "</p>")
    assert len(cut) <= markup.MAX_EXCERPT_LENGTH
    assert cut.endswith("word…")


def test_excerpt_is_plain_text():
    assert markup.excerpt("<p>A &amp; <em>B</em></p><p>C</p>") == "A & B C"


def test_excerpt_leaves_the_marks_of_footnotes_out():
    assert markup.excerpt(markup.render_post("Eight days[^1] in all.\n\n[^1]: A note.")).startswith(
        "Eight days in all."
    )
