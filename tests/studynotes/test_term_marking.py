"""Where in a drawn text terms are marked: studynotes/terms/marking.py."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog import markup
from studynotes.terms.marking import AROUND, mark
from studynotes.terms.vocabulary import Term, Vocabulary

VOCABULARY = Vocabulary([Term(1, "/notes/a/b/#term-gulag", ("Gulag",)), Term(2, "/2/", ("Red Army",))])
MARK = re.compile(r'<a class="term" href="[^"]*">(.*?)</a>', re.DOTALL)
# Seconds of the processor: what reads a text twice for each of its words takes minutes.
SLOWEST = 2.0


def marked(body_html: str) -> list[str]:
    return MARK.findall(mark(body_html, VOCABULARY)[0])


def test_the_first_mention_of_each_term_is_marked() -> None:
    html, uses = mark("<p>The Red Army, a gulag.</p>\n<p>No Gulag, no Red Army.</p>", VOCABULARY)
    assert MARK.findall(html) == ["Red Army", "gulag"]
    assert [use.term for use in uses] == [2, 1]
    assert '<a class="term" href="/notes/a/b/#term-gulag">gulag</a>' in html


def test_a_text_without_terms_is_nothing() -> None:
    assert mark("<p>Words.</p>", VOCABULARY) == ("", [])
    assert mark("<p>A gulag.</p>", Vocabulary([])) == ("", [])


@pytest.mark.parametrize(
    "elsewhere",
    [
        '<h2 id="part-1">Gulag</h2>',
        '<p><a href="/x/">a <em>Gulag</em></a></p>',
        '<p>(<a class="cite" id="cite-1" href="#source-1">Gulag 3</a>)</p>',
        "<blockquote>\n<p>The Gulag</p>\n</blockquote>",
        "<p>“The <em>Gulag</em> was”, “a Gulag”</p>",
        '<p>"The Gulag" he said</p>',
        "<p>‘The Gulag’ he said</p>",
        "<p>'The Gulag', don't you see</p>",
        "<p>«The Gulag» and „Gulag“</p>",
        "<p>It said “the Gulag, and never ended.</p>",
        "<p>“It began,</p>\n<p>“the Gulag went on” there.</p>",
        "<p><code>Gulag</code></p><pre><code>Gulag</code></pre>",
        '<figure class="plate"><img src="/g.jpg" alt="A > Gulag"><figcaption>Gulag</figcaption></figure>',
        '<section class="footnotes"><ol><li><p>Gulag</p></li></ol></section>',
    ],
)
def test_what_others_say_and_what_is_no_running_text_is_left_out(elsewhere: str) -> None:
    html, _ = mark(f"{elsewhere}\n<p>The Gulag.</p>", VOCABULARY)
    assert html == f'{elsewhere}\n<p>The <a class="term" href="/notes/a/b/#term-gulag">Gulag</a>.</p>'


@pytest.mark.parametrize(
    ("body_html", "words"),
    [
        ("<p>the <em>Red</em> Army</p>", "<em>Red</em> Army"),
        ("<p>the <em>Red</em> <strong>Army</strong>.</p>", "<em>Red</em> <strong>Army</strong>"),
        ("<p><em>the Red</em> Army, the Red Army</p>", "Red Army"),
        ("<p><em>Red Army</em></p>", "Red Army"),
        ("<p>the Red<br>\nArmy</p>", "Red<br>\nArmy"),
        ("<p>the Red&nbsp;Army</p>", "Red&nbsp;Army"),
        ('<p>the Red Army<sup class="footnote-ref"><a href="#f" id="r">1</a></sup></p>', "Red Army"),
        ("<p>the workers’ Red Army, theirs’</p>", "Red Army"),
        ("<p>5 &lt; 6 &amp; the Red Army</p>", "Red Army"),
        ("<ul><li>Red</li><li>Army</li><li>Red Army</li></ul>", "Red Army"),
    ],
)
def test_a_mention_may_reach_across_emphasis(body_html: str, words: str) -> None:
    assert marked(body_html) == [words]


def test_a_note_between_the_words_parts_them() -> None:
    assert marked('<p>Red<sup class="footnote-ref"><a href="#f">1</a></sup> Army</p>') == []


def test_a_use_is_the_mention_among_the_words_around_it() -> None:
    _, (use,) = mark(f"<p>{'before ' * 60}the <em>Gulag</em> {'after ' * 60}</p>", VOCABULARY)
    assert use.passage[use.start : use.end] == "Gulag"
    assert use.passage.startswith("…before")
    assert use.passage.endswith("after…")
    assert len(use.passage) <= 2 * AROUND + 10


WORDS = ["Gulag", "the *Red* Army", "**Red", "Army**", "“", "”", "‘", "'", "`", "[Red](http://a.example)"]
WORDS += ["<", "&", "\n\n", "\n", "> ", "## ", "- ", "Army", "Red", "word", "[^1]", "\n\n[^1]: Gulag"]


@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_whatever_is_written_only_links_are_added_and_all_nests(body: str) -> None:
    drawn = markup.render_post(body)
    html, uses = mark(drawn, VOCABULARY)
    assert MARK.sub(r"\1", html) == (drawn if uses else "")
    safe = markup.marked(html)
    assert safe.count('<a class="term"') == len(uses)
    assert without_links(safe) == without_links(html)


def without_links(html: str) -> str:
    return re.sub(r"</?a\b[^>]*>", "", html)


@pytest.mark.parametrize("char", ["‘a", "'a", "“", "’", "Red ", "&amp;", "<em>Red</em> ", "Red-"])
def test_no_text_takes_long(char: str) -> None:
    body = f"<p>{char * 40_000}</p>"
    before = time.process_time()
    mark(body, VOCABULARY)
    assert time.process_time() - before < SLOWEST
