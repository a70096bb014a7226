"""The text of an essay as passages count it; static/js/passage-text.js reads the same from the page."""

from __future__ import annotations

import pytest

from comments.anchoring.essay_text import essay_text

CITE = '<a class="cite" href="#source-1">Freeze 347</a>'


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>One two.</p>", "One two."),
        ("<p>One</p><p>two</p>", "One two"),
        ("<p>Xenophon</p><p>X</p>", "Xenophon X"),
        ("<h2>One</h2>\n<ul>\n<li>two</li>\n<li>three</li>\n</ul>", "One two three"),
        ("<p>One\t <em>two</em>\u00a0\u00a0three </p>", "One two three"),
        ("<p>one<strong>two</strong><code>three</code></p>", "onetwothree"),
        ("<p>one<br>two<hr>three</p>", "one two three"),
        ("<p>&lt;one&gt; &amp; “two”</p>", "<one> & “two”"),
        ("<p>E = mc<sup>2</sup>, H<sub>2</sub>O</p>", "E = mc2, H2O"),
        ('<p><a class="term" href="/t/">One</a> two</p>', "One two"),
        ("<p>one<img src='a.png' alt='x'>two</p>", "onetwo"),
        ("<p>one <em>two</p>three", "one two three"),
        ("<p>one</em> two</p>three", "one two three"),
    ],
)
def test_words_stand_with_one_blank_between_them(html: str, text: str) -> None:
    assert essay_text(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<p>one</p><figure><img><figcaption>a <b>picture</b> of it</figcaption></figure><p>two</p>",
            "one two",
        ),
        ("<figure><img></figure><p>Part X</p>", "Part X"),
        ("<figure><b>a picture</figure><p>Part X</p>", "Part X"),
        ('<p>one<sup class="footnote-ref"><a href="#fn-1">1</a></sup>, two</p>', "one, two"),
        ('<p>one</p><section class="footnotes"><ol><li>a note</li></ol></section>', "one"),
        ('<section class="part"><p>one</p></section>', "one"),
        ('<p>one<sup class="small">st</sup></p>', "onest"),
        ('<p class="footnotes">one <span class="footnote-ref">two</span></p>', "one two"),
    ],
)
def test_figures_and_notes_are_left_out(html: str, text: str) -> None:
    assert essay_text(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f"<p>So it was ({CITE}).</p>", "So it was."),
        (f"<p>So it was  ({CITE}) then.</p>", "So it was then."),
        (f"<p>So it was [{CITE}, my emphasis].</p>", "So it was."),
        ('<p>So <a class="cite">Freeze (2009)</a> says.</p>', "So Freeze says."),
        (f"<p>So {CITE} says (as others do).</p>", "So Freeze 347 says (as others do)."),
        (f"<p>So it was (as they say [{CITE}] and more), then.</p>", "So it was, then."),
        (f"<p>So (one) it ({CITE}) was (two), then.</p>", "So (one) it was (two), then."),
        (f"<p>So (one (two) it ({CITE}) was.</p>", "So (one (two) it was."),
        (f"<p>So it was ({CITE}</p><p>and) on.</p>", "So it was (Freeze 347 and) on."),
        (f"<p>So (one] it {CITE}) was.</p>", "So was."),
        (f"<p>So it was [one) it {CITE} was.</p>", "So it was [one) it Freeze 347 was."),
        (f"<p>({CITE}) So it was.</p>", "So it was."),
        (f"<p>So it was.</p><p>({CITE}) Then.</p>", "So it was. Then."),
        ('<p>So it was (<a class="cite"><em>Russia</em></a>).</p>', "So it was."),
        ('<p>So it was (<em class="cite">one</em>).</p>', "So it was (one)."),
    ],
)
def test_brackets_of_citations_are_left_out(html: str, text: str) -> None:
    assert essay_text(html) == text
