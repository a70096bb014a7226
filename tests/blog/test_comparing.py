"""The difference between two texts. What is put in and taken out is read by a parser of its own."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.markup import render_post
from blog.revising.comparing import difference, line_difference, list_difference

VOID = {"br", "hr", "img"}
MARKED = "visually-hidden"


class Side(HTMLParser):
    """The words without those in `left_out`, and whether every element was closed in its place."""

    def __init__(self, left_out=""):
        super().__init__(convert_charrefs=True)
        self.left_out, self.open, self.words, self.balanced = left_out, [], [], True

    def handle_starttag(self, tag, attrs):
        classes = dict(attrs).get("class") or ""
        if tag not in VOID:
            hidden = tag == self.left_out or classes in (MARKED, "footnote-ref", "footnote-backref")
            self.open.append((tag, hidden or bool(self.open and self.open[-1][1])))

    def handle_endtag(self, tag):
        self.balanced &= bool(self.open) and self.open.pop()[0] == tag

    def handle_data(self, data):
        if not (self.open and self.open[-1][1]):
            self.words.append(data)


def read(html, left_out=""):
    side = Side(left_out)
    side.feed(html)
    side.close()
    assert side.balanced, html
    assert not side.open, html
    return re.sub(r"\s", "", "".join(side.words))


def drawn(old, new):
    return "".join(part.html for part in difference(render_post(old), render_post(new)))


PIECES = st.sampled_from(
    ["one ", "two", " ", "*", "**", "`", "[a](https://e.org/)", "# ", "- ", "1. ", "> ", "\n", "\n\n",
     "---\n", "|a|b|\n|-|-|\n|c|d|\n", "[^1]", "\n\n[^1]: note\n", "~~gone~~", "<script>",
     "&amp;", "é", "\u202e", "_x_"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60)


@settings(max_examples=80, deadline=None)
@given(TEXTS, TEXTS)
def test_without_what_was_put_in_it_is_the_old_text_and_the_other_way_round(old, new):
    html = drawn(old, new)
    assert read(html, "ins") == read(render_post(old))
    assert read(html, "del") == read(render_post(new))
    assert not re.search(r"<script|javascript:|\son\w+=|\sid=", html)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_titles_are_safe_and_complete(old, new):
    html = line_difference(old, new)
    assert "<script" not in html
    assert read(html, "del") == read(line_difference(new, new))


def test_words_are_marked_for_eyes_and_ears():
    html = drawn("The old word stands here.", "The new word stands here.")
    assert '<del><span class="visually-hidden">[deleted: </span>old' in html
    assert '<ins><span class="visually-hidden">[inserted: </span>new' in html


def test_emphasis_is_a_difference():
    assert "<em>word</em>" in drawn("A word.", "A *word*.")


def test_unchanged_paragraphs_far_from_a_change_are_folded():
    old = "\n\n".join(f"Paragraph {n}." for n in range(8))
    parts = difference(render_post(old), render_post(old + "\n\nA new one at the end."))
    assert [part.folded for part in parts] == [7, 0]


def test_items_rows_and_notes_are_compared_each_for_itself():
    old = "- a\n- b\n\n|x|y|\n|-|-|\n|1|2|\n\nWord.[^1]\n\n[^1]: A note."
    html = drawn(old, old.replace("- b", "- b\n- c").replace("|2|", "|3|").replace("A note", "A longer note"))
    assert html.count("<ins>") == 3
    assert "<li>b</li><li><ins>" in html
    assert '<div class="note"><p>A <ins>' in html


def test_citations_and_marks_of_notes_lead_nowhere():
    cited = '<p>So <a class="cite" href="#source-1" data-at="3-9">(Freeze 347)</a>.</p>'
    (part,) = difference(cited, cited.replace("347", "348"))
    assert "href" not in part.html
    assert "Freeze" in part.html


def test_figure_stands_whole():
    figure = '<figure><img src="/images/a.jpg" alt="A tower"><figcaption>{}</figcaption></figure>'
    html = "".join(part.html for part in difference(figure.format("Old tower"), figure.format("New tower")))
    assert html.count("<img") == 1
    assert "<figcaption><del>" in html


def test_image_put_in_is_marked():
    html = "".join(
        part.html for part in difference("<p>One.</p>", '<p>One.</p><p><img src="/images/a.jpg" alt="T"></p>')
    )
    assert re.search(r"<ins>.*<img[^>]*></?.*</ins>", html)


def test_lines_of_a_list_of_sources():
    html = list_difference(["Freeze, Russia", "Tucker, Stalin"], ["Freeze, Russia", "Nove, Famine"])
    assert html.startswith("<ul><li>Freeze, Russia</li><li><del>")


def text(mark, per):
    words = [f"{mark}{n}" if n % 3 else "of" for n in range(20_000)]
    return "".join(f"<p>{' '.join(words[n : n + per])}</p>" for n in range(0, 20_000, per))


@pytest.mark.parametrize("per", [1, 100, 20_000])
def test_twenty_thousand_words_with_nothing_in_common_take_seconds_at_most(per):
    old, new = text("a", per), text("b", per)
    start = time.process_time()
    parts = difference(old, new)
    assert time.process_time() - start < 4
    assert sum(len(part.html) for part in parts) < 4_000_000
